"""The plan as it stands in `catalogue_data/plan/` and in the tables.

The JSON Schemas beside the data are made from these types (`verkemiddel plan schema`). Texts are in the plan's own
language. Amounts are whole NOK or whole hours; a blank is null, never 0. What is `internal` never leaves the house:
`rules.public` takes it away before a page or the API sees it.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from app.kernel.text import Lang, LocalText
from app.plan.codes import Body, Box, Certainty, Change, EditionStatus, Priority, Progress, SectionType

Slug = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Code = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Year = Annotated[int, Meta(ge=1900, le=2200)]
Text = Annotated[str, Meta(min_length=1)]
Date = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
LooseDate = Annotated[
    str,
    Meta(pattern=r"^\d{4}(-H[12]|-Q[1-4]|-\d{2}(-\d{2})?)?$", description="a year, half-year, quarter, month or day"),
]
Amount = Annotated[int, Meta(ge=0, le=1_000_000_000_000)]
Percent = Annotated[int, Meta(ge=0, le=100)]
Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What every part has in common: how it is written."""


class Entry(Part, frozen=True, kw_only=True):
    """A part with a file and a row of its own."""

    id: Slug


# -- the agreement and what it names ---------------------------------------------------------------


class FundingSource(Part, frozen=True, kw_only=True):
    """A column of the budget. `printed` is its heading in the plan document."""

    id: Code
    name: LocalText
    printed: str | None = None
    organisation: Slug | None = None
    scheme: Slug | None = None
    """A scheme of the catalogue that the money comes from."""


class Actor(Part, frozen=True, kw_only=True):
    """Somebody the plan names. Its spellings lead here: `name`, and `aliases` confirmed once by the leader."""

    id: Slug
    name: Text
    organisation: Slug | None = None
    """The organisation of the catalogue that it is."""
    members: list[Slug] = []
    """The organisations that it stands for, where it is a group."""
    aliases: list[Text] = []
    confirmed: bool = False
    """Has the leader said that the spellings mean the same?"""


class Letter(Part, frozen=True, kw_only=True):
    """A letter that the plan rests on. `doubt` says why its date may be wrong; the date is kept as given.

    `checked_on` is when somebody held the date against the letter itself: then no doubt is raised.
    """

    title: Text
    date: Date
    doubt: str | None = None
    checked_on: Date | None = None

    @property
    def open_doubt(self) -> str | None:
        """Why the date may be wrong, until the letter itself has been looked at."""
        return None if self.checked_on else self.doubt


class ActionPlan(Entry, frozen=True, kw_only=True):
    """The agreement behind the yearly editions."""

    title: Text
    short_title: Text
    lang: Lang = "nn"
    from_year: Year
    to_year: Year
    parties: Annotated[list[Text], Meta(min_length=1)]
    """As printed; each is a spelling of an actor."""
    signing_planned: Date | None = None
    signed_on: Date | None = None
    sources: Annotated[list[FundingSource], Meta(min_length=1)]
    weighted_source: Code | None = None
    """The source that the goals' weights share out; without it, all money."""
    stale_after_days: Annotated[int, Meta(ge=1, le=3660)] = 180
    actors: list[Actor] = []
    letters: list[Letter] = []


# -- an edition --------------------------------------------------------------------------------------


class Block(Part, frozen=True, kw_only=True):
    """A paragraph, or a list that stays a list."""

    text: str | None = None
    items: list[Text] = []
    numbered: bool = False


class PlanSection(Part, frozen=True, kw_only=True):
    number: Text
    heading: Text
    blocks: Annotated[list[Block], Meta(min_length=1)]


class LoggedVersion(Part, frozen=True, kw_only=True):
    """A row of the document's own log."""

    version: Text
    name: Text
    date: LooseDate
    printed_date: str | None = None
    status: Text
    changed_by: Text
    frozen: Sha256 | None = None
    """The fingerprint of the edition as it stood when the version was frozen; the content lies in `frozen/`."""
    frozen_on: Date | None = None


class Meeting(Part, frozen=True, kw_only=True):
    """A planned meeting where the plan is dealt with."""

    party: Text
    body: Body
    date: Date
    printed_date: str | None = None


class Approval(Part, frozen=True, kw_only=True):
    """What a party has decided, when it has. A blank date is undecided."""

    party: Text
    body: Body | None = None
    date: Date | None = None
    case_number: str | None = None
    decision: str | None = None
    reservations: str | None = None
    version: str | None = None
    """The version of the log that was decided on."""
    internal_note: str | None = None


Days = Annotated[int, Meta(ge=0, le=365)]


class DecisionRun(Part, frozen=True, kw_only=True):
    """When the ministry must have the plan, and the days between the steps before that. Calendar days."""

    due: Date | None = None
    paper_days: Days = 10
    """From the paper deadline to the meeting."""
    lock_days: Days = 5
    """From the text is locked to the paper deadline."""
    ministry_days: Days = 14
    """From the last council to the ministry's date."""
    council_days: Days = 7
    """From the executive committee to the council."""
    committee_days: Days = 14
    """From the steering group to the executive committee."""


class ChartBox(Part, frozen=True, kw_only=True):
    """A box of the organisation chart."""

    id: Slug
    name: Text
    kind: Box
    goal: Slug | None = None
    parent: Slug | None = None
    internal_contact: str | None = None


class Role(Part, frozen=True, kw_only=True):
    actor: Text
    task: Text


class Footnote(Part, frozen=True, kw_only=True):
    """A note tied to one cell of a printed table. `row` is a goal or `sum`; `column` a year, a source or `total`."""

    table: Literal["period", "year"]
    row: Text
    column: Text
    mark: Text
    text: Text


