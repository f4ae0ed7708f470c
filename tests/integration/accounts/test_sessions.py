"""Sessions: they end by themselves and by hand, and what was typed in one that ended is kept for its owner."""

from datetime import timedelta

import pytest
from flask import render_template_string, request
from sqlalchemy import func, select

from app.accounts.access import allowed, forget_kept_form, kept_form, signed_in
from app.accounts.models import KeptFormRow
from app.accounts.types import Role
from app.web.runtime import db, runtime

from .conftest import OTHER_PASSWORD, PASSWORD, Visitor

EMAIL = "kari@vinje.kommune.no"
FORM = (
    '<form method="post"><input type="hidden" name="csrf_token" value="{{ csrf_token() }}">'
    '<textarea name="text">{{ text }}</textarea></form>'
)


@pytest.fixture
def kari(people):
    return people.add(Role.EDITOR, email=EMAIL, password=PASSWORD)


@pytest.fixture
def editing(people):
    """A page for editing, as the catalogue's are: a form that must not lose what was typed."""

    @people.app.route("/nn/arbeid/prove/<key>", methods=["GET", "POST"], endpoint="edit")
    @allowed(Role.EDITOR)
    def edit(key: str):
        if request.method == "POST":
            with runtime().transactions.begin(db.session) as uow:
                forget_kept_form(uow)
            return f"saved {request.form['text']}"
        kept = kept_form()
        return render_template_string(FORM, text=kept["text"] if kept else "")

    @people.app.post("/nn/arbeid/hemmeleg", endpoint="secret")
    @signed_in(keeps=False)
    def secret():
        return "saved"

    return "/nn/arbeid/prove/smil"


def test_a_session_ends_after_two_idle_hours_but_not_while_it_is_used(people, kari, later) -> None:
    visitor = Visitor(people, people.client(kari))
    for _ in range(4):
        later(timedelta(minutes=110))
        assert visitor.is_signed_in
    later(timedelta(minutes=121))
    assert not visitor.is_signed_in


def test_a_session_ends_after_twelve_hours_however_it_is_used(people, kari, later) -> None:
    visitor = Visitor(people, people.client(kari))
    for _ in range(11):
        later(timedelta(minutes=60))
        assert visitor.is_signed_in
    later(timedelta(minutes=61))
    assert not visitor.is_signed_in


def test_a_session_that_is_used_is_written_down_every_five_minutes_only(people, kari, count_queries, later) -> None:
    visitor = Visitor(people, people.client(kari))
    with count_queries(people.app) as statements:
        visitor.get("/nn/konto/passord")
    assert not [s for s in statements if s.startswith("UPDATE")]
    later(timedelta(minutes=6))
    with count_queries(people.app) as statements:
        visitor.get("/nn/konto/passord")
    assert len([s for s in statements if s.startswith("UPDATE")]) == 1


def test_nobody_is_looked_up_where_there_is_no_cookie(people, count_queries) -> None:
    with count_queries(people.app) as statements:
        answer = people.app.test_client().get("/nn/personvern")
    assert (statements, "Set-Cookie" in answer.headers) == ([], False)


def test_ones_sessions_can_be_listed_and_ended_one_by_one_and_all_but_this(people, kari) -> None:
    here, phone, library = (Visitor(people, people.client(kari)) for _ in range(3))
    page = here.get("/nn/konto").text
    assert page.count("Logg ut der") == 2
    key = page.split("/nn/konto/okter/")[1].split("/")[0]
    here.send(f"/nn/konto/okter/{key}/avslutt", on="/nn/konto")
    assert here.is_signed_in
    assert [phone.is_signed_in, library.is_signed_in].count(True) == 1
    here.send("/nn/konto/okter/avslutt", on="/nn/konto")
    assert [here.is_signed_in, phone.is_signed_in, library.is_signed_in] == [True, False, False]


def test_nobody_can_end_anothers_session(people, kari) -> None:
    visitor = Visitor(people, people.client(kari))
    other = Visitor(people, people.signed_in(Role.EDITOR))
    key = Visitor(people, people.client(kari)).get("/nn/konto").text.split("/nn/konto/okter/")[1].split("/")[0]
    other.send(f"/nn/konto/okter/{key}/avslutt", on="/nn/konto")
    assert visitor.is_signed_in


