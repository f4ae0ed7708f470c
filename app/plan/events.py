"""What can happen to a plan."""

from dataclasses import dataclass

from app.kernel.events import Event


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanEvent(Event):
    plan: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PartAdded(PlanEvent):
    """A goal, a measure, an edition or the plan itself is new."""

    edition: int
    kind: str
    key: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PartChanged(PlanEvent):
    """It has a new content."""

    edition: int
    kind: str
    key: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LedgerChanged(PlanEvent):
    """So many cells and movements of an edition have changed."""

    edition: int
    cells: int


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionFrozen(PlanEvent):
    """What a version of an edition holds is kept for good."""

    edition: int
    version: str
    sha256: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingStarted(PlanEvent):
    edition: int
    meeting: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingEnded(PlanEvent):
    edition: int
    meeting: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingDropped(PlanEvent):
    """A meeting where nothing was recorded is taken away."""

    edition: int
    meeting: str


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionStarted(PlanEvent):
    """A year's edition is begun, built on that of another year."""

    edition: int
    built_on: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PartnerAsked(PlanEvent):
    """A partner has a link to the sentences about them; the links they had before are dead."""

    edition: int
    partner: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PartnerLinkClosed(PlanEvent):
    edition: int
    partner: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PartnerAnswered(PlanEvent):
    """The answers are in, and the link is dead. Who answered is not told here."""

    edition: int
    partner: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PartnerAnswerSettled(PlanEvent):
    edition: int
    partner: str
    number: int
    settled: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportWritten(PlanEvent):
    """Boxes or questions of the yearly report are written."""

    edition: int
    what: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseTemplateKept(PlanEvent):
    """A party's own template of the case paper is new, or another."""

    party: str
    file_name: str
    sha256: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseTemplateRemoved(PlanEvent):
    party: str
