"""What the last check of each address found."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base


class LinkRow(Base):
    """One address. Its key is a digest, because an address may be longer than an index takes."""

    __tablename__ = "link_check"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    url: Mapped[str] = mapped_column(Text)
    verdict: Mapped[str] = mapped_column(String(20), index=True)
    note: Mapped[str] = mapped_column(String(20))
    status: Mapped[int | None]
    new_url: Mapped[str | None] = mapped_column(Text)
    first_seen_bad: Mapped[datetime | None]
    """When the address was first found to be anything but right; nothing once it answers again."""
    last_checked: Mapped[datetime]
