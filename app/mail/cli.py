"""`verkemiddel mail send`."""

import sys

import click
from sqlalchemy.orm import Session

from app.mail import outbox
from app.settings import MailServer


def send(session: Session, server: MailServer | None) -> None:
    """Send the letters that wait, and say how it went; the exit code is 1 where one did not go."""
    if server is None:
        click.echo("No mail server is set; VERKEMIDDEL_MAIL_SERVER and VERKEMIDDEL_MAIL_FROM say which.", err=True)
        sys.exit(1)
    done = outbox.send_waiting(session, server)
    left = outbox.waiting(session)
    click.echo(f"sent {done.sent}, {len(left)} waiting")
    for letter in left:
        click.echo(f"  {letter.to}: {letter.fault or 'not tried yet'}", err=True)
    sys.exit(bool(done.failed))
