"""What a part or a cell once was, it is again: as a new version."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.db.uow import UnitOfWork
from app.kernel.errors import Fault, Faulty, Missing, Stale
from app.plan import queries
from app.plan.commands.parts import ChangePart, Place, change_part
from app.plan.commands.storing import Made, put_down_cell
from app.plan.events import LedgerChanged
from app.plan.importing import Known
from app.plan.models import TEMPLATES, CellRow, PlanVersion
from app.plan.rules.faults import faults

CELL_KEY = ("goal", "measure", "year", "source", "kind", "unit")


@dataclass(frozen=True, kw_only=True, slots=True)
class Restore:
    """`version` becomes the content again; `seen` is the newest version that was on the screen. `edition` as for `Place`."""

    made: Made
    plan: str
    edition: int
    version: int
    seen: int
    known: Known


def restore(uow: UnitOfWork, command: Restore) -> PlanVersion:
    """Gives the old version. Raises `Stale` where there is a newer one than was seen, `Faulty`, `Missing`."""
    old = queries.version(uow.session, command.plan, command.version)
    if old.kind == TEMPLATES:
        raise Missing(f"{command.plan}/{command.version}")
    last = queries.last_version(uow.session, old.plan_id, old.edition, old.kind, old.key)
    if last != command.seen:
        raise Stale(None, last)
    if old.kind == "cells":
        _restore_cell(uow, command, old.edition, old.content)
    else:
        key = old.key if old.kind in ("goals", "measures") else ""
        place = Place(plan=old.plan_id, edition=old.edition or command.edition, kind=old.kind, key=key)
        change_part(
            uow, ChangePart(made=command.made, place=place, content=dict(old.content), seen=last, known=command.known)
        )
    return old


def _restore_cell(uow: UnitOfWork, command: Restore, year: int, content: dict[str, Any]) -> None:
    of = {name: content[name] for name in CELL_KEY}
    before = _wrong(uow, command, year)
    row = uow.session.scalar(select(CellRow).filter_by(plan_id=command.plan, edition=year, **of))
    if row is None:
        row = CellRow(plan_id=command.plan, edition=year, internal_note="", **of)
        uow.session.add(row)
    elif row.amount == content["amount"]:
        return
    row.amount = content["amount"]
    uow.session.flush()
    if new := [fault for fault in _wrong(uow, command, year) if fault not in before]:
        raise Faulty(new)
    put_down_cell(uow, command.made, row)
    uow.record(LedgerChanged(actor=command.made.actor, plan=command.plan, edition=year, cells=1))


def _wrong(uow: UnitOfWork, command: Restore, year: int) -> list[Fault]:
    whole = queries.whole(uow.session, command.plan, year)
    found = faults(whole, command.known.organisations, command.known.schemes)
    return [Fault(f"{command.plan}/{year}/{one.part}", one.field, one.reason) for one in found]
