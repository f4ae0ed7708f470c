"""Passwords: argon2id with the library's present cost. Slow on purpose, so never inside a transaction."""

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.accounts.rules import tidy_password

_hasher = PasswordHasher()


def hashed(password: str) -> str:
    return _hasher.hash(tidy_password(password))


@lru_cache(maxsize=1)
def _nobodys() -> str:
    """A hash to compare with where there is none, so that an unknown address takes as long as a known one."""
    return _hasher.hash("no password has this hash")


def is_right(password: str, password_hash: str | None) -> bool:
    """Compare in the same time whether there is a hash or not."""
    try:
        return _hasher.verify(password_hash or _nobodys(), tidy_password(password)) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(password_hash: str) -> bool:
    """Was it made with another cost than today's?"""
    return _hasher.check_needs_rehash(password_hash)
