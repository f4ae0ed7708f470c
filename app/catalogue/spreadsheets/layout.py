"""Which sheets the workbook has, and which columns: one sheet for each kind, and one for each list of groups.

A column is named in the hidden first row by its path, so that headings may be changed and columns moved. The columns
are read off the types, so that a new field is in the workbook by itself.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeAlias

from app.catalogue.editing import guide
from app.catalogue.editing.shape import Shape, Sort, shapes
from app.catalogue.importing import TYPES
from app.catalogue.types import State
from app.catalogue.vocabularies import BY_NAME, OF_FIELD
from app.kernel.text import LANGS, Lang

Say: TypeAlias = Callable[[str, Lang], str]
"""(nynorsk, language) -> the text in that language."""


def _(text: str) -> str:
    """Marks a text for the translations; it is translated where it is written."""
    return text


KINDS = ("schemes", "organisations", "glossary", "practice")
KIND_NAMES = {
    "schemes": _("Ordningar"),
    "organisations": _("Aktørar"),
    "glossary": _("Ordliste"),
    "practice": _("Gode døme"),
}
LIST_NAMES = {
    "contacts": _("Kontaktar"),
    "sources": _("Kjelder"),
    "examples": _("Døme frå røynda"),
    "related": _("I slekt med"),
    "see_also": _("Sjå òg"),
}
GUIDE, CHOICES = _("Slik gjer du"), _("Kva ein kan velje")
ID, VERSION, KIND, ORDER = "#id", "version", "#kind", "#order"
LAST = 1_000_000
"""The order of an item that has no number."""
HEADINGS = {
    VERSION: _("Versjon"),
    KIND: _("Ark"),
    ORDER: _("Nummer"),
    "state": _("På nettsidene?"),
}
HEADING_OF_ID = _("Id")
STATES = {
    State.DRAFT: _("Ikkje enno"),
    State.PUBLISHED: _("Ja"),
    State.ARCHIVED: _("Nei, teken bort"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet."""

    path: str
    """`title.nn`, `criteria.nb`, `amount.max`: its name in the first row."""
    leaf: str
    """The leaf of the content that it holds, or a language of: `title.nn`, `criteria`, `amount.max`."""
    sort: Sort
    """Of what stands in the cell, or on each of its lines. Never a group, and never three languages."""
    has_lines: bool
    """One item on each line."""
    lang: str
    """Of a text in three languages."""
    codes: tuple[str, ...] = ()


@cache
def columns(kind: str) -> tuple[Column, ...]:
    """The columns of a kind's sheet after the id and the version."""
    ordered = {field.name: n for n, field in enumerate(guide.fields(kind))}
    found = sorted(shapes(TYPES[kind]), key=lambda shape: ordered.get(shape.name, -1))
    return tuple(column for shape in found for column in _columns(shape, ""))


@cache
def list_columns(name: str) -> tuple[Column, ...]:
    """The columns of a list's own sheet after the kind, the id and the order."""
    kind = kinds_with(name)[0]
    shape = next(shape for shape in shapes(TYPES[kind]) if shape.name == name)
    assert shape.inner
    return tuple(column for part in shape.inner.parts for column in _columns(part, ""))


@cache
def kinds_with(name: str) -> tuple[str, ...]:
    """The kinds of entry that have the list."""
    return tuple(kind for kind in KINDS if name in lists(kind))


@cache
def lists(kind: str) -> tuple[str, ...]:
    """The fields of the kind that have a sheet of their own: lists of groups."""
    return tuple(shape.name for shape in shapes(TYPES[kind]) if _is_list_of_groups(shape))


def _is_list_of_groups(shape: Shape) -> bool:
    return shape.sort is Sort.ROWS and shape.inner is not None and shape.inner.sort is Sort.GROUP


