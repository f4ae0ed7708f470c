"""The trees of a Word document -> lines and grids in the order that they are read.

Tracked changes are read as accepted. Elements go by their names without namespace, so that the strict format is read too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from app.plan.documents.reading.names import SUPERSCRIPT, as_letters
from app.plan.documents.reading.opening import Package
from app.plan.documents.reading.styles import Numberings, Styles, child, get, is_grey, is_on, name_of, value_of

CUSTOM = "*"
LONGEST_BOX = 80
"""A box with more letters is text, not a box of a chart."""
_COUNTED = re.compile(r"(?:tiltak|delmål|measure|goal)\b", re.IGNORECASE)
_OF_CONTENTS = re.compile(
    r"(?:\d|delmål|tiltak|goal|measure|vedlegg|logg).*(?:\t|\.{4,})\s*\d{1,3}", re.IGNORECASE | re.DOTALL
)
"""The mark of a footnote that Word counts."""


@dataclass(slots=True)
class Line:
    """A paragraph. `level` is that of a heading, 0 for none, and `list_id` tells lists apart that follow each other."""

    text: str
    level: int = 0
    style: str = ""
    list_kind: Literal["", "bullet", "number"] = ""
    list_id: str = ""
    label: str = ""
    """What Word counts and writes before it."""
    lead: str = ""
    """The words in bold that it begins with, where the rest is not bold."""
    is_bold: bool = False
    is_grey: bool = False
    notes: list[tuple[str, str]] = field(default_factory=list)
    """(mark, text) of its footnotes."""
    under: str = ""
    """The nearest heading above it."""


@dataclass(slots=True)
class GridCell:
    """`is_merged` says that it repeats the cell above, with which it is merged."""

    lines: list[Line]
    is_merged: bool = False
    span: int = 1
    """How many columns it goes over."""

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines if line.text)

    @property
    def notes(self) -> list[tuple[str, str]]:
        return [note for line in self.lines for note in line.notes]

    @property
    def is_grey(self) -> bool:
        written = [line for line in self.lines if line.text]
        return bool(written) and all(line.is_grey for line in written)


@dataclass(slots=True)
class Grid:
    """A table. Cells that span columns stand in the first of them."""

    rows: list[list[GridCell]]
    number: int
    """Which table of the document it is."""
    headers: int = 0
    """Rows that are marked as repeated on every page."""
    under: str = ""


Block: TypeAlias = Line | Grid


@dataclass(slots=True)
class Read:
    """Everything that was read."""

    blocks: list[Block]
    shapes: list[str]
    """The words of boxes that are drawn."""
    alternatives: list[str]
    """What drawings are said to show."""
    framed: list[str] = field(default_factory=list)
    """How texts begin that stood in a box, or in a table that is only a frame."""
    struck: list[str] = field(default_factory=list)
    """Words that are struck out by hand; they are left out."""
    is_tracked: bool = False
    has_comments: bool = False
    has_objects: bool = False
    """Something that another program made stands in the text."""


def read(package: Package) -> Read:
    """All blocks of the document."""
    return _Reader(package).read()


@dataclass(slots=True)
class _Run:
    text: str
    is_bold: bool
    is_grey: bool | None


class _Reader:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(package.others.get("styles"))
        self._numberings = Numberings(package.others.get("numbering"))
        self._found = Read([], [], [])
        self._tables = 0
        self._under = ""
        self._carried: tuple[list[_Run], list[tuple[str, str]]] = ([], [])
        self._notes: dict[tuple[str, str], str] = {}
        self._boxed: list[Block] = []

    def read(self) -> Read:
        for kind, name in (("footnotes", "footnote"), ("endnotes", "endnote")):
            root = self._package.others.get(kind)
            for one in root if root is not None else ():
                if name_of(one) == name and not get(one, "type"):
                    lines = [line.text for p in one if name_of(p) == "p" and (line := self._line(p))]
                    self._notes[name, get(one, "id")] = " ".join(lines).strip()
        body = child(self._package.document, "body")
        self._found.blocks = list(self._blocks(body)) if body is not None else []
        return self._found

    def _blocks(self, parent: Any) -> Iterator[Block]:
        for one in parent:
            match name_of(one):
                case "p":
                    if (line := self._line(one)) and not _is_of_contents(line):
                        yield self._placed(line)
                    boxed, self._boxed = self._boxed, []
                    yield from map(self._placed, boxed)
                case "tbl":
                    yield from self._table(one)
                case "sdt" if not _is_left_out(one):
                    content = child(one, "sdtContent")
                    yield from self._blocks(content) if content is not None else ()
                case "ins" | "moveTo" | "customXml" | "smartTag":
                    yield from self._blocks(one)
                case "del" | "moveFrom":
                    self._found.is_tracked = True
                case "altChunk" | "subDoc":
                    self._found.has_objects = True

    def _placed(self, line: Block) -> Block:
        line.under = self._under
        if isinstance(line, Line) and line.level and line.text.strip():
            self._under = line.text.strip()
        return line

    def _table(self, table: Any) -> Iterator[Block]:
        """A table of one column is a frame: its cells are read as if they stood in the text."""
        rows = [list(self._children(row, "tc")) for row in self._children(table, "tr")]
        if not all(len(row) == 1 for row in rows):
            self._tables += 1
            yield self._grid(table, self._tables)
            return
        for row in rows:
            blocks = list(self._blocks(row[0]))
            text = next((line.text for line in blocks if isinstance(line, Line) and line.text), "")
            self._found.framed += [text] if text else []
            yield from blocks

    # -- paragraphs ---------------------------------------------------------------------------------------

    def _line(self, paragraph: Any) -> Line | None:
        """The paragraph; `None` where it runs into the next, for its end was deleted."""
        runs, notes = self._carried
        self._carried = ([], [])
        runs, notes = [*runs], [*notes]
        self._runs(paragraph, runs, notes)
        properties = child(paragraph, "pPr")
        mark = child(properties, "rPr") if properties is not None else None
        if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
            self._found.is_tracked = True
            self._carried = (runs, notes)
            return None
        if child(mark, "ins") is not None:
            self._found.is_tracked = True
        named = child(properties, "pStyle") if properties is not None else None
        style = get(named, "val") if named is not None else ""
        in_bold = self._styles.is_bold(style)
        text = "".join(run.text for run in runs)
        written = [run for run in runs if run.text.strip()]
        is_bold = bool(written) and all(run.is_bold for run in written)
        kind, list_id, label = self._list(properties, style)
        level = self._styles.level(style)
        if _COUNTED.match(label) and text.strip():
            text, kind = f"{label} {text.strip()}", ""
        in_grey = is_grey(self._styles.colour(style))
        return Line(
            text=text.strip(),
            level=level,
            style=self._styles.name(style) if style else "",
            list_kind="" if level else kind,
            list_id=list_id,
            label=label,
            lead="" if is_bold or in_bold else _lead(runs),
            is_bold=is_bold or (in_bold and bool(written)),
            is_grey=bool(written) and all(in_grey if run.is_grey is None else run.is_grey for run in written),
            notes=notes,
        )

    def _list(self, properties: Any, style: str) -> tuple[Literal["", "bullet", "number"], str, str]:
        """(what kind of a list it is in, which one, what Word writes before it)."""
        own = child(properties, "numPr") if properties is not None else None
        of_style = self._styles.first(style, "pPr", "numPr")
        number = value_of(own if own is not None else of_style, "numId") or value_of(of_style, "numId")
        if not number or number == "0":
            return "", "", ""
        at = value_of(own, "ilvl") or value_of(of_style, "ilvl")
        level = int(at) if at.isascii() and at.isdigit() and len(at) < 3 else 0
        label = self._numberings.counted(number, level)
        form = self._numberings.form(number, level)
        return ("bullet" if form in ("bullet", "none") else "number"), number, label

    def _runs(self, parent: Any, runs: list[_Run], notes: list[tuple[str, str]]) -> None:
        for one in parent:
            match name_of(one):
                case "r":
                    self._run(one, runs, notes)
                case "del" | "moveFrom":
                    self._found.is_tracked = True
                case "ins" | "moveTo":
                    self._found.is_tracked = True
                    self._runs(one, runs, notes)
                case "hyperlink" | "smartTag" | "fldSimple" | "customXml" | "dir" | "bdo":
                    self._runs(one, runs, notes)
                case "sdt" if not _is_left_out(one):
                    content = child(one, "sdtContent")
                    if content is not None:
                        self._runs(content, runs, notes)
                case "commentRangeStart":
                    self._found.has_comments = True

    def _run(self, run: Any, runs: list[_Run], notes: list[tuple[str, str]]) -> None:
        properties = child(run, "rPr")
        if properties is not None and is_on(properties, "vanish"):
            return
        letters: list[str] = []
        for one in run:
            match name_of(one):
                case "t":
                    letters.append(as_letters(one.text or ""))
                case "tab":
                    letters.append("\t")
                case "br" | "cr" if get(one, "type") not in ("page", "column"):
                    letters.append("\n")
                case "noBreakHyphen":
                    letters.append("-")
                case "footnoteReference" | "endnoteReference" as kind:
                    mark = "" if not get(one, "customMarkFollows") else CUSTOM
                    text = self._notes.get((kind.removesuffix("Reference"), get(one, "id")), "")
                    follows = next((t.text or "" for t in run if name_of(t) == "t"), "")
                    notes.append((follows or CUSTOM, text.removeprefix(follows).strip() if mark else text))
                    if mark:
                        return
                case "drawing" | "pict" | "AlternateContent" | "object" as kind:
                    self._found.has_objects |= kind == "object"
                    self._drawn(one)
        text = "".join(letters)
        if is_on(properties, "strike") or is_on(properties, "dstrike"):
            self._found.struck += [text] if text.strip() else []
            return
        if value_of(properties, "vertAlign") == "superscript":
            text = text.translate(SUPERSCRIPT)
        runs.append(_Run(text, *self._look(properties)))

    def _look(self, properties: Any) -> tuple[bool, bool | None]:
        """(is it bold, is it grey); `None` where nothing is said of the colour."""
        style = value_of(properties, "rStyle")
        bold = is_on(properties, "b")
        colour = value_of(properties, "color") or self._styles.colour(style)
        is_said = colour and colour != "auto"
        return (self._styles.is_bold(style) if bold is None else bold), is_grey(colour) if is_said else None

    def _drawn(self, element: Any) -> None:
        """The words of boxes and the text alternatives; a drawing that is kept in two forms is read once."""
        for one in element:
            if name_of(one) == "Fallback":
                continue
            if name_of(one) == "docPr" and (said := get(one, "descr")):
                self._found.alternatives.append(said)
            if name_of(one) == "txbxContent":
                outer, self._boxed = self._boxed, []
                blocks = list(self._blocks(one))
                self._boxed = outer
                text = " ".join(b.text.replace("\n", " ") for b in blocks if isinstance(b, Line) and b.text)
                if len(text) > LONGEST_BOX or any(isinstance(block, Grid) for block in blocks):
                    self._boxed += blocks
                    self._found.framed.append(text)
                elif text:
                    self._found.shapes.append(text)
                continue
            self._drawn(one)

    # -- tables -------------------------------------------------------------------------------------------

    def _grid(self, table: Any, number: int) -> Grid:
        rows: list[list[GridCell]] = []
        headers = 0
        for row in self._children(table, "tr"):
            properties = child(row, "trPr")
            if properties is not None and child(properties, "del") is not None:
                self._found.is_tracked = True
                continue
            if properties is not None and child(properties, "ins") is not None:
                self._found.is_tracked = True
            if properties is not None and is_on(properties, "tblHeader") and headers == len(rows):
                headers += 1
            rows.append(self._row(row, properties, rows[-1] if rows else []))
        width = max(map(len, rows), default=0)
        for cells in rows:
            cells += [GridCell([]) for _ in range(width - len(cells))]
        return Grid(rows, number, headers, self._under)

    def _children(self, parent: Any, name: str) -> Iterator[Any]:
        for one in parent:
            if name_of(one) == name:
                yield one
            elif name_of(one) in ("sdt", "sdtContent", "ins", "customXml"):
                yield from self._children(one, name)

    def _row(self, row: Any, properties: Any, above: list[GridCell]) -> list[GridCell]:
        cells: list[GridCell] = []
        before = child(properties, "gridBefore") if properties is not None else None
        cells += [GridCell([]) for _ in range(_count(before))]
        for cell in self._children(row, "tc"):
            about = child(cell, "tcPr")
            merge = child(about, "vMerge") if about is not None else None
            span = child(about, "gridSpan") if about is not None else None
            if merge is not None and get(merge, "val") != "restart" and len(cells) < len(above):
                cells.append(GridCell(above[len(cells)].lines, is_merged=True))
            else:
                cells.append(GridCell(self._cell_lines(cell), span=max(1, _count(span))))
            cells += [GridCell([]) for _ in range(_count(span) - 1)]
        return cells

    def _cell_lines(self, cell: Any) -> list[Line]:
        found: list[Line] = []
        for one in cell:
            match name_of(one):
                case "p":
                    line = self._line(one)
                    found += [line] if line else []
                    found += [block for block in self._boxed if isinstance(block, Line)]
                    self._boxed = []
                case "tbl":
                    found += [line for row in self._grid(one, 0).rows for inner in row for line in inner.lines]
                case "sdt" | "sdtContent" | "ins" if not _is_left_out(one):
                    found += self._cell_lines(one)
        for line in found:
            if not line.text and line.list_kind == "number":
                line.text = line.label.strip(". )")
        return [line for line in found if line.text or line.notes]


def _count(element: Any) -> int:
    value = get(element, "val") if element is not None else ""
    return min(int(value), 100) if value.isdigit() else 0


def _lead(runs: list[_Run]) -> str:
    """The words in bold that the paragraph begins with."""
    found = ""
    for run in runs:
        if not run.is_bold and run.text.strip():
            break
        found += run.text
    return found.strip()


def _is_left_out(element: Any) -> bool:
    """A table of contents, or a control that nobody has filled in: it holds only its prompt."""
    if child(element, "sdtPr", "showingPlcHdr") is not None:
        return True
    return value_of(element, "sdtPr", "docPartObj", "docPartGallery") == "Table of Contents"


def _is_of_contents(line: Line) -> bool:
    """A line of a table of contents that is typed, or that Word has made."""
    if re.fullmatch(r"toc (?:\d|heading)|innhald.*|innhold.*", line.style):
        return True
    return not line.level and bool(_OF_CONTENTS.fullmatch(line.text))
