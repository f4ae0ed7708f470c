"""Which table is which, and tables that page breaks have split put together again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from app.plan.documents.reading.blocks import Block, Grid, GridCell, Line
from app.plan.documents.reading.found import Matter
from app.plan.documents.reading.names import bare, plain
from app.plan.documents.reading.notes import Notes, at, at_row
from app.plan.documents.reading.sections import KNOWN, MEASURE
from app.plan.rules.whole import Whole
from app.plan.vocabularies import BODY

Kind: TypeAlias = Literal["log", "measures", "meetings", "period", "year", "approvals"]
CAPTION = re.compile(r"(tabell|table|figur|figure)\s*\d+\s*[.:–-]?(\s.*)?", re.IGNORECASE)
_YEAR = re.compile(r"(19|20|21)\d\d")
_COLUMNS = {
    "number": ("nr", "no", "nummer", "#"),
    "title": ("tiltak", "measure", "measures"),
    "responsible": (
        "hovudansvarleg",
        "hovedansvarlig",
        "ansvarleg",
        "ansvarlig",
        "responsible",
        "hovudansvar",
        "hovedansvar",
    ),
    "partners": (
        "samarbeidspartar",
        "samarbeidsparter",
        "samarbeidspartnarar",
        "samarbeidspartnere",
        "partners",
        "partnarar",
    ),
    "time": ("tidsramme", "tidsrom", "time frame", "tid", "periode"),
    "goal": ("delmål", "goal", "mål"),
    "total": ("totalbudsjett", "total-budsjett", "total- budsjett", "total budget", "sum", "totalt", "total"),
    "version": ("versjon", "version"),
    "date": ("dato", "date"),
    "status": ("status",),
    "changed_by": ("sist endra av", "sist endret av", "last changed by", "endra av", "endret av"),
    "name": ("namn", "navn", "name"),
    "party": ("kommune", "samarbeidspart", "part", "municipality", "partner"),
    "approved": (
        "dato for (politisk) godkjenning",
        "date of (political) approval",
        "godkjenning",
        "dato for godkjenning",
    ),
}
COLUMN = {word: name for name, words in _COLUMNS.items() for word in words}
BODIES = {bare(text): body for body, label in BODY.items() for text in (label.nn, label.nb, label.en) if text}


@dataclass(slots=True)
class Table:
    """A table that is known. `columns` says what each column is; `rows` are those below the heads, with their numbers."""

    kind: Kind
    columns: list[str]
    rows: list[tuple[int, list[GridCell]]]
    grid: Grid
    heads: int = 0
    said: str = ""
    """Its caption, the line above it and its heads, where it may say what its figures are."""


def source_columns(whole: Whole) -> dict[str, str]:
    """Every heading that a source of money may stand under."""
    found: dict[str, str] = {}
    for source in whole.plan.sources:
        for text in (source.printed, source.name.nn, source.name.nb, source.name.en):
            if text:
                found.setdefault(bare(text), source.id)
    return found


class Tables:
    """Finds out what tables are."""

    def __init__(self, whole: Whole, notes: Notes) -> None:
        self._sources, self._notes = source_columns(whole), notes

    def known(self, grid: Grid) -> Table | None:
        """The table, where its heads say what it is."""
        for heads in (grid.headers, 1, 2, 3):
            if not 0 < heads <= min(len(grid.rows), 4):
                continue
            names = [self._column(grid, heads, n) for n in range(len(grid.rows[0]))]
            if not names[0] and all(_is_number(row[0]) for row in grid.rows[heads:]):
                names[0] = "number"
            if kind := self._kind(names):
                said = " ".join(cell.text for row in grid.rows[:heads] for cell in row)
                rows = without_heads(list(enumerate(grid.rows))[heads:], grid, heads)
                return Table(kind, names, rows, grid, heads, said)
        return None

    def _column(self, grid: Grid, heads: int, column: int) -> str:
        """What a column is, by the lowest head that says it."""
        texts = [bare(row[column].text) for row in grid.rows[:heads]]
        for text in reversed([*texts, " ".join(dict.fromkeys(filter(None, texts)))]):
            if found := self._sources.get(text) or COLUMN.get(text) or BODIES.get(text):
                return str(found)
            if _YEAR.fullmatch(text):
                return text
        return f"?{plain(grid.rows[heads - 1][column].text)}" if texts[-1] else ""

    def _kind(self, names: Sequence[str]) -> Kind | None:
        there = set(names)
        years = sum(bool(_YEAR.fullmatch(name)) for name in names)
        if {"version", "status"} <= there:
            return "log"
        if "title" in there and there & {"responsible", "partners", "time"}:
            return "measures"
        if years >= 2 and there & {"goal", "total"}:
            return "period"
        if there & {"goal", "total"} and there & set(self._sources.values()):
            return "year"
        if "party" in there and "approved" in there:
            return "approvals"
        if "party" in there and there & set(map(str, BODIES.values())):
            return "meetings"
        if "party" in there and "date" in there:
            return "approvals"
        return None

    def headless(self, grid: Grid) -> Table | None:
        """A table of measures that has lost its heads: five columns, the first a number."""
        if len(grid.rows[0]) == 5 and all(re.fullmatch(r"\d{1,2}\.?", plain(row[0].text)) for row in grid.rows):
            self._notes.doubt(Matter.NO_HEADER, grid.rows[0][1].text, at_row(grid, 0))
            return Table(
                "measures", ["number", "title", "responsible", "partners", "time"], list(enumerate(grid.rows)), grid
            )
        return None


def _is_number(cell: GridCell) -> bool:
    return not cell.text or bool(re.fullmatch(r"\d{1,2}[.)]?", plain(cell.text)))


def without_heads(rows: list[tuple[int, list[GridCell]]], grid: Grid, heads: int) -> list[tuple[int, list[GridCell]]]:
    """The rows but those where somebody has written the heads once more, after a page break."""
    written = [_texts(row) for row in grid.rows[:heads]]
    return [(n, row) for n, row in rows if _texts(row) not in written]


def _texts(row: Sequence[GridCell]) -> list[str]:
    return [bare(cell.text) for cell in row]


def sheet(grid: Grid) -> list[Line]:
    """The lines of a table that is a measure's text, with headings to the left and text to the right; else none."""
    rows = [row for row in grid.rows if any(cell.text for cell in row)]
    known = [row for row in rows if bare(row[0].text) in KNOWN or MEASURE.match(row[0].text)]
    if len(grid.rows[0]) != 2 or len(known) < 2 or len(known) * 2 < len(rows):
        return []
    found: list[Line] = []
    for head, text in rows:
        if MEASURE.match(head.text) and len(text.text) < 200:
            found.append(Line(f"{head.text} {text.text}".strip(), is_bold=True, under=grid.under))
            continue
        found += [Line(head.text, is_bold=True, under=grid.under)] if head.text else []
        found += [replace(line, under=grid.under) for line in text.lines]
    return found


