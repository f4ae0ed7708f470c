"""Is a measure on track, late, stuck, or has nobody told us for a long time?"""

from dataclasses import dataclass
from datetime import date

from app.plan.codes import Deviation, Priority, Progress
from app.plan.rules.timing import span
from app.plan.types import Measure, Milestone

ENDED = frozenset({Progress.DONE, Progress.ENDED_WITHOUT_COMPLETION, Progress.MERGED})
STUCK_AFTER_DAYS = 180


@dataclass(frozen=True, slots=True)
class Standing:
    """How a measure stands today. `days` are since the last report, or behind the oldest date that has passed."""

    progress: Progress | None
    deviation: Deviation | None
    days: int | None = None
    late: tuple[Milestone, ...] = ()


def progress_of(measure: Measure) -> Progress | None:
    """The last report, of two from the same day the one that came last; `None` where nobody has reported."""
    newest = max(reversed(measure.reports), key=lambda report: report.date, default=None)
    return newest.progress if newest else None


def last_heard(measure: Measure, since: date) -> date:
    """When anything was last told of the measure; `since` is the day the edition itself was written."""
    told = [report.date for report in measure.reports] + [note.date for note in measure.notes]
    told += [milestone.done_on for milestone in measure.milestones if milestone.done_on]
    return max([since, *map(date.fromisoformat, told)])


def standing(measure: Measure, today: date, since: date, stale_after_days: int) -> Standing:
    """Judge one measure. What is over, unfinished or ended in the plan has no deviation."""
    progress = progress_of(measure)
    if progress in ENDED or measure.priority in (Priority.ENDED, Priority.UNFINISHED):
        return Standing(progress, None)
    late = tuple(m for m in measure.milestones if m.date and not m.done_on and span(m.date).last < today)
    behind = max([(today - span(m.date).last).days for m in late if m.date], default=0)
    if measure.to_year and measure.to_year < today.year:
        behind = max(behind, (today - date(measure.to_year, 12, 31)).days)
    if progress is Progress.NOT_STARTED and measure.from_year and measure.from_year < today.year:
        behind = max(behind, (today - date(measure.from_year, 12, 31)).days)
    if progress is Progress.ON_HOLD or behind > STUCK_AFTER_DAYS:
        return Standing(progress, Deviation.STUCK, behind or None, late)
    if behind:
        return Standing(progress, Deviation.LATE, behind, late)
    silent = (today - last_heard(measure, since)).days
    if silent > stale_after_days and (measure.from_year or today.year) <= today.year:
        return Standing(progress, Deviation.NOT_UPDATED, silent)
    if progress is None:
        return Standing(None, None)
    return Standing(progress, Deviation.ON_TRACK)
