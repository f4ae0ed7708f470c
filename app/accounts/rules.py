"""Who may do what with an account, and how long things last. Plain values in, a verdict out."""

import re
import unicodedata
from collections.abc import Collection
from datetime import datetime, timedelta
from itertools import pairwise
from urllib.parse import urlsplit

from app.accounts.types import How, Role
from app.kernel.errors import Refused
from app.kernel.text import LANGS

SESSION_IDLE = timedelta(hours=2)
SESSION_LONGEST = timedelta(hours=12)
SESSION_REMEMBERED = timedelta(days=2)
"""How long an ended session is kept, so that a form sent from it can be kept for its owner."""
SEEN_EVERY = timedelta(minutes=5)
INVITATION_LASTS = timedelta(days=7)
PASSWORD_LINK_LASTS = timedelta(hours=1)
SECOND_STEP_LASTS = timedelta(minutes=10)
KEPT_FORM_LASTS = timedelta(days=1)

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
LONGEST_EMAIL = 254
LONGEST_NAME = 120
FEWEST_LETTERS = 5
"""Fewer different characters than this is a pattern, whatever the length."""

_EMAIL = re.compile(r"[^@\s<>()\[\],;:\\\"]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,}")
_COMMON_PARTS = re.compile(
    r"p[a@4]ss[ow0]r[dt]|p[a@]ssw[o0]rd|qwerty|qazwsx|1q2w3e|asdfgh|zxcvb|123456|654321|abcdef|letmein|welcome|velkom(men)?"
    r"|sommar|sommer|vinter|winter|summer|admin|iloveyou|test|hemmeleg|hemmelig|secret|verkemiddel|virkemiddel"
    r"|vest-?telemark|kommune|fotball|football|superman|sunshine|dragon|monkey"
)


def tidy_email(text: str) -> str:
    """The address as it is compared and stored: trimmed and in small letters."""
    return _printable(unicodedata.normalize("NFC", text)).strip().lower()


def is_email(text: str) -> bool:
    """Can the tidied text be an address?"""
    return len(text) <= LONGEST_EMAIL and bool(_EMAIL.fullmatch(text)) and ".." not in text


def tidy_name(text: str) -> str:
    return " ".join(_printable(unicodedata.normalize("NFC", text)).split())


def _printable(text: str) -> str:
    """The text with spaces for control characters; no database takes them all."""
    return "".join(c if c.isprintable() else " " for c in text)


def tidy_password(text: str) -> str:
    """One form for letters that can be written in two, so that å from any keyboard is the same å."""
    return unicodedata.normalize("NFKC", text)


def check_password(password: str, email: str) -> None:
    """Refuse a password that is short, common, or the person's own address. Raises `Refused`.

    Length before composition rules, and a list of what is common: NIST SP 800-63B, 5.1.1.2.
    """
    plain = tidy_password(password).casefold()
    if len(plain) < SHORTEST_PASSWORD:
        raise Refused("password_short")
    if len(plain) > LONGEST_PASSWORD:
        raise Refused("password_long")
    address = email.casefold()
    if plain in (address, address.replace("@", ""), address.split("@")[0] * 2) or address in plain:
        raise Refused("password_is_email")
    if len(set(plain)) < FEWEST_LETTERS or is_common(plain) or is_run(plain):
        raise Refused("password_common")


def is_common(plain: str) -> bool:
    """Nothing but well-known words and sequences, with digits and signs about them."""
    left = _COMMON_PARTS.sub("", plain)
    return left != plain and len(re.sub(r"[\W\d_]", "", left)) < FEWEST_LETTERS


def is_run(plain: str) -> bool:
    """One step after the other through the code points, up or down: `abcdefghijkl`, `987654321098`."""
    steps = {(ord(b) - ord(a)) % 10 if a.isdigit() and b.isdigit() else ord(b) - ord(a) for a, b in pairwise(plain)}
    return len(steps) == 1


def is_session_alive(now: datetime, created_at: datetime, seen_at: datetime, ended_at: datetime | None) -> bool:
    return ended_at is None and now - seen_at < SESSION_IDLE and now - created_at < SESSION_LONGEST


def needs_second_factor(roles: Collection[Role], how: How) -> bool:
    """Administrators must have proved who they are by more than a password."""
    return Role.ADMINISTRATOR in roles and how == "password"


def may(roles: Collection[Role], wanted: Collection[Role]) -> bool:
    """Does one of the roles give what one of the wanted roles gives? An administrator may everything."""
    return Role.ADMINISTRATOR in roles or any(role in wanted for role in roles)


def check_not_last_administrator(others: int) -> None:
    """Refuse what would leave nobody to let people in. `others`: administrators left who can sign in."""
    if others < 1:
        raise Refused("last_administrator")


def own_path(address: str | None) -> str | None:
    """The address if it leads to a page of ours and nowhere else."""
    if not address or len(address) > 2_000 or not address.isprintable() or "\\" in address:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    inside = not (parts.scheme or parts.netloc) and parts.path[:1] == "/" and parts.path[1:3] in LANGS
    return address if inside and parts.path[3:4] == "/" and not address.startswith("//") else None
