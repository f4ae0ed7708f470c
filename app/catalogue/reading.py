"""What public pages read, held in memory while the content stands still. Reads only; see `web.memo`."""

from collections.abc import Collection, Iterable

from sqlalchemy.orm import Session

from app.catalogue import queries
from app.catalogue.freshness import queries as freshness
from app.catalogue.freshness.rules import Given
from app.catalogue.queries import Published
from app.catalogue.types import Organisation, PracticeExample, Term
from app.web.runtime import db, runtime


def _now() -> Session:
    """A session of its own that sees the content as it is now, whatever this request has read before.

    What is kept must be at least as new as the token it is kept under.
    """
    session = db.get_session("reading")
    session.rollback()
    return session


def organisations() -> dict[str, Organisation]:
    """All organisations by id, in alphabetical order."""
    return runtime().memo.get("organisations", lambda: queries.organisations(_now()))


def terms() -> dict[str, Term]:
    """The glossary by id."""
    return runtime().memo.get("terms", lambda: queries.terms(_now()))


def practice_examples() -> dict[str, PracticeExample]:
    """The practice examples by id."""
    return runtime().memo.get("practice", lambda: queries.practice_examples(_now()))


def confirmations() -> dict[freshness.Key, list[Given]]:
    """What people have confirmed, by kind and id of the entry."""
    return runtime().memo.get("confirmations", lambda: freshness.confirmations(_now()))


def schemes(keys: Iterable[str]) -> dict[str, Published]:
    """The published schemes among `keys`, in their order."""
    return runtime().memo.many("scheme", keys, lambda missing: queries.schemes(_now(), missing))


def schemes_once(keys: Collection[str]) -> dict[str, Published]:
    """As `schemes`, not kept: for what is worked out of each once."""
    return queries.schemes(_now(), keys)


def every_scheme() -> dict[str, Published]:
    """All published schemes. Not kept: for what is worked out of them once."""
    return queries.schemes(_now())
