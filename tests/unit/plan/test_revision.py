"""The revision: what has changed since the adopted version, what is asked, and who nobody has answered for."""

from datetime import date

import msgspec

from app.plan.cells import Cell
from app.plan.codes import Change, Priority
from app.plan.importing import compose
from app.plan.rules import frozen, revision
from app.plan.rules.next_edition import next_edition
from app.plan.types import Approval, LoggedVersion, ProgressReport, Revision

KEY = "gott-nokk"


def with_measure(whole, key=KEY, **changes):
    measures = [msgspec.structs.replace(m, **changes) if m.id == key else m for m in whole.measures]
    return compose(whole.plan, whole.edition, whole.goals, measures, whole.ledger)


def begun(real):
    return next_edition(real, date(2026, 1, 12))


def talk(before, now, key=KEY):
    return next(one for one in revision.talks(before, now) if one.measure.id == key)


def test_nothing_has_changed_in_an_edition_that_has_just_begun(real) -> None:
    found = revision.accounts(real, begun(real))
    assert len(found.unchanged) == 14
    assert not (found.new or found.changed or found.ended or found.gone)
    assert len(found.unanswered) == 14, "each must be said to be unchanged"


def test_dates_partners_text_and_money_are_told_apart(real) -> None:
    new = with_measure(
        begun(real), time_frame="2027-2028", from_year=2027, partners=["Husbanken"], subtitle="Noko nytt"
    )
    cell = Cell(goal="bustader", measure=KEY, year=2027, source="county", amount=50_000)
    ledger = msgspec.structs.replace(new.ledger, cells=[*new.ledger.cells, cell])
    found = talk(real, compose(new.plan, new.edition, new.goals, new.measures, ledger))
    assert found.change is Change.CHANGED
    assert [(m.subject, m.field) for m in found.moved] == [
        ("dates", "time_frame"),
        ("dates", "from_year"),
        ("partners", "partners"),
        ("text", "subtitle"),
        ("money", "money/2027"),
    ]
    assert (found.moved[-1].old, found.moved[-1].new) == (None, 50_000)
    assert found.missing == ("reason",)


def test_how_the_work_goes_changes_nothing_of_what_was_decided(real) -> None:
    report = ProgressReport(date="2026-02-01", progress="in_progress", reason="I gang")
    assert talk(real, with_measure(begun(real), reports=[report])).change is Change.UNCHANGED


def test_an_unchanged_measure_is_answered_for_until_it_changes(real) -> None:
    said = with_measure(begun(real), revision=Revision(change=Change.UNCHANGED))
    assert talk(real, said).is_answered
    assert talk(real, with_measure(said, to_year=2027)).missing == ("reason",)


def test_an_ended_measure_is_asked_what_it_contributed(real) -> None:
    ended = with_measure(begun(real), priority=Priority.ENDED, revision=Revision(change=Change.ENDED, reason="Ferdig"))
    assert talk(real, ended).missing == ("evaluation",)
    told = with_measure(ended, revision=Revision(change=Change.ENDED, reason="Ferdig", evaluation="To hus"))
    assert talk(real, told).is_answered
    assert [one.measure.id for one in revision.accounts(real, told).ended] == [KEY]


def test_what_had_ended_is_kept_and_not_talked_about_again(real) -> None:
    ended = with_measure(real, priority=Priority.ENDED)
    new = begun(ended)
    assert new.measures_by_id[KEY].priority is Priority.ENDED
    assert KEY not in {one.measure.id for one in revision.talks(ended, new)}


def test_a_new_measure_and_one_that_is_gone_are_seen(changed, real) -> None:
    found = revision.accounts(changed.without_measure(KEY), real)
    assert [one.measure.id for one in found.new] == [KEY]
    assert [one.id for one in revision.accounts(real, changed.without_measure(KEY)).gone] == [KEY]


def test_the_version_that_stands_is_the_newest_frozen_one_that_somebody_decided_on(real) -> None:
    rows = [
        LoggedVersion(version=v, name="x", date="2025-06", status="x", changed_by="x", frozen=v * 16)
        for v in ("6000", "7000")
    ]
    kept = {row.frozen: "{}" for row in rows}
    edition = msgspec.structs.replace(real.edition, versions=rows, approvals=[])
    assert revision.adopted_version(edition, kept) == "7000"
    decided = [Approval(party="Tokke kommune", body="council", date="2025-06-17", version="6000")]
    assert revision.adopted_version(msgspec.structs.replace(edition, approvals=decided), kept) == "6000"
    assert revision.adopted_version(edition, {}) is None


def test_a_snapshot_reads_back_as_the_edition_that_was_frozen(real) -> None:
    again = revision.as_frozen(frozen.snapshot(real))
    assert frozen.snapshot(again) == frozen.snapshot(real)
    assert all(one.change is Change.UNCHANGED for one in revision.talks(again, real))
