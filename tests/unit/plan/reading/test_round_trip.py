"""What is written as Word reads back as no change: the real edition, another region's, and generated ones."""

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.plan.documents.docx import write
from app.plan.documents.outline import action_plan
from app.plan.documents.reading.comparing import compared
from app.plan.documents.reading.parts import Status
from app.plan.documents.reading.understanding import understood
from app.plan.importing import Known, compose, read_plans
from app.plan.rules.whole import Whole
from app.plan.types import Block, Section
from tests.integration.plan import region


def _differs(whole: Whole, held: Whole | None = None, *, final: bool = False) -> list[tuple[str, object]]:
    found = understood(write(action_plan(whole, final=final)), held or whole)
    parts = compared(found, held or whole)
    return [(part.key, part.differences) for part in parts if part.status in (Status.CHANGED, Status.NEW)]


@pytest.mark.parametrize("final", [False, True])
def test_the_real_edition_is_no_change(real, final) -> None:
    assert _differs(real, final=final) == []


@pytest.fixture(scope="module")
def theirs(tmp_path_factory) -> Whole:
    folder = region.write(tmp_path_factory.mktemp("plan"))
    return read_plans(folder, Known((), ()))[region.KEY].editions[2026]


def test_another_regions_edition_is_no_change(theirs) -> None:
    assert _differs(theirs) == []


def test_an_altered_plan_of_another_region_shows_exactly_what_was_altered(theirs) -> None:
    measures = [
        msgspec.structs.replace(m, title="Landstrøm i havna", time_frame="2027–2029", partners=["Hagen", "Ny aktør"])
        if m.id == "tiltak-1"
        else m
        for m in theirs.measures
    ]
    goals = [msgspec.structs.replace(g, main_objective="Renere fjorder.") if g.number == 2 else g for g in theirs.goals]
    meetings = [msgspec.structs.replace(m, date="2026-05-02") for m in theirs.edition.meetings]
    approved = msgspec.structs.replace(theirs.edition.approvals[1], date="2026-05-09")
    edition = msgspec.structs.replace(
        theirs.edition, meetings=meetings, approvals=[theirs.edition.approvals[0], approved]
    )
    cells = [
        msgspec.structs.replace(c, amount=777_000) if (c.goal, c.measure, c.year) == ("veier", None, 2027) else c
        for c in theirs.ledger.cells
    ]
    altered = compose(theirs.plan, edition, goals, measures, msgspec.structs.replace(theirs.ledger, cells=cells))
    assert {key: [tuple(d) for d in differences] for key, differences in _differs(altered, theirs)} == {
        "goal-reiseliv": [("main_objective", "Bedre reiseliv i hele regionen.", "Renere fjorder.")],
        "measure-tiltak-1": [
            ("title", "Tiltak nummer 1", "Landstrøm i havna"),
            ("partners", "Hagen", "Hagen; Ny aktør"),
            ("time_frame", "2026–2030", "2027–2029"),
        ],
        "meetings": [("Sørfjord kommune/council", "1. april 2026", "2. mai 2026")],
        "budget-period": [("4 Mål om veier/2027", "1\u00a0321\u00a0000", "1\u00a0848\u00a0000")],
        "approvals": [("Sørfjord kommune/date", "", "9. mai 2026")],
    }


def test_a_measure_with_another_title_and_another_text_is_a_new_one(theirs) -> None:
    other = [Section(type="challenge", heading="Hvorfor", blocks=[Block(text="Her er noe helt annet.")])]
    measures = [
        msgspec.structs.replace(m, title="Landstrøm i havna", sections=other) if m.id == "tiltak-1" else m
        for m in theirs.measures
    ]
    altered = compose(theirs.plan, theirs.edition, theirs.goals, measures, theirs.ledger)
    assert [key for key, _ in _differs(altered, theirs)] == ["measure-new-1-1"]


def test_an_altered_edition_shows_exactly_what_was_altered(real, changed) -> None:
    other = changed.measure("gott-nokk", subtitle="Noko anna heilt nytt.", partners=["Husbanken", "NHO"])
    assert [(key, [d.field for d in found]) for key, found in _differs(other, real)] == [
        ("measure-gott-nokk", ["subtitle", "partners"])
    ]
    money = changed.money(bustader_2026_state_cofinancing=5_100_000)
    found = _differs(money, real)
    assert [key for key, _ in found] == ["budget-period"]
    assert [(d.old, d.new) for d in found[0][1]] == [("5\u00a0000\u00a0000", "5\u00a0100\u00a0000")]


WORDS = st.sampled_from("fjord bustad «plan» 2025 næring (NHO) – grøn åker 60 % born, tenester skule".split())
SENTENCE = st.lists(WORDS, min_size=3, max_size=9).map(lambda words: f"Her er {' '.join(words)}.")
TEXT = SENTENCE.map(lambda text: Block(text=text))
LIST = st.builds(
    lambda items, n: Block(items=items, numbered=n), st.lists(SENTENCE, min_size=1, max_size=4), st.booleans()
)
BLOCKS = st.lists(st.tuples(TEXT, LIST), min_size=1, max_size=3).map(lambda pairs: [b for pair in pairs for b in pair])
AMOUNT = st.none() | st.integers(0, 10**11)


@given(st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_generated_edition_is_no_change(real, data) -> None:
    goals = [
        msgspec.structs.replace(
            goal,
            main_objective=data.draw(SENTENCE),
            introduction=data.draw(BLOCKS),
            remarks=[],
            table_note=data.draw(st.none() | st.just("I 2025 skal følgjande tiltak prioriterast: fleire.")),
        )
        for goal in real.goals
    ]
    kept = [m for m in real.measures if data.draw(st.booleans())] or list(real.measures)
    measures = [
        msgspec.structs.replace(
            m,
            subtitle=data.draw(st.none() | SENTENCE),
            sections=[
                Section(type=s.type, heading=s.heading, blocks=data.draw(BLOCKS)) for s in m.sections if s.heading
            ],
        )
        for m in kept
    ]
    cells = [msgspec.structs.replace(cell, amount=data.draw(AMOUNT)) for cell in real.ledger.cells]
    ledger = msgspec.structs.replace(real.ledger, cells=cells)
    edition = msgspec.structs.replace(
        real.edition,
        sections=[msgspec.structs.replace(s, blocks=data.draw(BLOCKS)) for s in real.edition.sections],
        meetings=[m for m in real.edition.meetings if data.draw(st.booleans())],
        approvals=[
            msgspec.structs.replace(one, date=data.draw(st.none() | st.just("2025-06-19")))
            for one in real.edition.approvals
        ],
    )
    whole = compose(real.plan, edition, goals, measures, ledger)
    assert _differs(whole) == []