class Printed(Part, frozen=True, kw_only=True):
    """A figure as the document prints it, to hold the sums against. Never used in a sum."""

    table: Literal["period", "year"]
    row: Text
    column: Text
    amount: Amount


class Explanation(Part, frozen=True, kw_only=True):
    """The leader's word beside a check of the money. `check` is its code; the rest says which one it is."""

    check: Code
    goal: Slug | None = None
    measure: Slug | None = None
    year: Year | None = None
    text: Text


class OpenQuestion(Part, frozen=True, kw_only=True):
    """What the plan does not say. The leader sees it; nobody guesses."""

    id: Slug
    question: Text
    where: str | None = None
    answer: str | None = None


class Edition(Entry, frozen=True, kw_only=True):
    """The plan of one year. Its id is the year."""

    title: Text
    status: EditionStatus
    year: Year
    municipalities: list[Text] = []
    sections: list[PlanSection] = []
    update_requirements: list[Text] = []
    versions: list[LoggedVersion] = []
    meetings: list[Meeting] = []
    approvals: list[Approval] = []
    run: DecisionRun | None = None
    roles: list[Role] = []
    co_writers: list[Text] = []
    chart: list[ChartBox] = []
    footnotes: list[Footnote] = []
    printed: list[Printed] = []
    explanations: list[Explanation] = []
    expected_measures: dict[str, int] = {}
    """How many measures each goal has in the document, to hold the files against."""
    internal_questions: list[OpenQuestion] = []
    internal_notes: list[Text] = []


class TitleVariant(Part, frozen=True, kw_only=True):
    """The same thing under another title, and where it stands so."""

    text: Text
    where: Text


class Goal(Entry, frozen=True, kw_only=True):
    """A goal (delmål) in one edition. `id` is the same in all editions."""

    number: Annotated[int, Meta(ge=1, le=99)]
    title: Text
    titles: list[TitleVariant] = []
    main_objective: Text
    introduction: list[Block] = []
    remarks: list[Text] = []
    weight_percent: Percent | None = None
    coordinator: str | None = None
    supported_by: list[Text] = []
    uncertain: bool = False
    table_note: str | None = None
    """The sentence above the table of measures."""
    internal_notes: list[Text] = []


# -- a measure ----------------------------------------------------------------------------------------


class Section(Part, frozen=True, kw_only=True):
    """A text section. `heading` is null where the document prints none."""

    type: SectionType
    heading: str | None = None
    blocks: Annotated[list[Block], Meta(min_length=1)]


class Contribution(Part, frozen=True, kw_only=True):
    """Who contributes what. `actor` is printed so; `actors` says whom it means."""

    actor: Text
    actors: list[Slug] = []
    what: str | None = None
    certainty: Certainty | None = None


class Milestone(Part, frozen=True, kw_only=True):
    id: Slug
    text: Text
    date: LooseDate | None = None
    certainty: Certainty = Certainty.CERTAIN
    done_on: Date | None = None
    evidence: str | None = None
    internal_note: str | None = None


class ProgressReport(Part, frozen=True, kw_only=True):
    """Somebody has said how far the work has come, and why it is said now."""

    date: Date
    progress: Progress
    reason: Text
    internal_by: str | None = None


class Participation(Part, frozen=True, kw_only=True):
    """What one municipality does with the measure."""

    organisation: Slug
    progress: Progress | None = None
    topic: str | None = None
    internal_contact: str | None = None
    internal_note: str | None = None


class Note(Part, frozen=True, kw_only=True):
    """A dated note for everyone."""

    date: Date
    text: Text


class Revision(Part, frozen=True, kw_only=True):
    """What this edition did with the measure, and why; for an ended one, what it contributed to."""

    change: Change
    reason: str | None = None
    evaluation: str | None = None
    into: Slug | None = None


class Link(Part, frozen=True, kw_only=True):
    """What the measure must be seen together with."""

    goal: Slug | None = None
    measure: Slug | None = None
    how: Text


class SchemeLink(Part, frozen=True, kw_only=True):
    """A support scheme that the text names; `scheme` is its entry in the catalogue, where there is one."""

    name: Text
    scheme: Slug | None = None


class Measure(Entry, frozen=True, kw_only=True):
    """A measure (tiltak) in one edition. `id` is the same in all editions; the number is the edition's."""

    goal: Slug
    number: Annotated[int, Meta(ge=1, le=999)]
    title: Text
    titles: list[TitleVariant] = []
    subtitle: str | None = None
    priority: Priority
    priority_from: Literal["stated", "time_frame"] = "stated"
    """`time_frame`: the document's own marking is lost; the first year says it."""
    early_phase: bool = False
    time_frame: Text
    from_year: Year | None = None
    to_year: Year | None = None
    time_certainty: Certainty = Certainty.CERTAIN
    state_money: bool | None = None
    responsible: Annotated[list[Text], Meta(min_length=1)]
    partners: list[Text] = []
    contributions: list[Contribution] = []
    sections: list[Section] = []
    milestones: list[Milestone] = []
    reports: list[ProgressReport] = []
    explanation: str | None = None
    """The leader's word beside a deviation."""
    participation: list[Participation] = []
    notes: list[Note] = []
    learning: str | None = None
    transfer_value: str | None = None
    cross_cutting: bool = False
    links: list[Link] = []
    schemes: list[SchemeLink] = []
    revision: Revision | None = None
    internal_notes: list[Text] = []
    internal_contacts: list[Text] = []
