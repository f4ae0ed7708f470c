"""The web addresses in an entry, and how an address is asked for."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import quote, urldefrag, urljoin, urlsplit, urlunsplit

import msgspec

from app.catalogue.types import Entry

PATH_LETTERS = "/:@!$&'()*+,;=-._~%"
QUERY_LETTERS = PATH_LETTERS + "?[]"
_HOST = re.compile(r"[\w.:%-]+", re.ASCII)
PORTS = {"http": 80, "https": 443}


class Found(NamedTuple):
    """An address and the field that holds it, as `sources[2].url`."""

    field: str
    url: str


class Target(NamedTuple):
    """An address as a connection needs it. `path` holds the query; `host` is in ASCII."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def netloc(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def addresses(entry: Entry) -> list[Found]:
    """Every http(s) address in the entry's fields, in their order."""
    return list(_in(msgspec.to_builtins(entry), ""))


def _in(value: Any, where: str) -> Iterator[Found]:
    if isinstance(value, str) and value.startswith(("http://", "https://")) and where:
        yield Found(where, value)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _in(inner, f"{where}.{name}" if where else name)
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from _in(inner, f"{where}[{n}]")


def page(url: str) -> str:
    """The address without its fragment: what is asked for."""
    return urldefrag(url).url


def target(url: str) -> Target | None:
    """What to connect to, or None where the address cannot be asked for (no host, a password in it, another scheme)."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
        host = (parts.hostname or "").rstrip(".")
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except ValueError:  # UnicodeError is one
        return None
    if (
        parts.scheme not in PORTS
        or not _HOST.fullmatch(host)
        or "@" in parts.netloc
        or not all(map(str.isprintable, url))
    ):
        return None
    path = quote(parts.path or "/", safe=PATH_LETTERS)
    query = quote(parts.query, safe=QUERY_LETTERS)
    return Target(parts.scheme, host.lower(), port, path + (f"?{query}" if query else ""))


def joined(url: str, location: str) -> str:
    """Where a redirect leads: `location` may be relative, and the fragment of `url` is kept."""
    led, fragment = urldefrag(urljoin(url, location.strip()))
    parts = urlsplit(led)
    kept = fragment or urldefrag(url).fragment
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", parts.query, kept))
