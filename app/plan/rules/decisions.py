"""Who deals with an edition, who has decided, who is left, and when they meet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.plan.codes import Body, EditionStatus
from app.plan.rules.whole import Whole
from app.plan.types import Approval, Edition, Meeting


@dataclass(frozen=True, slots=True)
class Case:
    """One body's dealing with the edition. Without a body nobody has said which one decides."""

    party: str
    """As printed."""
    actor: str
    """The id of the actor that the party is."""
    body: Body | None
    meetings: tuple[Meeting, ...] = ()
    approval: Approval | None = None

    @property
    def decided_on(self) -> str | None:
        return self.approval.date if self.approval else None

    def planned(self) -> list[str]:
        """The planned meeting dates, the first one first."""
        return sorted(meeting.date for meeting in self.meetings)


@dataclass(frozen=True, slots=True)
class Party:
    """A party and its bodies, in the order they are to decide."""

    name: str
    actor: str
    cases: tuple[Case, ...]

    @property
    def final(self) -> tuple[Case, ...]:
        """The bodies whose word is the party's: an executive committee only prepares, where there is another."""
        found = tuple(case for case in self.cases if case.body is not Body.EXECUTIVE_COMMITTEE)
        return found or self.cases

    @property
    def is_decided(self) -> bool:
        return any(case.decided_on for case in self.final)

    def left(self) -> tuple[Case, ...]:
        """The bodies that have not decided; none once the party has."""
        return () if self.is_decided else tuple(case for case in self.cases if not case.decided_on)


def parties(whole: Whole) -> tuple[Party, ...]:
    """Everybody in the table of approvals or with a planned meeting, in the order of the document."""
    edition = whole.edition
    found: dict[str, str] = {}
    for printed in (*(a.party for a in edition.approvals), *(m.party for m in edition.meetings)):
        found.setdefault(actor_of(whole, printed), printed)
    return tuple(Party(name, actor, _cases(whole, actor, name)) for actor, name in found.items())


def actor_of(whole: Whole, printed: str) -> str:
    """The id of the actor that a printed name means; the name itself where it means none."""
    actor = whole.actor(printed)
    return actor.id if actor else printed


def _cases(whole: Whole, actor: str, name: str) -> tuple[Case, ...]:
    meetings = [m for m in whole.edition.meetings if actor_of(whole, m.party) == actor]
    approvals = [a for a in whole.edition.approvals if actor_of(whole, a.party) == actor]
    bodies = {meeting.body for meeting in meetings} | {approval.body for approval in approvals if approval.body}
    cases = [
        Case(
            name,
            actor,
            body,
            tuple(sorted((m for m in meetings if m.body is body), key=lambda m: m.date)),
            next((a for a in approvals if a.body is body), None),
        )
        for body in Body
        if body in bodies
    ]
    blank = next((a for a in approvals if a.body is None), None)
    if blank and (blank.date or not cases):
        cases.append(Case(name, actor, None, (), blank))
    return tuple(cases)


def case_of(whole: Whole, actor: str, body: Body | None) -> Case | None:
    """The dealing of one body, if the edition has it."""
    return next((c for p in parties(whole) if p.actor == actor for c in p.cases if c.body is body), None)


def next_meeting(found: Sequence[Party], today: date) -> tuple[str, Case] | None:
    """The nearest planned meeting, from today on, of somebody who has not decided."""
    ahead = [
        (day, case) for party in found for case in party.left() for day in case.planned() if day >= today.isoformat()
    ]
    return min(ahead, key=lambda one: one[0]) if ahead else None


def waited_for(case: Case, today: date) -> str | None:
    """The last planned date, where it has passed and no decision is recorded."""
    planned = case.planned()
    if case.decided_on or not planned or planned[-1] >= today.isoformat():
        return None
    return planned[-1]


# -- how far the edition has come ----------------------------------------------------------------------

_NOT_ADOPTING = frozenset({Body.STEERING_GROUP, Body.MINISTRY})
"""The steering group puts the plan forward, and the ministry approves what others have adopted."""
_DECIDED = frozenset({EditionStatus.ADOPTED, EditionStatus.APPROVED})


def settled(found: Sequence[Party]) -> EditionStatus | None:
    """What the decisions make of an edition; None while somebody who must decide has not."""
    adopting = [party for party in found if any(case.body not in _NOT_ADOPTING for case in party.cases)]
    if not adopting or not all(party.is_decided for party in adopting):
        return None
    is_approved = any(case.body is Body.MINISTRY and case.decided_on for party in found for case in party.cases)
    return EditionStatus.APPROVED if is_approved else EditionStatus.ADOPTED


def status_after(before: Whole, after: Whole) -> EditionStatus:
    """The status of an edition whose decisions were those of `before` and are those of `after`.

    It follows the decisions when they change what they make of the edition; else it stays what a person has set. A
    decision that is undone leaves the edition put forward.
    """
    now, stage = after.edition.status, settled(parties(after))
    if stage is settled(parties(before)) or now is EditionStatus.REPLACED:
        return now
    if stage:
        return stage
    return EditionStatus.PROPOSED if now in _DECIDED else now


# -- what a record changes ---------------------------------------------------------------------------

RECORDED = ("date", "case_number", "decision", "reservations", "version", "internal_note")
"""What can be said of a decision."""


def approval_in(edition: Edition, whole: Whole, actor: str, body: Body | None) -> int | None:
    """Which row of the approvals a body's decision stands in: its own, else the party's blank one."""
    own = [n for n, a in enumerate(edition.approvals) if actor_of(whole, a.party) == actor and a.body is body]
    blank = [
        n
        for n, a in enumerate(edition.approvals)
        if actor_of(whole, a.party) == actor and a.body is None and not a.date
    ]
    return next(iter((*own, *blank)), None)


def content_of(case: Case | None) -> dict[str, object]:
    """What is recorded of a case, as plain values that two people's changes can be compared by."""
    if case is None:
        return {}
    found: dict[str, object] = {"meetings": case.planned()}
    found |= {name: getattr(case.approval, name) for name in RECORDED if case.approval}
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def with_case(whole: Whole, case: Case, content: Mapping[str, object]) -> tuple[list[Approval], list[Meeting]]:
    """The edition's approvals and meetings with one body's content put in."""
    edition = whole.edition
    values = {name: content.get(name) for name in RECORDED}
    approval = Approval(party=case.party, body=case.body, **values)  # type: ignore[arg-type]  # checked by the form and when stored
    at = approval_in(edition, whole, case.actor, case.body)
    approvals = list(edition.approvals)
    if at is None and any(values.values()):
        theirs = [n for n, a in enumerate(approvals) if actor_of(whole, a.party) == case.actor]
        approvals.insert(theirs[-1] + 1 if theirs else len(approvals), approval)
    elif at is not None and (any(values.values()) or approvals[at].body is case.body):
        approvals[at] = Approval(party=approvals[at].party, body=case.body, **values)  # type: ignore[arg-type]
    wanted = content.get("meetings") or []
    assert isinstance(wanted, list)
    kept = [m for m in edition.meetings if m not in case.meetings or m.date in wanted]
    new = [day for day in wanted if day not in case.planned()]
    if case.body is not None:
        kept += [Meeting(party=case.party, body=case.body, date=day) for day in sorted(new)]
    return approvals, kept


def without_case(whole: Whole, case: Case) -> tuple[list[Approval], list[Meeting]]:
    """The edition's approvals and meetings without a body that is not to decide after all."""
    approvals = [a for a in whole.edition.approvals if a is not case.approval]
    return approvals, [m for m in whole.edition.meetings if m not in case.meetings]