def _columns(shape: Shape, above: str) -> Iterator[Column]:
    path = above + shape.name
    if _is_list_of_groups(shape):
        return
    if shape.sort is Sort.GROUP:
        for part in shape.parts:
            yield from _columns(part, f"{path}.")
    elif shape.sort is Sort.IN_THREE:
        for lang in LANGS:
            yield Column(f"{path}.{lang}", f"{path}.{lang}", Sort.TEXT, has_lines=False, lang=lang)
    elif shape.sort is Sort.ROWS:
        assert shape.inner
        if shape.inner.sort is Sort.IN_THREE:
            for lang in LANGS:
                yield Column(f"{path}.{lang}", path, Sort.TEXT, has_lines=True, lang=lang)
        else:
            yield Column(path, path, shape.inner.sort, has_lines=True, lang="")
    else:
        has_lines = shape.sort is Sort.CHOICES
        yield Column(path, path, shape.sort, has_lines=has_lines, lang="", codes=shape.codes)


def required_lists(kind: str) -> Sequence[str]:
    """Lists that every entry of the kind has, if only empty."""
    return [s.name for s in shapes(TYPES[kind]) if s.required and s.sort in (Sort.ROWS, Sort.CHOICES)]


# -- names in the first row ------------------------------------------------------------------------


def mark(sheet: str) -> str:
    """What stands in the first row above the ids: it says which sheet it is."""
    return f"id#{sheet}"


def sheets() -> tuple[str, ...]:
    """Every sheet that is read, by its name in the first row."""
    return (*KINDS, *LIST_NAMES)


def columns_of(sheet: str) -> tuple[Column, ...]:
    return columns(sheet) if sheet in KINDS else list_columns(sheet)


def paths(sheet: str) -> tuple[str, ...]:
    """The names of the sheet's columns in the first row, after that of the ids."""
    first = (VERSION,) if sheet in KINDS else (KIND, ORDER)
    return (*first, *(column.path for column in columns_of(sheet)))


# -- words -----------------------------------------------------------------------------------------


def sheet_name(sheet: str, lang: Lang, say: Say) -> str:
    return say({**KIND_NAMES, **LIST_NAMES}[sheet], lang)


def heading(sheet: str, path: str, lang: Lang, say: Say) -> str:
    """What stands above the column: “Beløp og del: Høgst (kroner)”, “Krav (nynorsk)”."""
    if path in HEADINGS or path == mark(sheet):
        return say(HEADINGS.get(path, HEADING_OF_ID), lang)
    steps = path.split(".")
    spoken = steps.pop() if steps[-1] in LANGS else ""
    names = [say(guide.PARTS.get(step, step), lang) for step in steps]
    if sheet in KINDS:
        names[0] = say(guide.label(sheet, steps[0]), lang)
    text = ": ".join(names)
    return f"{text} ({say(guide.PARTS[spoken], lang).lower()})" if spoken else text


@lru_cache(maxsize=500)
def labels(column: Column, lang: Lang, say: Say) -> Mapping[str, str]:
    """What each code of the column is called."""
    last = column.path.rsplit(".", maxsplit=1)[-1]
    vocabulary = BY_NAME.get(OF_FIELD.get(column.path, ""), {})
    out = {}
    for code in column.codes:
        own = guide.CHOICES.get(f"{last}.{code}") or (STATES[State(code)] if column.path == "state" else "")
        out[code] = say(own, lang) if own else vocabulary[code].pick(lang).text
    return out


def folded(word: str) -> str:
    return " ".join(word.split()).casefold()


def codes_by_word(column: Column, say: Say) -> dict[str, str]:
    """The codes by everything they may be called, in any language. A word that could mean two names neither."""
    meant: dict[str, set[str]] = {}
    for lang in LANGS:
        for code, word in labels(column, lang, say).items():
            meant.setdefault(folded(word), set()).add(code)
    found = {word: codes.pop() for word, codes in meant.items() if len(codes) == 1}
    return {**{code: code for code in column.codes}, **found}
