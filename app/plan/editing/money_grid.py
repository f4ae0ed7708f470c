"""The money grid as a page shows it: what the address asks for, what was typed, and every cell ready to print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from app.kernel.errors import Missing
from app.plan.codes import CellKind, Unit
from app.plan.commands.money import CellConflict, CellEdit
from app.plan.editing import money_words
from app.plan.presenters import label, source_name
from app.plan.rules import grid
from app.plan.rules.amounts import Unreadable, read_amount
from app.plan.rules.grid import CellKey, GridRow, View
from app.plan.rules.ledger import add, shares
from app.plan.rules.pasting import Block
from app.plan.rules.whole import Whole
from app.plan.rules.whole import label as number_of
from app.web.filters import number
from app.web.locale import gettext as _

CELL = "cell:"
CHOICE = "choose:"
NO_SOURCE = "-"


def view_of(whole: Whole, asked: Mapping[str, str]) -> View:
    """What the address asks for; the weighted source's planned kroner where it does not say. Raises `Missing`."""
    first = whole.plan.weighted_source or whole.source_ids[0]
    source = asked.get("kjelde") or first
    year = asked.get("aar") or str(whole.edition.year)
    across = asked.get("tabell") or "aar"
    kind, unit = asked.get("slag") or CellKind.PLANNED.value, asked.get("eining") or Unit.NOK.value
    known = (
        source in (*whole.source_ids, NO_SOURCE)
        and year in map(str, whole.years)
        and across in ("aar", "kjelder")
        and kind in {one.value for one in CellKind}
        and unit in {one.value for one in Unit}
    )
    if not known:
        raise Missing("money")
    return View(
        across="years" if across == "aar" else "sources",
        source="" if source == NO_SOURCE else source,
        year=int(year),
        kind=CellKind(kind),
        unit=Unit(unit),
        with_measures=bool(asked.get("tiltak")) or grid.has_measures(whole),
    )


def address_of(whole: Whole, view: View) -> dict[str, Any]:
    """The part of the address that asks for a view."""
    address: dict[str, Any] = {"tabell": "aar", "kjelde": view.source or NO_SOURCE}
    if view.across == "sources":
        address = {"tabell": "kjelder", "aar": str(view.year)}
    address |= {"slag": view.kind.value} if view.kind is not CellKind.PLANNED else {}
    address |= {"eining": view.unit.value} if view.unit is not Unit.NOK else {}
    return address | ({"tiltak": "1"} if view.with_measures and not grid.has_measures(whole) else {})


@dataclass
class Typed:
    """What stands in the grid that was sent in, read as far as it can be."""

    texts: dict[CellKey, str] = field(default_factory=dict)
    seen: dict[CellKey, int] = field(default_factory=dict)
    amounts: dict[CellKey, int | None] = field(default_factory=dict)
    faults: dict[CellKey, str] = field(default_factory=dict)
    homeless: list[str] = field(default_factory=list)
    """What was typed in cells that the grid no longer has."""

    def put(self, key: CellKey, text: str) -> None:
        """Something typed in a cell."""
        self.texts[key] = text
        self.amounts.pop(key, None)
        self.faults.pop(key, None)
        try:
            self.amounts[key] = read_amount(text, key.unit)
        except Unreadable as refused:
            self.faults[key] = money_words.unread(text, refused, key.unit)

    def edits(self) -> list[CellEdit]:
        """What is to be saved."""
        return [CellEdit(key=key, amount=amount, seen=self.seen[key]) for key, amount in self.amounts.items()]

    def forget(self, key: CellKey) -> None:
        """Let what is stored stand in a cell."""
        for kept in (self.texts, self.seen, self.amounts, self.faults):
            kept.pop(key, None)


def typed_of(rows: list[GridRow], posted: MultiDict[str, str]) -> Typed:
    """What a form holds. Each input is called by its cell and the version of it that was shown."""
    by_name = {key.name: key for row in rows for key in row.keys}
    typed = Typed()
    for name, text in posted.items():
        cell, _at, version = name.removeprefix(CELL).rpartition("@")
        if not name.startswith(CELL):
            continue
        if cell not in by_name:
            typed.homeless += [text.strip()[:80]] if text.strip() else []
            continue
        key, choice = by_name[cell], posted.get(f"{CHOICE}{cell}", "")
        if choice == "theirs":
            continue
        typed.seen[key] = _version(choice.removeprefix("mine@") if choice.startswith("mine@") else version)
        typed.put(key, text)
    return typed


