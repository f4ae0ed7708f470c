"""Passwords, codes and tokens."""

from datetime import UTC, datetime

import pyotp
import pytest
from argon2 import PasswordHasher

from app.accounts import codes, passwords, tokens
from app.kernel import clock

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
"""The key of the examples in RFC 6238, appendix B."""


@pytest.fixture
def at(monkeypatch):
    """Moves the clock to a second since 1970."""
    return lambda seconds: monkeypatch.setattr(clock, "now", lambda: datetime.fromtimestamp(seconds, UTC))


def test_a_password_is_hashed_with_argon2id_and_known_again() -> None:
    made = passwords.hashed("blå elv stein hatt")
    assert made.startswith("$argon2id$")
    assert passwords.is_right("bla\u030a elv stein hatt", made)
    assert not passwords.is_right("blå elv stein", made)
    assert passwords.hashed("blå elv stein hatt") != made


def test_where_there_is_no_hash_no_password_is_right() -> None:
    for none in (None, "no hash at all"):
        assert not passwords.is_right("no password has this hash", none)


def test_a_hash_of_another_cost_is_made_anew() -> None:
    cheap = PasswordHasher(time_cost=1, memory_cost=8_192).hash("blå elv stein hatt")
    assert passwords.is_right("blå elv stein hatt", cheap)
    assert passwords.is_outdated(cheap)
    assert not passwords.is_outdated(passwords.hashed("x"))


@pytest.mark.parametrize(("second", "code"), [(59, "287082"), (1111111109, "081804"), (2000000000, "279037")])
def test_codes_are_those_of_the_standard(at, second, code) -> None:
    at(second)
    assert codes.step_of(SECRET, code, after=0) == second // 30


def test_a_code_works_near_its_time_and_once(at) -> None:
    at(1_000_000)
    code = pyotp.TOTP(SECRET).at(1_000_000)
    step = codes.step_of(SECRET, code, after=0)
    assert step == 1_000_000 // 30
    assert codes.step_of(SECRET, code, after=step) is None
    for later, works in ((30, True), (-30, True), (90, False), (-90, False)):
        at(1_000_000 + later)
        assert (codes.step_of(SECRET, code, after=0) is not None) is works


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "12 456"])
def test_what_is_no_code_is_none(typed) -> None:
    assert codes.step_of(SECRET, typed, after=0) is None


def test_the_picture_needs_no_script_and_no_style() -> None:
    picture = codes.picture(SECRET, "kari@vinje.kommune.no")
    assert picture.startswith("data:image/svg+xml")
    assert "style" not in picture
    assert "script" not in picture
    assert "issuer=Verkemiddel" in codes.address(SECRET, "kari@vinje.kommune.no")


def test_tokens_and_recovery_codes_are_never_the_same() -> None:
    assert len({tokens.token() for _ in range(100)}) == 100
    made = tokens.recovery_codes()
    assert len(set(made)) == tokens.RECOVERY_CODES
    assert tokens.tidy_code(f" {made[0].upper()} ") == tokens.tidy_code(made[0].replace("-", " "))
    assert len(tokens.digest(made[0])) == 64
