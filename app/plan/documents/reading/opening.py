"""An uploaded file -> the parts of a Word document that are safe to read, or a plain answer why not.

Every part is counted before anything builds objects of it, so that the time and the memory that a file can take are
bounded by the limits here, whatever the file claims to be.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from xml.sax.handler import ContentHandler

from defusedxml import sax
from lxml import etree

from app.office.opening import TYPES, Archive, Limits, Reason, Unsafe, check_size, is_old_or_locked, is_zip, unpacked

LARGEST_FILE = 20_000_000
LARGEST_UNPACKED = 200_000_000
LARGEST_PART = 40_000_000
MOST_PARTS = 2_000
MOST_ELEMENTS = 600_000
MOST_LETTERS = 1_500_000
"""Three hundred full pages have about a million."""
MOST_PAGES = 300
DEEPEST = 200
HIGHEST_RATIO = 300
"""How many times larger a part may be than what it is packed as; text is seldom more than thirty."""
LIMITS = Limits(file=LARGEST_FILE, unpacked=LARGEST_UNPACKED, parts=MOST_PARTS, part=LARGEST_PART, ratio=HIGHEST_RATIO)
_PAGES = re.compile(rb"<Pages>\s*(\d{1,9})\s*</Pages>")
_READ = ("styles", "numbering", "footnotes", "endnotes")


class NotRead(StrEnum):
    """Why a file is not read. The words are in `wording`."""

    EMPTY = Reason.EMPTY
    TOO_LARGE = Reason.TOO_LARGE
    TOO_LARGE_INSIDE = Reason.TOO_LARGE_INSIDE
    TOO_MANY_PAGES = "too_many_pages"
    PDF = "pdf"
    OLD_OR_LOCKED = Reason.OLD_OR_LOCKED
    RICH_TEXT = "rich_text"
    MACROS = Reason.MACROS
    OTHER_OFFICE = "other_office"
    OPEN_DOCUMENT = Reason.OPEN_DOCUMENT
    ONLY_A_ZIP = Reason.ONLY_A_ZIP
    NOT_A_DOCUMENT = "not_a_document"
    BROKEN = Reason.BROKEN
    NOT_A_PLAN = "not_a_plan"


class FileRefused(Exception):
    """The file cannot be read as a document of Word. Nothing was kept."""

    def __init__(self, why: NotRead) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a document that has passed, as trees. `others` are by name: `styles`, `numbering`, `footnotes`, `endnotes`."""

    document: Any
    others: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Counts:
    """The most of each that all parts together may have."""

    elements: int = MOST_ELEMENTS
    letters: int = MOST_LETTERS


def opened(data: bytes) -> Package:
    """Look at the file, part by part. Raises `FileRefused`."""
    with word_file(data, LIMITS) as archive:
        return _package(archive, _main_part(archive))


@contextmanager
def word_file(data: bytes, limits: Limits) -> Iterator[Archive]:
    """A file that may be a document of Word, with all that can be told without its main part. Raises `FileRefused`."""
    try:
        check_size(data, limits)
        _look_at_first_letters(data)
        with unpacked(data, limits) as archive:
            yield archive
    except Unsafe as error:
        raise FileRefused(NotRead(error.why)) from error


def check_every_part(archive: Archive, limits: Counts) -> None:
    """Read all XML of the file, for a library that will. Raises `FileRefused`."""
    _main_part(archive)
    counter = _Counter(limits)
    for name in archive.names:
        if name == TYPES or name.endswith((".xml", ".rels")):
            _tree(archive, name, counter)
        elif not name.endswith("/"):
            archive.read(name)


def _look_at_first_letters(data: bytes) -> None:
    start = data[:1_024].lstrip()
    if b"%PDF-" in data[:1_024]:
        raise FileRefused(NotRead.PDF)
    if is_old_or_locked(data):
        raise FileRefused(NotRead.OLD_OR_LOCKED)
    if start.startswith(b"{\\rtf"):
        raise FileRefused(NotRead.RICH_TEXT)
    if not is_zip(data):
        raise FileRefused(NotRead.NOT_A_DOCUMENT)


def _main_part(archive: Archive) -> str:
    """The name of the part that the text stands in."""
    found = related(archive, "_rels/.rels", "").get("officeDocument", "")
    if found.startswith(("xl/", "ppt/")):
        raise FileRefused(NotRead.OTHER_OFFICE)
    if found not in archive or not found.startswith("word/"):
        raise FileRefused(NotRead.ONLY_A_ZIP)
    return found


def related(archive: Archive, name: str, folder: str) -> dict[str, str]:
    """The parts that a part leads to, by the last word of their kind."""
    try:
        tree = _tree(archive, name, _Counter())
    except KeyError:
        return {}
    found: dict[str, str] = {}
    for one in tree:
        kind, target = str(one.get("Type", "")).rpartition("/")[2], str(one.get("Target", ""))
        if one.get("TargetMode") != "External":
            found.setdefault(kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
    return found


def _package(archive: Archive, main: str) -> Package:
    counter = _Counter()
    if "docProps/app.xml" in archive.names:
        pages = _PAGES.search(archive.read("docProps/app.xml"))
        if pages and int(pages[1]) > MOST_PAGES:
            raise FileRefused(NotRead.TOO_MANY_PAGES)
    folder, name = posixpath.split(main)
    document = _tree(archive, main, counter)
    parts = related(archive, f"{folder}/_rels/{name}.rels", folder)
    others = {kind: _tree(archive, parts[kind], counter) for kind in _READ if parts.get(kind) in archive.names}
    return Package(document, others)


def _tree(archive: Archive, name: str, counter: "_Counter") -> Any:
    text = archive.read(name)
    sax.parseString(text, counter, forbid_dtd=True)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(text, parser)


class _Counter(ContentHandler):
    """Counts over all parts, and stops at the first number that is too high."""

    def __init__(self, limits: Counts = Counts()) -> None:
        super().__init__()
        self.limits = limits
        self.elements = self.letters = self.depth = 0

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 (the library's name)
        self.elements += 1
        self.depth += 1
        if self.elements > self.limits.elements or self.depth > DEEPEST:
            raise FileRefused(NotRead.TOO_LARGE_INSIDE)

    def endElement(self, name: str) -> None:  # noqa: N802
        self.depth -= 1

    def characters(self, content: str) -> None:
        self.letters += len(content)
        if self.letters > self.limits.letters:
            raise FileRefused(NotRead.TOO_MANY_PAGES)
