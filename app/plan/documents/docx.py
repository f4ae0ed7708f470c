"""A document as a Word file: real headings, lists, captions, footnotes and repeated table headers."""

from datetime import datetime, time
from io import BytesIO
from typing import Any

from docx import Document as new_document  # noqa: N813 (it is a function)
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor

from app.plan.documents import dress, oxml
from app.plan.documents.blocks import Cell, Document, Figure, Heading, Items, Paragraph, Row, Table
from app.plan.documents.shapes import add_drawing
from app.plan.documents.words import TAG
from app.plan.documents.zips import steady

PAGE, MARGIN = (Mm(210), Mm(297)), (Mm(22), Mm(23), Mm(22), Mm(23))
ABOVE_FIGURE = Pt(12)
KEPT_TOGETHER = 12
"""Rows of a table that stands on one page if it can."""
HEADER_GROUND, SUM_GROUND = "E1EAEC", "F2F5F6"
GREY = RGBColor(0x59, 0x59, 0x59)


def write(document: Document) -> bytes:
    """The Word file."""
    return _Writer(document).write()


class _Writer:
    def __init__(self, document: Document) -> None:
        self._from = document
        self._to: WordDocument = new_document()
        self._footnotes = oxml.Footnotes()

    def write(self) -> bytes:
        dress.styles(self._to, self._from.lang, is_plain=self._from.is_plain)
        oxml.be_modern(self._to)
        self._properties()
        self._page()
        self._to.add_paragraph(self._from.title, style="Title")
        for block in self._from.blocks:
            match block:
                case Heading():
                    self._heading(block)
                case Paragraph():
                    self._paragraph(block)
                case Items():
                    self._items(block)
                case Table():
                    self._table(block)
                case Figure():
                    self._figure(block)
        self._footnotes.save(self._to)
        out = BytesIO()
        self._to.save(out)
        return steady(out.getvalue())

    def _properties(self) -> None:
        about, written = self._to.core_properties, datetime.combine(self._from.written, time())
        about.title, about.subject, about.author = (
            self._from.title[:255],
            self._from.subject[:255],
            self._from.author[:255],
        )
        about.language, about.last_modified_by, about.comments = TAG[self._from.lang], "Verkemiddel", ""
        about.created = about.modified = written

    def _page(self) -> None:
        section = self._to.sections[0]
        oxml.count_with_stars(section)
        section.page_width, section.page_height = PAGE
        section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = MARGIN
        section.header.paragraphs[0].text = self._from.running_title
        footer = section.footer.paragraphs[0]
        of_page, of_pages = self._from.page_words
        footer.add_run(f"{of_page} ")
        oxml.add_field(footer, "PAGE", "1")
        footer.add_run(f" {of_pages} ")
        oxml.add_field(footer, "NUMPAGES", "1")

    def _heading(self, block: Heading) -> None:
        is_on_side = self._to.sections[-1].orientation == WD_ORIENT.LANDSCAPE
        if is_on_side != (block.page == "wide") and block.page != "same":
            self._turn(on_side=block.page == "wide")
            self._to.add_heading(block.text, block.level)
        else:
            self._to.add_heading(block.text, block.level).paragraph_format.page_break_before = (
                block.page == "new" or None
            )

    def _turn(self, *, on_side: bool) -> None:
        """Begin a page on its side, or upright again."""
        section = self._to.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if on_side else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = PAGE[::-1] if on_side else PAGE

    @property
    def _text_width(self) -> int:
        is_on_side = self._to.sections[-1].orientation == WD_ORIENT.LANDSCAPE
        return int(PAGE[is_on_side] - MARGIN[1] - MARGIN[3])

    def _paragraph(self, block: Paragraph) -> None:
        style = {"body": "Body Text", "cover": "Cover", "subtitle": "Subtitle", "note": "Remark"}[block.style]
        found = self._to.add_paragraph(style=style)
        _with_lead(found, block.lead, block.text)
        if block.text.endswith(":"):
            found.paragraph_format.keep_with_next = True

    def _items(self, block: Items) -> None:
        style = "List Number" if block.numbered else "List Bullet"
        numbering = oxml.restarted(self._to, style) if block.numbered else None
        for item in block.items:
            found = self._to.add_paragraph(style=style)
            _with_lead(found, item.lead, item.text)
            if numbering is not None:
                oxml.number(found, numbering)

    def _caption(self, label: str, number: int, title: str, *, above: bool) -> None:
        found = self._to.add_paragraph(f"{label} ", style="Caption")
        oxml.add_field(found, f"SEQ {label} \\* ARABIC", str(number))
        found.add_run(f". {title}")
        found.paragraph_format.keep_with_next = above

    def _figure(self, block: Figure) -> None:
        found = self._to.add_paragraph(style="Body Text")
        found.paragraph_format.keep_with_next = True
        found.paragraph_format.space_before = ABOVE_FIGURE
        add_drawing(found.add_run(), block.drawing, block.title, block.alternative)
        self._caption(block.label, block.number, block.title, above=False)

    # -- tables -------------------------------------------------------------------------------------------

    def _table(self, block: Table) -> None:
        if block.number is not None:
            self._caption(block.label, block.number, block.title, above=True)
        heads = 2 if block.group else 1
        table = self._to.add_table(heads + len(block.rows), len(block.columns), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
        oxml.describe(table, block.title)
        total = sum(column.width for column in block.columns)
        widths = [round(self._text_width * column.width / total) for column in block.columns]
        grid = [list(row.cells) for row in table.rows]
        for n, width in enumerate(widths):
            table.columns[n].width = width
            for cells in grid:
                cells[n].width = width
        self._heads(block, table, grid)
        for row, cells in zip(block.rows, grid[heads:], strict=True):
            self._row(block, row, cells)
        for number, one in enumerate(table.rows):
            oxml.keep_whole(one)
            if number < heads:
                oxml.repeat_as_header(one)
            if number < heads or (number < len(grid) - 1 and len(grid) <= KEPT_TOGETHER):
                oxml.keep_with_next(one)
        self._to.add_paragraph(style="After Table")

    def _heads(self, block: Table, table: Any, grid: list[list[Any]]) -> None:
        if block.group:
            group, (first, second) = block.group, grid[:2]
            first[group.first].merge(first[group.last])
            for n in (n for n in range(len(block.columns)) if not group.first <= n <= group.last):
                first[n].merge(second[n])
            _fill(first[group.first], group.heading, bold=True)
            first[group.first].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        for n, column in enumerate(block.columns):
            is_grouped = block.group and block.group.first <= n <= block.group.last
            cell = grid[1 if is_grouped else 0][n]
            _fill(cell, column.heading, bold=True)
            if column.kind == "amount":
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for cell in {id(cell._tc): cell for row in grid[: 2 if block.group else 1] for cell in row}.values():
            oxml.shade(cell, HEADER_GROUND)

    def _row(self, block: Table, row: Row, cells: list[Any]) -> None:
        for n, (cell, column, to) in enumerate(zip(row.cells, block.columns, cells, strict=True)):
            is_strong = row.adds or (n == block.header and not row.muted)
            self._cell(cell, to, bold=is_strong, colour=GREY if row.muted else None)
            if column.kind == "amount":
                to.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
            if row.adds:
                oxml.shade(to, SUM_GROUND)

    def _cell(self, cell: Cell, to: Any, *, bold: bool, colour: RGBColor | None) -> None:
        _fill(to, cell.text, bold=bold, colour=colour)
        if cell.note:
            self._footnotes.add(to.paragraphs[0], cell.note.mark, cell.note.text)
        for text in cell.more:
            _fill(to, text, colour=colour, is_new=True)
        if cell.tag:
            _fill(to, cell.tag, colour=colour, is_new=True, italic=True)


def _with_lead(paragraph: Any, lead: str, text: str) -> None:
    if lead:
        paragraph.add_run(lead).bold = True
        paragraph.add_run(" ")
    paragraph.add_run(text)


def _fill(
    cell: Any,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    colour: RGBColor | None = None,
    is_new: bool = False,
) -> None:
    """Text in a cell, as its first paragraph or a further one."""
    paragraph = cell.add_paragraph() if is_new else cell.paragraphs[0]
    paragraph.style = "Table Text"
    run = paragraph.add_run(text)
    run.bold, run.italic = bold or None, italic or None
    if colour is not None:
        run.font.color.rgb = colour
