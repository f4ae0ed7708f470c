"""Loading: all or nothing, twice is once, and what a person has written stays."""

import msgspec
import pytest
from sqlalchemy import func, select

from app.audit.log import AuditRow
from app.bootstrap import transactions
from app.kernel.errors import Faulty
from app.plan import exporting, queries
from app.plan.commands.storing import Made, put_down_cell
from app.plan.events import LedgerChanged
from app.plan.importing import PlanFiles, read_plans
from app.plan.models import CellRow, MeasureRow, PlanVersion
from app.search.follow import Change

from .conftest import PLAN


def with_whole(files, whole):
    return {PLAN: PlanFiles(whole.plan, {2025: whole})}


def test_it_comes_in_whole_and_the_second_time_nothing_happens(session, load, files, real) -> None:
    report = load(files)
    assert report.added == {"plan": 1, "editions": 1, "goals": 3, "measures": 14, "cells": 27}
    versions = session.scalar(select(func.count()).select_from(PlanVersion))
    changes = session.scalar(select(func.count()).select_from(Change))
    assert versions == 46
    again = load(files)
    assert not again.added
    assert not again.changed
    assert session.scalar(select(func.count()).select_from(PlanVersion)) == versions
    assert session.scalar(select(func.count()).select_from(Change)) == changes
    assert queries.whole(session, PLAN, 2025) == real


def test_what_is_exported_loads_without_a_change(session, load, files, known, tmp_path) -> None:
    load(files)
    assert exporting.export(session, tmp_path) == 20
    again = load(read_plans(tmp_path, known))
    assert not again.added
    assert not again.changed


def test_every_load_is_in_the_audit_log_and_makes_kept_pages_stale(session, load, files) -> None:
    load(files)
    kinds = set(session.scalars(select(AuditRow.kind)))
    assert kinds == {"PartAdded", "LedgerChanged"}
    assert set(session.scalars(select(Change.key))) == {f"plan/{PLAN}"}


def test_a_changed_file_changes_its_part_only(session, load, files, changed) -> None:
    load(files)
    report = load(with_whole(files, changed.measure("gott-nokk", subtitle="Små hus")))
    assert (report.changed, report.unchanged["measures"]) == ({"measures": 1}, 13)
    assert queries.whole(session, PLAN, 2025).measures_by_id["gott-nokk"].subtitle == "Små hus"


def test_a_changed_cell_changes_its_cell_only(session, load, files, changed) -> None:
    load(files)
    report = load(with_whole(files, changed.money(bustader_2026_state_cofinancing=4_900_000)))
    assert (report.changed, report.unchanged["cells"]) == ({"cells": 1}, 26)
    assert queries.whole(session, PLAN, 2025).period_table.at("bustader", "2026") == 4_900_000


def write_here(session, **changes) -> None:
    row = session.get(MeasureRow, (PLAN, 2025, "gott-nokk"))
    row.content = msgspec.structs.replace(row.content, **changes)
    session.commit()


def cell_here(session, amount: int | None) -> None:
    query = select(CellRow).where(CellRow.goal == "bustader", CellRow.year == 2026)
    with transactions().begin(session) as uow:
        row = session.scalars(query).one()
        row.amount = amount
        put_down_cell(uow, Made(actor="kari", reason="Flytta", batch="b"), row)
        uow.record(LedgerChanged(actor="kari", plan=PLAN, edition=2025, cells=1))


def test_what_a_person_has_written_stays_when_the_same_files_are_loaded_again(session, load, files) -> None:
    load(files)
    write_here(session, subtitle="Skrive her")
    cell_here(session, 4_800_000)
    report = load(files)
    assert not report.changed
    whole = queries.whole(session, PLAN, 2025)
    assert whole.measures_by_id["gott-nokk"].subtitle == "Skrive her"
    assert whole.period_table.at("bustader", "2026") == 4_800_000


def test_changes_in_different_fields_go_together(session, load, files, changed) -> None:
    load(files)
    write_here(session, subtitle="Skrive her")
    report = load(with_whole(files, changed.measure("gott-nokk", title="Ny tittel")))
    measure = queries.whole(session, PLAN, 2025).measures_by_id["gott-nokk"]
    assert (measure.subtitle, measure.title, report.kept) == ("Skrive her", "Ny tittel", [])


def test_where_both_have_changed_the_same_the_persons_stays_and_it_is_told(session, load, files, changed) -> None:
    load(files)
    write_here(session, subtitle="Skrive her")
    cell_here(session, None)
    whole = changed.measure("gott-nokk", subtitle="Frå fila")
    changed.whole = whole
    report = load(with_whole(files, changed.money(bustader_2026_state_cofinancing=1)))
    after = queries.whole(session, PLAN, 2025)
    assert after.measures_by_id["gott-nokk"].subtitle == "Skrive her"
    assert after.period_table.at("bustader", "2026") is None
    assert len(report.kept) == 2
    assert "gott-nokk: subtitle" in report.kept[0]


def test_what_has_no_file_any_more_is_kept_and_named(session, load, files, changed) -> None:
    load(files)
    report = load(with_whole(files, changed.without_measure("gron-region")))
    assert report.not_in_files == [f"{PLAN}/2025/measures/gron-region"]
    assert "gron-region" in queries.whole(session, PLAN, 2025).measures_by_id


def test_a_merge_that_would_not_hold_together_changes_nothing(session, load, files, changed) -> None:
    load(files)
    write_here(session, number=9)
    with pytest.raises(Faulty):
        load(with_whole(files, changed.measure("kompetansesirkel", number=9)))
    assert queries.whole(session, PLAN, 2025).measures_by_id["kompetansesirkel"].number == 4
