"""Every read of the plan's tables. What is internal is in these answers; `reading` takes it away for the public."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from app.kernel.errors import Missing
from app.plan.cells import Cell, Ledger, Movement
from app.plan.codes import CellKind, EditionStatus, Unit
from app.plan.importing import compose
from app.plan.models import (
    TEMPLATES,
    ActionPlanRow,
    CaseTemplateRow,
    CellRow,
    EchoRow,
    EditionRow,
    FrozenRow,
    GoalRow,
    MeasureRow,
    MeetingRow,
    MovementRow,
    PlanVersion,
    ReportRow,
)
from app.plan.report import YearReport
from app.plan.rules.whole import Whole
from app.plan.types import ActionPlan


def plans(session: Session) -> list[ActionPlan]:
    """All plans, the one that began last first."""
    found = [row.content for row in session.scalars(select(ActionPlanRow))]
    return sorted(found, key=lambda plan: (-plan.from_year, plan.id))


def editions(session: Session) -> dict[str, list[int]]:
    """The years of the editions of each plan, in order."""
    found: dict[str, list[int]] = {}
    query = select(EditionRow.plan_id, EditionRow.edition).order_by(EditionRow.plan_id, EditionRow.edition)
    for plan, year in session.execute(query):
        found.setdefault(plan, []).append(year)
    return found


def statuses(session: Session) -> dict[str, dict[int, EditionStatus]]:
    """How far each edition of each plan has come."""
    found: dict[str, dict[int, EditionStatus]] = {}
    for row in session.scalars(select(EditionRow).order_by(EditionRow.plan_id, EditionRow.edition)):
        found.setdefault(row.plan_id, {})[row.edition] = row.content.status
    return found


def whole(session: Session, plan: str, year: int) -> Whole:
    """An edition with all its parts. Raises `Missing`."""
    plan_row = session.get(ActionPlanRow, plan) if "\x00" not in plan else None
    edition = session.get(EditionRow, (plan, year)) if plan_row and 0 < year < 10_000 else None
    if plan_row is None or edition is None:
        raise Missing(f"{plan}/{year}")
    goals, measures = (
        list(session.scalars(select(kind).where(kind.plan_id == plan, kind.edition == year)))
        for kind in (GoalRow, MeasureRow)
    )
    return compose(
        plan_row.content,
        edition.content,
        [row.content for row in goals],
        [row.content for row in measures],
        Ledger(cells=[cell(row) for row in cells(session, plan, year)], movements=movements(session, plan, year)),
    )


def cells(session: Session, plan: str, year: int) -> Sequence[CellRow]:
    """The money of an edition, in the order it was put in."""
    query = select(CellRow).where(CellRow.plan_id == plan, CellRow.edition == year).order_by(CellRow.id)
    return session.scalars(query).all()


def cell(row: CellRow) -> Cell:
    return Cell(
        goal=row.goal,
        measure=row.measure or None,
        year=row.year,
        source=row.source or None,
        kind=CellKind(row.kind),
        unit=Unit(row.unit),
        amount=row.amount,
        internal_note=row.internal_note or None,
    )


def movements(session: Session, plan: str, year: int) -> list[Movement]:
    query = select(MovementRow).where(MovementRow.plan_id == plan, MovementRow.edition == year).order_by(MovementRow.id)
    return [msgspec.convert(row.content, Movement) for row in session.scalars(query)]


def history(session: Session, plan: str, since: datetime | None = None) -> list[PlanVersion]:
    """Everything that parts and cells have been, the oldest first; those from before `since` only where it is None."""
    of = PlanVersion.plan_id == plan, PlanVersion.kind != TEMPLATES
    query = select(PlanVersion).where(*of).order_by(PlanVersion.id)
    if since is not None:
        query = query.where(PlanVersion.at >= since)
    return list(session.scalars(query))


def versions(session: Session, plan: str, *, kind: str, key: str, before: int, limit: int) -> list[PlanVersion]:
    """The newest first: of everything, of one kind or of one part; only those from before `before` where it is not 0."""
    query = select(PlanVersion).where(PlanVersion.plan_id == plan).order_by(PlanVersion.id.desc()).limit(limit)
    for column, wanted in ((PlanVersion.kind, kind), (PlanVersion.key, key)):
        if wanted:
            query = query.where(column == wanted)
    if before:
        query = query.where(PlanVersion.id < before)
    return list(session.scalars(query))


def rest_of_batch(session: Session, version: PlanVersion) -> list[PlanVersion]:
    """What was written together with a version and before it, the newest first."""
    same = PlanVersion.plan_id == version.plan_id, PlanVersion.batch == version.batch, PlanVersion.id < version.id
    return list(session.scalars(select(PlanVersion).where(*same).order_by(PlanVersion.id.desc())))


def versions_before(session: Session, versions: Sequence[PlanVersion]) -> dict[int, PlanVersion]:
    """The version before each of these of the same part, by the later one's number; nothing for the first."""
    earlier = aliased(PlanVersion)
    same = [getattr(earlier, name) == getattr(PlanVersion, name) for name in ("plan_id", "edition", "kind", "key")]
    newest = select(func.max(earlier.id)).where(*same, earlier.id < PlanVersion.id).scalar_subquery()
    numbers = select(PlanVersion.id, newest.label("before")).where(PlanVersion.id.in_([it.id for it in versions]))
    pairs = {row.id: row.before for row in session.execute(numbers) if row.before}
    found = {it.id: it for it in session.scalars(select(PlanVersion).where(PlanVersion.id.in_(pairs.values())))}
    return {later: found[number] for later, number in pairs.items()}


