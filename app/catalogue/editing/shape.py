"""What kind of input each field of an entry is, read off its type, so that a new field is in the form by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, get_args

from msgspec import inspect

from app.catalogue.types import Date, Entry, LooseDate, MonthDay, Slug
from app.kernel.text import LocalText


class Sort(StrEnum):
    """What a person does with the field."""

    TEXT = "text"
    IN_THREE = "in_three"
    """One text in three languages."""
    NUMBER = "number"
    DATE = "date"
    MONTH_DAY = "month_day"
    CHOICE = "choice"
    CHOICES = "choices"
    REFERENCE = "reference"
    """The id of another entry."""
    GROUP = "group"
    ROWS = "rows"
    """A list, one row for each item, of the sort of `inner`."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A field, and what is inside it."""

    name: str
    sort: Sort
    required: bool
    codes: tuple[str, ...] = ()
    parts: tuple["Shape", ...] = ()
    """Of a group."""
    inner: "Shape | None" = None
    """Of rows."""


_BY_PATTERN = {
    pattern: sort
    for alias, sort in (
        (Date, Sort.DATE),
        (LooseDate, Sort.DATE),
        (MonthDay, Sort.MONTH_DAY),
        (Slug, Sort.REFERENCE),
    )
    if (pattern := get_args(alias)[1].pattern)
}


@cache
def shapes(entry_type: type[Entry]) -> tuple[Shape, ...]:
    """Every field of the kind of entry, but the id."""
    found = inspect.type_info(entry_type)
    assert isinstance(found, inspect.StructType)
    return tuple(shape for shape in _parts(found) if shape.name != "id")


def _parts(struct: inspect.StructType) -> Iterator[Shape]:
    for field in struct.fields:
        yield _shape(field.name, field.type, required=field.required)


def _shape(name: str, found: Any, *, required: bool) -> Shape:
    if isinstance(found, inspect.UnionType):
        return _of_union(name, found, required=required)
    if isinstance(found, inspect.Metadata):
        return _shape(name, found.type, required=required)
    if isinstance(found, inspect.StructType):
        sort = Sort.IN_THREE if found.cls is LocalText else Sort.GROUP
        return Shape(name, sort, required, parts=() if sort is Sort.IN_THREE else tuple(_parts(found)))
    if isinstance(found, inspect.ListType):
        inner = _shape("", found.item_type, required=True)
        if inner.sort is Sort.CHOICE:
            return Shape(name, Sort.CHOICES, required, codes=inner.codes)
        return Shape(name, Sort.ROWS, required, inner=inner)
    if isinstance(found, inspect.EnumType):
        return Shape(name, Sort.CHOICE, required, codes=tuple(code.value for code in found.cls))
    if isinstance(found, inspect.LiteralType):
        return Shape(name, Sort.CHOICE, required, codes=tuple(map(str, found.values)))
    if isinstance(found, inspect.IntType):
        return Shape(name, Sort.NUMBER, required)
    assert isinstance(found, inspect.StrType), f"{name}: no input is known for {found}"
    return Shape(name, _BY_PATTERN.get(found.pattern or "", Sort.TEXT), required)


def _of_union(name: str, found: inspect.UnionType, *, required: bool) -> Shape:
    inside = [part for part in found.types if not isinstance(part, inspect.NoneType)]
    lists = [part for part in inside if isinstance(part, inspect.ListType)]
    if lists:  # `"all"` or a list of municipalities: one set of choices
        shape = _shape(name, lists[0], required=required)
        words = [str(v) for part in inside if isinstance(part, inspect.LiteralType) for v in part.values]
        return Shape(name, shape.sort, required, codes=(*words, *shape.codes))
    return _shape(name, inside[0], required=False)
