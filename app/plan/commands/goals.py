"""The goals' weights are changed together, for they must be 100 in all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from app.catalogue.changes import Conflict, Merge
from app.db.uow import UnitOfWork
from app.kernel.errors import Fault, Faulty, Missing, Stale
from app.plan import queries
from app.plan.commands.storing import Made, put_down
from app.plan.importing import Known
from app.plan.models import GoalRow
from app.plan.rules.faults import faults


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeWeights:
    """`weights` in per cent by goal, `None` for none; `seen` what stood on the writer's screen."""

    made: Made
    plan: str
    edition: int
    weights: Mapping[str, int | None]
    seen: Mapping[str, int | None]
    known: Known


def change_weights(uow: UnitOfWork, command: ChangeWeights) -> None:
    """Raises `Stale` where somebody has changed one of them meanwhile, `Faulty` where they are not 100, `Missing`."""
    plan, year = command.plan, command.edition
    rows = {key: uow.session.get(GoalRow, (plan, year, key)) for key in command.weights}
    conflicts = []
    changed = []
    for key, row in rows.items():
        if row is None:
            raise Missing(f"{plan}/{year}/goals/{key}")
        now, wanted, seen = row.content.weight_percent, command.weights[key], command.seen.get(key)
        if now not in (seen, wanted):
            conflicts.append(Conflict(key, seen, wanted, now))
        elif now != wanted:
            row.content = msgspec.structs.replace(row.content, weight_percent=wanted)
            row.updated_at = datetime.now(UTC)
            changed.append(row)
    if conflicts:
        raise Stale(Merge({}, (), tuple(conflicts)), 0)
    uow.session.flush()
    whole = queries.whole(uow.session, plan, year)
    wrong = [one for one in faults(whole, command.known.organisations, command.known.schemes) if one.field == "weights"]
    if wrong:
        raise Faulty([Fault(f"{plan}/{year}/{one.part}", one.field, one.reason) for one in wrong])
    for row in changed:
        put_down(uow, command.made, (plan, year, "goals"), row.id, row, is_new=False)
