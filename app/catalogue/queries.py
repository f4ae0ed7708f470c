"""Every read of the catalogue tables. Public reads see published entries only."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.catalogue.importing import Loaded
from app.catalogue.models import ROWS, OrganisationRow, PracticeRow, SchemeAlias, SchemeRow, TermRow
from app.catalogue.types import Organisation, PracticeExample, Scheme, State, Term
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
    if row is None or row.state is not State.PUBLISHED:
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
    query = select(SchemeRow).where(PUBLISHED)
    if keys is not None:
        query = query.where(SchemeRow.id.in_(list(keys)))
    return {row.id: Published(row.entry, row.updated_at) for row in session.scalars(query)}


def local_copies(session: Session, key: str) -> list[Scheme]:
    """The local copies of a general scheme."""
    return [row.entry for row in session.scalars(select(SchemeRow).where(PUBLISHED, SchemeRow.general_id == key))]


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
