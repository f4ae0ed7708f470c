"""Every read of the catalogue tables. Public reads see published entries only."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.catalogue.acts import Step
from app.catalogue.importing import Loaded
from app.catalogue.models import (
    ROWS,
    EntryDraft,
    EntryVersion,
    Message,
    OrganisationRow,
    PracticeRow,
    Proposal,
    SchemeAlias,
    SchemeRow,
    TermRow,
)
from app.catalogue.types import Entry, Organisation, PracticeExample, Scheme, State, Term
from app.kernel.collation import sort_key
from app.kernel.errors import Missing

PUBLISHED = SchemeRow.state == State.PUBLISHED


class Published(NamedTuple):
    """A published scheme and when its entry last changed here."""

    scheme: Scheme
    updated_at: datetime


def known_entries(session: Session) -> dict[tuple[str, str], Loaded]:
    """Every entry with the text it was loaded from, so that unchanged files need no parsing."""
    return {
        (kind, row.id): Loaded(row.entry, row.source_text)
        for kind, row_type in ROWS.items()
        for row in session.scalars(select(row_type))
    }


def scheme(session: Session, key: str) -> Published:
    """The published scheme with this id. Raises `Missing`."""
    row = session.get(SchemeRow, key) if _may_be_id(key) else None
    if row is None or not _is_public(row.state):
        raise Missing(key)
    return Published(row.entry, row.updated_at)


def _may_be_id(key: str) -> bool:
    """PostgreSQL refuses a text with NUL in it."""
    return "\x00" not in key


def scheme_behind(session: Session, alias: str) -> str | None:
    """The id of the published scheme that an old or merged id leads to."""
    if not _may_be_id(alias):
        return None
    query = select(SchemeAlias.scheme_id).join(SchemeRow, SchemeRow.id == SchemeAlias.scheme_id)
    return session.scalar(query.where(SchemeAlias.id == alias, PUBLISHED))


def schemes(session: Session, keys: Collection[str] | None = None) -> dict[str, Published]:
    """Published schemes by id: those in `keys`, or all."""
    columns = select(SchemeRow.id, SchemeRow.entry, SchemeRow.updated_at, SchemeRow.state)
    # asked for the state as well, SQLite walks through all that are published instead of looking the ids up
    found = columns.where(PUBLISHED) if keys is None else columns.where(SchemeRow.id.in_(list(keys)))
    return {row.id: Published(row.entry, row.updated_at) for row in session.execute(found) if _is_public(row.state)}


def _is_public(state: State) -> bool:
    return state is State.PUBLISHED


def local_copies(session: Session, key: str) -> list[Scheme]:
    """The local copies of a general scheme."""
    found = select(SchemeRow.entry, SchemeRow.state).where(SchemeRow.general_id == key)
    return [row.entry for row in session.execute(found) if _is_public(row.state)]


def organisations(session: Session) -> dict[str, Organisation]:
    """All organisations by id, in Norwegian alphabetical order."""
    found = [row.entry for row in session.scalars(select(OrganisationRow))]
    return {o.id: o for o in sorted(found, key=lambda o: sort_key(o.name.nn))}


def terms(session: Session) -> dict[str, Term]:
    """The glossary by id."""
    return {row.id: row.entry for row in session.scalars(select(TermRow))}


def practice_examples(session: Session) -> dict[str, PracticeExample]:
    """The practice examples by id."""
    return {row.id: row.entry for row in session.scalars(select(PracticeRow))}


def counts(session: Session) -> Mapping[str, int]:
    """How many entries there are of each kind."""
    return {kind: session.scalar(select(func.count()).select_from(row_type)) or 0 for kind, row_type in ROWS.items()}


def last_change(session: Session) -> datetime | None:
    """When any entry last changed."""
    found: Sequence[datetime | None] = [
        session.scalar(select(func.max(row_type.updated_at))) for row_type in ROWS.values()
    ]
    return max((moment for moment in found if moment), default=None)


# -- behind the public pages -----------------------------------------------------------------------


def keys(session: Session) -> dict[str, frozenset[str]]:
    """The ids of every stored entry, by kind."""
    return {kind: frozenset(session.scalars(select(row_type.id))) for kind, row_type in ROWS.items()}


def is_alias(session: Session, key: str) -> bool:
    """Does the address lead to a scheme under another name?"""
    return session.get(SchemeAlias, key) is not None


def entry(session: Session, kind: str, key: str) -> Entry:
    """The stored content, public or not. Raises `Missing`."""
    row = session.get(ROWS[kind], key) if kind in ROWS and _may_be_id(key) else None
    if row is None:
        raise Missing(key)
    found: Entry = row.entry
    return found


def every_entry(session: Session) -> list[tuple[str, Entry]]:
    """(kind, content) of all stored entries, public or not."""
    return [(kind, row.entry) for kind, row_type in ROWS.items() for row in session.scalars(select(row_type))]


def last_number(session: Session, kind: str, key: str) -> int:
    """The number of the newest version, drafts included; 0 where there is none."""
    found = select(func.max(EntryVersion.number)).where(EntryVersion.kind == kind, EntryVersion.key == key)
    return session.scalar(found) or 0


def published_number(session: Session, kind: str, key: str) -> int:
    """The number of the version that is public now; 0 where none has been."""
    found = select(func.max(EntryVersion.number)).where(
        EntryVersion.kind == kind, EntryVersion.key == key, EntryVersion.is_published
    )
    return session.scalar(found) or 0


def content_at(session: Session, kind: str, key: str, number: int) -> dict[str, Any]:
    """The content of the newest version up to `number`; nothing where there is none."""
    found = (
        select(EntryVersion.content)
        .where(EntryVersion.kind == kind, EntryVersion.key == key, EntryVersion.number <= number)
        .order_by(EntryVersion.number.desc())
        .limit(1)
    )
    return session.scalar(found) or {}


def history(session: Session, kind: str, key: str) -> list[EntryVersion]:
    """Every version that has been public, the newest first."""
    found = select(EntryVersion).where(EntryVersion.kind == kind, EntryVersion.key == key, EntryVersion.is_published)
    return list(session.scalars(found.order_by(EntryVersion.number.desc())))


def version(session: Session, kind: str, key: str, number: int) -> EntryVersion:
    """One version that has been public. Raises `Missing`."""
    found = select(EntryVersion).where(
        EntryVersion.kind == kind, EntryVersion.key == key, EntryVersion.number == number, EntryVersion.is_published
    )
    if (row := session.scalar(found)) is None:
        raise Missing(f"{key}/{number}")
    return row


def of_batch(session: Session, batch: str) -> list[EntryVersion]:
    """The versions that one press made."""
    return list(session.scalars(select(EntryVersion).where(EntryVersion.batch == batch)))


def draft(session: Session, kind: str, key: str) -> EntryDraft | None:
    return session.get(EntryDraft, (kind, key)) if _may_be_id(key) else None


def drafts(session: Session) -> list[EntryDraft]:
    """All drafts, the last saved first."""
    return list(session.scalars(select(EntryDraft).order_by(EntryDraft.saved_at.desc())))


def drafts_due(session: Session, now: datetime) -> list[EntryDraft]:
    """Drafts that are set to be published at a time which has come."""
    found = select(EntryDraft).where(EntryDraft.step == Step.APPROVED, EntryDraft.publish_at <= now)
    return list(session.scalars(found.order_by(EntryDraft.publish_at)))


def proposals(session: Session) -> list[Proposal]:
    """Those that wait for an answer, the oldest first."""
    return list(session.scalars(select(Proposal).where(Proposal.is_open).order_by(Proposal.id)))


def messages(session: Session) -> list[Message]:
    """Those that wait for an answer, the oldest first."""
    return list(session.scalars(select(Message).where(Message.is_open).order_by(Message.id)))
