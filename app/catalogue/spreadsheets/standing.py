"""What stands now, and what stood when a workbook was written: many entries with few questions."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import msgspec
from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from app.catalogue.models import ROWS, EntryVersion, SchemeAlias
from app.catalogue.types import Entry

Name: TypeAlias = tuple[str, str]
"""(kind, id) of an entry."""
Selection: TypeAlias = Mapping[str, Collection[str] | None]
"""The ids of each kind, `None` for all of it; a kind that is not there is left out."""
AT_ONCE = 300


class Stand(NamedTuple):
    """An entry as it is stored, and the number of the version that is public."""

    entry: Entry
    number: int

    @property
    def content(self) -> dict[str, Any]:
        found: dict[str, Any] = msgspec.to_builtins(self.entry)
        return found


def entries(session: Session, selection: Selection) -> dict[Name, Stand]:
    """The entries of the selection, in the order of their ids."""
    found: dict[Name, Stand] = {}
    for kind, keys in selection.items():
        numbers = _numbers(session, kind)
        row_type = ROWS[kind]
        for row in session.scalars(select(row_type).order_by(row_type.id)):
            if keys is None or row.id in keys:
                found[kind, row.id] = Stand(row.entry, numbers.get(row.id, 0))
    return found


def _numbers(session: Session, kind: str) -> dict[str, int]:
    query = (
        select(EntryVersion.key, func.max(EntryVersion.number))
        .where(EntryVersion.kind == kind, EntryVersion.is_published)
        .group_by(EntryVersion.key)
    )
    return dict(session.execute(query).all())


def contents(
    session: Session, wanted: Collection[tuple[str, str, int]], now: Mapping[Name, Stand]
) -> dict[tuple[str, str, int], dict[str, Any]]:
    """The contents of versions that were public, by (kind, id, number); what never was is not in it."""
    found = {
        (kind, key, number): now[kind, key].content
        for kind, key, number in wanted
        if (kind, key) in now and now[kind, key].number == number
    }
    older = [one for one in wanted if one not in found]
    columns = (EntryVersion.kind, EntryVersion.key, EntryVersion.number)
    for some in _pieces(older):
        query = select(*columns, EntryVersion.content).where(tuple_(*columns).in_(some), EntryVersion.is_published)
        found |= {(kind, key, number): content for kind, key, number, content in session.execute(query)}
    return found


def _pieces(items: Sequence[tuple[str, str, int]]) -> Iterator[Sequence[tuple[str, str, int]]]:
    return (items[n : n + AT_ONCE] for n in range(0, len(items), AT_ONCE))


def aliases(session: Session) -> dict[str, str]:
    """Old addresses of schemes, and the scheme each leads to."""
    return dict(session.execute(select(SchemeAlias.id, SchemeAlias.scheme_id)).all())
