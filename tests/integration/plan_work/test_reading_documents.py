"""The leader sends in a plan from Word, sees what it would change, and takes in part by part; nothing is saved before."""

import io

import msgspec
import pytest

from app.accounts.types import Role
from app.plan import exporting
from app.plan.documents.docx import write
from app.plan.documents.outline import action_plan
from app.plan.importing import compose

from .conftest import WORK, words


def _send(leader, data: bytes, name: str = "plan.docx"):
    return leader.client.post(
        f"{WORK}/les-inn",
        data={"fil": (io.BytesIO(data), name), "csrf_token": leader.token},
        content_type="multipart/form-data",
    )


@pytest.fixture
def altered(stored) -> bytes:
    """The plan as somebody has changed it in Word: a partner, an amount, a meeting, a new measure."""
    whole = stored()
    measures = [
        msgspec.structs.replace(m, partners=[*m.partners, "Landbrukskontoret"]) if m.id == "gron-region" else m
        for m in whole.measures
    ]
    measures.append(
        msgspec.structs.replace(measures[-1], id="nytt", number=5, title="Heilt nytt tiltak her", titles=[])
    )
    cells = [
        msgspec.structs.replace(c, amount=5_500_000) if (c.goal, c.year) == ("bustader", 2026) else c
        for c in whole.ledger.cells
    ]
    meetings = [msgspec.structs.replace(whole.edition.meetings[0], date="2025-06-13"), *whole.edition.meetings[1:]]
    edition = msgspec.structs.replace(whole.edition, meetings=meetings)
    ledger = msgspec.structs.replace(whole.ledger, cells=cells)
    return write(action_plan(compose(whole.plan, edition, whole.goals, measures, ledger), final=False))


def test_parts_are_taken_in_one_by_one_and_nothing_before(leader, stored, altered) -> None:
    before = stored()
    sent = _send(leader, altered)
    assert sent.status_code == 303
    address = sent.headers["Location"].removeprefix(WORK)
    page = leader.text(address)
    assert "4 delar er endra" in page or "3 delar er endra, 1 er nye" in page
    assert stored() == before
    form = leader.form(address, address)
    saved = leader.post(address, form, **{"del": ["measure-gron-region", "budget-period"], "do": "lagre"})
    assert saved.status_code == 303
    after = stored()
    assert after.measures_by_id["gron-region"].partners[-1] == "Landbrukskontoret"
    assert after.actor("Landbrukskontoret") is not None
    assert after.period_table.at("bustader", "2026") == 5_500_000
    assert after.edition.meetings == before.edition.meetings
    assert len(after.measures) == 14
    form = leader.form(address, address)
    leader.post(address, form, **{"del": ["measure-new-3-5", "meetings"], "do": "lagre"})
    assert stored().measures[-1].title == "Heilt nytt tiltak her"
    assert stored().edition.meetings[0].date == "2025-06-13"
    assert "0 delar er endra, 0 er nye" in leader.text(address)


def test_a_source_of_money_is_called_what_the_plan_calls_it(leader, stored) -> None:
    whole = stored()
    cells = [
        msgspec.structs.replace(c, amount=120_000) if (c.goal, c.source) == ("bustader", "municipal_share") else c
        for c in whole.ledger.cells
    ]
    ledger = msgspec.structs.replace(whole.ledger, cells=cells)
    sent = _send(
        leader, write(action_plan(compose(whole.plan, whole.edition, whole.goals, whole.measures, ledger), final=False))
    )
    page = words(leader.text(sent.headers["Location"].removeprefix(WORK)))
    assert "1 Fleire eigna bustader i Vest-Telemark – Kommunal eigendel" in page
    assert "municipal_share" not in page


def test_what_the_plan_has_and_the_document_has_not_stays(leader, stored) -> None:
    whole = stored()
    fewer = compose(whole.plan, whole.edition, whole.goals, whole.measures[:-2], whole.ledger)
    address = _send(leader, write(action_plan(fewer, final=True))).headers["Location"].removeprefix(WORK)
    assert leader.text(address).count("Ikkje i dokumentet") == 1 + 3, "the heading, and each part"
    assert exporting.files_of(stored()) == exporting.files_of(whole)


def test_a_plan_that_others_changed_meanwhile_is_looked_at_again(leader, stored, altered, amend) -> None:
    address = _send(leader, altered).headers["Location"].removeprefix(WORK)
    form = leader.form(address, address)
    amend("measures", "gron-region", partners=["NHO"])
    answer = leader.post(address, form, **{"del": ["measure-gron-region"], "do": "lagre"})
    assert answer.status_code == 409
    assert stored().measures_by_id["gron-region"].partners == ["NHO"]


def test_nothing_chosen_or_a_bad_file_is_told_and_nothing_saved(leader, stored, altered) -> None:
    before = stored()
    address = _send(leader, altered).headers["Location"].removeprefix(WORK)
    form = leader.form(address, address)
    assert leader.post(address, form, do="lagre").status_code == 422
    pdf = _send(leader, b"%PDF-1.7 ...")
    assert pdf.status_code == 422
    assert "Lagre" in words(pdf.text) or ".docx" in words(pdf.text)
    assert leader.post("/les-inn").status_code == 422
    assert leader.post(address, form, do="kast").status_code == 303
    assert leader.get(address).status_code == 404
    assert stored() == before


def test_only_the_sender_sees_a_reading(leader, worker, altered) -> None:
    address = _send(leader, altered).headers["Location"].removeprefix(WORK)
    assert worker(Role.LEADER).get(address).status_code == 404
    assert worker(Role.EDITOR, municipalities={"4036"}).get("/les-inn").status_code == 403
