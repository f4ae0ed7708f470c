"""How a Word file of ours looks: fonts, colours, spacing and language, as styles that its owner can change."""

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from app.kernel.text import Lang
from app.plan.documents.oxml import element
from app.plan.documents.words import TAG

FONT = "Arial"
INK = RGBColor(0x1E, 0x2B, 0x2E)
ACCENT = RGBColor(0x0B, 0x55, 0x63)
GREY = RGBColor(0x59, 0x59, 0x59)
LINE = "8FA3A7"
BODY = Pt(10.5)
HEADINGS = {1: (17, 24, 8), 2: (14.5, 16, 6), 3: (13.5, 18, 6), 4: (12, 16, 4), 5: (10.5, 10, 2)}
"""Size, and the space before and after, in points."""


def styles(document: WordDocument, lang: Lang, *, is_plain: bool) -> None:
    """Set every style that our documents use."""
    _defaults(document, TAG[lang])
    found: Any = document.styles
    normal = found["Normal"]
    _set(normal, BODY, INK, 0, 0)
    headings = HEADINGS | {1: (13, 14, 4)} if is_plain else HEADINGS
    for level, (size, before, after) in headings.items():
        heading = found[f"Heading {level}"]
        _set(heading, Pt(size), ACCENT if level < 5 else INK, before, after, bold=True, italic=False)
        heading.paragraph_format.keep_with_next = True
    for border in found["Table Grid"].element.iter(qn("w:tblBorders")):
        for side in border:
            side.set(qn("w:color"), LINE)
    title = found["Title"]
    for border in title.element.pPr.findall(qn("w:pBdr")):
        title.element.pPr.remove(border)
    _set(title, Pt(19 if is_plain else 26), ACCENT, 0 if is_plain else 40, 8 if is_plain else 14, bold=True)
    _set(found["Subtitle"], BODY, INK, 0, 4, bold=False, italic=True)
    _set(found["Body Text"], BODY, INK, 3, 6)
    found["Body Text"].paragraph_format.line_spacing = 1.15
    for name in ("List Bullet", "List Number"):
        _set(found[name], BODY, INK, 0, 3)
        found[name].paragraph_format.line_spacing = 1.15
    _set(found["Caption"], Pt(9.5), INK, 10, 4, bold=True)
    _set(found["Header"], Pt(8.5), GREY, 0, 0)
    _set(found["Footer"], Pt(8.5), GREY, 0, 0)
    found["Header"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    found["Footer"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _new(found, "Cover", Pt(12), INK, 0, 6)
    _new(found, "Remark", BODY, GREY, 0, 6, italic=True)
    _new(found, "Table Text", Pt(9.5), INK, 2, 2)
    _new(found, "After Table", Pt(6), INK, 0, 0)
    _new(found, "footnote text", Pt(9), INK, 0, 2)
    found["footnote text"].element.styleId = "FootnoteText"
    found.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER, builtin=True).element.styleId = "FootnoteReference"


def _new(found: Any, name: str, *look: Any, **more: Any) -> None:
    style = found.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = found["Normal"]
    _set(style, *look, **more)


def _set(
    style: Any,
    size: Pt,
    colour: RGBColor,
    before: float,
    after: float,
    *,
    bold: bool | None = None,
    italic: bool | None = None,
) -> None:
    _font(style.element.get_or_add_rPr())
    style.font.size, style.font.color.rgb = size, colour
    style.font.bold, style.font.italic = bold, italic
    for spacing in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _font(look: Any) -> None:
    """The font, instead of the theme's, which would win over it."""
    for old in look.findall(qn("w:rFonts")):
        look.remove(old)
    look.insert(0, element("w:rFonts", **dict.fromkeys(("ascii", "hAnsi", "cs", "eastAsia"), FONT)))


def _defaults(document: WordDocument, tag: str) -> None:
    look = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    _font(look)
    for old in look.findall(qn("w:lang")):
        look.remove(old)
    look.append(element("w:lang", val=tag, eastAsia=tag, bidi=tag))
    for found in document.settings.element.findall(qn("w:themeFontLang")):
        found.set(qn("w:val"), tag)
