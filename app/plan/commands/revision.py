"""What the leader says of one measure in the yearly revision."""

from dataclasses import dataclass

import msgspec

from app.db.uow import UnitOfWork
from app.plan.codes import Change
from app.plan.commands.parts import ChangePart, Place, change_part, the_row
from app.plan.commands.storing import Made
from app.plan.importing import Known
from app.plan.types import Measure


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """`change` is worked out, not chosen. `seen` is the version of the measure that the writer had on the screen."""

    made: Made
    place: Place
    change: Change
    reason: str | None
    evaluation: str | None
    seen: int
    known: Known


def answer(uow: UnitOfWork, command: Answer) -> None:
    """Put the answer down. Raises `Stale` where somebody has answered something else meanwhile."""
    measure: Measure = the_row(uow, command.place).content
    content = msgspec.to_builtins(measure)
    told = dict(content.get("revision") or {})
    told |= {"change": command.change.value, "reason": command.reason, "evaluation": command.evaluation}
    content["revision"] = {name: value for name, value in told.items() if value}
    change_part(
        uow,
        ChangePart(made=command.made, place=command.place, content=content, seen=command.seen, known=command.known),
    )
