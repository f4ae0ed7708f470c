"""The codes of the plan. Other programs rely on them: add freely, rename nothing."""

from enum import StrEnum


class Priority(StrEnum):
    """Where a measure stands in the edition of a year."""

    PRIORITISED = "prioritised"
    LATER = "later"
    UNFINISHED = "unfinished"
    ENDED = "ended"


class Progress(StrEnum):
    """How far the work has come, as somebody has reported it."""

    NOT_STARTED = "not_started"
    PLANNING = "planning"
    IN_PROGRESS = "in_progress"
    ON_HOLD = "on_hold"
    DONE = "done"
    ENDED_WITHOUT_COMPLETION = "ended_without_completion"
    MERGED = "merged"


class Deviation(StrEnum):
    """What the dates say about the work; worked out, never typed."""

    ON_TRACK = "on_track"
    LATE = "late"
    STUCK = "stuck"
    NOT_UPDATED = "not_updated"


class Certainty(StrEnum):
    """How sure a contribution or a time is."""

    CERTAIN = "certain"
    """The plan says it plainly: «skal», «bidreg»."""
    CAN = "can"
    POSSIBLY = "possibly"
    """«eventuelt», «om mogleg», «potensielt», «aktuelt»."""


class Source(StrEnum):
    """Sources of money that every plan may use; a plan may name others of its own."""

    STATE_COFINANCING = "state_cofinancing"
    MUNICIPAL_SHARE = "municipal_share"
    COUNTY = "county"
    COUNTY_GOVERNOR = "county_governor"
    PUBLIC_SCHEMES = "public_schemes"
    OTHER = "other"


class CellKind(StrEnum):
    PLANNED = "planned"
    GRANTED = "granted"
    PAID = "paid"
    SPENT = "spent"
    BOUND = "bound"
    """Promised to somebody, not paid yet."""


class Unit(StrEnum):
    NOK = "nok"
    HOURS = "hours"


class SectionType(StrEnum):
    CHALLENGE = "challenge"
    DESCRIPTION = "description"
    OBJECTIVES = "objectives"
    FIRST_STEPS = "first_steps"
    CONTRIBUTIONS = "contributions"
    FURTHER_PLANNING = "further_planning"
    STATUS_NOTE = "status_note"
    FREE = "free"


class EditionStatus(StrEnum):
    DRAFT = "draft"
    PROPOSED = "proposed"
    """Put forward by the steering group; the bodies have not decided."""
    ADOPTED = "adopted"
    APPROVED = "approved"
    """By the ministry, too: money can be paid out."""
    REPLACED = "replaced"


class Body(StrEnum):
    """The organ that decides."""

    EXECUTIVE_COMMITTEE = "executive_committee"
    COUNCIL = "council"
    COUNTY_COUNCIL = "county_council"
    MINISTRY = "ministry"
    STEERING_GROUP = "steering_group"


class Change(StrEnum):
    """What an edition did with a measure, for the yearly account to the ministry."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    ENDED = "ended"
    MERGED = "merged"
    MOVED = "moved"


class Box(StrEnum):
    """Kinds of boxes in the organisation chart."""

    OWNER = "owner"
    STEERING = "steering"
    LEADER = "leader"
    STAFF = "staff"
    WORKING_GROUP = "working_group"
    REFERENCE_GROUP = "reference_group"


class AgendaKind(StrEnum):
    """Why something stands on the agenda of a meeting."""

    LATE = "late"
    DECISION = "decision"
    UNBALANCED = "unbalanced"
    STALE = "stale"
    OTHER = "other"


class CheckLevel(StrEnum):
    OK = "ok"
    INFO = "info"
    WARNING = "warning"
    FAULT = "fault"
