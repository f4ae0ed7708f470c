"""Tables of the catalogue. An entry is stored whole; what is filtered or joined on has a column besides."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import JSON, Dialect, Enum, ForeignKey, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

from app.catalogue.acts import Act, Step
from app.catalogue.types import Entry, Organisation, PracticeExample, Scheme, State, Term
from app.db.base import Base


def _coded(codes: type[StrEnum]) -> Enum:
    """A column that holds one of the codes."""
    return Enum(codes, native_enum=False, length=20, values_callable=lambda every: [code.value for code in every])


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
    """The file that the content was loaded from, to the letter, so that an export gives it back. Empty once a person
    has changed the entry: then the export writes the content anew."""
    upstream_text: Mapped[str] = mapped_column(Text, server_default=text("''"))
    """The last text that a load brought, whether or not it became the content."""
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
    state: Mapped[State] = mapped_column(_coded(State), index=True)
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


class EntryVersion(Base):
    """A content as it once was: every one that was public, and every save of the draft that is being written."""

    __tablename__ = "entry_version"
    __table_args__ = (UniqueConstraint("kind", "key", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    """Grows by one for each save of the entry."""
    content: Mapped[dict[str, Any]]
    is_published: Mapped[bool]
    what: Mapped[Act] = mapped_column(_coded(Act))
    actor: Mapped[str]
    reason: Mapped[str] = mapped_column(Text)
    batch: Mapped[str] = mapped_column(String(36), index=True)
    """Versions made by one press share it, so that one press undoes them."""
    at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC))


class EntryDraft(Base):
    """The one draft of an entry, new or published before. Its texts may be unfinished."""

    __tablename__ = "entry_draft"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    number: Mapped[int]
    """The version that holds the draft as last saved; also the lock against two savers."""
    base: Mapped[int]
    """The published version that the draft began from; 0 for a new entry."""
    step: Mapped[Step] = mapped_column(_coded(Step))
    publish_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text)
    unread: Mapped[list[str]] = mapped_column(JSON)
    """Leaves that a machine wrote and no person has read yet."""
    actor: Mapped[str]
    saved_at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC))


class Proposal(Base):
    """A change of one leaf that somebody proposes: a load, or a contributor."""

    __tablename__ = "proposal"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(80), index=True)
    path: Mapped[str]
    old: Mapped[Any] = mapped_column(JSON, nullable=True)
    new: Mapped[Any] = mapped_column(JSON, nullable=True)
    actor: Mapped[str]
    note: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC))
    is_open: Mapped[bool] = mapped_column(default=True, index=True)
    is_accepted: Mapped[bool | None]
    answered_by: Mapped[str | None]
    answered_at: Mapped[datetime | None]


class Message(Base):
    """What a reader told us about an entry or a page. The address is deleted when it has been answered."""

    __tablename__ = "message"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(80))
    """Empty, with an empty kind, where the message is about the site."""
    text: Mapped[str] = mapped_column(Text)
    email: Mapped[str | None]
    lang: Mapped[str] = mapped_column(String(2))
    at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC))
    is_open: Mapped[bool] = mapped_column(default=True, index=True)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[str | None]
    answered_at: Mapped[datetime | None]


ROWS: dict[str, type[OrganisationRow | SchemeRow | TermRow | PracticeRow]] = {
    "organisations": OrganisationRow,
    "schemes": SchemeRow,
    "glossary": TermRow,
    "practice": PracticeRow,
}
