"""A meeting of the steering group as it is stored: its agenda, and what was decided item by item.

Everything here is internal. What a decision changes in the plan is public by the change itself.
"""

from typing import Literal

from app.kernel.text import LocalText
from app.plan.codes import AgendaKind, Body
from app.plan.types import Date, Entry, LooseDate, Part, Slug, Text

ReasonCode = Literal[
    "milestone_passed",
    "period_passed",
    "not_started",
    "on_hold",
    "not_updated",
    "never_reported",
    "meeting_passed",
    "meeting_ahead",
    "no_meeting",
    "check",
    "other",
]
ChangeCode = Literal["progress", "milestone_done", "milestone_date", "note", "meeting_date"]


class Reason(Part, frozen=True, kw_only=True):
    """Why an item is on the agenda, as facts. The words are found where it is shown."""

    code: ReasonCode
    name: str | None = None
    """A milestone, in the plan's language."""
    body: Body | None = None
    date: LooseDate | None = None
    days: int | None = None
    text: LocalText | None = None
    """What a check says."""


class AgendaItem(Part, frozen=True, kw_only=True):
    """`key` is the same as long as the matter is: `measure/<id>`, `party/<id>`, `check/<code>/…` or `other`."""

    key: Text
    kind: AgendaKind
    title: str = ""
    """In the plan's language; empty for a check, whose reason says it all."""
    measure: Slug | None = None
    party: Slug | None = None
    reasons: list[Reason] = []


class ChangedField(Part, frozen=True, kw_only=True):
    """What a decision changed in the plan. `old` and `new` are codes, dates or texts, by `what`."""

    what: ChangeCode
    name: str | None = None
    old: str | None = None
    new: str | None = None


class Recorded(Part, frozen=True, kw_only=True):
    """What was tapped in about an item in one go."""

    item: Text
    decision: str | None = None
    reason: str | None = None
    changes: list[ChangedField] = []
    batch: Text
    """That of the changes in the plan's history."""


class MeetingRun(Entry, frozen=True, kw_only=True):
    date: Date
    participants: list[Text] = []
    """Roles and organisations, never private persons."""
    agenda: list[AgendaItem] = []
    records: list[Recorded] = []
    version: str | None = None
    """The row that the meeting put in the version log."""
    summary: str | None = None
