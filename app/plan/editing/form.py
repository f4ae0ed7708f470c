"""Forms of the plan's work: a list of fields, what was typed in them, and the content that it becomes.

A form is drawn with the catalogue's inputs (`components/entry_form.html`). What cannot be read is kept as it was typed,
with a sentence at its field.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from werkzeug.datastructures import MultiDict

from app.catalogue.editing import form as catalogue
from app.catalogue.editing.form import Input
from app.catalogue.editing.shape import Shape, Sort
from app.plan.editing.texts import LONGEST_LINE, LONGEST_TEXT, tidy
from app.web.locale import gettext

Typed: TypeAlias = dict[str, Any]
Read: TypeAlias = Callable[[str], Any]


class Unreadable(Exception):
    """What was typed is not what the field holds. Holds the sentence to show at it."""


def as_it_is(text: str) -> str:
    return text


def as_text(value: Any) -> str:
    return str(value)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form. `label`, `help` and `example` are nynorsk, translated where they are shown."""

    name: str
    label: str
    sort: Sort = Sort.TEXT
    help: str = ""
    example: str = ""
    choices: Sequence[tuple[str, str]] = ()
    """(value, what it is called) where one is chosen."""
    inside: tuple["Field", ...] = ()
    """Of rows."""
    needed: str = ""
    """What is said where it is left empty; it may be empty without."""
    read: Read = as_it_is
    """Typed -> content. Raises `Unreadable`."""
    show: Callable[[Any], str] = as_text
    """Content -> typed."""
    long: bool = False
    small: bool = False
    own_words: bool = True
    """A text in the plan's language, whatever language the page is in."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it stands: `faults` are sentences by the name of the input."""

    fields: tuple[Field, ...]
    typed: Typed
    faults: Mapping[str, str] = field(default_factory=dict)
    lang: str = ""

    def inputs(self, *names: str) -> list[Input]:
        """The inputs to draw: all of them, or some by the names of their fields."""
        wanted = [one for one in self.fields if not names or one.name in names]
        return [self._input(one, self.typed.get(one.name), one.name) for one in wanted]

    def _input(self, one: Field, value: Any, name: str) -> Input:
        return Input(
            name=name,
            label=one.label,
            sort=one.sort.value,
            value=value or "",
            help=one.help,
            example=one.example,
            fault=self.faults.get(name, ""),
            choices=one.choices,
            inside=tuple(self._rows(one, value or [], name)) if one.sort is Sort.ROWS else (),
            lang=self.lang if one.own_words and one.sort is Sort.TEXT else "",
            long=one.long,
            small=one.small,
        )

    def _rows(self, one: Field, rows: Sequence[Any], name: str) -> Iterator[Input]:
        for number, row in enumerate(rows or [{}]):
            at = f"{name}-{number}"
            parts = tuple(self._input(part, (row or {}).get(part.name), f"{at}-{part.name}") for part in one.inside)
            yield Input(at, one.label, Sort.GROUP.value, inside=parts)

    def label_of(self, name: str) -> str:
        """What the input is called, for the list of faults; nothing for what is not in the form."""
        return next((one.label for one in self.fields if one.name == name.split("-", maxsplit=1)[0]), "")


def typed_of_post(posted: MultiDict[str, str], fields: Sequence[Field]) -> Typed:
    """What was typed, by field."""
    return catalogue.typed_of_post(posted, [_shape(one) for one in fields])


def _shape(one: Field) -> Shape:
    if one.sort is Sort.ROWS:
        inner = Shape("", Sort.GROUP, required=True, parts=tuple(map(_shape, one.inside)))
        return Shape(one.name, Sort.ROWS, required=False, inner=inner)
    return Shape(one.name, one.sort, required=False)


def typed_of(content: Mapping[str, Any], fields: Sequence[Field]) -> Typed:
    """The content as the form shows it. A field `revision.reason` is found in depth under `revision`."""
    found: Typed = {}
    for one in fields:
        value = _at(content, one.name)
        if one.sort is Sort.ROWS:
            found[one.name] = [typed_of(row, one.inside) for row in value or []]
        elif one.sort is Sort.CHOICES:
            found[one.name] = list(value or [])
        else:
            found[one.name] = "" if value is None else one.show(value)
    return found


def _at(content: Mapping[str, Any], name: str) -> Any:
    value: Any = content
    for step in name.split("__"):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def content_of(typed: Mapping[str, Any], fields: Sequence[Field]) -> tuple[dict[str, Any], dict[str, str]]:
    """The content by field, and what is wrong by input. Fields that are empty are `None`; empty rows are left out."""
    content: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for one in fields:
        if one.sort is Sort.ROWS:
            content[one.name] = list(_rows_of(typed.get(one.name) or [], one, faults))
        elif one.sort is Sort.CHOICES:
            known = {code for code, _name in one.choices}
            content[one.name] = [code for code in typed.get(one.name) or [] if code in known]
        else:
            content[one.name] = _value(str(typed.get(one.name) or ""), one, one.name, faults)
    return content, faults


def _rows_of(rows: Sequence[Any], one: Field, faults: dict[str, str]) -> Iterator[dict[str, Any]]:
    for number, row in enumerate(rows):
        texts = {part.name: str((row or {}).get(part.name) or "") for part in one.inside}
        if not any(tidy(texts[part.name]) for part in one.inside if part.sort is Sort.TEXT or part.needed):
            continue
        read = {
            part.name: _value(texts[part.name], part, f"{one.name}-{number}-{part.name}", faults) for part in one.inside
        }
        yield {name: value for name, value in read.items() if value not in (None, "", [])}


def _value(text: str, one: Field, name: str, faults: dict[str, str]) -> Any:
    text = tidy(text) if one.long else " ".join(tidy(text).split())
    most = LONGEST_TEXT if one.long else LONGEST_LINE
    if not text:
        if one.needed:
            faults[name] = gettext(one.needed)
        return None
    if len(text) > most:
        faults[name] = gettext("Skriv høgst %(count)s teikn.", count=most)
        return None
    if one.sort is Sort.CHOICE and text not in {code for code, _name in one.choices}:
        faults[name] = gettext("Vel ein av dei i lista.")
        return None
    try:
        return one.read(text)
    except Unreadable as error:
        faults[name] = str(error)
        return None
