"""What public pages read, held in memory while the content stands still. Reads only; see `web.memo`."""

from collections.abc import Iterable

from app.catalogue import queries
from app.catalogue.queries import Published
from app.catalogue.types import Organisation, PracticeExample, Term
from app.web.runtime import db, runtime


def organisations() -> dict[str, Organisation]:
    """All organisations by id, in alphabetical order."""
    return runtime().memo.get("organisations", lambda: queries.organisations(db.session))


def terms() -> dict[str, Term]:
    """The glossary by id."""
    return runtime().memo.get("terms", lambda: queries.terms(db.session))


def practice_examples() -> dict[str, PracticeExample]:
    """The practice examples by id."""
    return runtime().memo.get("practice", lambda: queries.practice_examples(db.session))


def schemes(keys: Iterable[str]) -> dict[str, Published]:
    """The published schemes among `keys`, in their order."""
    return runtime().memo.many("scheme", keys, lambda missing: queries.schemes(db.session, missing))
