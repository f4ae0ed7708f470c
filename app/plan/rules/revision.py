"""What an edition has done with each measure since the adopted one, and what somebody has yet to say about it.

The revision is a conversation: what the data already tells is never asked for. What is asked is why a measure is new or
changed, and what an ended one has contributed to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, TypeAlias

import msgspec

from app.catalogue.changes import Difference, differences
from app.plan.cells import Ledger
from app.plan.codes import Change, Priority
from app.plan.rules.whole import Whole
from app.plan.types import ActionPlan, Edition, Goal, Measure

Subject: TypeAlias = Literal["dates", "money", "partners", "place", "text"]
Missing: TypeAlias = Literal["answer", "reason", "evaluation"]

SUBJECTS: Mapping[Subject, tuple[str, ...]] = {
    "dates": ("time_frame", "from_year", "to_year", "time_certainty", "milestones"),
    "money": ("state_money",),
    "partners": ("responsible", "partners", "contributions"),
    "place": ("goal", "number", "priority", "early_phase", "cross_cutting", "links"),
    "text": ("title", "subtitle", "sections", "schemes"),
}
"""The fields that are decided on, by what they are about. The rest is only how the work goes."""
_OF_MILESTONES = ("done_on", "evidence", "internal_note")
ENDINGS = (Change.ENDED, Change.MERGED)


@dataclass(frozen=True, slots=True)
class Moved:
    """One thing that is not as it was adopted. `field` is a field of the measure, or `money/<year>` in NOK."""

    subject: Subject
    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Talk:
    """What is known of one measure, and what is missing."""

    measure: Measure
    before: Measure | None
    """As adopted; None where it was not there."""
    change: Change
    moved: tuple[Moved, ...]
    missing: tuple[Missing, ...]

    @property
    def is_answered(self) -> bool:
        return not self.missing

    @property
    def told(self) -> tuple[Moved, ...]:
        """What has moved and is worth telling: that an ended measure is marked as ended says itself."""
        return tuple(one for one in self.moved if self.change not in ENDINGS or one.field != "priority")


def talks(before: Whole, now: Whole) -> tuple[Talk, ...]:
    """Every measure of `now` against the edition `before`, in order. What had ended before is not talked about again."""
    return tuple(
        _talk(before, now, measure)
        for measure in now.measures
        if not _had_ended(before.measures_by_id.get(measure.id), measure)
    )


def _had_ended(before: Measure | None, measure: Measure) -> bool:
    return bool(before and before.priority is Priority.ENDED and measure.priority is Priority.ENDED)


def _talk(before: Whole, now: Whole, measure: Measure) -> Talk:
    old = before.measures_by_id.get(measure.id)
    moved = moves(before, now, measure.id)
    change = _change(measure, old, moved)
    return Talk(measure, old, change, moved, _missing(measure, change))


def _change(measure: Measure, old: Measure | None, moved: Sequence[Moved]) -> Change:
    told = measure.revision.change if measure.revision else None
    if measure.priority is Priority.ENDED:
        return Change.MERGED if told is Change.MERGED else Change.ENDED
    if old is None:
        return Change.NEW
    if measure.goal != old.goal:
        return Change.MOVED
    return Change.CHANGED if moved else Change.UNCHANGED


def _missing(measure: Measure, change: Change) -> tuple[Missing, ...]:
    told = measure.revision
    if change is Change.UNCHANGED:
        return () if told and told.change is Change.UNCHANGED else ("answer",)
    found: list[Missing] = []
    if not (told and told.reason):
        found.append("reason")
    if change in ENDINGS and not (told and told.evaluation):
        found.append("evaluation")
    return tuple(found)


def moves(before: Whole, now: Whole, key: str) -> tuple[Moved, ...]:
    """What is decided on of a measure and not as it was; nothing for one that only one of the two has."""
    old, new = before.measures_by_id.get(key), now.measures_by_id.get(key)
    if old is None or new is None:
        return ()
    found = {it.path: it for it in differences(_decided(old), _decided(new))}
    out = [
        Moved(subject, field, *_pair(found.get(field)))
        for subject, fields in SUBJECTS.items()
        for field in fields
        if field in found
    ]
    return (*out, *_money(before, now, key))


def _pair(found: Difference | None) -> tuple[Any, Any]:
    return (found.old, found.new) if found else (None, None)


def _decided(measure: Measure) -> dict[str, Any]:
    content: dict[str, Any] = msgspec.to_builtins(measure)
    kept = {field: content[field] for fields in SUBJECTS.values() for field in fields if field in content}
    milestones = [{k: v for k, v in one.items() if k not in _OF_MILESTONES} for one in content.get("milestones", [])]
    return kept | {"milestones": milestones}


def _money(before: Whole, now: Whole, key: str) -> tuple[Moved, ...]:
    pairs = ((year, before.book.of_measure(key, year), now.book.of_measure(key, year)) for year in now.years)
    return tuple(Moved("money", f"money/{year}", old, new) for year, old, new in pairs if old != new)


def reasons_given(history: Sequence[tuple[Measure, str]]) -> tuple[str, ...]:
    """Why the decided parts of a measure were changed, as it was said when they were; each reason once.

    `history` is what the measure has been in this edition and the reason of each change, the oldest first.
    """
    pairs = pairwise(history)
    said = (reason for (old, _), (new, reason) in pairs if reason and _decided(old) != _decided(new))
    return tuple(dict.fromkeys(said))


@dataclass(frozen=True, slots=True)
class Accounts:
    """The three accounts that the ministry asks for, and what stands outside them."""

    new: tuple[Talk, ...]
    changed: tuple[Talk, ...]
    ended: tuple[Talk, ...]
    unchanged: tuple[Talk, ...]
    gone: tuple[Measure, ...]
    """Measures of the adopted edition that are not in this one: they must be ended, never lost."""

    @property
    def unanswered(self) -> tuple[Talk, ...]:
        return tuple(talk for talk in (*self.new, *self.changed, *self.ended, *self.unchanged) if not talk.is_answered)


def accounts(before: Whole, now: Whole) -> Accounts:
    """What is new, changed and ended since `before`."""
    found = talks(before, now)
    return Accounts(
        new=tuple(talk for talk in found if talk.change is Change.NEW),
        changed=tuple(talk for talk in found if talk.change in (Change.CHANGED, Change.MOVED)),
        ended=tuple(talk for talk in found if talk.change in ENDINGS),
        unchanged=tuple(talk for talk in found if talk.change is Change.UNCHANGED),
        gone=tuple(measure for measure in before.measures if measure.id not in now.measures_by_id),
    )


# -- what it is held against ----------------------------------------------------------------------------


def adopted_version(edition: Edition, snapshots: Mapping[str, str]) -> str | None:
    """The number of the version that stands: the newest frozen one that a body has decided on, else the newest frozen."""
    kept = [row.version for row in edition.versions if row.frozen in snapshots]
    decided = {approval.version for approval in edition.approvals if approval.date}
    return next((version for version in reversed(kept) if version in decided), kept[-1] if kept else None)


def as_frozen(content: str) -> Whole:
    """The edition that a snapshot holds."""
    found = msgspec.json.decode(content)
    goals = msgspec.convert(found["goals"], list[Goal])
    measures = msgspec.convert(found["measures"], list[Measure])
    return Whole(
        msgspec.convert(found["plan"], ActionPlan),
        msgspec.convert(found["edition"], Edition),
        tuple(goals),
        tuple(measures),
        msgspec.convert(found["ledger"], Ledger),
    )


def planned_total(whole: Whole, goal: str) -> int | None:
    """What the edition plans for a goal in the whole period, all sources."""
    amounts = [whole.book.amount(goal, year, None, "frame") for year in whole.years]
    stated = [amount for amount in amounts if amount is not None]
    return sum(stated) if stated else None
