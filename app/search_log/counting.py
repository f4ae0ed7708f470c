"""Gathers misses in memory, and writes them."""

import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.db.uow import Transactions, UnitOfWork
from app.search_log.models import MissRow, SecretRow
from app.search_log.rules import SEEN_BEFORE_KEPT, countable, digest, month_of

MOST_GATHERED = 2_000
"""Different texts in memory between two writings. More come only from machines."""


SETTLE = 8.0
"""Seconds. The search page asks while one types; the beginnings of a word that is typed on are no searches."""


@dataclass(slots=True)
class _Gathered:
    seen: int
    last: float


class Misses:
    """The misses of one process that are not written yet. Safe under threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._found: dict[str, _Gathered] = {}

    def note(self, text: str) -> None:
        """A search for `text` found nothing. Of a text and its beginnings, seen within seconds, the longest counts."""
        if (words := countable(text)) is None:
            return
        now = self._clock()
        with self._lock:
            fresh = [other for other, one in self._found.items() if other != words and now - one.last < SETTLE]
            if any(other.startswith(words) for other in fresh):
                return
            for beginning in [other for other in fresh if words.startswith(other)]:
                del self._found[beginning]
            if one := self._found.get(words):
                one.seen, one.last = one.seen + 1, now
            elif len(self._found) < MOST_GATHERED:
                self._found[words] = _Gathered(1, now)

    def take(self, *, everything: bool = False) -> Counter[str]:
        """What has settled, or everything; it is no longer here."""
        now = self._clock()
        with self._lock:
            ready = [text for text, one in self._found.items() if everything or now - one.last >= SETTLE]
            return Counter({text: self._found.pop(text).seen for text in ready})

    def put_back(self, counts: Mapping[str, int]) -> None:
        with self._lock:
            for text, seen in counts.items():
                one = self._found.setdefault(text, _Gathered(0, self._clock() - SETTLE))
                one.seen += seen


def write(
    session: Session,
    transactions: Transactions,
    misses: Misses,
    today: date,
    secret_key: str,
    *,
    everything: bool = False,
) -> None:
    """Write what has been gathered, and forget what a past month may no longer keep. Nothing is lost on a failure."""
    month = month_of(today)
    is_past = session.scalar(select(SecretRow.month).where(SecretRow.month < month).limit(1)) is not None
    session.rollback()
    taken = misses.take(everything=everything)
    if not taken and not is_past:
        return
    try:
        with transactions.begin(session) as uow:
            forget_past(uow, month)
            count(uow, taken, month, secret_key)
    except BaseException:
        misses.put_back(taken)
        raise


def count(uow: UnitOfWork, counts: Mapping[str, int], month: str, secret_key: str) -> None:
    """Add to the month's counts; a text that has now been seen often enough is kept in words."""
    if not counts:
        return
    secret = uow.session.get(SecretRow, month)
    if secret is None:
        secret = SecretRow(month=month, secret=secrets.token_hex(32))
        uow.session.add(secret)
    for text, seen in counts.items():
        key = digest(text, secret.secret, secret_key)
        row = uow.session.get(MissRow, (month, key))
        if row is None:
            row = MissRow(month=month, digest=key, text=None, count=0)
            uow.session.add(row)
        row.count += seen
        if row.count >= SEEN_BEFORE_KEPT:
            row.text = text


def forget_past(uow: UnitOfWork, month: str) -> None:
    """Throw away the secrets of past months and every digest that never became words."""
    uow.session.execute(delete(MissRow).where(MissRow.month < month, MissRow.text.is_(None)))
    uow.session.execute(delete(SecretRow).where(SecretRow.month < month))
