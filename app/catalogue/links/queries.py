"""Which addresses the public entries name, and which of them an editor should mend."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.freshness.rules import concerns
from app.catalogue.links.addresses import Found, addresses
from app.catalogue.links.models import LinkRow
from app.catalogue.links.verdicts import Note, Verdict
from app.catalogue.models import ROWS, SchemeRow
from app.catalogue.types import Entry, State
from app.kernel.text import LocalText

LONG_UNCERTAIN = timedelta(days=30)
"""An address that has been uncertain this long is worth a look by a person, unless it only keeps programs out."""
_ORDER = {Verdict.DEAD: 0, Verdict.MOVED: 1, Verdict.UNCERTAIN: 2}


@dataclass(frozen=True, kw_only=True, slots=True)
class BadLink:
    """An address in an entry that should be mended. `field` as `sources[2].url`; `new_url` is proposed where it has moved."""

    kind: str
    key: str
    title: LocalText
    entry: Entry
    field: str
    url: str
    verdict: Verdict
    note: Note
    status: int | None
    new_url: str | None
    since: datetime


def every_address(session: Session) -> list[str]:
    """The addresses in public entries: those never checked first, then those whose check is oldest."""
    checked = {row.url: row.last_checked for row in session.scalars(select(LinkRow))}
    named = dict.fromkeys(found.url for _, _, found in _named(session))
    never = datetime.min.replace(tzinfo=UTC)
    return sorted(named, key=lambda url: checked.get(url, never))


def to_mend(
    session: Session,
    now: datetime,
    municipalities: Collection[str] | None = None,
    organisations: Collection[str] | None = None,
) -> list[BadLink]:
    """Dead and moved addresses, and those long uncertain, by entry; the dead first. No scope means everywhere."""
    bad = {row.url: row for row in session.scalars(select(LinkRow).where(LinkRow.verdict != Verdict.OK))}
    rows = {url: row for url, row in bad.items() if _is_for_a_person(row, now)}
    if not rows:
        return []
    everything = municipalities is None and organisations is None
    found = [
        _bad_link(kind, entry, one, rows[one.url])
        for kind, entry, one in _named(session)
        if one.url in rows and (everything or concerns(entry, municipalities or (), organisations or ()))
    ]
    return sorted(found, key=lambda one: (_ORDER[one.verdict], one.since, one.kind, one.key, one.field))


def _is_for_a_person(row: LinkRow, now: datetime) -> bool:
    if row.verdict != Verdict.UNCERTAIN:
        return True
    return row.note != Note.WALL and row.first_seen_bad is not None and now - row.first_seen_bad >= LONG_UNCERTAIN


def _bad_link(kind: str, entry: Entry, one: Found, row: LinkRow) -> BadLink:
    return BadLink(
        kind=kind,
        key=entry.id,
        title=title_of(entry),
        entry=entry,
        field=one.field,
        url=one.url,
        verdict=Verdict(row.verdict),
        note=Note(row.note),
        status=row.status,
        new_url=row.new_url,
        since=row.first_seen_bad or row.last_checked,
    )


def title_of(entry: Entry) -> LocalText:
    """What an entry of any kind is called."""
    named: LocalText | None = next(
        (text for name in ("title", "term", "name") if isinstance(text := getattr(entry, name, None), LocalText)),
        None,
    )
    return named or LocalText(entry.id)


def _named(session: Session) -> Iterator[tuple[str, Entry, Found]]:
    for kind, row_type in ROWS.items():
        query = select(row_type)
        if row_type is SchemeRow:
            query = query.where(SchemeRow.state == State.PUBLISHED)
        for row in session.scalars(query):
            entry: Entry = row.entry
            for found in addresses(entry):
                yield kind, entry, found
