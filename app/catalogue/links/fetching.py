"""Asks one address, politely and within bounds: HEAD, then GET where HEAD will not do; redirects by hand.

Editors type addresses, so nothing but the open internet is asked: the name is looked up once, every
address behind it must be public, and the connection goes to the very address that was examined.
No byte of a page is read: its status is enough.
"""

import errno
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import NamedTuple

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from app.catalogue.links.addresses import Target, joined, page, target
from app.catalogue.links.verdicts import PERMANENT, REDIRECTS, Note, Outcome

MOST_HOPS = 10
LONGEST_WAIT = 3600.0
_BY_IPV6 = ipaddress.ip_network("64:ff9b::/96")

Turn = Callable[[str], AbstractContextManager[object]]
"""Waits until a host may be asked again, and keeps others away meanwhile."""


class Failed(Exception):
    """No answer. `again`: it is worth asking in another way."""

    def __init__(self, note: Note, *, again: bool = False) -> None:
        super().__init__(note)
        self.note = note
        self.again = again


class Reply(NamedTuple):
    status: int
    location: str | None
    wait: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Reach:
    """How we ask: under what name, how long we wait (seconds), and whether this machine itself may be asked."""

    agent: str
    connect: float = 8
    read: float = 10
    address: float = 25
    """For one try of one address, redirects and all."""
    loopback: bool = False
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context)


@dataclass(slots=True)
class Budget:
    """The time of one try, by the monotonic clock. Standing in line for a host is no fault of the address."""

    until: float
    end: float

    def left(self) -> float:
        return self.until - time.monotonic()

    def give_back(self, seconds: float) -> None:
        self.until = min(self.until + seconds, self.end)


def attempt(url: str, reach: Reach, turn: Turn, end: float) -> Outcome:
    """Follow one address to where it ends. `end` is the latest moment, by the monotonic clock."""
    budget = Budget(min(end, time.monotonic() + reach.address), end)
    here, moved_to, only_permanent, seen = url, None, True, {page(url)}
    for _ in range(MOST_HOPS + 1):
        try:
            reply = _ask(here, reach, turn, budget)
        except Failed as failed:
            return Outcome(last=here, fault=failed.note)
        if reply.status not in REDIRECTS:
            return Outcome(last=here, status=reply.status, moved_to=moved_to, wait=reply.wait)
        if not reply.location:
            return Outcome(last=here, fault=Note.ODD, status=reply.status)
        try:
            here = joined(here, reply.location)
        except ValueError:
            return Outcome(last=here, fault=Note.ODD, status=reply.status)
        if page(here) in seen:
            break
        seen.add(page(here))
        only_permanent = only_permanent and reply.status in PERMANENT
        if only_permanent:
            moved_to = here
    return Outcome(last=here, fault=Note.LOOP)


def _ask(url: str, reach: Reach, turn: Turn, budget: Budget) -> Reply:
    """HEAD; GET where the answer to HEAD may not be the page's own."""
    to = target(url)
    if to is None:
        raise Failed(Note.ODD)
    try:
        reply = _request("HEAD", to, reach, turn, budget)
    except Failed as failed:
        if not failed.again:
            raise
    else:
        if 200 <= reply.status < 300 or reply.status in REDIRECTS or reply.status == 429:
            return reply
    return _request("GET", to, reach, turn, budget)


def _request(method: str, to: Target, reach: Reach, turn: Turn, budget: Budget) -> Reply:
    asked_at = time.monotonic()
    with turn(to.host):
        budget.give_back(time.monotonic() - asked_at)
        places = _look_up(to, reach, budget)
        for last, place in enumerate(places, 1 - len(places)):
            try:
                return _speak(method, to, place, reach, budget)
            except Failed as failed:
                if last == 0 or failed.again or failed.note is Note.CERTIFICATE:
                    raise
    raise Failed(Note.NO_HOST)


def _look_up(to: Target, reach: Reach, budget: Budget) -> list[str]:
    """The public addresses of a host. Bounded by a thread, because the resolver knows no time limit."""
    answers: list[list[str] | Note] = []

    def resolve() -> None:
        try:
            found = socket.getaddrinfo(to.host, to.port, type=socket.SOCK_STREAM)
            answers.append(list(dict.fromkeys(str(one[4][0]) for one in found)))
        except socket.gaierror as error:
            is_sure = error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
            answers.append(Note.NO_HOST if is_sure else Note.UNREACHABLE)
        except (OSError, UnicodeError):
            answers.append(Note.UNREACHABLE)

    thread = threading.Thread(target=resolve, daemon=True, name="look-up")
    thread.start()
    thread.join(max(0.0, min(reach.connect, budget.left())))
    if not answers:
        raise Failed(Note.SLOW)
    if isinstance(answers[0], Note):
        raise Failed(answers[0])
    if not all(is_open(place, loopback=reach.loopback) for place in answers[0]):
        raise Failed(Note.PRIVATE)
    return sorted(answers[0], key=lambda place: ":" in place)