def test_a_new_password_ends_all_other_sessions(people, kari) -> None:
    here, phone = (Visitor(people, people.client(kari)) for _ in range(2))
    wrong = here.send("/nn/konto/passord", present="feil passord her", password=OTHER_PASSWORD)
    assert wrong.status_code == 422
    assert phone.is_signed_in
    weak = here.send("/nn/konto/passord", present=PASSWORD, password="kort")
    assert "minst 12 teikn" in weak.text
    done = here.send("/nn/konto/passord", present=PASSWORD, password=OTHER_PASSWORD)
    assert done.status_code == 303
    assert [here.is_signed_in, phone.is_signed_in] == [True, False]
    assert Visitor(people).sign_in(EMAIL).status_code == 422
    assert Visitor(people).sign_in(EMAIL, OTHER_PASSWORD).status_code == 303


# -- what was typed when the session ended ---------------------------------------------------------


def typed_too_late(visitor, editing, later, text="ein lang tekst\nmed æøå <b>") -> str:
    """The form goes in after the session has ended; gives where the visitor is sent."""
    token = visitor.get(editing).text.split('value="')[1].split('"')[0]
    later(timedelta(hours=3))
    answer = visitor.client.post(editing, data={"csrf_token": token, "text": text, "more": ["a", "b"]})
    assert answer.status_code == 303
    return answer.headers["Location"]


def test_what_was_typed_comes_back_after_signing_in(people, kari, editing, later) -> None:
    visitor = Visitor(people, people.client(kari))
    page = visitor.get(typed_too_late(visitor, editing, later))
    assert "er teke vare på" in page.text
    fields = {name: page.text.split(f'name="{name}" value="')[1].split('"')[0] for name in ("next", "kept")}
    back = visitor.sign_in(EMAIL, **fields)
    assert back.headers["Location"].startswith(f"{editing}?kept=")
    assert "ein lang tekst\nmed æøå &lt;b&gt;" in visitor.get(back.headers["Location"]).text
    saved = visitor.send(back.headers["Location"], text="ferdig")
    assert saved.text == "saved ferdig"
    assert "ein lang tekst" not in visitor.get(back.headers["Location"]).text, "it has served"


def test_what_was_typed_is_for_its_owner_and_its_page_only_and_a_day(people, kari, editing, later) -> None:
    visitor = Visitor(people, people.client(kari))
    token = typed_too_late(visitor, editing, later).split("kept=")[1].split("&")[0]
    own, other = people.client(kari), people.signed_in(Role.EDITOR)
    assert "ein lang tekst" in own.get(f"{editing}?kept={token}").text
    assert "ein lang tekst" not in other.get(f"{editing}?kept={token}").text
    assert "ein lang tekst" not in own.get(f"/nn/arbeid/prove/anna?kept={token}").text
    later(timedelta(hours=25))
    assert "ein lang tekst" not in people.client(kari).get(f"{editing}?kept={token}").text
    with people.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(KeptFormRow)) == 0, "swept away"


def test_nothing_is_kept_for_strangers_nor_where_there_are_secrets(people, kari, editing, later) -> None:
    stranger = people.app.test_client()
    stranger.set_cookie(people.cookie, "made-up")
    assert stranger.post(editing, data={"text": "x"}).status_code == 401
    visitor = Visitor(people, people.client(kari))
    later(timedelta(hours=3))
    assert visitor.client.post("/nn/arbeid/hemmeleg", data={"text": "x"}).status_code == 401
    visitor.client.post("/nn/konto/passord", data={"present": PASSWORD, "password": OTHER_PASSWORD})
    with people.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(KeptFormRow)) == 0


def test_passwords_and_tokens_are_never_kept(people, kari, editing, later) -> None:
    visitor = Visitor(people, people.client(kari))
    later(timedelta(hours=3))
    visitor.client.post(editing, data={"text": "x", "password": "hush", "new_password": "hush", "csrf_token": "t"})
    with people.app.app_context():
        assert db.session.scalars(select(KeptFormRow.fields)).all() == [[["text", "x"]]]


def test_a_program_gets_401_and_a_page_gets_the_way_in(people) -> None:
    @people.app.get("/api/v1/inside", endpoint="inside")
    @signed_in()
    def inside():
        return "x"

    client = people.app.test_client()
    answer = client.get("/api/v1/inside")
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert client.get("/nn/konto").status_code == 303
    assert "Logg inn" in client.post("/nn/logg-ut").text
