"""What is allowed with accounts, as plain values."""

from datetime import UTC, datetime, timedelta

import pytest

from app.accounts import rules
from app.accounts.types import Role
from app.kernel.errors import Refused

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
EMAIL = "kari.nordmann@vinje.kommune.no"


@pytest.mark.parametrize(
    "address",
    ["kari@kommune.no", "kari.nordmann+vm@vinje.kommune.no", "o'neil@example.org", "åse@målføre.no", "a@b-c.example"],
)
def test_an_address_is_one(address) -> None:
    assert rules.is_email(rules.tidy_email(f"  {address.upper()} "))


@pytest.mark.parametrize(
    "text",
    ["", "kari", "kari@", "@kommune.no", "kari@kommune", "kari@kommune..no", "a b@kommune.no", "a@b.no\nBcc: c@d.no"]
    + ["<kari@kommune.no>", "kari@@kommune.no", "kari@-kommune.no", "k" * 250 + "@kommune.no", "a,b@kommune.no"],
)
def test_what_is_no_address_is_none(text) -> None:
    assert not rules.is_email(rules.tidy_email(text))


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "password_short"),
        ("elleve tei", "password_short"),
        ("x" * 201, "password_long"),
        (EMAIL, "password_is_email"),
        (EMAIL.upper(), "password_is_email"),
        (f"mitt {EMAIL}", "password_is_email"),
        ("aaaaaaaaaaaa", "password_common"),
        ("abababababab", "password_common"),
        ("123456789012", "password_common"),
        ("210987654321", "password_common"),
        ("abcdefghijkl", "password_common"),
        ("Password1234", "password_common"),
        ("P@ssw0rd12345", "password_common"),
        ("Sommar2026!!!", "password_common"),
        ("qwerty123456", "password_common"),
        ("verkemiddel2026", "password_common"),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(password, code) -> None:
    with pytest.raises(Refused) as caught:
        rules.check_password(password, EMAIL)
    assert caught.value.code == code


@pytest.mark.parametrize("password", ["blå elv stein hatt", "kvitveis-i-november", "Ljq8!vr2Xz0p", "å" * 8 + "bcdefg"])
def test_a_good_password_is_taken(password) -> None:
    rules.check_password(password, EMAIL)


def test_letters_written_in_two_ways_are_the_same_password() -> None:
    assert rules.tidy_password("bla\u030a elv") == rules.tidy_password("blå elv")


@pytest.mark.parametrize(
    ("age", "idle", "ended", "alive"),
    [
        (timedelta(0), timedelta(0), False, True),
        (timedelta(hours=11), timedelta(minutes=1), False, True),
        (timedelta(hours=3), timedelta(hours=2), False, False),
        (timedelta(hours=12), timedelta(0), False, False),
        (timedelta(0), timedelta(0), True, False),
    ],
)
def test_a_session_dies_of_idleness_age_or_by_hand(age, idle, ended, alive) -> None:
    assert rules.is_session_alive(NOW, NOW - age, NOW - idle, NOW if ended else None) is alive


@pytest.mark.parametrize(
    "address",
    ["/nn/konto", "/en/arbeid/ordningar/x?tab=1&b=2", "/nb/ordningar?q=l%C3%A5n#treff", "/nn/"],
)
def test_a_page_of_ours_may_be_gone_to(address) -> None:
    assert rules.own_path(address) == address


@pytest.mark.parametrize(
    "address",
    [None, "", "konto", "//evil.example/nn/", "https://evil.example/nn/", "/\\evil.example", "/nn\\@evil.example/"]
    + ["/nn", "/healthz", "/nn/\r\nSet-Cookie: x", "javascript:alert(1)", "///nn/", "/nn/\u0000", "http:///nn/"]
    + ["/nn/" + "x" * 2_001, "/\t/evil.example", "//[evil/nn/", "/xx/konto"],
)
def test_nowhere_else_is_gone_to(address) -> None:
    assert rules.own_path(address) is None


def test_administrators_need_more_than_a_password() -> None:
    assert rules.needs_second_factor({Role.ADMINISTRATOR, Role.EDITOR}, "password")
    assert not rules.needs_second_factor({Role.ADMINISTRATOR}, "password+code")
    assert not rules.needs_second_factor({Role.ADMINISTRATOR}, "oidc")
    assert not rules.needs_second_factor({Role.EDITOR}, "password")


def test_an_administrator_may_what_any_role_may() -> None:
    assert rules.may({Role.ADMINISTRATOR}, {Role.LEADER})
    assert rules.may({Role.EDITOR, Role.LEADER}, {Role.LEADER})
    assert not rules.may({Role.CONTRIBUTOR}, {Role.EDITOR})
    assert not rules.may((), {Role.EDITOR})


def test_the_last_administrator_stays() -> None:
    rules.check_not_last_administrator(1)
    with pytest.raises(Refused, match="last_administrator"):
        rules.check_not_last_administrator(0)
