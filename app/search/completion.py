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
        self._folded = [[_plain(word.surface) for word in words(c.text)] for c in self._candidates]
        self._beginnings = sorted(
            (word, at, number) for number, found in enumerate(self._folded) for at, word in enumerate(found)
        )

    def complete(self, typed: str, most: int) -> list[Candidate]:
        """Up to `most` candidates that have every typed word, the last one as a beginning."""
        asked = [_plain(word.surface) for word in words(typed[:100])]
        if not asked:
            return []
        *whole, last = asked
        found: dict[int, tuple[int, int, int, str]] = {}
        start = bisect_left(self._beginnings, (last, 0, 0))
        for word, at, number in self._beginnings[start : start + MOST_LOOKED_AT]:
            if not word.startswith(last):
                break
            if number not in found and all(any(w.startswith(part) for w in self._folded[number]) for part in whole):
                candidate = self._candidates[number]
                found[number] = (min(at, 1), candidate.rank, len(candidate.text), fold(candidate.text))
        best = sorted(found, key=found.__getitem__)
        unique = {fold(self._candidates[number].text): number for number in reversed(best)}
        return [self._candidates[number] for number in best if unique[fold(self._candidates[number].text)] == number][
            :most
        ]


def _plain(surface: str) -> str:
    return without_norwegian_letters(surface)
