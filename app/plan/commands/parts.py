"""A goal, a measure, an edition or the plan itself is changed by a person, and what comes out still holds together."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec

from app.catalogue import changes
from app.db.uow import UnitOfWork
from app.kernel.errors import Fault, Faulty, Missing, Stale
from app.kernel.text import LocalText
from app.plan import queries
from app.plan.commands.storing import Made, put_down
from app.plan.importing import Known
from app.plan.models import ActionPlanRow, EditionRow, GoalRow, MeasureRow, PartRow
from app.plan.rules.decisions import status_after
from app.plan.rules.faults import Wrong, faults
from app.plan.rules.whole import Whole
from app.plan.types import Edition, Entry

AnyEntry = TypeVar("AnyEntry", bound=Entry)
_STATUS_FOLLOWS = LocalText("Statusen følgjer vedtaka", "Statusen følger vedtakene", "The status follows the decisions")


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a part stands. `kind` is `plan`, `editions`, `goals` or `measures`; `edition` is the year the change is made in."""

    plan: str
    edition: int
    kind: str
    key: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangePart:
    """`content` is the whole part as the writer wants it; `seen` the version of it that the writer had on the screen."""

    made: Made
    place: Place
    content: dict[str, Any]
    seen: int
    known: Known


def change_part(uow: UnitOfWork, command: ChangePart) -> None:
    """Give a part a new content, together with what others changed since it was opened.

    Raises `Stale` where both changed the same field, `Faulty` where the plan would not hold together.
    """
    row = the_row(uow, command.place)
    now = msgspec.to_builtins(row.content)
    last = queries.last_version(uow.session, command.place.plan, _year(command.place), command.place.kind, row_key(row))
    base = now if command.seen == last else queries.content_at(uow.session, command.place.plan, command.seen)
    merged = changes.merge(base, command.content, now)
    if merged.conflicts:
        raise Stale(merged, last)
    _put(
        uow,
        command.made,
        command.place,
        row,
        converted(command.place, merged.content, type(row.content)),
        command.known,
    )


def alter(uow: UnitOfWork, made: Made, place: Place, how: Callable[[AnyEntry], AnyEntry], known: Known) -> None:
    """Change a part as it stands now: to add a report, a note or a decision, whoever else is writing.

    An edition's status follows its decisions, as a version of its own. Raises `Faulty` where the plan would not hold together.
    """
    row = the_row(uow, place)
    _put(uow, made, place, row, how(row.content), known)


def the_row(uow: UnitOfWork, place: Place) -> PartRow:
    """Raises `Missing`."""
    session = uow.session
    row: PartRow | None
    match place.kind:
        case "plan":
            row = session.get(ActionPlanRow, place.plan)
        case "editions":
            row = session.get(EditionRow, (place.plan, place.edition))
        case "goals":
            row = session.get(GoalRow, (place.plan, place.edition, place.key))
        case _:
            row = session.get(MeasureRow, (place.plan, place.edition, place.key))
    if row is None:
        raise Missing(f"{place.plan}/{place.edition}/{place.kind}/{place.key}")
    return row


def row_key(row: PartRow) -> str:
    return str(row.content.id)


def _year(place: Place) -> int:
    return 0 if place.kind == "plan" else place.edition


def converted(place: Place, content: dict[str, Any], part_type: type[AnyEntry]) -> AnyEntry:
    """Plain values as a part. Raises `Faulty`."""
    try:
        return msgspec.convert(content, part_type)
    except msgspec.ValidationError as error:
        raise Faulty([Fault(f"{place.kind}/{place.key}", "", str(error))]) from error


def _put(uow: UnitOfWork, made: Made, place: Place, row: PartRow, content: Entry, known: Known) -> None:
    if content == row.content:
        return
    before = queries.whole(uow.session, place.plan, place.edition)
    row.content, row.updated_at = content, datetime.now(UTC)
    uow.session.flush()
    after = queries.whole(uow.session, place.plan, place.edition)
    was_wrong = set(_wrong(before, known))
    refuse([wrong for wrong in _wrong(after, known) if wrong not in was_wrong], place)
    at = (place.plan, _year(place), place.kind)
    put_down(uow, made, at, row_key(row), row, is_new=False)
    status = status_after(before, after)
    if isinstance(content, Edition) and status is not content.status:
        uow.session.flush()
        row.content = msgspec.structs.replace(content, status=status)
        reason = _STATUS_FOLLOWS.pick(after.plan.lang).text
        put_down(uow, replace(made, reason=reason), at, row_key(row), row, is_new=False)


def _wrong(whole: Whole, known: Known) -> list[Wrong]:
    return list(faults(whole, known.organisations, known.schemes))


def refuse(wrong: list[Wrong], place: Place) -> None:
    """Raise `Faulty` if anything is wrong; what was wrong before the change is not the writer's fault."""
    if wrong:
        raise Faulty([Fault(f"{place.plan}/{place.edition}/{w.part}", w.field, w.reason) for w in wrong])
