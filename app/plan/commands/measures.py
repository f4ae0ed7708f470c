"""A measure is new, and people who the plan has not named before become actors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from app.db.uow import UnitOfWork
from app.kernel.errors import Fault, Faulty
from app.plan import queries
from app.plan.commands.parts import Place, alter
from app.plan.commands.storing import Made, put_down
from app.plan.importing import Known
from app.plan.models import MeasureRow
from app.plan.rules.faults import faults
from app.plan.rules.naming import id_for
from app.plan.types import ActionPlan, Actor, Measure


@dataclass(frozen=True, kw_only=True, slots=True)
class AddMeasure:
    made: Made
    plan: str
    edition: int
    measure: Measure
    known: Known


def add_measure(uow: UnitOfWork, command: AddMeasure) -> None:
    """Put a new measure in an edition. Raises `Faulty` where the plan would not hold together with it."""
    plan, year, measure = command.plan, command.edition, command.measure
    before = set(faults(queries.whole(uow.session, plan, year), command.known.organisations, command.known.schemes))
    row = MeasureRow(
        plan_id=plan, edition=year, id=measure.id, content=measure, upstream={}, updated_at=datetime.now(UTC)
    )
    uow.session.add(row)
    uow.session.flush()
    after = faults(queries.whole(uow.session, plan, year), command.known.organisations, command.known.schemes)
    wrong = [Fault(f"{plan}/{year}/{one.part}", one.field, one.reason) for one in after if one not in before]
    if wrong:
        raise Faulty(wrong)
    put_down(uow, command.made, (plan, year, "measures"), measure.id, row, is_new=True)


def add_actors(uow: UnitOfWork, made: Made, place: Place, names: Sequence[str], known: Known) -> None:
    """Let names that mean nobody yet be actors of their own."""

    def added(plan: ActionPlan) -> ActionPlan:
        actors = list(plan.actors)
        spellings = {text.casefold() for actor in actors for text in (actor.name, *actor.aliases)}
        for name in names:
            if name.casefold() not in spellings:
                actors.append(Actor(id=id_for(name, [actor.id for actor in actors]), name=name, confirmed=True))
                spellings.add(name.casefold())
        return msgspec.structs.replace(plan, actors=actors)

    alter(uow, made, place, added, known)
