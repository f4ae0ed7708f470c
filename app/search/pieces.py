"""A compound that stands nowhere, cut into words that do stand somewhere: *musikkfestival* -> *musikk* + *festival*."""

from collections.abc import Container
from functools import lru_cache

LINKS = ("", "s", "e", "-")
SHORTEST_PART = 3
LONGEST_WORD = 40


class Splitter:
    """Splits into two or three known parts, preferring few and long ones. Never splits a known word."""

    def __init__(self, known: Container[str]) -> None:
        self._known = known
        self.split = lru_cache(maxsize=50_000)(self._split)

    def _split(self, word: str) -> tuple[str, ...]:
        if word in self._known or not 2 * SHORTEST_PART <= len(word) <= LONGEST_WORD:
            return ()
        return self._cut(word, 3) or ()

    def _cut(self, word: str, most: int) -> tuple[str, ...] | None:
        best: tuple[str, ...] | None = None
        for at in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
            head = self._part(word[:at])
            if head is None:
                continue
            tail = word[at:]
            found: tuple[str, ...] | None = (head, tail) if tail in self._known else None
            if found is None and most > 2 and (rest := self._cut(tail, most - 1)):
                found = (head, *rest)
            if found and (best is None or len(found) < len(best)):
                best = found
        return best

    def _part(self, head: str) -> str | None:
        for link in LINKS:
            bare = head.removesuffix(link) if link else head
            if len(bare) >= SHORTEST_PART and head.endswith(link) and bare in self._known:
                return bare
        return None
