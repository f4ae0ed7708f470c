"""Plan -> change log: pages that are kept in memory go stale when a plan changes. No index holds plans."""

from sqlalchemy.orm import Session

from app.kernel.events import Event
from app.plan.events import PlanEvent
from app.search import follow


def hear(session: Session, event: Event) -> None:
    """Write the change log, under a key that no scheme can have."""
    if isinstance(event, PlanEvent):
        follow.note(session, f"plan/{event.plan}")
