"""What has been confirmed, and what is due."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.freshness import rules
from app.catalogue.freshness.models import ConfirmationRow
from app.catalogue.freshness.rules import Confirmed, Given, Part
from app.catalogue.models import OrganisationRow, SchemeRow
from app.catalogue.types import Entry, Organisation, Scheme, State
from app.kernel.text import LocalText

Key = tuple[str, str]
"""Kind and id of an entry."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """A part of an entry that an editor should look at."""

    kind: str
    key: str
    title: LocalText
    entry: Entry
    confirmed: Confirmed
    overdue: bool
    """The public is warned."""
    near: date | None
    """The deadline, where this is a deadline that comes within two weeks."""

    @property
    def part(self) -> Part:
        return self.confirmed.part


def confirmations(session: Session, key: Key | None = None) -> dict[Key, list[Given]]:
    """What people have confirmed, by entry: of one entry, or of all."""
    query = select(ConfirmationRow).order_by(ConfirmationRow.id)
    if key is not None:
        query = query.where(ConfirmationRow.kind == key[0], ConfirmationRow.key == key[1])
    found: dict[Key, list[Given]] = {}
    for row in session.scalars(query):
        given = Given(
            id=row.id,
            part=Part(row.part),
            on=row.confirmed_on,
            account=row.by_account,
            next_check=row.next_check,
            facts=row.facts,
        )
        found.setdefault((row.kind, row.key), []).append(given)
    return found


def of_batch(session: Session, batch: str) -> list[int]:
    """The numbers of the confirmations that one press made."""
    return list(session.scalars(select(ConfirmationRow.id).where(ConfirmationRow.batch == batch)))


def due(
    session: Session,
    today: date,
    municipalities: Collection[str] | None = None,
    organisations: Collection[str] | None = None,
) -> list[Due]:
    """What should be looked at today, most pressing first; without municipalities and organisations, everywhere.

    Near deadlines come first, by day. Then what the public is warned about, then the rest: the local before the
    general, and what has waited longest first.
    """
    everything = municipalities is None and organisations is None
    given = confirmations(session)
    found = [
        one
        for kind, entry in _entries(session)
        if everything or rules.concerns(entry, municipalities or (), organisations or ())
        for one in _due_of(kind, entry, given.get((kind, entry.id), ()), today)
    ]
    return sorted(found, key=_pressing)


def _due_of(kind: str, entry: Scheme | Organisation, given: Iterable[Given], today: date) -> Iterator[Due]:
    title = entry.title if isinstance(entry, Scheme) else entry.name
    for part, one in rules.confirmed(entry, given).items():
        if one.is_due(today):
            near = rules.near_deadline(entry, today) if part is Part.DEADLINE else None
            yield Due(
                kind=kind,
                key=entry.id,
                title=title,
                entry=entry,
                confirmed=one,
                overdue=one.is_overdue(today),
                near=near,
            )


def _pressing(one: Due) -> tuple[object, ...]:
    level = getattr(one.entry, "level", None)
    return (
        one.near is None,
        one.near or date.max,
        not one.overdue,
        level != "local",
        one.confirmed.next_check,
        one.kind,
        one.key,
        one.part,
    )


def _entries(session: Session) -> Iterator[tuple[str, Scheme | Organisation]]:
    """Everything public that can go stale."""
    for scheme in session.scalars(select(SchemeRow).where(SchemeRow.state == State.PUBLISHED)):
        yield "schemes", scheme.entry
    for organisation in session.scalars(select(OrganisationRow)):
        yield "organisations", organisation.entry
