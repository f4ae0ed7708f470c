"""The form of an entry: what was posted -> typed values, and typed values -> inputs that a template can draw."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from app.catalogue.editing import guide
from app.catalogue.editing.content import Typed
from app.catalogue.editing.shape import Shape, Sort
from app.kernel.text import LANGS

MOST_ROWS = 60
_SMALL = frozenset({"share_percent", "lang", "phone"})
_LONG = frozenset({"summary", "description", "definition", "lesson", "promise"})

Choose = Callable[[str, Shape], Sequence[tuple[str, str]]]
"""(path, field) -> the codes it may have, with what they are called."""


@dataclass(frozen=True, slots=True)
class Input:
    """One input, or a group of them, ready to draw. `name` is also the id of the element."""

    name: str
    label: str
    sort: str
    value: Any = ""
    help: str = ""
    example: str = ""
    fault: str = ""
    choices: Sequence[tuple[str, str]] = ()
    inside: tuple["Input", ...] = ()
    lang: str = ""
    long: bool = False
    small: bool = False


def typed_of_post(posted: MultiDict[str, str], shapes: Sequence[Shape], above: str = "") -> dict[str, Any]:
    """What was typed, by field."""
    return {shape.name: _posted(posted, shape, above + shape.name) for shape in shapes}


def _posted(posted: MultiDict[str, str], shape: Shape, name: str) -> Any:
    match shape.sort:
        case Sort.IN_THREE:
            return {lang: posted.get(f"{name}-{lang}", "") for lang in LANGS}
        case Sort.GROUP:
            return typed_of_post(posted, shape.parts, f"{name}-")
        case Sort.ROWS:
            assert shape.inner
            pattern = re.compile(rf"{re.escape(name)}-(\d{{1,3}})(?:-|$)")
            numbers = sorted({int(found.group(1)) for key in posted if (found := pattern.match(key))})
            return [_posted(posted, shape.inner, f"{name}-{number}") for number in numbers[:MOST_ROWS]]
        case Sort.CHOICES:
            return posted.getlist(name)
        case _:
            return posted.get(name, "")


def with_rows_changed(typed: dict[str, Any], order: str) -> dict[str, Any]:
    """Do what a row's button says: `add:steps`, `up:steps:2`, `remove:deadline-dates:0`."""
    what, _, rest = order.partition(":")
    path, _, number = rest.partition(":")
    *above, name = path.split("-")
    inner: Any = typed
    for step in above:
        inner = inner[int(step)] if isinstance(inner, list) else inner.get(step, {})
    rows = inner.get(name) if isinstance(inner, dict) else None
    if not isinstance(rows, list):
        return typed
    at = int(number) if number.isdigit() and int(number) < len(rows) else None
    if what == "add":
        rows.append("")
    elif what == "remove" and at is not None:
        rows.pop(at)
    elif what == "up" and at:
        rows[at - 1], rows[at] = rows[at], rows[at - 1]
    return typed


def inputs(
    kind: str, shapes: Sequence[Shape], typed: Typed, faults: Mapping[str, str], choose: Choose
) -> list[tuple[guide.Section, list[Input]]]:
    """The sections of the form with their inputs. `faults` are sentences by the name of the input."""
    by_name = {shape.name: shape for shape in shapes}
    draw = _Drawer(faults, choose)
    return [
        (
            section,
            [
                replace(
                    draw.input(by_name[field.name], typed.get(field.name), field.name, field.label),
                    help=field.help,
                    example=field.example,
                )
                for field in section.fields
            ],
        )
        for section in guide.SECTIONS[kind]
    ]


def fault_name(path: str) -> str:
    """`criteria[2].nn` -> `criteria-2-nn`, the name of the input."""
    return re.sub(r"\[(\d+)\]", r"-\1", path).replace(".", "-")


@dataclass(frozen=True, slots=True)
class _Drawer:
    faults: Mapping[str, str]
    choose: Choose

    def input(self, shape: Shape, value: Any, name: str, label: str) -> Input:
        made = Input(name, label, shape.sort.value, value, fault=self.faults.get(name, ""))
        match shape.sort:
            case Sort.IN_THREE:
                return replace(made, inside=tuple(self._in(lang, value, name) for lang in LANGS))
            case Sort.GROUP:
                return replace(made, inside=self._parts(shape, value or {}, name))
            case Sort.ROWS:
                return replace(made, inside=tuple(self._rows(shape, value or [], name, label)))
            case Sort.CHOICES:
                return replace(made, choices=_chosen_first(self.choose(name, shape), value or []))
            case Sort.CHOICE | Sort.REFERENCE:
                return replace(made, choices=self.choose(re.sub(r"-\d+", "", name), shape))
            case _:
                last = name.rsplit("-", 1)[-1]
                return replace(made, small=last in _SMALL or shape.sort is not Sort.TEXT)

    def _in(self, lang: str, value: Any, name: str) -> Input:
        own = f"{name}-{lang}"
        long = name.split("-", maxsplit=1)[0] in _LONG
        text = (value or {}).get(lang, "")
        return Input(own, guide.PARTS[lang], "text", text, fault=self.faults.get(own, ""), lang=lang, long=long)

    def _parts(self, shape: Shape, value: Typed, name: str) -> tuple[Input, ...]:
        return tuple(
            self.input(part, value.get(part.name), f"{name}-{part.name}", guide.PARTS.get(part.name, part.name))
            for part in shape.parts
        )

    def _rows(self, shape: Shape, rows: Sequence[Any], name: str, label: str) -> Iterator[Input]:
        assert shape.inner
        for number, row in enumerate(rows or [None]):
            yield self.input(shape.inner, row, f"{name}-{number}", label)


def _chosen_first(choices: Sequence[tuple[str, str]], chosen: Sequence[str]) -> list[tuple[str, str]]:
    """What is chosen stands first and in its own order, which means something (the main purpose first)."""
    names = dict(choices)
    return [*((code, names.get(code, code)) for code in chosen), *(pair for pair in choices if pair[0] not in chosen)]
