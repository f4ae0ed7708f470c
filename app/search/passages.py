"""The running text of each document with its words' places, for snippets and phrases.

One binary file a generation, read through a memory map: per document and language where each word
starts and ends, what each word can be met by (hashes of surface, keys, parts; ascending, so that a
word is found by bisection), and the text.
"""

import html
import mmap
import struct
import zlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import numpy as np
import numpy.typing as npt
from markupsafe import Markup

from app.kernel.text import Lang
from app.search.language.analysis import Token

Hashes = npt.NDArray[np.uint32]
UNSHOWN = "\u2029"
"""In a text: what follows may be met by a phrase, but is never shown in a snippet."""
WINDOW = 30
"""Words in a snippet."""
_HEAD = struct.Struct("<III")
_BEGIN, _END = "\x00", "\x01"
"""Stand for the marks until what is between them is escaped; no text has them."""
_ONE = 4
"""Bytes of a number. Every passage takes a whole number of them."""


def term_hash(term: str) -> int:
    """A number for an index term. Two terms sharing one (1 in 4 000 million) would mark a word too many."""
    return zlib.crc32(term.encode())


class Passage(NamedTuple):
    """A text, its words' places, and what they can be met by: `hashes[i]` (ascending) belongs to word `owners[i]`."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    hashes: Hashes
    owners: npt.NDArray[np.uint32]


@lru_cache(maxsize=50_000)
def _hashes(surface: str, keys: tuple[str, ...], parts: tuple[str, ...]) -> tuple[int, ...]:
    terms = {f"s:{surface}", *(f"k:{key}" for key in keys), *(f"p:{key}" for key in parts)}
    return tuple(map(term_hash, sorted(terms)))


def pack(text: str, tokens: Sequence[Token]) -> bytes:
    """A passage as bytes: a text and its words."""
    met = [_hashes(*token[2:]) for token in tokens]
    hashes = np.fromiter(chain.from_iterable(met), np.uint32)
    owners = np.repeat(np.arange(len(met), dtype=np.uint32), np.fromiter(map(len, met), np.intp, len(met)))
    order = np.argsort(hashes, kind="stable")  # words that share a hash stay in the order of the text
    places = np.fromiter((token[at] for at in (0, 1) for token in tokens), np.uint32, 2 * len(tokens))
    raw = text.replace(_BEGIN, " ").replace(_END, " ").encode("utf-8")
    head = _HEAD.pack(len(raw), len(tokens), len(hashes))
    whole = b"".join((head, places.tobytes(), hashes[order].tobytes(), owners[order].tobytes(), raw))
    return whole + bytes(-len(whole) % _ONE)


def unpack(numbers: npt.NDArray[np.uint32]) -> Passage:
    """The passage that `numbers` holds; its arrays are views of them."""
    length, count, total = numbers[:3].tolist()
    ends, hashes = 3 + count, 3 + 2 * count
    owners, text = hashes + total, hashes + 2 * total
    return Passage(
        numbers[text:].tobytes()[:length].decode("utf-8"),
        numbers[3:ends].data,
        numbers[ends:hashes].data,
        numbers[hashes:owners],
        numbers[owners:text],
    )


class Writer:
    """Writes passages one after another and tells where each one is: at which number, and how many."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._at = 0

    def add(
        self, texts: Mapping[Lang, str], analyse: Callable[[str, Lang], Sequence[Token]]
    ) -> dict[str, tuple[int, int]]:
        places: dict[str, tuple[int, int]] = {}
        for lang, text in texts.items():
            raw = pack(text, analyse(text, lang))
            self._file.write(raw)
            places[lang] = (self._at, len(raw) // _ONE)
            self._at += len(raw) // _ONE
        return places


class Reader:
    """Reads passages by place. Of bytes, or of a file, which may be deleted while it is open."""

    def __init__(self, source: Path | bytes) -> None:
        raw: Any = source
        if isinstance(source, Path):
            with source.open("rb") as file:
                raw = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if source.stat().st_size else b""
        self._numbers = np.frombuffer(raw, np.uint32)

    def read(self, place: Sequence[int]) -> Passage:
        at, length = place
        return unpack(self._numbers[at : at + length])


def words_met(passage: Passage, wanted: Hashes) -> list[int]:
    """Numbers of the words that any of `wanted` meets, ascending."""
    first = passage.hashes.searchsorted(wanted).tolist()
    behind = passage.hashes.searchsorted(wanted, "right").tolist()
    met: set[int] = set()
    for at, end in zip(first, behind, strict=True):
        if at < end:
            met.update(passage.owners[at:end].tolist())
    return sorted(met)


def has_phrase(passage: Passage, phrase: Iterable[Hashes]) -> bool:
    """Do words that meet each of the phrase's words in turn stand side by side?"""
    at: set[int] | None = None
    for step, wanted in enumerate(phrase):
        here = {number - step for number in words_met(passage, wanted)}
        at = here if at is None else at & here
        if not at:
            return False
    return at is not None


def snippet(passage: Passage, wanted: Hashes) -> Markup:
    """The part of the text with the most different matches, escaped, matches in <mark>; empty without a match."""
    text, starts, ends = passage.text, passage.starts, passage.ends
    shown, unshown, _ = text.partition(UNSHOWN)
    count = bisect_left(starts, len(shown)) if unshown else len(starts)
    met = [number for number in words_met(passage, wanted) if number < count]
    if not met:
        return Markup()
    first = _best_start(met)
    last = min(first + WINDOW, count) - 1
    begin, end = _whole_sentence(text, starts[first], first), ends[last]
    out = ["… "] if begin else []
    at = begin
    for number in met:
        if first <= number <= last:
            start, stop = starts[number], ends[number]
            out += (text[at:start], _BEGIN, text[start:stop], _END)
            at = stop
    out.append(text[at:end])
    if end < len(shown.rstrip(" .")):
        out.append(" …")
    # running text: quotation marks may stand as they are
    escaped = html.escape("".join(out), quote=False)
    return Markup(escaped.replace(_BEGIN, "<mark>").replace(_END, "</mark>"))  # noqa: S704 (escaped in the line above)


def _best_start(met: Sequence[int]) -> int:
    """Where a window holds the most matches; a little before its first match."""
    best, most, behind = met[0], 0, 0
    for at, number in enumerate(met):
        while behind < len(met) and met[behind] < number + WINDOW - 4:
            behind += 1
        if behind - at > most:
            best, most = number, behind - at
    return max(0, best - 4)


def _whole_sentence(text: str, begin: int, first: int) -> int:
    """Start at the sentence when it begins near, else at the word."""
    stop = text.rfind(". ", max(0, begin - 60), begin)
    return stop + 2 if stop >= 0 else 0 if first == 0 or begin < 60 else begin
