"""A document as HTML: what the screen shows, and what the PDF is made of."""

from collections.abc import Iterator

from markupsafe import Markup, escape

from app.plan.documents.blocks import Block, Cell, Column, Document, Figure, Heading, Items, Paragraph, Row, Table
from app.plan.documents.drawing import svg

HIGHEST = 6


def body(document: Document) -> Markup:
    """Every block, below a title that is not here: the document's sections are `h2`."""
    return Markup("\n").join(_Pages().all(document))


class _Pages:
    """Each section of level 1 has an element of its own, so that it can begin a page."""

    def __init__(self) -> None:
        self._is_open = False

    def all(self, document: Document) -> Iterator[Markup]:
        for block in document.blocks:
            if isinstance(block, Heading) and block.level == 1:
                yield from self._close()
                self._is_open = True
                yield Markup('<section class="page-{}">').format(block.page)
            yield _block(block)
        yield from self._close()

    def _close(self) -> Iterator[Markup]:
        if self._is_open:
            yield Markup("</section>")
        self._is_open = False


def _block(block: Block) -> Markup:
    match block:
        case Heading():
            level = min(block.level + 1, HIGHEST)
            return Markup("<h{0}>{1}</h{0}>").format(level, block.text)
        case Paragraph():
            return Markup('<p class="{}{}">{}{}</p>').format(
                block.style, " leads" if block.text.endswith(":") else "", _lead(block.lead), _lines(block.text)
            )
        case Items():
            tag = Markup("ol") if block.numbered else Markup("ul")
            items = Markup("").join(
                Markup("<li>{}{}</li>").format(_lead(item.lead), _lines(item.text)) for item in block.items
            )
            return Markup("<{0}>{1}</{0}>").format(tag, items)
        case Table():
            return _table(block)
        case Figure():
            words = Markup("<figcaption>{} {}. {}</figcaption>").format(block.label, block.number, block.title)
            return Markup('<figure tabindex="0">{}{}</figure>').format(svg(block.drawing, block.alternative), words)


def _lead(lead: str) -> Markup:
    return Markup("<strong>{}</strong> ").format(lead) if lead else Markup("")


def _lines(text: str) -> Markup:
    return Markup("<br>").join(text.split("\n"))


# -- tables ----------------------------------------------------------------------------------------------


def _table(table: Table) -> Markup:
    caption = Markup("")
    if table.number is not None:
        caption = Markup("<caption>{} {}. {}</caption>").format(table.label, table.number, table.title)
    total = sum(column.width for column in table.columns)
    widths = Markup("").join(
        Markup('<col width="{}%">').format(f"{100 * column.width / total:.1f}") for column in table.columns
    )
    rows = Markup("\n").join(_row(table, row) for row in table.rows)
    name = Markup("") if caption else Markup(' aria-label="{}"').format(table.title)
    kind = "small" if len(table.rows) <= 12 else "long"
    whole = Markup(
        '<div class="table-wrap" role="group" aria-label="{}" tabindex="0">'
        '<table class="{}"{}>{}<colgroup>{}</colgroup>{}<tbody>{}</tbody></table></div>'
    ).format(table.title, kind, name, caption, widths, _head(table), rows)
    return whole + _notes(table)


def _head(table: Table) -> Markup:
    group = table.group
    if group is None:
        return Markup("<thead><tr>{}</tr></thead>").format(_join(_column(column) for column in table.columns))
    spread = Markup('<th scope="colgroup" colspan="{}" class="over">{}</th>').format(
        group.last - group.first + 1, group.heading
    )
    first = [_column(column, 2) for column in table.columns[: group.first]]
    after = [_column(column, 2) for column in table.columns[group.last + 1 :]]
    second = [_column(column) for column in table.columns[group.first : group.last + 1]]
    return Markup("<thead><tr>{}</tr><tr>{}</tr></thead>").format(_join([*first, spread, *after]), _join(second))


def _column(column: Column, rows: int = 1) -> Markup:
    return Markup('<th scope="col" class="{}" rowspan="{}">{}</th>').format(column.kind, rows, column.heading)


def _row(table: Table, row: Row) -> Markup:
    cells = _join(_cell(table, cell, n) for n, cell in enumerate(row.cells))
    return Markup('<tr class="{}">{}</tr>').format(_classes(muted=row.muted, adds=row.adds), cells)


def _cell(table: Table, cell: Cell, n: int) -> Markup:
    content: list[Markup] = [_lines(cell.text)]
    if cell.note:
        content[0] += Markup('<a class="mark" href="#{}">{}</a>').format(_place(table, cell), cell.note.mark)
    content += [Markup('<br><span class="more">{}</span>').format(_lines(text)) for text in cell.more]
    if cell.tag:
        content.append(Markup('<br><em class="tag">{}</em>').format(cell.tag))
    form = '<th scope="row" class="{}">{}</th>' if n == table.header else '<td class="{}">{}</td>'
    return Markup(form).format(table.columns[n].kind, _join(content))  # noqa: S704 (one of the two above)


def _place(table: Table, cell: Cell) -> str:
    assert cell.note
    return f"note-{table.number}-{table.notes.index(cell.note) + 1}"


def _notes(table: Table) -> Markup:
    """Right under the table that they belong to."""
    return _join(
        Markup('<p class="footnote" id="note-{}-{}">{} {}</p>').format(table.number, n, note.mark, note.text)
        for n, note in enumerate(table.notes, 1)
    )


def _join(parts: Iterator[Markup] | list[Markup]) -> Markup:
    return Markup("").join(parts)


def _classes(**names: bool) -> Markup:
    return escape(" ".join(name for name, is_so in names.items() if is_so))
