"""The trees of a Word document -> lines and grids in the order that they are read.

Tracked changes are read as accepted. Elements go by their names without namespace, so that the strict format is read too.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from app.plan.documents.reading.opening import Package

CUSTOM = "*"
"""The mark of a footnote that Word counts."""
SEEN_AS_GREY = range(0x50, 0xD0)


@dataclass(slots=True)
class Line:
    """A paragraph. `level` is that of a heading, 0 for none, and `list_id` tells lists apart that follow each other."""

    text: str
    level: int = 0
    style: str = ""
    list_kind: Literal["", "bullet", "number"] = ""
    list_id: str = ""
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
    is_tracked: bool = False
    has_comments: bool = False


def read(package: Package) -> Read:
    """All blocks of the document."""
    return _Reader(package).read()


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _get(element: Any, name: str) -> str:
    """An attribute, whatever its namespace."""
    return next((str(v) for key, v in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _child(element: Any, *path: str) -> Any:
    for name in path:
        element = next((one for one in element if _name(one) == name), None) if element is not None else None
    return element


def _is_on(properties: Any, name: str) -> bool | None:
    """A property that is on or off, `None` where nothing is said."""
    found = _child(properties, name) if properties is not None else None
    return None if found is None else _get(found, "val") not in ("0", "false", "off", "none")


class _Styles:
    """What the styles say of levels, lists and bold."""

    def __init__(self, root: Any) -> None:
        self._by_id: dict[str, Any] = {}
        for one in root if root is not None else ():
            if _name(one) == "style":
                self._by_id[_get(one, "styleId")] = one

    def chain(self, style: str) -> Iterator[Any]:
        """The style and those that it is based on."""
        seen: set[str] = set()
        while style and style in self._by_id and style not in seen:
            seen.add(style)
            yield self._by_id[style]
            based = _child(self._by_id[style], "basedOn")
            style = _get(based, "val") if based is not None else ""

    def name(self, style: str) -> str:
        found = _child(self._by_id[style], "name") if style in self._by_id else None
        return (_get(found, "val") if found is not None else style).lower()

    def first(self, style: str, *path: str) -> Any:
        return next((found for one in self.chain(style) if (found := _child(one, *path)) is not None), None)

    def level(self, style: str) -> int:
        for one in self.chain(style):
            name = _child(one, "name")
            if name is not None and (found := re.fullmatch(r"heading ([1-9])", _get(name, "val").lower())):
                return int(found[1])
        found = self.first(style, "pPr", "outlineLvl")
        level = _get(found, "val") if found is not None else ""
        return int(level) + 1 if level.isdigit() and int(level) < 9 else 0

    def is_bold(self, style: str) -> bool:
        return bool(
            next((on for one in self.chain(style) if (on := _is_on(_child(one, "rPr"), "b")) is not None), False)
        )


def _numberings(root: Any) -> Mapping[tuple[str, str], str]:
    """The form of every (list, level)."""
    abstract: dict[str, dict[str, str]] = {}
    found: dict[tuple[str, str], str] = {}
    for one in root if root is not None else ():
        if _name(one) == "abstractNum":
            forms = abstract.setdefault(_get(one, "abstractNumId"), {})
            for level in one:
                if _name(level) == "lvl" and (form := _child(level, "numFmt")) is not None:
                    forms[_get(level, "ilvl")] = _get(form, "val")
    for one in root if root is not None else ():
        if _name(one) == "num" and (leads := _child(one, "abstractNumId")) is not None:
            for level, form in abstract.get(_get(leads, "val"), {}).items():
                found[_get(one, "numId"), level] = form
    return found


@dataclass(slots=True)
class _Run:
    text: str
    is_bold: bool
    is_grey: bool


class _Reader:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = _Styles(package.others.get("styles"))
        self._numberings = _numberings(package.others.get("numbering"))
        self._found = Read([], [], [])
        self._tables = 0
        self._under = ""
        self._carried: tuple[list[_Run], list[tuple[str, str]]] = ([], [])
        self._notes: dict[tuple[str, str], str] = {}

    def read(self) -> Read:
        for kind, name in (("footnotes", "footnote"), ("endnotes", "endnote")):
            root = self._package.others.get(kind)
            for one in root if root is not None else ():
                if _name(one) == name and not _get(one, "type"):
                    lines = [line.text for p in one if _name(p) == "p" and (line := self._line(p))]
                    self._notes[name, _get(one, "id")] = " ".join(lines).strip()
        body = _child(self._package.document, "body")
        self._found.blocks = list(self._blocks(body)) if body is not None else []
        return self._found

    def _blocks(self, parent: Any) -> Iterator[Block]:
        for one in parent:
            match _name(one):
                case "p":
                    if line := self._line(one):
                        line.under = self._under
                        if line.level and line.text.strip():
                            self._under = line.text.strip()
                        yield line
                case "tbl":
                    self._tables += 1
                    yield self._grid(one, self._tables)
                case "sdt":
                    content = _child(one, "sdtContent")
                    yield from self._blocks(content) if content is not None else ()
                case "ins" | "moveTo" | "customXml" | "smartTag":
                    yield from self._blocks(one)

    # -- paragraphs ---------------------------------------------------------------------------------------

    def _line(self, paragraph: Any) -> Line | None:
        """The paragraph; `None` where it runs into the next, for its end was deleted."""
        runs, notes = self._carried
        self._carried = ([], [])
        runs, notes = [*runs], [*notes]
        self._runs(paragraph, runs, notes)
        properties = _child(paragraph, "pPr")
        if _child(properties, "rPr", "del") is not None if properties is not None else False:
            self._found.is_tracked = True
            self._carried = (runs, notes)
            return None
        if properties is not None and _child(properties, "rPr", "ins") is not None:
            self._found.is_tracked = True
        named = _child(properties, "pStyle") if properties is not None else None
        style = _get(named, "val") if named is not None else ""
        in_bold = self._styles.is_bold(style)
        text = "".join(run.text for run in runs)
        written = [run for run in runs if run.text.strip()]
        is_bold = bool(written) and all(run.is_bold for run in written)
        kind, list_id = self._list(properties, style)
        level = self._styles.level(style)
        return Line(
            text=text.strip(),
            level=level,
            style=self._styles.name(style) if style else "",
            list_kind="" if level else kind,
            list_id=list_id,
            lead="" if is_bold or in_bold else _lead(runs),
            is_bold=is_bold or (in_bold and bool(written)),
            is_grey=bool(written) and all(run.is_grey for run in written),
            notes=notes,
        )

    def _list(self, properties: Any, style: str) -> tuple[Literal["", "bullet", "number"], str]:
        own = _child(properties, "numPr") if properties is not None else None
        found = own if own is not None else self._styles.first(style, "pPr", "numPr")
        leads = _child(found, "numId") if found is not None else None
        number = _get(leads, "val") if leads is not None else ""
        if not number or number == "0":
            return "", ""
        at = _child(found, "ilvl")
        form = self._numberings.get((number, _get(at, "val") if at is not None else "0"), "bullet")
        return ("bullet" if form in ("bullet", "none") else "number"), number

    def _runs(self, parent: Any, runs: list[_Run], notes: list[tuple[str, str]]) -> None:
        for one in parent:
            match _name(one):
                case "r":
                    self._run(one, runs, notes)
                case "del" | "moveFrom":
                    self._found.is_tracked = True
                case "ins" | "moveTo":
                    self._found.is_tracked = True
                    self._runs(one, runs, notes)
                case "hyperlink" | "smartTag" | "fldSimple" | "customXml" | "dir" | "bdo":
                    self._runs(one, runs, notes)
                case "sdt":
                    content = _child(one, "sdtContent")
                    if content is not None:
                        self._runs(content, runs, notes)
                case "commentRangeStart":
                    self._found.has_comments = True

    def _run(self, run: Any, runs: list[_Run], notes: list[tuple[str, str]]) -> None:
        properties = _child(run, "rPr")
        if properties is not None and _is_on(properties, "vanish"):
            return
        letters: list[str] = []
        for one in run:
            match _name(one):
                case "t":
                    letters.append(one.text or "")
                case "tab":
                    letters.append("\t")
                case "br" | "cr" if _get(one, "type") not in ("page", "column"):
                    letters.append("\n")
                case "noBreakHyphen":
                    letters.append("\u2011")
                case "footnoteReference" | "endnoteReference" as kind:
                    mark = "" if not _get(one, "customMarkFollows") else CUSTOM
                    text = self._notes.get((kind.removesuffix("Reference"), _get(one, "id")), "")
                    follows = next((t.text or "" for t in run if _name(t) == "t"), "")
                    notes.append((follows or CUSTOM, text.removeprefix(follows).strip() if mark else text))
                    if mark:
                        return
                case "drawing" | "pict" | "AlternateContent" | "object":
                    self._drawn(one)
        colour = _child(properties, "color") if properties is not None else None
        is_bold = bool(_is_on(properties, "b"))
        runs.append(_Run("".join(letters), is_bold, colour is not None and _is_grey(colour)))

    def _drawn(self, element: Any) -> None:
        """The words of boxes and the text alternatives; a drawing that is kept in two forms is read once."""
        for one in element:
            if _name(one) == "Fallback":
                continue
            if _name(one) == "docPr" and (said := _get(one, "descr")):
                self._found.alternatives.append(said)
            if _name(one) == "txbxContent":
                words = [line.text.replace("\n", " ") for p in one if _name(p) == "p" and (line := self._line(p))]
                if text := " ".join(word for word in words if word).strip():
                    self._found.shapes.append(text)
                continue
            self._drawn(one)

    # -- tables -------------------------------------------------------------------------------------------

    def _grid(self, table: Any, number: int) -> Grid:
        rows: list[list[GridCell]] = []
        headers = 0
        for row in self._children(table, "tr"):
            properties = _child(row, "trPr")
            if properties is not None and _child(properties, "del") is not None:
                self._found.is_tracked = True
                continue
            if properties is not None and _child(properties, "ins") is not None:
                self._found.is_tracked = True
            if properties is not None and _is_on(properties, "tblHeader") and headers == len(rows):
                headers += 1
            rows.append(self._row(row, properties, rows[-1] if rows else []))
        width = max(map(len, rows), default=0)
        for cells in rows:
            cells += [GridCell([]) for _ in range(width - len(cells))]
        return Grid(rows, number, headers, self._under)

    def _children(self, parent: Any, name: str) -> Iterator[Any]:
        for one in parent:
            if _name(one) == name:
                yield one
            elif _name(one) in ("sdt", "sdtContent", "ins", "customXml"):
                yield from self._children(one, name)

    def _row(self, row: Any, properties: Any, above: list[GridCell]) -> list[GridCell]:
        cells: list[GridCell] = []
        before = _child(properties, "gridBefore") if properties is not None else None
        cells += [GridCell([]) for _ in range(_count(before))]
        for cell in self._children(row, "tc"):
            about = _child(cell, "tcPr")
            merge = _child(about, "vMerge") if about is not None else None
            span = _child(about, "gridSpan") if about is not None else None
            if merge is not None and _get(merge, "val") != "restart" and len(cells) < len(above):
                cells.append(GridCell(above[len(cells)].lines, is_merged=True))
            else:
                cells.append(GridCell(self._cell_lines(cell)))
            cells += [GridCell([]) for _ in range(_count(span) - 1)]
        return cells

    def _cell_lines(self, cell: Any) -> list[Line]:
        found: list[Line] = []
        for one in cell:
            match _name(one):
                case "p":
                    line = self._line(one)
                    found += [line] if line else []
                case "tbl":
                    found += [line for row in self._grid(one, 0).rows for inner in row for line in inner.lines]
                case "sdt" | "sdtContent" | "ins":
                    found += self._cell_lines(one)
        return [line for line in found if line.text or line.notes]


def _count(element: Any) -> int:
    value = _get(element, "val") if element is not None else ""
    return min(int(value), 100) if value.isdigit() else 0


def _is_grey(colour: Any) -> bool:
    value = _get(colour, "val")
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", value):
        return False
    parts = [int(value[n : n + 2], 16) for n in (0, 2, 4)]
    return max(parts) - min(parts) <= 0x18 and all(part in SEEN_AS_GREY for part in parts)


def _lead(runs: list[_Run]) -> str:
    """The words in bold that the paragraph begins with."""
    found = ""
    for run in runs:
        if not run.is_bold and run.text.strip():
            break
        found += run.text
    return found.strip()
