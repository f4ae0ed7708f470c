"""The money of an edition: amounts, and what was moved. Amounts are whole NOK or whole hours; a blank is null."""

from typing import Annotated

from msgspec import Meta

from app.plan.codes import CellKind, Unit
from app.plan.types import Amount, Code, Date, Part, Slug, Text, Year


class Cell(Part, frozen=True, kw_only=True):
    """One amount. Without a measure it is the goal's; without a source nobody has found the money yet."""

    goal: Slug
    measure: Slug | None = None
    year: Year
    source: Code | None = None
    kind: CellKind = CellKind.PLANNED
    unit: Unit = Unit.NOK
    amount: Amount | None = None
    internal_note: str | None = None


class Movement(Part, frozen=True, kw_only=True):
    """Money carried from one year to another, or between goals or measures, and why."""

    date: Date
    from_goal: Slug
    from_measure: Slug | None = None
    from_year: Year
    to_goal: Slug
    to_measure: Slug | None = None
    to_year: Year
    source: Code | None = None
    amount: Annotated[int, Meta(ge=1, le=1_000_000_000_000)]
    reason: Text
    internal_note: str | None = None


class Ledger(Part, frozen=True, kw_only=True):
    """All money of an edition."""

    cells: list[Cell] = []
    movements: list[Movement] = []
