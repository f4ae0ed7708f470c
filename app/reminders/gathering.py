"""What is due for each recipient."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Protocol

from sqlalchemy.orm import Session

from app.catalogue.freshness import queries as freshness
from app.catalogue.freshness.rules import concerns
from app.catalogue.links import queries as links
from app.catalogue.types import Entry
from app.reminders.types import Digest, Recipient, Waiting


class _HasEntry(Protocol):
    @property
    def entry(self) -> Entry: ...


def digests(
    session: Session, recipients: Collection[Recipient], waiting: Iterable[Waiting], today: date, now: datetime
) -> list[tuple[Recipient, Digest]]:
    """Each recipient with what is due for them, read in one go."""
    plugins = list(waiting)
    due = freshness.due(session, today)
    bad = links.to_mend(session, now)
    return [
        (
            one,
            Digest(
                due=[item for item in due if _is_for(one, item, recipients)],
                links=[item for item in bad if _is_for(one, item, recipients)],
                waiting=[(plugin, count) for plugin in plugins if (count := plugin.count(session, one))],
            ),
        )
        for one in recipients
    ]


def _is_for(one: Recipient, item: _HasEntry, everybody: Collection[Recipient]) -> bool:
    if _answers(one, item):
        return True
    return one.rest and not any(_answers(other, item) for other in everybody)


def _answers(one: Recipient, item: _HasEntry) -> bool:
    return concerns(item.entry, one.municipalities, one.organisations)
