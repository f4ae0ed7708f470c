"""Tables of the search log."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base


class MissRow(Base):
    __tablename__ = "search_miss"

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    text: Mapped[str | None] = mapped_column(String(80))
    """Nothing until it has been seen often enough."""
    count: Mapped[int]


class SecretRow(Base):
    """The secret that the month's digests are made with. Deleted when the month is over."""

    __tablename__ = "search_secret"

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    secret: Mapped[str] = mapped_column(String(64))
