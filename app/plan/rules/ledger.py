"""Sums of the ledger. Both budget tables, the charts and the checks are worked out here; no sum is ever typed.

A goal's amount may stand on the goal itself (the frame that section 6 shares out) or on its measures (how a year's
budget uses it). Section 6 reads the frame where there is one, section 7 the measures where they have money, so that
the two can be held against each other. Nothing added to nothing is nothing, not 0.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from app.plan.cells import Cell
from app.plan.codes import CellKind, Unit

Column: TypeAlias = str
Level: TypeAlias = Literal["frame", "detail"]
TOTAL = "total"
SUM = "sum"


def add(amounts: Iterable[int | None]) -> int | None:
    """The sum of what is stated; `None` where nothing is."""
    stated = [amount for amount in amounts if amount is not None]
    return sum(stated) if stated else None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a budget table. `key` is a goal, or `sum`."""

    key: str
    amounts: Mapping[Column, int | None]

    @property
    def total(self) -> int | None:
        return add(self.amounts.values())

    def at(self, column: Column) -> int | None:
        return self.total if column == TOTAL else self.amounts.get(column)


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def sum(self) -> Row:
        return Row(SUM, {column: add(row.amounts.get(column) for row in self.rows) for column in self.columns})

    def row(self, key: str) -> Row:
        """The row of a goal, or the sum row."""
        return self.sum if key == SUM else next(row for row in self.rows if row.key == key)

    def at(self, row: str, column: Column) -> int | None:
        if row != SUM and row not in {known.key for known in self.rows}:
            return None
        return self.row(row).at(column)

    @property
    def largest(self) -> int:
        """The largest column sum, for scales; 0 where nothing is stated."""
        return max((amount or 0 for amount in self.sum.amounts.values()), default=0)


class Book:
    """All cells of an edition, by what they are of."""

    def __init__(self, cells: Iterable[Cell]) -> None:
        self.cells = tuple(cells)

    def pick(
        self,
        *,
        goal: str | None = None,
        measure: str | Literal[False] | None = None,
        year: int | None = None,
        source: str | Literal[False] | None = None,
        kind: CellKind = CellKind.PLANNED,
        unit: Unit = Unit.NOK,
    ) -> list[Cell]:
        """Cells that fit; `None` fits all, `False` only what has none."""
        return [
            cell
            for cell in self.cells
            if cell.kind is kind
            and cell.unit is unit
            and (goal is None or cell.goal == goal)
            and (year is None or cell.year == year)
            and (measure is None or cell.measure == (measure or None))
            and (source is None or cell.source == (source or None))
        ]

    def sources(self, year: int | None = None) -> list[str]:
        """The sources that planned cells name, in order of appearance; `""` where money has none."""
        return list(dict.fromkeys(cell.source or "" for cell in self.pick(year=year)))

    def amount(
        self,
        goal: str,
        year: int,
        source: str | None,
        level: Level,
        kind: CellKind = CellKind.PLANNED,
        unit: Unit = Unit.NOK,
    ) -> int | None:
        """A goal's amount in a year from one source (`""` for none, `None` for all), read from its frame or its measures."""
        if source is None:
            return add(self.amount(goal, year, one, level, kind, unit) for one in self._sources_of(kind))
        cells = self.pick(goal=goal, year=year, source=source or False, kind=kind, unit=unit)
        frame = add(cell.amount for cell in cells if cell.measure is None)
        detail = add(cell.amount for cell in cells if cell.measure is not None)
        first, second = (frame, detail) if level == "frame" else (detail, frame)
        return first if first is not None else second

    def _sources_of(self, kind: CellKind) -> list[str]:
        return list(dict.fromkeys(cell.source or "" for cell in self.cells if cell.kind is kind))

    def of_measure(self, measure: str, year: int | None = None) -> int | None:
        """What is planned for one measure."""
        return add(cell.amount for cell in self.pick(measure=measure, year=year))

    def period_table(
        self,
        goals: Sequence[str],
        years: Sequence[int],
        source: str | None,
        kind: CellKind = CellKind.PLANNED,
        unit: Unit = Unit.NOK,
    ) -> Table:
        """Section 6: goal × year from one source (`None`: all)."""
        rows = (
            Row(goal, {str(year): self.amount(goal, year, source, "frame", kind, unit) for year in years})
            for goal in goals
        )
        return Table(tuple(map(str, years)), tuple(rows))

    def year_table(
        self,
        goals: Sequence[str],
        year: int,
        sources: Sequence[str],
        kind: CellKind = CellKind.PLANNED,
        unit: Unit = Unit.NOK,
    ) -> Table:
        """Section 7: goal × source in one year."""
        columns = tuple(dict.fromkeys([*sources, *self.sources(year)]))
        rows = (
            Row(goal, {one: self.amount(goal, year, one, "detail", kind, unit) for one in columns}) for goal in goals
        )
        return Table(columns, tuple(rows))

    def source_table(self, goals: Sequence[str], years: Sequence[int], sources: Sequence[str]) -> Table:
        """Source × year over all goals."""
        keys = tuple(dict.fromkeys([*sources, *self.sources()]))
        rows = (
            Row(key, {str(year): add(self.amount(goal, year, key, "detail") for goal in goals) for year in years})
            for key in keys
        )
        return Table(tuple(map(str, years)), tuple(rows))

    def kind_total(self, kind: CellKind, year: int | None = None) -> int | None:
        """All that is granted, paid or spent."""
        return add(cell.amount for cell in self.pick(kind=kind, year=year))


def shares(amounts: Sequence[int | None]) -> list[float] | None:
    """Per cent of the whole, one decimal; `None` where there is no whole."""
    whole = add(amounts)
    if not whole:
        return None
    return [round(100 * (amount or 0) / whole, 1) for amount in amounts]
