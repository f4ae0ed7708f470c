"""Whoosh's index files, written and read a term at a time instead of a posting at a time.

Whoosh 2.7.4 pickles every posting to disk, sorts them with a heap and calls five functions for each:
two thirds of the time of a build. Here the postings are gathered in memory and each term is written
as one block of Whoosh's own file format, through the places it has for that: codec, pool, field writer.
"""

import warnings
from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import Any

import numpy as np
import numpy.typing as npt

with warnings.catch_warnings():  # its source predates today's rules on escape sequences
    warnings.simplefilter("ignore")
    from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3LeafMatcher, W3PostingsWriter

WORTH_PACKING = 16
"""Postings. Fewer are not compressed, which would take longer than it saves."""

Postings = tuple["array[int]", "array[int]"]
"""Document numbers, ascending, and how often each has the term."""


class Gathered:
    """Stands where Whoosh has its pool of postings on disk. Eight bytes for each posting, in memory."""

    def __init__(self) -> None:
        self._fields: dict[str, dict[str, Postings]] = {}

    def put(self, field: str, number: int, counts: Mapping[str, int]) -> None:
        """The terms of a document that comes after all before it."""
        table = self._fields.setdefault(field, {})
        for term, count in counts.items():
            found = table.get(term)
            if found is None:
                found = table[term] = array("I"), array("I")
            found[0].append(number)
            found[1].append(count)

    def add(self, posting: tuple[str, bytes, int, float, bytes]) -> None:
        """What Whoosh adds by itself: keys of documents, and the postings of segments that it merges."""
        field, term, number, weight, _ = posting
        self.put(field, number, {term.decode(): int(weight)})

    def iter_postings(self) -> Iterator[tuple[str, dict[str, Postings]]]:
        yield from sorted(self._fields.items())

    def cleanup(self) -> None:
        self._fields.clear()


class _TermWriter(W3PostingsWriter):  # type: ignore[misc]
    def add_whole(self, ids: "array[int]", counts: "array[int]") -> None:
        """All the postings of the term that was started."""
        self._ids, self._weights = ids, array("f", counts)
        self._maxweight = max(counts)
        self._compression = 1 if len(ids) > WORTH_PACKING else 0

    def _mini_weights(self) -> Any:
        first = self._weights[0]
        if self._weights.count(first) < len(self._weights):
            return tuple(self._weights)
        return None if first == 1.0 else first


class _FieldWriter(W3FieldWriter):  # type: ignore[misc]
    def add_postings(self, schema: Any, _lengths: object, items: Iterable[tuple[str, dict[str, Postings]]]) -> None:
        for name, terms in items:
            self.start_field(name, schema[name])
            for term in sorted(terms):  # by code point, which is the order of their bytes
                self.start_term(term.encode())
                self._postwriter.add_whole(*terms[term])
                self.finish_term()
            self.finish_field()


class WholeMatcher(W3LeafMatcher):  # type: ignore[misc]
    """As Whoosh's own, and gives everything at once."""

    def whole(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """Document numbers of the segment, ascending, and how often each has the term."""
        self._read_data()
        steps, weights, _ = self._data
        ids = np.fromiter(accumulate(steps), np.int64, len(steps))
        if isinstance(weights, tuple):
            return ids, np.array(weights, np.float32)
        return ids, np.full(len(ids), 1.0 if weights is None else weights, np.float32)


class TermCodec(W3Codec):  # type: ignore[misc]
    """Kept in the index, which names this class: a sealed generation alone is ever opened."""

    length_stats = False

    def field_writer(self, storage: Any, segment: Any) -> Any:
        return _FieldWriter(self, storage, segment)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> Any:
        return _TermWriter(dbfile, blocklimit=self._blocklimit, byteids=byteids)

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> WholeMatcher:
        offset, length = terminfo.extent()
        return WholeMatcher(dbfile, offset, length, format_, term=term, scorer=scorer)
