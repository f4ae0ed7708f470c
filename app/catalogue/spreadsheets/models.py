"""Files that have been sent in and wait to be confirmed."""

from datetime import UTC, datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base


class ImportPreview(Base):
    """What a file changes, kept until its sender confirms it or the time is out."""

    __tablename__ = "import_preview"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    actor: Mapped[str]
    file_name: Mapped[str]
    compared: Mapped[str] = mapped_column(Text)
    """`comparing.Compared` as JSON: the changed rows only."""
    at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC))
    expires_at: Mapped[datetime] = mapped_column(index=True)
