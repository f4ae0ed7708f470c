"""Versions: what differs, what comes back; new addresses; previews; publishing at a set time."""

from datetime import UTC, datetime, timedelta

import pytest

from app import bootstrap
from app.accounts.types import Role
from app.catalogue import queries
from app.catalogue.models import EntryDraft
from app.web.runtime import db
from tests.conftest import TODAY

FUND = "/nn/arbeid/ordningar/vinje-naeringsfond"
PUBLIC = "/nn/ordningar/vinje-naeringsfond"
NEW_PROMISE = "Få inntil halve kostnaden dekt når du prøver noko nytt."
THREE = {
    "promise__nn": NEW_PROMISE,
    "promise__nb": "Få inntil halve kostnaden dekket når du prøver noe nytt.",
    "promise__en": "Get up to half the cost covered when you try something new.",
}


@pytest.fixture
def old_promise(own_app) -> str:
    with own_app.app_context():
        return queries.scheme(db.session, "vinje-naeringsfond").scheme.promise.nn


def test_the_difference_is_shown_word_by_word_with_who_and_why(vinje, said) -> None:
    assert vinje.save(FUND, **THREE, reason="Ny sats <b>frå</b> fylket").status_code == 303
    page = vinje.client.get(f"{FUND}/historie").text
    assert "<ins>" in page
    assert "Ny sats &lt;b&gt;frå&lt;/b&gt; fylket" in page
    assert "Lovnad" in said(page)
    assert "Person" in page


def test_an_older_version_comes_back_as_a_new_one_and_can_be_undone(vinje, public, said, old_promise) -> None:
    vinje.save(FUND, **THREE)
    assert vinje.post(f"{FUND}/historie", {"number": "1"}).status_code == 303
    assert old_promise in public.get(PUBLIC).text
    page = vinje.client.get(f"{FUND}/historie").text
    assert "Den eldre utgåva er publisert att." in said(page)
    undo = page.split('action="/nn/arbeid/angre/')[-1].split('"')[0]
    vinje.post(f"/nn/arbeid/angre/{undo}", {})
    assert NEW_PROMISE in public.get(PUBLIC).text


@pytest.mark.parametrize("number", ["99", "", "-1", "x", "9" * 30])
def test_a_version_that_there_is_not_is_not_found(vinje, number) -> None:
    assert vinje.post(f"{FUND}/historie", {"number": number}).status_code in (400, 404)


@pytest.mark.parametrize("query", ["fra=99&til=1", "fra=x&til=", f"til={'9' * 40}", "fra=1&til=1"])
def test_odd_questions_to_the_history_are_answered(vinje, query) -> None:
    assert vinje.client.get(f"{FUND}/historie?{query}").status_code == 200


def test_a_moved_entry_is_led_to_for_ever_and_keeps_its_history(vinje, public, own_app, old_promise) -> None:
    vinje.save(FUND, **THREE)
    assert vinje.post(f"{FUND}/adresse", {"key": "fondet-i-vinje"}).status_code == 303
    answer = public.get(PUBLIC)
    assert (answer.status_code, answer.headers["Location"]) == (308, "/nn/ordningar/fondet-i-vinje")
    moved = "/nn/arbeid/ordningar/fondet-i-vinje"
    assert vinje.post(f"{moved}/historie", {"number": "1"}).status_code == 303
    assert old_promise in public.get("/nn/ordningar/fondet-i-vinje").text
    assert public.get(PUBLIC).status_code == 308, "the old address leads there still"
    with own_app.app_context():
        assert "vinje-naeringsfond" not in queries.keys(db.session)["schemes"], "and is no entry again"


def test_a_draft_begun_before_the_move_is_published_at_the_new_address(vinje, public, own_app) -> None:
    vinje.save(FUND, do="save", **THREE)
    vinje.post(f"{FUND}/adresse", {"key": "fondet-i-vinje"})
    assert vinje.save("/nn/arbeid/ordningar/fondet-i-vinje").status_code == 303
    assert NEW_PROMISE in public.get("/nn/ordningar/fondet-i-vinje").text
    assert public.get(PUBLIC).status_code == 308
    with own_app.app_context():
        assert "vinje-naeringsfond" not in queries.keys(db.session)["schemes"]


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("tokke-naeringsfond", "Adressa er i bruk"),
        ("Med Mellomrom", "små bokstavar"),
        ("", "små bokstavar"),
        ("../../etc", "små bokstavar"),
        ("a" * 500, "små bokstavar"),
    ],
)
def test_a_bad_new_address_is_told(vinje, public, said, key, told) -> None:
    assert vinje.post(f"{FUND}/adresse", {"key": key}).status_code == 303
    assert told in said(vinje.client.get(FUND).text)
    assert public.get(PUBLIC).status_code == 200


