"""The decisions' run, counted backwards from the ministry's date: meetings, paper deadlines, when the text must be locked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.plan.codes import Body
from app.plan.rules.decisions import Case, Party, parties
from app.plan.rules.frozen import Part, changed_since
from app.plan.rules.revision import as_frozen
from app.plan.rules.whole import Whole
from app.plan.types import DecisionRun

STAGES: Mapping[Body, int] = {
    Body.STEERING_GROUP: 3,
    Body.EXECUTIVE_COMMITTEE: 2,
    Body.COUNCIL: 1,
    Body.COUNTY_COUNCIL: 1,
    Body.MINISTRY: 0,
}
"""How many bodies stand between each and the ministry, itself included."""


@dataclass(frozen=True, slots=True)
class Step:
    """One body in the run. Days are ISO dates; `meeting` is None while nobody has set it, and `latest` is then its limit."""

    party: str
    body: Body
    meeting: str | None
    latest: str | None
    """The last day it can meet, so that those after it have their time; None while the ministry's date is not set."""
    papers: str | None
    """When the papers must be sent in."""
    locked: str | None
    """When the text must stand."""
    decided: str | None
    is_left: bool = True
    """Is its word still waited for? Not once it has decided, nor once the party has: a council has the last word."""

    @property
    def is_late(self) -> bool:
        return bool(self.meeting and self.latest and self.meeting > self.latest and self.is_left)


def due_of(whole: Whole) -> str | None:
    """The ministry's date: what the leader has set, else its planned meeting on the board."""
    run = whole.edition.run
    meetings = [meeting.date for meeting in whole.edition.meetings if meeting.body is Body.MINISTRY]
    return (run.due if run else None) or max(meetings, default=None)


def steps(whole: Whole) -> tuple[Step, ...]:
    """Every body with a say, the first to meet first."""
    run, due = whole.edition.run or DecisionRun(), due_of(whole)
    found = [
        _step(case, run, due, case in party.left()) for party in parties(whole) for case in party.cases if case.body
    ]
    return tuple(sorted(found, key=lambda it: (it.meeting or it.latest or "9", -STAGES[it.body], it.party)))


def _step(case: Case, run: DecisionRun, due: str | None, is_left: bool) -> Step:
    assert case.body is not None
    planned = case.planned()
    latest = _before(due, _days_before_ministry(case.body, run))
    meeting = planned[-1] if planned else None
    papers = _before(meeting or latest, run.paper_days)
    return Step(
        case.party, case.body, meeting, latest, papers, _before(papers, run.lock_days), case.decided_on, is_left
    )


def _days_before_ministry(body: Body, run: DecisionRun) -> int:
    gaps = (0, run.ministry_days, run.council_days, run.committee_days)
    return sum(gaps[: STAGES[body] + 1])


def _before(day: str | None, days: int) -> str | None:
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat() if day else None


def locked_by(found: Sequence[Step]) -> str | None:
    """The day the text must stand for the first body that is still to decide."""
    return min((one.locked for one in found if one.locked and one.is_left), default=None)


# -- what the bodies adopted ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Adopted:
    """What some bodies have adopted: one version, and what is not in the newest frozen one as it was there."""

    version: str | None
    parties: tuple[str, ...]
    reservations: tuple[tuple[str, str], ...]
    """(party, its words)."""
    differs: tuple[Part, ...]
    is_kept: bool
    """Is the version frozen, so that anybody can see what it held?"""


def adopted(whole: Whole, snapshots: Mapping[str, str]) -> tuple[Adopted, ...]:
    """Decisions by the version that was decided on, the oldest version first; those that name none last."""
    log = {row.version: row for row in whole.edition.versions}
    newest = next((row.frozen for row in reversed(whole.edition.versions) if row.frozen in snapshots), None)
    decided = [case for party in parties(whole) for case in _deciding(party)]
    order = [*log, None]
    versions = sorted({case.approval.version for case in decided if case.approval}, key=order.index)
    return tuple(
        _adopted(version, decided, log[version].frozen if version else None, newest, snapshots) for version in versions
    )


def _deciding(party: Party) -> Iterator[Case]:
    return (case for case in party.final if case.decided_on)


def _adopted(
    version: str | None, decided: list[Case], frozen: str | None, newest: str | None, snapshots: Mapping[str, str]
) -> Adopted:
    mine = [case.approval for case in decided if case.approval and case.approval.version == version]
    kept = frozen is not None and frozen in snapshots
    differs = changed_since(snapshots[frozen or ""], as_frozen(snapshots[newest or ""])) if kept else ()
    return Adopted(
        version,
        tuple(approval.party for approval in mine),
        tuple((approval.party, approval.reservations) for approval in mine if approval.reservations),
        differs,
        kept,
    )
