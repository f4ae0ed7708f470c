"""Texts, names, dates and amounts as people write them in a document."""

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping

from app.plan.rules.amounts import Unreadable, read_amount
from app.plan.rules.typed_dates import MONTHS, read_day, read_loose

SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
STARS = "*†‡§⁰¹²³⁴⁵⁶⁷⁸⁹"
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_UNSEEN = str.maketrans(dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff") | {"\u2011": "-"})
"""Where a word may be parted, where it may not, and joints that nobody sees."""
_QUOTES = str.maketrans(dict.fromkeys("«»“”„‟″", '"') | {"’": "'", "‘": "'"})
_DASHES = str.maketrans(dict.fromkeys("–—−‐‑", "-"))
_YEARS = re.compile(r"(?P<first>(?:19|20|21)\d\d)(?:\s*(?:-|til|to)\s*(?P<last>(?:19|20|21)\d\d))?")
_PARTED = re.compile(r"([^\W\d_])-\s+([^\W\d_])")


def plain(text: str) -> str:
    """One space of the ordinary kind between words, and none around them."""
    return SPACES.sub(" ", as_letters(text)).strip()


def as_letters(text: str) -> str:
    """Each letter in one piece, as a Mac does not write them, and nothing that is not seen."""
    return unicodedata.normalize("NFC", text).translate(_UNSEEN)


def bare(text: str) -> str:
    """A text as it is compared: whatever the quotes, dashes, spaces, the case and the end."""
    return plain(text).translate(_QUOTES).translate(_DASHES).replace('"', "").casefold().rstrip(" ?.:!*").strip()


def same(old: str, new: str) -> bool:
    """Are the texts the same but for kinds of spaces?"""
    return plain(old) == plain(new)


def alike(old: str, new: str) -> float:
    """How much of two texts is the same, from 0 to 1, by words."""
    before, after = bare(old).split()[:400], bare(new).split()[:400]
    return difflib.SequenceMatcher(None, before, after, autojunk=False).ratio() if before and after else 0.0


# -- names ---------------------------------------------------------------------------------------------------


class Names:
    """Splits lists of names, knowing those that the plan has."""

    def __init__(self, known: Mapping[str, str]) -> None:
        """`known` leads from every spelling, in small letters, to the spelling itself."""
        self._known = known

    def is_known(self, name: str) -> bool:
        return plain(name).casefold() in self._known

    def split(self, cell: str) -> tuple[list[str], list[tuple[str, str, str]]]:
        """The names in a cell, and (`list_and` | `no_comma` | `unknown_name`, what stands, what was read) for what is in doubt."""
        found: list[str] = []
        doubts: list[tuple[str, str, str]] = []
        for piece in _pieces(plain(cell)):
            found += self._one(piece, doubts)
        return [name for name in found if name], doubts

    def _one(self, piece: str, doubts: list[tuple[str, str, str]]) -> list[str]:
        if self.is_known(piece) or piece in ("m.fl.", "m.m."):
            return [piece]
        if rest := re.fullmatch(r"(.*?)[\s,]+(?:og )?m\.\s?fl\.?", piece):
            return [*self._one(rest[1], doubts), "m.fl."]
        if piece in ("m.fl", "m. fl.", "mfl.", "mfl", "m.fl.."):
            return ["m.fl."]
        mended = _PARTED.sub(r"\1-\2", piece)
        if mended != piece and self.is_known(mended):
            doubts.append(("no_comma", piece, mended))
            return [mended]
        if parts := self._at_and(piece):
            return parts
        if parts := self._segments(piece):
            doubts.append(("no_comma", piece, ", ".join(parts)))
            return parts
        doubts.append(("list_and" if re.search(r" (og|and) ", piece) else "unknown_name", piece, piece))
        return [piece]

    def _at_and(self, piece: str) -> list[str]:
        """Split at an “og” only where there is a known name on both sides of it."""
        for found in re.finditer(r" (?:og|and) ", piece):
            left, right = piece[: found.start()], piece[found.end() :]
            if self.is_known(left):
                rest = [right] if self.is_known(right) else self._at_and(right)
                if rest:
                    return [left, *rest]
        return []

    def _segments(self, piece: str) -> list[str]:
        """Known names that stand after each other with no comma."""
        words = piece.split()
        for n in range(len(words) - 1, 0, -1):
            left, right = " ".join(words[:n]), " ".join(words[n:])
            if self.is_known(left):
                rest = [right] if self.is_known(right) else self._segments(right)
                if rest:
                    return [left, *rest]
        return []

    def begins(self, text: str) -> str:
        """The longest known name that the text begins with."""
        words = plain(text).split()
        for n in range(min(len(words), 8), 0, -1):
            name = " ".join(words[:n])
            if self.is_known(name):
                return name
        return ""


def _pieces(text: str) -> Iterator[str]:
    """Split at commas and semicolons that stand outside brackets."""
    depth, start = 0, 0
    for n, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")" and depth > 0)
        if letter in ",;" and depth == 0:
            yield text[start:n].strip()
            start = n + 1
    if text[start:].strip():
        yield text[start:].strip()


