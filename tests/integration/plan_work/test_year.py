"""From one year to the next: the new edition, the conversation about its measures, the accounts, side by side."""

import io
import re
from typing import Any

import pytest
from docx import Document

from app.accounts.types import Role
from app.plan import queries
from app.web.runtime import db

from .conftest import PLAN, PUBLIC, WORK, Worker, words

SECRET = "hemmeleg-7319"
KEY = "gott-nokk"


@pytest.fixture
def begun(leader: Worker) -> Worker:
    """A leader who has frozen 2025 and begun 2026."""
    log = leader.form("/vedtak", "versjon")
    leader.post(
        "/vedtak/versjon", log, number="7.0", name="Til handsaming", status="Frosen", dated="1.6.2025", freeze="y"
    )
    leader.post("/revisjon/ny-utgave")
    return leader


def whole(own_app, year: int) -> Any:
    with own_app.app_context():
        return queries.whole(db.session, PLAN, year)


def test_next_year_is_begun_once_and_refused_with_a_sentence_after_that(begun: Worker, own_app) -> None:
    new = whole(own_app, 2026)
    assert len(new.measures) == 14
    assert not any(approval.date for approval in new.edition.approvals)
    again = begun.post("/revisjon/ny-utgave?utgave=2025")
    assert again.status_code == 303
    assert "Utgåva for 2026 finst alt" in begun.text("/revisjon?utgave=2025")
    assert "Start utgåva for 2026" not in begun.text("/revisjon?utgave=2025")


def test_readers_do_not_meet_the_draft_before_a_version_is_frozen(begun: Worker, public) -> None:
    assert "2025" in public("") and "Vest-Telemark 2026" not in public("")
    assert "Vest-Telemark 2026" not in public("?utgave=2026")
    log = begun.form("/vedtak", "versjon")
    begun.post(
        "/vedtak/versjon", log, number="1.1", name="Til handsaming", status="Frosen", dated="1.6.2026", freeze="y"
    )
    assert "2026" in public("")


@pytest.mark.parametrize("page", ["", "/budsjett", "/tiltak/gott-nokk", "/vedtak", "/endringar", "/dokument"])
def test_a_draft_is_for_those_who_work_on_it(begun: Worker, worker, own_app, page) -> None:
    draft = f"{PUBLIC}{page}?utgave=2026"
    assert own_app.test_client().get(draft).status_code == 404
    for one in (begun, worker(Role.EDITOR, municipalities={"4036"})):
        assert "Dette er eit utkast til utgåva for 2026" in one.client.get(draft).text


def test_the_api_answers_for_an_edition_once_it_is_put_forward(begun: Worker, own_app) -> None:
    someone, plan = own_app.test_client(), f"/api/v1/plans/{PLAN}"

    def years() -> list[int]:
        return [one["year"] for one in someone.get(plan).json["editions"]]

    assert years() == [2025]
    assert someone.get(f"{plan}/editions/2026").status_code == 404
    assert begun.client.get(f"{plan}/editions/2026").status_code == 404, "who asks makes no difference"
    log = begun.form("/vedtak", "versjon")
    begun.post("/vedtak/versjon", log, number="1.1", name="Til handsaming", status="x", dated="1.6.2026", freeze="y")
    assert years() == [2025, 2026]
    assert someone.get(f"{plan}/editions/2026").json["year"] == 2026


def test_what_was_said_when_a_measure_was_changed_is_not_asked_for_again(begun: Worker) -> None:
    page = begun.form(f"/tiltak/{KEY}/skjema?utgave=2026", "plan-form")
    begun.post(f"/tiltak/{KEY}/skjema?utgave=2026", page, time_frame="2027-2028", reason="Tomta er klar i 2027")
    page = begun.form(f"/tiltak/{KEY}/skjema?utgave=2026", "plan-form")
    begun.post(f"/tiltak/{KEY}/skjema?utgave=2026", page, internal_notes="x", reason="Berre eit notat")
    talk = f"/revisjon/{KEY}?utgave=2026"
    assert begun.form(talk, "plan-form")["reason"] == ["Tomta er klar i 2027"]
    assert "Dette skreiv de då de endra tiltaket" in begun.text(talk)
    assert "ikkje skrive enno" in begun.text("/utgreiing?utgave=2026"), "it is the leader who says it is the reason"


def test_text_that_still_says_last_year_is_pointed_out_with_where_it_is_changed(begun: Worker) -> None:
    page = begun.form(f"/tiltak/{KEY}/skjema?utgave=2026", "plan-form")
    begun.post(f"/tiltak/{KEY}/skjema?utgave=2026", page, subtitle="Klar i 2025")
    page = begun.get("/revisjon?utgave=2026").text
    assert "Tekst som framleis seier 2025" in words(page) and "Klar i 2025" in words(page)
    assert f"/tiltak/{KEY}/skjema?utgave=2026" in page
    assert "Tekst som framleis" not in begun.text("/revisjon?utgave=2025")


