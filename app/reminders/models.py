"""Who was reminded of what."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base


class ReminderRow(Base):
    __tablename__ = "reminder"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(index=True)
    day: Mapped[date]
    """The day in Norway."""
    at: Mapped[datetime]
    what: Mapped[dict[str, Any]]
    """`near`: the deadlines named, as id@day; and how many of each other thing."""
