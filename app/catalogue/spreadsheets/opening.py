"""An uploaded file -> a workbook that is safe to read, or a plain answer why not.

Every part is counted before the library that builds objects of it sees it, so that the time and the memory that a
file can take are bounded by the limits here, whatever the file claims to be.
"""

import io
import re
import zipfile
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from xml.sax.handler import ContentHandler

from defusedxml import sax
from openpyxl.utils import column_index_from_string

from app.office.opening import Archive, Limits, Reason, Unsafe, check_size, is_old_or_locked, is_zip, unpacked

LARGEST_FILE = 5_000_000
LARGEST_UNPACKED = 20_000_000
MOST_PARTS = 300
LIMITS = Limits(
    file=LARGEST_FILE, unpacked=LARGEST_UNPACKED, parts=MOST_PARTS, part=LARGEST_UNPACKED, ratio=LARGEST_UNPACKED
)
"""Cells that are alike pack very well: how large it all is unpacked is the limit, whatever the ratio."""
MOST_ROWS = 5_000
FURTHEST_ROW = 100_000
MOST_COLUMNS = 200
MOST_CELLS = 300_000
MOST_TEXTS = 700_000
"""Elements that hold the texts and values of cells."""
MOST_OTHER = 60_000
"""All other elements: styles, the list of sheets, settings."""
_KEPT = re.compile(
    r"\[content_types\]\.xml|_rels/\.rels|xl/(_rels/workbook\.xml\.rels|(workbook|styles|sharedstrings)\.xml"
    r"|worksheets/[^/]+\.xml)"
)
"""The parts that are read, in small letters. Whatever else a workbook may hold is never unpacked."""
_ROW = re.compile(r"[1-9]\d{0,5}")
_CELL = re.compile(r"([A-Z]{1,3})[1-9]\d{0,6}")


class NotRead(StrEnum):
    """Why a file is not read. The words are in `wording`."""

    EMPTY = Reason.EMPTY
    TOO_LARGE = Reason.TOO_LARGE
    TOO_LARGE_INSIDE = Reason.TOO_LARGE_INSIDE
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_MANY_CELLS = "too_many_cells"
    OLD_OR_LOCKED = Reason.OLD_OR_LOCKED
    MACROS = Reason.MACROS
    OTHER_OFFICE = "other_office"
    OPEN_DOCUMENT = Reason.OPEN_DOCUMENT
    PLAIN_TEXT = "plain_text"
    ONLY_A_ZIP = Reason.ONLY_A_ZIP
    NOT_A_WORKBOOK = "not_a_workbook"
    BROKEN = Reason.BROKEN
    NONE_OF_OURS = "none_of_ours"
    TOO_MANY_CHANGES = "too_many_changes"


class FileRefused(Exception):
    """The file cannot be read as one of our workbooks. Nothing was kept."""

    def __init__(self, why: NotRead) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that has passed."""

    data: bytes
    """The parts that are read, and no others."""
    merged: dict[str, list[str]] = field(default_factory=dict)
    """Merged areas (“B3:C4”) by the name of the part that the sheet is."""


def opened(data: bytes) -> Opened:
    """Look at every part of the file. Raises `FileRefused`."""
    try:
        check_size(data, LIMITS)
        _look_at_first_letters(data)
        with unpacked(data, LIMITS) as archive:
            _look_for_the_workbook(archive.names)
            return _counted(archive)
    except Unsafe as error:
        raise FileRefused(NotRead(error.why)) from error


def _look_at_first_letters(data: bytes) -> None:
    if is_old_or_locked(data):
        raise FileRefused(NotRead.OLD_OR_LOCKED)
    if not is_zip(data):
        try:
            data[:4_000].decode("utf-8", errors="strict" if len(data) <= 4_000 else "ignore")
        except UnicodeDecodeError:
            raise FileRefused(NotRead.NOT_A_WORKBOOK) from None
        raise FileRefused(NotRead.NOT_A_WORKBOOK if b"\x00" in data[:4_000] else NotRead.PLAIN_TEXT)


def _look_for_the_workbook(names: tuple[str, ...]) -> None:
    if "xl/workbook.xml" not in names:
        other = any(name.startswith(("word/", "ppt/", "xl/")) for name in names)
        raise FileRefused(NotRead.OTHER_OFFICE if other else NotRead.ONLY_A_ZIP)


def _counted(archive: Archive) -> Opened:
    counter, merged, out = _Counter(), {}, io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as kept:
        for name in archive.names:
            if _KEPT.fullmatch(name.lower()):
                text = archive.read(name)
                counter.begin(name)
                sax.parseString(text, counter)
                kept.writestr(name, text)
                if counter.merged:
                    merged[name] = counter.merged
    return Opened(out.getvalue(), merged)


class _Counter(ContentHandler):
    """Counts over all parts, and stops at the first number that is too high."""

    def __init__(self) -> None:
        super().__init__()
        self.cells = self.texts = self.others = 0
        self.begin("")

    def begin(self, part: str) -> None:
        self.is_sheet = part.lower().startswith("xl/worksheets/")
        self.is_texts = part.lower() == "xl/sharedstrings.xml"
        self.rows = self.in_row = 0
        self.merged: list[str] = []

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 (the library's name)
        name = name.rpartition(":")[2]
        if self.is_sheet and name == "row":
            self._row(attrs.get("r"))
        elif self.is_sheet and name == "c":
            self._cell(attrs.get("r"))
        elif self.is_texts or (self.is_sheet and name in _TEXT_ELEMENTS):
            self.texts += 1
            _demand(self.texts <= MOST_TEXTS, NotRead.TOO_MANY_CELLS)
        else:
            self.others += 1
            _demand(self.others <= MOST_OTHER, NotRead.TOO_LARGE_INSIDE)
            if self.is_sheet and name == "mergeCell":
                self.merged.append(attrs.get("ref", ""))

    def _row(self, number: str | None) -> None:
        self.rows += 1
        self.in_row = 0
        _demand(self.rows <= MOST_ROWS * 2, NotRead.TOO_MANY_ROWS)
        if number is not None:
            _demand(_ROW.fullmatch(number) is not None and int(number) <= FURTHEST_ROW, NotRead.TOO_MANY_ROWS)

    def _cell(self, name: str | None) -> None:
        self.cells += 1
        self.in_row += 1
        _demand(self.cells <= MOST_CELLS, NotRead.TOO_MANY_CELLS)
        _demand(self.in_row <= MOST_COLUMNS, NotRead.TOO_MANY_COLUMNS)
        if name is not None:
            found = _CELL.fullmatch(name)
            _demand(found is not None, NotRead.BROKEN)
            assert found
            _demand(column_index_from_string(found.group(1)) <= MOST_COLUMNS, NotRead.TOO_MANY_COLUMNS)


def _demand(holds: bool, otherwise: NotRead) -> None:
    if not holds:
        raise FileRefused(otherwise)


_TEXT_ELEMENTS = {"v", "is", "t", "f", "r", "rPr"}
