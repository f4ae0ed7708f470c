"""A template to begin with: a case paper as a Norwegian municipality sets it up, with every field that there is."""

import io
from typing import Any

from docx import Document as new_document  # noqa: N813 (it is a function)
from docx.shared import Mm

from app.kernel.text import Lang
from app.plan.documents import dress, oxml
from app.plan.documents.docx import MARGIN, PAGE
from app.plan.documents.templates import example_words as own
from app.plan.documents.words import say
from app.plan.documents.zips import steady

WIDTHS = (Mm(45), Mm(119))


def example(lang: Lang) -> bytes:
    """The Word file, in the language of the plan."""
    document = new_document()
    dress.styles(document, lang, is_plain=True)
    oxml.be_modern(document)
    section = document.sections[0]
    section.page_width, section.page_height = PAGE
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = MARGIN
    section.header.paragraphs[0].text = "{{ kommune }}"
    section.footer.paragraphs[0].text = f"{say(own.FOOTER, lang)} {{{{ dato }}}}"
    _head(document, lang)
    for heading, fields in own.PARTS:
        document.add_heading(say(heading, lang), 1)
        for style, field in fields:
            document.add_paragraph(f"{{{{ {field} }}}}", style=style)
    about = document.core_properties
    about.title, about.author, about.comments = say(own.TITLE, lang), "Verkemiddel", ""
    out = io.BytesIO()
    document.save(out)
    return steady(out.getvalue())


def _head(document: Any, lang: Lang) -> None:
    document.add_paragraph("{{ tittel }}, {{ år }}", style="Title")
    table = document.add_table(len(own.HEAD), 2, style="Table Grid")
    oxml.describe(table, say(own.TITLE, lang))
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = width
    for row, (name, text) in zip(table.rows, own.HEAD, strict=True):
        for cell, content in zip(row.cells, (say(name, lang), text), strict=True):
            cell.paragraphs[0].style = "Table Text"
            cell.width = WIDTHS[content == text]
            cell.paragraphs[0].add_run(content).bold = (content != text) or None
        oxml.shade(row.cells[0], "F2F5F6")
