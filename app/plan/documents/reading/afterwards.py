"""What can only be seen when all of a document is read."""

from collections.abc import Sequence

from app.plan.codes import Priority
from app.plan.documents.reading.found import Matter, Proposal, Where
from app.plan.documents.reading.names import bare
from app.plan.documents.reading.notes import Notes
from app.plan.types import ChartBox


def look_again(found: Proposal, notes: Notes, chart: Sequence[ChartBox], shapes: Sequence[str]) -> None:
    """Give measures their priority, and note what is in doubt. `chart` is held here, `shapes` stand in the drawing."""
    for one in found.measures:
        if one.sections is None:
            notes.doubt(Matter.NO_TEXT, one.title, one.where, part=f"{one.goal}.{one.number}")
    marked = [one for one in found.measures if one.priority not in (None, Priority.UNFINISHED)]
    if marked:
        for one in found.measures:
            one.priority = one.priority or Priority.PRIORITISED
    elif found.measures:
        notes.doubt(Matter.GREY_LOST, "", found.measures[0].where)
    for amounts, part in ((found.period, "period"), (found.year, "year")):
        for cell in amounts:
            if cell.mark and not cell.note:
                notes.doubt(Matter.NOTE_NOT_FOUND, f"{cell.column} {cell.mark}", cell.where, part=part)
    found.boxes = list(dict.fromkeys(shapes))
    _doubt_chart(found.boxes, notes, chart)


def _doubt_chart(boxes: Sequence[str], notes: Notes, chart: Sequence[ChartBox]) -> None:
    there = {bare(box) for box in boxes}
    missing = [box.name for box in chart if bare(box.name) not in there]
    if boxes and missing:
        notes.doubt(Matter.CHART, ", ".join(boxes), Where(), ", ".join(missing), "organisation")
