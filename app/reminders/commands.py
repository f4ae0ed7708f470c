"""Writes letters and remembers that it did, in one transaction each."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db.uow import Transactions
from app.mail import outbox
from app.mail.outbox import Mail
from app.reminders.models import ReminderRow
from app.reminders.rules import is_time
from app.reminders.types import Digest, Recipient, Told

Compose = Callable[[Recipient, Digest], Mail]


def remind(
    session: Session,
    transactions: Transactions,
    digests: Iterable[tuple[Recipient, Digest]],
    compose: Compose,
    today: date,
    now: datetime,
) -> int:
    """Queue a letter to everybody for whom it is time; return how many.

    The letter and the memory of it stand or fall together, and the memory is read under the write lock: two runs
    at once, or one that is killed and started again, write to nobody twice.
    """
    written = 0
    for recipient, digest in digests:
        if not is_time(digest, told(session, recipient.account), today):
            continue
        letter = compose(recipient, digest)
        with transactions.begin(session):
            if is_time(digest, told(session, recipient.account), today):
                outbox.queue(session, letter)
                session.add(_row(recipient, digest, today, now))
                written += 1
    return written


def told(session: Session, account: int) -> list[Told]:
    """What an account has been reminded of."""
    rows = session.scalars(select(ReminderRow).where(ReminderRow.account_id == account))
    return [Told(on=row.day, near=frozenset(row.what.get("near", ()))) for row in rows]


def _row(recipient: Recipient, digest: Digest, today: date, now: datetime) -> ReminderRow:
    what = {
        "near": sorted(digest.near_marks),
        "due": len(digest.due),
        "links": len(digest.links),
        "waiting": sum(count for _plugin, count in digest.waiting),
    }
    return ReminderRow(account_id=recipient.account, day=today, at=now, what=what)
