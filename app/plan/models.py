"""Tables of the plan. A part is stored whole; money is stored by the cell, so that two people can change two of them."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import JSON, BigInteger, Dialect, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

from app.db.base import Base
from app.plan.echoes import EchoSheet
from app.plan.minutes import MeetingRun
from app.plan.report import YearReport
from app.plan.types import ActionPlan, Edition, Entry, Goal, Measure


class PartText(TypeDecorator[Entry]):
    """A part as JSON text."""

    impl = Text
    cache_ok = True

    def __init__(self, part_type: type[Entry]) -> None:
        super().__init__()
        self.part_type = part_type

    def process_bind_param(self, value: Entry | None, dialect: Dialect) -> str | None:
        return None if value is None else msgspec.json.encode(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else msgspec.json.decode(value, type=self.part_type)


class PartRow(Base):
    """What every kind of part has."""

    __abstract__ = True

    upstream: Mapped[dict[str, Any]]
    """The content that the last load brought, whether or not it became the content here."""
    updated_at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC))
    revision: Mapped[int]

    if TYPE_CHECKING:
        content: Any
        """Each kind has its own type."""

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.__table__.c.revision}


class ActionPlanRow(PartRow):
    __tablename__ = "action_plan"

    plan_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    content: Mapped[ActionPlan] = mapped_column(PartText(ActionPlan))


class EditionRow(PartRow):
    __tablename__ = "plan_edition"

    plan_id: Mapped[str] = mapped_column(String(80), ForeignKey("action_plan.plan_id"), primary_key=True)
    edition: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[Edition] = mapped_column(PartText(Edition))


class GoalRow(PartRow):
    __tablename__ = "plan_goal"

    plan_id: Mapped[str] = mapped_column(String(80), ForeignKey("action_plan.plan_id"), primary_key=True)
    edition: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    content: Mapped[Goal] = mapped_column(PartText(Goal))


class MeasureRow(PartRow):
    __tablename__ = "plan_measure"

    plan_id: Mapped[str] = mapped_column(String(80), ForeignKey("action_plan.plan_id"), primary_key=True)
    edition: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    content: Mapped[Measure] = mapped_column(PartText(Measure))


class CellRow(Base):
    """One amount of the ledger. An empty measure or source is none."""

    __tablename__ = "plan_cell"
    __table_args__ = (UniqueConstraint("plan_id", "edition", "goal", "measure", "year", "source", "kind", "unit"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[str] = mapped_column(String(80), ForeignKey("action_plan.plan_id"))
    edition: Mapped[int]
    goal: Mapped[str] = mapped_column(String(80))
    measure: Mapped[str] = mapped_column(String(80))
    year: Mapped[int]
    source: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(20))
    unit: Mapped[str] = mapped_column(String(20))
    amount: Mapped[int | None] = mapped_column(BigInteger)
    internal_note: Mapped[str] = mapped_column(Text)
    upstream: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """What the last load brought; null for a cell that was made here."""
    revision: Mapped[int]

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.__table__.c.revision}


class MovementRow(Base):
    """Money that was moved. Only added to."""

    __tablename__ = "plan_movement"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[str] = mapped_column(String(80), ForeignKey("action_plan.plan_id"), index=True)
    edition: Mapped[int]
    content: Mapped[dict[str, Any]]


class PlanVersion(Base):
    """A part or a cell as it once was. The newest row of a key is its present content."""

    __tablename__ = "plan_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[str] = mapped_column(String(80), index=True)
    edition: Mapped[int]
    """0 for the plan itself."""
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(200))
    content: Mapped[dict[str, Any]]
    actor: Mapped[str]
    reason: Mapped[str] = mapped_column(Text)
    batch: Mapped[str] = mapped_column(String(36), index=True)
    at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC))


class FrozenRow(Base):
    """An edition as it stood when a version of it was frozen. Never changed."""

    __tablename__ = "plan_frozen"

    plan_id: Mapped[str] = mapped_column(String(80), ForeignKey("action_plan.plan_id"), primary_key=True)
    edition: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[str] = mapped_column(Text)
    """Canonical JSON, without what is internal: the fingerprint is of these very letters."""
    actor: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC))


class MeetingRow(Base):
    """A meeting of the steering group: stored from its first minute, so that a broken connection loses nothing."""

    __tablename__ = "plan_meeting_run"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    plan_id: Mapped[str] = mapped_column(String(80), ForeignKey("action_plan.plan_id"), index=True)
    edition: Mapped[int]
    content: Mapped[MeetingRun] = mapped_column(PartText(MeetingRun))
    actor: Mapped[str]
    started_at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC))
    ended_at: Mapped[datetime | None]


class ReadingRow(Base):
    """What was understood of a document that was sent in, kept until its sender has decided or the time is out."""

    __tablename__ = "plan_reading"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    plan_id: Mapped[str] = mapped_column(String(80), ForeignKey("action_plan.plan_id"), index=True)
    edition: Mapped[int]
    actor: Mapped[str]
    file_name: Mapped[str]
    content: Mapped[str] = mapped_column(Text)
    """`documents.reading.found.Proposal` as JSON."""
    at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC))
    expires_at: Mapped[datetime] = mapped_column(index=True)


class EchoRow(Base):
    """What one partner is asked behind a link, and what they answered. The link itself is told once and never stored."""

    __tablename__ = "plan_echo"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    plan_id: Mapped[str] = mapped_column(String(80), ForeignKey("action_plan.plan_id"), index=True)
    edition: Mapped[int]
    partner: Mapped[str] = mapped_column(String(80))
    """An actor of the plan."""
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    content: Mapped[EchoSheet] = mapped_column(PartText(EchoSheet))
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("mail.id", ondelete="SET NULL"))
    asked_by: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC))
    expires_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]


class ReportRow(Base):
    """The yearly report of an edition. It has no history: what is sent in is the file."""

    __tablename__ = "plan_report"

    plan_id: Mapped[str] = mapped_column(String(80), ForeignKey("action_plan.plan_id"), primary_key=True)
    edition: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[YearReport] = mapped_column(PartText(YearReport))
    updated_at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC))
    revision: Mapped[int]

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.__table__.c.revision}


class CaseTemplateRow(Base):
    """A party's own Word template of the case paper, as it was sent in."""

    __tablename__ = "plan_case_template"

    plan_id: Mapped[str] = mapped_column(String(80), ForeignKey("action_plan.plan_id"), primary_key=True)
    party: Mapped[str] = mapped_column(String(80), primary_key=True)
    """An actor of the plan."""
    file_name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    actor: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC))


TEMPLATES = "templates"
"""The kind of the versions that tell of them. The public history has none, and none can be restored: they hold no file."""

PARTS: dict[str, type[EditionRow | GoalRow | MeasureRow]] = {
    "editions": EditionRow,
    "goals": GoalRow,
    "measures": MeasureRow,
}
"""The kinds that an edition is made of."""
