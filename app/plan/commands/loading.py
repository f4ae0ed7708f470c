"""A folder of plans becomes the plans here, without undoing what people have written."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import msgspec
from sqlalchemy import select

from app.catalogue import changes
from app.db.uow import UnitOfWork
from app.kernel.errors import Fault, Faulty
from app.plan import queries
from app.plan.cells import Cell, Movement
from app.plan.commands.storing import Made, put_down, put_down_cell
from app.plan.events import LedgerChanged
from app.plan.importing import Known, PlanFiles
from app.plan.models import PARTS, ActionPlanRow, CellRow, EditionRow, FrozenRow, MovementRow, PartRow
from app.plan.rules.faults import faults
from app.plan.rules.whole import Whole
from app.plan.types import Entry


@dataclass(frozen=True, kw_only=True, slots=True)
class LoadPlans:
    files: Mapping[str, PlanFiles]
    known: Known
    actor: str


@dataclass
class LoadReport:
    """What a load did, by kind of part."""

    added: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)
    """What both the file and a person here have changed: the person's is kept. One line each."""
    not_in_files: list[str] = field(default_factory=list)


def load_plans(uow: UnitOfWork, command: LoadPlans) -> LoadReport:
    """Make the tables hold every part of the files. Raises `Faulty` where what would come out does not hold together.

    Where a person has changed a part here, only what the file alone has changed is taken from it.
    """
    report, made = LoadReport(), Made(actor=command.actor, reason="", batch=str(uuid4()))
    for plan, files in command.files.items():
        _load_part(uow, made, (plan, 0, "plan"), files.plan, report)
        uow.session.flush()
        for year, whole in files.editions.items():
            _load_edition(uow, made, plan, year, whole, report)
            _load_frozen(uow, made, (plan, year), files.frozen.get(year, {}), report)
            uow.session.flush()
            _refuse_what_does_not_hold(uow, plan, year, command.known)
    return report


def _refuse_what_does_not_hold(uow: UnitOfWork, plan: str, year: int, known: Known) -> None:
    merged = queries.whole(uow.session, plan, year)
    wrong = [
        Fault(f"{plan}/{year}/{w.part}", w.field, w.reason) for w in faults(merged, known.organisations, known.schemes)
    ]
    if wrong:
        raise Faulty(wrong)


def _load_edition(uow: UnitOfWork, made: Made, plan: str, year: int, whole: Whole, report: LoadReport) -> None:
    _load_part(uow, made, (plan, year, "editions"), whole.edition, report)
    uow.session.flush()
    for kind, parts in (("goals", whole.goals), ("measures", whole.measures)):
        row_type: Any = PARTS[kind]
        present = set(
            uow.session.scalars(select(row_type.id).where(row_type.plan_id == plan, row_type.edition == year))
        )
        for part in parts:
            _load_part(uow, made, (plan, year, kind), part, report)
        report.not_in_files += [f"{plan}/{year}/{kind}/{key}" for key in sorted(present - {part.id for part in parts})]
    _load_cells(uow, made, plan, year, whole.ledger.cells, report)
    _load_movements(uow, plan, year, whole.ledger.movements, report)


def _row_of(uow: UnitOfWork, at: tuple[str, int, str], key: str) -> tuple[PartRow, bool]:
    """The row of a part, and whether it is new."""
    plan, year, kind = at
    identity: dict[str, Any] = {"plan_id": plan}
    row_type: type[PartRow] = ActionPlanRow
    if kind != "plan":
        row_type = PARTS[kind]
        identity["edition"] = year
        if row_type is not EditionRow:
            identity["id"] = key
    row = uow.session.get(row_type, tuple(identity.values()) if len(identity) > 1 else plan)
    return (row, False) if row is not None else (row_type(**identity), True)


def _load_part(uow: UnitOfWork, made: Made, at: tuple[str, int, str], part: Entry, report: LoadReport) -> None:
    plan, year, kind = at
    row, is_new = _row_of(uow, at, part.id)
    theirs: dict[str, Any] = msgspec.to_builtins(part)
    if not is_new and row.upstream == theirs:
        report.unchanged[kind] += 1
        return
    if is_new:
        uow.session.add(row)
        row.content = part
    else:
        mine = msgspec.to_builtins(row.content)
        merge = changes.merge(row.upstream, mine, theirs)
        wanted = part if mine == row.upstream else msgspec.convert(merge.content, type(part))
        if mine != row.upstream:
            report.kept += [f"{plan}/{year or 'plan'}/{kind}/{part.id}: {c.path}" for c in merge.conflicts]
        if wanted == row.content:
            row.upstream = theirs
            report.unchanged[kind] += 1
            return
        row.content = wanted
        row.updated_at = datetime.now(UTC)
    row.upstream = theirs
    (report.added if is_new else report.changed)[kind] += 1
    put_down(uow, made, at, part.id, row, is_new=is_new)


def _key(cell: Cell) -> tuple[object, ...]:
    return cell.goal, cell.measure or "", cell.year, cell.source or "", cell.kind.value, cell.unit.value


def _load_cells(uow: UnitOfWork, made: Made, plan: str, year: int, cells: list[Cell], report: LoadReport) -> None:
    present = {_key(queries.cell(row)): row for row in queries.cells(uow.session, plan, year)}
    touched = 0
    for cell in cells:
        theirs = {"amount": cell.amount, "internal_note": cell.internal_note or ""}
        row = present.pop(_key(cell), None)
        if row is None:
            row = CellRow(plan_id=plan, edition=year, **dict(zip(CELL_KEY, _key(cell), strict=True)))
            uow.session.add(row)
            report.added["cells"] += 1
        elif row.upstream == theirs:
            report.unchanged["cells"] += 1
            continue
        elif row.upstream != {"amount": row.amount, "internal_note": row.internal_note}:
            report.kept.append(f"{plan}/{year}/ledger: {' '.join(map(str, _key(cell)))}")
            row.upstream = theirs
            continue
        else:
            report.changed["cells"] += 1
        row.amount, row.internal_note, row.upstream = cell.amount, cell.internal_note or "", theirs
        put_down_cell(uow, made, row)
        touched += 1
    for row in present.values():
        if row.upstream == {"amount": row.amount, "internal_note": row.internal_note}:
            row.amount = None
            put_down_cell(uow, made, row)
            uow.session.delete(row)
            report.changed["cells"] += 1
            touched += 1
    if touched:
        uow.record(LedgerChanged(actor=made.actor, plan=plan, edition=year, cells=touched))


def _load_frozen(
    uow: UnitOfWork, made: Made, at: tuple[str, int], snapshots: Mapping[str, str], report: LoadReport
) -> None:
    """A snapshot never changes: those that are here are as they were."""
    plan, year = at
    for sha256, content in snapshots.items():
        if uow.session.get(FrozenRow, (plan, year, sha256)):
            report.unchanged["frozen"] += 1
            continue
        uow.session.add(FrozenRow(plan_id=plan, edition=year, sha256=sha256, content=content, actor=made.actor))
        report.added["frozen"] += 1


CELL_KEY = ("goal", "measure", "year", "source", "kind", "unit")


def _load_movements(uow: UnitOfWork, plan: str, year: int, wanted: list[Movement], report: LoadReport) -> None:
    """Movements are only added to: those of the file that are not here yet."""
    here = queries.movements(uow.session, plan, year)
    for movement in wanted:
        if movement in here:
            report.unchanged["movements"] += 1
            continue
        uow.session.add(MovementRow(plan_id=plan, edition=year, content=msgspec.to_builtins(movement)))
        report.added["movements"] += 1
