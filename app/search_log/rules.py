"""What may be counted, and as what."""

import hmac
import re
from datetime import date

from app.search.language.folding import words

SEEN_BEFORE_KEPT = 3
MOST_WORDS = 6
LONGEST = 60
_NUMBER = re.compile(r"\d(?:[\s.\-/]?\d){4,}")
"""Five digits or more, as in a phone, an account, a birth or an organisation number."""
_ADDRESS = re.compile(r"@|://|\bwww\.|\w\.(?:no|com|net|org|se|dk|eu|io)\b", re.IGNORECASE)


def countable(text: str) -> str | None:
    """The words of a search in one spelling, or None where it must not be counted."""
    if _NUMBER.search(text) or _ADDRESS.search(text):
        return None
    found = [word.surface for word in words(text)]
    joined = " ".join(found)
    return joined if found and len(found) <= MOST_WORDS and 2 <= len(joined) <= LONGEST else None


def month_of(day: date) -> str:
    return day.isoformat()[:7]


def digest(text: str, secret: str, secret_key: str) -> str:
    """What stands for a text until it may be kept in words."""
    return hmac.digest(f"{secret_key}/{secret}".encode(), text.encode(), "sha256").hex()
