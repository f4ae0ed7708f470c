"""A content becomes the public one: its row, its version, its aliases and its event, in one place for every use case."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import uuid4

import msgspec
from sqlalchemy import delete, or_

from app.catalogue import queries, standard
from app.catalogue.acts import Act, Refusal
from app.catalogue.events import EntryAdded, EntryChanged
from app.catalogue.importing import check_value, reference_faults
from app.catalogue.models import (
    ROWS,
    EntryRow,
    EntryVersion,
    OrganisationRow,
    PracticeRow,
    SchemeAlias,
    SchemeRow,
    TermRow,
)
from app.catalogue.types import Entry, Scheme
from app.db.uow import UnitOfWork
from app.kernel.errors import Fault, Faulty, Refused


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """Who made a version, by what, and why. Versions with the same `batch` are undone together."""

    actor: str
    what: Act
    reason: str = ""
    batch: str = field(default_factory=lambda: str(uuid4()))


def checked(uow: UnitOfWork, kind: str, content: dict[str, object]) -> Entry:
    """The content as an entry that may be public. Raises `Faulty` with every fault, by field."""
    name = f"{kind}/{content.get('id')}"
    entry = check_value(kind, content, name)
    known = queries.keys(uow.session)
    found = [*reference_faults(entry, known), *_taken_aliases(uow, entry, known["schemes"])]
    if found:
        raise Faulty([Fault(name, where, reason) for where, reason in found])
    return entry


def _taken_aliases(uow: UnitOfWork, entry: Entry, schemes: Collection[str]) -> Iterator[tuple[str, str]]:
    """Where the entry claims an address that leads to another scheme."""
    for n, alias in enumerate(entry.aliases if isinstance(entry, Scheme) else ()):
        row = uow.session.get(SchemeAlias, alias)
        owner = alias if alias in schemes else row.scheme_id if row else entry.id
        if owner != entry.id:
            yield f"aliases[{n}]", f"“{alias}” already leads to {owner}"


def demand_standard(uow: UnitOfWork, kind: str, entry: Entry) -> None:
    """Hold an entry to what `verkemiddel catalogue check` demands of what is public. Raises `Faulty`."""
    found = standard.breaches(entry, queries.organisations(uow.session))
    faults = [Fault(f"{kind}/{entry.id}", where, reason) for where, reason in found]
    if faults:
        raise Faulty(faults)


def as_it_was(uow: UnitOfWork, earlier: EntryVersion) -> dict[str, object]:
    """The content of an earlier version at the address that the entry has now, which old addresses still lead to."""
    content: dict[str, object] = {**earlier.content, "id": earlier.key}
    row = uow.session.get(ROWS[earlier.kind], earlier.key)
    if row is not None and isinstance(row.entry, Scheme):
        content["aliases"] = list(row.entry.aliases)
    return content


def store(uow: UnitOfWork, kind: str, entry: Entry, made: Made, *, number: int | None = None) -> EntryVersion:
    """Make `entry` the content of its row, by a person's hand. `number` spares a look-up where the last one is known."""
    row = uow.session.get(ROWS[kind], entry.id)
    if row is None:
        row = ROWS[kind](id=entry.id, upstream_text="")
        uow.session.add(row)
    fill(row, entry, source_text="")
    return put_down(uow, kind, row, made, number=number)


def fill(row: EntryRow, entry: Entry, *, source_text: str) -> None:
    """Set the row's content, and the columns that repeat parts of it."""
    assert isinstance(row, (OrganisationRow, SchemeRow, TermRow, PracticeRow))
    row.source_text = source_text
    row.updated_at = datetime.now(UTC)
    row.entry = entry  # type: ignore[assignment]
    if isinstance(row, SchemeRow) and isinstance(entry, Scheme):
        row.state = entry.state
        row.provider_id = entry.provider
        row.general_id = entry.general


def put_down(uow: UnitOfWork, kind: str, row: EntryRow, made: Made, *, number: int | None = None) -> EntryVersion:
    """Write the version, the aliases and the event of a row that was just filled."""
    is_new = row.revision is None
    if number is None:
        number = queries.last_number(uow.session, kind, row.id)
    version = EntryVersion(
        kind=kind,
        key=row.id,
        number=number + 1,
        content=msgspec.to_builtins(row.entry),
        is_published=True,
        what=made.what,
        actor=made.actor,
        reason=made.reason,
        batch=made.batch,
    )
    uow.session.add(version)
    event = EntryAdded if is_new else EntryChanged
    uow.record(event(actor=made.actor, kind=kind, key=row.id))
    if isinstance(row, SchemeRow):
        uow.session.flush()
        _set_aliases(uow, row.entry)
    return version


def _set_aliases(uow: UnitOfWork, scheme: Scheme) -> None:
    owned = or_(SchemeAlias.scheme_id == scheme.id, SchemeAlias.id.in_(scheme.aliases))
    uow.session.execute(delete(SchemeAlias).where(owned))
    uow.session.add_all(SchemeAlias(id=alias, scheme_id=scheme.id) for alias in scheme.aliases)


def the_entry(uow: UnitOfWork, kind: str, key: str) -> Entry:
    """The content of an entry that is there. Raises `Refused`."""
    row = uow.session.get(ROWS[kind], key) if kind in ROWS else None
    if row is None:
        raise Refused(Refusal.NO_ENTRY)
    entry: Entry = row.entry
    return entry
