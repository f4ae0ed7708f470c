"""Next year's edition begins as this one, with what belongs to a year blank."""

from datetime import date

import msgspec
import pytest
from sqlalchemy import select

from app.audit.log import AuditRow
from app.bootstrap import transactions
from app.kernel.errors import Refused
from app.plan import queries
from app.plan.codes import Change, EditionStatus
from app.plan.commands.editions import StartEdition, start_edition
from app.plan.commands.storing import Made
from app.plan.rules.next_edition import in_year, next_edition, put_forward
from app.plan.types import Approval, Revision

from .conftest import PLAN

TODAY = date(2026, 1, 12)


def test_a_year_in_a_heading_moves_on_and_a_period_stays() -> None:
    assert in_year("Handlingsplan 2025 per delmål", 2025) == "Handlingsplan 2026 per delmål"
    assert in_year("Avtala 2025–2028, 2024-2025", 2025) == "Avtala 2025–2028, 2024-2025"


def test_measures_are_the_same_and_what_was_done_with_them_is_blank(real, changed) -> None:
    told = changed.measure("gott-nokk", revision=Revision(change=Change.CHANGED, reason="Ny tomt"))
    new = next_edition(told, TODAY)
    assert [m.id for m in new.measures] == [m.id for m in real.measures]
    assert not any(m.revision for m in new.measures)
    assert new.measures_by_id["gott-nokk"] == msgspec.structs.replace(real.measures_by_id["gott-nokk"], revision=None)


def test_the_money_of_the_period_comes_along_and_the_years_figures_do_not(real) -> None:
    new = next_edition(real, TODAY)
    assert new.ledger.cells == real.ledger.cells
    assert not new.ledger.movements
    assert new.period_table == real.period_table
    assert not new.edition.printed
    assert {note.table for note in new.edition.footnotes} <= {"period"}


def test_meetings_and_decisions_are_blank_and_the_log_begins(changed) -> None:
    decided = Approval(party="Tokke kommune", body="council", date="2025-06-17", case_number="42/25", version="6.0")
    edition = next_edition(changed.edition(approvals=[decided]), TODAY).edition
    assert (edition.id, edition.year, edition.status) == ("2026", 2026, EditionStatus.DRAFT)
    assert edition.meetings == []
    assert edition.approvals == [Approval(party="Tokke kommune", body="council")]
    (row,) = edition.versions
    assert (row.version, row.name, row.date, row.frozen) == ("1.0", "Rullering 2026", "2026-01-12", None)


def test_readers_meet_only_what_is_more_than_a_draft_unless_there_is_nothing_else() -> None:
    draft, proposed, adopted = EditionStatus.DRAFT, EditionStatus.PROPOSED, EditionStatus.ADOPTED
    assert put_forward({2026: draft, 2025: proposed}) == [2025]
    assert put_forward({2026: proposed, 2025: adopted}) == [2025, 2026]
    assert put_forward({2025: draft, 2026: draft}) == [2025, 2026]


@pytest.fixture
def start(session, load, files, known):
    load(files)

    def begin(year: int = 2025) -> int:
        command = StartEdition(
            made=Made(actor="user:1", reason="", batch="b"), plan=PLAN, edition=year, today=TODAY, known=known
        )
        with transactions().begin(session) as uow:
            return start_edition(uow, command)

    return begin


def test_an_edition_is_begun_whole_with_its_versions_and_its_event(start, session) -> None:
    assert start() == 2026
    old, new = (queries.whole(session, PLAN, year) for year in (2025, 2026))
    assert len(new.measures) == len(old.measures) == 14
    assert len(new.ledger.cells) == len(old.ledger.cells)
    assert queries.last_version(session, PLAN, 2026, "measures", "gott-nokk") > 0
    events = [row.kind for row in session.scalars(select(AuditRow))]
    assert events.count("EditionStarted") == 1


def test_an_edition_is_begun_once_and_only_inside_the_period(start) -> None:
    assert [start(year) for year in (2025, 2026, 2027)] == [2026, 2027, 2028]
    for year, why in ((2025, "edition_exists"), (2028, "period_over")):
        with pytest.raises(Refused, match=why):
            start(year)
