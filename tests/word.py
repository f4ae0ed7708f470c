"""A Word file, read back by a program that did not write it."""

import io
from collections import Counter

import docx
from docx.oxml.ns import qn


class Word:
    """A Word file, read with python-docx."""

    def __init__(self, content: bytes) -> None:
        self.document = docx.Document(io.BytesIO(content))

    @property
    def headings(self) -> list[tuple[int, str]]:
        styles = [(p.style.name, p.text) for p in self.document.paragraphs]
        return [(int(name.removeprefix("Heading ")), text) for name, text in styles if name.startswith("Heading ")]

    @property
    def sections(self) -> list[str]:
        return [text for level, text in self.headings if level == 1]

    @property
    def captions(self) -> list[str]:
        return [p.text for p in self.document.paragraphs if p.style.name == "Caption"]

    @property
    def paragraphs(self) -> list[str]:
        """Every paragraph of the text in order, headings and items of lists too; tables are left out."""
        return [p.text for p in self.document.paragraphs if p.text]

    @property
    def tables(self) -> dict[str, list[list[str]]]:
        """The tables by their title: rows of cells, the headings first."""
        found = {}
        for table in self.document.tables:
            title = table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
            found[title] = [[cell.text for cell in row.cells] for row in table.rows]
        return found

    @property
    def footnotes(self) -> list[str]:
        parts = [p for p in self.document.part.package.iter_parts() if p.partname == "/word/footnotes.xml"]
        root = docx.oxml.parse_xml(parts[0].blob) if parts else []
        texts = ["".join(t.text for t in note.iter(qn("w:t"))).strip() for note in root]
        return [text for text in texts if text]

    @property
    def footnote_cells(self) -> dict[int, tuple[str, int, int]]:
        """The number of each footnote, and where its mark stands: table, row and column."""
        found = {}
        for title, table in zip(self.tables, self.document.tables, strict=True):
            for n, row in enumerate(table.rows):
                for m, cell in enumerate(row.cells):
                    for mark in cell._tc.iter(qn("w:footnoteReference")):
                        found[int(mark.get(qn("w:id")))] = (title, n, m)
        return found

    def grey_rows(self, title: str) -> set[int]:
        """The rows of a table whose every letter is grey."""
        table = self.document.tables[list(self.tables).index(title)]
        return {
            n
            for n, row in enumerate(table.rows)
            if {str(r.font.color.rgb) for cell in row.cells for p in cell.paragraphs for r in p.runs} == {"595959"}
        }

    def rows_of_tables(self) -> list[tuple[str, int, bool]]:
        """For each table: its title, how many rows are repeated on every page, and whether all rows stay whole."""
        found = []
        for title, table in zip(self.tables, self.document.tables, strict=True):
            looks = [row._tr.trPr for row in table.rows]
            repeated = sum(look.find(qn("w:tblHeader")) is not None for look in looks)
            found.append((title, repeated, all(look.find(qn("w:cantSplit")) is not None for look in looks)))
        return found

    @property
    def fields(self) -> Counter[str]:
        return Counter(code.text.strip() for code in self.document.element.body.iter(qn("w:instrText")))

    @property
    def footer(self) -> str:
        return self.document.sections[0].footer.paragraphs[0].text

    @property
    def footer_fields(self) -> list[str]:
        codes = self.document.sections[0].footer._element.iter(qn("w:instrText"))
        return [code.text.strip() for code in codes]

    @property
    def alternatives(self) -> list[str]:
        """The text alternatives of pictures and drawings."""
        return [found.get("descr") for found in self.document.element.body.iter(qn("wp:docPr"))]

    @property
    def languages(self) -> set[str]:
        return {found.get(qn("w:val")) for found in self.document.styles.element.iter(qn("w:lang"))}

    @property
    def numberings(self) -> list[int]:
        """The number of each numbered list's numbering, in order."""
        found = [p._p.pPr.numPr.numId.val for p in self.document.paragraphs if p.style.name == "List Number"]
        return [number for number, before in zip(found, [None, *found], strict=False) if number != before]

    def under(self, heading: str, *, after: str = "") -> list[str]:
        """The paragraphs between a heading and the next one, the first time it stands after another."""
        found, is_here, is_past = [], False, not after
        for paragraph in self.document.paragraphs:
            is_heading = paragraph.style.name.startswith("Heading")
            is_past = is_past or (is_heading and paragraph.text == after)
            if is_heading and is_here:
                break
            if is_here and paragraph.text:
                found.append(paragraph.text)
            is_here = is_here or (is_heading and is_past and paragraph.text == heading)
        return found

    def everything(self) -> str:
        """All text of all parts, as it is stored."""
        blobs = [part.blob for part in self.document.part.package.iter_parts()]
        return b"\n".join(blobs).decode("utf-8", "replace")
