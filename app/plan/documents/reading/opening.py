"""An uploaded file -> the parts of a Word document that are safe to read, or a plain answer why not.

Every part is counted before anything builds objects of it, so that the time and the memory that a file can take are
bounded by the limits here, whatever the file claims to be.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException, sax
from lxml import etree

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
_PAGES = re.compile(rb"<Pages>\s*(\d{1,9})\s*</Pages>")
_READ = ("styles", "numbering", "footnotes", "endnotes")


class NotRead(StrEnum):
    """Why a file is not read. The words are in `wording`."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_LARGE_INSIDE = "too_large_inside"
    TOO_MANY_PAGES = "too_many_pages"
    PDF = "pdf"
    OLD_OR_LOCKED = "old_or_locked"
    RICH_TEXT = "rich_text"
    MACROS = "macros"
    OTHER_OFFICE = "other_office"
    OPEN_DOCUMENT = "open_document"
    ONLY_A_ZIP = "only_a_zip"
    NOT_A_DOCUMENT = "not_a_document"
    BROKEN = "broken"
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


def opened(data: bytes) -> Package:
    """Look at the file, part by part. Raises `FileRefused`."""
    if not data:
        raise FileRefused(NotRead.EMPTY)
    if len(data) > LARGEST_FILE:
        raise FileRefused(NotRead.TOO_LARGE)
    _look_at_first_letters(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _package(archive, _main_part(archive))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise FileRefused(NotRead.BROKEN) from error
    except (DefusedXmlException, SAXException, etree.XMLSyntaxError, NotImplementedError, LookupError) as error:
        raise FileRefused(NotRead.BROKEN) from error


def _look_at_first_letters(data: bytes) -> None:
    start = data[:1_024].lstrip()
    if b"%PDF-" in data[:1_024]:
        raise FileRefused(NotRead.PDF)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileRefused(NotRead.OLD_OR_LOCKED)
    if start.startswith(b"{\\rtf"):
        raise FileRefused(NotRead.RICH_TEXT)
    if not data.startswith(b"PK"):
        raise FileRefused(NotRead.NOT_A_DOCUMENT)


def _main_part(archive: zipfile.ZipFile) -> str:
    """The name of the part that the text stands in."""
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if "mimetype" in names and "content.xml" in names:
        raise FileRefused(NotRead.OPEN_DOCUMENT)
    if "[Content_Types].xml" not in names:
        raise FileRefused(NotRead.ONLY_A_ZIP)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise FileRefused(NotRead.TOO_LARGE_INSIDE)
    if len(set(names)) != len(names) or any(part.flag_bits & 1 for part in parts):
        raise FileRefused(NotRead.BROKEN)
    if b"macroEnabled" in _bytes(archive, "[Content_Types].xml") or any(n.endswith("vbaProject.bin") for n in names):
        raise FileRefused(NotRead.MACROS)
    found = _related(archive, "_rels/.rels", "").get("officeDocument", "")
    if found.startswith(("xl/", "ppt/")):
        raise FileRefused(NotRead.OTHER_OFFICE)
    if found not in names or not found.startswith("word/"):
        raise FileRefused(NotRead.ONLY_A_ZIP)
    return found


def _related(archive: zipfile.ZipFile, name: str, folder: str) -> dict[str, str]:
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


def _package(archive: zipfile.ZipFile, main: str) -> Package:
    counter = _Counter()
    if "docProps/app.xml" in archive.namelist():
        pages = _PAGES.search(_bytes(archive, "docProps/app.xml"))
        if pages and int(pages[1]) > MOST_PAGES:
            raise FileRefused(NotRead.TOO_MANY_PAGES)
    folder, name = posixpath.split(main)
    document = _tree(archive, main, counter)
    related = _related(archive, f"{folder}/_rels/{name}.rels", folder)
    there = set(archive.namelist())
    others = {kind: _tree(archive, related[kind], counter) for kind in _READ if related.get(kind) in there}
    return Package(document, others)


def _bytes(archive: zipfile.ZipFile, name: str) -> bytes:
    part = archive.getinfo(name)
    if part.file_size > LARGEST_PART or part.file_size > HIGHEST_RATIO * max(part.compress_size, 1_000):
        raise FileRefused(NotRead.TOO_LARGE_INSIDE)
    return archive.read(part)


def _tree(archive: zipfile.ZipFile, name: str, counter: "_Counter") -> Any:
    text = _bytes(archive, name)
    sax.parseString(text, counter, forbid_dtd=True)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(text, parser)


class _Counter(ContentHandler):
    """Counts over all parts, and stops at the first number that is too high."""

    def __init__(self) -> None:
        super().__init__()
        self.elements = self.letters = self.depth = 0

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 (the library's name)
        self.elements += 1
        self.depth += 1
        if self.elements > MOST_ELEMENTS or self.depth > DEEPEST:
            raise FileRefused(NotRead.TOO_LARGE_INSIDE)

    def endElement(self, name: str) -> None:  # noqa: N802
        self.depth -= 1

    def characters(self, content: str) -> None:
        self.letters += len(content)
        if self.letters > MOST_LETTERS:
            raise FileRefused(NotRead.TOO_MANY_PAGES)
