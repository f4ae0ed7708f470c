"""Keep what a check found."""

import hashlib
from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.links.models import LinkRow
from app.catalogue.links.verdicts import Judged, Verdict
from app.db.uow import UnitOfWork


def key_of(url: str) -> str:
    """The key of an address in the table."""
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()


def record(uow: UnitOfWork, found: Iterable[Judged], now: datetime) -> None:
    """Keep verdicts. An address that answers again is cleared; one that stays bad keeps the moment it went bad."""
    by_key = {key_of(judged.url): judged for judged in found}
    rows = _rows(uow.session, by_key)
    for key, judged in by_key.items():
        row = rows.get(key)
        if row is None:
            row = LinkRow(id=key, url=judged.url, first_seen_bad=None)
            uow.session.add(row)
        row.verdict, row.note, row.status = judged.verdict, judged.note, judged.status
        row.new_url, row.last_checked = judged.new_url, now
        row.first_seen_bad = None if judged.verdict is Verdict.OK else row.first_seen_bad or now


def forget_others(uow: UnitOfWork, present: Collection[str]) -> int:
    """Forget addresses that no entry names any longer; return how many."""
    known = {key_of(url) for url in present}
    gone = [row for row in uow.session.scalars(select(LinkRow)) if row.id not in known]
    for row in gone:
        uow.session.delete(row)
    return len(gone)


def _rows(session: Session, keys: Collection[str]) -> dict[str, LinkRow]:
    found = session.scalars(select(LinkRow).where(LinkRow.id.in_(list(keys))))
    return {row.id: row for row in found}
