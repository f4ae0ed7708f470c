"""Completions while somebody types: texts that have a word beginning as the last word typed."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from app.search.language.folding import fold, without_norwegian_letters, words

MOST_LOOKED_AT = 2_000


class Candidate(NamedTuple):
    """A text that may be offered; a lower `rank` goes first among equals."""

    text: str
    kind: str
    key: str
    rank: int = 0


class Completer:
    """Immutable: a sorted list of word beginnings, looked up by bisection."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._candidates = list(candidates)
        self._written = [[word.surface for word in words(c.text)] for c in self._candidates]
        self._folded = [[without_norwegian_letters(surface) for surface in found] for found in self._written]
        self._beginnings = sorted(
            (word, at, number) for number, found in enumerate(self._folded) for at, word in enumerate(found)
        )

    def complete(self, typed: str, most: int) -> list[Candidate]:
        """Up to `most` candidates that have every typed word, the last one as a beginning."""
        written = [word.surface for word in words(typed[:100])]
        if not written:
            return []
        *whole, last = map(without_norwegian_letters, written)
        found: dict[int, tuple[bool, int, int, int, str]] = {}
        start = bisect_left(self._beginnings, (last, 0, 0))
        for word, at, number in self._beginnings[start : start + MOST_LOOKED_AT]:
            if not word.startswith(last):
                break
            if number not in found and all(any(w.startswith(part) for w in self._folded[number]) for part in whole):
                candidate = self._candidates[number]
                as_typed = self._written[number][at].startswith(written[-1])  # *næ* is rather *næring* than *Nav*
                found[number] = (not as_typed, min(at, 1), candidate.rank, len(candidate.text), fold(candidate.text))
        best = sorted(found, key=found.__getitem__)
        unique = {fold(self._candidates[number].text): number for number in reversed(best)}
        return [self._candidates[number] for number in best if unique[fold(self._candidates[number].text)] == number][
            :most
        ]
