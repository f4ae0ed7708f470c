"""The running text of each document with its words' places, for snippets and phrases.

One binary file a generation, read through a memory map: per document and language the text, where
each word starts and ends, and the hashes of what each word can be met by (surface, keys, parts).
Searching a text is then a comparison of whole arrays.
"""

import html
import mmap
import struct
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
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


def term_hash(term: str) -> int:
    """A number for an index term. Two terms sharing one (1 in 4 000 million) would mark a word too many."""
    return zlib.crc32(term.encode())


class Passage(NamedTuple):
    """A text, its words' places, and what they can be met by: `hashes[i]` belongs to word `owners[i]`."""

    text: str
    starts: npt.NDArray[np.uint32]
    ends: npt.NDArray[np.uint32]
    hashes: Hashes
    owners: npt.NDArray[np.uint32]


def pack(text: str, tokens: Iterable[Token]) -> bytes:
    """A passage as bytes: a text and its words."""
    starts: list[int] = []
    ends: list[int] = []
    hashes: list[int] = []
    owners: list[int] = []
    for number, token in enumerate(tokens):
        starts.append(token.start)
        ends.append(token.end)
        terms = {f"s:{token.surface}", *(f"k:{key}" for key in token.keys), *(f"p:{key}" for key in token.parts)}
        hashes.extend(map(term_hash, sorted(terms)))
        owners.extend([number] * len(terms))
    raw = text.encode("utf-8")
    arrays = b"".join(np.asarray(values, np.uint32).tobytes() for values in (starts, ends, hashes, owners))
    return _HEAD.pack(len(raw), len(starts), len(hashes)) + raw + arrays


def unpack(raw: bytes) -> Passage:
    length, count, total = _HEAD.unpack_from(raw)
    at = _HEAD.size
    text = raw[at : at + length].decode("utf-8")
    numbers = np.frombuffer(raw, np.uint8, offset=at + length).view()
    values = np.frombuffer(numbers.tobytes(), np.uint32)
    return Passage(
        text,
        values[:count],
        values[count : 2 * count],
        values[2 * count : 2 * count + total],
        values[2 * count + total : 2 * count + 2 * total],
    )


class Writer:
    """Writes passages one after another and tells where each one is."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._at = 0

    def add(
        self, texts: Mapping[Lang, str], analyse: Callable[[str, Lang], Iterable[Token]]
    ) -> dict[str, tuple[int, int]]:
        places: dict[str, tuple[int, int]] = {}
        for lang, text in texts.items():
            raw = pack(text, analyse(text, lang))
            self._file.write(raw)
            places[lang] = (self._at, len(raw))
            self._at += len(raw)
        return places


class Reader:
    """Reads passages by place; the file may be deleted while it is open."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._map: Any = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else b""

    def read(self, place: Sequence[int]) -> Passage:
        at, length = place
        return unpack(self._map[at : at + length])


def words_met(passage: Passage, wanted: Hashes) -> npt.NDArray[np.uint32]:
    """Numbers of the words that any of `wanted` (ascending) meets, ascending."""
    if not len(wanted) or not len(passage.hashes):
        return np.empty(0, np.uint32)
    near = np.minimum(np.searchsorted(wanted, passage.hashes), len(wanted) - 1)
    owners: npt.NDArray[np.uint32] = passage.owners[wanted[near] == passage.hashes]
    first = np.ones(len(owners), np.bool_)
    np.not_equal(owners[1:], owners[:-1], out=first[1:])
    found: npt.NDArray[np.uint32] = owners[first]
    return found


def has_phrase(passage: Passage, phrase: Iterable[Hashes]) -> bool:
    """Do words that meet each of the phrase's words in turn stand side by side?"""
    at: npt.NDArray[np.int64] | None = None
    for step, wanted in enumerate(phrase):
        here = words_met(passage, wanted).astype(np.int64) - step
        at = here if at is None else np.intersect1d(at, here, assume_unique=True)
        if not len(at):
            return False
    return at is not None


def snippet(passage: Passage, wanted: Hashes) -> Markup:
    """The part of the text with the most different matches, escaped, matches in <mark>; empty without a match."""
    met = words_met(passage, wanted)
    passage = _shown(passage)
    met = met[met < len(passage.starts)]
    if not len(met):
        return Markup()
    first = _best_start(met)
    last = min(first + WINDOW, len(passage.starts)) - 1
    begin, end = _whole_sentence(passage, first), int(passage.ends[last])
    out = ["… "] if begin else []
    at = begin
    inside = met[(met >= first) & (met <= last)]
    for start, stop in zip(passage.starts[inside].tolist(), passage.ends[inside].tolist(), strict=True):
        out += (html.escape(passage.text[at:start]), "<mark>", html.escape(passage.text[start:stop]), "</mark>")
        at = stop
    out.append(html.escape(passage.text[at:end]))
    if end < len(passage.text.rstrip(" .")):
        out.append(" …")
    return Markup("".join(out))  # noqa: S704 (every piece of text is escaped above)


def _shown(passage: Passage) -> Passage:
    end = passage.text.find(UNSHOWN)
    if end < 0:
        return passage
    count = int(np.searchsorted(passage.starts, end))
    return passage._replace(text=passage.text[:end], starts=passage.starts[:count], ends=passage.ends[:count])


def _best_start(met: npt.NDArray[np.uint32]) -> int:
    """Where a window holds the most matches; a little before its first match."""
    inside = np.searchsorted(met, met + WINDOW - 4) - np.arange(len(met))
    return max(0, int(met[int(np.argmax(inside))]) - 4)


def _whole_sentence(passage: Passage, first: int) -> int:
    """Start at the sentence when it begins near, else at the word."""
    begin = int(passage.starts[first])
    stop = passage.text.rfind(". ", max(0, begin - 60), begin)
    return stop + 2 if stop >= 0 else 0 if first == 0 or begin < 60 else begin
