"""What a person typed -> the content of an entry, and back. What cannot be read is kept as it was typed.

`Typed` is what the form holds: texts by field name, groups as mappings, rows as lists.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from app.catalogue.editing.shape import Shape, Sort
from app.kernel.text import LANGS

Typed: TypeAlias = Mapping[str, Any]

EVERYWHERE = "all"
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_AMOUNT = re.compile(r"(?:kr\.?|nok)?(\d+)(?:kr\.?|kroner|,-|%|prosent)?", re.IGNORECASE)
_DAY = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_MONTH_DAY = re.compile(r"(\d{1,2})[./](\d{1,2})\.?")


def content_of(typed: Typed, shapes: Sequence[Shape]) -> dict[str, Any]:
    """The content. Fields that are empty are not in it, but for a list that every entry of the kind has."""
    found = {shape.name: _value(typed.get(shape.name), shape) for shape in shapes}
    lists = {shape.name for shape in shapes if shape.required and shape.sort in (Sort.ROWS, Sort.CHOICES)}
    return {
        name: [] if value is None else value
        for name, value in found.items()
        if value not in (None, "") or name in lists
    }


def _value(typed: Any, shape: Shape) -> Any:
    match shape.sort:
        case Sort.IN_THREE:
            texts = {lang: text for lang in LANGS if (text := one_line((typed or {}).get(lang)))}
            return ({"nn": ""} | texts) if texts else None
        case Sort.GROUP:
            return content_of(typed or {}, shape.parts) or None
        case Sort.ROWS:
            assert shape.inner
            return [value for row in typed or [] if (value := _value(row, shape.inner)) not in (None, "")] or None
        case Sort.CHOICES:
            return EVERYWHERE if EVERYWHERE in (typed or []) else [code for code in typed or [] if code] or None
        case Sort.NUMBER:
            return read_number(one_line(typed))
        case Sort.DATE:
            return read_day(one_line(typed))
        case Sort.MONTH_DAY:
            return read_month_day(one_line(typed))
        case _:
            return one_line(typed)


def one_line(text: object) -> str:
    """A pasted text on one line, without characters that cannot be seen."""
    visible = "".join(letter if letter.isprintable() else " " for letter in str(text or ""))
    return " ".join(visible.split())


def read_number(text: str) -> int | str:
    """“1 200 000 kroner” -> 1200000. Anything else as typed: a full stop may be a thousand or a decimal."""
    found = _AMOUNT.fullmatch(_SPACES.sub("", text))
    return int(found.group(1)) if found and len(found.group(1)) < 16 else text


def read_day(text: str) -> str:
    """“1.2.2027” -> “2027-02-01”. Anything else as typed."""
    found = _DAY.fullmatch(_SPACES.sub("", text))
    if not found:
        return text
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return text


def read_month_day(text: str) -> str:
    """“1.3.” -> “03-01”. Anything else as typed."""
    found = _MONTH_DAY.fullmatch(_SPACES.sub("", text))
    return f"{int(found.group(2)):02}-{int(found.group(1)):02}" if found else text


def typed_of(content: Mapping[str, Any], shapes: Sequence[Shape]) -> dict[str, Any]:
    """The content as the form shows it."""
    return {shape.name: _shown(content.get(shape.name), shape) for shape in shapes}


def _shown(value: Any, shape: Shape) -> Any:
    match shape.sort:
        case Sort.IN_THREE:
            return {lang: (value or {}).get(lang, "") for lang in LANGS}
        case Sort.GROUP:
            return typed_of(value or {}, shape.parts)
        case Sort.ROWS:
            assert shape.inner
            return [_shown(item, shape.inner) for item in value or []]
        case Sort.CHOICES:
            return [value] if isinstance(value, str) else list(value or [])
        case Sort.NUMBER:
            return f"{value:,}".replace(",", "\u00a0") if isinstance(value, int) else value or ""
        case _:
            return value or ""


def as_text(value: object) -> str:
    """A value as one running text, to be compared by words."""
    if value is None:
        return ""
    if isinstance(value, list):
        return " · ".join(as_text(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {as_text(inner)}" for name, inner in value.items())
    return str(value)
