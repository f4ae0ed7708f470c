"""Dates of several precisions: a day, a month, a quarter, a half-year, a year."""

import calendar
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

Precision: TypeAlias = Literal["year", "half_year", "quarter", "month", "day"]


class Span(NamedTuple):
    """The days that a date of some precision may mean."""

    first: date
    last: date


def precision(loose: str) -> Precision:
    """How exact the date is."""
    if len(loose) == 4:
        return "year"
    if loose[5] == "H":
        return "half_year"
    if loose[5] == "Q":
        return "quarter"
    return "month" if len(loose) == 7 else "day"


def span(loose: str) -> Span:
    """The first and the last day it may mean. Raises `ValueError` for a day that is not in the calendar."""
    year = int(loose[:4])
    match precision(loose):
        case "year":
            return Span(date(year, 1, 1), date(year, 12, 31))
        case "half_year":
            return _months(year, 6 * int(loose[6]) - 5, 6)
        case "quarter":
            return _months(year, 3 * int(loose[6]) - 2, 3)
        case "month":
            return _months(year, int(loose[5:]), 1)
        case _:
            day = date.fromisoformat(loose)
            return Span(day, day)


def _months(year: int, first: int, count: int) -> Span:
    last = first + count - 1
    return Span(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def is_date(loose: str) -> bool:
    """Is it in the calendar?"""
    try:
        span(loose)
    except ValueError:
        return False
    return True


def years(from_year: int, to_year: int) -> tuple[int, ...]:
    """All years of a period."""
    return tuple(range(from_year, to_year + 1))
