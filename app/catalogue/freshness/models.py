"""What people have confirmed."""

from datetime import UTC, date, datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base


class ConfirmationRow(Base):
    """One person's word that a part of an entry was right on a day. The newest that still holds is shown."""

    __tablename__ = "confirmation"
    __table_args__ = (Index("ix_confirmation_kind_key", "kind", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(80))
    part: Mapped[str] = mapped_column(String(20))
    confirmed_on: Mapped[date]
    by_account: Mapped[int | None]
    next_check: Mapped[date]
    facts: Mapped[str] = mapped_column(String(32))
    batch: Mapped[str] = mapped_column(String(36), default="")
    """The press that confirmed it, so that undoing the press takes it back."""
    at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC))
