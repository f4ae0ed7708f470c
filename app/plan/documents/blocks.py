"""What a document is made of, whatever it is written as."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from app.kernel.text import Lang
from app.plan.documents.chart import Drawing

Style: TypeAlias = Literal["body", "cover", "subtitle", "note"]
Page: TypeAlias = Literal["same", "new", "wide"]
ColumnKind: TypeAlias = Literal["text", "number", "amount"]


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 is a section of the document; its title stands above all headings. `wide` begins a page on its side."""

    level: int
    text: str
    page: Page = "same"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`lead` are words in bold before the text."""

    text: str
    lead: str = ""
    style: Style = "body"


@dataclass(frozen=True, slots=True)
class Item:
    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Item, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, and the mark that leads to it."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """`more` are further paragraphs in the cell; `tag` is said in words of the row that is muted."""

    text: str = ""
    more: tuple[str, ...] = ()
    tag: str = ""
    amount: int | None = None
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is the share of the table's width. `adds` says that it sums the columns to its right."""

    heading: str
    width: float
    kind: ColumnKind = "text"
    adds: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """`adds` says that it sums the rows above it."""

    cells: tuple[Cell, ...]
    muted: bool = False
    adds: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A heading above several columns, the last of them included."""

    heading: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`number` is None where the table is not counted; `title` says what it holds, printed or not."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    number: int | None = None
    label: str = ""
    header: int = 0
    """The column that names the row."""
    group: Group | None = None
    sheet: str = ""
    """Where it stands in a workbook; tables with the same sheet follow each other."""
    part: str = ""
    """What a row of this table belongs to, where several share a sheet."""

    @property
    def notes(self) -> tuple[Note, ...]:
        return tuple(cell.note for row in self.rows for cell in row.cells if cell.note)


@dataclass(frozen=True, slots=True)
class Figure:
    """`alternative` says in words everything the drawing shows."""

    drawing: Drawing
    number: int
    label: str
    title: str
    alternative: str


Block: TypeAlias = Heading | Paragraph | Items | Table | Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    title: str
    running_title: str
    """What stands at the top of every page."""
    subject: str
    author: str
    lang: Lang
    written: date
    page_words: tuple[str, str]
    """The words before the page's number and before the number of pages."""
    blocks: tuple[Block, ...] = field(default=())
    is_plain: bool = False
    """A short paper: a smaller title, and no cover."""

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Table))
