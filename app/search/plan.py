"""A query as typed -> what to look for: each word's ways to be met, with their weights."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, takewhile
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from app.kernel.text import Lang
from app.search import grammar
from app.search.language.analysis import STOP, Analyser, Token
from app.search.language.stopwords import EVERYDAY
from app.search.passages import Hashes, term_hash
from app.search.pieces import Splitter
from app.search.port import Correction
from app.search.snapshot import Snapshot
from app.search.spelling import Speller

AS_WRITTEN, BY_KEY, NEAR, WHOLE_FOR_PART, PART_FOR_PART, MISSPELT, BEGINNING = 1.0, 0.9, 0.45, 0.35, 0.3, 0.6, 0.8
NEAREST = 0.8
"""A near word never weighs more than this, whatever the lexicon says."""
OTHER_LANGUAGE = 0.8
WEAK = 0.6
MOST_BEGINNINGS, MOST_NEAREST = 40, 6
AS_PART = 0.8
PLACE = 0.3
"""A place lifts its own schemes in another way; that its name stands in a text says little more."""
BEGUN, SHORTEST_BEGUN = 0.6, 5
SHORTEST_PIECE = 4

WEAK_WORDS = EVERYDAY | frozenset(
    """ny nye nytt nyt gammal gammel gamalt gammalt gamle new old stor stort store liten lite små big small
    støtte støtta stønad hjelp hjelpe hjelpa hjelper help helps support aid pengar penger money kroner søk søkje søke apply
    ordning ordningar ordninger scheme schemes vil treng trenger need needs ønskjer ønsker ønskje ønske bruk bruke
    brukt used god gode godt bra good dårleg dårlig dårlege dårlige heime hjemme""".split()
)
"""Words that say little of what somebody needs: they count for less, and may be missing."""


class Way(NamedTuple):
    """One way to meet a word of the query. A way that `marks` is shown in snippets."""

    term: str
    weight: float
    marks: bool = True
    joined: bool = False
    """Is it a compound that the word is only a part of? Then it is as rare as it is, however common the word."""


class Wanted(NamedTuple):
    """A word of the query, the ways to meet it (near words first), and whether it may be missing."""

    surface: str
    ways: tuple[Way, ...]
    optional: bool
    scale: float = 1.0
    parts: tuple[tuple[Way, ...], ...] = ()
    """The ways to meet each part of a compound. The last part says what the thing is."""
    in_lexicon: bool = False
    """Does it name a concept of the field?"""

    @property
    def all_ways(self) -> Iterator[Way]:
        return chain(self.ways, *self.parts)


@dataclass(frozen=True, slots=True)
class Plan:
    wanted: tuple[Wanted, ...]
    unwanted: tuple[str, ...]
    """Index terms that a document must not have."""
    phrases: tuple[tuple[Hashes, ...], ...]
    marks: Hashes
    corrections: tuple[Correction, ...]
    """Words that were not looked for as typed: slips."""
    has_words: bool
    name: str
    """The whole query as a name, to be met exactly."""


class Planner:
    """Plans queries for one snapshot."""

    def __init__(self, snapshot: Snapshot, analyser: Analyser) -> None:
        self._vocabulary = snapshot.vocabulary
        self._analyser = analyser
        self._surfaces = sorted(term[2:] for term in snapshot.vocabulary if term.startswith("s:"))
        self._speller = Speller(self._surfaces)
        known = chain(self._surfaces, analyser.lexicon.exact)
        self._splitter = Splitter({s for s in known if len(s) >= SHORTEST_PIECE and s not in STOP})

    def plan(self, text: str, lang: Lang, lifting: frozenset[str]) -> Plan:
        asked, english = grammar.read(text), lang == "en"
        content = [surface for surface in asked.words if surface not in STOP] or list(asked.words)
        tokens = self._analysed(asked.words, english=english)
        wanted: list[Wanted] = []
        corrections: list[Correction] = []
        only_weak = all(surface in WEAK_WORDS for surface in content)
        joined = self._joined(asked.words)
        for surface in dict.fromkeys(content):
            ways = self._ways(surface, tokens[surface], english=english)
            for whole in joined.get(surface, ()):
                found = self._ways(whole, self._analysed([whole], english=english)[whole], english=english)
                ways += [way._replace(joined=way.marks) for way in found]
            parts = self._parts(surface) or self._pieces(surface, english=english)
            if not ways:
                ways = self._begun(surface)
            if slip := self._slip(surface, lang):
                corrections.append(Correction(surface, slip))
            elif not ways and (meant := self._meant(surface)):
                corrections.append(Correction(surface, meant))
                again = self._ways(meant, self._analysed([meant], english=english)[meant], english=english)
                ways = [Way(way.term, way.weight * MISSPELT, way.marks) for way in again]
            place = surface in lifting
            weak = surface in WEAK_WORDS and not only_weak
            scale = PLACE if place else WEAK if weak else 1.0
            wanted.append(
                Wanted(
                    surface,
                    tuple(sorted(ways, key=attrgetter("marks"))),
                    place or weak,
                    scale,
                    parts,
                    is_concept(tokens[surface]),
                )
            )
        wanted += [self._beginning(beginning) for beginning in asked.beginnings]
        phrases = tuple(tuple(self._hashes(s, tokens[s]) for s in phrase if s in tokens) for phrase in asked.phrases)
        return Plan(
            wanted=tuple(wanted),
            unwanted=tuple(f"s:{surface}" for surface in asked.unwanted),
            phrases=tuple(phrase for phrase in phrases if phrase),
            marks=_numbers({way.term for word in wanted for way in word.all_ways if way.marks}),
            corrections=tuple(corrections),
            has_words=not asked.is_empty,
            name="n:" + "_".join(asked.words),
        )

    def _analysed(self, surfaces: Sequence[str], *, english: bool) -> dict[str, list[Token]]:
        """Each word read in its company (phrases of the lexicon, split compounds): as Norwegian for every reader.

        As English too, save where a reader of Norwegian types a word that is Norwegian.
        """
        text = " ".join(surfaces)
        found: dict[str, list[Token]] = {surface: [] for surface in surfaces}
        for token in self._analyser.tokens(text, "nn"):
            found[token.surface].append(token)
        for token in self._analyser.tokens(text, "en"):
            if english or not self._analyser.knows(token.surface):
                found[token.surface].append(token)
        return found

    def _ways(self, surface: str, tokens: Sequence[Token], *, english: bool) -> list[Way]:
        """The ways that some document can meet, the heaviest of each term. Norwegian is tried for every reader."""
        best: dict[str, Way] = {}
        for way in self._all_ways(surface, tokens, english=english):
            if way.term in self._vocabulary and (way.term not in best or way.weight > best[way.term].weight):
                best[way.term] = way
        return list(best.values())

    def _all_ways(self, surface: str, tokens: Sequence[Token], *, english: bool) -> Iterator[Way]:
        lexicon = self._analyser.lexicon
        yield Way(f"s:{surface}", AS_WRITTEN)
        for token in tokens:
            is_english = any(key.startswith("en:") for key in token.keys)
            scale = 1.0 if is_english == english else OTHER_LANGUAGE
            for key in token.keys:
                yield Way(f"k:{key}", BY_KEY * scale)
                yield Way(f"p:{key}", WHOLE_FOR_PART * scale)
                for near in lexicon.near.get(key, ()):
                    weight = min(NEAREST, NEAR * lexicon.weight(key, near))
                    yield Way(f"k:{near}", weight * scale, marks=False)

    def _parts(self, surface: str) -> tuple[tuple[Way, ...], ...]:
        """The ways to meet each part of a compound; a part that nothing has, has none."""
        return tuple(
            tuple(
                Way(term, weight)
                for key in keys
                for term, weight in ((f"p:{key}", AS_PART), (f"k:{key}", 1.0))
                if term in self._vocabulary
            )
            for keys in self._analyser.parts(surface)
        )

    def _joined(self, surfaces: Sequence[str]) -> dict[str, list[str]]:
        """Compounds that somebody wrote apart, by each of their words: *bustad tilskot* is also *bustadtilskot*."""
        found: dict[str, list[str]] = {}
        for length in (2, 3):
            for at in range(len(surfaces) - length + 1):
                pieces = surfaces[at : at + length]
                for whole in {"".join(pieces), "s".join(pieces)}:
                    if f"s:{whole}" in self._vocabulary:
                        for piece in pieces:
                            found.setdefault(piece, []).append(whole)
        return found

    def _pieces(self, surface: str, *, english: bool) -> tuple[tuple[Way, ...], ...]:
        """The parts of a compound that stands nowhere, by words that do stand somewhere."""
        pieces = () if f"s:{surface}" in self._vocabulary else self._splitter.split(surface)
        return tuple(tuple(self._ways(p, self._analysed([p], english=english)[p], english=english)) for p in pieces)

    def _begun(self, surface: str) -> list[Way]:
        """A word that nothing has, as the beginning of longer ones: *bygdevekst* of *bygdevekstavtalen*."""
        if len(surface) < SHORTEST_BEGUN:
            return []
        at = bisect_left(self._surfaces, surface)
        longer = takewhile(lambda known: known.startswith(surface), self._surfaces[at : at + MOST_BEGINNINGS])
        return [Way(f"s:{known}", BEGUN) for known in longer]

    def _slip(self, surface: str, lang: Lang) -> str | None:
        """How a word is written that the lexicon knows as a misspelling, and that no document has."""
        lexicon = self._analyser.lexicon
        if surface not in lexicon.slips or f"s:{surface}" in self._vocabulary:
            return None
        forms = lexicon.shown[lexicon.exact[surface][0]]
        return forms.get(lang, forms["nn"])

    def nearest(self, text: str, lang: Lang) -> tuple[str, ...]:
        """Words that some document has, near those of a query that nothing fits."""
        found: dict[str, None] = {}
        for surface in grammar.read(text).words:
            if surface in STOP or surface in WEAK_WORDS:
                continue
            for word in (surface, *self._analyser.split(surface)):
                known = [word] if f"s:{word}" in self._vocabulary and len(word) >= SHORTEST_PIECE else []
                found |= dict.fromkeys(known or self._speller.around(word, 2)[:2])
            found |= dict.fromkeys(self._related(surface, lang))
        return tuple(found)[:MOST_NEAREST]

    def _related(self, surface: str, lang: Lang) -> list[str]:
        """What the lexicon calls the things near a word, of those that some document has."""
        lexicon = self._analyser.lexicon
        keys = [key for token in self._analyser.tokens(surface, lang) for key in token.keys]
        near = [other for key in keys for other in lexicon.near.get(key, ()) if f"k:{other}" in self._vocabulary]
        return [lexicon.shown[key][lang] for key in near if lang in lexicon.shown.get(key, {})]

    def concepts(self, lang: Lang) -> tuple[str, ...]:
        """What the lexicon calls what some document is about, in `lang`."""
        shown = self._analyser.lexicon.shown.items()
        return tuple(forms[lang] for key, forms in shown if lang in forms and f"k:{key}" in self._vocabulary)

    def _meant(self, surface: str) -> str | None:
        """The nearest word to one that nobody knows. A word of the language is never a slip, even if nothing has it."""
        return None if self._analyser.knows(surface) else self._speller.nearest(surface)

    def _beginning(self, beginning: str) -> Wanted:
        """`byrjing*`: every word that begins so, the shortest first."""
        found = [surface for surface in self._surfaces if surface.startswith(beginning)]
        shortest = sorted(found, key=len)[:MOST_BEGINNINGS]
        return Wanted(beginning, tuple(Way(f"s:{surface}", BEGINNING) for surface in shortest), optional=False)

    def _hashes(self, surface: str, tokens: Sequence[Token]) -> Hashes:
        """What a word of a phrase is met by: as written, or by a key it shares (the other norm, another inflection)."""
        return _numbers({f"s:{surface}", *(f"k:{key}" for token in tokens for key in token.keys)})


def is_concept(tokens: Sequence[Token]) -> bool:
    return any(not key.startswith(("~", "en:")) for token in tokens for key in token.keys)


def _numbers(terms: set[str]) -> Hashes:
    return np.array(sorted(map(term_hash, terms)), np.uint32)
