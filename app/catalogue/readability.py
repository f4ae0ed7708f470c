"""How heavy texts are to read: sentence length and LIX (Björnsson 1968), per language and for the heaviest entries.

LIX is the mean number of words in a sentence plus the share of words longer than six letters, in per cent. Under 30 is
very easy, 30–40 easy, 40–50 medium, above 50 heavy, above 60 very heavy.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.catalogue.standard import texts_of
from app.catalogue.types import Entry
from app.kernel.text import Lang

LONG_WORD = 6
_END = re.compile(r"(?<=[^\W\d_][.!?:])\s+(?=[A-ZÆØÅ«“\d])|(?<=[%)\d][.!?])\s+(?=[A-ZÆØÅ«“])")
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_SHORT = re.compile(r"\b(?:kap|kl|nr|tlf|art|mill|mrd|jf|ca|bl|t\.d|f\.eks|m\.a|e\.g|i\.e)\.$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Weight:
    """Sums over texts; two can be added."""

    sentences: int = 0
    words: int = 0
    long_words: int = 0
    longest: int = 0

    def __add__(self, other: "Weight") -> "Weight":
        return Weight(
            self.sentences + other.sentences,
            self.words + other.words,
            self.long_words + other.long_words,
            max(self.longest, other.longest),
        )

    @property
    def sentence_length(self) -> float:
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def lix(self) -> float:
        return self.sentence_length + (100 * self.long_words / self.words if self.words else 0.0)


def weigh(text: str) -> Weight:
    """Weigh one text. A text without a full stop is one sentence."""
    out = Weight()
    for sentence in sentences(text):
        words = _WORD.findall(sentence)
        long_words = sum(len(word) > LONG_WORD for word in words)
        out += Weight(1, len(words), long_words, len(words))
    return out


def sentences(text: str) -> list[str]:
    """`Søk innan 1. mars. Ring først.` is two; a day and an abbreviation end nothing."""
    out: list[str] = []
    for piece in _END.split(text):
        if out and _SHORT.search(out[-1]):
            out[-1] += f" {piece}"
        elif _WORD.search(piece):
            out.append(piece)
    return out


def weigh_entry(entry: Entry, lang: Lang) -> Weight:
    return sum((weigh(getattr(text, lang)) for _, text in texts_of(entry)), Weight())


def heaviest(entries: Iterable[Entry], lang: Lang, most: int) -> Iterator[tuple[Entry, Weight]]:
    """The entries with the highest LIX first; those with hardly any text are passed by."""
    weighed = [(entry, weight) for entry in entries if (weight := weigh_entry(entry, lang)).words >= 60]
    yield from sorted(weighed, key=lambda pair: (-pair[1].lix, pair[0].id))[:most]
