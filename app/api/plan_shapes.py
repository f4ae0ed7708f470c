"""What the API answers about plans. Amounts are whole NOK; null is not stated, never 0. Texts are in the plan's language."""

from msgspec import Struct

from app.kernel.text import Lang

Labels = dict[Lang, str]


class ActorRef(Struct, frozen=True):
    """Whom a spelling means; `organisation` is an id of /api/v1/organisations."""

    id: str
    name: str
    organisation: str | None
    members: list[str]


class GoalRef(Struct, frozen=True):
    id: str
    number: int
    title: str
    weight_percent: int | None


class EditionRef(Struct, frozen=True):
    year: int
    title: str
    status: str
    url: str
    api_url: str


class SourceItem(Struct, frozen=True):
    id: str
    label: Labels
    printed: str | None
    organisation: str | None
    scheme: str | None


class PlanItem(Struct, frozen=True, kw_only=True):
    id: str
    url: str
    lang: Lang
    title: str
    from_year: int
    to_year: int
    parties: list[str]
    goals: list[GoalRef]
    """Those of the newest edition."""
    editions: list[EditionRef]


class LetterItem(Struct, frozen=True):
    title: str
    date: str
    doubt: str | None


class PlanDetail(PlanItem, frozen=True, kw_only=True):
    period: str
    party_actors: list[ActorRef]
    signing_planned: str | None
    signed_on: str | None
    sources: list[SourceItem]
    letters: list[LetterItem]
    actors: list[ActorRef]


class PlanList(Struct, frozen=True):
    total: int
    items: list[PlanItem]


class TitleItem(Struct, frozen=True):
    text: str
    where: str


class BlockItem(Struct, frozen=True):
    text: str | None
    items: list[str]
    numbered: bool


class SectionItem(Struct, frozen=True):
    type: str
    heading: str | None
    blocks: list[BlockItem]


class PlanSectionItem(Struct, frozen=True):
    number: str
    heading: str
    blocks: list[BlockItem]


class ContributionItem(Struct, frozen=True):
    actor: str
    actors: list[ActorRef]
    what: str | None
    certainty: str | None


class MilestoneItem(Struct, frozen=True):
    id: str
    text: str
    date: str | None
    precision: str | None
    certainty: str
    done_on: str | None
    evidence: str | None


class ReportItem(Struct, frozen=True):
    date: str
    progress: str
    reason: str


class ParticipationItem(Struct, frozen=True):
    organisation: str
    progress: str | None
    topic: str | None


class NoteItem(Struct, frozen=True):
    date: str
    text: str


class LinkItem(Struct, frozen=True):
    goal_id: str | None
    measure_id: str | None
    how: str


class SchemeLinkItem(Struct, frozen=True):
    name: str
    scheme: str | None


class RevisionItem(Struct, frozen=True):
    change: str
    reason: str | None
    evaluation: str | None


class MeasureItem(Struct, frozen=True, kw_only=True):
    id: str
    goal_id: str
    url: str
    number: int
    title: str
    titles: list[TitleItem]
    subtitle: str | None
    priority: str
    priority_from: str
    """`stated` in the document, or read from the `time_frame`."""
    progress: str | None
    deviation: str | None
    explanation: str | None
    early_phase: bool
    cross_cutting: bool
    state_money: bool | None
    from_year: int | None
    to_year: int | None
    time_frame: str
    time_certainty: str
    responsible: list[str]
    responsible_actors: list[ActorRef]
    partners: list[str]
    partner_actors: list[ActorRef]
    contributions: list[ContributionItem]
    sections: list[SectionItem]
    first_steps: list[str]
    milestones: list[MilestoneItem]
    reports: list[ReportItem]
    participation: list[ParticipationItem]
    notes: list[NoteItem]
    learning: str | None
    transfer_value: str | None
    links: list[LinkItem]
    schemes: list[SchemeLinkItem]
    planned_nok: int | None
    revision: RevisionItem | None


