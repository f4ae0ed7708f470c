"""Tokens and codes: made at random, stored as digests."""

import hashlib
import secrets

RECOVERY_CODES = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are taken for one another on paper."""


def token() -> str:
    """A secret for a cookie or a link: 256 random bits."""
    return secrets.token_urlsafe(32)


def digest(text: str) -> str:
    """What is stored of a secret that nobody can guess. (Passwords can be guessed: see `passwords`.)"""
    return hashlib.sha256(text.encode()).hexdigest()


def recovery_codes() -> list[str]:
    """Ten codes of 59 random bits, as `ab3d-efgh-jk4m`."""
    return [
        "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3)) for _ in range(RECOVERY_CODES)
    ]


def tidy_code(text: str) -> str:
    """A code as it was typed, without spaces and dashes, in small letters."""
    return "".join(c for c in text.lower() if c.isascii() and c.isalnum())
