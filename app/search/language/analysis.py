"""text -> tokens: where it stands, how it is written, which keys it shares with other words, which parts it has.

One key space for nynorsk and bokmål. A word of the lexicon has its concept as key; another Norwegian word has
`~` and its bokmål lemma from the table of words, or its stem where the table is missing; a compound that no
table has is known by its parts (`~bolig+tilskudd`). An English word has its English stem under `en:`, last,
and joins Norwegian only through a concept of the lexicon.
"""

import hashlib
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import snowballstemmer

from app.kernel.text import Lang
from app.search.language import lexicon as lexicons
from app.search.language.folding import WORD, fold
from app.search.language.norwegian import Norwegian
from app.search.language.stopwords import STOP
from app.search.language.words import WordTable

__all__ = ["STOP", "Analyser", "Token"]

_HYPHENS = frozenset("-‐‑")


class Token(NamedTuple):
    start: int
    end: int
    surface: str
    keys: tuple[str, ...]
    parts: tuple[str, ...]


class Analyser:
    """Immutable after construction, hence safe to share between threads.

    `table` is the file that `tools/word_table.py` makes; without it, or when it is damaged, rules serve.
    """

    def __init__(self, lexicon_path: Path, table: Path | None = None) -> None:
        words = WordTable.open(table)
        lines = lexicons.read(lexicon_path)
        self._stem_en = _stemmer("english")
        self._norwegian = Norwegian(lines, words)
        self.lexicon = lexicons.with_english(self._norwegian.lexicon, lines, self._stem_en)
        self.has_table = words is not None
        self.fingerprint = _fingerprint(lexicon_path, words)
        self._phrase_starts = {phrase[0] for phrase in self.lexicon.phrases}
        self._english_starts = {phrase[0] for phrase in self.lexicon.english if len(phrase) > 1}

    def tokens(self, text: str, lang: Lang) -> list[Token]:
        """Analyse `text`, written in `lang`."""
        folded = fold(text)
        found = [(match.start(), match.end(), match.group()) for match in WORD.finditer(folded)]
        return self._english(found) if lang == "en" else self._norwegian_tokens(found, folded)

    def parts(self, surface: str) -> tuple[tuple[str, ...], ...]:
        """The keys of each part of a folded Norwegian compound; the last part says what it is."""
        found = self._norwegian.read(surface).parts
        return found if len(found) > 1 else ()

    def knows(self, surface: str) -> bool:
        """Is this a Norwegian word of the lexicon or the table?"""
        return self._norwegian.knows(surface)

    def split(self, word: str) -> tuple[str, ...]:
        """The parts of a Norwegian compound as written, or nothing when it is none. For the measures."""
        return tuple(part.written for part in self._norwegian.split(fold(word)))

    def _norwegian_tokens(self, found: Sequence[tuple[int, int, str]], folded: str) -> list[Token]:
        read, join = self._norwegian.read, self._norwegian.join
        readings = [read(surface) for _, _, surface in found]
        more: dict[int, dict[str, None]] = {}
        for at in range(len(found) - 1):
            if readings[at].base in self._phrase_starts:
                self._phrases([r.base for r in readings[at : at + self.lexicon.longest]], at, more)
            end, start = found[at][1], found[at + 1][0]
            if (
                start == end + 1
                and ((readings[at].left and readings[at + 1].right) or folded[end] in _HYPHENS)
                and folded[end] in " -‐‑"
            ):
                for key in join(found[at][2], found[at + 1][2]):
                    more.setdefault(at, {})[key] = None
                    more.setdefault(at + 1, {})[key] = None
        return [
            Token(*word, (*dict.fromkeys((*more[at], *reading.keys)),) if at in more else reading.keys, reading.flat)
            for at, (word, reading) in enumerate(zip(found, readings, strict=True))
        ]

    def _phrases(self, bases: Sequence[str], at: int, more: dict[int, dict[str, None]]) -> None:
        """A phrase of the lexicon gives its concept to each of its words."""
        for length in range(2, len(bases) + 1):
            for concept in self.lexicon.phrases.get(tuple(bases[:length]), ()):
                for place in range(at, at + length):
                    more.setdefault(place, {})[concept] = None

    def _english(self, found: Sequence[tuple[int, int, str]]) -> list[Token]:
        table, stem = self.lexicon.english, self._stem_en
        stems = [stem(surface) for _, _, surface in found]
        more: dict[int, dict[str, None]] = {}
        for at, first in enumerate(stems):
            if first in self._english_starts:
                for length in range(2, self.lexicon.longest + 1):
                    for concept in table.get(tuple(stems[at : at + length]), ()):
                        for place in range(at, min(at + length, len(stems))):
                            more.setdefault(place, {})[concept] = None
        return [
            Token(*word, (*dict.fromkeys((*more.get(at, ()), *table.get((own,), ()))), f"en:{own}"), ())
            for at, (word, own) in enumerate(zip(found, stems, strict=True))
        ]


def _stemmer(language: str) -> Callable[[str], str]:
    stemmer = snowballstemmer.stemmer(language)
    cached: Callable[[str], str] = lru_cache(maxsize=100_000)(stemmer.stemWord)
    return cached


def _fingerprint(lexicon_path: Path, table: WordTable | None) -> str:
    """What the keys depend on: the lexicon, the program, the table."""
    content = hashlib.sha256(lexicon_path.read_bytes())
    for module in sorted(Path(__file__).parent.glob("*.py")):
        content.update(module.read_bytes())
    content.update((table.checksum if table else "no table").encode())
    return content.hexdigest()
