"""What others send in: messages from readers, proposals; and the answers."""

import itertools
from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.accounts.types import Role
from app.catalogue import queries
from app.catalogue.editing import reporting
from app.catalogue.models import Message
from app.mail.models import MailRow
from app.web.runtime import db

from .conftest import fields

FUND = "/nn/arbeid/ordningar/vinje-naeringsfond"
INBOX = "/nn/arbeid/innboks"
ABOUT = {"del": "ordningar", "oppslag": "vinje-naeringsfond"}


@pytest.fixture
def send(people, public, monkeypatch) -> Callable[..., object]:
    """Sends a message as a reader who took their time."""
    seconds = itertools.count(1_800_000_000, 60)
    monkeypatch.setattr(reporting, "_seconds", lambda: next(seconds))
    token = people.token(public)

    def sending(lang: str = "nn", **typed: str):
        form = fields(public.get(f"/{lang}/meld?del=ordningar&oppslag=vinje-naeringsfond").text, "stack")
        return public.post(f"/{lang}/meld", data=form | {"csrf_token": token} | typed)

    return sending


def stored(own_app, what=Message) -> list:
    with own_app.app_context():
        found = list(db.session.scalars(select(what)))
        db.session.expunge_all()
        return found


def test_a_message_reaches_the_editor_and_the_answer_the_reader_in_their_language(send, vinje, own_app, said) -> None:
    answer = send("en", text="The phone number is wrong.", email="reader@example.org")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/en/meld/takk?svar=ja")
    assert "The phone number is wrong." in said(vinje.client.get(INBOX).text)
    (message,) = stored(own_app)
    vinje.post(f"{INBOX}/melding/{message.id}", {"answer": "Takk! Det er retta."})
    (letter,) = stored(own_app, MailRow)
    assert letter.to == "reader@example.org"
    assert "Svar på meldinga" not in letter.subject, "in English, as the message was"
    assert "Takk! Det er retta." in letter.text
    assert "> The phone number is wrong." in letter.text
    (message,) = stored(own_app)
    assert (message.email, message.is_open) == (None, False)
    vinje.post(f"{INBOX}/melding/{message.id}", {"answer": "Ein gong til"})
    assert len(stored(own_app, MailRow)) == 1, "answered once"
    assert "alt svara på" in said(vinje.client.get(INBOX).text)


def test_a_message_without_an_address_is_closed_and_nothing_is_sent(send, vinje, own_app) -> None:
    assert send(text="Sida er borte.").headers["Location"] == "/nn/meld/takk"
    (message,) = stored(own_app)
    vinje.post(f"{INBOX}/melding/{message.id}", {"answer": "x"})
    assert stored(own_app, MailRow) == []
    assert not stored(own_app)[0].is_open


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"text": ""}, "Skriv noko først."),
        ({"text": "   "}, "Skriv noko først."),
        ({"text": "x" * 5000}, "Teksten er for lang"),
        ({"text": "Feil", "email": "ikkje-adresse"}, "er ikkje ei e-postadresse"),
        ({"text": "Feil", reporting.TRAP: "https://spam.example"}, "Vent eit par sekund"),
        ({"text": "Feil", "stamp": "forfalska"}, "Vent eit par sekund"),
        ({"text": "Feil", "stamp": ""}, "Vent eit par sekund"),
    ],
)
def test_a_message_that_cannot_be_taken_is_told_and_kept_in_the_form(send, own_app, said, typed, told) -> None:
    answer = send(**typed)
    assert answer.status_code == 422
    assert told in said(answer.text)
    assert fields(answer.text, "stack")["text"] == [typed["text"]]
    assert stored(own_app) == []


def test_a_message_that_comes_too_quickly_is_from_a_program(send, own_app, monkeypatch) -> None:
    monkeypatch.setattr(reporting, "_seconds", lambda: 1_800_000_000)
    assert send(text="Kjøp piller").status_code == 422
    assert stored(own_app) == []


def test_many_messages_from_one_address_are_held_off(send, own_app, said) -> None:
    answers = [send(text=f"Melding {n}") for n in range(11)]
    assert [answer.status_code for answer in answers] == [303] * 10 + [429]
    assert "Prøv att om ein time" in said(answers[-1].text)
    assert fields(answers[-1].text, "stack")["text"] == ["Melding 10"]
    assert len(stored(own_app)) == 10


def test_a_message_about_an_entry_that_is_not_there_is_about_the_site(send, own_app, editor, said) -> None:
    assert send(text="Kvar er ho?", oppslag="finst-ikkje").status_code == 303
    assert [(m.kind, m.key) for m in stored(own_app)] == [("", "")]
    assert "Om nettstaden" in said(editor(Role.ADMINISTRATOR).client.get(INBOX).text)


def test_markup_in_a_message_is_shown_as_text(send, vinje) -> None:
    send(text="<script>alert(1)</script>{{ 7*7 }}")
    page = vinje.client.get(INBOX).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in page


def test_a_message_about_vinje_is_not_tokkes_to_answer(send, editor, own_app) -> None:
    vinje, tokke = (editor(Role.EDITOR, municipalities={place}) for place in ("4036", "4034"))
    send(text="Noko er feil.")
    (message,) = stored(own_app)
    assert "Noko er feil." in vinje.client.get(INBOX).text
    assert "Noko er feil." not in tokke.client.get(INBOX).text
    assert tokke.post(f"{INBOX}/melding/{message.id}", {"answer": "x"}).status_code == 403


def test_a_proposal_is_taken_in_or_put_away_and_answered_once(vinje, editor, own_app, said) -> None:
    partner = editor(Role.CONTRIBUTOR)
    partner.save(FUND, promise__nn="Få inntil halve kostnaden dekt når du prøver noko nytt.", reason="Frå oss")
    partner.save(FUND, summary__nn="Kort.")
    with own_app.app_context():
        numbers = {p.path: p.id for p in queries.proposals(db.session)}
    assert "Frå oss" in said(vinje.client.get(INBOX).text)
    for path, do, told in (
        ("summary.nn", "accept", "Framlegget kan ikkje takast inn slik det er: Her er 1 ord."),
        ("summary.nn", "reject", "Framlegget er lagt bort."),
        ("promise.nn", "accept", "Framlegget er teke inn og er synleg no."),
        ("promise.nn", "accept", "alt svara på"),
    ):
        vinje.post(f"{INBOX}/framlegg/{numbers[path]}", {"do": do})
        assert told in said(vinje.client.get(INBOX).text), (path, do)
    with own_app.app_context():
        assert queries.scheme(db.session, "vinje-naeringsfond").scheme.promise.nn.startswith("Få inntil halve")


def test_a_proposal_taken_in_that_makes_the_languages_differ_warns(vinje, editor, own_app, said) -> None:
    editor(Role.CONTRIBUTOR).save(FUND, promise__nn="Få inntil 77 % av kostnaden når du prøver noko.")
    with own_app.app_context():
        (number,) = [p.id for p in queries.proposals(db.session)]
    vinje.post(f"{INBOX}/framlegg/{number}", {"do": "accept"})
    assert "Oppslaget er ikkje heilt i orden no: " in said(vinje.client.get(INBOX).text)


@pytest.mark.parametrize("what", ["melding", "framlegg"])
@pytest.mark.parametrize("number", ["99", "9" * 30])
def test_what_there_is_not_is_not_found(vinje, what, number) -> None:
    assert vinje.post(f"{INBOX}/{what}/{number}", {"do": "accept"}).status_code == 404
