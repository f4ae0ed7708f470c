"""Spelling habits that must not matter: case, accents, typographic dashes, invisible characters."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

WORD = re.compile(r"[0-9a-zæøå]+")
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF])
_LETTERS = str.maketrans(
    {"ä": "æ", "ö": "ø", "ü": "u", "é": "e", "è": "e", "ê": "e", "ó": "o", "ò": "o", "ô": "o", "à": "a"}
)


class Word(NamedTuple):
    """A word as it stands in a text: where, and folded."""

    start: int
    end: int
    surface: str


def fold(text: str) -> str:
    """Lower case, composed, without accents other than æ, ø, å. Keeps the length of ordinary text."""
    text = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    return text.lower().translate(_LETTERS)


def words(text: str) -> Iterator[Word]:
    """The words of `text`, in order; anything that is not a letter or a digit separates."""
    for match in WORD.finditer(fold(text)):
        yield Word(match.start(), match.end(), match.group())


def without_norwegian_letters(surface: str) -> str:
    """`lån` -> `lan`: for readers who type without æ, ø and å (also as ae, oe, aa)."""
    return surface.replace("ae", "a").replace("oe", "o").replace("aa", "a").translate(str.maketrans("æøå", "aoa"))
