"""A meeting of the steering group: started, tapped in item by item, and ended. Each step is one transaction of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import msgspec

from app.db.uow import UnitOfWork
from app.kernel.errors import Refused
from app.plan import queries
from app.plan.codes import Body, Progress
from app.plan.commands import decisions
from app.plan.commands.decisions import ChangeEdition
from app.plan.commands.parts import Place, alter
from app.plan.events import MeetingDropped, MeetingEnded, MeetingStarted
from app.plan.minutes import ChangedField, MeetingRun, Recorded
from app.plan.models import MeetingRow
from app.plan.rules.decisions import case_of, content_of
from app.plan.rules.deviation import progress_of
from app.plan.types import LoggedVersion, Measure, Milestone, Note, ProgressReport


@dataclass(frozen=True, kw_only=True, slots=True)
class MilestoneChange:
    """What was tapped in on a milestone. `was` is (date, done) as it stood on the screen."""

    id: str
    was: tuple[str, str]
    done_on: str | None = None
    date: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordItem:
    """What was decided about an item. Only a measure has progress, milestones and a note; only a party has meetings."""

    at: ChangeEdition
    run: str
    item: str
    decision: str | None = None
    progress: Progress | None = None
    reason: str | None = None
    note: str | None = None
    milestones: Sequence[MilestoneChange] = ()
    meetings: Mapping[Body, str] = field(default_factory=dict)


class ChangedMeanwhile(Exception):
    """Somebody has changed a milestone that the meeting was about to change. Holds its id."""


def start_meeting(uow: UnitOfWork, at: ChangeEdition, run: MeetingRun) -> None:
    """Store a meeting with its agenda."""
    place = at.place
    uow.session.add(MeetingRow(id=run.id, plan_id=place.plan, edition=place.edition, content=run, actor=at.made.actor))
    uow.record(MeetingStarted(actor=at.made.actor, plan=place.plan, edition=place.edition, meeting=run.id))


def record_item(uow: UnitOfWork, command: RecordItem) -> list[ChangedField]:
    """Change the plan as was decided, and write it in the minutes. Returns what was changed; empty where nothing was said.

    Raises `Refused` once the meeting has ended, `ChangedMeanwhile`, and `Faulty` where the plan would not hold together.
    """
    row = _running(uow, command.at, command.run)
    item = next((one for one in row.content.agenda if one.key == command.item), None)
    if item is None:
        raise Refused("no_item")
    changes: list[ChangedField] = []
    if item.measure:
        changes += _change_measure(uow, command, item.measure, row.content.date)
    elif item.party:
        changes += _change_meetings(uow, command, item.party)
    if changes or command.decision:
        record = Recorded(
            item=item.key,
            decision=command.decision,
            reason=command.reason if command.progress else None,
            changes=changes,
            batch=command.at.made.batch,
        )
        row.content = msgspec.structs.replace(row.content, records=[*row.content.records, record])
    return changes


def _running(uow: UnitOfWork, at: ChangeEdition, run: str) -> MeetingRow:
    row = queries.meeting(uow.session, at.place.plan, run)
    if row.ended_at:
        raise Refused("meeting_ended")
    return row


def _change_measure(uow: UnitOfWork, command: RecordItem, key: str, day: str) -> list[ChangedField]:
    place = command.at.place
    changes: list[ChangedField] = []

    def changed(measure: Measure) -> Measure:
        fields: dict[str, object] = {}
        if command.progress and command.reason:
            report = ProgressReport(date=day, progress=command.progress, reason=command.reason)
            changes.append(ChangedField(what="progress", old=progress_of(measure), new=command.progress))
            fields["reports"] = [*measure.reports, report]
        if command.milestones:
            fields["milestones"] = [_milestone(one, command.milestones, changes) for one in measure.milestones]
        if command.note:
            changes.append(ChangedField(what="note", new=command.note))
            fields["notes"] = [*measure.notes, Note(date=day, text=command.note)]
        return msgspec.structs.replace(measure, **fields)

    at = Place(plan=place.plan, edition=place.edition, kind="measures", key=key)
    alter(uow, command.at.made, at, changed, command.at.known)
    return changes


def _milestone(one: Milestone, wanted: Sequence[MilestoneChange], changes: list[ChangedField]) -> Milestone:
    change = next((each for each in wanted if each.id == one.id), None)
    if change is None:
        return one
    new = msgspec.structs.replace(one, date=change.date or one.date, done_on=change.done_on or one.done_on)
    if new == one:
        return one
    if change.was != (one.date or "", one.done_on or ""):
        raise ChangedMeanwhile(one.id)
    if new.done_on != one.done_on:
        changes.append(ChangedField(what="milestone_done", name=one.text, old=one.done_on, new=new.done_on))
    if new.date != one.date:
        changes.append(ChangedField(what="milestone_date", name=one.text, old=one.date, new=new.date))
    return new


def _change_meetings(uow: UnitOfWork, command: RecordItem, party: str) -> list[ChangedField]:
    """A new planned meeting of each body that was given a day."""
    changes: list[ChangedField] = []
    for body, day in command.meetings.items():
        whole = queries.whole(uow.session, command.at.place.plan, command.at.place.edition)
        case = case_of(whole, party, body)
        if case is None or day in case.planned():
            continue
        old = case.planned()
        content = content_of(case) | {"meetings": [*old, day]}
        seen = queries.last_version(uow.session, whole.plan.id, whole.edition.year, "editions", str(whole.edition.id))
        decisions.record_decision(uow, decisions.RecordDecision(at=command.at, case=case, content=content, seen=seen))
        uow.session.flush()
        changes.append(ChangedField(what="meeting_date", name=body.value, old=old[-1] if old else None, new=day))
    return changes


@dataclass(frozen=True, kw_only=True, slots=True)
class EndMeeting:
    """`row` goes in the version log, and the edition is frozen as that version where a day is given."""

    at: ChangeEdition
    run: str
    summary: str | None = None
    row: LoggedVersion | None = None
    freeze_on: date | None = None


def end_meeting(uow: UnitOfWork, command: EndMeeting) -> None:
    """Close the minutes and write the version log in one go. Raises `Refused`."""
    row = _running(uow, command.at, command.run)
    if command.row:
        decisions.log_version(uow, command.at, command.row, freeze_on=command.freeze_on)
    version = command.row.version if command.row else None
    row.content = msgspec.structs.replace(row.content, version=version, summary=command.summary)
    row.ended_at = datetime.now(UTC)
    place = command.at.place
    uow.record(MeetingEnded(actor=command.at.made.actor, plan=place.plan, edition=place.edition, meeting=row.id))


def drop_meeting(uow: UnitOfWork, at: ChangeEdition, run: str) -> None:
    """Take away a meeting where nothing was recorded. Raises `Refused` for another."""
    row = _running(uow, at, run)
    if row.content.records:
        raise Refused("meeting_has_records")
    uow.session.delete(row)
    uow.record(MeetingDropped(actor=at.made.actor, plan=at.place.plan, edition=at.place.edition, meeting=run))
