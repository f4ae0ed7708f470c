"""Dates of several precisions, and what they say about a measure today."""

from datetime import date

import msgspec
import pytest

from app.plan.codes import Deviation, Priority, Progress
from app.plan.rules.deviation import standing
from app.plan.rules.timing import is_date, precision, span
from app.plan.rules.what_if import what_if
from app.plan.types import Milestone, Note, ProgressReport

TODAY, SINCE = date(2026, 11, 24), date(2025, 5, 10)


@pytest.mark.parametrize(
    ("loose", "kind", "first", "last"),
    [
        ("2026", "year", "2026-01-01", "2026-12-31"),
        ("2026-H1", "half_year", "2026-01-01", "2026-06-30"),
        ("2026-H2", "half_year", "2026-07-01", "2026-12-31"),
        ("2026-Q3", "quarter", "2026-07-01", "2026-09-30"),
        ("2024-02", "month", "2024-02-01", "2024-02-29"),
        ("2025-06-17", "day", "2025-06-17", "2025-06-17"),
    ],
)
def test_a_loose_date_spans_its_days(loose, kind, first, last) -> None:
    assert precision(loose) == kind
    assert span(loose) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("loose", ["2025-02-31", "2025-13", "2025-00-01", "0000"])
def test_what_is_not_in_the_calendar_is_noticed(loose) -> None:
    assert not is_date(loose)


def judged(measure, today=TODAY, **changes):
    return standing(msgspec.structs.replace(measure, **changes), today, SINCE, 180)


@pytest.fixture
def measure(real):
    return real.measures_by_id["risikoreduserande-tiltak"]


def report(day: str, progress: Progress) -> list[ProgressReport]:
    return [ProgressReport(date=day, progress=progress, reason="Møtet sa det.")]


def test_a_measure_nobody_has_reported_on_has_no_progress_and_is_not_updated(measure) -> None:
    found = judged(measure)
    assert (found.progress, found.deviation, found.days) == (None, Deviation.NOT_UPDATED, 563)


def test_a_fresh_report_puts_it_on_track(measure) -> None:
    found = judged(measure, reports=report("2026-11-01", Progress.IN_PROGRESS))
    assert (found.progress, found.deviation) == (Progress.IN_PROGRESS, Deviation.ON_TRACK)


def test_a_note_counts_as_being_heard_from(measure) -> None:
    found = judged(
        measure, reports=report("2025-06-01", Progress.PLANNING), notes=[Note(date="2026-11-20", text="Møte.")]
    )
    assert found.deviation is Deviation.ON_TRACK


def test_a_milestone_of_a_year_is_late_only_when_the_year_is_over(measure) -> None:
    reports = report("2026-12-30", Progress.IN_PROGRESS)
    assert judged(measure, date(2026, 12, 31), reports=reports).deviation is Deviation.ON_TRACK
    found = judged(measure, date(2027, 1, 2), reports=reports)
    assert (found.deviation, found.days, [m.id for m in found.late]) == (Deviation.LATE, 2, ["oppstart"])


def test_a_milestone_that_is_done_is_never_late(measure) -> None:
    done = [Milestone(id="m", text="Ferdig", date="2026-03", done_on="2026-03-10")]
    assert (
        judged(measure, milestones=done, reports=report("2026-11-01", Progress.IN_PROGRESS)).deviation
        is Deviation.ON_TRACK
    )


def test_half_a_year_behind_or_on_hold_is_stuck(measure) -> None:
    behind = [Milestone(id="m", text="Ferdig", date="2026-01")]
    assert (
        judged(measure, milestones=behind, reports=report("2026-11-01", Progress.IN_PROGRESS)).deviation
        is Deviation.STUCK
    )
    assert judged(measure, milestones=[], reports=report("2026-11-01", Progress.ON_HOLD)).deviation is Deviation.STUCK


def test_what_is_not_started_after_its_first_year_is_late(measure) -> None:
    found = judged(measure, date(2027, 2, 1), milestones=[], reports=report("2027-01-20", Progress.NOT_STARTED))
    assert found.deviation is Deviation.LATE


@pytest.mark.parametrize("progress", [Progress.DONE, Progress.ENDED_WITHOUT_COMPLETION, Progress.MERGED])
def test_what_is_over_has_no_deviation(measure, progress) -> None:
    assert judged(measure, reports=report("2026-01-01", progress)).deviation is None


@pytest.mark.parametrize("priority", [Priority.UNFINISHED, Priority.ENDED])
def test_what_the_plan_has_put_aside_has_no_deviation(measure, priority) -> None:
    assert judged(measure, priority=priority).deviation is None


# -- what the remaining years must be ----------------------------------------------------------------


def test_the_plan_already_ends_at_its_weights(real) -> None:
    found = what_if(real.period_table, real.weights, 2026)
    assert found.remaining_years == ("2026", "2027", "2028")
    assert [row.difference for row in found.rows] == [0, 0, 0]


def test_what_a_goal_lacks_is_made_up_for_in_the_years_that_remain(changed) -> None:
    whole = changed.money(bustader_2025_state_cofinancing=1_500_000)
    found = what_if(whole.period_table, whole.weights, 2026)
    needed = {row.goal: row.needed for row in found.rows}
    assert needed == {"bustader": 9_900_000, "arbeidsplassar": 3_600_000, "kompetanse": 3_600_000}
    for year in found.remaining_years:
        assert abs(sum(row.by_year[year] for row in found.rows) - whole.period_table.at("sum", year)) <= 2
    for row in found.rows:
        assert sum(row.by_year.values()) == row.needed


def test_a_goal_that_has_had_too_much_makes_it_impossible(changed) -> None:
    whole = changed.money(arbeidsplassar_2025_state_cofinancing=9_000_000)
    assert not what_if(whole.period_table, whole.weights, 2026).is_possible


def test_nothing_can_be_worked_out_without_weights_or_years(real) -> None:
    assert what_if(real.period_table, {}, 2026) is None
    assert what_if(real.period_table, real.weights, 2029) is None
