"""Decisions, planned meetings, the version log, and versions that are frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import msgspec

from app.catalogue import changes
from app.db.uow import UnitOfWork
from app.kernel.errors import Refused, Stale
from app.plan import queries
from app.plan.codes import EditionStatus
from app.plan.commands.parts import Place, alter
from app.plan.commands.storing import Made
from app.plan.events import EditionFrozen
from app.plan.importing import Known
from app.plan.models import FrozenRow, PlanVersion
from app.plan.rules import decisions, frozen
from app.plan.rules.decisions import Case
from app.plan.rules.whole import Whole
from app.plan.types import Approval, Edition, LoggedVersion, Meeting


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeEdition:
    """What every change here needs to know."""

    made: Made
    place: Place
    known: Known


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordDecision:
    """`content` is what the form says of one body; `seen` the version of the edition that the form was filled with."""

    at: ChangeEdition
    case: Case
    content: Mapping[str, object]
    seen: int


def record_decision(uow: UnitOfWork, command: RecordDecision) -> None:
    """Put down what one body has decided or when it meets. Others may record other bodies meanwhile.

    Raises `Stale` where somebody has recorded something else of the same body.
    """
    whole = _whole(uow, command.at)
    place, case = command.at.place, command.case
    last = queries.last_version(uow.session, place.plan, place.edition, place.kind, str(whole.edition.id))
    base = content_then(uow, whole, case, command.seen, last)
    now = decisions.case_of(whole, case.actor, case.body) or Case(case.party, case.actor, case.body)
    merged = changes.merge(base, command.content, decisions.content_of(now))
    if merged.conflicts:
        raise Stale(merged, last)
    approvals, meetings = decisions.with_case(whole, now, merged.content)
    _change(uow, command.at, approvals=approvals, meetings=meetings)


def content_then(uow: UnitOfWork, whole: Whole, case: Case, seen: int, last: int) -> dict[str, object]:
    """What was recorded of a body in the version that a writer saw; nothing where no version was seen."""
    content = msgspec.to_builtins(whole.edition)
    if seen != last:
        found = uow.session.get(PlanVersion, seen) if 0 < seen < last else None
        if found is None or (found.plan_id, found.edition, found.kind) != (
            whole.plan.id,
            whole.edition.year,
            "editions",
        ):
            return {}
        content = found.content
    then = Whole(whole.plan, msgspec.convert(content, Edition), whole.goals, whole.measures, whole.ledger)
    return decisions.content_of(decisions.case_of(then, case.actor, case.body))


def add_case(uow: UnitOfWork, at: ChangeEdition, case: Case, planned: str | None) -> None:
    """A body is to deal with the edition, maybe on a planned day. Raises `Refused` where it already stands there."""
    whole = _whole(uow, at)
    if decisions.case_of(whole, case.actor, case.body):
        raise Refused("case_exists")
    approvals, meetings = list(whole.edition.approvals), list(whole.edition.meetings)
    new = Approval(party=case.party, body=case.body)
    bodiless = decisions.case_of(whole, case.actor, None)
    if bodiless and bodiless.approval and not bodiless.decided_on:
        approvals[approvals.index(bodiless.approval)] = new
    else:
        approvals.append(new)
    if planned and case.body:
        meetings.append(Meeting(party=case.party, body=case.body, date=planned))
    _change(uow, at, approvals=approvals, meetings=meetings)


def remove_case(uow: UnitOfWork, at: ChangeEdition, case: Case) -> None:
    """A body is not to decide after all. Raises `Refused` where it has decided."""
    whole = _whole(uow, at)
    now = decisions.case_of(whole, case.actor, case.body)
    if now is None:
        return
    if now.decided_on:
        raise Refused("case_decided")
    approvals, meetings = decisions.without_case(whole, now)
    _change(uow, at, approvals=approvals, meetings=meetings)


def log_version(uow: UnitOfWork, at: ChangeEdition, row: LoggedVersion, *, freeze_on: date | None) -> None:
    """Add a row to the version log, and freeze the edition as that version where a day is given.

    Raises `Refused` where the log has the version.
    """
    edition = _whole(uow, at).edition
    if any(one.version == row.version for one in edition.versions):
        raise Refused("version_exists")
    _change(uow, at, versions=[*edition.versions, row])
    if freeze_on:
        freeze(uow, at, row.version, freeze_on)


def freeze(uow: UnitOfWork, at: ChangeEdition, version: str, day: date) -> None:
    """Keep what the edition holds now as its newest version; a draft is then put forward.

    Raises `Refused` for another version, or a frozen one.
    """
    whole = _whole(uow, at)
    if whole.edition.status is EditionStatus.DRAFT:
        _change(uow, at, status=EditionStatus.PROPOSED)
        whole = _whole(uow, at)
    log = whole.edition.versions
    if not log or log[-1].version != version:
        raise Refused("not_newest_version")
    if log[-1].frozen:
        raise Refused("version_frozen")
    content = frozen.snapshot(whole)
    sha256 = frozen.fingerprint(content)
    identity = at.place.plan, at.place.edition, sha256
    if uow.session.get(FrozenRow, identity) is None:
        uow.session.add(
            FrozenRow(plan_id=identity[0], edition=identity[1], sha256=sha256, content=content, actor=at.made.actor)
        )
    row = msgspec.structs.replace(log[-1], frozen=sha256, frozen_on=day.isoformat())
    _change(uow, at, versions=[*log[:-1], row])
    uow.record(
        EditionFrozen(actor=at.made.actor, plan=at.place.plan, edition=at.place.edition, version=version, sha256=sha256)
    )


def _whole(uow: UnitOfWork, at: ChangeEdition) -> Whole:
    return queries.whole(uow.session, at.place.plan, at.place.edition)


def _change(uow: UnitOfWork, at: ChangeEdition, **fields: object) -> None:
    def changed(edition: Edition) -> Edition:
        return msgspec.structs.replace(edition, **fields)

    alter(uow, at.made, at.place, changed, at.known)
