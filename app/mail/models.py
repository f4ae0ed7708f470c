"""The table of letters."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base


class MailRow(Base):
    __tablename__ = "mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    to: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    """Emptied when the letter is sent: it may hold a one-time link."""
    created_at: Mapped[datetime]
    next_at: Mapped[datetime | None] = mapped_column(index=True)
    """When to try, or try again. None: sent."""
    until: Mapped[datetime | None]
    """After this nobody wants it: its link is dead."""
    sent_at: Mapped[datetime | None]
    tries: Mapped[int]
    fault: Mapped[str | None] = mapped_column(String(300))
    """What the mail server said last time."""
