"""Which checks of the money the leader may explain, and the word that stands beside one."""

from collections.abc import Iterable

from app.plan.rules.sentences import Check
from app.plan.types import Edition, Explanation

EXPLAINABLE = frozenset(
    {
        "weights_period",
        "weights_year",
        "sections_disagree",
        "overspent",
        "overpaid",
        "unspent",
        "money_without_source",
        "measure_without_money",
        "no_measure_budgets",
    }
)
"""Those that tell of a deviation, at most one for each goal, measure and year."""

About = tuple[str, str | None, str | None, int | None]


def about(of: Check | Explanation) -> About:
    """What tells one check from another."""
    return (of.code if isinstance(of, Check) else of.check), of.goal, of.measure, of.year


def explanation_of(edition: Edition, check: Check) -> str | None:
    """The leader's word beside a check, where there is one."""
    return next((one.text for one in edition.explanations if about(one) == about(check)), None)


def explainable(checks: Iterable[Check]) -> list[Check]:
    return [check for check in checks if check.code in EXPLAINABLE and check.level != "ok"]
