"""One run over many addresses: a few hosts at a time, one request at a time to each, every failure tried again.

Every address is judged by its own answers alone; a slow host delays its own addresses and no others.
What time did not allow is not judged. When this machine itself is off the net, nothing is.
"""

import queue
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field

from app.catalogue.links.addresses import target
from app.catalogue.links.fetching import Reach, attempt
from app.catalogue.links.verdicts import TWICE, Judged, Note, Outcome, is_bad_enough_to_try_again, judge

FEW_HOSTS = 3
"""From this many hosts on, silence from all of them says more about our own line than about theirs."""


class Offline(Exception):
    """Nobody answered; the fault is most likely here."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """Seconds, and how many hosts at once."""

    hosts: int = 8
    between: float = 1
    """From one request to a host to the next."""
    before_again: float = 10
    """From a failure to the second try, at least."""
    patience: float = 90
    """Wait this long for a host that asks us to; else its addresses wait for another run."""
    total: float = 1_800


class Later(Exception):
    """The host asks for more time than we have."""


@dataclass(slots=True)
class _Host:
    line: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0


class Hosts:
    """Gives each host its turn."""

    def __init__(self, pace: Pace, until: float, stop: threading.Event) -> None:
        self._pace = pace
        self._until = until
        self._stop = stop
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}

    def _of(self, name: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(name, _Host())

    @contextmanager
    def turn(self, name: str) -> Iterator[None]:
        """Wait until the host may be asked. Raises `Later` when that is too long."""
        host = self._of(name)
        with host.line:
            pause = host.free_at - time.monotonic()
            if pause > self._pace.patience or time.monotonic() + max(pause, 0) > self._until:
                raise Later(name)
            if pause > 0 and self._stop.wait(pause):
                raise Later(name)
            try:
                yield
            finally:
                host.free_at = max(host.free_at, time.monotonic() + self._pace.between)

    def hold(self, name: str, seconds: float) -> None:
        """The host wants no request for a while."""
        host = self._of(name)
        host.free_at = max(host.free_at, time.monotonic() + seconds)


@dataclass(frozen=True, slots=True)
class Tried:
    url: str
    outcome: Outcome
    at: float


class Run:
    """Checks addresses; gives each verdict as soon as it stands. `unreached` holds those left without one."""

    def __init__(self, urls: Iterable[str], reach: Reach, pace: Pace) -> None:
        self._reach = reach
        self._pace = pace
        now = time.monotonic()
        self._until = now + pace.total
        self._first_until = now + pace.total * 0.75
        self._stop = threading.Event()
        self._hosts = Hosts(pace, self._until, self._stop)
        self._urls = list(dict.fromkeys(urls))
        self.unreached = set(self._urls)
        self._heard: dict[str, str] = {}
        """One address that answered, by host."""

    def results(self) -> Iterator[Judged]:
        """Verdicts. Raises `Offline` when nobody at all answered."""
        failed: list[Tried] = []
        for tried in self._pass(self._urls, self._first_until):
            judged = judge(tried.url, tried.outcome, twice=False)
            if is_bad_enough_to_try_again(judged):
                failed.append(tried)
            else:
                yield self._reached(judged)
        self._notice_silence(failed)
        yield from self._again(failed)

    def _again(self, failed: list[Tried]) -> Iterator[Judged]:
        first = {tried.url: tried for tried in failed}
        if failed:
            ready = min(max(tried.at for tried in failed) + self._pace.before_again, self._until)
            self._stop.wait(max(0.0, ready - time.monotonic()))
        unsure: list[Judged] = []
        for tried in self._pass(list(first), self._until):
            del first[tried.url]
            judged = judge(tried.url, tried.outcome, twice=True)
            if judged.note in TWICE:
                unsure.append(judged)
            else:
                yield self._reached(judged)
        for tried in first.values():  # no time for a second try: what a server said itself stands
            if tried.outcome.heard:
                yield self._reached(judge(tried.url, tried.outcome, twice=False))
        if not unsure or self._is_net_there():
            yield from map(self._reached, unsure)

    def _reached(self, judged: Judged) -> Judged:
        self.unreached.discard(judged.url)
        return judged

    def _notice_silence(self, failed: list[Tried]) -> None:
        silent = {_host(tried.url) for tried in failed if tried.outcome.fault is not Note.CERTIFICATE}
        if not self._heard and len(silent) >= FEW_HOSTS:
            raise Offline

    def _is_net_there(self) -> bool:
        """Does one of those that answered a while ago still do? Where none did, there are too few hosts to tell."""
        witnesses = list(self._heard.values())[-3:]
        until = min(self._until, time.monotonic() + self._reach.address)
        return not witnesses or any(self._try(url, until).heard for url in witnesses)

    def _try(self, url: str, until: float) -> Outcome:
        try:
            return attempt(url, self._reach, self._hosts.turn, until)
        except Later:
            return Outcome(last=url, fault=Note.SLOW)

    def _pass(self, urls: list[str], until: float) -> Iterator[Tried]:
        """Try addresses once, host by host, in the order they come."""
        by_host: dict[str, deque[str]] = {}
        for url in urls:
            by_host.setdefault(_host(url), deque()).append(url)
        found: queue.SimpleQueue[Tried] = queue.SimpleQueue()
        pool = ThreadPoolExecutor(self._pace.hosts, thread_name_prefix="links")
        try:
            running = {pool.submit(self._host, waiting, until, found) for waiting in by_host.values()}
            while running:
                done, running = wait(running, timeout=0.1)
                yield from _taken(found)
                for one in done:
                    one.result()
            yield from _taken(found)
        except BaseException:
            self._stop.set()
            raise
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _host(self, waiting: deque[str], until: float, found: "queue.SimpleQueue[Tried]") -> None:
        while waiting and not self._stop.is_set() and time.monotonic() < until:
            url = waiting.popleft()
            try:
                outcome = attempt(url, self._reach, self._hosts.turn, self._until)
            except Later:
                continue
            if time.monotonic() >= self._until and not outcome.heard:
                return  # cut off by our own time
            if outcome.heard:
                self._heard[_host(outcome.last)] = outcome.last
            if outcome.wait:
                self._hosts.hold(_host(outcome.last), outcome.wait)
            found.put(Tried(url, outcome, time.monotonic()))


def _taken(found: "queue.SimpleQueue[Tried]") -> Iterator[Tried]:
    while True:
        try:
            yield found.get_nowait()
        except queue.Empty:
            return


def _host(url: str) -> str:
    to = target(url)
    return to.host if to else ""
