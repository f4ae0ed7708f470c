"""Dates as people write them, in Norwegian or English: “våren 2026”, “2. kvartal 2026”, “mars 2026”, “1.3.2026”."""

import re
from datetime import date

from app.plan.rules.timing import is_date, precision

MONTHS = {
    name: number
    for names in (
        "januar februar mars april mai juni juli august september oktober november desember",
        "january february march april may june july august september october november december",
        "jan feb mar apr mai jun jul aug sep okt nov des",
    )
    for number, name in enumerate(names.split(), 1)
}
HALVES = {"første": 1, "fyrste": 1, "first": 1, "andre": 2, "second": 2, "1": 1, "2": 2}
SEASONS = {"vår": 1, "våren": 1, "spring": 1, "haust": 2, "hausten": 2, "høst": 2, "høsten": 2, "autumn": 2}
"""Which half-year a season is: budgets and meetings follow them."""
_YEAR = r"(?P<year>(?:19|20|21)\d\d)"
_DAY = re.compile(rf"(?P<day>\d{{1,2}})\s*[./]\s*(?P<month>\d{{1,2}})\s*[./]\s*{_YEAR}")
_DAY_IN_WORDS = re.compile(rf"(?P<day>\d{{1,2}})\.?\s*(?P<name>[a-zæøå]+)\.?\s+{_YEAR}")
_MONTH = re.compile(rf"(?P<name>[a-zæøå]+)\.?\s+{_YEAR}")
_MONTH_IN_FIGURES = re.compile(rf"(?P<month>\d{{1,2}})\s*[./]\s*{_YEAR}")
_HALF = re.compile(rf"(?P<which>[a-zøæå]+|[12])\.?\s+(?:halvår|halvåret|half|half of)\s+(?:of\s+|i\s+|av\s+)?{_YEAR}")
_QUARTER = re.compile(
    rf"(?P<which>[1-4])\.?\s*(?:kvartal|quarter)\s+(?:of\s+|i\s+)?{_YEAR}|q(?P<short>[1-4])\s+(?P<then>\d{{4}})"
)
_STORED = re.compile(r"\d{4}(-H[12]|-Q[1-4]|-\d{2}(-\d{2})?)?")


def read_loose(typed: str) -> str | None:
    """The date as it is stored, with the precision it was written with; `None` for what is no date."""
    text = " ".join(typed.lower().replace("\u00a0", " ").split())
    upper = text.upper()
    found = upper if _STORED.fullmatch(upper) else _in_words(text)
    return found if found and 1900 <= int(found[:4]) <= 2200 and is_date(found) else None


def read_day(typed: str) -> str | None:
    """A day of the calendar, stored; `None` for anything looser."""
    found = read_loose(typed)
    return found if found and precision(found) == "day" else None


def _in_words(text: str) -> str | None:
    if found := _DAY.fullmatch(text):
        return f"{found['year']}-{int(found['month']):02}-{int(found['day']):02}"
    if (found := _DAY_IN_WORDS.fullmatch(text)) and found["name"] in MONTHS:
        return f"{found['year']}-{MONTHS[found['name']]:02}-{int(found['day']):02}"
    if found := _MONTH.fullmatch(text):
        return _month_or_season(found["name"], found["year"])
    if found := _MONTH_IN_FIGURES.fullmatch(text):
        return f"{found['year']}-{int(found['month']):02}"
    if (found := _HALF.fullmatch(text)) and found["which"] in HALVES:
        return f"{found['year']}-H{HALVES[found['which']]}"
    if found := _QUARTER.fullmatch(text):
        return f"{found['year'] or found['then']}-Q{found['which'] or found['short']}"
    return None


def _month_or_season(name: str, year: str) -> str | None:
    if name in SEASONS:
        return f"{year}-H{SEASONS[name]}"
    return f"{year}-{MONTHS[name]:02}" if name in MONTHS else None


def as_typed(stored: str | None) -> str:
    """A stored date as somebody would type it, in nynorsk."""
    if not stored:
        return ""
    match precision(stored):
        case "half_year":
            return f"{stored[6]}. halvår {stored[:4]}"
        case "quarter":
            return f"{stored[6]}. kvartal {stored[:4]}"
        case "month":
            return f"{list(MONTHS)[int(stored[5:]) - 1]} {stored[:4]}"
        case "day":
            day = date.fromisoformat(stored)
            return f"{day.day}.{day.month}.{day.year}"
        case _:
            return stored
