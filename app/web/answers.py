"""Keeps whole answers to anonymous readers, for as long as the content behind them stands still.

Public pages depend on nothing but their address, the content and the day, so an answer made once
serves everybody until the token (the index's position: last change and day) moves. In front of
Flask, bounded in bytes, and safe under threads. Also answers If-None-Match with 304.
"""

import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.http import parse_accept_header

LONGEST_ADDRESS = 1_500
LARGEST_ANSWER = 400_000
MOST_BYTES = 32_000_000
TOLD = "verkemiddel.told"
"""Where in the WSGI environment a view leaves what is to be told each time its answer is given."""
_NOT_KEPT = frozenset({"x-request-id", "date"})


@dataclass(frozen=True, slots=True)
class Answer:
    headers: list[tuple[str, str]]
    body: bytes
    etag: str
    told: str | None = None


def _nobody_listens(_told: str) -> None:
    """What is told is lost."""


class AnswerCache:
    """`tell` hears what views left under `TOLD`, once for each time the answer is given, kept or new."""

    def __init__(
        self,
        app: WSGIApplication,
        token: Callable[[], Hashable],
        *,
        most_bytes: int = MOST_BYTES,
        tell: Callable[[str], None] = _nobody_listens,
    ) -> None:
        self._app = app
        self._tell = tell
        self._token = token
        self._most_bytes = most_bytes
        self._lock = threading.Lock()
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._bytes = 0
        self._made_for: Hashable = None

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        _encode_query(environ)
        key = _key(environ)
        if key is None:
            return self._app(environ, start_response)
        token = self._token()
        answer = self._kept(key, token) or self._ask(environ, key, token)
        if isinstance(answer, Answer):
            if answer.told is not None:
                self._tell(answer.told)
            if environ.get("HTTP_IF_NONE_MATCH") == answer.etag:
                start_response(
                    "304 Not Modified", [h for h in answer.headers if not h[0].lower().startswith("content-")]
                )
                return []
            start_response("200 OK", answer.headers)
            return [answer.body]
        status, headers, body = answer
        start_response(status, headers)
        return [body]

    def _kept(self, key: Hashable, token: Hashable) -> Answer | None:
        with self._lock:
            if token != self._made_for:
                self._answers.clear()
                self._bytes, self._made_for = 0, token
                return None
            if answer := self._answers.get(key):
                self._answers.move_to_end(key)
            return answer

    def _ask(
        self, environ: WSGIEnvironment, key: Hashable, token: Hashable
    ) -> Answer | tuple[str, list[tuple[str, str]], bytes]:
        status, headers, body = _collect(self._app, environ)
        lower = {name.lower(): value for name, value in headers}
        is_secret = "no-store" in lower.get("cache-control", "")
        if not status.startswith("200") or "set-cookie" in lower or is_secret or len(body) > LARGEST_ANSWER:
            return status, headers, body
        etag = f'W/"{len(body):x}-{zlib.crc32(body):08x}"'  # of a large page in a fifth of the time of a secure sum
        kept = [(n, v) for n, v in headers if n.lower() not in _NOT_KEPT and n.lower() != "etag"]
        answer = Answer([*kept, ("ETag", etag)], body, etag, environ.get(TOLD))
        with self._lock:
            if token == self._made_for and key not in self._answers:
                self._answers[key] = answer
                self._bytes += len(body)
                while self._bytes > self._most_bytes:
                    self._bytes -= len(self._answers.popitem(last=False)[1].body)
        return answer


def _encode_query(environ: WSGIEnvironment) -> None:
    """Letters that a program sent as they are, encoded as a browser would have: Werkzeug fails on bytes that are no UTF-8."""
    query = environ.get("QUERY_STRING", "")
    if not query.isascii():
        environ["QUERY_STRING"] = quote(query.encode("latin-1", "replace"), safe="%&=+;,/:@!$'()*?[]")


def _key(environ: WSGIEnvironment) -> Hashable | None:
    """What an answer depends on, or None where it must not be kept."""
    if environ["REQUEST_METHOD"] != "GET" or "HTTP_COOKIE" in environ or "HTTP_AUTHORIZATION" in environ:
        return None
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    if not path.startswith(("/nn/", "/nb/", "/en/", "/api/")) or len(path) + len(query) > LONGEST_ADDRESS:
        return None
    accepted = parse_accept_header(environ.get("HTTP_ACCEPT_ENCODING", ""))
    encoding = next((name for name in ("br", "gzip") if accepted[name] > 0), "")
    environ["HTTP_ACCEPT_ENCODING"] = encoding  # what is kept under the key is what was asked for
    fragment = environ.get("HTTP_HX_REQUEST"), environ.get("HTTP_HX_HISTORY_RESTORE_REQUEST")
    return path, query, encoding, fragment, environ.get("wsgi.url_scheme"), environ.get("HTTP_HOST")


def _collect(app: WSGIApplication, environ: WSGIEnvironment) -> tuple[str, list[tuple[str, str]], bytes]:
    taken: list[tuple[str, list[tuple[str, str]]]] = []
    written: list[bytes] = []

    def start(status: str, headers: list[tuple[str, str]], _error: Any = None) -> Callable[[bytes], object]:
        taken.append((status, headers))
        return written.append

    chunks = app(environ, start)
    try:
        body = b"".join(chunks)
    finally:
        if close := getattr(chunks, "close", None):
            close()
    status, headers = taken[-1]
    return status, headers, b"".join(written) + body