def test_an_address_that_leads_to_another_entry_is_not_taken_as_an_old_one(vinje, said, public) -> None:
    answer = vinje.save(FUND, aliases__0="tokke-naeringsfond")
    assert answer.status_code == 422
    assert "fører alt til eit anna oppslag" in said(answer.text)
    assert public.get("/nn/ordningar/tokke-naeringsfond").status_code == 200


def test_the_preview_is_the_public_page_with_a_way_back(vinje, public, said) -> None:
    vinje.save(FUND, do="save", **THREE)
    page = vinje.client.get(f"{FUND}/utkast").text
    assert NEW_PROMISE in page
    assert "Slik ser lesarane det, om du publiserer." in said(page)
    assert f'href="{FUND}"' in page
    assert "om du publiserer" not in public.get(PUBLIC).text


def test_every_kind_of_entry_has_a_preview_finished_or_not(editor, said) -> None:
    admin = editor(Role.ADMINISTRATOR)
    for address in ("aktorar/husbanken", "omgrep/eigenkapital", "dome/fyresdal-omstilling-2017-2023"):
        assert "om du publiserer" in said(admin.client.get(f"/nn/arbeid/{address}/utkast").text)
    data = admin.form("/nn/arbeid/ordningar/ny") | {"key": "halvferdig"}
    assert admin.post("/nn/arbeid/ordningar/ny", data, do="save").status_code == 303
    assert "Utkastet manglar noko" in said(admin.client.get("/nn/arbeid/ordningar/halvferdig/utkast").text)


def test_an_entry_is_published_at_its_time(vinje, public, own_app, said) -> None:
    assert vinje.save(FUND, publish_at="1.2.2099", **THREE).status_code == 303
    assert "blir publisert 1. februar 2099" in said(vinje.client.get(FUND).text)
    with own_app.app_context():
        bootstrap.publish_due(own_app)
    assert NEW_PROMISE not in public.get(PUBLIC).text, "not before its time"
    with own_app.app_context():
        db.session.get(EntryDraft, ("schemes", "vinje-naeringsfond")).publish_at = datetime.now(UTC) - timedelta(1)
        db.session.commit()
        bootstrap.publish_due(own_app)
        bootstrap.catch_up(db.session, own_app.extensions["app.runtime"].index, TODAY)
    assert NEW_PROMISE in public.get(PUBLIC).text
    with own_app.app_context():
        assert queries.draft(db.session, "schemes", "vinje-naeringsfond") is None


@pytest.mark.parametrize("day", ["snart", "31.2.2027", "1.2.27"])
def test_a_time_that_cannot_be_read_publishes_nothing(vinje, public, said, day) -> None:
    answer = vinje.save(FUND, publish_at=day, **THREE)
    assert answer.status_code == 422
    assert f"«{day}» er ikkje ein dato" in said(answer.text)
    assert NEW_PROMISE not in public.get(PUBLIC).text
    assert NEW_PROMISE in answer.text


def test_what_the_languages_say_must_agree_before_it_is_public(vinje, public, said) -> None:
    texts = {"amount-note-nn": "Inntil 10 000 kroner.", "amount-note-nb": "Inntil 20 000 kroner."}
    data = vinje.form(FUND) | texts | {"amount-note-en": "Up to NOK 10,000."}
    answer = vinje.post(FUND, data, do="publish")
    assert answer.status_code == 422
    assert "Tala er ikkje like på nynorsk og bokmål: 10000 på nynorsk, 20000 på bokmål." in said(answer.text)
    assert "20 000" not in public.get("/nb/ordningar/vinje-naeringsfond").text
    right = data | {"amount-note-nb": "Inntil 10 000 kroner.", "number": "2"}
    assert vinje.post(FUND, right, do="publish").status_code == 303
