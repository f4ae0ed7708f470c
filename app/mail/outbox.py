"""The outbox: a letter is a row in the transaction that causes it, and is sent after that has been committed.

A sender claims letters before it speaks to the server, by moving the time of the next try, so that
two processes never send the same one. A process killed between the server's yes and our note of it
sends that one letter again; everything else is sent once.
"""

import logging
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.db.uow import Transactions
from app.kernel import clock
from app.mail import smtp
from app.mail.models import MailRow
from app.settings import MailServer

log = logging.getLogger(__name__)

MOST_AT_ONCE = 50
CLAIM = timedelta(minutes=10)
LONGEST_WAIT = timedelta(hours=2)

MailState = Literal["none", "waiting", "failed"]


class Mail(NamedTuple):
    to: str
    subject: str
    text: str
    until: datetime | None = None
    """When it is no longer worth sending; a letter without it waits for ever."""


class Sent(NamedTuple):
    """How many letters went, and how many must wait for another try."""

    sent: int
    failed: int


class Waiting(NamedTuple):
    """A letter that is not sent."""

    to: str
    subject: str
    tries: int
    fault: str | None


def queue(session: Session, mail: Mail) -> int:
    """Put a letter in the outbox, in the transaction that is open; return its number."""
    now = clock.now()
    row = MailRow(
        to=mail.to, subject=mail.subject, text=mail.text, until=mail.until, created_at=now, next_at=now, tries=0
    )
    session.add(row)
    session.flush()
    return row.id


def is_anything_due(session: Session) -> bool:
    return session.scalar(select(MailRow.id).where(*_due(clock.now())).limit(1)) is not None


def _due(now: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return MailRow.next_at <= now, _wanted(now)


def _wanted(now: datetime) -> ColumnElement[bool]:
    return or_(MailRow.until.is_(None), MailRow.until > now)


def send_waiting(session: Session, server: MailServer | None) -> Sent:
    """Send what is due, in transactions of its own. Without a server letters wait; a dead one is tried again later."""
    if server is None or not is_anything_due(session):
        session.rollback()
        return Sent(0, 0)
    claimed = _claim(session)
    if not claimed:
        return Sent(0, 0)
    sent = failed = 0
    for key, fault in smtp.deliver(server, claimed):
        _note(session, key, fault)
        sent, failed = sent + (fault is None), failed + (fault is not None)
        if fault is not None:
            log.warning("letter %d was not sent: %s", key, fault)
    return Sent(sent, failed)


def _claim(session: Session) -> dict[int, Mail]:
    now = clock.now()
    with Transactions().begin(session):
        due = select(MailRow).where(*_due(now)).order_by(MailRow.id).limit(MOST_AT_ONCE)
        rows = list(session.scalars(due))
        for row in rows:
            row.next_at = now + CLAIM
        return {row.id: Mail(row.to, row.subject, row.text) for row in rows}


def _note(session: Session, key: int, fault: str | None) -> None:
    now = clock.now()
    with Transactions().begin(session):
        row = session.get(MailRow, key)
        if row is None:
            return
        row.tries += 1
        row.fault = fault and fault[:300]
        if fault is None:
            row.sent_at, row.next_at, row.text = now, None, ""
        else:
            row.next_at = now + min(timedelta(minutes=2 ** min(row.tries, 10)) / 2, LONGEST_WAIT)


def waiting(session: Session) -> list[Waiting]:
    """Letters that are not sent and still worth sending, the oldest first."""
    rows = session.scalars(select(MailRow).where(MailRow.sent_at.is_(None), _wanted(clock.now())).order_by(MailRow.id))
    return [Waiting(row.to, row.subject, row.tries, row.fault) for row in rows]


def states(session: Session, keys: Collection[int]) -> dict[int, MailState]:
    """Which of these letters wait for their first try, and which have been tried in vain."""
    rows = session.scalars(select(MailRow).where(MailRow.id.in_(list(keys)), MailRow.sent_at.is_(None)))
    return {row.id: "failed" if row.tries else "waiting" for row in rows}


def withdraw(session: Session, key: int) -> None:
    """Take an unsent letter back, in the transaction that is open."""
    row = session.get(MailRow, key)
    if row is not None and row.sent_at is None:
        session.delete(row)
