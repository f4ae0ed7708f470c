"""Brings an index level with the tables, by the change log.

Each change writes a row with a growing number in its own transaction. An index keeps inside itself
the number it has reached and follows from there, so a process killed at any instant loses nothing
and any number of nodes can each keep an index. Following writes the *present* state of what
changed; doing it twice does no harm.
"""

import logging
import threading
from collections.abc import Callable, Collection, Iterable
from datetime import UTC, date, datetime
from typing import TypeAlias

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.db.base import Base
from app.search.port import NOWHERE, Document, IndexBusy, Position, SearchIndex

log = logging.getLogger(__name__)

Load: TypeAlias = Callable[[Session, Collection[str] | None], Iterable[Document]]
"""Documents for the keys, or for everything when the keys are None. A key that is not public gives nothing."""

THREAD = "index-follower"
MOST_AT_ONCE = 100
"""More changes than this are quicker to take by rebuilding."""


class Change(Base):
    __tablename__ = "change_log"
    __table_args__ = {"sqlite_autoincrement": True}

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    key: Mapped[str]
    at: Mapped[datetime]


def note(session: Session, key: str) -> None:
    """Say, in the transaction that changes it, that the document `key` is no longer what it was."""
    session.add(Change(key=key, at=datetime.now(UTC)))


def latest(session: Session, today: date) -> Position:
    """Where an index should be: the last change and today."""
    return Position(session.scalar(select(func.max(Change.number))) or 0, today.toordinal())


def catch_up(session: Session, index: SearchIndex, load: Load, today: date) -> bool:
    """Bring `index` level; return whether it is. Raises `IndexBusy` when another process is at it.

    Where the index is comes first and the tables afterwards, as they are now: what the session read
    before a neighbour saved would make the index look as if it had run ahead, and be built anew.
    """
    reached = index.position()
    session.rollback()
    wanted = latest(session, today)
    if reached == wanted:
        return True
    rows = select(Change.key).where(Change.number > reached.change).distinct()
    keys = set(session.scalars(rows.limit(MOST_AT_ONCE + 1)))
    kept_from = session.scalar(select(func.min(Change.number))) or 0
    behind_the_log = reached == NOWHERE or reached.change < kept_from - 1
    if behind_the_log or reached.day != wanted.day or len(keys) > MOST_AT_ONCE or reached.change > wanted.change:
        index.rebuild(load(session, None), wanted)
    else:
        documents = list(load(session, keys))
        index.apply(documents, keys - {d.key for d in documents}, wanted)
    session.rollback()
    return index.position() == wanted


class Known:
    """The last change this process has heard of. What is kept in memory hangs on it, so that pages which
    need no index are new at once, also while the index is being written.
    """

    def __init__(self) -> None:
        self.change = 0

    def look(self, session: Session, today: date) -> None:
        """Hear what has changed by now."""
        session.rollback()
        self.change = latest(session, today).change


class Follower:
    """A thread that keeps one index level, looking at what it follows again and again. Several processes may run one each."""

    def __init__(self, step: Callable[[], None], *, every: float = 1.0) -> None:
        self._step = step
        self._every = every
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=THREAD, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(timeout=30)

    def _run(self) -> None:
        while not self._stop.wait(self._every):
            try:
                self._step()
            except IndexBusy:
                continue
            except Exception:
                log.exception("following the change log failed; trying again")
