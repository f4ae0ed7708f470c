"""Signing in, with and without a code, and what a stranger can learn and try."""

import re
import time
from datetime import timedelta
from statistics import median

import pyotp
import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from app.accounts import passwords
from app.accounts.commands import accounts, credentials
from app.accounts.models import AccountRow, AttemptRow, SessionRow
from app.accounts.types import Role
from app.kernel import clock
from app.web.runtime import db

from .conftest import PASSWORD, Visitor

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
EMAIL = "kari@vinje.kommune.no"


@pytest.fixture
def kari(people):
    return people.add(Role.EDITOR, email=EMAIL, password=PASSWORD)


def change(people, do) -> object:
    with people.app.app_context(), people.app.extensions["app.runtime"].transactions.begin(db.session) as uow:
        return do(uow)


def test_the_right_password_lets_in_and_the_cookie_is_out_of_reach_for_scripts(people, kari, visitor) -> None:
    answer = visitor.sign_in(EMAIL.upper() + " ")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/nn/konto/start")
    (cookie,) = [c for c in answer.headers.getlist("Set-Cookie") if c.startswith("__Host-verkemiddel=")]
    for part in ("HttpOnly", "Secure", "SameSite=Lax", "Path=/"):
        assert part in cookie
    assert visitor.is_signed_in
    page = visitor.get("/nn/personvern")
    assert "Min konto" in page.text
    assert "Logg ut" in page.text
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("lang", ["nn", "nb", "en"])
def test_a_wrong_password_an_unknown_address_and_a_shut_account_get_the_same_answer(people, kari, lang) -> None:
    shut = people.add(Role.EDITOR, email="shut@vinje.kommune.no", password=PASSWORD)
    change(people, lambda uow: accounts.disable_account(uow, shut.id, "tests"))
    said = []
    for email, password in ((EMAIL, "feil passord her"), ("nobody@x.no", PASSWORD), (shut.email, PASSWORD)):
        answer = Visitor(people).send(f"/{lang}/logg-inn", email=email, password=password)
        assert answer.status_code == 422
        body = re.sub(r'value="[^"]*"', "", answer.text)
        said.append(body)
    assert len(set(said)) == 1
    assert 'lang="' + lang in said[0]


def test_an_unknown_address_takes_as_long_as_a_wrong_password(people, kari) -> None:
    """Both compare a hash of the same cost. A shortcut would be tens of milliseconds; the machine's noise is less."""
    passwords.is_right("warm", None)
    real = passwords.hashed(PASSWORD)

    def took(stored) -> float:
        began = time.perf_counter()
        passwords.is_right("feil passord", stored)
        return time.perf_counter() - began

    known, unknown = (median(took(stored) for _ in range(5)) for stored in (real, None))
    assert 0.3 < unknown / known < 3


@pytest.mark.parametrize(
    "fields",
    [
        {"email": "", "password": ""},
        {"email": "x" * 10_000, "password": "y"},
        {"email": "a\u0000b@c.no", "password": "\u0000"},
        {"email": "<script>alert(1)</script>", "password": "p" * 5_000},
        {"email": "a@b.no", "password": "x", "next": "//evil.example", "kept": "z" * 3_000},
    ],
)
def test_nonsense_is_answered_with_the_page(visitor, fields) -> None:
    answer = visitor.send("/nn/logg-inn", **fields)
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text


def form_token(visitor) -> str:
    visitor.get("/nn/nytt-passord")
    with visitor.client.session_transaction() as kept:
        return kept["csrf_token"]


def test_the_session_is_new_after_signing_in_and_so_is_the_token_of_the_forms(people, kari) -> None:
    visitor = Visitor(people)
    visitor.client.set_cookie(people.cookie, "chosen-by-an-attacker")
    before = form_token(visitor)
    visitor.sign_in(EMAIL)
    cookie = visitor.client.get_cookie(people.cookie)
    assert cookie
    assert cookie.value != "chosen-by-an-attacker"
    visitor.get("/nn/konto")
    assert form_token(visitor) != before
    first = cookie.value
    assert visitor.get("/nn/logg-inn").headers["Location"] == "/nn/konto/start", "already signed in"
    with people.app.app_context():
        rows = db.session.scalars(select(SessionRow)).all()
        assert [first in str(vars(row)) for row in rows] == [False], "only a digest is stored"


def test_signing_out_ends_the_session_for_whoever_has_its_cookie(people, kari, visitor) -> None:
    visitor.sign_in(EMAIL)
    thief = Visitor(people)
    thief.client.set_cookie(people.cookie, visitor.client.get_cookie(people.cookie).value)
    assert thief.is_signed_in
    answer = visitor.send("/nn/logg-ut", on="/nn/konto")
    assert answer.status_code == 303
    assert not visitor.is_signed_in
    assert not thief.is_signed_in
    assert "Du er logga ut" in visitor.get(answer.headers["Location"]).text


def test_one_comes_back_to_the_page_that_was_wanted_and_to_no_other_site(people, kari) -> None:
    visitor = Visitor(people)
    asked = visitor.get("/nn/konto/passord?x=1")
    assert asked.headers["Location"] == "/nn/logg-inn?next=/nn/konto/passord?x%3D1"
    answer = visitor.send(
        "/nn/logg-inn", on=asked.headers["Location"], email=EMAIL, password=PASSWORD, next="/nn/konto/passord?x=1"
    )
    assert answer.headers["Location"] == "/nn/konto/passord?x=1"
    other = Visitor(people).sign_in(EMAIL, next="https://evil.example/nn/")
    assert other.headers["Location"] == "/nn/konto/start"


