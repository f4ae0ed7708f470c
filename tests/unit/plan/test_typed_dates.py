"""Dates as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plan.rules.typed_dates import as_typed, read_day, read_loose


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2026", "2026"),
        (" 2026 ", "2026"),
        ("våren 2026", "2026-H1"),
        ("Hausten 2026", "2026-H2"),
        ("høsten 2026", "2026-H2"),
        ("autumn 2026", "2026-H2"),
        ("første halvår 2026", "2026-H1"),
        ("2. halvår 2026", "2026-H2"),
        ("second half of 2026", "2026-H2"),
        ("2026-h2", "2026-H2"),
        ("3. kvartal 2026", "2026-Q3"),
        ("Q3 2026", "2026-Q3"),
        ("mars 2026", "2026-03"),
        ("des. 2026", "2026-12"),
        ("03.2026", "2026-03"),
        ("2026-03", "2026-03"),
        ("1.3.2026", "2026-03-01"),
        ("1/3/2026", "2026-03-01"),
        ("1. mars\u00a02026", "2026-03-01"),
        ("1 March 2026", "2026-03-01"),
        ("29.2.2028", "2028-02-29"),
    ],
)
def test_what_people_write_is_read_with_its_precision(typed, stored) -> None:
    assert read_loose(typed) == stored


@pytest.mark.parametrize(
    "typed",
    ["", "x", "31.2.2026", "31. februar 2026", "29.2.2026", "sommaren 2026", "5. kvartal 2026", "3. halvår 2026",
     "mars", "13.2026", "0.3.2026", "1.3.26", "2026-13", "1026", "9999", "2026 mars kanskje", "1.200.000"],
)  # fmt: skip
def test_what_is_no_date_is_not_guessed(typed) -> None:
    assert read_loose(typed) is None


def test_only_a_day_is_a_day() -> None:
    assert read_day("1.3.2026") == "2026-03-01"
    assert read_day("mars 2026") is None


@pytest.mark.parametrize("stored", ["2026", "2026-H1", "2026-Q4", "2026-05", "2026-12-31"])
def test_what_is_shown_in_the_form_is_read_back_the_same(stored) -> None:
    assert read_loose(as_typed(stored)) == stored


@given(st.text(max_size=30))
def test_nothing_that_is_typed_breaks_it(typed) -> None:
    found = read_loose(typed)
    assert found is None or read_loose(as_typed(found)) == found
