r"""The table of Norwegian words: a form -> its keys, and whether it can stand first or last in a compound.

Built on the machine by `tools/word_table.py` from Debian's `apertium-nno-nob`, never committed. The file is a
hash table that is mapped into memory: opening it reads nothing but a checksum, a look-up is one or two reads,
threads and workers share the pages, and nobody can change it.

    MAGIC | size of the rest, checksum of the rest begun at the number of slots, that number | slots | entries
    numbers and slots: u32, little-endian
    slot: offset of an entry among the entries plus one; 0 is empty; the next slot is tried when it is taken
    entry: u8 length, then `form \t keys \t lemmas \t left \t right`, UTF-8
"""

import mmap
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from struct import Struct
from typing import NamedTuple, Self

MAGIC = b"verkemiddel words 1\n"
FILE = Path("words") / "nno-nob.words"
_HEAD = Struct("<III")
_LONGEST = 255


class Entry(NamedTuple):
    """What the table knows of one form. The keys of which the form is itself the lemma come first."""

    keys: tuple[str, ...]
    lemmas: int
    """How many of the keys, from the first, have this form as their lemma."""
    left: str
    """The key that the form has as a first part of a compound (`nærings` -> `næring`), or nothing."""
    right: str
    """The key that the form has as a noun last in a compound, or nothing."""


class WordTable:
    """Read-only. Raises `ValueError` or `OSError` when the file is not a whole table."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        start = len(MAGIC) + _HEAD.size
        if self._data[: len(MAGIC)] != MAGIC or len(self._data) < start:
            raise ValueError(f"{path} is not a table of words")
        size, checksum, slots = _HEAD.unpack_from(self._data, len(MAGIC))
        with memoryview(self._data) as view:
            if size != len(view) - start or checksum != zlib.crc32(view[start:], slots):
                raise ValueError(f"{path} is damaged")
        self._slots = slots
        self._first_slot = start
        self._first_entry = start + 4 * slots
        self.checksum = f"{checksum:08x}{size:08x}"

    @classmethod
    def open(cls, path: Path | None) -> Self | None:
        """Return the table in `path`, or None when there is none that can be used."""
        if path is not None:
            with suppress(OSError, ValueError):
                return cls(path)
        return None

    def get(self, form: str) -> Entry | None:
        """Return what is known of a folded form without hyphens."""
        wanted = form.encode()
        if len(wanted) > _LONGEST or b"\t" in wanted or not self._slots:
            return None
        data = self._data
        slot = zlib.crc32(wanted) % self._slots
        while at := int.from_bytes(data[self._first_slot + 4 * slot : self._first_slot + 4 * slot + 4], "little"):
            begin = self._first_entry + at
            if data[begin : begin + len(wanted) + 1] == wanted + b"\t":
                return _entry(data[begin : begin + data[begin - 1]])
            slot = (slot + 1) % self._slots
        return None

    def __iter__(self) -> Iterator[str]:
        at = self._first_entry
        while at < len(self._data):
            length = self._data[at]
            yield self._data[at + 1 : at + 1 + length].split(b"\t", 1)[0].decode()
            at += 1 + length


def _entry(raw: bytes) -> Entry:
    _, keys, lemmas, left, right = raw.decode().split("\t")
    return Entry(tuple(keys.split(" ")), int(lemmas), left, right)


def write(path: Path, entries: Iterable[tuple[str, Entry]]) -> int:
    """Write a table to `path` in one step (a reader sees the old one or the new one). Return how many forms."""
    blob = bytearray()
    at: list[tuple[int, int]] = []
    for form, entry in entries:
        raw = "\t".join((form, " ".join(entry.keys), str(entry.lemmas), entry.left, entry.right)).encode()
        if len(raw) <= _LONGEST:
            at.append((zlib.crc32(form.encode()), len(blob) + 1))
            blob.append(len(raw))
            blob += raw
    slots = [0] * (2 * len(at) + 1)
    for number, offset in at:
        slot = number % len(slots)
        while slots[slot]:
            slot = (slot + 1) % len(slots)
        slots[slot] = offset
    rest = Struct(f"<{len(slots)}I").pack(*slots) + bytes(blob)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}.unfinished")
    unfinished.write_bytes(MAGIC + _HEAD.pack(len(rest), zlib.crc32(rest, len(slots)), len(slots)) + rest)
    unfinished.replace(path)
    return len(at)
