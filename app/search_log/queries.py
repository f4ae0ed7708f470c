"""What was searched for in vain."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.search_log.models import MissRow


@dataclass(frozen=True, slots=True)
class Miss:
    text: str
    seen: int


def misses(session: Session, month: str) -> list[Miss]:
    """The texts of a month (“2026-11”) that were seen three times or more, the most wanted first."""
    query = select(MissRow).where(MissRow.month == month, MissRow.text.is_not(None))
    rows = session.scalars(query.order_by(MissRow.count.desc(), MissRow.text))
    return [Miss(row.text or "", row.count) for row in rows]


def months(session: Session) -> list[str]:
    """The months that have such texts, the newest first."""
    query = select(MissRow.month).where(MissRow.text.is_not(None)).distinct()
    return sorted(session.scalars(query), reverse=True)
