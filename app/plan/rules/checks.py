"""All checks of an edition, the gravest first."""

from app.plan.codes import CheckLevel
from app.plan.rules.money_checks import money_checks
from app.plan.rules.sentences import Check
from app.plan.rules.structure_checks import structure_checks
from app.plan.rules.whole import Whole

ORDER = {CheckLevel.FAULT: 0, CheckLevel.WARNING: 1, CheckLevel.OK: 2, CheckLevel.INFO: 3}


def checks(whole: Whole) -> list[Check]:
    """Money first within each level."""
    found = [*money_checks(whole), *structure_checks(whole)]
    return sorted(found, key=lambda check: ORDER[check.level])
