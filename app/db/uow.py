"""Unit of work: one transaction, the events it produced, and who hears of them."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

from sqlalchemy.orm import Session

from app.db.engine import WRITE
from app.kernel.events import Event

log = logging.getLogger(__name__)

Inside: TypeAlias = Callable[[Session, Event], None]
After: TypeAlias = Callable[[Session], None]


@dataclass
class UnitOfWork:
    session: Session
    events: list[Event] = field(default_factory=list)

    def record(self, event: Event) -> None:
        self.events.append(event)


@dataclass(frozen=True)
class Transactions:
    """Opens units of work.

    `inside` subscribers write in the same transaction (audit row, change-log row);
    `after` subscribers run once it is committed and may fail without undoing it.
    """

    inside: Iterable[Inside] = ()
    after: Iterable[After] = ()

    @contextmanager
    def begin(self, session: Session) -> Iterator[UnitOfWork]:
        session.rollback()  # ends the read transaction that loading the page may have begun
        session.connection(execution_options=WRITE)
        uow = UnitOfWork(session)
        try:
            yield uow
            for event in uow.events:
                for hear in self.inside:
                    hear(session, event)
            session.commit()
        except BaseException:
            session.rollback()
            raise
        if uow.events:
            self._after(session)

    def _after(self, session: Session) -> None:
        for then in self.after:
            try:
                then(session)
            except Exception:
                session.rollback()
                log.exception("after-commit step failed: %s", then)
