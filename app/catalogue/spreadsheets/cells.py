"""One value of the content <-> the text of its cell. What was not touched in a cell is never read anew."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from app.catalogue.editing.content import EVERYWHERE, one_line, read_day, read_month_day, read_number
from app.catalogue.editing.shape import Sort
from app.catalogue.spreadsheets.layout import Column, folded
from app.kernel.text import LANGS

LONGEST_CELL = 32_767
"""Characters in a cell: Excel has no room for more."""
TOO_LONG = "(For langt for Excel. Endre teksten i skjemaet.)"
"""Stands in the place of a text that has no room; it means “as it was”, in every language."""
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_MONTH_DAY = re.compile(r"\d{2}-\d{2}")


class Problem(StrEnum):
    """What is wrong with a cell. The words are in `wording`."""

    FORMULA = "formula"
    ERROR = "error"
    TRUTH = "truth"
    TIME = "time"
    DATE_IN_TEXT = "date_in_text"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_DATE = "not_a_date"
    NOT_A_DAY_OF_THE_YEAR = "not_a_day_of_the_year"
    NOT_A_CHOICE = "not_a_choice"
    LINES_DIFFER = "lines_differ"
    TOO_LARGE = "too_large"
    MERGED = "merged"
    ID_MISSING = "id_missing"
    ID_FORM = "id_form"
    ID_TWICE = "id_twice"
    ID_UNKNOWN = "id_unknown"
    ID_IS_ALIAS = "id_is_alias"
    VERSION_MISSING = "version_missing"
    VERSION_UNKNOWN = "version_unknown"
    COLUMN_TWICE = "column_twice"
    COLUMN_MISSING = "column_missing"
    SHEET_TWICE = "sheet_twice"
    NO_ID_COLUMN = "no_id_column"
    LIST_OF_NOBODY = "list_of_nobody"
    KIND_UNKNOWN = "kind_unknown"
    ALIAS_TAKEN = "alias_taken"
    RULE = "rule"
    """A rule of the catalogue says no; `reason` is what it says."""


class Unreadable(Exception):
    """The text of a cell cannot be what the column holds."""

    def __init__(self, problem: Problem, **values: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.values = values


# -- to a cell -------------------------------------------------------------------------------------


def shown(value: Any, column: Column, labels: Mapping[str, str]) -> str:
    """The text of the cell. `value` is the leaf's; for a language of a list, the whole list."""
    text = _lines(value, column, labels)
    text = _NOT_XML.sub("\ufffd", text)
    return text if len(text) <= LONGEST_CELL else TOO_LONG


def _lines(value: Any, column: Column, labels: Mapping[str, str]) -> str:
    if value in (None, "", []):
        return ""
    if not column.has_lines:
        return _one(value, column, labels)
    if column.lang:
        return "\n".join(str(item.get(column.lang, "")) for item in value)
    items = [value] if isinstance(value, str) else value
    return "\n".join(_one(item, column, labels) for item in items)


def _one(value: Any, column: Column, labels: Mapping[str, str]) -> str:
    if column.codes:
        return labels.get(value, str(value))
    if column.has_lines and column.sort is Sort.DATE and len(str(value)) == 10:
        year, month, day = str(value).split("-")
        return f"{int(day)}.{int(month)}.{year}"
    if column.sort is Sort.MONTH_DAY and _MONTH_DAY.fullmatch(str(value)):
        month, day = str(value).split("-")
        return f"{int(day)}.{int(month)}."
    return str(value)


def escaped(text: str) -> str:
    """The text as a workbook holds it: `_x0041_` would else be read as a letter."""
    return _ESCAPE.sub(r"_x005F_x\1_", text)


def same(text: str) -> str:
    """The text of a cell in the one form it is compared and read in, however the program that saved it escapes it."""
    text = text.replace("x005F_", "").replace("_x000D_\n", "\n").replace("_x000D_", "\n")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.strip() for line in text.split("\n")).strip(" \t")


# -- from a cell -----------------------------------------------------------------------------------


def value_of(text: str, column: Column, codes: Mapping[str, str]) -> Any:
    """What the text means in a column that is a leaf by itself; `None` where it is empty. Raises `Unreadable`."""
    if not column.has_lines:
        return _read(one_line(text), column, codes) if one_line(text) else None
    pieces = re.split(r"[\n;]", text) if column.codes else text.split("\n")
    items = [_read(line, column, codes) for piece in pieces if (line := one_line(piece))]
    if column.codes and EVERYWHERE in items:
        return EVERYWHERE
    return (list(dict.fromkeys(items)) if column.codes else items) or None


def _read(text: str, column: Column, codes: Mapping[str, str]) -> Any:
    if column.codes:
        if (code := codes.get(folded(text))) is None:
            raise Unreadable(Problem.NOT_A_CHOICE, value=short(text))
        return code
    match column.sort:
        case Sort.NUMBER:
            number = read_number(text)
            if not isinstance(number, int):
                raise Unreadable(Problem.NOT_A_NUMBER, value=short(text))
            return number
        case Sort.DATE:
            day = read_day(text)
            if not _is_day(day):
                raise Unreadable(Problem.NOT_A_DATE, value=short(text))
            return day
        case Sort.MONTH_DAY:
            month_day = read_month_day(text)
            if not _MONTH_DAY.fullmatch(month_day) or not _is_day(f"2024-{month_day}"):
                raise Unreadable(Problem.NOT_A_DAY_OF_THE_YEAR, value=short(text))
            return month_day
        case _:
            return text


def _is_day(text: str) -> bool:
    """A year, a month or a day of the calendar."""
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


def list_in_three(texts: Mapping[str, str]) -> list[dict[str, str]] | None:
    """A list from its cells, one for each language, with one item on each line. Raises `Unreadable`.

    `value` of the fault is the language whose lines are not as many as those in nynorsk.
    """
    lines = {lang: [one_line(line) for line in text.split("\n")] for lang, text in texts.items()}
    first = lines.get("nn") or []
    while first and not first[-1]:
        first.pop()
    for lang, found in lines.items():
        while len(found) > len(first) and not found[-1]:
            found.pop()
        if len(found) != len(first) and any(found):
            values = {"lang": lang, "count": str(len(found)), "wanted": str(len(first))}
            raise Unreadable(Problem.LINES_DIFFER, **values)
    items = []
    for n in range(len(first)):
        said = {lang: lines[lang][n] for lang in LANGS if any(lines.get(lang, [])) and lines[lang][n]}
        if said:
            items.append({"nn": ""} | said)
    return items or None


def short(text: str) -> str:
    """A text to name in a sentence."""
    text = one_line(text)
    return text if len(text) <= 60 else text[:57] + "…"
