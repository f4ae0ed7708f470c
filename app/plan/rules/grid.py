"""The cells of the ledger laid out as a grid to write in: goals (and measures) down, years or sources across."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, Self, TypeAlias

import msgspec

from app.plan.cells import Cell, Ledger
from app.plan.codes import CellKind, Unit
from app.plan.rules.ledger import Level, Table
from app.plan.rules.whole import Whole

Across: TypeAlias = Literal["years", "sources"]


class CellKey(NamedTuple):
    """Which cell of an edition; an empty measure or source is none."""

    goal: str
    measure: str
    year: int
    source: str
    kind: CellKind
    unit: Unit

    @classmethod
    def of(cls, cell: Cell) -> Self:
        return cls(cell.goal, cell.measure or "", cell.year, cell.source or "", cell.kind, cell.unit)

    @property
    def name(self) -> str:
        """The key as one text: what versions are kept under, and what inputs are called."""
        return "/".join(map(str, self))


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """What of the ledger a grid shows: all years of one source, or all sources of one year."""

    across: Across
    source: str
    year: int
    kind: CellKind = CellKind.PLANNED
    unit: Unit = Unit.NOK
    with_measures: bool = False

    @property
    def level(self) -> Level:
        """Years add up as section 6 of the plan does, sources as section 7."""
        return "frame" if self.across == "years" else "detail"


@dataclass(frozen=True, slots=True)
class GridRow:
    """A goal's own cells, or a measure's."""

    goal: str
    measure: str
    keys: tuple[CellKey, ...]


def has_measures(whole: Whole) -> bool:
    """Does any measure have money or hours of its own?"""
    return any(cell.measure for cell in whole.ledger.cells)


def columns(whole: Whole, view: View) -> tuple[str, ...]:
    """Years, or sources; money without a source has a column, too."""
    return tuple(map(str, whole.years)) if view.across == "years" else (*whole.source_ids, "")


def rows(whole: Whole, view: View) -> list[GridRow]:
    """Goals in order, each with its measures where the view has them."""
    found: list[GridRow] = []
    for goal in whole.goals:
        below = whole.measures_of(goal.id) if view.with_measures else ()
        keys = ("", *(measure.id for measure in below))
        found += [GridRow(goal.id, measure, tuple(_keys(whole, view, goal.id, measure))) for measure in keys]
    return found


def _keys(whole: Whole, view: View, goal: str, measure: str) -> Iterator[CellKey]:
    for column in columns(whole, view):
        year, source = (int(column), view.source) if view.across == "years" else (view.year, column)
        yield CellKey(goal, measure, year, source, view.kind, view.unit)


def is_cell(whole: Whole, key: CellKey) -> bool:
    """Can the edition have such a cell?"""
    measure = whole.measures_by_id.get(key.measure)
    return (
        key.goal in whole.goals_by_id
        and (not key.measure or (measure is not None and measure.goal == key.goal))
        and key.year in whole.years
        and (not key.source or key.source in whole.source_ids)
    )


def amounts(whole: Whole) -> dict[CellKey, int | None]:
    return {CellKey.of(cell): cell.amount for cell in whole.ledger.cells}


def with_amounts(whole: Whole, typed: Mapping[CellKey, int | None]) -> Whole:
    """The edition as it would be with other amounts."""
    kept = [
        msgspec.structs.replace(cell, amount=typed[key]) if (key := CellKey.of(cell)) in typed else cell
        for cell in whole.ledger.cells
    ]
    here = {CellKey.of(cell) for cell in whole.ledger.cells}
    new = [
        Cell(
            goal=key.goal,
            measure=key.measure or None,
            year=key.year,
            source=key.source or None,
            kind=key.kind,
            unit=key.unit,
            amount=amount,
        )
        for key, amount in typed.items()
        if key not in here and amount is not None
    ]
    ledger = Ledger(cells=[*kept, *new], movements=whole.ledger.movements)
    return Whole(whole.plan, whole.edition, whole.goals, whole.measures, ledger)


def table(whole: Whole, view: View) -> Table:
    """The grid's own sums."""
    book, goals = whole.book, whole.goal_ids
    if view.across == "years":
        return book.period_table(goals, whole.years, view.source, view.kind, view.unit)
    return book.year_table(goals, view.year, columns(whole, view), view.kind, view.unit)


def is_weighted(whole: Whole, view: View) -> bool:
    """Is the grid's money what the goals' weights share out, or a part of it?"""
    is_plan = view.kind is CellKind.PLANNED and view.unit is Unit.NOK and view.across == "years"
    return is_plan and bool(whole.weights) and whole.plan.weighted_source in (None, view.source)


def beside(whole: Whole, view: View) -> dict[str, int]:
    """By goal, what the weights share out besides what the grid shows."""
    shown = table(whole, view)
    return {
        goal: (whole.period_table.row(goal).total or 0) - (shown.row(goal).total or 0)
        for goal in whole.goal_ids
        if is_weighted(whole, view)
    }