def _version(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else 0


def with_block(typed: Typed, rows: list[GridRow], block: Block) -> None:
    """Put a block of the grid's own shape in it."""
    for row, texts in zip(rows, block, strict=True):
        for key, text in zip(row.keys, texts, strict=True):
            typed.put(key, text.strip())


@dataclass(frozen=True, slots=True)
class CellShown:
    """A cell ready to print. `saved` is what is stored, `value` what stands in the input."""

    id: str
    name: str
    choice: str
    value: str
    saved: str
    fault: str = ""
    conflict: CellConflict | None = None


@dataclass(frozen=True, slots=True)
class RowShown:
    goal: str
    measure: str
    title: str
    cells: tuple[CellShown, ...]


@dataclass(frozen=True, slots=True)
class GoalShown:
    """A goal's rows and its sums. `detail` is what its measures have, where they are shown."""

    goal: str
    rows: tuple[RowShown, ...]
    total: int | None
    beside: int
    """What the weights share out besides what the grid shows."""
    weight: int | None
    share: float | None
    detail: tuple[int | None, ...]

    @property
    def height(self) -> int:
        """How many rows can be written in."""
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class GridShown:
    heads: tuple[str, ...]
    goals: tuple[GoalShown, ...]
    sums: tuple[int | None, ...]
    total: int | None
    is_weighted: bool
    faults: tuple[tuple[str, str, str], ...]
    """(id of the cell, its name, what is wrong)."""
    conflicts: int


def shown(
    whole: Whole,
    view: View,
    versions: Mapping[str, int],
    typed: Typed | None = None,
    conflicts: Mapping[CellKey, CellConflict] | None = None,
) -> GridShown:
    """The grid with what is stored, or with what was typed. `versions` are the newest of each cell."""
    typed, conflicts = typed or Typed(), conflicts or {}
    now = grid.with_amounts(whole, typed.amounts)
    table, others = grid.table(now, view), grid.beside(whole, view)
    stored = grid.amounts(whole)
    lines: dict[str, list[RowShown]] = {goal: [] for goal in whole.goal_ids}
    faults: list[tuple[str, str, str]] = []
    for at, row in enumerate(grid.rows(whole, view)):
        cells = []
        for across, key in enumerate(row.keys):
            seen = typed.seen.get(key, versions.get(key.name, 0))
            cell = CellShown(
                id=f"cell-{at}-{across}",
                name=f"{CELL}{key.name}@{seen}",
                choice=f"{CHOICE}{key.name}",
                value=_value(typed, key, stored.get(key)),
                saved=_text(stored.get(key)),
                fault=typed.faults.get(key, ""),
                conflict=conflicts.get(key),
            )
            cells.append(cell)
            faults += [(cell.id, money_words.cell_name(whole, key), cell.fault)] if cell.fault else []
        lines[row.goal].append(RowShown(row.goal, row.measure, _title(whole, row), tuple(cells)))
    weighted = [(table.row(goal).total or 0) + others.get(goal, 0) for goal in whole.goal_ids]
    parts: Sequence[float | None] = shares(weighted) or [None] * len(weighted)
    goals = [
        GoalShown(
            goal.id,
            tuple(lines[goal.id]),
            table.row(goal.id).total,
            others.get(goal.id, 0),
            goal.weight_percent,
            part,
            _detail(now, view, goal.id),
        )
        for goal, part in zip(whole.goals, parts, strict=True)
    ]
    sums = tuple(table.sum.amounts.values())
    is_weighted = grid.is_weighted(whole, view)
    return GridShown(
        heads(whole, view), tuple(goals), sums, table.sum.total, is_weighted, tuple(faults), len(conflicts)
    )


def _value(typed: Typed, key: CellKey, stored: int | None) -> str:
    """What stands in a cell's input: what was typed, tidied where it could be read, else what is stored."""
    if key in typed.faults:
        return typed.texts[key]
    return _text(typed.amounts.get(key, stored))


def heads(whole: Whole, view: View) -> tuple[str, ...]:
    """What the columns are called."""
    columns = grid.columns(whole, view)
    return columns if view.across == "years" else tuple(source_name(whole, key) for key in columns)


def _title(whole: Whole, row: GridRow) -> str:
    if row.measure:
        measure = whole.measures_by_id[row.measure]
        return f"{number_of(measure, whole.goals_by_id)} {measure.title}"
    goal = whole.goals_by_id[row.goal]
    return f"{goal.number}. {goal.title}"


def _text(amount: int | None) -> str:
    return "" if amount is None else number(amount)


def _detail(whole: Whole, view: View, goal: str) -> tuple[int | None, ...]:
    """What a goal's measures have in each column."""
    if not view.with_measures:
        return ()
    book, found = whole.book, []
    for column in grid.columns(whole, view):
        year, source = (int(column), view.source) if view.across == "years" else (view.year, column)
        cells = book.pick(goal=goal, year=year, source=source or False, kind=view.kind, unit=view.unit)
        found.append(add(cell.amount for cell in cells if cell.measure))
    return tuple(found)


def title_of(whole: Whole, view: View) -> str:
    """What the grid shows, in words: its caption."""
    from_source = source_name(whole, view.source)
    kind, unit = label("cell_kind", view.kind), label("unit", view.unit).lower()
    if view.across == "years":
        return _("%(kind)s: %(source)s, %(unit)s", kind=kind, source=from_source, unit=unit)
    return _("%(kind)s i %(year)s, %(unit)s, etter kjelde", kind=kind, year=view.year, unit=unit)
