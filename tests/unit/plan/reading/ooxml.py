"""A Word document as XML, written letter by letter: what no library writes, and Word does."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BOXED = (
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps">'
    '<w:drawing><wps:txbx xmlns:wps="x"><w:txbxContent>{0}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>'
    "<mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
RELATIONS = '<Relationships xmlns="r">{}</Relationships>'
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
    for key, name in [
        ("Title", "Title"),
        ("INNH1", "toc 1"),
        *((f"Overskrift{n}", f"heading {n}") for n in range(1, 6)),
    ]
)
BULLETS, SECTIONS, GOALS, ROWS = 1, 2, 3, 4
FORMS: dict[int, Sequence[tuple[str, str]]] = {
    BULLETS: [("bullet", "\uf0b7")],
    SECTIONS: [("decimal", "%1")],
    GOALS: [("decimal", "Delmål %1:"), ("decimal", "Tiltak %2:")],
    ROWS: [("decimal", "%1.")],
}


def run(text: str, *looks: str) -> str:
    """`looks` are elements of its properties: `b`, `strike`, `color w:val="808080"`."""
    made = "".join(f"<w:{look}/>" for look in looks)
    lines = [f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")]
    return f"<w:r><w:rPr>{made}</w:rPr>{'<w:br/>'.join(lines)}</w:r>"


def in_runs(text: str, *looks: str) -> str:
    """The text in several runs, with what Word leaves between them."""
    cuts = [0, len(text) // 3, len(text) // 2, len(text)]
    pieces = [text[a:b] for a, b in pairwise(cuts)]
    between = '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="0" w:name="_Toc1"/><w:bookmarkEnd w:id="0"/>'
    return between.join(run(piece, *looks) for piece in pieces)


def field(code: str, result: str) -> str:
    """A field, with what it shows."""
    kinds = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{kinds[0]}<w:r><w:instrText> {code} </w:instrText></w:r>{kinds[1]}{result}{kinds[2]}"


def p(inner: str, style: str = "", numbered: tuple[int, int] | None = None) -> str:
    looks = f"<w:pStyle w:val={quoteattr(style)}/>" if style else ""
    if numbered:
        looks += f'<w:numPr><w:ilvl w:val="{numbered[1]}"/><w:numId w:val="{numbered[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{looks}</w:pPr>{inner}</w:p>"


def control(inner: str, more: str = "") -> str:
    """A content control around anything."""
    return f"<w:sdt><w:sdtPr>{more}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def cell(inner: str, span: int = 1, merge: str = "") -> str:
    looks = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    looks += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f"<w:tc><w:tcPr>{looks}</w:tcPr>{inner or p('')}</w:tc>"


def row(cells: Iterable[str]) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def table(rows: Iterable[str]) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def package(body: str, lists: Iterable[tuple[int, int]] = ()) -> bytes:
    """The file. `lists` are (number, form) of lists that start anew."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{key}">'
        + "".join(
            f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val={quoteattr(text)}/></w:lvl>'
            for n, (form, text) in enumerate(levels)
        )
        + "</w:abstractNum>"
        for key, levels in FORMS.items()
    )
    numbers = "".join(f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key in FORMS)
    numbers += "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{form}"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for number, form in lists
    )
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS.format('<Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/>'),
        "word/_rels/document.xml.rels": RELATIONS.format(
            "".join(f'<Relationship Id="{k}" Type="x/{k}" Target="{k}.xml"/>' for k in ("styles", "numbering"))
        ),
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {W}>{STYLES}</w:styles>",
        "word/numbering.xml": f"<w:numbering {W}>{abstract}{numbers}</w:numbering>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()
