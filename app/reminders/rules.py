"""When somebody is written to."""

from collections.abc import Collection
from datetime import date, timedelta

from app.reminders.types import Digest, Told

WEEK = timedelta(days=7)


def is_time(digest: Digest, told: Collection[Told], today: date) -> bool:
    """Never without something to do. Once a week at most; a near deadline may break in, once each."""
    if not digest:
        return False
    last = max((one.on for one in told), default=None)
    if last is None or today - last >= WEEK:
        return True
    known = frozenset[str]().union(*(one.near for one in told))
    return bool(digest.near_marks - known)
