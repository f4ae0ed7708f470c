"""Words of editing: how far a draft has come, what made a version, why a change was refused."""

from enum import StrEnum


class Step(StrEnum):
    """How far a draft has come."""

    WRITING = "writing"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    """To be published at a set time."""


class Act(StrEnum):
    """What made a version of an entry."""

    LOADED = "loaded"
    DRAFTED = "drafted"
    PUBLISHED = "published"
    CONFIRMED = "confirmed"
    FUNDS_SPENT = "funds_spent"
    PAUSED = "paused"
    REOPENED = "reopened"
    NEW_DEADLINE = "new_deadline"
    NEW_CONTACT = "new_contact"
    ACCEPTED = "accepted"
    """A proposal was taken in."""
    ARCHIVED = "archived"
    MOVED = "moved"
    """The entry has a new address."""
    RESTORED = "restored"
    UNDONE = "undone"
    IMPORTED = "imported"
    """From a spreadsheet."""


class Refusal(StrEnum):
    """Why a change was refused; the editing pages have the words."""

    NO_DRAFT = "no_draft"
    NO_ENTRY = "no_entry"
    ID_TAKEN = "id_taken"
    ID_FORM = "id_form"
    TOO_LARGE = "too_large"
    UNREAD_MACHINE_TEXT = "unread_machine_text"
    CHANGED_SINCE = "changed_since"
    NOTHING_BEFORE = "nothing_before"
    NOTHING_CHANGED = "nothing_changed"
    DAY_PAST = "day_past"
    NOT_A_SCHEME = "not_a_scheme"
    ALREADY_ANSWERED = "already_answered"
    EMPTY = "empty"
