"""When somebody is written to."""

from datetime import date

import pytest

from app.catalogue.freshness.queries import Due
from app.catalogue.freshness.rules import Confirmed, Part
from app.kernel.text import LocalText
from app.reminders.rules import is_time
from app.reminders.types import Digest, Told, Waiting

TODAY = date(2026, 11, 24)


def due(key: str = "a", near: date | None = None) -> Due:
    confirmed = Confirmed(part=Part.DEADLINE, on=TODAY, told="2024", by="source", account=None, next_check=TODAY)
    return Due(kind="schemes", key=key, title=LocalText(key), entry=None, confirmed=confirmed, overdue=True, near=near)  # type: ignore[arg-type]


def told(day: int, *near: str) -> Told:
    return Told(on=date(2026, 11, day), near=frozenset(near))


NEAR = Digest(due=[due("a", date(2026, 12, 1))])
STALE = Digest(due=[due()])


def test_nothing_to_do_is_no_letter() -> None:
    assert not is_time(Digest(), [], TODAY)


@pytest.mark.parametrize(
    ("digest", "before", "wanted"),
    [
        (STALE, [], True),
        (STALE, [told(24)], False),
        (STALE, [told(18)], False),
        (STALE, [told(17)], True),
        (STALE, [told(3), told(23)], False),
        (NEAR, [told(24)], True),
        (NEAR, [told(23, "a@2026-12-01")], False),
        (NEAR, [told(5, "a@2026-12-01"), told(23)], False),
        (NEAR, [told(23, "a@2025-12-01")], True),
        (NEAR, [told(17, "a@2026-12-01")], True),
        (Digest(due=[due("a", date(2026, 12, 1)), due("b", date(2026, 12, 2))]), [told(23, "a@2026-12-01")], True),
        (Digest(waiting=[(Waiting(lambda *_: 1, str), 1)]), [], True),
    ],
)
def test_once_a_week_and_a_near_deadline_breaks_in_once(digest, before, wanted) -> None:
    assert is_time(digest, before, TODAY) is wanted
