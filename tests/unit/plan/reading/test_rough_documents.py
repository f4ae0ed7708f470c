"""Documents that Word makes and no template has: every value is right or not read, and what is not sure is a doubt."""

from collections import Counter

import pytest

from app.plan.documents.reading.comparing import compared
from app.plan.documents.reading.found import Matter, Proposal
from app.plan.documents.reading.names import plain
from app.plan.documents.reading.parts import Status
from app.plan.documents.reading.understanding import understood

from . import ooxml as x
from . import rough, sources

WAYS = {"counted": rough.Counted, "framed": rough.Framed, "gathered": rough.Gathered}
DOUBTS = {
    "counted": {Matter.DATE_MENDED: 4, Matter.DATE_WITHOUT_YEAR: 2, Matter.GREY_LOST: 1, Matter.NOTE_LOOSE: 2},
    "framed": {Matter.FRAMED: 4, Matter.GREY_LOST: 1, Matter.NOTE_LOOSE: 2},
    "gathered": {
        Matter.DATE_MENDED: 12,
        Matter.GREY_LOST: 1,
        Matter.NOTE_LOOSE: 2,
        Matter.ROW_PARTED: 1,
        Matter.FRAMED: 1,
        Matter.AMOUNT_UNREADABLE: 1,
        Matter.CELLS_MERGED: 1,
    },
}


@pytest.fixture(scope="module")
def read(real) -> dict[str, Proposal]:
    source = sources.of_plan(real)
    return {name: understood(way(source).write(), real) for name, way in WAYS.items()}


@pytest.fixture(params=list(WAYS))
def how(request) -> str:
    return request.param


def test_the_plan_itself_is_no_change(real, read, how) -> None:
    parts = [part for part in compared(read[how], real) if part.status is not Status.SAME]
    assert [(part.key, part.status, part.differences) for part in parts] == []


def test_all_measures_are_read_each_with_its_own(real, read, how) -> None:
    found = [
        (m.goal, m.number, m.title, m.subtitle, m.responsible, m.partners, m.time_frame) for m in read[how].measures
    ]
    goals = {goal.id: goal.number for goal in real.goals}
    assert found == [
        (goals[m.goal], m.number, m.title, m.subtitle, m.responsible, m.partners, m.time_frame) for m in real.measures
    ]


def test_the_log_the_meetings_and_the_approvals_are_read(real, read, how) -> None:
    found = read[how]
    assert [(v.version, v.name, v.date, v.status, v.changed_by) for v in found.versions] == [
        (v.version, plain(v.name), v.date, plain(v.status), v.changed_by) for v in real.edition.versions
    ]
    assert {(m.party, m.body, m.date) for m in found.meetings} == {
        (m.party, m.body, m.date) for m in real.edition.meetings
    }
    assert [(one.party, one.date) for one in found.approvals] == [(one.party, None) for one in real.edition.approvals]


def test_amounts_are_right_or_not_read(real, read, how) -> None:
    goals = {goal.number: goal.id for goal in real.goals} | {0: "sum"}
    for amounts, held in ((read[how].period, real.period_table), (read[how].year, real.year_table)):
        for one in amounts:
            assert one.amount == held.at(goals[one.row], one.column), (one.row, one.column)
    unread = {"gathered": 3}.get(how, 0)
    assert (len(read[how].period), len(read[how].year)) == (4 * 5 - unread, 4 * 7)


def test_every_doubt_is_told(read, how) -> None:
    told = Counter(doubt.matter for doubt in read[how].doubts)
    assert {matter: told[matter] for matter in DOUBTS[how]} == DOUBTS[how]
    if how == "framed":
        assert [d.line for d in read[how].doubts if d.matter is Matter.STRUCK] == ["Dette går ut."]
        assert told[Matter.FAKE_HEADING] >= 14 + 3 + 8


