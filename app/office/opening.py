"""An uploaded file of Word or Excel -> its parts, or a plain answer why it is not opened.

Both are zip archives of XML. What is the same for both stands here; each reader knows its own parts, and what it takes
a wrong file to be. Nothing is unpacked before its size is known, whatever the file claims to be.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from xml.sax import SAXException

from defusedxml import DefusedXmlException
from lxml import etree

TYPES = "[Content_Types].xml"
SMALL = 1_000
"""Bytes; a part that is packed as less than this may be as large as if it were this."""


class Reason(StrEnum):
    """Why a file is not opened. Every reader has these among its own reasons."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_LARGE_INSIDE = "too_large_inside"
    OLD_OR_LOCKED = "old_or_locked"
    MACROS = "macros"
    OPEN_DOCUMENT = "open_document"
    ONLY_A_ZIP = "only_a_zip"
    BROKEN = "broken"


class Unsafe(Exception):
    """The file is not opened. Nothing was kept."""

    def __init__(self, why: Reason) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bytes, but for `parts`, which is how many, and `ratio`: how many times larger a part may be than what it is packed as."""

    file: int
    unpacked: int
    parts: int
    part: int
    ratio: int


class Archive:
    """The parts of a file that has passed."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        self._archive, self._limits = archive, limits
        self.names = tuple(archive.namelist())

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def read(self, name: str) -> bytes:
        """A part. Raises `Unsafe` where it is too large, `LookupError` where it is not there."""
        part = self._archive.getinfo(name)
        if part.file_size > min(self._limits.part, self._limits.ratio * max(part.compress_size, SMALL)):
            raise Unsafe(Reason.TOO_LARGE_INSIDE)
        return self._archive.read(part)


def check_size(data: bytes, limits: Limits) -> None:
    """Raises `Unsafe` for a file that is empty or too large."""
    if not data:
        raise Unsafe(Reason.EMPTY)
    if len(data) > limits.file:
        raise Unsafe(Reason.TOO_LARGE)


def is_old_or_locked(data: bytes) -> bool:
    """Is it the container of Office before 2007, which is also what a password makes of a newer file?"""
    return data.startswith(b"\xd0\xcf\x11\xe0")


def is_zip(data: bytes) -> bool:
    return data.startswith(b"PK")


@contextmanager
def unpacked(data: bytes, limits: Limits) -> Iterator[Archive]:
    """The archive, looked over. Whatever breaks while it is read is a broken file. Raises `Unsafe`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _look_at_parts(archive.infolist(), limits)
            found = Archive(archive, limits)
            _look_for_macros(found)
            yield found
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise Unsafe(Reason.BROKEN) from error
    # zipfile raises NotImplementedError of a packing that it does not know
    except (DefusedXmlException, SAXException, etree.XMLSyntaxError, NotImplementedError, LookupError) as error:
        raise Unsafe(Reason.BROKEN) from error


def _look_at_parts(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    names = [part.filename for part in parts]
    if "mimetype" in names and "content.xml" in names:
        raise Unsafe(Reason.OPEN_DOCUMENT)
    if TYPES not in names:
        raise Unsafe(Reason.ONLY_A_ZIP)
    if len(parts) > limits.parts or sum(part.file_size for part in parts) > limits.unpacked:
        raise Unsafe(Reason.TOO_LARGE_INSIDE)
    if len(set(names)) != len(names) or any(part.flag_bits & 1 for part in parts):
        raise Unsafe(Reason.BROKEN)


def _look_for_macros(archive: Archive) -> None:
    if b"macroEnabled" in archive.read(TYPES) or any(name.endswith("vbaProject.bin") for name in archive.names):
        raise Unsafe(Reason.MACROS)
