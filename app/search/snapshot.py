"""One generation of the index, immutable: postings as arrays, facets as bit sets, orders as ranks.

Engines only supply postings and stored values; scoring, filters, counts and sorting are here, so
that every engine answers alike. Safe to share between threads: what is cached is computed the
same by whoever comes first.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from app.search.passages import Passage
from app.search.port import FIELDS, Page, Query

Ids = npt.NDArray[np.int32]
Weights = npt.NDArray[np.float32]
Postings = Callable[[str, str], tuple[Sequence[int] | Ids, Sequence[float] | Weights]]
"""(field, term) -> document numbers and term counts; empty where the term is unknown."""

FIELD_WEIGHT = {"title": 5.0, "tags": 4.0, "promise": 3.0, "provider": 1.0, "body": 1.5}
K1 = 1.2
B = {"title": 0.3, "tags": 0.0, "promise": 0.3, "provider": 0.2, "body": 0.7}
MOST_PASSAGES = 3_000
"""Kept unpacked, of those shown last: some 4 kB each."""
NO_IDS: Ids = np.empty(0, np.int32)
NO_WEIGHTS: Weights = np.empty(0, np.float32)


@dataclass(frozen=True, slots=True)
class Entry:
    """The documents that have a term in any field, and what it is worth there."""

    ids: Ids
    weights: Weights

    @property
    def frequency(self) -> int:
        return len(self.ids)


class Snapshot:
    def __init__(
        self,
        stored: Sequence[Mapping[str, Any]],
        vocabulary: Iterable[str],
        postings: Postings,
        read_passage: Callable[[Sequence[Any]], Passage],
    ) -> None:
        self.size = len(stored)
        self.keys = [str(doc["key"]) for doc in stored]
        self.number = {key: n for n, key in enumerate(self.keys)}
        self.vocabulary = frozenset(vocabulary)
        self._postings = postings
        self._read_passage = read_passage
        self._entries: dict[str, Entry] = {}
        self._saturation = _saturation_bases(stored)
        self._stored = stored
        self.everything = (1 << self.size) - 1
        self.bits = _facet_bits(stored)
        self._ranks: dict[str, npt.NDArray[np.float64]] = {}
        self._copies = [
            (n, self.number[doc["general"]]) for n, doc in enumerate(stored) if doc["general"] in self.number
        ]
        self._all_copies = _bits(n for n, _ in self._copies)
        self.passage = lru_cache(maxsize=MOST_PASSAGES)(self._passage)

    # -- terms ---------------------------------------------------------------------------------

    def entry(self, term: str) -> Entry:
        """Everything about `term`, over all fields; read from the engine the first time."""
        found = self._entries.get(term)
        if found is None:
            found = self._entries[term] = self._read(term)
        return found

    def _read(self, term: str) -> Entry:
        if term not in self.vocabulary:
            return Entry(NO_IDS, NO_WEIGHTS)
        total = np.zeros(self.size, np.float32)
        for name in FIELDS:
            numbers, counts = self._postings(name, term)
            if len(numbers):
                ids = np.asarray(numbers, np.int32)
                tf = np.asarray(counts, np.float32)
                total[ids] += FIELD_WEIGHT[name] * tf * (K1 + 1) / (tf + self._saturation[name][ids])
        ids = np.flatnonzero(total).astype(np.int32)
        return Entry(ids, total[ids])

    # -- filters and counts --------------------------------------------------------------------

    def candidates(self, query: Query) -> int:
        """Documents that every filter lets through, as a bit set."""
        return self._visible(query) & self._filtered(query, leaving_out=None)

    def _visible(self, query: Query) -> int:
        """All documents less hidden values, and of a local copy and its general document only one."""
        visible = self.everything
        for name, values in query.hidden.items():
            if name not in query.facets:
                visible &= ~self._any(name, values)
        visible &= ~self._all_copies
        places = query.facets.get("municipality") or query.places
        here = self._any("municipality", places) if places else 0
        for copy, general in self._copies:
            if here >> copy & 1:
                visible = visible & ~(1 << general) | 1 << copy
        return visible

    def _any(self, name: str, values: Iterable[str]) -> int:
        table = self.bits.get(name, {})
        found = 0
        for value in values:
            found |= table.get(value, 0)
        return found

    def _filtered(self, query: Query, *, leaving_out: str | None) -> int:
        found = self.everything
        for name, values in query.facets.items():
            if name != leaving_out:
                found &= self._any(name, values)
        return found

    def counts(self, query: Query, matching: int) -> dict[str, dict[str, int]]:
        """How many of `matching` each facet value would give, its own filter left out."""
        out: dict[str, dict[str, int]] = {}
        visible = self._visible(query)
        shared = matching & visible & self._filtered(query, leaving_out=None)
        for name, table in self.bits.items():
            base = matching & visible & self._filtered(query, leaving_out=name) if name in query.facets else shared
            if name in query.hidden:  # a hidden value still tells how many it hides
                base = matching & self._visible_ignoring_hidden(query) & self._filtered(query, leaving_out=name)
            out[name] = {value: (base & bits).bit_count() for value, bits in table.items()}
        return out

    def _visible_ignoring_hidden(self, query: Query) -> int:
        return self._visible(Query(facets=query.facets, places=query.places))

    # -- order ---------------------------------------------------------------------------------

    def rank(self, name: str, *, descending: bool = False) -> npt.NDArray[np.float64]:
        """Position of every document in the order of a stored value; missing values last."""
        cached = self._ranks.get(name)
        if cached is None:
            values = [doc["order"].get(name) for doc in self._stored]
            distinct = sorted({v for v in values if v is not None}, reverse=descending)
            place = {v: n for n, v in enumerate(distinct)}
            cached = np.array([place.get(v, len(distinct)) for v in values], np.float64)
            self._ranks[name] = cached
        return cached

    def next_day(self, today: int) -> npt.NDArray[np.float64]:
        """The first stored day from `today` on, per document; infinity where there is none."""
        name = f"day {today}"
        cached = self._ranks.get(name)
        if cached is None:
            cached = np.full(self.size, np.inf)
            for n, doc in enumerate(self._stored):
                days = doc["days"]
                at = bisect_left(days, today)
                if at < len(days):
                    cached[n] = days[at]
            self._ranks[name] = cached
        return cached

    def page(self, query: Query, order: Sequence[int], total: int, matching: int) -> Page:
        return Page(keys=tuple(self.keys[n] for n in order), total=total, facets=self.counts(query, matching))

    # -- texts ---------------------------------------------------------------------------------

    def _passage(self, number: int, lang: str) -> Passage | None:
        place = self._stored[number]["passages"].get(lang)
        return self._read_passage(place) if place else None

    def passages(self, number: int) -> Iterator[Passage]:
        for place in self._stored[number]["passages"].values():
            yield self._read_passage(place)


def _bits(numbers: Iterable[int]) -> int:
    found = 0
    for n in numbers:
        found |= 1 << n
    return found


def bits_of(ids: Ids, size: int) -> int:
    """A bit set of document numbers."""
    mask = np.zeros(size, np.bool_)
    mask[ids] = True
    return int.from_bytes(np.packbits(mask, bitorder="little").tobytes(), "little")


def numbers_of(bits: int, size: int) -> Ids:
    """Document numbers of a bit set, ascending."""
    raw = np.frombuffer(bits.to_bytes((size + 7) // 8, "little"), np.uint8)
    return np.flatnonzero(np.unpackbits(raw, bitorder="little", count=size)).astype(np.int32)


def _facet_bits(stored: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    numbers: dict[str, dict[str, list[int]]] = {}
    for n, doc in enumerate(stored):
        for name, values in doc["facets"].items():
            for value in values:
                numbers.setdefault(name, {}).setdefault(value, []).append(n)
    size = len(stored)
    return {
        name: {value: bits_of(np.asarray(ids, np.int32), size) for value, ids in table.items()}
        for name, table in numbers.items()
    }


def _saturation_bases(stored: Sequence[Mapping[str, Any]]) -> dict[str, Weights]:
    """K1·(1-b+b·length/mean), the part of BM25 that depends on the document alone, per field."""
    bases = {}
    for name in FIELDS:
        lengths = np.array([doc["lengths"].get(name, 1) for doc in stored], np.float32)
        mean = float(lengths.mean()) if len(lengths) else 1.0
        bases[name] = (K1 * (1 - B[name] + B[name] * lengths / mean)).astype(np.float32)
    return bases
