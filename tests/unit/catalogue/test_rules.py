"""Deadlines, status and the standard of an entry."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue import rules
from app.catalogue.types import Deadline, DeadlineType, Status
from tests.examples import Examples

TODAY = date(2026, 11, 24)


def told(status: Status, deadline: Deadline, today: date = TODAY, **more: str) -> Status:
    """What a reader is told of the status."""
    return rules.status_of(
        msgspec.structs.replace(Examples().scheme(), status=status, deadline=deadline, **more), today
    )


def dated(*dates: str, annual: tuple[str, ...] = (), kind: DeadlineType = DeadlineType.DATED) -> Deadline:
    return Deadline(type=kind, dates=list(dates), annual=list(annual))


def test_a_yearly_day_comes_back_from_last_year_to_two_years_ahead() -> None:
    days = rules.deadline_days(dated(annual=("02-15",)), TODAY)
    assert days == [date(year, 2, 15) for year in (2025, 2026, 2027, 2028)]


def test_single_and_yearly_days_are_merged_in_order_and_once() -> None:
    days = rules.deadline_days(dated("2026-02-15", "2030-01-01", annual=("02-15",)), TODAY)
    assert days == [date(2025, 2, 15), date(2026, 2, 15), date(2027, 2, 15), date(2028, 2, 15), date(2030, 1, 1)]


def test_the_leap_day_is_the_28th_in_a_common_year() -> None:
    days = rules.deadline_days(dated(annual=("02-29",)), date(2027, 6, 1))
    assert days == [date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29), date(2029, 2, 28)]


def test_the_next_deadline_may_be_today_and_is_never_past() -> None:
    assert rules.next_deadline(dated("2026-11-24"), TODAY) == TODAY
    assert rules.next_deadline(dated("2026-11-23"), TODAY) is None
    assert rules.next_deadline(dated("2026-11-23", "2027-03-01", annual=("01-10",)), TODAY) == date(2027, 1, 10)
    assert rules.next_deadline(Deadline(type=DeadlineType.ROLLING), TODAY) is None


@given(
    st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31)),
    st.lists(st.dates(min_value=date(2024, 1, 1), max_value=date(2024, 12, 31)), min_size=1, max_size=4),
)
def test_with_a_yearly_day_there_is_always_a_deadline_within_a_year(today: date, annual: list[date]) -> None:
    found = rules.next_deadline(dated(annual=tuple(d.strftime("%m-%d") for d in annual)), today)
    assert found is not None
    assert 0 <= (found - today).days <= 366


@pytest.mark.parametrize("kind", [DeadlineType.DATED, DeadlineType.CALL])
def test_an_open_scheme_whose_last_round_is_past_is_no_longer_known_to_be_open(kind: DeadlineType) -> None:
    deadline = dated("2026-11-01", kind=kind)
    assert told(Status.OPEN, deadline, date(2026, 11, 1)) is Status.OPEN
    assert told(Status.OPEN, deadline, date(2026, 11, 2)) is Status.UNKNOWN


@pytest.mark.parametrize("status", [s for s in Status if s is not Status.OPEN])
def test_every_other_status_is_told_as_written(status: Status) -> None:
    assert told(status, dated("2020-01-01")) is status


def test_rolling_yearly_and_undated_schemes_stay_open() -> None:
    for deadline in (
        Deadline(type=DeadlineType.ROLLING, dates=["2020-01-01"]),
        dated(annual=("01-01",)),
        dated("2020-01-01", annual=("01-01",)),
        dated(),
        Deadline(type=DeadlineType.CALL),
    ):
        assert told(Status.OPEN, deadline) is Status.OPEN


def test_a_paused_scheme_is_unknown_from_the_day_it_was_said_to_open_again() -> None:
    rolling = Deadline(type=DeadlineType.ROLLING)
    assert told(Status.PAUSED, rolling, date(2027, 1, 31), reopens_on="2027-02-01") is Status.PAUSED
    assert told(Status.PAUSED, rolling, date(2027, 2, 1), reopens_on="2027-02-01") is Status.UNKNOWN


# -- the standard of an entry ----------------------------------------------------------------------


def faults(examples, **changes):
    return dict(rules.faults_of_scheme(examples.scheme(**changes)))


def test_a_right_entry_has_no_faults(examples) -> None:
    assert faults(examples) == {}


@pytest.mark.parametrize("lang", ["nn", "nb", "en"])
@pytest.mark.parametrize(
    ("name", "words", "reason"),
    [
        ("promise", 5, "has 5 words; it must have 6 to 14"),
        ("promise", 15, "has 15 words; it must have 6 to 14"),
        ("promise", 0, "has 0 words; it must have 6 to 14"),
        ("summary", 14, "has 14 words; it must have 15 to 45"),
        ("summary", 46, "has 46 words; it must have 15 to 45"),
    ],
)
def test_promise_and_summary_have_their_length_in_every_language(examples, lang, name, words, reason) -> None:
    text = examples.value("schemes")[name] | {lang: " ".join(["ord"] * words)}
    assert faults(examples, **{name: text}) == {f"{name}.{lang}": reason}


def test_a_title_is_needed_in_all_three_languages(examples) -> None:
    found = faults(examples, title={"nn": "Fond", "nb": "", "en": ""})
    assert found == {f"title.{x}": "is empty; a title is needed in all three languages" for x in ("nb", "en")}


@pytest.mark.parametrize("field", ["criteria", "not_for"])
def test_a_criterion_is_one_short_sentence(examples, field) -> None:
    found = faults(examples, **{field: [{"nn": "kort"}, {"nn": "kort", "en": "word " * 21}]})
    assert found == {f"{field}[1].en": "has 21 words; at most 20"}


@pytest.mark.parametrize(("count", "is_fault"), [(0, False), (1, True), (2, False), (6, False), (7, True)])
def test_steps_are_two_to_six_where_there_are_any(examples, count, is_fault) -> None:
    assert ("steps" in faults(examples, steps=[{"nn": "Søk."}] * count)) is is_fault


def test_a_scheme_is_neither_its_own_general_entry_nor_its_own_alias(examples) -> None:
    assert set(faults(examples, general="naeringsfond")) == {"general"}
    assert set(faults(examples, aliases=["naeringsfond"])) == {"aliases"}


def test_the_least_amount_is_not_more_than_the_most(examples) -> None:
    assert set(faults(examples, amount={"min": 20, "max": 10})) == {"amount.min"}
    assert faults(examples, amount={"min": 10, "max": 10}) == {}


def test_days_are_days_of_the_calendar(examples) -> None:
    found = faults(
        examples,
        deadline={"type": "dated", "dates": ["2026-02-28", "2026-02-29"], "annual": ["02-29", "13-01"]},
        checked_on="2026-11-31",
    )
    assert set(found) == {"deadline.dates[1]", "deadline.annual[1]", "checked_on"}


@pytest.mark.parametrize("day", ["2025-13", "2025-02-30", "2025-00-01"])
def test_the_days_of_sources_are_days_of_the_calendar_too(examples, day) -> None:
    source = {"url": "https://kommunen.example/x", "date": day}
    assert set(faults(examples, sources=[source])) == {"sources[0].date"}
    assert set(faults(examples, source_date=day)) == {"source_date"}


def test_practice_that_names_the_scheme_comes_first_and_alone(examples) -> None:
    naming, other = examples.practice(schemes=["naeringsfond"]), examples.practice(id="b")
    assert rules.practice_near(examples.scheme(), [other, naming], {}) == [naming]


def test_a_scheme_with_an_example_of_its_own_borrows_none(examples) -> None:
    scheme = examples.scheme(examples=[{"kind": "single", "text": examples.in_three("Vinje Bakeri.")}])
    assert rules.practice_near(scheme, [examples.practice(schemes=["b"])], {}) == []
    assert rules.practice_near(examples.scheme(), [], {}) == []


def test_the_nearest_practice_names_a_related_scheme_else_one_for_the_same_purpose_else_the_same_place(
    examples,
) -> None:
    scheme = examples.scheme(related=[{"id": "b", "how": "after"}])
    kin = examples.practice(id="kin", schemes=["b"])
    purpose = examples.practice(id="purpose", schemes=["c"])
    place = examples.practice(id="place", municipalities=["4036"])
    far = examples.practice(id="far", municipalities=["4022"])
    named = {"c": examples.scheme(id="c")}
    assert rules.practice_near(scheme, [far, place, purpose, kin], named) == [kin]
    assert rules.practice_near(scheme, [far, place, purpose], named) == [purpose]
    assert rules.practice_near(scheme, [far, place], named) == [place]