# -- dates and amounts ------------------------------------------------------------------------------------------


def day(text: str, year: int) -> tuple[str | None, str]:
    """(the day, what is in doubt about it: `date_mended`, `date_without_year`, `date_unreadable` or nothing)."""
    written = plain(text)
    if found := read_day(written):
        return found, ""
    mended = _mended(written)
    if found := read_day(mended):
        return found, "date_mended"
    for joint in (" ", "."):
        if found := read_day(f"{mended.rstrip('.')}{joint}{year}"):
            return found, "date_without_year"
    return None, "date_unreadable"


def _mended(written: str) -> str:
    """Without the weekday and the hour, with one point where there are two, and the year in full."""
    text = re.sub(r"\s*[.,]\s*(?=[.\s])|(?<=\d)\s+(?=\.)", ".", written)
    text = re.sub(r"\.{2,}", ".", text)
    text = re.sub(r"(\d)\.\s*([a-zæøå])", r"\1. \2", text, flags=re.IGNORECASE).rstrip(" .")
    text = re.sub(r"\s*\(?\bkl\.?\s*\d{1,2}(?:[.:]\d\d)?\)?$", "", text, flags=re.IGNORECASE)
    text = re.sub(r"^(?:[a-zæøå]+dag\b[.,]?\s*)?(?:den\s+)?", "", text, flags=re.IGNORECASE)
    text = re.sub(r"^(\d{1,2})\s*[./]\s*(\d{1,2})\s*[-./\s]\s*((?:20)?\d\d)$", r"\1.\2.\3", text)
    return re.sub(r"^(\d{1,2}\.\d{1,2}\.)(\d\d)$", r"\g<1>20\2", text)


def loose(text: str) -> str | None:
    """A date of any precision."""
    return read_loose(plain(text))


def time_frame(text: str) -> tuple[int, int] | None:
    """The years of a time frame; `None` for a sentence."""
    found = _YEARS.fullmatch(plain(text).translate(_DASHES).casefold())
    return (int(found["first"]), int(found["last"] or found["first"])) if found else None


def amount(text: str) -> tuple[int | None, str, str]:
    """(amount, the mark of its footnote, why it cannot be read)."""
    written = plain(text)
    found = re.fullmatch(rf"([{STARS}]*)(.*?)([{STARS}]*)", written)
    assert found
    mark, rest = found[1] + found[3], found[2].strip()
    try:
        return read_amount(rest), mark, ""
    except Unreadable as error:
        return None, mark, str(error.fault)


def run_together(text: str, count: int) -> list[int] | None:
    """Amounts that stand in one cell with the same space inside as between; `None` unless one way alone adds up.

    The first is then the sum of the others.
    """
    words = plain(re.sub(f"[{STARS}]", "", text)).split()
    if count < 3 or not 3 <= len(words) <= 40 or not all(word.isascii() and word.isdigit() for word in words):
        return None
    ways = [way for way in _ways(words, count) if way[0] == sum(way[1:])]
    return ways[0] if len(ways) == 1 else None


def starred(text: str, amounts: list[int]) -> int | None:
    """Which of the amounts that stand together has the mark of a footnote after it."""
    before, star, _ = plain(text).partition("*")
    digits = len(re.sub(r"\D", "", before))
    ends = [len("".join(map(str, amounts[: n + 1]))) for n in range(len(amounts))]
    return ends.index(digits) if star and digits in ends else None


def _ways(words: list[str], count: int) -> Iterator[list[int]]:
    if count == 0:
        if not words:
            yield []
        return
    for n in range(1, min(len(words), 5) + 1):
        first, *groups = words[:n]
        if (len(first) > 3 and groups) or any(len(group) != 3 for group in groups) or (groups and first[0] == "0"):
            return
        for rest in _ways(words[n:], count - 1):
            yield [int("".join(words[:n])), *rest]


def is_date_start(text: str) -> bool:
    """Does a number with a point begin a date, not an item?"""
    return bool(re.match(rf"\d{{1,2}}[.)]\s+(?:{'|'.join(MONTHS)}|halvår|kvartal)\b", text.casefold()))