def test_a_draft_does_not_ask_for_the_year_after_it(begun: Worker) -> None:
    assert "Start utgåva for 2027" not in begun.text("/revisjon?utgave=2026")


def test_what_the_data_says_is_shown_and_only_the_why_is_asked(begun: Worker, own_app) -> None:
    page = begun.form(f"/tiltak/{KEY}/skjema?utgave=2026", "plan-form")
    saved = begun.post(
        f"/tiltak/{KEY}/skjema?utgave=2026", page, subtitle="Små hus", revision_change="", revision_reason=""
    )
    assert saved.status_code == 303
    assert "Endra: teksten. Manglar kvifor." in begun.text("/revisjon?utgave=2026")
    talk = f"/revisjon/{KEY}?utgave=2026"
    assert "Undertittel" in begun.text(talk)
    form = begun.form(talk, "plan-form")
    assert set(form) == {"csrf_token", "seen", "reason"}
    refused = begun.post(talk, form, reason=" ")
    assert refused.status_code == 422 and "Skriv kvifor" in refused.text
    assert begun.post(talk, form, reason="Marknaden vil ha små hus").status_code == 303
    told = whole(own_app, 2026).measures_by_id[KEY].revision
    assert (told.change, told.reason) == ("changed", "Marknaden vil ha små hus")
    assert "Marknaden vil ha små hus" in begun.text("/utgreiing?utgave=2026")


def test_two_who_answer_at_once_both_see_the_other_answer(begun: Worker) -> None:
    talk = f"/revisjon/{KEY}?utgave=2026"
    form = begun.form(talk, "plan-form")
    begun.post(talk, form, reason="Først")
    late = begun.post(talk, form, reason="Så eg")
    assert late.status_code == 409
    assert "Først" in late.text and "Så eg" in late.text


def test_an_ended_measure_asks_for_nothing_twice_and_never_disappears(begun: Worker, own_app, public) -> None:
    end = begun.form(f"/tiltak/{KEY}/avslutt?utgave=2026", "plan-form")
    begun.post(
        f"/tiltak/{KEY}/avslutt?utgave=2026",
        end,
        ending="done",
        reason_to_end="Husa står",
        evaluation="Tre nye hus",
        do="save",
    )
    page = begun.text("/utgreiing?utgave=2026")
    assert "Husa står" in page and "Tre nye hus" in page
    assert KEY in whole(own_app, 2026).measures_by_id
    assert "Gøtt nøkk" in begun.text("/samanlikn?utgave=2026")
    begun.post("/revisjon/uendra?utgave=2026")
    assert "Alle tiltaka er svara for." in begun.text("/revisjon?utgave=2026")
    document = Document(io.BytesIO(begun.get("/utgreiing.docx?utgave=2026").data))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert re.search(r"3\. Avslutta tiltak.*Husa står.*Tre nye hus", text, re.DOTALL)
    begun.post("/revisjon/ny-utgave?utgave=2026")
    assert whole(own_app, 2027).measures_by_id[KEY].priority == "ended"
    assert begun.get(f"/revisjon/{KEY}?utgave=2027").status_code == 404


def test_nothing_internal_is_in_the_document(begun: Worker, own_app) -> None:
    page = begun.form(f"/tiltak/{KEY}/skjema?utgave=2026", "plan-form")
    begun.post(f"/tiltak/{KEY}/skjema?utgave=2026", page, subtitle="Små hus", internal_notes=SECRET)
    assert SECRET.encode() not in begun.get("/utgreiing.docx?utgave=2026").data
    document = Document(io.BytesIO(begun.get("/utgreiing.docx?utgave=2026").data))
    assert SECRET not in "\n".join(paragraph.text for paragraph in document.paragraphs)


@pytest.mark.parametrize("address", ["/revisjon", f"/revisjon/{KEY}", "/utgreiing", "/utgreiing.docx", "/samanlikn"])
def test_only_the_leader_revises(worker, own_app, address) -> None:
    assert worker(Role.EDITOR, municipalities={"4036"}).get(address).status_code == 403
    assert own_app.test_client().get(WORK + address).status_code in (302, 303, 401)


@pytest.mark.parametrize("address", ["/revisjon/finst-ikkje", "/revisjon?utgave=1999", "/revisjon/%00"])
def test_what_is_not_there_is_not_found(leader: Worker, address) -> None:
    assert leader.get(address).status_code == 404
