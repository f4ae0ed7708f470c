"""Which fields a template may have, and what is wrong with those it has."""

import difflib
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

FIELDS = (
    "kommune",
    "tittel",
    "år",
    "periode",
    "partar",
    "dato",
    "saksnummer",
    "versjon",
    "samandrag",
    "vedtak",
    "lokalt_avsnitt",
    "lokale_tiltak",
    "prioriterte_tiltak",
    "økonomi",
    "budsjett",
    "budsjettabell",
    "delmåltabell",
    "møtetabell",
)
"""In the order that the page explains them."""
REQUIRED = ("tittel", "vedtak", "lokalt_avsnitt")
"""Without these a case paper says nothing, or loses what somebody wrote for it."""
TABLES = ("budsjettabell", "delmåltabell", "møtetabell")
"""These stand alone on a line; a table comes in its place."""
MOST_FIELDS = 300
LONGEST_TOLD = 60
MOST_TOLD = 20


class Matter(StrEnum):
    """What is wrong. The words are the page's."""

    UNKNOWN = "unknown"
    MISSING = "missing"
    NOT_A_FIELD = "not_a_field"
    NOT_CLOSED = "not_closed"
    MISPLACED = "misplaced"
    NOT_ALONE = "not_alone"
    TOO_MANY = "too_many"
    FETCHES = "fetches"
    NOT_FILLED = "not_filled"


@dataclass(frozen=True, slots=True)
class Wrong:
    """`text` is the field or what stands there in its place; `instead` a field that may have been meant."""

    matter: Matter
    text: str = ""
    instead: str = ""


class TemplateRefused(Exception):
    """The template cannot be used. Nothing was kept."""

    def __init__(self, faults: Iterable[Wrong]) -> None:
        self.faults = tuple(dict.fromkeys(faults))[:MOST_TOLD]
        super().__init__(self.faults)


def check(found: Collection[str]) -> Iterator[Wrong]:
    """What is wrong with the names of a template's fields."""
    known = {plain(name) for name in found}
    for name in dict.fromkeys(map(plain, found)):
        if name not in FIELDS:
            yield Wrong(Matter.UNKNOWN, short(name), nearest(name))
    for name in REQUIRED:
        if name not in known:
            yield Wrong(Matter.MISSING, name)


def nearest(name: str) -> str:
    """The field that was meant, as far as one can tell; else nothing. “kommunenavn” -> “kommune”, “aar” -> “år”."""
    letters = {_letters(field): field for field in FIELDS}
    found = difflib.get_close_matches(_letters(name[:LONGEST_TOLD]), letters, n=1, cutoff=0.7)
    return letters[found[0]] if found else ""


def _letters(name: str) -> str:
    """The name as somebody without Norwegian keys would write it, so that “aar” and “ar” are near “år”."""
    plainer = plain(name).casefold().replace("aa", "å").replace("oe", "ø").replace("ae", "æ")
    return plainer.replace("å", "a").replace("ø", "o").replace("æ", "a").replace("_", "")


def plain(name: str) -> str:
    """One form for letters that can be written in two."""
    return unicodedata.normalize("NFC", name)


def apart(name: str) -> str:
    """The other form, that some machines write: a letter and its ring are two signs."""
    return unicodedata.normalize("NFD", name)


def short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_TOLD else f"{flat[: LONGEST_TOLD - 1]}…"
