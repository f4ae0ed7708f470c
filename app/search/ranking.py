"""A plan -> documents in order.

A word of the query may be met in several ways; the best one counts, each with its weight. Documents
that have all the words are lifted above those that have some. The boosts were chosen one at a time
on the queries marked `tune`; `make bench-relevance` prints what they give, also on those held out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from markupsafe import Markup

from app.search.language.analysis import Analyser
from app.search.passages import has_phrase, snippet
from app.search.plan import Plan, Planner, Wanted, Way
from app.search.port import Explanation, Page, Query
from app.search.snapshot import Ids, Snapshot, bits_of, numbers_of

EXACT_NAME = 40.0
PLACE_HERE, PLACE_ELSEWHERE = 2.0, 0.35
ANOTHER_KIND = 0.9
"""Times this where the text says loan and the document is none: it settles what is nearly even."""
ALL_WORDS = 5.0
STANDING = 0.9
"""Times this for each step from open: opens later, unknown, paused, closed."""
ALL_BUT_NOTHING = 0.999
LEAST_SHARE = 0.1
"""Documents that meet less than this of the query, rare words counting most, are not what was meant."""
MAIN_WAY = 0.5
MET_BY_NEAR = 0.6
HEAD, BY_PARTS, MET_BY_PARTS = 1.5, 0.6, 0.7
"""The last part of a compound counts so much more; what parts give beside the whole; how fully all of them meet it."""
MOST_NEEDED, CONCEPT = 3.0, 5.0
"""How much of a query a word is: what it is rare, but never more than the first; a concept of the field the second."""
OF_THE_BEST = 0.04
"""A document that scores less than this of the best one only clutters the list and its counts."""
FIRM, LEAST_OF_THE_BEST = 3.0, 0.42
"""A word that gives this, its rarity apart, is firmly met; where no document meets so much of a query, nothing fits."""
LONGEST_QUERY = 300
MOST_PHRASE_CHECKS = 400
KEPT_BYTES = 24_000_000
"""For what single words give, of the words asked for last."""

Scores = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]


class Met(NamedTuple):
    """How each document meets a word."""

    best: Scores
    """What the best way gives."""
    fully: Scores
    """From 0 to 1: a near word meets less than the word itself, a part less than the whole."""
    firmly: Scores
    """As `fully`, and less where the word is only mentioned in passing."""


class Ranker:
    """Answers queries on one snapshot. Holds nothing that a query changes, save caches."""

    def __init__(self, snapshot: Snapshot, analyser: Analyser) -> None:
        self._snapshot = snapshot
        self._planner = planner = Planner(snapshot, analyser)
        self.concepts = planner.concepts
        self._standing = np.float32(STANDING) ** snapshot.rank("standing").astype(np.float32)
        self._plan = lru_cache(maxsize=2_000)(planner.plan)
        # queries are new, their words seldom
        words = min(2_000, KEPT_BYTES // (12 * max(snapshot.size, 1)))
        self._word = lru_cache(maxsize=words)(self._met_by)
        self._importance = lru_cache(maxsize=10_000)(self._importance_of)

    def holds(self, key: str) -> bool:
        """Is there a document with this key?"""
        return key in self._snapshot.number

    def search(self, query: Query) -> Page:
        snapshot = self._snapshot
        plan = self._plan(query.text[:LONGEST_QUERY], query.lang, query.lifting)
        scores: Scores | None = None
        if plan.wanted:
            scores, matched = self._score(plan)
            self._weigh_places_and_kinds(scores, query)
            matching = bits_of(np.flatnonzero(matched).astype(np.int32), snapshot.size)
        else:  # nothing to look for: everything, unless something was typed that holds no word
            matching = snapshot.everything if plan.has_words or not query.text.strip() else 0
        for term in plan.unwanted:
            matching &= ~bits_of(snapshot.entry(term).ids, snapshot.size)
        chosen = numbers_of(matching & snapshot.candidates(query), snapshot.size)
        if plan.phrases:
            chosen = self._with_phrases(chosen, scores, plan)
            matching &= bits_of(chosen, snapshot.size) | ~snapshot.candidates(query)
        order = self._order(chosen, scores, query)
        page = snapshot.page(query, order, len(chosen), matching)
        nearest = () if matching else self._planner.nearest(query.text[:LONGEST_QUERY], query.lang)
        snippets = self._snippets(page, query, plan)
        return replace(page, corrections=plan.corrections, nearest=nearest, snippets=snippets)

    def explain(self, query: Query, key: str) -> Explanation | None:
        """Why the document stands where it does: each word, what met it, and what that gave; then what it was times."""
        number = self._snapshot.number.get(key)
        if number is None:
            return None
        plan = self._plan(query.text[:LONGEST_QUERY], query.lang, query.lifting)
        rows = [
            (word.surface, way.term, round(gives, 3))
            for word in plan.wanted
            for way, gives in self._given(word, number)
            if gives
        ]
        scores, _ = self._score(plan)
        before = float(scores[number])
        self._weigh_places_and_kinds(scores, query)
        needed = [word for word in plan.wanted if not word.optional]
        met = sum(self._needed(word) * float(self._word(word).fully[number]) for word in needed)
        if needed:
            rows.append(("", "times: how much is met", round(met / sum(map(self._needed, needed)), 3)))
        rows.append(("", "times: open or not", round(float(self._standing[number]), 3)))
        if before and (place := float(scores[number]) / before) != 1:
            rows.append(("", "times: place and kind", round(place, 3)))
        return Explanation(key=key, score=round(float(scores[number]), 3), parts=tuple(rows))

    def _given(self, word: Wanted, number: int) -> Iterator[tuple[Way, float]]:
        """What each way gives the document. The best one counts; of a compound's parts, the best of each part."""
        shares = _shares([self._importance(part) for part in word.parts])
        groups = [(word.ways, 1.0), *((part, BY_PARTS * share) for part, share in zip(word.parts, shares, strict=True))]
        for ways, share in groups:
            rarest = self._importance(ways)
            for way in ways:
                entry = self._snapshot.entry(way.term)
                at = int(np.searchsorted(entry.ids, number))
                if at < len(entry.ids) and entry.ids[at] == number:
                    rarity = self._rarity(entry.frequency)
                    rarity = rarity if way.joined else min(rarity, rarest)
                    yield way, float(entry.weights[at]) * rarity * way.weight * word.scale * share

    # -- scoring -------------------------------------------------------------------------------

    def _rarity(self, frequency: int) -> float:
        return float(np.log1p((self._snapshot.size - frequency + 0.5) / (frequency + 0.5)))

    def _importance_of(self, ways: tuple[Way, ...]) -> float:
        """How much it matters that a word is met: rare words most, and words that nothing has like the rarest."""
        frequency = max((self._snapshot.entry(way.term).frequency for way in ways if way.weight >= MAIN_WAY), default=0)
        return self._rarity(frequency)

    def _needed(self, word: Wanted) -> float:
        """How much of the query the word is."""
        return max(min(self._importance(word.ways), MOST_NEEDED), CONCEPT if word.in_lexicon else 0.0)

    def _meet(self, ways: tuple[Way, ...], scale: float) -> Met:
        best = np.zeros(self._snapshot.size, np.float32)
        fully = np.zeros(self._snapshot.size, np.float32)
        rarest = self._importance(ways)
        for way in ways:  # near words first
            entry = self._snapshot.entry(way.term)
            rarity = self._rarity(entry.frequency)
            if not way.joined:
                rarity = min(rarity, rarest)  # a near word is no rarer than the word itself
            gives = entry.weights * np.float32(rarity * way.weight * scale)
            best[entry.ids] = np.maximum(best[entry.ids], gives)
            fully[entry.ids] = 1.0 if way.marks else MET_BY_NEAR
        return Met(best, fully, np.minimum(fully, best * np.float32(1 / (rarest * scale * FIRM))))

    def _met_by(self, word: Wanted) -> Met:
        """What every document has of the word. Kept and shared: nobody may change it."""
        met = self._meet(word.ways, word.scale)
        if not word.parts:
            return met
        shares = _shares([self._importance(part) for part in word.parts])
        best, fully, firmly = np.zeros((3, self._snapshot.size), np.float32)
        for part, share in zip(word.parts, shares, strict=True):
            of_part = self._meet(part, word.scale)
            best += of_part.best * np.float32(share)
            fully += of_part.fully * np.float32(share)
            firmly += of_part.firmly * np.float32(share)
        return Met(
            np.maximum(met.best, best * np.float32(BY_PARTS)),
            np.maximum(met.fully, fully * np.float32(MET_BY_PARTS)),
            np.maximum(met.firmly, firmly * np.float32(MET_BY_PARTS)),
        )

    def _score(self, plan: Plan) -> tuple[Scores, Flags]:
        size = self._snapshot.size
        total, met, firmly = np.zeros((3, size), np.float32)
        needed, words = 0.0, 0
        for word in plan.wanted:
            found = self._word(word)
            total += found.best
            if not word.optional:
                weight = self._needed(word)
                words += 1
                needed += weight
                met += np.float32(weight) * found.fully
                firmly += np.float32(weight) * found.firmly
        matched: Flags = total > 0
        if words:
            share = met / np.float32(needed)
            matched &= share >= LEAST_SHARE
            if firmly.max(initial=0.0) < LEAST_OF_THE_BEST * needed:
                matched[:] = False
            total *= share * self._standing
            matched &= total >= total.max(initial=0.0) * OF_THE_BEST
            if words > 1:
                total[share > ALL_BUT_NOTHING] += ALL_WORDS
        named = self._snapshot.entry(plan.name)
        total[named.ids] += EXACT_NAME + ALL_WORDS
        matched[named.ids] = True
        return total, matched

    def _weigh_places_and_kinds(self, scores: Scores, query: Query) -> None:
        """Local documents of the reader's place rise, those of other places sink; so do those of another kind."""
        if query.kinds:
            named = 0
            for kind in query.kinds:
                named |= self._snapshot.bits.get("kind", {}).get(kind, 0)
            scores[numbers_of(self._snapshot.everything & ~named, self._snapshot.size)] *= ANOTHER_KIND
        if not query.places:
            return
        here = elsewhere = 0
        for value, bits in self._snapshot.bits.get("place", {}).items():
            if value in query.places:
                here |= bits
            else:
                elsewhere |= bits
        scores[numbers_of(here, self._snapshot.size)] *= PLACE_HERE
        scores[numbers_of(elsewhere & ~here, self._snapshot.size)] *= PLACE_ELSEWHERE

    def _with_phrases(self, chosen: Ids, scores: Scores | None, plan: Plan) -> Ids:
        """Of the best candidates, those whose text has every phrase, in any language."""
        if scores is not None:
            chosen = chosen[np.argsort(-scores[chosen], kind="stable")]
        kept = [
            int(number)
            for number in chosen[:MOST_PHRASE_CHECKS]
            if all(
                any(has_phrase(passage, phrase) for passage in self._snapshot.passages(int(number)))
                for phrase in plan.phrases
            )
        ]
        return np.array(sorted(kept), np.int32)

    def _snippets(self, page: Page, query: Query, plan: Plan) -> tuple[Markup, ...]:
        if not query.snippets or not len(plan.marks):
            return ()
        passages = (self._snapshot.passage(self._snapshot.number[key], query.lang) for key in page.keys)
        return tuple(snippet(passage, plan.marks) if passage else Markup() for passage in passages)

    # -- order ---------------------------------------------------------------------------------

    def _order(self, chosen: Ids, scores: Scores | None, query: Query) -> Sequence[int]:
        """The documents of the page asked for, in order."""
        wanted = query.offset + query.limit
        if query.sort == "relevance" and scores is not None and len(chosen) > 4 * wanted:
            here = np.round(scores[chosen], 3)
            least = np.partition(here, len(here) - wanted)[len(here) - wanted]
            chosen = chosen[here >= least]
        ordered = chosen[np.lexsort(self._columns(chosen, scores, query))]
        return [int(number) for number in ordered[query.offset : wanted]]

    def _columns(self, chosen: Ids, scores: Scores | None, query: Query) -> tuple[npt.NDArray[np.floating], ...]:
        """What to sort by; the last column weighs most."""
        snapshot = self._snapshot
        relevance = -np.round(scores[chosen], 3) if scores is not None else np.zeros(len(chosen), np.float32)
        title = snapshot.rank(f"title_{query.lang}")[chosen]
        nearest = snapshot.rank("nearest")[chosen]
        match query.sort:
            case "title":
                return (title,)
            case "updated":
                return title, snapshot.rank("updated", descending=True)[chosen]
            case "nearest":
                return title, relevance, nearest
            case "deadline":
                return title, snapshot.next_day(query.today)[chosen]
            case _:
                return title, nearest, snapshot.rank("standing")[chosen], relevance


def _shares(importance: Sequence[float]) -> list[float]:
    """How much of a compound each part is: the rare ones most, and the last one, which says what the thing is."""
    weights = [*importance[:-1], *(HEAD * last for last in importance[-1:])]
    return [weight / sum(weights) for weight in weights]
