"""The tables of a document as a workbook: figures as figures, and every sum as a formula that keeps its value."""

import re
from collections.abc import Iterator
from datetime import datetime, time
from io import BytesIO
from typing import Any

from lxml import etree
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter as letter

from app.plan.documents.blocks import Cell, Column, Document, Row, Table
from app.plan.documents.zips import steady

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
AMOUNT = "#,##0"
WIDEST, LONGEST_NAME = 60, 31
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
HEAD, SUM_GROUND = (PatternFill("solid", fgColor=colour) for colour in ("E1EAEC", "F2F5F6"))
EDGE = Border(*[Side("thin", color="8FA3A7")] * 4)
GREY, BOLD = "595959", Font(bold=True)


def write(document: Document) -> bytes:
    """The workbook. Tables with the same sheet follow each other on it, with a first column that tells them apart."""
    book = Workbook()
    book.remove(book.active)
    about = book.properties
    about.title, about.creator, about.language = document.title, document.author[:255], document.lang
    about.created = about.modified = datetime.combine(document.written, time())
    values: dict[str, dict[str, int]] = {}
    for number, name in enumerate(dict.fromkeys(table.sheet for table in document.tables if table.sheet), 1):
        tables = [table for table in document.tables if table.sheet == name]
        sheet = _Sheet(book.create_sheet(NOT_IN_A_NAME.sub(" ", name)[:LONGEST_NAME]))
        sheet.write(document, tables)
        values[f"xl/worksheets/sheet{number}.xml"] = sheet.values
    out = BytesIO()
    book.save(out)
    return steady(
        out.getvalue(),
        {name: _with_values(found) for name, found in values.items()} | {"docProps/core.xml": _written(document)},
    )


class _Sheet:
    """One sheet, and what its formulas come to."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self.values: dict[str, int] = {}

    def write(self, document: Document, tables: list[Table]) -> None:
        is_shared = any(table.part for table in tables)
        first = tables[0]
        columns = ([Column(first.part.split(" ")[0], 22)] if is_shared else []) + list(first.columns)
        heads = self._heads(columns, first, int(is_shared))
        for table in tables:
            top = int(self._sheet.max_row) + 1
            for row in table.rows:
                before = [Cell(table.part)] if is_shared else []
                self._row(columns, [*before, *row.cells], row, top)
            for note in table.notes:
                self._sheet.append([])
                self._text(int(self._sheet.max_row) + 1, 1, f"{note.mark} {note.text}")
        self._sheet.freeze_panes = f"{letter(1 + int(is_shared) + first.header + 1)}{heads + 1}"
        self._sheet.print_title_rows = f"{heads}:{heads}"
        self._sheet.page_setup.orientation, self._sheet.page_setup.fitToHeight = "landscape", 0
        self._sheet.sheet_properties.pageSetUpPr.fitToPage = True
        self._sheet.oddFooter.center.text = "&P / &N"
        for n, column in enumerate(columns, 1):
            longest = max(map(len, column.heading.split() or [""]))
            self._sheet.column_dimensions[letter(n)].width = min(
                WIDEST, max(longest + 3, 13 if column.kind == "amount" else column.width * 1.1)
            )

    def _heads(self, columns: list[Column], table: Table, shift: int) -> int:
        """The title, and one row of headings; the number of that row."""
        self._text(1, 1, table.title if not shift else table.sheet, font=Font(bold=True, size=13))
        for n, column in enumerate(columns, 1):
            cell = self._text(3, n, column.heading, font=BOLD)
            cell.fill, cell.border = HEAD, EDGE
            cell.alignment = Alignment(
                wrap_text=True, vertical="top", horizontal="right" if column.kind == "amount" else None
            )
        return 3

    def _row(self, columns: list[Column], cells: list[Cell], row: Row, top: int) -> None:
        at = int(self._sheet.max_row) + 1
        amounts = [n for n, column in enumerate(columns, 1) if column.kind == "amount"]
        font = Font(bold=row.adds or None, color=GREY if row.muted else None)
        for n, (column, found) in enumerate(zip(columns, cells, strict=True), 1):
            if found.amount is None:
                said = [found.text, *found.more, found.tag]
                cell = self._text(at, n, "\n".join(text for text in said if text), font=font)
            else:
                cell = self._sheet.cell(at, n, self._figure(column, found.amount, row, (at, n, top), amounts))
                cell.font = font
                cell.number_format = AMOUNT if column.kind == "amount" else "0"
            cell.border = EDGE
            cell.alignment = Alignment(wrap_text=column.kind != "amount", vertical="top")
            if row.adds:
                cell.fill = SUM_GROUND

    def _figure(self, column: Column, amount: int, row: Row, at: tuple[int, int, int], amounts: list[int]) -> int | str:
        """The amount, or the formula that sums to it."""
        line, n, top = at
        if column.kind != "amount" or not (row.adds or column.adds):
            return amount
        self.values[f"{letter(n)}{line}"] = amount
        if row.adds:
            return f"=SUM({letter(n)}{top}:{letter(n)}{line - 1})"
        return f"=SUM({letter(n + 1)}{line}:{letter(amounts[-1])}{line})"

    def _text(self, row: int, column: int, text: str, font: Font | None = None) -> Any:
        cell = self._sheet.cell(row, column)
        if text:
            cell.value = text
            cell.data_type = "s"  # never a formula, whatever it begins with
        if font:
            cell.font = font
        return cell


def _with_values(values: dict[str, int]) -> Any:
    """Write what each formula comes to beside it, for those who read the file without working it out."""

    def change(xml: bytes) -> bytes:
        root = etree.fromstring(xml)
        for cell in _cells(root):
            if cell.get("r") in values:
                value = cell.find(f"{MAIN}v")
                if value is None:
                    value = etree.SubElement(cell, f"{MAIN}v")
                value.text = str(values[cell.get("r")])
        return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))

    return change


def _cells(root: Any) -> Iterator[Any]:
    yield from root.iter(f"{MAIN}c")


def _written(document: Document) -> Any:
    """openpyxl notes the moment of saving; the document has a day of its own."""
    stamp = f"{document.written.isoformat()}T00:00:00Z".encode()
    return lambda xml: re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, xml)
