"""An uploaded template -> its parts, or a plain answer why not.

A template is code that somebody else wrote. Here it is taken apart without being run: only `{{ name }}` is let through,
in running text, closed in the paragraph where it was opened. What fills it in then has nothing else to run.
"""

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from app.office.opening import TYPES, Archive, Limits
from app.plan.documents.reading.opening import Counts, check_every_part, word_file
from app.plan.documents.templates.fields import MOST_FIELDS, Matter, TemplateRefused, Wrong, check, short
from app.plan.documents.zips import steady

LIMITS = Limits(file=5_000_000, unpacked=40_000_000, parts=600, part=10_000_000, ratio=300)
COUNTS = Counts(elements=150_000, letters=300_000)
DOCUMENT, TEMPLATE = (
    f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}.main+xml".encode()
    for kind in ("document", "template")
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PROPERTIES = ("{http://purl.org/dc/elements/1.1/}title", "{http://purl.org/dc/elements/1.1/}subject")
TEXTS = (f"{W}t", *PROPERTIES)
"""The elements whose text is filled in."""
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
HARMLESS = ("hyperlink", "attachedTemplate")
"""What may lead out of the file. Word's own template is cut off when the file is filled in."""
FETCHED = (
    "oleObject",
    "package",
    "control",
    "activeXControlBinary",
    "aFChunk",
    "frame",
    "subDocument",
    "mailMergeSource",
)
_FETCHING = re.compile(r"\s*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE)\b", re.IGNORECASE)
_OPENS = re.compile(r"\{[{%#]")
_CLOSES = re.compile(r"[}%#]\}")
_TAG = re.compile(r"\{\{(.*?)\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_FILLED = re.compile(r"word/(document|header|footer)\d*\.xml|docProps/core\.xml")
_SEEN = re.compile(r"word/[^/]+\.xml|docProps/[^/]+\.xml")


def opened(data: bytes) -> bytes:
    """The template as a Word document, with known fields only, all that are required among them.

    Raises `FileRefused` for a file that is not read, and `TemplateRefused` with everything that is wrong in one that is.
    """
    with word_file(data, LIMITS) as archive:
        check_every_part(archive, COUNTS)
        if faults := [*_fetches(archive), *_faults(archive)]:
            raise TemplateRefused(faults)
    return steady(data, {TYPES: lambda types: types.replace(TEMPLATE, DOCUMENT)})


def _faults(archive: Archive) -> Iterator[Wrong]:
    names: list[str] = []
    for part in sorted(filter(_SEEN.fullmatch, archive.names)):
        for found in _in_part(_tree(archive, part), is_filled=_FILLED.fullmatch(part) is not None):
            if isinstance(found, Wrong):
                yield found
            else:
                names.append(found)
    yield from check(names)


def _in_part(tree: Any, *, is_filled: bool) -> Iterator[str | Wrong]:
    """The names of a part's fields, and what is wrong with how they stand."""
    running = "".join(text.text or "" for text in tree.iter(*TEXTS))
    opens = len(_OPENS.findall(running))
    if max(opens, len(_CLOSES.findall(running))) > MOST_FIELDS:  # the time that all the rest takes grows with them
        raise TemplateRefused([Wrong(Matter.TOO_MANY, str(MOST_FIELDS))])
    paragraphs = _paragraphs(tree)
    for text in paragraphs:
        for found in _fields(text):
            yield found if is_filled or isinstance(found, Wrong) else Wrong(Matter.MISPLACED, short(found))
    if opens > sum(len(_OPENS.findall(text)) for text in paragraphs):
        yield Wrong(Matter.NOT_CLOSED, "{{")
    for node in tree.iter():
        elsewhere = [*node.values(), node.tail or "", "" if node.tag in TEXTS else node.text or ""]
        yield from (Wrong(Matter.MISPLACED, short(text)) for text in elsewhere if _OPENS.search(text))


def _paragraphs(tree: Any) -> list[str]:
    """The text of every paragraph, without that of the boxes anchored in it; a property of the file counts as one."""
    found: dict[Any, list[str]] = {}
    for text in tree.iter(*TEXTS):
        owner = next(text.iterancestors(f"{W}p"), text)
        found.setdefault(owner, []).append(text.text or "")
    return ["".join(texts) for texts in found.values()]


def _fields(text: str) -> Iterator[str | Wrong]:
    """The fields of a paragraph by name, and what is none."""
    for tag in _TAG.finditer(text):
        name = (tag[1] or "").strip()
        yield name if name.isidentifier() else Wrong(Matter.NOT_A_FIELD, short(tag[0]))
    left = _TAG.sub("", text)
    if opening := _OPENS.search(left):
        yield Wrong(Matter.NOT_CLOSED, short(left[opening.start() :]))


def _fetches(archive: Archive) -> Iterator[Wrong]:
    """What the file would fetch from elsewhere, or start, in the hands of whoever opens it."""
    for part in archive.names:
        if part.endswith(".rels"):
            for one in _tree(archive, part).iter(RELATION):
                kind = str(one.get("Type", "")).rpartition("/")[2]
                outside = one.get("TargetMode") == "External" and kind not in HARMLESS
                if outside or kind in FETCHED:
                    yield Wrong(Matter.FETCHES, short(posixpath.basename(str(one.get("Target", ""))) or kind))
        elif _SEEN.fullmatch(part):
            tree = _tree(archive, part)
            codes = [code.text or "" for code in tree.iter(f"{W}instrText")]
            codes += [str(code.get(f"{W}instr", "")) for code in tree.iter(f"{W}fldSimple")]
            yield from (Wrong(Matter.FETCHES, short(code)) for code in codes if _FETCHING.match(code))


def _tree(archive: Archive, part: str) -> Any:
    """A part that `check_every_part` has let through."""
    return etree.fromstring(archive.read(part), etree.XMLParser(resolve_entities=False, no_network=True))
