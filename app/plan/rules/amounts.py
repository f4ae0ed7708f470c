"""A typed amount is either read with certainty or refused; nobody's money is guessed at.

Read: whole kroner or hours in digits, bare or in groups of three with any kind of space between, with what spreadsheets put
around them ("kr", ",00", ",-"). Refused, with what to write instead where that can be known: points and commas between
groups, "mill" and "tusen", decimals, signs, dates, formulas, letters, and what is larger than the largest amount. Blank is not
stated, never 0.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app.plan.codes import Unit

LARGEST = 1_000_000_000_000
LONGEST_TYPED = 200
SPACE = r"[\x20\u00a0\u2007\u2009\u202f]"
_DIGITS = rf"(0|[1-9]\d*|[1-9]\d{{0,2}}(?:{SPACE}\d{{3}})+)(?:,(?:00|-|\u2013))?"
PATTERNS = {
    Unit.NOK: rf"^(?:(?:kr|nok)\.?{SPACE}?)?{_DIGITS}(?:{SPACE}?(?:kr|nok|kroner)\.?)?$",
    Unit.HOURS: rf"^{_DIGITS}(?:{SPACE}?(?:t|timar|timer))?$",
}
"""What is read with certainty, written so that a browser's own expressions understand it too (flag i)."""
_CERTAIN = {unit: re.compile(pattern, re.IGNORECASE | re.ASCII) for unit, pattern in PATTERNS.items()}
_SPACES = re.compile(SPACE)
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](\d{2}|\d{4})|\d{4}-\d{2}-\d{2}")
_NEGATIVE = re.compile(r"[-\u2212\u2013]\s*(kr\.?)?\s*\d.*|\(\s*\d[\d\s.,]*\)|\d[\d\s.,]*[-\u2212]", re.IGNORECASE)
_WORDED = re.compile(
    r"(?:kr\.?\s*)?(\d{1,6}(?:[.,]\d{1,6})?)\s*(tusen|mill\.?|million(?:ar|er)?|mrd\.?|milliard(?:ar|er)?)(?:\s*(?:kr|kroner)\.?)?",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"(?:kr\.?\s*)?(\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+)(?:\s*(?:kr|kroner)\.?)?", re.IGNORECASE)
_DECIMAL = re.compile(r"(?:kr\.?\s*)?\d[\d\s.]*[.,]\d+(?:\s*(?:kr|kroner|t|timar|timer)\.?)?", re.IGNORECASE)
_TIMES = {"tus": 1_000, "mil": 1_000_000, "mrd": 1_000_000_000}


class AmountFault(StrEnum):
    """Why an amount was not read."""

    NEGATIVE = "negative"
    TOO_LARGE = "too_large"
    DECIMALS = "decimals"
    POINTS = "points"
    """Points or commas between groups of digits."""
    EITHER_OR = "either_or"
    """«1.200» is 1200 to some and 1,2 to others."""
    WORDED = "worded"
    """«1,2 mill»."""
    SPACES = "spaces"
    """Spaces that do not stand between thousands."""
    DASH = "dash"
    """A dash is 0 in spreadsheets, and not stated here."""
    DATE = "date"
    FORMULA = "formula"
    SEVERAL = "several"
    """Several cells pasted into one."""
    UNREADABLE = "unreadable"


class Unreadable(ValueError):
    """An amount that cannot be read with certainty. `suggestion` is what it would be, written right."""

    def __init__(self, fault: AmountFault, suggestion: int | None = None) -> None:
        super().__init__(fault)
        self.fault, self.suggestion = fault, suggestion


@dataclass(frozen=True, slots=True)
class _Guess:
    fault: AmountFault
    suggestion: int | None = None


def read_amount(typed: str, unit: Unit = Unit.NOK) -> int | None:
    """The amount in whole kroner or hours; `None` for a blank. Raises `Unreadable`."""
    text = typed.strip()
    if not text:
        return None
    if len(text) <= LONGEST_TYPED and (found := _CERTAIN[unit].fullmatch(text)):
        amount = int(_SPACES.sub("", found.group(1)))
        if amount > LARGEST:
            raise Unreadable(AmountFault.TOO_LARGE)
        return amount
    guess = _guess(text)
    if guess.suggestion is not None and guess.suggestion > LARGEST:
        raise Unreadable(AmountFault.TOO_LARGE)
    raise Unreadable(guess.fault, guess.suggestion)


def _guess(text: str) -> _Guess:
    """What the writer may have meant."""
    if len(text) > LONGEST_TYPED:
        return _Guess(AmountFault.TOO_LARGE if text.isascii() and text.isdigit() else AmountFault.UNREADABLE)
    if "\t" in text or "\n" in text:
        return _Guess(AmountFault.SEVERAL)
    if text[0] in "=+@":
        return _Guess(AmountFault.FORMULA)
    if text in {"-", "\u2013", "\u2014", "\u2212"}:
        return _Guess(AmountFault.DASH)
    if _DATE.fullmatch(text):
        return _Guess(AmountFault.DATE)
    if _NEGATIVE.fullmatch(text):
        return _Guess(AmountFault.NEGATIVE)
    return _worded(text) or _separated(text) or _Guess(AmountFault.UNREADABLE)


def _worded(text: str) -> _Guess | None:
    found = _WORDED.fullmatch(text)
    if not found or not text.isascii():
        return None
    word = found.group(2).lower()
    times = _TIMES["mrd" if word.startswith("milliard") else word[:3]]
    exact = Decimal(found.group(1).replace(",", ".")) * times
    return _Guess(AmountFault.WORDED, int(exact) if exact == exact.to_integral_value() else None)


def _separated(text: str) -> _Guess | None:
    if found := _GROUPED.fullmatch(text):
        digits = re.sub(r"[.,]", "", found.group(1))
        several = len(re.findall(r"[.,]", found.group(1))) > 1
        is_plain = digits.isascii() and not digits.startswith("0")
        return _Guess(
            AmountFault.POINTS if several else AmountFault.EITHER_OR, int(digits) if several and is_plain else None
        )
    if _DECIMAL.fullmatch(text):
        return _Guess(AmountFault.DECIMALS)
    if re.fullmatch(r"[\d\s]+", text) and re.search(r"\s", text):
        return _Guess(AmountFault.SPACES)
    return None