def is_open(place: str, *, loopback: bool) -> bool:
    """May this address be asked: is it on the open internet (or this very machine, where that is allowed)?"""
    ip = ipaddress.ip_address(place.split("%", maxsplit=1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _BY_IPV6:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_open(str(inner), loopback=loopback)
    if ip.is_loopback:
        return loopback
    closed = ip.is_private or ip.is_link_local or ip.is_multicast or ip.is_reserved or ip.is_unspecified
    return ip.is_global and not closed


def _speak(method: str, to: Target, place: str, reach: Reach, budget: Budget) -> Reply:
    left = budget.left()
    if left <= 0:
        raise Failed(Note.SLOW)
    timeout = min(reach.connect, left)
    if to.scheme == "https":
        connection: HTTPConnection = HTTPSConnection(
            place, to.port, timeout=timeout, ssl_context=reach.trust, server_hostname=to.host
        )
    else:
        connection = HTTPConnection(place, to.port, timeout=timeout)
    try:
        _connect(connection)
        with _cut_off(connection, budget):
            return _exchange(connection, method, to, reach, budget)
    finally:
        connection.close()


def _connect(connection: HTTPConnection) -> None:
    try:
        connection.connect()
    except (ssl.SSLError, urllib3.exceptions.SSLError) as error:
        raise Failed(Note.CERTIFICATE) from error
    except (OSError, urllib3.exceptions.HTTPError) as error:
        raise Failed(_why(error.__cause__ or error)) from error


def _why(error: BaseException) -> Note:
    """What kept the connection from being made."""
    if isinstance(error, (TimeoutError, urllib3.exceptions.TimeoutError)):
        return Note.SLOW
    known = {errno.ECONNREFUSED: Note.REFUSED, errno.ECONNRESET: Note.CLOSED}
    return known.get(getattr(error, "errno", None) or 0, Note.UNREACHABLE)


def _exchange(connection: HTTPConnection, method: str, to: Target, reach: Reach, budget: Budget) -> Reply:
    headers = {
        "Host": to.netloc,
        "User-Agent": reach.agent,
        "Accept": "text/html,application/pdf;q=0.9,*/*;q=0.5",
        "Accept-Language": "nn,nb;q=0.9,no;q=0.8,en;q=0.5",
        "Connection": "close",
    }
    if connection.sock is not None:
        connection.sock.settimeout(max(0.1, min(reach.read, budget.left())))
    try:
        connection.request(method, to.path, headers=headers, preload_content=False, decode_content=False)
        response = connection.getresponse()
        location, wait = response.headers.get("Location"), response.headers.get("Retry-After")
        return Reply(response.status, location and _readable(location), seconds(wait))
    except TimeoutError as error:
        raise Failed(Note.SLOW, again=True) from error
    except (OSError, HTTPException, urllib3.exceptions.HTTPError, ValueError) as error:
        note = Note.SLOW if budget.left() <= 0 else Note.CLOSED
        raise Failed(note, again=note is Note.CLOSED) from error


@contextmanager
def _cut_off(connection: HTTPConnection, budget: Budget) -> Iterator[None]:
    """Close the line at the last moment, however steadily the other side drips."""
    line = connection.sock

    def cut() -> None:
        try:
            if line is not None:
                socket.socket.shutdown(line, socket.SHUT_RDWR)
        except OSError:
            pass

    timer = threading.Timer(max(0.0, budget.left()), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _readable(location: str) -> str:
    """Headers arrive as Latin-1; addresses in them are often UTF-8."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def seconds(retry_after: str | None) -> float:
    """A `Retry-After` as seconds from now: a number or a date; nothing where it is neither."""
    text = (retry_after or "").strip()
    if text.isascii() and text.isdigit() and len(text) < 9:
        return min(float(text), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return 0.0
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max(0.0, (moment - datetime.now(UTC)).total_seconds()), LONGEST_WAIT)
