"""What a reader keeps beside it while it reads: the doubts, and where they are."""

from app.plan.documents.reading.blocks import Grid, Line
from app.plan.documents.reading.found import Doubt, Matter, Where
from app.plan.documents.reading.names import plain

LONGEST_LINE = 300


class Notes:
    """Collects doubts in the order of the document."""

    def __init__(self) -> None:
        self.doubts: list[Doubt] = []

    def doubt(self, matter: Matter | str, line: str, where: Where, read: str = "", part: str = "") -> None:
        found = Doubt(Matter(matter), plain(line)[:LONGEST_LINE], where, plain(read)[:LONGEST_LINE], part)
        if found not in self.doubts:
            self.doubts.append(found)


def at(line: Line) -> Where:
    return Where(plain(line.under)[:LONGEST_LINE])


def at_row(grid: Grid, row: int) -> Where:
    """`row` counts from 0."""
    return Where(plain(grid.under)[:LONGEST_LINE], grid.number, row + 1)
