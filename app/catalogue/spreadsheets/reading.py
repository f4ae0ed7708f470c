"""An Excel file -> the rows of our sheets as texts, with every fault named by its cell. Knows no database."""

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
from msgspec import Struct, field
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from app.catalogue.editing.shape import Sort
from app.catalogue.spreadsheets import cells, layout
from app.catalogue.spreadsheets.cells import Problem
from app.catalogue.spreadsheets.layout import Column, Say
from app.catalogue.spreadsheets.opening import MOST_ROWS, FileRefused, NotRead, Opened, opened
from app.kernel.text import LANGS

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FIRST_ROWS = 6
"""The names of the columns stand in one of the first rows."""


class CellFault(Struct, frozen=True):
    """Something wrong in one cell."""

    sheet: str
    cell: str
    problem: Problem
    values: dict[str, str] = field(default_factory=dict)


class Notice(Struct, frozen=True):
    """Something the reader of the preview should know. `what` has its words in `wording`."""

    what: str
    sheet: str = ""
    values: dict[str, str] = field(default_factory=dict)


class Cell(Struct, frozen=True):
    text: str = ""
    problem: Problem | None = None


class Line(Struct, frozen=True):
    """A row that holds something."""

    row: int
    key: str
    cells: dict[str, Cell]
    """By the path of the column; every column that the sheet has."""


class Sheet(Struct):
    """One of our sheets as it was found."""

    title: str
    letters: dict[str, str]
    """The letter of each column, by its path; that of the ids by `layout.ID`."""
    lines: list[Line] = field(default_factory=list)

    def at(self, row: int, path: str = layout.ID) -> str:
        return f"{self.letters.get(path, self.letters[layout.ID])}{row}"


