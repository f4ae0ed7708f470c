"""Speaks to a mail server."""

import smtplib
import ssl
from collections.abc import Iterator, Mapping
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Protocol

from app.settings import MailServer

SECONDS = 15


class Letter(Protocol):
    @property
    def to(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def text(self) -> str: ...


def deliver(server: MailServer, letters: Mapping[int, Letter]) -> Iterator[tuple[int, str | None]]:
    """Send letters over one connection; give for each its key, and what went wrong or None."""
    waiting = dict(letters)
    try:
        with _connect(server) as connection:
            for key, letter in letters.items():
                try:
                    connection.send_message(_message(server, letter))
                except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, ValueError) as error:
                    connection.rset()
                    fault: str | None = _sentence(error)
                else:
                    fault = None
                del waiting[key]
                yield key, fault
    except (OSError, smtplib.SMTPException) as error:
        for key in waiting:
            yield key, _sentence(error)


def _connect(server: MailServer) -> smtplib.SMTP:
    trust = ssl.create_default_context()
    if server.security == "tls":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=trust)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    if server.security == "starttls":
        connection.starttls(context=trust)
    if server.user:
        connection.login(server.user, server.password)
    return connection


def _message(server: MailServer, letter: Letter) -> EmailMessage:
    message = EmailMessage()
    message["From"] = server.sender
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = make_msgid(domain=server.sender.rpartition("@")[2].rstrip(">"))
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    return message


def _sentence(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return f"the mail server refused the address: {code} {_text(said)}"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"the mail server answered {error.smtp_code} {_text(error.smtp_error)}"
    return f"the mail server could not be reached: {error}"


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said
