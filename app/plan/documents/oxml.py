"""The parts of Word's format that python-docx has no words for: fields, footnotes, shapes, table headers."""

from typing import Any

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

COUNTED = "*"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
SEPARATORS = """
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>
"""


def element(tag: str, text: str | None = None, **attributes: object) -> Any:
    """An element such as `w:shd`; attributes without a prefix are Word's own."""
    found: Any = OxmlElement(tag)
    for name, value in attributes.items():
        found.set(qn(f"w:{name}"), str(value))
    if text is not None:
        found.text = text
    return found


def add_field(paragraph: Any, instruction: str, shown: str) -> None:
    """A field that Word works out, and what it shows until then."""
    for kind in ("begin", None, "separate", "text", "end"):
        run = paragraph.add_run(shown if kind == "text" else "")
        if kind is None:
            code = element("w:instrText", f" {instruction} ")
            code.set(SPACE, "preserve")
            run._r.append(code)
        elif kind != "text":
            run._r.append(element("w:fldChar", fldCharType=kind))


class Footnotes:
    """The footnotes of a document. A star is counted by Word, so that a page with two has * and †; other marks stand as given."""

    def __init__(self) -> None:
        self._notes: list[Any] = []

    def add(self, paragraph: Any, mark: str, text: str) -> None:
        """Put the mark at the end of the paragraph, and keep the note for `save`."""
        number = len(self._notes) + 1
        run = paragraph.add_run()
        run.style = "footnote reference"
        reference = element("w:footnoteReference", id=number)
        run._r.append(reference)
        if mark != COUNTED:
            reference.set(qn("w:customMarkFollows"), "1")
            run._r.append(element("w:t", mark))
        note = element("w:footnote", id=number)
        note.append(self._body(mark, text))
        self._notes.append(note)

    @staticmethod
    def _body(mark: str, text: str) -> Any:
        body = element("w:p")
        body.append(element("w:pPr"))
        body[0].append(element("w:pStyle", val="FootnoteText"))
        first = element("w:r")
        first.append(element("w:rPr"))
        first[0].append(element("w:rStyle", val="FootnoteReference"))
        first.append(element("w:footnoteRef") if mark == COUNTED else element("w:t", mark))
        body.append(first)
        for words in (" ", text):
            body.append(element("w:r"))
            body[-1].append(element("w:t", words))
            body[-1][0].set(SPACE, "preserve")
        return body

    def save(self, document: WordDocument) -> None:
        """Write the footnotes as a part of the document."""
        if not self._notes:
            return
        root = parse_xml(f"<w:footnotes {nsdecls('w')}>{SEPARATORS}</w:footnotes>")
        root.extend(self._notes)
        content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        package = document.part.package
        part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, content, package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        settings = element("w:footnotePr")
        settings.extend([element("w:footnote", id=-1), element("w:footnote", id=0)])
        _before(
            document.settings.element, settings, ("w:endnotePr", "w:compat", "w:rsids", "m:mathPr", "w:themeFontLang")
        )


def count_with_stars(section: Any) -> None:
    """Footnotes are marked *, †, ‡, anew on every page: a figure beside an amount would be read as a part of it."""
    found = element("w:footnotePr")
    found.extend([element("w:numFmt", val="chicago"), element("w:numRestart", val="eachPage")])
    section._sectPr.find(qn("w:pgSz")).addprevious(found)


def _before(parent: Any, child: Any, names: tuple[str, ...]) -> None:
    """Word is strict about the order of settings."""
    following = next((found for found in parent if found.tag in {qn(name) for name in names}), None)
    if following is None:
        parent.append(child)
    else:
        following.addprevious(child)


def be_modern(document: WordDocument) -> None:
    """Word opens the file as one of its own, not as one of 2007."""
    settings = document.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    compat = element("w:compat")
    uri = "http://schemas.microsoft.com/office/word"
    compat.append(element("w:compatSetting", name="compatibilityMode", uri=uri, val=15))
    _before(settings, compat, ("w:docVars", "w:rsids", "m:mathPr", "w:themeFontLang", "w:clrSchemeMapping"))


def repeat_as_header(row: Any) -> None:
    """The row stands at the top of the table on every page."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))


def keep_whole(row: Any) -> None:
    """The row is not split between pages."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def keep_with_next(row: Any) -> None:
    """The row stands on the same page as the next."""
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def describe(table: Any, title: str) -> None:
    """What the table holds, for those who do not see it; rows are named by their first column."""
    table._tbl.tblPr.append(element("w:tblCaption", val=title))


def shade(cell: Any, colour: str) -> None:
    cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=colour))


def restarted(document: WordDocument, style: str) -> int:
    """A numbering that begins at 1 again, made from the one of a style; its number for `number`."""
    root = document.part.numbering_part.element
    linked = document.styles[style].element.pPr.numPr.numId.val
    abstract = root.num_having_numId(linked).abstractNumId.val
    found = root.add_num(abstract)
    found.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(found.numId)


def number(paragraph: Any, numbering: int) -> None:
    """Make the paragraph an item of a numbering."""
    found = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    found.get_or_add_ilvl().val = 0
    found.get_or_add_numId().val = numbering
