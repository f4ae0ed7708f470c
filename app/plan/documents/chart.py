"""The organisation chart as a drawing: one lane for each kind of box, in whatever size the boxes need. Pure geometry."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.plan.types import ChartBox

WIDTH = 460
"""Points; the width of the text on an A4 page."""
LABEL = 96
GAP = 7
MOST_IN_A_ROW = 3
BOX_HEIGHT = 28
LINE_HEIGHT = 12
LETTERS_IN_A_LINE = 19
"""What is sure to fit in the narrowest box at 9 points."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A box with its text in lines; points from the upper left corner of the drawing."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Connection:
    """From a box down to one that stands under it."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Drawing:
    width: float
    height: float
    lanes: tuple[Shape, ...]
    """The grounds that the boxes stand on; each with the name of its kind."""
    boxes: tuple[Shape, ...]
    connections: tuple[Connection, ...]


def draw(boxes: Sequence[ChartBox], kinds: Sequence[tuple[str, str]]) -> Drawing:
    """Place every box. `kinds` are the kinds in order with their names; one without a box gets no lane."""
    y = 0.0
    lanes: list[Shape] = []
    placed: dict[str, Shape] = {}
    for kind, name in kinds:
        here = [box for box in boxes if box.kind == kind]
        if not here:
            continue
        rows = [here[n : n + MOST_IN_A_ROW] for n in range(0, len(here), MOST_IN_A_ROW)]
        top = y
        for row in rows:
            y += GAP
            height = max(_height(box.name) for box in row)
            width = (WIDTH - LABEL - GAP * (MOST_IN_A_ROW + 1)) / MOST_IN_A_ROW
            for n, box in enumerate(row):
                placed[box.id] = Shape(LABEL + GAP + n * (width + GAP), y, width, height, _lines(box.name))
            y += height
        y += GAP
        lanes.append(Shape(0, top, WIDTH, y - top, (name,)))
        y += GAP / 2
    under = [(placed[box.parent], placed[box.id]) for box in boxes if box.parent in placed and box.id in placed]
    return Drawing(
        WIDTH, max(y - GAP / 2, 1), tuple(lanes), tuple(placed.values()), tuple(_connected(*pair) for pair in under)
    )


def _connected(parent: Shape, child: Shape) -> Connection:
    if parent.y < child.y:
        return Connection(parent.x + parent.width / 2, parent.y + parent.height, child.x + child.width / 2, child.y)
    if parent.y > child.y:
        return Connection(parent.x + parent.width / 2, parent.y, child.x + child.width / 2, child.y + child.height)
    left, right = sorted((parent, child), key=lambda shape: shape.x)
    return Connection(left.x + left.width, left.y + left.height / 2, right.x, right.y + right.height / 2)


def _lines(name: str) -> tuple[str, ...]:
    lines: list[str] = []
    for word in name.split():
        if lines and len(lines[-1]) + 1 + len(word) <= LETTERS_IN_A_LINE:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)


def _height(name: str) -> float:
    return max(BOX_HEIGHT, 8 + LINE_HEIGHT * len(_lines(name)))