def _document(real, *, money: str = "", row: str = "", before: str = "") -> Proposal:
    """A document that has one goal, and a table of money or of measures."""
    heads = [x.row(x.cell(x.p(x.run(text))) for text in rough.HEADS)]
    body = x.p(x.run("3 Handlingsplan 2025 per delmål"), "Overskrift1") + x.p(
        x.run("Delmål 1: Bustader"), "Overskrift2"
    )
    body += x.table([*heads, row]) if row else ""
    body += x.p(x.run("6 Fordeling av budsjett"), "Overskrift1") + before + money
    return understood(x.package(body), real)


def _money(real, amounts: str, *, before: str = "", first: str = "2025") -> Proposal:
    heads = ["", "Delmål", "Totalbudsjett", first, "2026"]
    rows = [
        x.row(x.cell(x.p(x.run(text))) for text in line) for line in (heads, ["1", "Bustader", *amounts.split("|")])
    ]
    return _document(real, money=x.table(rows), before=before)


@pytest.mark.parametrize(
    "line",
    ["Alle tal i heile tusen.", "Tabell 4 Budsjett (i 1000 kr)", "Beløp i 1 000 kroner", "Tal i TNOK", "(mill. kr)"],
)
def test_amounts_in_thousands_are_not_taken_for_kroner(real, line) -> None:
    found = _money(real, "5 500|500|5 000", before=x.p(x.run(line)))
    assert found.period == []
    assert Matter.IN_THOUSANDS in {doubt.matter for doubt in found.doubts}


def test_a_sentence_about_millions_is_no_unit(real) -> None:
    found = _money(real, "5 500|500|5 000", before=x.p(x.run("Ramma er 18 millionar kroner i perioden.")))
    assert [one.amount for one in found.period] == [5_500, 500, 5_000]


def test_a_goal_that_stands_twice_is_told_and_the_first_is_read(real) -> None:
    line = x.row(x.cell(x.p(x.run(text))) for text in ("1", "Bustader", "9", "4", "5"))
    heads = x.row(x.cell(x.p(x.run(text))) for text in ("", "Delmål", "Totalbudsjett", "2025", "2026"))
    found = _document(real, money=x.table([heads, line, line.replace(">9<", ">8<")]))
    assert [one.amount for one in found.period] == [9, 4, 5]
    assert Matter.NUMBER_TWICE in {doubt.matter for doubt in found.doubts}


def test_text_that_is_struck_out_or_from_another_program_is_told(real) -> None:
    cells = [x.p(x.run(text)) for text in ("1", "Nytt tiltak", "NHO")]
    cells += [x.p(x.run("KS") + x.run(", LO", "strike")), x.p(x.run("2026-2028"))]
    found = _document(real, row=x.row(map(x.cell, cells)), before=x.p("<w:r><w:object/></w:r>"))
    assert found.measures[0].partners == ["KS"]
    assert {(d.matter, d.line) for d in found.doubts} >= {(Matter.STRUCK, ", LO"), (Matter.OBJECTS, "")}


def test_grey_that_comes_from_a_style_is_grey(real) -> None:
    row = x.row(x.cell(x.p(x.run(text, 'color w:val="808080"'))) for text in ("1", "Nytt", "NHO", "KS", "2026-2028"))
    found = _document(real, row=row)
    assert [one.priority for one in found.measures] == ["later"]


def test_a_time_frame_or_a_date_that_is_merged_over_rows_is_told(real) -> None:
    def line(number: str, merge: str) -> str:
        texts = [x.cell(x.p(x.run(text))) for text in (number, f"Tiltak om {number}", "NHO", "KS")]
        return x.row([*texts, x.cell(x.p(x.run("2026-2028" if merge == "restart" else "")), merge=merge)])

    found = _document(real, row=line("1", "restart") + line("2", "continue"))
    assert [one.time_frame for one in found.measures] == ["2026-2028", "2026-2028"]
    assert (Matter.CELLS_MERGED, "2026-2028") in {(doubt.matter, doubt.line) for doubt in found.doubts}
