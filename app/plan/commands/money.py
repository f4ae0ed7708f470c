"""The money of an edition is changed: cells are saved, money is moved, and what was done is taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import msgspec

from app.db.uow import UnitOfWork
from app.kernel.errors import Missing, Refused, Stale
from app.plan import queries
from app.plan.cells import Movement
from app.plan.codes import CellKind, Unit
from app.plan.commands.storing import Made, put_down_cell, put_down_movement
from app.plan.events import LedgerChanged
from app.plan.models import CellRow, MovementRow, PlanVersion
from app.plan.rules.amounts import LARGEST
from app.plan.rules.grid import CellKey, is_cell


@dataclass(frozen=True, kw_only=True, slots=True)
class CellEdit:
    """What a writer wants in a cell; `seen` is the version of it that was on the screen, 0 for one that never was stated."""

    key: CellKey
    amount: int | None
    seen: int


@dataclass(frozen=True, kw_only=True, slots=True)
class SaveCells:
    """Everything that was on the writer's screen, changed or not."""

    made: Made
    plan: str
    edition: int
    edits: Sequence[CellEdit]


@dataclass(frozen=True, slots=True)
class CellConflict:
    """A cell that both changed, each to something else. `version` is the newest one."""

    key: CellKey
    base: int | None
    mine: int | None
    theirs: int | None
    version: int


@dataclass(frozen=True, slots=True)
class Saved:
    """How many cells the writer changed, and how many others had changed on the same screen meanwhile."""

    mine: int
    theirs: int


class Lacks(Refused):
    """The cell that money is to be moved from does not hold that much; `has` is what it holds."""

    def __init__(self, has: int | None) -> None:
        super().__init__("money.lacks")
        self.has = has


class _Cells:
    """The cells of one edition inside a transaction; every change writes its version."""

    def __init__(self, uow: UnitOfWork, made: Made, plan: str, edition: int) -> None:
        self.uow, self.made, self.plan, self.edition = uow, made, plan, edition
        found = queries.cells(uow.session, plan, edition)
        self._rows = {CellKey.of(queries.cell(row)).name: row for row in found}
        self.changed = 0

    def amount(self, key: CellKey) -> int | None:
        row = self._rows.get(key.name)
        return row.amount if row else None

    def put(self, key: CellKey, amount: int | None) -> None:
        """Give a cell an amount. One that was made here and is blank again is no more; its versions stay."""
        row = self._rows.get(key.name)
        if row is None:
            row = CellRow(plan_id=self.plan, edition=self.edition, **key._asdict(), internal_note="")
            self.uow.session.add(row)
            self._rows[key.name] = row
        row.amount = amount
        put_down_cell(self.uow, self.made, row)
        if amount is None and row.upstream is None and not row.internal_note:
            self.uow.session.flush()
            self.uow.session.delete(self._rows.pop(key.name))
        self.changed += 1

    def done(self) -> None:
        """Record all changes as one event, if there are any."""
        if self.changed:
            self.uow.session.flush()
            changed = LedgerChanged(actor=self.made.actor, plan=self.plan, edition=self.edition, cells=self.changed)
            self.uow.record(changed)


def save_cells(uow: UnitOfWork, command: SaveCells) -> Saved:
    """Save what the writer changed, beside what others changed in other cells meanwhile.

    Raises `Stale` with every `CellConflict` where both changed the same cell; then nothing is saved. Raises `Refused`
    for a cell that the edition cannot have, or an amount that is out of bounds.
    """
    whole = queries.whole(uow.session, command.plan, command.edition)
    cells = _Cells(uow, command.made, command.plan, command.edition)
    newest = queries.cell_versions(uow.session, command.plan, command.edition)
    bases = _bases(uow, command, newest)
    conflicts, mine, theirs = [], [], 0
    for edit in command.edits:
        if not is_cell(whole, edit.key) or not 0 <= (edit.amount or 0) <= LARGEST:
            raise Refused("money.no_such_cell")
        now = cells.amount(edit.key)
        base = bases.get(edit.key.name, now)
        if edit.amount in (base, now):
            theirs += now != base and edit.amount == base
        elif now != base:
            version = newest.get(edit.key.name, 0)
            conflicts.append(CellConflict(edit.key, base, edit.amount, now, version))
        else:
            mine.append(edit)
    if conflicts:
        raise Stale(conflicts, max(newest.values(), default=0))
    for edit in mine:
        cells.put(edit.key, edit.amount)
    cells.done()
    return Saved(len(mine), theirs)


def _bases(uow: UnitOfWork, command: SaveCells, newest: Mapping[str, int]) -> dict[str, int | None]:
    """What stood on the writer's screen in the cells that have a newer version; a version that is none was a blank."""
    behind = [edit for edit in command.edits if edit.seen != newest.get(edit.key.name, 0)]
    found = queries.cell_versions_at(uow.session, command.plan, command.edition, [edit.seen for edit in behind])
    return {edit.key.name: found.get((edit.key.name, edit.seen)) for edit in behind}


