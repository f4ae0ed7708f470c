"""A part or a cell gets a new content: its version and its event, in one place for every use case."""

from dataclasses import dataclass

import msgspec

from app.db.uow import UnitOfWork
from app.plan.events import PartAdded, PartChanged
from app.plan.models import CellRow, MovementRow, PartRow, PlanVersion


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """Who made a change, and why. Versions with the same `batch` belong together."""

    actor: str
    reason: str
    batch: str


def put_down(uow: UnitOfWork, made: Made, at: tuple[str, int, str], key: str, row: PartRow, *, is_new: bool) -> None:
    """Write the version and the event of a part that was just filled. `at` is plan, edition (0: none) and kind."""
    plan, edition, kind = at
    uow.session.add(
        PlanVersion(
            plan_id=plan,
            edition=edition,
            kind=kind,
            key=key,
            content=msgspec.to_builtins(row.content),
            actor=made.actor,
            reason=made.reason,
            batch=made.batch,
        )
    )
    event = PartAdded if is_new else PartChanged
    uow.record(event(actor=made.actor, plan=plan, edition=edition, kind=kind, key=key))


def put_down_cell(uow: UnitOfWork, made: Made, row: CellRow) -> None:
    """Write the version of a cell; whoever changes cells records one `LedgerChanged` for all of them."""
    of = {name: getattr(row, name) for name in ("goal", "measure", "year", "source", "kind", "unit")}
    uow.session.add(
        PlanVersion(
            plan_id=row.plan_id,
            edition=row.edition,
            kind="cells",
            key="/".join(map(str, of.values())),
            content=of | {"amount": row.amount},
            actor=made.actor,
            reason=made.reason,
            batch=made.batch,
        )
    )


def put_down_movement(uow: UnitOfWork, made: Made, row: MovementRow) -> None:
    """Write the version of a movement that was just added and has its number."""
    uow.session.add(
        PlanVersion(
            plan_id=row.plan_id,
            edition=row.edition,
            kind="movements",
            key=str(row.id),
            content=row.content,
            actor=made.actor,
            reason=made.reason,
            batch=made.batch,
        )
    )
