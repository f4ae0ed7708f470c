"""The yearly report: filled from the data, and two who write in it at once."""

from datetime import date

import msgspec

from app.plan.cells import Cell, Ledger, Movement
from app.plan.codes import CellKind, Change
from app.plan.importing import compose
from app.plan.report import YearReport
from app.plan.rules import report
from app.plan.rules.next_edition import next_edition
from app.plan.rules.revision import accounts
from app.plan.types import Milestone, Revision

NOTHING_SAID = YearReport(id="2025")


def filled(whole):
    return {key: text.replace("\u00a0", " ") for key, text in report.prefilled(whole, accounts(whole, whole)).items()}


def with_money(whole, *cells, movements=()):
    ledger = Ledger(cells=[*whole.ledger.cells, *cells], movements=list(movements))
    return compose(whole.plan, whole.edition, whole.goals, whole.measures, ledger)


def test_every_default_question_is_filled_from_the_data_and_has_a_heading(real) -> None:
    assert list(filled(real)) == [one.id for one in report.default_questions("nn")]
    assert "14 tiltak" in filled(real)["summary"]


def test_money_is_told_by_source_with_what_is_received_spent_bound_and_unspent(real) -> None:
    cells = [
        Cell(goal="bustader", year=2025, source="state_cofinancing", kind=CellKind(kind), amount=amount)
        for kind, amount in (("granted", 500_000), ("paid", 400_000), ("spent", 150_000), ("bound", 50_000))
    ]
    said = filled(with_money(real, *cells))
    assert (
        "løyvd 500 000 kr, motteke 400 000 kr, brukt 150 000 kr, bunde 50 000 kr, ikkje brukt 200 000 kr"
        in said["economy"]
    )
    assert said["deviations"].startswith("200 000 kr er motteke, men verken brukt eller bunde.")


def test_a_blank_is_not_zero(real) -> None:
    assert "motteke ikkje oppgjeve" in filled(real)["economy"]
    assert report.unspent(None, 5, None) is None
    assert report.unspent(5, 9, None) == 0


def test_dates_are_written_as_people_write_them(changed) -> None:
    milestone = Milestone(id="m", text="Fyrste hus", done_on="2025-06-17")
    assert "Nådd 17. juni 2025: Fyrste hus" in filled(changed.measure("gott-nokk", milestones=[milestone]))["progress"]


def test_what_was_said_in_the_revision_stands_in_the_report_of_both_years(real, changed) -> None:
    told = changed.measure(
        "gott-nokk", time_frame="2027-2028", revision=Revision(change=Change.CHANGED, reason="Tomta kjem seint")
    )
    line = "Endra: 1.3 Pilot: «Gøtt nøkk»: tidsplan (tidsramme 2026-2028 → 2027-2028). Tomta kjem seint"
    assert report.prefilled(told, accounts(real, told))["changes"] == line
    begun = next_edition(real, date(2026, 1, 12))
    after = compose(begun.plan, begun.edition, begun.goals, told.measures, begun.ledger)
    forward = report.prefilled(real, accounts(real, real), (after, accounts(real, after)))["way_forward"]
    assert forward.startswith(f"Endringar i utgåva for 2026:\n- {line}\n")


def test_money_that_was_moved_is_told_with_its_reason(real) -> None:
    moved = Movement(
        date="2025-11-01",
        from_goal="bustader",
        from_year=2025,
        to_goal="bustader",
        to_year=2026,
        amount=100_000,
        reason="Anbodet kom seint",
    )
    assert "Anbodet kom seint" in filled(with_money(real, movements=[moved]))["deviations"]


def test_a_box_that_says_what_the_data_says_is_not_kept() -> None:
    opened = {"summary": report.mark("Av data")}
    said, _ = report.merged(NOTHING_SAID, {"summary": "Av data"}, {"summary": "Mitt"}, opened)
    assert said == {"summary": "Mitt"}
    mine = msgspec.structs.replace(NOTHING_SAID, answers=said)
    again, _ = report.merged(mine, {"summary": "Av data"}, {"summary": "Av data"}, {"summary": report.mark("Mitt")})
    assert again == {}


def test_two_who_write_in_two_boxes_lose_nothing_and_in_one_both_are_seen() -> None:
    now = msgspec.structs.replace(NOTHING_SAID, answers={"summary": "Hennar"})
    blank = report.mark("")
    said, conflicts = report.merged(now, {}, {"summary": "", "results": "Mitt"}, {"summary": blank, "results": blank})
    assert (said, conflicts) == ({"summary": "Hennar", "results": "Mitt"}, [])
    said, conflicts = report.merged(now, {}, {"summary": "Mitt"}, {"summary": blank})
    assert (said, conflicts) == ({"summary": "Hennar"}, ["summary"])
