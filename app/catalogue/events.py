"""What can happen to an entry of the catalogue."""

from dataclasses import dataclass

from app.kernel.events import Event


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryEvent(Event):
    kind: str
    key: str


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryAdded(EntryEvent):
    """The entry is new."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryChanged(EntryEvent):
    """The entry has a new content."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftEvent(Event):
    """Something happened to a draft; the public entry is as it was."""

    kind: str
    key: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftSaved(DraftEvent):
    """The draft has new texts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftDiscarded(DraftEvent):
    """The draft was thrown away."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftStep(DraftEvent):
    """The draft was handed in, given back, or set to be published at a time."""

    step: str
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ProposalsMade(Event):
    """Somebody proposed changes of an entry."""

    kind: str
    key: str
    paths: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ProposalAnswered(Event):
    number: int
    accepted: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageReceived(Event):
    kind: str
    key: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageAnswered(Event):
    number: int


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryConfirmed(EntryEvent):
    """A person has confirmed parts of the entry."""

    parts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ConfirmationWithdrawn(EntryEvent):
    """A confirmation was a mistake."""

    parts: tuple[str, ...]
