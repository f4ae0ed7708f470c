"""What people type in a search box, read kindly: words, "exact phrases", -unwanted, beginning*.

Anything that is not one of these is plain words; there is no way to write a query that fails.
"""

import re
from typing import NamedTuple

from app.search.language.folding import words

MOST_WORDS = 24
SHORTEST_BEGINNING = 2
_QUOTED = re.compile(r"[\"“”«»]([^\"“”«»]*)[\"“”«»]")
_UNWANTED = re.compile(r"(?<!\S)[-−–](?=[^\W_])([^\s\"“”«»]+)")
_BEGINNING = re.compile(r"([^\W_]+)\*")


class Asked(NamedTuple):
    """A query, read. Everything is folded; `text` is what remains as plain words, phrases included."""

    words: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]
    unwanted: tuple[str, ...]
    beginnings: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.unwanted or self.beginnings)


def read(text: str) -> Asked:
    """Read a query. A phrase's words are also plain words, so that a document without the phrase is still scored."""
    phrases = [_surfaces(match[1]) for match in _QUOTED.finditer(text)]
    bare = _QUOTED.sub(lambda match: f" {match[1].replace('*', ' ')} ", text)
    unwanted = [surface for match in _UNWANTED.finditer(bare) for surface in _surfaces(match[1])]
    bare = _UNWANTED.sub(" ", bare)
    beginnings = [s for match in _BEGINNING.finditer(bare) for s in _surfaces(match[1]) if len(s) >= SHORTEST_BEGINNING]
    bare = _BEGINNING.sub(" ", bare)
    return Asked(
        tuple(_surfaces(bare)[:MOST_WORDS]),
        tuple(tuple(phrase[:MOST_WORDS]) for phrase in phrases if len(phrase) > 1)[:4],
        tuple(dict.fromkeys(unwanted))[:MOST_WORDS],
        tuple(dict.fromkeys(beginnings))[:4],
    )


def _surfaces(text: str) -> list[str]:
    return [word.surface for word in words(text)]
