"""One Norwegian word -> its keys and its parts. The lexicon first, then the table of words, then rules and Snowball."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from app.search.language import lexicon as lexicons
from app.search.language.compounds import LONGEST_WORD, Part, Splitter
from app.search.language.folding import without_norwegian_letters
from app.search.language.lexicon import Keys, LexiconLine
from app.search.language.norms import rough_stem
from app.search.language.stopwords import STOP
from app.search.language.words import Entry, WordTable

LINKS = ("s", "e")
_UNFOLD = (("ae", "æ"), ("oe", "ø"), ("aa", "å"))


class Reading(NamedTuple):
    """What a word means by itself."""

    keys: Keys
    parts: tuple[Keys, ...]
    """The keys of each part of a compound, the part that says what it is last."""
    flat: Keys
    """The keys of all the parts."""
    base: str
    """What stands for the word in a phrase."""
    left: str
    right: str
    """What stands for the word when it is joined with the next or with the one before; nothing when it cannot be."""


class Norwegian:
    """Immutable after construction, save for caches that are safe to share between threads."""

    def __init__(self, lines: list[LexiconLine], table: WordTable | None) -> None:
        self._table = table
        self.lexicon = lexicons.Lexicon()
        self._left: dict[str, str] = {}
        self._right: dict[str, str] = {}
        self._stems: dict[str, str] = {}
        self._supposed: set[str] = set()
        self._entry: Callable[[str], Entry | None] = lru_cache(maxsize=100_000)(table.get) if table else _nothing
        self._learn_nouns(lines)
        self._splitter = Splitter(self)
        self.split: Callable[[str], tuple[Part, ...]] = lru_cache(maxsize=100_000)(self._split)
        self.lexicon = lexicons.build(lines, bases=self._lemma_bases)
        self._learn_compounds(lines)
        self.read: Callable[[str], Reading] = lru_cache(maxsize=200_000)(self._read)
        self.join: Callable[[str, str], Keys] = lru_cache(maxsize=50_000)(self._join)

    # -- what is known of a word, before the lexicon speaks -------------------------------------

    def bases(self, word: str) -> Keys:
        """What a word and its inflections have in common: lemmas of the table, else the stem."""
        if entry := self._known(word):
            return entry.keys
        return (rough_stem(word),)

    def knows(self, word: str) -> bool:
        return word in self.lexicon.exact or self._known(word) is not None

    def _known(self, word: str) -> Entry | None:
        # genitives are not in the table
        return self._entry(word) or (self._entry(word[:-1]) if word.endswith("s") and len(word) > 3 else None)

    def _lemma_bases(self, word: str) -> Keys:
        """As `bases`, of a word that is given as a lemma: `bygg` is not the imperative of `bygge`."""
        entry = self._known(word)
        return entry.keys[: entry.lemmas] or entry.keys[:1] if entry else self.bases(word)

    # -- nouns, for the splitter ----------------------------------------------------------------

    def left(self, text: str) -> str:
        if found := self._left.get(text):
            return found
        entry = self._entry(text)
        if entry and (entry.left or entry.lemmas):
            return entry.left or entry.right or (entry.keys[0] if len(text) > 5 else "")
        if text[-1:] in LINKS and len(text) > 4:
            bare = self._left.get(text[:-1], "") or ((entry := self._entry(text[:-1])) and entry.lemmas and entry.right)
            return bare or ""
        return "" if self._table else self._by_stem(text)

    def joint(self, text: str) -> float:
        """What `text` costs as a first part: a linking -s that the table knows marks the better joint."""
        entry = self._entry(text)
        if text in self._left or (entry and entry.right):
            return 1.05 if text in self._supposed else 1.0
        if not entry or not entry.left:
            return 1.15  # a supposed linking letter, or no noun
        return 0.98 if text.endswith("s") else 1.0

    def right(self, text: str) -> str:
        if found := self._right.get(text):
            return found
        if self._table:
            entry = self._known(text)
            return entry.right if entry else self._by_stem(text)
        return self._by_stem(text)

    def whole(self, text: str) -> str:
        if text in self.lexicon.exact or self._inflects(text):
            return "noun"
        if entry := self._known(text):
            return "noun" if entry.right else "other"
        return ""

    def _inflects(self, word: str) -> str:
        """The form of the lexicon that an unknown word is an inflection of, by its stem, or nothing."""
        if len(word) < 4 or word in self.lexicon.exact or self._known(word):
            return ""
        form = self._stems.get(rough_stem(word), "")
        return form if form != word else ""

    def _by_stem(self, text: str) -> str:
        stem = rough_stem(text)
        return stem if len(stem) > 2 and stem in self._right else ""

    def _learn_nouns(self, lines: list[LexiconLine]) -> None:
        """The words of the lexicon can stand in compounds too, with a linking letter or without."""
        for form in chain.from_iterable(line.forms() for line in lines):
            word, *more = lexicons.surfaces(form) or [""]
            if not more and len(word) > 3:
                self._stems.setdefault(rough_stem(word), word)
            if more or len(word) < 3 or word in STOP or ((entry := self._entry(word)) and not entry.right):
                continue
            key = entry.right if entry else self.bases(word)[0]
            self._right[word] = key
            if not entry:
                self._right.setdefault(rough_stem(word), key)
            for left in (word, *(word + link for link in LINKS)):
                if not self._entry(left):
                    self._left[left] = key
                    if left != word:
                        self._supposed.add(left)

    def _split(self, word: str) -> tuple[Part, ...]:
        """The parts of a compound, unless the lexicon says that it has none."""
        form = word if word in self.lexicon.exact else self._inflects(word)
        if word in self.lexicon.slips or not self.lexicon.nosplit.isdisjoint(self.lexicon.exact.get(form, ())):
            return ()
        return self._splitter.split(word)

    # -- compounds ------------------------------------------------------------------------------

    def _learn_compounds(self, lines: list[LexiconLine]) -> None:
        """Let a concept be met by every compound of the same parts: `bustadtilskota`, `boligtilskudd`."""
        for line in lines:
            for form in (*line.nn, *line.nb):
                word, *more = lexicons.surfaces(form) or [""]
                if not more and not line.nosplit and (pieces := self.split(word)):
                    lexicons.add_base(self.lexicon, self._compound(pieces), line.key)

    def _compound(self, pieces: tuple[Part, ...]) -> str:
        return "+".join(self.lexicon.canonical(piece.key) for piece in pieces)

    def _meaning(self, base: str) -> Keys:
        return self.lexicon.by_base.get(base) or (f"~{base}",)

    # -- reading --------------------------------------------------------------------------------

    def _read(self, word: str) -> Reading:
        known = self.knows(word)
        if not known and (lemma := self._inflects(word)):
            return self.read(lemma)._replace(base=self.bases(word)[0])
        pieces = self.split(word)
        if not known and not pieces and (meant := self._spelt_out(word)):
            return self.read(meant)._replace(base=self.bases(word)[0])
        bases = self.bases(word) if known or not pieces else ()
        concepts = self.lexicon.exact.get(word, ())
        if word in self.lexicon.slips and not self._known(word):
            bases = ()
        if concepts and (entry := self._known(word)):
            # `støtte` is not the past of `støte` where the field has a word
            bases = tuple(b for b in bases if b in entry.keys[: entry.lemmas] or b in self.lexicon.by_base)
        keys = dict.fromkeys(chain(concepts, *(self._meaning(base) for base in bases)))
        if pieces:
            keys.update(dict.fromkeys(self._meaning(self._compound(pieces))))
        parts = self._parts(tuple(keys), pieces)
        base = self.bases(word)[0]
        return Reading(tuple(keys), parts, tuple(dict.fromkeys(chain(*parts))), base, *self._ends(word))

    def _parts(self, keys: Keys, pieces: tuple[Part, ...]) -> tuple[Keys, ...]:
        given = next((self.lexicon.parts[key] for key in keys if key in self.lexicon.parts), ())
        if given:
            return tuple(self._part(word) for word in given if word not in STOP)
        return tuple(self._meaning(piece.key) for piece in pieces if piece.written not in STOP)

    def _part(self, word: str) -> Keys:
        base = self.right(word) or self.left(word) or self._lemma_bases(word)[0]
        return self.lexicon.exact.get(word) or self._meaning(base)

    def _ends(self, word: str) -> tuple[str, str]:
        """What the word is as the first and as the last of two that should have been one."""
        if len(word) < 3 or word in STOP or not word.isalpha():
            return "", ""
        entry = self._entry(word)
        noun = entry is None or bool(entry.right) or not entry.lemmas
        return self.left(word) if noun else "", self.right(word)

    def _join(self, first: str, second: str) -> Keys:
        """Keys of two words that stand as one elsewhere (`bustad tilskot`, `e-post`), or nothing."""
        joined = first + second
        if joined in self.lexicon.exact or self._entry(joined):
            return self.read(joined).keys
        a, b = self.read(first), self.read(second)
        if a.left and b.right and a.base != b.base:
            return self._meaning(f"{self.lexicon.canonical(a.left)}+{self.lexicon.canonical(b.right)}")
        return ()

    # -- spelling habits ------------------------------------------------------------------------

    def _spelt_out(self, word: str) -> str:
        """`stoette`, `stotte` -> `støtte`: what was meant by an unknown word without Norwegian letters, or nothing."""
        if not 4 <= len(word) <= LONGEST_WORD or not word.isascii():
            return ""
        for variant in _variants(word):
            if variant in self.lexicon.exact or self._known(variant) or self.split(variant):
                return variant
        return self.lexicon.plain.get(without_norwegian_letters(word), "")


def _nothing(_: str) -> None:
    return None


def _variants(word: str) -> Iterator[str]:
    spelt = word
    for plain, letter in _UNFOLD:
        if plain in spelt:
            spelt = spelt.replace(plain, letter)
            yield spelt
    for plain, letter in (("o", "ø"), ("a", "å")):
        for at, char in enumerate(word):
            if char == plain:
                yield word[:at] + letter + word[at + 1 :]
