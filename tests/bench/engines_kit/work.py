"""What every engine is given and what it must give back."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

TEXTS = {"title": 5.0, "keywords": 3.0, "summary": 3.0, "body": 1.0}
"""The four text fields and what a match in each weighs: our own weights, given to every engine."""

FACETS = {"place": 40, "purpose": 16, "audience": 12, "phase": 8, "status": 6}
"""The five facets and how many values each has. `purpose` has several values on each document."""

MULTI = "purpose"
SINGLE = tuple(name for name in FACETS if name != MULTI)
HITS = 20


class Entry(NamedTuple):
    """One document: every engine indexes the same raw texts, each with its own analysis."""

    key: str
    texts: dict[str, str]
    facets: dict[str, list[str]]


class Asked(NamedTuple):
    """One query: three words, any of which may match, and a filter (OR inside a facet, AND between facets)."""

    words: Sequence[str]
    filter: Mapping[str, Sequence[str]]


class Answer(NamedTuple):
    total: int
    facets: Mapping[str, Mapping[str, int]]
    """Counts over all hits. Ours leaves a facet's own filter out, which is one count more per filter."""
    hits: Sequence[tuple[str, str]]
    """Title or key, and the snippet with its matches marked, of the twenty best."""


class NotInstalled(Exception):
    """The engine is not on this machine; the sentence says how to get it."""


class Engine(Protocol):
    def build(self, entries: Sequence[Entry], folder: Path) -> None: ...

    def size(self, folder: Path) -> int:
        """Bytes on disk."""

    def open(self, folder: Path) -> Callable[[Asked], Answer]: ...

    def processes(self) -> list[int]:
        """Ids of the processes whose memory a reader takes, besides this one."""

    def close(self) -> None: ...


def size_of_folder(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def single(entry: Entry) -> dict[str, Any]:
    """The facets that have one value, as columns."""
    return {name: entry.facets[name][0] for name in SINGLE}