class GoalItem(Struct, frozen=True, kw_only=True):
    id: str
    url: str
    number: int
    title: str
    titles: list[TitleItem]
    main_objective: str
    introduction: list[BlockItem]
    remarks: list[str]
    weight_percent: int | None
    coordinator: str | None
    supported_by: list[str]
    uncertain: bool
    table_note: str | None
    measures: list[MeasureItem]


class CellItem(Struct, frozen=True, kw_only=True):
    goal: int
    """The goal's number in the edition; its id is the same in all editions."""
    goal_id: str
    measure: int | None
    measure_id: str | None
    year: int
    source: str | None
    kind: str
    amount_nok: int | None
    hours: int | None


class MovementItem(Struct, frozen=True, kw_only=True):
    date: str
    from_goal_id: str
    from_measure_id: str | None
    from_year: int
    to_goal_id: str
    to_measure_id: str | None
    to_year: int
    source: str | None
    amount_nok: int
    reason: str


class RowItem(Struct, frozen=True):
    key: str
    """A goal's id, a source, or `sum`."""
    number: int | None
    """The goal's number."""
    amounts: dict[str, int | None]
    total: int | None


class TableItem(Struct, frozen=True):
    """A table that was worked out. The rows' keys are goals or sources; the columns are years or sources."""

    columns: list[str]
    rows: list[RowItem]
    sum: RowItem


class Totals(Struct, frozen=True, kw_only=True):
    period_nok: int | None
    """The weighted source over all years (section 6)."""
    year_nok: int | None
    """All sources in the edition's year (section 7)."""
    period: TableItem
    year: TableItem
    by_source: TableItem
    granted_nok: int | None
    paid_nok: int | None
    spent_nok: int | None


class FootnoteItem(Struct, frozen=True):
    table: str
    row: str
    column: str
    mark: str
    text: str


class NeededItem(Struct, frozen=True):
    goal: int
    goal_id: str
    fixed_nok: int
    planned_nok: int
    needed_nok: int
    by_year: dict[str, int]


class WhatIfItem(Struct, frozen=True):
    """What the remaining years must be for the period to end at the goals' weights."""

    remaining_years: list[str]
    possible: bool
    goals: list[NeededItem]


class CheckItem(Struct, frozen=True, kw_only=True):
    code: str
    level: str
    text: Labels
    goal: int | None
    goal_id: str | None
    measure: int | None
    measure_id: str | None
    year: int | None
    figures: dict[str, float | None]
    explanation: str | None
    """The leader's word beside it."""


class VersionItem(Struct, frozen=True, kw_only=True):
    version: str
    name: str
    date: str
    precision: str
    printed_date: str | None
    status: str
    changed_by: str
    sha256: str | None
    """The fingerprint of what the version holds, where it is frozen."""
    frozen_on: str | None


class MeetingItem(Struct, frozen=True, kw_only=True):
    party: str
    actor: ActorRef | None
    body: str
    date: str
    printed_date: str | None


class ApprovalItem(Struct, frozen=True, kw_only=True):
    party: str
    actor: ActorRef | None
    body: str | None
    date: str | None
    case_number: str | None
    decision: str | None
    reservations: str | None
    version: str | None


class BoxItem(Struct, frozen=True):
    id: str
    name: str
    kind: str
    goal_id: str | None
    parent: str | None


class RoleItem(Struct, frozen=True):
    actor: str
    ref: ActorRef | None
    task: str


class OrganisationOut(Struct, frozen=True):
    boxes: list[BoxItem]
    roles: list[RoleItem]
    co_writers: list[str]


class EditionDetail(Struct, frozen=True, kw_only=True):
    plan: str
    year: int
    url: str
    lang: Lang
    title: str
    status: str
    from_year: int
    to_year: int
    municipalities: list[str]
    sections: list[PlanSectionItem]
    update_requirements: list[str]
    goals: list[GoalItem]
    budget: list[CellItem]
    movements: list[MovementItem]
    totals: Totals
    footnotes: list[FootnoteItem]
    what_if: WhatIfItem | None
    checks: list[CheckItem]
    versions: list[VersionItem]
    meetings: list[MeetingItem]
    approvals: list[ApprovalItem]
    organisation: OrganisationOut
