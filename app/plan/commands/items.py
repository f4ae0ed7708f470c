"""One item of a list in a part is changed: a milestone, a municipality's row, a box of the chart, an actor.

Two people who change two items of the same list both get through, and so do two who change different fields of one.
"""

from dataclasses import dataclass
from typing import Any

import msgspec

from app.catalogue import changes
from app.db.uow import UnitOfWork
from app.kernel.errors import Missing, Stale
from app.plan import queries
from app.plan.commands.parts import Place, alter, converted, row_key, the_row
from app.plan.commands.storing import Made
from app.plan.importing import Known
from app.plan.types import Entry


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemPlace:
    """Where an item stands: in the list `field` of a part, as the one whose field `by` is `key`."""

    part: Place
    field: str
    by: str
    key: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeItem:
    """`content` is the item as the writer wants it, `None` to take it away; `seen` the version that was on the screen."""

    made: Made
    place: ItemPlace
    content: dict[str, Any] | None
    seen: int
    known: Known


def change_item(uow: UnitOfWork, command: ChangeItem) -> None:
    """Raises `Stale` where both changed the same field, or one took away what the other changed; `Faulty`, `Missing`."""
    place = command.place
    row = the_row(uow, place.part)
    year = 0 if place.part.kind == "plan" else place.part.edition
    last = queries.last_version(uow.session, place.part.plan, year, place.part.kind, row_key(row))
    now = _item(msgspec.to_builtins(row.content), place)
    base = now if command.seen == last else _item(_seen(uow, place.part, year, row_key(row), command.seen), place)
    wanted = _together(base, command.content, now, last)
    if wanted == now:
        return
    alter(uow, command.made, place.part, lambda entry: _with(entry, place, wanted), command.known)


def _seen(uow: UnitOfWork, part: Place, year: int, key: str, version: int) -> dict[str, Any]:
    found = queries.version(uow.session, part.plan, version)
    if (found.edition, found.kind, found.key) != (year, part.kind, key):
        raise Missing(f"{part.plan}/{version}")
    return found.content


def _item(content: dict[str, Any], place: ItemPlace) -> dict[str, Any]:
    """The item; empty where there is none."""
    return next((dict(it) for it in content.get(place.field, []) if it[place.by] == place.key), {})


def _together(base: dict[str, Any], mine: dict[str, Any] | None, now: dict[str, Any], last: int) -> dict[str, Any]:
    if mine is None:
        if now not in ({}, base):
            raise Stale(changes.Merge(now, (), _conflicts(base, {}, now)), last)
        return {}
    if base and not now and mine != base:
        raise Stale(changes.Merge(mine, (), _conflicts(base, mine, now)), last)
    merged = changes.merge(base, mine, now)
    if merged.conflicts:
        raise Stale(merged, last)
    return merged.content


def _conflicts(base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]) -> tuple[changes.Conflict, ...]:
    sides = [changes.leaves(side) for side in (base, mine, theirs)]
    return tuple(
        changes.Conflict(path, *(side.get(path) for side in sides))
        for path in dict.fromkeys([*sides[1], *sides[2]])
        if sides[1].get(path) != sides[2].get(path)
    )


def _with(entry: Entry, place: ItemPlace, wanted: dict[str, Any]) -> Entry:
    """The part with the item in its place, at the end where it is new, and without it where it is empty."""
    content = msgspec.to_builtins(entry)
    items = content.get(place.field, [])
    if any(it[place.by] == place.key for it in items):
        items = [wanted if it[place.by] == place.key else it for it in items]
    else:
        items = [*items, wanted]
    content[place.field] = [it for it in items if it]
    return converted(place.part, content, type(entry))
