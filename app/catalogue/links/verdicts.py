"""What the answer of an address means. Plain values in, a verdict out.

Only what is surely gone is dead: the server says so (404, 410), the name does not exist, or nobody
listens; the last two only when they happen twice. A wall against robots, a slow or ailing server and
a bad certificate leave it uncertain: a reader may well get through.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from urllib.parse import urlsplit

from app.kernel.text import LocalText

T = LocalText
_FRONT = re.compile(r"/?(no|nn|nb|en)?/?(index\.\w+)?", re.IGNORECASE)
GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
WALLS = frozenset({401, 403, 405, 406, 407, 408, 418, 425, 429, 451})
PERMANENT = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
REDIRECTS = PERMANENT | {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.TEMPORARY_REDIRECT}


class Verdict(StrEnum):
    OK = "ok"
    MOVED = "moved"
    UNCERTAIN = "uncertain"
    DEAD = "dead"


class Note(StrEnum):
    """Why; `NONE` where there is nothing to say."""

    NONE = "none"
    GONE = "gone"
    NO_HOST = "no_host"
    REFUSED = "refused"
    MOVED = "moved"
    FRONT_PAGE = "front_page"
    WALL = "wall"
    SERVER_ERROR = "server_error"
    SLOW = "slow"
    CLOSED = "closed"
    UNREACHABLE = "unreachable"
    CERTIFICATE = "certificate"
    LOOP = "loop"
    PRIVATE = "private"
    ODD = "odd"


NOTES: dict[str, LocalText] = {
    Note.NONE: T("Svarar", "Svarer", "Answers"),
    Note.GONE: T("Sida finst ikkje lenger", "Siden finnes ikke lenger", "The page no longer exists"),
    Note.NO_HOST: T("Nettstaden finst ikkje lenger", "Nettstedet finnes ikke lenger", "The site no longer exists"),
    Note.REFUSED: T("Tenaren tek ikkje imot", "Tjeneren tar ikke imot", "The server does not accept connections"),
    Note.MOVED: T("Har flytta", "Har flyttet", "Has moved"),
    Note.FRONT_PAGE: T("Fører berre til framsida", "Fører bare til forsiden", "Only leads to the front page"),
    Note.WALL: T("Slepp ikkje inn program", "Slipper ikke inn programmer", "Does not let programs in"),
    Note.SERVER_ERROR: T("Feil hos tenaren", "Feil hos tjeneren", "Error at the server"),
    Note.SLOW: T("Svarte ikkje i tide", "Svarte ikke i tide", "Did not answer in time"),
    Note.CLOSED: T("Braut sambandet", "Brøt forbindelsen", "Broke the connection"),
    Note.UNREACHABLE: T("Vi kom ikkje fram", "Vi kom ikke fram", "Could not be reached"),
    Note.CERTIFICATE: T("Sertifikatet er ikkje gyldig", "Sertifikatet er ikke gyldig", "The certificate is not valid"),
    Note.LOOP: T("Sender oss i ring", "Sender oss i ring", "Sends us in circles"),
    Note.PRIVATE: T("Er ikkje på det opne nettet", "Er ikke på det åpne nettet", "Is not on the open internet"),
    Note.ODD: T("Eit uventa svar", "Et uventet svar", "An unexpected answer"),
}

TWICE = frozenset({Note.NO_HOST, Note.REFUSED})
"""Dead only when it happens twice."""
FINAL = frozenset({Note.PRIVATE})
"""Asking again changes nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """How one try ended: with a status of the last page reached, or with a fault.

    `last` is where the redirects led, `moved_to` how far permanent ones alone led. `wait` is what the server
    asks for before the next request, in seconds.
    """

    last: str
    status: int | None = None
    fault: Note | None = None
    moved_to: str | None = None
    wait: float = 0

    @property
    def heard(self) -> bool:
        """Did a server answer at all?"""
        return self.status is not None


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    url: str
    verdict: Verdict
    note: Note
    status: int | None = None
    new_url: str | None = None


def judge(url: str, outcome: Outcome, *, twice: bool) -> Judged:
    """The verdict on one address, from its own outcome alone. `twice`: the address was tried before, and failed."""
    if outcome.fault is not None:
        dead = outcome.fault in TWICE and twice
        verdict = Verdict.DEAD if dead else Verdict.UNCERTAIN
        return Judged(url=url, verdict=verdict, note=outcome.fault, status=outcome.status)
    status = outcome.status or 0
    if not 200 <= status < 300:
        verdict = Verdict.DEAD if status in GONE else Verdict.UNCERTAIN
        return Judged(url=url, verdict=verdict, note=_note(status), status=status)
    if _only_front_page(url, outcome.last):
        return Judged(url=url, verdict=Verdict.UNCERTAIN, note=Note.FRONT_PAGE, status=status)
    if outcome.moved_to and outcome.moved_to != url:
        return Judged(url=url, verdict=Verdict.MOVED, note=Note.MOVED, status=status, new_url=outcome.moved_to)
    return Judged(url=url, verdict=Verdict.OK, note=Note.NONE, status=status)


def _note(status: int) -> Note:
    if status in GONE:
        return Note.GONE
    if status in WALLS:
        return Note.WALL
    return Note.SERVER_ERROR if status >= 500 else Note.ODD


def _only_front_page(asked: str, got: str) -> bool:
    """A page that is gone is often redirected to the front page; the reader does not find what the entry promised."""
    before, after = urlsplit(asked), urlsplit(got)
    was_a_page = not _FRONT.fullmatch(before.path) or bool(before.query)
    return was_a_page and bool(_FRONT.fullmatch(after.path)) and not after.query


def is_bad_enough_to_try_again(judged: Judged) -> bool:
    return judged.verdict in (Verdict.UNCERTAIN, Verdict.DEAD) and judged.note not in FINAL | {Note.FRONT_PAGE}