class Reading(Struct):
    sheets: dict[str, Sheet] = field(default_factory=dict)
    faults: list[CellFault] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def read(data: bytes, say: Say) -> Reading:
    """Read a file. Raises `FileRefused` where it is no workbook of ours, or too large."""
    found = opened(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the library tells of things in the file that we do not read
            reading = _read_book(found, say)
    except FileRefused:
        raise
    except Exception as error:
        raise FileRefused(NotRead.BROKEN) from error
    if not reading.faults and not set(reading.sheets) & set(layout.KINDS):
        raise FileRefused(NotRead.NONE_OF_OURS)
    return reading


def _read_book(found: Opened, say: Say) -> Reading:
    reading = Reading()
    ours = {say(name, lang) for name in (*layout.KIND_NAMES.values(), *layout.LIST_NAMES.values()) for lang in LANGS}
    silent = {say(name, lang) for name in (layout.GUIDE, layout.CHOICES) for lang in LANGS}
    book = openpyxl.load_workbook(io.BytesIO(found.data), read_only=True, keep_links=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # the file may claim a million empty rows
        merged = found.merged.get(sheet._worksheet_path, [])  # noqa: SLF001 (no other way to know which part it is)
        if sheet.title not in silent and not _read_sheet(reading, sheet, merged):
            if sheet.title in ours:
                reading.faults.append(CellFault(sheet.title, "A1", Problem.NO_ID_COLUMN))
            else:
                reading.notices.append(Notice("sheet_not_read", sheet.title))
    book.close()
    return reading


def _read_sheet(reading: Reading, found: Any, merged: Sequence[str]) -> bool:
    """Returns whether it is one of ours."""
    rows = enumerate(found.iter_rows(), 1)
    marked = _marked(rows)
    if marked is None:
        return False
    name, first, top = marked
    if name in reading.sheets:
        reading.faults.append(CellFault(found.title, "A1", Problem.SHEET_TWICE, {"other": reading.sheets[name].title}))
        return True
    if found.sheet_state != "visible":
        reading.notices.append(Notice("sheet_hidden", found.title))
    sheet = Sheet(found.title, _letters(reading, found.title, name, top))
    reading.sheets[name] = sheet
    for area in merged:
        _tell_of_merged(reading, sheet, area, first)
    _read_lines(sheet, name, rows)
    return True


def _marked(rows: Iterator[tuple[int, Sequence[Any]]]) -> tuple[str, int, Sequence[Any]] | None:
    """The name of the sheet, the number of the row of paths, and that row."""
    marks = {layout.mark(name): name for name in layout.sheets()}
    for number, row in rows:
        for cell in row:
            if isinstance(cell.value, str) and cell.value.strip() in marks:
                return marks[cell.value.strip()], number, row
        if number >= FIRST_ROWS:
            break
    return None


def _letters(reading: Reading, title: str, name: str, top: Sequence[Any]) -> dict[str, str]:
    """Where each known column is; what is not known is told of and not read."""
    known = {layout.mark(name), *layout.paths(name)}
    letters: dict[str, str] = {}
    for n, cell in enumerate(top, 1):
        path = str(cell.value or "").strip()
        letter = get_column_letter(n)
        if not path:
            continue
        if path not in known:
            reading.notices.append(Notice("column_not_read", title, {"column": letter, "name": cells.short(path)}))
        elif (own := layout.ID if path == layout.mark(name) else path) in letters:
            reading.faults.append(CellFault(title, f"{letter}1", Problem.COLUMN_TWICE, {"other": letters[own]}))
        else:
            letters[own] = letter
    for path in layout.paths(name):
        if path not in letters:
            reading.notices.append(Notice("column_missing", title, {"path": path, "sheet": name}))
    return letters


def _tell_of_merged(reading: Reading, sheet: Sheet, area: str, first: int) -> None:
    _left, _top, _right, bottom = range_boundaries(area)
    if bottom > first + 1:
        reading.faults.append(CellFault(sheet.title, area.split(":", maxsplit=1)[0], Problem.MERGED, {"area": area}))


def _read_lines(sheet: Sheet, name: str, rows: Iterator[tuple[int, Sequence[Any]]]) -> None:
    columns: dict[str, Column | None] = {column.path: column for column in layout.columns_of(name)}
    order = {_index(letter): (path, columns.get(path)) for path, letter in sheet.letters.items()}
    is_first = True
    for number, row in rows:
        found = {path: _cell(row[n], column) if n < len(row) else Cell() for n, (path, column) in order.items()}
        key = found.pop(layout.ID)
        if is_first and (key.text.casefold() == "id" or not _SLUG.fullmatch(key.text)) and key.text:
            is_first = False
            continue
        is_first = False
        if not key.text and not any(cell.text or cell.problem for cell in found.values()):
            continue
        if len(sheet.lines) >= MOST_ROWS:
            raise FileRefused(NotRead.TOO_MANY_ROWS)
        if key.problem:
            found[layout.ID] = key
        sheet.lines.append(Line(number, key.text, found))


def _index(letter: str) -> int:
    number = 0
    for sign in letter:
        number = number * 26 + ord(sign) - 64
    return number - 1


def _cell(cell: Any, column: Column | None) -> Cell:
    value, kind = cell.value, getattr(cell, "data_type", "n")
    if value is None or value == "":
        return Cell()
    if kind == "f":
        return Cell(problem=Problem.FORMULA)
    if kind == "e":
        return Cell(cells.short(str(value)), Problem.ERROR)
    return typed(value, column)


def typed(value: Any, column: Column | None) -> Cell:
    """A value of the kinds that Excel has, as the text that a person would have typed in the column."""
    match value:
        case str():
            return Cell(cells.same(value))
        case bool():
            return Cell(problem=Problem.TRUTH)
        case int():
            return Cell(str(value))
        case float():
            return Cell(str(int(value)) if value.is_integer() and abs(value) < 1e16 else str(value))
        case datetime() if value.time() == time(0):
            return _dated(value.date(), column)
        case date() if not isinstance(value, datetime):
            return _dated(value, column)
        case datetime() | time() | timedelta():
            return Cell(str(value), Problem.TIME)
        case _:
            return Cell(problem=Problem.FORMULA)


def _dated(day: date, column: Column | None) -> Cell:
    if column and column.sort is Sort.MONTH_DAY:
        return Cell(f"{day.day}.{day.month}.")
    if column and column.sort is Sort.DATE:
        return Cell(f"{day.day}.{day.month}.{day.year}" if column.has_lines else day.isoformat())
    return Cell(f"{day.day}.{day.month}.{day.year}", Problem.DATE_IN_TEXT)
