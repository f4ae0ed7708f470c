"""The organisation chart as shapes of Word: sharp at every size, with text that can be read and changed."""

from typing import Any
from xml.sax.saxutils import quoteattr

from docx.oxml import parse_xml

from app.plan.documents.chart import Connection, Drawing, Shape

EMU = 12_700
"""In a point."""
NAMESPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.{place}"'
    for prefix, place in {
        "w": "openxmlformats.org/wordprocessingml/2006/main",
        "wp": "openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "openxmlformats.org/drawingml/2006/main",
        "mc": "openxmlformats.org/markup-compatibility/2006",
        "wpg": "microsoft.com/office/word/2010/wordprocessingGroup",
        "wps": "microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)
GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
LANE, INK, GROUND = "EEF3F4", "0B5563", "FFFFFF"


def add_drawing(run: Any, drawing: Drawing, title: str, alternative: str) -> None:
    """Put the drawing in a run, with its text alternative."""
    shapes = [_box(lane, n, fill=LANE, line=None, is_label=True) for n, lane in enumerate(drawing.lanes, 100)]
    shapes += [_line(found, n) for n, found in enumerate(drawing.connections, 300)]
    shapes += [_box(box, n, fill=GROUND, line=INK) for n, box in enumerate(drawing.boxes, 500)]
    width, height = round(drawing.width * EMU), round(drawing.height * EMU)
    run._r.append(
        parse_xml(f"""
<mc:AlternateContent {NAMESPACES}><mc:Choice Requires="wpg"><w:drawing>
<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>
<wp:docPr id="1" name={quoteattr(title)} title={quoteattr(title)} descr={quoteattr(alternative)}/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="{GROUP}"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/>
<a:ext cx="{width}" cy="{height}"/><a:chOff x="0" y="0"/><a:chExt cx="{width}" cy="{height}"/></a:xfrm></wpg:grpSpPr>
{"".join(shapes)}</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice></mc:AlternateContent>""")
    )


def _frame(x: float, y: float, width: float, height: float, flip: str = "") -> str:
    return (
        f'<a:xfrm{flip}><a:off x="{round(x * EMU)}" y="{round(y * EMU)}"/>'
        f'<a:ext cx="{round(width * EMU)}" cy="{round(height * EMU)}"/></a:xfrm>'
    )


def _box(shape: Shape, number: int, *, fill: str, line: str | None, is_label: bool = False) -> str:
    edge = f'<a:solidFill><a:srgbClr val="{line}"/></a:solidFill>' if line else "<a:noFill/>"
    align, inset = ("left", 76_200) if is_label else ("center", 38_100)
    bold = "<w:b/>" if is_label else ""
    look = f'<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>{bold}<w:color w:val="1E2B2E"/><w:sz w:val="18"/></w:rPr>'
    words = "<w:r><w:br/></w:r>".join(f"<w:r>{look}<w:t>{_escaped(text)}</w:t></w:r>" for text in shape.lines)
    return f"""<wps:wsp><wps:cNvPr id="{number}" name="{number}"/><wps:cNvSpPr/><wps:spPr>
{_frame(shape.x, shape.y, shape.width, shape.height)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill><a:ln w="9525">{edge}</a:ln></wps:spPr><wps:txbx><w:txbxContent>
<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="{align}"/></w:pPr>{words}</w:p>
</w:txbxContent></wps:txbx><wps:bodyPr lIns="{inset}" tIns="25400" rIns="38100" bIns="25400" anchor="ctr"><a:noAutofit/></wps:bodyPr></wps:wsp>"""


def _line(found: Connection, number: int) -> str:
    x, y = min(found.x1, found.x2), min(found.y1, found.y2)
    flip = ' flipH="1"' if (found.x2 - found.x1) * (found.y2 - found.y1) < 0 else ""
    frame = _frame(x, y, abs(found.x2 - found.x1), abs(found.y2 - found.y1), flip)
    return f"""<wps:wsp><wps:cNvPr id="{number}" name="{number}"/><wps:cNvCnPr/><wps:spPr>{frame}
<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="12700"><a:solidFill><a:srgbClr val="{INK}"/></a:solidFill></a:ln>
</wps:spPr><wps:bodyPr/></wps:wsp>"""


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
