"""What waits for the leader of a plan: which measures, milestones, decisions, questions and checks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.plan.codes import CheckLevel, Deviation, Priority
from app.plan.rules.deviation import Standing
from app.plan.rules.money_checks import money_checks
from app.plan.rules.sentences import Check
from app.plan.rules.structure_checks import structure_checks
from app.plan.rules.timing import span
from app.plan.rules.whole import Whole
from app.plan.types import Approval, Measure, OpenQuestion

GRAVE = (CheckLevel.FAULT, CheckLevel.WARNING)


@dataclass(frozen=True, slots=True)
class Needs:
    """Everything that somebody should look at."""

    late: tuple[tuple[Measure, Standing], ...]
    """Late or stuck; the longest behind first."""
    silent: tuple[tuple[Measure, Standing], ...]
    """Nobody has told for too long, or ever though the measure is prioritised now."""
    undecided: tuple[Approval, ...]
    unanswered: tuple[OpenQuestion, ...]
    unbalanced: tuple[Check, ...]
    """Checks of the money that do not hold."""
    unclear: tuple[Check, ...]
    """Other checks that do not hold."""

    @property
    def count(self) -> int:
        groups = (self.late, self.silent, self.undecided, self.unanswered, self.unbalanced, self.unclear)
        return sum(map(len, groups))


def needs(whole: Whole, standings: Mapping[str, Standing]) -> Needs:
    """`standings` as `deviation.standing` judges each measure today."""
    judged = [(measure, standings[measure.id]) for measure in whole.measures]
    late = [pair for pair in judged if pair[1].deviation in (Deviation.LATE, Deviation.STUCK)]
    return Needs(
        late=tuple(sorted(late, key=lambda pair: -(pair[1].days or 0))),
        silent=tuple(pair for pair in judged if _is_silent(*pair)),
        undecided=tuple(approval for approval in whole.edition.approvals if not approval.date),
        unanswered=tuple(question for question in whole.edition.internal_questions if not question.answer),
        unbalanced=tuple(check for check in money_checks(whole) if check.level in GRAVE),
        unclear=tuple(check for check in structure_checks(whole) if check.level in GRAVE),
    )


def _is_silent(measure: Measure, standing: Standing) -> bool:
    never = standing.progress is None and standing.deviation is None and measure.priority is Priority.PRIORITISED
    return never or standing.deviation is Deviation.NOT_UPDATED


def longest_late(standing: Standing, today: date) -> tuple[str, int] | None:
    """The milestone that passed longest ago: its text and the days since; `None` where none has."""
    passed = [
        (milestone.text, (today - span(milestone.date).last).days) for milestone in standing.late if milestone.date
    ]
    return max(passed, key=lambda pair: pair[1], default=None)
