"""The nearest known word to one that nothing has: a deletion index (one or two edits), as in SymSpell."""

from collections.abc import Iterable, Iterator

from app.search.language.folding import without_norwegian_letters

SHORTEST = 4
LONGEST = 24
PREFIX = 8
LONG = 8
"""From this length on, two edits may be one slip."""


class Speller:
    """Holds the vocabulary of one snapshot. Words without æ, ø, å in them are met for free."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._by_deletion: dict[str, list[str]] = {}
        for word in sorted(vocabulary):
            if SHORTEST <= len(word) <= LONGEST and not word.isdigit():
                for form in set(_deletions(without_norwegian_letters(word)[:PREFIX], 1)):
                    self._by_deletion.setdefault(form, []).append(word)

    def nearest(self, typed: str) -> str | None:
        """Return the nearest word, or None when nothing is near enough. The first letter must agree."""
        found = self.around(typed, 1 if len(typed) < LONG else 2)
        return found[0] if found else None

    def around(self, typed: str, allowed: int) -> list[str]:
        """Return the words at most `allowed` edits away, the nearest first. The first letter must agree."""
        if not SHORTEST <= len(typed) <= LONGEST:
            return []
        plain = without_norwegian_letters(typed)
        known = {word for form in _deletions(plain[:PREFIX], 1) for word in self._by_deletion.get(form, ())}
        found: list[tuple[int, int, str]] = []
        for word in known:
            target = without_norwegian_letters(word)
            distance = edits(plain, target, allowed)
            if distance <= allowed and target[0] == plain[0]:
                found.append((distance, abs(len(word) - len(typed)), word))
        return [word for _, _, word in sorted(found)]


def _deletions(word: str, most: int) -> Iterator[str]:
    yield word
    if most:
        for at in range(len(word)):
            yield from _deletions(word[:at] + word[at + 1 :], most - 1)


def edits(a: str, b: str, most: int) -> int:
    """Edit distance with neighbouring letters swapped counting one; `most + 1` when it is more than `most`."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    previous = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        current = [i]
        for j, y in enumerate(b, 1):
            cost = min(previous[j] + 1, current[-1] + 1, previous[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        if min(current) > most:
            return most + 1
        before, previous = previous, current
    return previous[-1]
