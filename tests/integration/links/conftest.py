"""A small web of our own on loopback: sites that are slow, redirect, refuse, drip, lie about their name, and get well."""

import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from app.catalogue.links.checking import Pace, Run
from app.catalogue.links.fetching import Reach
from app.catalogue.links.verdicts import Judged

Answer = Callable[["Visit"], None]
QUICK = Pace(between=0, before_again=0.05, patience=2, total=30)


class Visit(BaseHTTPRequestHandler):
    """One request; what is answered stands in the site's pages."""

    protocol_version = "HTTP/1.1"
    site: "Site"

    def do_GET(self) -> None:
        self.site.visits.append((self.command, self.path, self.headers["Host"], self.headers["User-Agent"]))
        with self.site.counting:
            self.site.now += 1
            self.site.most = max(self.site.most, self.site.now)
        try:
            self.site.pages.get(self.path.split("?")[0], status(404))(self)
        except OSError:
            pass
        finally:
            with self.site.counting:
                self.site.now -= 1

    do_HEAD = do_GET  # noqa: N815 (the name is http.server's)

    def answer(self, code: int, **headers: str) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", "0")
        self.end_headers()
        self.close_connection = True

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def status(code: int, **headers: str) -> Answer:
    return lambda visit: visit.answer(code, **headers)


def to(location: str, code: int = 301) -> Answer:
    return lambda visit: visit.answer(code, Location=location)


class Site:
    """A web server. `pages` may be changed while it runs."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {"/ok": status(200)}
        self.visits: list[tuple[str, str, str, str]] = []
        self.counting = threading.Lock()
        self.now = self.most = 0
        handler = type("Handler", (Visit,), {"site": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    def url(self, path: str, host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def asked(self, path: str) -> Counter[str]:
        return Counter(method for method, asked, *_ in self.visits if asked.split("?")[0] == path)

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.stop()


@pytest.fixture
def dead_port() -> int:
    """A port where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def names(monkeypatch) -> dict[str, list[str]]:
    """The telephone book of this test: names ending in .example lead to loopback unless the book says something else."""
    real, book = socket.getaddrinfo, {}

    def look_up(host: Any, port: Any, *rest: Any, **more: Any) -> Any:
        if not str(host).endswith((".example", ".invalid")):
            return real(host, port, *rest, **more)
        places = book.get(host, ["127.0.0.1"] if host.endswith(".example") else [])
        if not places:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, port)) for place in places]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return book


@pytest.fixture
def reach() -> Reach:
    return Reach(agent="Verkemiddel (tests)", connect=0.4, read=0.4, address=1.5, loopback=True)


@pytest.fixture
def check(reach):
    """Run over addresses; return the verdicts by address."""

    def run(*urls: str, pace: Pace = QUICK, reach: Reach = reach) -> dict[str, Judged]:
        found = Run(urls, reach, pace)
        results = {judged.url: judged for judged in found.results()}
        assert found.unreached == set(urls) - set(results)
        return results

    return run


def drip(visit: Visit) -> None:
    """Sends the head of an answer one byte at a time, for ever."""
    while True:
        visit.wfile.write(b"H")
        visit.wfile.flush()
        time.sleep(0.05)


def slow(seconds: float) -> Answer:
    def answer(visit: Visit) -> None:
        time.sleep(seconds)
        visit.answer(200)

    return answer