def joined(blocks: Sequence[Block], tables: Tables, notes: Notes) -> list[Line | Table]:
    """The document with its tables known and whole. A table with no heads of its own, as wide as the last, is more of that."""
    found: list[Line | Table] = []
    last: Table | None = None
    is_open = False
    said = ""
    for block in blocks:
        if isinstance(block, Line):
            if not block.text and not block.notes:
                continue
            said = block.text
            if CAPTION.fullmatch(block.text) and (block.style == "caption" or len(block.text) < 200):
                continue
            _add_line(found, block, notes, after_table=is_open)
            is_open = False
            continue
        if not block.rows or not block.rows[0]:
            continue
        table = tables.known(block)
        if last and not table and len(block.rows[0]) == len(last.columns):
            is_open = not isinstance(found[-1], Table)
            if is_open:
                notes.doubt(Matter.TABLE_JOINED, " | ".join(c.text for c in block.rows[0]), at_row(block, 0))
            last.rows += _as_of(block, last)
            continue
        if not table and (lines := sheet(block)):
            notes.doubt(Matter.FRAMED, lines[0].text, at_row(block, 0))
            found += lines
            continue
        if last and table and found and found[-1] is last and table.kind == last.kind and table.columns == last.columns:
            last.rows += [(n, row) for n, row in table.rows]
            continue
        table = table or tables.headless(block)
        if table is None:
            notes.doubt(Matter.UNKNOWN_TABLE, " | ".join(c.text for c in block.rows[0]), at_row(block, 0))
            continue
        table.said = f"{said} {table.said}"
        found.append(table)
        last, is_open = table, False
    return found


def _as_of(grid: Grid, last: Table) -> list[tuple[int, list[GridCell]]]:
    """The rows, counted where they stand after those of the table that they belong to."""
    start = max((n for n, _ in last.rows), default=0) + 1
    rows = [(start + n, row) for n, row in enumerate(grid.rows)]
    return without_heads(rows, last.grid, last.heads)


def _add_line(found: list[Line | Table], line: Line, notes: Notes, *, after_table: bool) -> None:
    """A sentence that a stray table stood in the middle of is one sentence again."""
    last = found[-1] if found else None
    if (
        after_table
        and isinstance(last, Line)
        and not (last.level or line.level or line.list_kind)
        and last.text[-1:] not in ".!?:"
        and line.text[:1].islower()
    ):
        notes.doubt(Matter.TEXT_JOINED, line.text, at(line), read=f"… {last.text[-40:]} {line.text[:40]} …")
        last.text = f"{last.text} {line.text}"
        return
    found.append(line)
