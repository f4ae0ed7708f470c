"""What a reader typed -> documents in order.

A word of the query may be met in several ways (as written, by key, by a near concept, as a part of
a compound, by a likely misspelling); the best way counts, each with its weight. Documents that have
all the words come before those that have some. Boosts: `tests/bench/relevance.py` prints what they give.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from app.kernel.text import Lang
from app.search.language.analysis import STOP, Analyser, Token
from app.search.language.folding import words
from app.search.port import Correction, Page, Query
from app.search.snapshot import Snapshot, bits_of, numbers_of
from app.search.spelling import Speller
from app.search.terms import name_term

AS_WRITTEN, BY_KEY, NEAR, WHOLE_FOR_PART, PART_FOR_PART, MISSPELT = 1.0, 0.9, 0.35, 0.5, 0.3, 0.6
EXACT_NAME = 40.0
PLACE_HERE, PLACE_ELSEWHERE = 1.6, 0.35
ALL_WORDS = 1_000.0
MOST_WORDS = 24
LONGEST_QUERY = 300

Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to meet a word of the query."""

    term: str
    weight: float


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word of the query, the ways to meet it, and whether it may be missing."""

    surface: str
    ways: tuple[Way, ...]
    optional: bool


class Ranker:
    """Answers queries on one snapshot. Holds nothing that a query changes, save caches."""

    def __init__(self, snapshot: Snapshot, analyser: Analyser) -> None:
        self._snapshot = snapshot
        self._analyser = analyser
        self._speller = Speller(term[2:] for term in snapshot.vocabulary if term.startswith("s:"))
        self._wanted = lru_cache(maxsize=2_000)(self._read_query)

    def search(self, query: Query) -> Page:
        snapshot = self._snapshot
        text = query.text[:LONGEST_QUERY]
        wanted, corrections = self._wanted(text, query.lang, query.lifting)
        if not wanted:
            # Nothing to look for: everything when nothing was typed, nothing when what was typed holds no word.
            matching = snapshot.everything if not text.strip() else 0
            scores = None
        else:
            scores, matched = self._score(wanted, text)
            matching = bits_of(np.flatnonzero(matched).astype(np.int32), snapshot.size)
            self._weigh_places(scores, query)
        chosen = numbers_of(matching & snapshot.candidates(query), snapshot.size)
        page = snapshot.page(query, self._order(chosen, scores, query), matching)
        return Page(keys=page.keys, total=page.total, facets=page.facets, corrections=corrections)

    # -- reading the query ---------------------------------------------------------------------

    def _read_query(
        self, text: str, lang: Lang, lifting: frozenset[str]
    ) -> tuple[tuple[Wanted, ...], tuple[Correction, ...]]:
        found = [word.surface for word in words(text)][:MOST_WORDS]
        content = [s for s in found if s not in STOP] or found
        analysed = {
            other: {t.surface: t for t in self._analyser.tokens(" ".join(found), other)} for other in ("nn", "en")
        }
        wanted: list[Wanted] = []
        corrections: list[Correction] = []
        for surface in dict.fromkeys(content):
            ways = self._ways(surface, [analysed["nn"][surface], analysed["en"][surface]], english=lang == "en")
            if not ways and (meant := self._speller.nearest(surface)):
                corrections.append(Correction(surface, meant))
                again = [self._analyser.tokens(meant, other)[0] for other in ("nn", "en")]
                ways = [Way(w.term, w.weight * MISSPELT) for w in self._ways(meant, again, english=lang == "en")]
            wanted.append(Wanted(surface, tuple(ways), surface in lifting))
        return tuple(wanted), tuple(corrections)

    def _ways(self, surface: str, tokens: Sequence[Token], *, english: bool) -> list[Way]:
        """The ways that some document can meet, the heaviest of each term. Norwegian is tried for every reader."""
        weights: dict[str, float] = {}
        for term, weight in self._all_ways(surface, tokens, english=english):
            if term in self._snapshot.vocabulary:
                weights[term] = max(weight, weights.get(term, 0.0))
        return [Way(term, weight) for term, weight in weights.items()]

    def _all_ways(self, surface: str, tokens: Sequence[Token], *, english: bool) -> Iterator[tuple[str, float]]:
        yield f"s:{surface}", AS_WRITTEN
        for token in tokens:
            is_english = bool(token.keys) and token.keys[-1].startswith("en:")
            scale = 1.0 if is_english == english else 0.8
            for key in token.keys:
                yield f"k:{key}", BY_KEY * scale
                yield f"p:{key}", WHOLE_FOR_PART * scale
                for near in self._analyser.lexicon.near.get(key, ()):
                    yield f"k:{near}", NEAR * scale
            if len(token.parts) > 1:
                for part in token.parts:
                    yield f"k:{part}", PART_FOR_PART * scale
                    yield f"p:{part}", PART_FOR_PART * scale

    # -- scoring -------------------------------------------------------------------------------

    def _score(self, wanted: Sequence[Wanted], text: str) -> tuple[Scores, npt.NDArray[np.bool_]]:
        size = self._snapshot.size
        total = np.zeros(size, np.float32)
        met = np.zeros(size, np.float32)
        needed = 0.0
        for word in wanted:
            best = np.zeros(size, np.float32)
            for way in word.ways:
                entry = self._snapshot.entry(way.term)
                rarity = np.float32(np.log1p((size - entry.frequency + 0.5) / (entry.frequency + 0.5)))
                best[entry.ids] = np.maximum(best[entry.ids], entry.weights * rarity * np.float32(way.weight))
            total += best
            if not word.optional:
                needed += 1
                met += best > 0
        matched = total > 0
        if needed:
            matched &= met > 0
            share = met / np.float32(needed)
            total *= share * share
            total += np.where(met >= needed, np.float32(ALL_WORDS), np.float32(0)) if needed > 1 else 0
        named = self._snapshot.entry(name_term(text))
        total[named.ids] += EXACT_NAME + ALL_WORDS
        matched[named.ids] = True
        return total, matched

    def _weigh_places(self, scores: Scores, query: Query) -> None:
        if not query.places:
            return
        table = self._snapshot.bits.get("place", {})
        size = self._snapshot.size
        here = 0
        elsewhere = 0
        for value, bits in table.items():
            if value in query.places:
                here |= bits
            else:
                elsewhere |= bits
        scores[numbers_of(here, size)] *= PLACE_HERE
        scores[numbers_of(elsewhere & ~here, size)] *= PLACE_ELSEWHERE

    def _order(self, chosen: npt.NDArray[np.int32], scores: Scores | None, query: Query) -> list[int]:
        snapshot = self._snapshot
        title = snapshot.rank(f"title_{query.lang}")[chosen]
        relevance = -scores[chosen] if scores is not None else np.zeros(len(chosen), np.float32)
        nearest = snapshot.rank("nearest")[chosen]
        standing = snapshot.rank("standing")[chosen]
        columns: tuple[npt.NDArray[np.floating], ...]
        match query.sort:  # the last column weighs most
            case "title":
                columns = (title,)
            case "updated":
                columns = (title, snapshot.rank("updated", descending=True)[chosen])
            case "nearest":
                columns = (title, relevance, nearest)
            case "deadline":
                columns = (title, snapshot.next_day(query.today)[chosen])
            case _:
                columns = (title, nearest, standing, np.round(relevance, 3))
        return [int(n) for n in chosen[np.lexsort(columns)]]
