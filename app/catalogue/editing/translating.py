"""A first draft of the bokmål by Apertium, where it is installed. It is marked until a person has read it."""

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from typing import Any

from app.catalogue.editing.content import one_line
from app.catalogue.editing.shape import Shape, Sort

PROGRAM = "apertium"
DIRECTION = "nno-nob"
PACKAGES = "apertium apertium-nno-nob"
SECONDS = 30
_END = "\n\n\u2063\n\n"
"""Stands between texts: a sign that nobody writes, so that one run of the program does them all."""


class NoTranslator(Exception):
    """The program is not there, or failed."""


def is_installed() -> bool:
    return shutil.which(PROGRAM) is not None


def bokmal(texts: Sequence[str]) -> list[str]:
    """The texts in bokmål, unread. Raises `NoTranslator`."""
    if not texts:
        return []
    try:
        done = subprocess.run(  # noqa: S603 (a fixed program; the text goes in by standard input)
            [PROGRAM, "-u", DIRECTION],
            input=_END.join(texts),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise NoTranslator(str(error)) from error
    out = [one_line(text) for text in done.stdout.split(_END.strip())]
    if len(out) != len(texts):
        raise NoTranslator("the program gave back another number of texts")
    return out


def with_bokmal(typed: dict[str, Any], shapes: Sequence[Shape]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Fill every empty bokmål text whose nynorsk is there; return the names of the inputs that were filled."""
    empty = [
        (name, texts) for name, texts in _in_three(typed, shapes) if texts["nn"].strip() and not texts["nb"].strip()
    ]
    for (_, texts), translated in zip(empty, bokmal([texts["nn"] for _, texts in empty]), strict=True):
        texts["nb"] = translated
    return typed, tuple(f"{name}-nb" for name, _ in empty)


def _in_three(typed: Mapping[str, Any], shapes: Sequence[Shape], above: str = "") -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    for shape in shapes:
        found += _inside(typed.get(shape.name), shape, above + shape.name)
    return found


def _inside(value: Any, shape: Shape, name: str) -> list[tuple[str, dict[str, str]]]:
    if shape.sort is Sort.IN_THREE:
        return [(name, value)] if isinstance(value, dict) else []
    if shape.sort is Sort.GROUP:
        return _in_three(value or {}, shape.parts, f"{name}-")
    if shape.sort is Sort.ROWS:
        assert shape.inner
        return [found for n, row in enumerate(value or []) for found in _inside(row, shape.inner, f"{name}-{n}")]
    return []
