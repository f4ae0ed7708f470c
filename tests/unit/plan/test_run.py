"""The decisions' run, counted back from the ministry's date, and what differs between what bodies adopted."""

import msgspec

from app.plan.codes import Body
from app.plan.rules import frozen, run
from app.plan.types import Approval, DecisionRun, LoggedVersion, Meeting

DUE = DecisionRun(due="2026-06-30")


def step(whole, party, body):
    return next(one for one in run.steps(whole) if (one.party, one.body) == (party, body))


def test_deadlines_are_counted_back_from_the_ministry(changed) -> None:
    blank = [Approval(party="Tokke kommune", body=body) for body in (Body.EXECUTIVE_COMMITTEE, Body.COUNCIL)]
    whole = changed.edition(approvals=blank, meetings=[], run=DUE)
    council = step(whole, "Tokke kommune", Body.COUNCIL)
    assert (council.latest, council.papers, council.locked) == ("2026-06-16", "2026-06-06", "2026-06-01")
    assert step(whole, "Tokke kommune", Body.EXECUTIVE_COMMITTEE).latest == "2026-06-09"
    assert run.locked_by(run.steps(whole)) == "2026-05-25"


def test_a_meeting_decides_its_own_deadlines_and_one_that_is_too_late_is_said(changed) -> None:
    meeting = Meeting(party="Tokke kommune", body=Body.COUNCIL, date="2026-06-18")
    found = step(changed.edition(meetings=[meeting], run=DUE), "Tokke kommune", Body.COUNCIL)
    assert (found.papers, found.locked, found.is_late) == ("2026-06-08", "2026-06-03", True)


def test_a_committee_holds_no_text_back_once_its_council_has_decided(changed) -> None:
    said = [
        Approval(party="Tokke kommune", body=Body.EXECUTIVE_COMMITTEE),
        Approval(party="Tokke kommune", body=Body.COUNCIL, date="2026-05-02"),
        Approval(party="Vinje kommune", body=Body.COUNCIL),
    ]
    whole = changed.edition(approvals=said, meetings=[], run=DUE)
    left = [(one.party, one.body) for one in run.steps(whole) if one.is_left]
    assert left == [("Vinje kommune", Body.COUNCIL)]
    assert run.locked_by(run.steps(whole)) == "2026-06-01", "not the committee's 25 May"


def test_the_ministrys_meeting_on_the_board_is_not_typed_twice(changed) -> None:
    meeting = Meeting(party="KDD", body=Body.MINISTRY, date="2026-06-25")
    assert run.due_of(changed.edition(meetings=[meeting])) == "2026-06-25"
    assert run.due_of(changed.edition(meetings=[meeting], run=DUE)) == "2026-06-30"


def test_without_a_date_meetings_still_have_their_deadlines(real) -> None:
    found = step(real, "Tokke kommune", Body.COUNCIL)
    assert (found.latest, found.meeting, found.papers) == (None, "2025-06-17", "2025-06-07")


def test_decisions_are_held_together_by_the_version_that_was_decided_on(real, changed) -> None:
    old, new = frozen.snapshot(real), frozen.snapshot(changed.measure("gott-nokk", subtitle="Noko nytt"))
    kept = {frozen.fingerprint(one): one for one in (old, new)}
    rows = [
        LoggedVersion(version=v, name="x", date="2025-06", status="x", changed_by="x", frozen=frozen.fingerprint(one))
        for v, one in (("6.0", old), ("7.0", new))
    ]
    said = [
        Approval(party="Tokke kommune", body=Body.COUNCIL, date="2025-06-17", version="6.0", reservations="Pengane"),
        Approval(party="Vinje kommune", body=Body.COUNCIL, date="2025-06-24", version="7.0"),
        Approval(party="Fyresdal kommune", body=Body.COUNCIL, date="2025-06-19"),
    ]
    first, second, third = run.adopted(changed.edition(versions=rows, approvals=said), kept)
    assert (first.version, first.parties, first.differs) == ("6.0", ("Tokke kommune",), ("measures",))
    assert first.reservations == (("Tokke kommune", "Pengane"),)
    assert (second.version, second.differs) == ("7.0", ())
    assert (third.version, third.is_kept) == (None, False)


def test_the_run_changes_nothing_of_what_was_decided(real, changed) -> None:
    assert frozen.changed_since(frozen.snapshot(real), changed.edition(run=DUE)) == ()
    assert msgspec.json.decode(msgspec.json.encode(DUE), type=DecisionRun) == DUE
