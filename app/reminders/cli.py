"""`verkemiddel remind`."""

import sys
from collections.abc import Iterable
from datetime import date
from functools import partial

import click
from sqlalchemy.orm import Session

from app.db.uow import Transactions
from app.kernel import clock
from app.mail import outbox
from app.reminders import commands, gathering, letters
from app.reminders.recipients import recipients
from app.reminders.types import Waiting
from app.settings import Settings


def remind(
    session: Session, transactions: Transactions, settings: Settings, waiting: Iterable[Waiting], today: date
) -> None:
    """Write to everybody for whom something is due, send what waits, and say how it went."""
    now = clock.now()
    found = gathering.digests(session, recipients(session), waiting, today, now)
    compose = partial(letters.digest_letter, base_url=settings.base_url)
    written = commands.remind(session, transactions, found, compose, today, now)
    done = outbox.send_waiting(session, settings.mail)
    left = outbox.waiting(session)
    click.echo(f"{written} new letters · {done.sent} sent · {len(left)} waiting")
    if left:
        reason = "no mail server is set (VERKEMIDDEL_MAIL_SERVER)" if settings.mail is None else left[0].fault
        click.echo(f"Letters wait and are tried again: {reason or 'not tried yet'}.", err=True)
        sys.exit(1)
