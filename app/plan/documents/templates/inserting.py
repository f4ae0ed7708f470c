"""A table of ours in somebody else's document: its lines are our own, its letters those of the document."""

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from app.plan.documents import oxml
from app.plan.documents.blocks import Row, Table

WHOLE_WIDTH = 5_000
"""Fiftieths of a per cent."""
LINE, HEADER_GROUND = "8FA3A7", "EDEDED"
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def insert_table(document: WordDocument, paragraph: Any, block: Table) -> None:
    """Put the table before the paragraph that names it, which is left blank: a cell must end with one, and two tables that
    touch become one.
    """
    for run in paragraph.findall(qn("w:r")):
        paragraph.remove(run)
    if not block.rows:
        return
    table = document.add_table(1 + len(block.rows), len(block.columns))
    paragraph.addprevious(table._tbl)
    table.autofit = True
    _look(table, block)
    rows = list(table.rows)
    for cell, column in zip(rows[0].cells, block.columns, strict=True):
        _fill(cell, column.heading, is_strong=True, is_amount=column.kind == "amount")
        oxml.shade(cell, HEADER_GROUND)
    oxml.repeat_as_header(rows[0])
    for row, to in zip(block.rows, rows[1:], strict=True):
        _row(block, row, to)
    for row in rows:
        oxml.keep_whole(row)


def _look(table: Any, block: Table) -> None:
    oxml.describe(table, block.title)
    looks = table._tbl.tblPr
    for old in looks.findall(qn("w:tblW")):
        looks.remove(old)
    borders = oxml.element("w:tblBorders")
    borders.extend([oxml.element(f"w:{side}", val="single", sz=4, space=0, color=LINE) for side in SIDES])
    width = oxml.element("w:tblW", type="pct", w=WHOLE_WIDTH)
    style = looks.find(qn("w:tblStyle"))
    looks.insert(0 if style is None else 1, width)
    width.addnext(borders)
    total = sum(column.width for column in block.columns)
    whole = sum(int(column.get(qn("w:w"), 0)) for column in table._tbl.tblGrid)
    for column, of in zip(table._tbl.tblGrid, block.columns, strict=True):
        column.set(qn("w:w"), str(round(whole * of.width / total)))
    share = [round(WHOLE_WIDTH * column.width / total) for column in block.columns]
    for row in table.rows:
        for cell, part in zip(row.cells, share, strict=True):
            found = cell._tc.get_or_add_tcPr()
            for old in found.findall(qn("w:tcW")):
                found.remove(old)
            found.insert(0, oxml.element("w:tcW", type="pct", w=part))


def _row(block: Table, row: Row, to: Any) -> None:
    for cell, column, place in zip(row.cells, block.columns, to.cells, strict=True):
        _fill(place, cell.text, is_strong=row.adds, is_amount=column.kind == "amount")


def _fill(cell: Any, text: str, *, is_strong: bool, is_amount: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.add_run(text).bold = is_strong or None
    if is_amount:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
