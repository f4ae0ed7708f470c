"""What was understood of a document, and what is in doubt. Plain values, so that it can be kept until the leader decides."""

from enum import StrEnum

from msgspec import Struct

from app.plan.codes import Body, Priority
from app.plan.types import Block, Section


class Matter(StrEnum):
    """Why a line is in doubt. The words are in `wording`."""

    TRACKED = "tracked"
    COMMENTS = "comments"
    TITLE_DIFFERS = "title_differs"
    FAKE_HEADING = "fake_heading"
    UNKNOWN_HEADING = "unknown_heading"
    HEADING_IN_TEXT = "heading_in_text"
    BULLET_JOINED = "bullet_joined"
    TEXT_JOINED = "text_joined"
    TABLE_JOINED = "table_joined"
    ROW_JOINED = "row_joined"
    NO_HEADER = "no_header"
    CELLS_MERGED = "cells_merged"
    CAPTION_IN_CELL = "caption_in_cell"
    UNKNOWN_TABLE = "unknown_table"
    LIST_AND = "list_and"
    NO_COMMA = "no_comma"
    UNKNOWN_NAME = "unknown_name"
    TIME_FRAME = "time_frame"
    GREY = "grey"
    GREY_LOST = "grey_lost"
    NOT_IN_TABLE = "not_in_table"
    NO_TEXT = "no_text"
    NUMBER_TWICE = "number_twice"
    DATE_MENDED = "date_mended"
    DATE_WITHOUT_YEAR = "date_without_year"
    DATE_UNREADABLE = "date_unreadable"
    AMOUNT_UNREADABLE = "amount_unreadable"
    AMOUNTS_RUN_TOGETHER = "amounts_run_together"
    SUM_DIFFERS = "sum_differs"
    TABLES_DIFFER = "tables_differ"
    UNKNOWN_COLUMN = "unknown_column"
    UNKNOWN_ROW = "unknown_row"
    NOTE_LOOSE = "note_loose"
    NOTE_NOT_FOUND = "note_not_found"
    LETTER_DATE = "letter_date"
    ROLES_IN_TEXT = "roles_in_text"
    WRITERS_IN_TEXT = "writers_in_text"
    CHART = "chart"
    CERTAINTY = "certainty"
    FRAMED = "framed"
    STRUCK = "struck"
    OBJECTS = "objects"
    ROW_PARTED = "row_parted"
    IN_THOUSANDS = "in_thousands"


class Where(Struct, frozen=True, omit_defaults=True):
    """The heading above it; and, in a table, which table of the document and which row."""

    heading: str = ""
    table: int = 0
    row: int = 0


class Doubt(Struct, frozen=True, omit_defaults=True):
    """A line that may have been misunderstood. `part` is what it is about; `line` is as it stands, `read` what was made of it."""

    matter: Matter
    line: str
    where: Where = Where()
    read: str = ""
    part: str = ""


class FoundGoal(Struct, omit_defaults=True):
    """A goal's own texts; `None` is not found."""

    number: int
    title: str
    where: Where
    main_objective: str | None = None
    texts: list[Block] = []
    table_note: str | None = None


class FoundMeasure(Struct, omit_defaults=True):
    """A measure, from its row in the table and its own text. `None` is not found."""

    goal: int
    number: int
    title: str
    where: Where
    titles: list[str] = []
    """All forms that its title stands in."""
    subtitle: str | None = None
    responsible: list[str] | None = None
    partners: list[str] | None = None
    time_frame: str | None = None
    priority: Priority | None = None
    sections: list[Section] | None = None


class FoundText(Struct, omit_defaults=True):
    """A numbered section of the document."""

    number: str
    heading: str
    blocks: list[Block]
    where: Where


class FoundVersion(Struct, omit_defaults=True):
    version: str
    name: str
    date: str | None
    printed: str
    status: str
    changed_by: str
    where: Where


class FoundMeeting(Struct, omit_defaults=True):
    party: str
    body: Body
    date: str
    printed: str
    where: Where


class FoundApproval(Struct, omit_defaults=True):
    party: str
    where: Where
    date: str | None = None
    case_number: str | None = None
    version: str | None = None
    decision: str | None = None
    reservations: str | None = None


class FoundRole(Struct, omit_defaults=True):
    actor: str
    task: str
    where: Where


class FoundAmount(Struct, omit_defaults=True):
    """A cell of a budget table. `row` is the goal's number, 0 for the sum; `column` a year, a source or `total`."""

    row: int
    column: str
    amount: int | None
    where: Where
    mark: str = ""
    note: str = ""


class Proposal(Struct, omit_defaults=True):
    """Everything that was understood."""

    title: str = ""
    municipalities: list[str] = []
    texts: list[FoundText] = []
    requirements: list[str] | None = None
    versions: list[FoundVersion] = []
    meetings: list[FoundMeeting] = []
    approvals: list[FoundApproval] = []
    roles: list[FoundRole] = []
    co_writers: list[str] = []
    boxes: list[str] = []
    goals: list[FoundGoal] = []
    measures: list[FoundMeasure] = []
    period: list[FoundAmount] = []
    year: list[FoundAmount] = []
    doubts: list[Doubt] = []
