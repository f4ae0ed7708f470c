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