def test_a_hash_of_yesterdays_cost_is_renewed_when_its_owner_signs_in(people, kari, visitor) -> None:
    cheap = PasswordHasher(time_cost=1, memory_cost=8_192).hash(PASSWORD)
    change(people, lambda uow: credentials.set_password(uow, kari.id, cheap))
    assert visitor.sign_in(EMAIL).status_code == 303
    with people.app.app_context():
        stored = db.session.get(AccountRow, kari.id).password_hash
    assert stored != cheap
    assert not passwords.is_outdated(stored)


# -- codes -----------------------------------------------------------------------------------------


@pytest.fixture
def with_code(people, kari):
    """Kari's account asks for a code; gives her recovery codes."""
    return change(people, lambda uow: credentials.set_second_factor(uow, kari.id, SECRET, 0))


def code_now() -> str:
    return pyotp.TOTP(SECRET).at(clock.now())


def test_a_password_alone_does_not_let_in_where_a_code_is_asked_for(people, with_code, visitor) -> None:
    answer = visitor.sign_in(EMAIL, next="/nn/konto/passord")
    assert answer.headers["Location"] == "/nn/logg-inn/kode"
    assert not visitor.is_signed_in
    wrong = visitor.send("/nn/logg-inn/kode", code="000000")
    assert wrong.status_code == 422
    assert "Koden er feil" in wrong.text
    right = visitor.send("/nn/logg-inn/kode", code=code_now())
    assert right.headers["Location"] == "/nn/konto/passord"
    assert visitor.is_signed_in


def test_a_code_that_has_been_used_is_worth_nothing(people, with_code) -> None:
    code = code_now()
    outcomes = []
    for _ in range(2):
        visitor = Visitor(people)
        visitor.sign_in(EMAIL)
        outcomes.append(visitor.send("/nn/logg-inn/kode", code=code).status_code)
    assert outcomes == [303, 422]


def test_a_recovery_code_works_once_however_it_is_typed(people, with_code) -> None:
    outcomes = []
    for typed in (with_code[0].upper().replace("-", " "), with_code[0], with_code[1]):
        visitor = Visitor(people)
        visitor.sign_in(EMAIL)
        outcomes.append(visitor.send("/nn/logg-inn/kode", code=typed).status_code)
    assert outcomes == [303, 422, 303]


def test_the_page_for_the_code_is_nothing_without_a_password_before_it(people, with_code, visitor, later) -> None:
    assert visitor.get("/nn/logg-inn/kode").headers["Location"] == "/nn/logg-inn"
    visitor.sign_in(EMAIL)
    assert visitor.get("/nn/logg-inn/kode").status_code == 200
    later(timedelta(minutes=11))
    assert visitor.get("/nn/logg-inn/kode").headers["Location"] == "/nn/logg-inn"


def test_an_account_shut_between_password_and_code_stays_out(people, kari, with_code, visitor) -> None:
    visitor.sign_in(EMAIL)
    page = visitor.get("/nn/logg-inn/kode")
    assert page.status_code == 200
    change(people, lambda uow: accounts.disable_account(uow, kari.id, "tests"))
    answer = visitor.send("/nn/logg-inn/kode", code=code_now())
    assert answer.status_code in (303, 409)
    assert not visitor.is_signed_in


# -- limits ----------------------------------------------------------------------------------------


def test_after_ten_tries_an_account_waits_a_quarter_even_with_the_right_password(people, kari, later) -> None:
    for _ in range(10):
        assert Visitor(people).sign_in(EMAIL, "feil passord her").status_code == 422
    refused = Visitor(people).sign_in(EMAIL)
    assert refused.status_code == 429
    assert "Vent eit kvarter" in refused.text
    assert Visitor(people).sign_in("other@x.no").status_code == 422, "others are not held up"
    later(timedelta(minutes=15, seconds=1))
    assert Visitor(people).sign_in(EMAIL).status_code == 303


def test_one_address_cannot_try_everybody(people) -> None:
    statuses = [Visitor(people).sign_in(f"a{n}@x.no", "x").status_code for n in range(52)]
    assert statuses[:50] == [422] * 50
    assert statuses[50:] == [429, 429]


def test_signing_in_starts_the_count_anew(people, kari) -> None:
    for _ in range(2):
        for _ in range(6):
            Visitor(people).sign_in(EMAIL, "feil passord her")
        assert Visitor(people).sign_in(EMAIL).status_code == 303


def test_codes_cannot_be_guessed_at_will(people, with_code, visitor) -> None:
    visitor.sign_in(EMAIL)
    statuses = [visitor.send("/nn/logg-inn/kode", code=f"{n:06}").status_code for n in range(11)]
    assert statuses == [422] * 10 + [429]


def test_what_is_counted_is_stored_without_names_and_addresses(people, kari, visitor) -> None:
    visitor.sign_in(EMAIL, "feil passord her")
    with people.app.app_context():
        keys = db.session.scalars(select(AttemptRow.key)).all()
    assert len(keys) == 2
    assert not any("kari" in key or "127" in key for key in keys)


@pytest.mark.parametrize(
    ("role", "address"),
    [(Role.EDITOR, "/nn/arbeid/"), (Role.LEADER, "/nn/arbeid/plan"), (Role.CONTRIBUTOR, "/nn/arbeid/")],
)
def test_one_begins_where_ones_work_is(people, role, address) -> None:
    assert people.signed_in(role).get("/nn/konto/start").headers["Location"] == address
