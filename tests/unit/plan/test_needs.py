"""What waits for the leader."""

from datetime import date

import msgspec

from app.plan.codes import Progress
from app.plan.rules.deviation import progress_of, standing
from app.plan.rules.needs import longest_late, needs
from app.plan.types import Approval, Milestone, ProgressReport

TODAY = date(2026, 11, 24)
WRITTEN = date(2025, 5, 10)
KEY = "innsikt-bustadstrategi"


def waiting(whole, today=TODAY):
    standings = {m.id: standing(m, today, WRITTEN, whole.plan.stale_after_days) for m in whole.measures}
    return needs(whole, standings)


def test_the_real_plan_asks_sixteen_questions_and_waits_for_seven_decisions(real) -> None:
    found = waiting(real)
    assert (len(found.unanswered), len(found.undecided)) == (16, 7)
    assert KEY in {measure.id for measure, _ in found.silent}
    assert "no_working_group" in {check.code for check in found.unclear}
    assert found.count == sum(
        map(len, (found.late, found.silent, found.undecided, found.unanswered, found.unbalanced, found.unclear))
    )


def test_a_measure_with_an_old_milestone_is_late_and_the_longest_behind_stands_first(changed) -> None:
    milestones = [
        Milestone(id="a", text="Først", date="2026-10"),
        Milestone(id="b", text="Sist", date="2026-11-01"),
        Milestone(id="c", text="Nådd", date="2025", done_on="2025-10-01"),
    ]
    found = waiting(changed.measure(KEY, milestones=milestones))
    (behind,) = [it for measure, it in found.late if measure.id == KEY]
    assert longest_late(behind, TODAY) == ("Først", 24)
    days = [it.days for _, it in found.late]
    assert days == sorted(days, reverse=True)


def test_a_prioritised_measure_that_nobody_has_reported_on_is_silent_from_the_first_day(changed) -> None:
    assert KEY in {measure.id for measure, _ in waiting(changed.measure(KEY), WRITTEN).silent}
    told = changed.measure(KEY, reports=[ProgressReport(date="2025-05-10", progress=Progress.PLANNING, reason="x")])
    assert KEY not in {measure.id for measure, _ in waiting(told, WRITTEN).silent}


def test_what_is_answered_or_decided_does_not_wait(changed) -> None:
    edition = changed.whole.edition
    questions = [msgspec.structs.replace(q, answer="Ja") for q in edition.internal_questions]
    approvals = [Approval(party="Vinje kommune", date="2025-06-24")]
    found = waiting(changed.edition(internal_questions=questions, approvals=approvals))
    assert (found.unanswered, found.undecided) == ((), ())


def test_money_that_does_not_add_up_is_among_what_waits(changed) -> None:
    found = waiting(changed.money(bustader_2025_state_cofinancing=1))
    assert found.unbalanced
    assert {check.level for check in found.unbalanced} <= {"warning", "fault"}


def test_of_two_reports_from_the_same_day_the_last_one_stands(changed) -> None:
    reports = [
        ProgressReport(date="2026-01-01", progress=Progress.PLANNING, reason="x"),
        ProgressReport(date="2026-01-01", progress=Progress.IN_PROGRESS, reason="y"),
        ProgressReport(date="2025-01-01", progress=Progress.DONE, reason="z"),
    ]
    assert progress_of(changed.measure(KEY, reports=reports).measures_by_id[KEY]) is Progress.IN_PROGRESS
