"""The measures of a plan: all of them for the leader, for an editor those that their municipality takes part in."""

from dataclasses import dataclass
from datetime import date

from flask.typing import ResponseReturnValue

from app.accounts.access import allowed
from app.plan import permissions, presenters, reading
from app.plan.editing import reach
from app.plan.editing.blueprint import bp, page, the_whole
from app.plan.presenters import MeasureLine
from app.plan.rules.deviation import last_heard
from app.plan.rules.whole import Whole
from app.plan.types import Goal
from app.web.runtime import runtime


@dataclass(frozen=True, slots=True)
class Row:
    """A measure in the list. `heard` is the day anything was last told, where anything was."""

    line: MeasureLine
    heard: date | None
    change: str
    """What this edition did with it."""


@bp.get("/<plan>/tiltak")
@allowed(*permissions.TELLERS)
def measures(plan: str) -> ResponseReturnValue:
    whole = the_whole(plan)
    standings = reading.standings(whole, runtime().today())
    rows = [
        _row(whole, line)
        for line in presenters.lines(whole, standings)
        if reach.leads() or reach.may_tell(whole, line.measure)
    ]
    groups: list[tuple[Goal, list[Row]]] = [
        (goal, found) for goal in whole.goals if (found := [row for row in rows if row.line.measure.goal == goal.id])
    ]
    return page("plan_work/measures.html", whole, groups=groups, leads=reach.leads())


def _row(whole: Whole, line: MeasureLine) -> Row:
    heard = last_heard(line.measure, date.min)
    revision = line.measure.revision
    return Row(
        line, heard if heard > date.min else None, presenters.label("change", revision.change if revision else None)
    )
