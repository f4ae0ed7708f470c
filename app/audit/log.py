"""Append-only record of what was done, by whom, with what."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Mapped, Session, mapped_column

from app.db.base import Base
from app.kernel.events import Event


class AuditRow(Base):
    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    kind: Mapped[str]
    actor: Mapped[str]
    data: Mapped[dict[str, Any]]


def write(session: Session, event: Event) -> None:
    data = asdict(event)
    session.add(AuditRow(at=datetime.now(UTC), kind=type(event).__name__, actor=data.pop("actor"), data=data))