@dataclass(frozen=True, kw_only=True, slots=True)
class MoveMoney:
    """`made.reason` says why; it may not be blank."""

    made: Made
    plan: str
    edition: int
    movement: Movement


def move_money(uow: UnitOfWork, command: MoveMoney) -> None:
    """Take an amount from one planned cell, put it in another, and record the movement.

    Raises `Lacks`, or `Refused` for a blank reason, the same cell twice, or a cell that the edition cannot have.
    """
    movement = command.movement
    old, new = ends(movement)
    whole = queries.whole(uow.session, command.plan, command.edition)
    if not movement.reason.strip():
        raise Refused("money.no_reason")
    if old == new:
        raise Refused("money.same_cell")
    if not (is_cell(whole, old) and is_cell(whole, new)):
        raise Refused("money.no_such_cell")
    cells = _Cells(uow, command.made, command.plan, command.edition)
    _shift(cells, old, new, movement.amount)
    _record(uow, command.made, command.plan, command.edition, movement)
    cells.done()


def ends(movement: Movement) -> tuple[CellKey, CellKey]:
    """The planned cells that a movement goes from and to."""
    source = movement.source or ""
    kind, unit = CellKind.PLANNED, Unit.NOK
    return (
        CellKey(movement.from_goal, movement.from_measure or "", movement.from_year, source, kind, unit),
        CellKey(movement.to_goal, movement.to_measure or "", movement.to_year, source, kind, unit),
    )


def _shift(cells: _Cells, old: CellKey, new: CellKey, amount: int) -> None:
    has, there = cells.amount(old), cells.amount(new) or 0
    if has is None or has < amount:
        raise Lacks(has)
    if there + amount > LARGEST:
        raise Refused("money.too_large")
    cells.put(old, has - amount)
    cells.put(new, there + amount)


def _record(uow: UnitOfWork, made: Made, plan: str, edition: int, movement: Movement) -> None:
    row = MovementRow(plan_id=plan, edition=edition, content=msgspec.to_builtins(movement))
    uow.session.add(row)
    uow.session.flush()
    put_down_movement(uow, made, row)


@dataclass(frozen=True, kw_only=True, slots=True)
class UndoMoney:
    """Take back the save or the movement whose versions have this batch. `today` dates a movement back."""

    made: Made
    plan: str
    edition: int
    batch: str
    today: str


def undo_money(uow: UnitOfWork, command: UndoMoney) -> int:
    """Give the cells of a batch what they had before it, as new versions, and move back what it moved; return how many cells.

    Raises `Missing` where there is no such batch, `Refused` where a cell has changed since.
    """
    history = queries.money_history(uow.session, command.plan, command.edition)
    batch = [version for version in history if version.batch == command.batch]
    if not batch:
        raise Missing(command.batch)
    if not is_whole(history, command.batch):
        raise Refused("money.changed_since")
    cells = _Cells(uow, command.made, command.plan, command.edition)
    before = _before(history)
    for version in batch:
        if version.kind == "movements":
            _record(uow, command.made, command.plan, command.edition, _back(version, command))
        else:
            cells.put(key_of(version.content), before[version.id])
    cells.done()
    return cells.changed


def is_whole(history: Sequence[PlanVersion], batch: str) -> bool:
    """Is every cell of the batch still as the batch left it?"""
    newest = {version.key: version.batch for version in history if version.kind == "cells"}
    return all(newest[v.key] == batch for v in history if v.batch == batch and v.kind == "cells")


def _before(history: Sequence[PlanVersion]) -> dict[int, int | None]:
    """What each version's cell had just before, by the version's number."""
    before: dict[int, int | None] = {}
    now: dict[str, int | None] = {}
    for version in history:
        if version.kind == "cells":
            before[version.id], now[version.key] = now.get(version.key), version.content["amount"]
    return before


def _back(version: PlanVersion, command: UndoMoney) -> Movement:
    """The movement that takes another back."""
    was = msgspec.convert(version.content, Movement)
    return msgspec.structs.replace(
        was,
        date=command.today,
        from_goal=was.to_goal,
        from_measure=was.to_measure,
        from_year=was.to_year,
        to_goal=was.from_goal,
        to_measure=was.from_measure,
        to_year=was.from_year,
        reason=command.made.reason,
        internal_note=None,
    )


def key_of(content: Mapping[str, object]) -> CellKey:
    """The key of a cell's version."""
    return msgspec.convert([content[name] for name in CellKey._fields], CellKey)


Change: TypeAlias = tuple[CellKey, int | None, int | None]


def changes_by_batch(history: Sequence[PlanVersion]) -> dict[str, list[Change]]:
    """(cell, what it had, what it got) of every save and movement, the oldest first."""
    before, found = _before(history), dict[str, list[Change]]()
    for version in history:
        if version.kind == "cells":
            change = key_of(version.content), before[version.id], version.content["amount"]
            found.setdefault(version.batch, []).append(change)
    return found
