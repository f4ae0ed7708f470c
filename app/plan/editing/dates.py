"""Dates as people write them: a day, a month, a half-year or a year."""

import re
from collections.abc import Mapping

from babel.dates import get_month_names

from app.catalogue.editing.content import one_line, read_day
from app.plan.rules.timing import is_date, precision
from app.web.filters import day

_LOOSE = re.compile(r"\d{4}(-H[12]|-Q[1-4]|-\d{2}(-\d{2})?)?")
_MONTH = re.compile(r"(\d{1,2})[./](\d{4})")
_NAMED = re.compile(r"([a-zæøå]+)\.?\s+(\d{4})")
_HALF = re.compile(r"([12])\.?\s*(?:halvår|halvdel|half)\s+(\d{4})")
_LOCALES = ("nn_NO", "nb_NO", "en_GB")
_NUMBER_OF: Mapping[str, int] = {
    name.lower(): number
    for locale in _LOCALES
    for width in ("wide", "abbreviated")
    for number, name in get_month_names(width, locale=locale).items()
}


def read_loose(text: str) -> str:
    """“1.2.2027” -> “2027-02-01”, “2.2027” and “februar 2027” -> “2027-02”, “2027” as it is. Anything else as typed."""
    text = one_line(text)
    exact = read_day(text)
    if exact != text:
        return exact
    if found := _MONTH.fullmatch(text):
        return f"{found.group(2)}-{int(found.group(1)):02}"
    if found := _HALF.fullmatch(text.lower()):
        return f"{found.group(2)}-H{found.group(1)}"
    named = _NAMED.fullmatch(text.lower())
    if named and (number := _NUMBER_OF.get(named.group(1)) or _NUMBER_OF.get(f"{named.group(1)}.")):
        return f"{named.group(2)}-{number:02}"
    return text


def is_loose(text: str) -> bool:
    """Is it a date of some precision, and in the calendar?"""
    return bool(_LOOSE.fullmatch(text)) and "1900" <= text[:4] <= "2200" and is_date(text)


def is_day(text: str) -> bool:
    """Is it one day, and in the calendar?"""
    return is_loose(text) and precision(text) == "day"


def typed(loose: str | None) -> str:
    """A date as it is written in a field: 17.6.2025, juni 2025, 2025."""
    if not loose or not is_loose(loose):
        return loose or ""
    match precision(loose):
        case "day":
            return f"{int(loose[8:])}.{int(loose[5:7])}.{loose[:4]}"
        case "month":
            return day(loose)
        case _:
            return loose
