"""Geometry of the charts: x in per cent, y in pixels, so that a chart fits any width and its text keeps its size."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.plan.codes import Certainty
from app.plan.rules.ledger import Table
from app.plan.rules.timing import span
from app.plan.types import Measure, Milestone

COLOURS = 6
"""How many colours there are; the seventh series has the first one's."""
PLOT_HEIGHT, ABOVE, BELOW = 180, 24, 28
GAP = 2
LABEL_NEEDS = 17
"""A segment lower than this has no figure inside."""


@dataclass(frozen=True, slots=True)
class Segment:
    y: float
    height: float
    amount: int
    colour: int

    @property
    def has_label(self) -> bool:
        return self.height >= LABEL_NEEDS

    @property
    def middle(self) -> float:
        return round(self.y + self.height / 2, 1)


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    x: float
    width: float
    segments: tuple[Segment, ...]
    total: int | None
    top: float

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)


@dataclass(frozen=True, slots=True)
class Bars:
    bars: tuple[Bar, ...]
    lines: tuple[float, ...]
    """Where the light horizontal lines go."""
    height: int
    baseline: float


def stacked(table: Table) -> Bars:
    """A column for each column of the table, its rows stacked from the bottom."""
    scale = PLOT_HEIGHT / table.largest if table.largest else 0
    baseline = float(ABOVE + PLOT_HEIGHT)
    slot = 100 / max(len(table.columns), 1)
    bars = []
    for n, column in enumerate(table.columns):
        y, segments = baseline, []
        for colour, row in enumerate(table.rows):
            if amount := row.amounts.get(column):
                height = max(amount * scale, 3.0)
                y -= height
                segments.append(Segment(round(y, 1), round(max(height - GAP, 1), 1), amount, colour % COLOURS + 1))
        total = table.sum.amounts.get(column)
        bars.append(Bar(column, round(n * slot + slot * 0.2, 2), round(slot * 0.6, 2), tuple(segments), total, y))
    lines = tuple(round(baseline - PLOT_HEIGHT * part / 4, 1) for part in range(5))
    return Bars(tuple(bars), lines, ABOVE + PLOT_HEIGHT + BELOW, baseline)


# -- the timeline ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mark:
    """A milestone: `x` to `x + width` is how loose its date is."""

    milestone: Milestone
    x: float
    width: float

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)


@dataclass(frozen=True, slots=True)
class Line:
    """One measure on the timeline; without a bar where no years are stated."""

    x: float | None
    width: float
    is_sure: bool
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    years: tuple[tuple[int, float], ...]
    today: float | None


class Scale:
    """Days of a period as per cent of the width."""

    def __init__(self, years: Sequence[int]) -> None:
        self.years = tuple(years)
        self._first = date(years[0], 1, 1)
        self._days = (date(years[-1] + 1, 1, 1) - self._first).days

    def at(self, day: date) -> float:
        return round(min(max(100 * (day - self._first).days / self._days, 0), 100), 2)

    def axis(self, today: date) -> Axis:
        inside = self.years[0] <= today.year <= self.years[-1]
        return Axis(tuple((year, self.at(date(year, 1, 1))) for year in self.years), self.at(today) if inside else None)

    def line(self, measure: Measure) -> Line:
        marks = tuple(self._mark(milestone) for milestone in measure.milestones if milestone.date)
        sure = measure.time_certainty is Certainty.CERTAIN
        if not measure.from_year or not measure.to_year:
            return Line(None, 0, sure, marks)
        x = self.at(date(measure.from_year, 1, 1))
        return Line(x, round(self.at(date(measure.to_year + 1, 1, 1)) - x, 2), sure, marks)

    def _mark(self, milestone: Milestone) -> Mark:
        assert milestone.date
        first, last = span(milestone.date)
        x = self.at(first)
        return Mark(milestone, x, round(self.at(last) - x, 2))


def lines(measures: Sequence[Measure], scale: Scale) -> Mapping[str, Line]:
    """The timeline of each measure by id."""
    return {measure.id: scale.line(measure) for measure in measures}
