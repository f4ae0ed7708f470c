"""Tables of the catalogue. An entry is stored whole; what is filtered or joined on has a column besides."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Dialect, Enum, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

from app.catalogue.types import Entry, Organisation, PracticeExample, Scheme, State, Term
from app.db.base import Base


class EntryText(TypeDecorator[Entry]):
    """An entry as JSON text."""

    impl = Text
    cache_ok = True

    def __init__(self, entry_type: type[Entry]) -> None:
        super().__init__()
        self.entry_type = entry_type

    def process_bind_param(self, value: Entry | None, dialect: Dialect) -> str | None:
        return None if value is None else msgspec.json.encode(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else msgspec.json.decode(value, type=self.entry_type)


class EntryRow(Base):
    """What every kind of entry has."""

    __abstract__ = True

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    source_text: Mapped[str] = mapped_column(Text)
    """The file that the content was loaded from, to the letter, so that an export gives it back."""
    updated_at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC))
    revision: Mapped[int]

    if TYPE_CHECKING:
        entry: Any
        """The content; each kind has its own type."""

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.__table__.c.revision}


class OrganisationRow(EntryRow):
    __tablename__ = "organisation"

    entry: Mapped[Organisation] = mapped_column(EntryText(Organisation))


class SchemeRow(EntryRow):
    __tablename__ = "scheme"

    entry: Mapped[Scheme] = mapped_column(EntryText(Scheme))
    state: Mapped[State] = mapped_column(
        Enum(State, native_enum=False, length=20, values_callable=lambda states: [s.value for s in states]), index=True
    )
    provider_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    general_id: Mapped[str | None] = mapped_column(String(80), index=True)


class TermRow(EntryRow):
    __tablename__ = "term"

    entry: Mapped[Term] = mapped_column(EntryText(Term))


class PracticeRow(EntryRow):
    __tablename__ = "practice_example"

    entry: Mapped[PracticeExample] = mapped_column(EntryText(PracticeExample))


class SchemeAlias(Base):
    """An id that once named an entry of its own, or an old address; it leads to the scheme for ever."""

    __tablename__ = "scheme_alias"

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    scheme_id: Mapped[str] = mapped_column(ForeignKey("scheme.id", ondelete="CASCADE"), index=True)


ROWS: dict[str, type[OrganisationRow | SchemeRow | TermRow | PracticeRow]] = {
    "organisations": OrganisationRow,
    "schemes": SchemeRow,
    "glossary": TermRow,
    "practice": PracticeRow,
}
