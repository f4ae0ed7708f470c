"""An action plan in Word, with everything that people do to the template, is read without a wrong value; doubts are listed."""

import json
from collections import Counter

import pytest

from app.plan.documents.reading.comparing import compared
from app.plan.documents.reading.found import Matter, Proposal
from app.plan.documents.reading.parts import Status
from app.plan.documents.reading.understanding import understood
from tests.conftest import ROOT

from . import manner, sources
from .manner import Manner

INVENTORY = ROOT.parent / "shared" / "plan" / "inventory.json"
NOTE = "I 2025 skal følgjande tiltak prioriterast (sjå nærare omtale under). Tiltak i grå skrift, blir prioritert seinare i perioden."
MANNERS = {
    "as the template": Manner(space=manner.NO_BREAK),
    "bold lines, grey rows, tables in two": Manner(
        fake_headings=True, typed_bullets=True, title_below=True, grey=True, space=manner.NARROW, split_tables=True
    ),
    "heading and text on a line, merged cells": Manner(
        inline_headings=True, numbers_by_word=True, merged_cells=True, with_and=True, run_together=True, captions=False
    ),
    "no headings at all, a row in two": Manner(plain_headings=True, cut_row=True, split_tables=True, grey=True),
    "tracked, a table in the middle of a text": Manner(
        stray_table=True, tracked=True, fake_headings=True, title_below=True
    ),
}
EXPECTED = {
    "as the template": {Matter.GREY_LOST, Matter.NOTE_LOOSE},
    "bold lines, grey rows, tables in two": {Matter.FAKE_HEADING, Matter.GREY, Matter.NOTE_LOOSE},
    "heading and text on a line, merged cells": {
        Matter.HEADING_IN_TEXT,
        Matter.CELLS_MERGED,
        Matter.AMOUNTS_RUN_TOGETHER,
        Matter.GREY_LOST,
        Matter.NOTE_LOOSE,
    },
    "no headings at all, a row in two": {Matter.FAKE_HEADING, Matter.ROW_JOINED, Matter.GREY, Matter.NOTE_LOOSE},
    "tracked, a table in the middle of a text": {
        Matter.TRACKED,
        Matter.TABLE_JOINED,
        Matter.TEXT_JOINED,
        Matter.FAKE_HEADING,
        Matter.GREY_LOST,
        Matter.NOTE_LOOSE,
    },
}


@pytest.fixture(params=list(MANNERS))
def how(request) -> str:
    return request.param


def test_the_plan_itself_in_any_manner_is_no_change(real, how) -> None:
    found = understood(manner.written(sources.of_plan(real), MANNERS[how]), real)
    assert [part.key for part in compared(found, real) if part.status is not Status.SAME] == []
    assert EXPECTED[how] - {Matter.TEXT_JOINED} <= {doubt.matter for doubt in found.doubts}


@pytest.fixture(scope="module")
def inventory(real):
    if not INVENTORY.is_file():
        pytest.skip("the folder shared/plan is not beside the repository")
    found = json.loads(INVENTORY.read_text("utf-8"))
    for goal in found["delmal"]:
        goal["merknad"] = NOTE
    return found | {"fotnotar": [note.text for note in real.edition.footnotes]}


def test_every_value_of_the_inventory_is_read(real, inventory, how) -> None:
    found = understood(manner.written(inventory, MANNERS[how]), real)
    assert _measures(found) == [
        (
            one["delmal"],
            one["nummer"],
            one["tittel"],
            one["undertittel"],
            one["hovudansvarleg"],
            one["samarbeidspartar"],
            one["tidsramme_tekst"],
        )
        for one in inventory["tiltak"]
    ]
    for one, wanted in zip(found.measures, inventory["tiltak"], strict=True):
        headings = [section["overskrift"].replace("(utan overskrift)", "") for section in wanted["seksjonar"]]
        assert [section.heading or "" for section in one.sections or []] == headings
        assert _letters(one.sections) == "".join(_bare(line) for s in wanted["seksjonar"] for line in s["blokker"])
    assert [(v.version, v.name, v.printed, v.status, v.changed_by) for v in found.versions] == [
        (v["versjon"], v["namn"], v["dato"], v["status"], v["sist_endra_av"]) for v in inventory["versjonslogg"]
    ]
    assert {(m.party, m.body.value, m.date) for m in found.meetings} == {
        (m["kommune"], body, m[name])
        for m in inventory["forankring"]
        for body, name in (("executive_committee", "formannskap"), ("council", "kommunestyre"))
    }
    assert [one.party for one in found.approvals] == [one["part"] for one in inventory["godkjenning"]]
    assert all(one.date is None for one in found.approvals)


def test_both_budgets_are_read_to_the_krone(real, inventory, how) -> None:
    found = understood(manner.written(inventory, MANNERS[how]), real)
    period = {(c.row, c.column): c.amount for c in found.period}
    assert period == {
        (0 if key == "sum" else int(key), column): amount
        for key, amounts in inventory["budsjett_periode"].items()
        for column, amount in amounts.items()
    }
    stated = {(c.row, c.column): c.amount for c in found.year if c.amount is not None}
    names = {"kdd_13_50_post_66": "state_cofinancing", "kommunal_eigendel": "municipal_share", "total": "total"}
    assert stated == {
        (0 if key == "sum" else int(key), names[column]): amount
        for key, amounts in inventory["finansiering_2025"].items()
        for column, amount in amounts.items()
    }
    notes = [(c.row, c.column, c.note) for c in (*found.period, *found.year) if c.note]
    assert notes == [(1, "total", inventory["fotnotar"][0]), (0, "municipal_share", inventory["fotnotar"][1])]
    changed = [p.key for p in compared(found, real) if p.cells or "footnotes" in p.fields]
    assert changed == []


def test_every_trap_of_the_inventory_is_a_doubt(real, inventory, how) -> None:
    found = understood(manner.written(inventory, MANNERS[how]), real)
    told = Counter(doubt.matter for doubt in found.doubts)
    always = {Matter.DATE_MENDED, Matter.TIME_FRAME, Matter.LETTER_DATE, Matter.BULLET_JOINED, Matter.CERTAINTY}
    assert always | EXPECTED[how] | {Matter.ROLES_IN_TEXT, Matter.WRITERS_IN_TEXT} == set(told)
    assert [doubt.line for doubt in found.doubts if doubt.matter is Matter.DATE_MENDED] == ["17. .juni 2025"]
    assert told[Matter.TIME_FRAME] == 2
    if Matter.FAKE_HEADING in told:
        assert told[Matter.FAKE_HEADING] >= 14 + 3 + 8


def _measures(found: Proposal) -> list[tuple[object, ...]]:
    return [(m.goal, m.number, m.title, m.subtitle, m.responsible, m.partners, m.time_frame) for m in found.measures]


def _letters(sections) -> str:
    lines = [text for s in sections for block in s.blocks for text in (block.text, *block.items) if text]
    return "".join(_bare(line) for line in lines)


def _bare(line: str) -> str:
    line = line.removeprefix("• ").removeprefix("- ")
    number, _, rest = line.partition(". ")
    return "".join((rest if number.isdigit() and len(number) == 1 else line).split())
