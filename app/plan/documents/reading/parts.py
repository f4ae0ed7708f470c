"""A part of the plan beside what a document says of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from app.plan.documents.reading.found import Doubt, Where
from app.plan.documents.reading.names import plain
from app.plan.rules.block_text import text_of


class Status(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    MISSING = "missing"
    """The plan has it, the document has not. Nothing is ever taken away for that."""


class Difference(NamedTuple):
    """A field that is not the same, as texts."""

    field: str
    old: str
    new: str


@dataclass(slots=True, kw_only=True)
class Part:
    """`fields` are what would be stored, as plain values. `kept` are fields that the document does not say, left as they are."""

    key: str
    title: str
    status: Status = Status.SAME
    where: Where = field(default_factory=Where)
    differences: list[Difference] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)
    cells: list[tuple[str, int, str, int | None]] = field(default_factory=list)
    """(goal, year, source, amount) of cells that change."""
    doubts: list[Doubt] = field(default_factory=list)
    new_names: list[str] = field(default_factory=list)
    """Names that the plan does not have yet; they come with the part."""
    lacks: list[str] = field(default_factory=list)
    """What a new part must have, and has not."""

    @property
    def may_be_accepted(self) -> bool:
        return self.status in (Status.CHANGED, Status.NEW) and not self.lacks

    def put(self, name: str, old: str, new: str, value: Any) -> None:
        """Note a field that differs, and what would be stored."""
        if self.status is Status.SAME:
            self.status = Status.CHANGED
        self.differences.append(Difference(name, old, new))
        self.fields[name] = value

    def text(self, name: str, old: str | None, new: str | None) -> None:
        """Compare a field of text; what the document does not say is kept."""
        if not new:
            if old:
                self.kept.append(name)
        elif plain(old or "") != plain(new):
            self.put(name, old or "", new, new)

    def names(self, name: str, old: Sequence[str], new: Sequence[str] | None) -> None:
        """Compare a list of names or texts."""
        if not new:
            if old:
                self.kept.append(name)
        elif list(map(plain, old)) != list(map(plain, new)):
            self.put(name, "; ".join(old), "; ".join(new), list(new))

    def blocks(self, name: str, old: Sequence[Any], new: Sequence[Any]) -> None:
        """Compare running text, as plain values of blocks."""
        if not new:
            if old:
                self.kept.append(name)
        elif flat(old) != flat(new):
            self.put(name, text_of(old), text_of(new), list(new))


def flat(blocks: Sequence[Any]) -> list[tuple[str, str]]:
    """Blocks as they are compared."""
    found: list[tuple[str, str]] = []
    for block in blocks:
        if text := block.get("text"):
            found.append(("text", plain(text)))
        kind = "number" if block.get("numbered") else "item"
        found += [(kind, plain(item)) for item in block.get("items", [])]
    return found
