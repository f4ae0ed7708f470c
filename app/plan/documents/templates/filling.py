"""A template filled in: Jinja runs what `opening` has let through, once more taken apart and in its sandbox.

The only door to Jinja in the documents of the plan.
"""

import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from app.plan.documents.blocks import Table
from app.plan.documents.templates.fields import TABLES, Matter, TemplateRefused, Wrong, apart, short
from app.plan.documents.templates.inserting import insert_table
from app.plan.documents.templates.values import Value
from app.plan.documents.zips import steady

PLACE = "\ue000{}\ue001"
"""Where a table goes, in letters that no text of ours has."""
NOTHING = PLACE.format("")
"""Stands for a list without lines: its paragraph goes, bullet and all."""
NEW_PARAGRAPH = "\a"
"""What docxtpl makes a paragraph of, with the looks of the one that the field stands in."""
ATTACHED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
ALLOWED = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name)


class Sandbox(ImmutableSandboxedEnvironment):
    """Names of fields and nothing else: no attributes, calls, filters, tests, operators, loops or conditions."""

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True)
        for there in (self.globals, self.filters, self.tests):
            there.clear()

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        found = super()._parse(source, name, filename)
        if wrong := [node for node in _all(found) if not isinstance(node, ALLOWED)]:
            raise TemplateRefused([Wrong(Matter.NOT_A_FIELD, type(node).__name__.lower()) for node in wrong])
        return found


def _all(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _all(child)


def filled(template: bytes, values: Mapping[str, Value], title: str, written: date) -> bytes:
    """The Word file. `template` has passed `opening.opened`. Raises `TemplateRefused`."""
    words = {name: _as_text(name, value) for name, value in values.items()}
    try:
        to = DocxTemplate(io.BytesIO(template))
        to.render({spelling: text for name, text in words.items() for spelling in (name, apart(name))}, Sandbox())
        document: WordDocument = to.docx
        _put_tables(document, values)
        _cut_off(document)
        about = document.core_properties
        about.title, about.last_modified_by = title[:255], "Verkemiddel"
        about.created = about.modified = datetime.combine(written, time())
        out = io.BytesIO()
        document.save(out)
    except TemplateRefused:
        raise
    except (
        TemplateError,
        etree.LxmlError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        ArithmeticError,
    ) as error:
        raise TemplateRefused([Wrong(Matter.NOT_FILLED, short(str(error)))]) from error
    return steady(out.getvalue())


def _as_text(name: str, value: Value) -> str:
    if isinstance(value, Table):
        return PLACE.format(name)
    if value == ():
        return NOTHING
    return _written(value if isinstance(value, str) else NEW_PARAGRAPH.join(map(_written, value)), keep=NEW_PARAGRAPH)


def _written(text: str, keep: str = "") -> str:
    """Without signs that docxtpl would read as a tab, a page or a paragraph, or that XML may not hold."""
    return "".join(letter if letter.isprintable() or letter in {keep, "\u00a0", "\u00ad"} else " " for letter in text)


def _put_tables(document: WordDocument, values: Mapping[str, Value]) -> None:
    places = {PLACE.format(name): name for name in TABLES}
    for paragraph in list(document.element.body.iter(qn("w:p"))):
        text = "".join(text.text or "" for text in paragraph.iter(qn("w:t"))).strip()
        if text == NOTHING and paragraph.getparent().tag != qn("w:tc"):
            paragraph.getparent().remove(paragraph)
        elif isinstance(table := values.get(places.get(text, "")), Table):
            insert_table(document, paragraph, table)
    left = ""
    for root in (document.element.body, *_headers_and_footers(document)):
        for one in root.iter(qn("w:t")):
            one.text = (one.text or "").replace(NOTHING, "")
        left += etree.tostring(root, encoding="unicode")
    if astray := [name for place, name in places.items() if place in left]:
        raise TemplateRefused(Wrong(Matter.NOT_ALONE, name) for name in astray)


def _headers_and_footers(document: WordDocument) -> Iterable[Any]:
    kinds = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
    return [one.target_part.element for one in document.part.rels.values() if one.reltype in kinds]


def _cut_off(document: WordDocument) -> None:
    """Word does not look for the template that the file was once made from, on a disk that its readers do not have."""
    settings = document.part._settings_part
    for found in settings.element.findall(qn("w:attachedTemplate")):
        settings.element.remove(found)
    for number, one in list(settings.rels.items()):
        if one.reltype == ATTACHED:
            del settings.rels[number]
