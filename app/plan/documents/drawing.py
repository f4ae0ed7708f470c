"""The organisation chart as SVG. Its look stands in its attributes: the style sheet of the page does not reach in."""

from markupsafe import Markup

from app.plan.documents.chart import Drawing, Shape

LANE, INK, LETTERS = "#eef3f4", "#0b5563", "#1e2b2e"
SIZE, LINE = 9, 12


def svg(drawing: Drawing, alternative: str) -> Markup:
    """The drawing, with its text alternative as the title that PDF and screen readers take."""
    parts = [_box(lane, fill=LANE, edge="none", is_label=True) for lane in drawing.lanes]
    parts += [
        Markup('<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="1"/>').format(
            found.x1, found.y1, found.x2, found.y2, INK
        )
        for found in drawing.connections
    ]
    parts += [_box(box, fill="#ffffff", edge=INK) for box in drawing.boxes]
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{0}" viewBox="0 0 {1} {2}" width="{1}pt" '
        'height="{2}pt" font-family="Inter, Liberation Sans, Arial, sans-serif"><title>{0}</title>{3}</svg>'
    ).format(alternative, drawing.width, drawing.height, Markup("").join(parts))


def _box(shape: Shape, *, fill: str, edge: str, is_label: bool = False) -> Markup:
    x, anchor = (shape.x + 6, "start") if is_label else (shape.x + shape.width / 2, "middle")
    y = shape.y + shape.height / 2 + SIZE * 0.36 - LINE * (len(shape.lines) - 1) / 2
    text = Markup("").join(
        Markup('<text x="{}" y="{}" text-anchor="{}" font-size="{}" font-weight="{}" fill="{}">{}</text>').format(
            x, y + n * LINE, anchor, SIZE, "bold" if is_label else "normal", LETTERS, line
        )
        for n, line in enumerate(shape.lines)
    )
    return (
        Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}" stroke-width="0.75"/>').format(
            shape.x, shape.y, shape.width, shape.height, fill, edge
        )
        + text
    )