def last_version(session: Session, plan: str, edition: int, kind: str, key: str) -> int:
    """The number of the newest version of a part or a cell; 0 where it has none."""
    of = (PlanVersion.plan_id == plan, PlanVersion.edition == edition, PlanVersion.kind == kind, PlanVersion.key == key)
    return session.scalar(select(func.max(PlanVersion.id)).where(*of)) or 0


def cell_versions(session: Session, plan: str, edition: int) -> dict[str, int]:
    """The number of the newest version of each cell, by the cell's key; also of cells that are no more."""
    query = select(PlanVersion.key, func.max(PlanVersion.id).label("number")).where(*_money(plan, edition, "cells"))
    return {row.key: row.number for row in session.execute(query.group_by(PlanVersion.key))}


def cell_versions_at(session: Session, plan: str, edition: int, numbers: Sequence[int]) -> dict[tuple[str, int], Any]:
    """What cells were in some of their versions, by (key, number)."""
    query = select(PlanVersion).where(*_money(plan, edition, "cells"), PlanVersion.id.in_(numbers))
    return {(version.key, version.id): version.content.get("amount") for version in session.scalars(query)}


def edition_history(session: Session, plan: str, edition: int, kind: str, key: str) -> list[PlanVersion]:
    """All that a part of an edition has been, the oldest first."""
    of = (PlanVersion.plan_id == plan, PlanVersion.edition == edition, PlanVersion.kind == kind, PlanVersion.key == key)
    return list(session.scalars(select(PlanVersion).where(*of).order_by(PlanVersion.id)))


def money_history(session: Session, plan: str, edition: int) -> list[PlanVersion]:
    """All that cells and movements of an edition have been, the oldest first."""
    query = select(PlanVersion).where(*_money(plan, edition, "cells", "movements")).order_by(PlanVersion.id)
    return list(session.scalars(query))


def _money(plan: str, edition: int, *kinds: str) -> tuple[ColumnElement[bool], ...]:
    return PlanVersion.plan_id == plan, PlanVersion.edition == edition, PlanVersion.kind.in_(kinds)


def version(session: Session, plan: str, number: int) -> PlanVersion:
    """Raises `Missing`."""
    found = session.get(PlanVersion, number) if 0 < number < 2**31 else None
    if found is None or found.plan_id != plan:
        raise Missing(f"{plan}/{number}")
    return found


def content_at(session: Session, plan: str, number: int) -> dict[str, Any]:
    """What a part was in a version. Raises `Missing`."""
    return version(session, plan, number).content


def frozen(session: Session, plan: str, edition: int) -> dict[str, str]:
    """The snapshots of an edition by their fingerprints."""
    query = select(FrozenRow).where(FrozenRow.plan_id == plan, FrozenRow.edition == edition).order_by(FrozenRow.at)
    return {row.sha256: row.content for row in session.scalars(query)}


def meetings(session: Session, plan: str) -> list[MeetingRow]:
    """The meetings that run or were held, the newest first."""
    query = select(MeetingRow).where(MeetingRow.plan_id == plan).order_by(MeetingRow.started_at.desc(), MeetingRow.id)
    return list(session.scalars(query))


def meeting(session: Session, plan: str, key: str) -> MeetingRow:
    """Raises `Missing`."""
    found = session.get(MeetingRow, key) if len(key) <= 36 and "\x00" not in key else None
    if found is None or found.plan_id != plan:
        raise Missing(f"{plan}/meeting/{key[:40]}")
    return found


def echoes(session: Session, plan: str, edition: int) -> list[EchoRow]:
    """What partners are and were asked about an edition, the newest first."""
    query = select(EchoRow).where(EchoRow.plan_id == plan, EchoRow.edition == edition)
    return list(session.scalars(query.order_by(EchoRow.asked_at.desc(), EchoRow.id)))


def echo_behind(session: Session, token_hash: str) -> EchoRow:
    """What the link with this digest asks. Raises `Missing`."""
    found = session.scalar(select(EchoRow).where(EchoRow.token_hash == token_hash))
    if found is None:
        raise Missing("partner link")
    return found


def report(session: Session, plan: str, year: int) -> YearReport | None:
    """The yearly report of an edition, where somebody has written in it; else the questions of the newest one before."""
    query = select(ReportRow).where(ReportRow.plan_id == plan, ReportRow.edition <= year)
    row = session.scalars(query.order_by(ReportRow.edition.desc())).first()
    if row is None or row.edition == year:
        return row.content if row else None
    return YearReport(id=str(year), questions=row.content.questions)


def case_templates(session: Session, plan: str) -> dict[str, CaseTemplateRow]:
    """The parties' own templates by party; the files themselves are not fetched."""
    rows = session.scalars(select(CaseTemplateRow).where(CaseTemplateRow.plan_id == plan))
    return {row.party: row for row in rows}


def case_template(session: Session, plan: str, party: str) -> CaseTemplateRow | None:
    """A party's own template, where it has one."""
    return session.get(CaseTemplateRow, (plan, party))
