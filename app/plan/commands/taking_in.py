"""What the leader accepts of a document that was read is stored, all of it or nothing, as one batch with one reason.

A reading waits on the server until its leader has decided; nothing of it is in the plan before that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import msgspec
from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.db.uow import UnitOfWork
from app.kernel.errors import Fault, Faulty, Missing
from app.plan import queries
from app.plan.codes import CellKind, Unit
from app.plan.commands.measures import AddMeasure, add_actors, add_measure
from app.plan.commands.money import CellEdit, SaveCells, save_cells
from app.plan.commands.parts import ChangePart, Place, change_part
from app.plan.commands.storing import Made
from app.plan.importing import Known
from app.plan.models import ReadingRow
from app.plan.rules.grid import CellKey
from app.plan.types import Measure

KEPT_FOR = timedelta(hours=24)
LONGEST_FILE_NAME = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class KeepReading:
    """`content` is what was understood, as JSON."""

    actor: str
    plan: str
    edition: int
    file_name: str
    content: str


def keep_reading(uow: UnitOfWork, command: KeepReading) -> str:
    """Keep what was read, and return its number. Those that nobody decided on in time go."""
    now = datetime.now(UTC)
    uow.session.execute(delete(ReadingRow).where(ReadingRow.expires_at <= now))
    name = " ".join("".join(letter if letter.isprintable() else " " for letter in command.file_name).split())
    row = ReadingRow(
        id=str(uuid4()),
        plan_id=command.plan,
        edition=command.edition,
        actor=command.actor,
        file_name=name[-LONGEST_FILE_NAME:],
        content=command.content,
        at=now,
        expires_at=now + KEPT_FOR,
    )
    uow.session.add(row)
    return row.id


def kept_reading(session: Session, number: str, actor: str, plan: str) -> ReadingRow:
    """A reading, for the one who sent the file. Raises `Missing`."""
    row = session.get(ReadingRow, number) if "\x00" not in number else None
    if row is None or row.actor != actor or row.plan_id != plan or row.expires_at <= datetime.now(UTC):
        raise Missing(number)
    return row


def forget_reading(uow: UnitOfWork, number: str, actor: str, plan: str) -> None:
    """Throw a reading away. Raises `Missing`."""
    uow.session.delete(kept_reading(uow.session, number, actor, plan))


@dataclass(frozen=True, kw_only=True, slots=True)
class TakeIn:
    """`parts` are whole contents by (kind, key), `cells` (goal, year, source, amount), `names` actors that are new."""

    made: Made
    plan: str
    edition: int
    known: Known
    parts: Mapping[tuple[str, str], dict[str, Any]]
    new_measures: Sequence[dict[str, Any]] = ()
    cells: Sequence[tuple[str, int, str, int | None]] = ()
    names: Sequence[str] = ()


def take_in(uow: UnitOfWork, command: TakeIn) -> None:
    """Store everything. Raises `Faulty` where the plan would not hold together with it."""
    place = Place(plan=command.plan, edition=command.edition, kind="plan", key=command.plan)
    if command.names:
        add_actors(uow, command.made, place, command.names, command.known)
        uow.session.flush()
    for content in command.new_measures:
        add_measure(uow, _new(command, content))
        uow.session.flush()
    for (kind, key), content in command.parts.items():
        at = Place(plan=command.plan, edition=command.edition, kind=kind, key=key)
        seen = queries.last_version(uow.session, command.plan, command.edition, kind, key)
        change_part(uow, ChangePart(made=command.made, place=at, content=content, seen=seen, known=command.known))
        uow.session.flush()
    if command.cells:
        newest = queries.cell_versions(uow.session, command.plan, command.edition)
        edits = [_edit(cell, newest) for cell in command.cells]
        save_cells(uow, SaveCells(made=command.made, plan=command.plan, edition=command.edition, edits=edits))


def _new(command: TakeIn, content: dict[str, Any]) -> AddMeasure:
    try:
        measure = msgspec.convert({name: value for name, value in content.items() if value is not None}, Measure)
    except msgspec.ValidationError as error:
        raise Faulty([Fault(f"measures/{content.get('id', '')}", "", str(error))]) from error
    return AddMeasure(
        made=command.made, plan=command.plan, edition=command.edition, measure=measure, known=command.known
    )


def _edit(cell: tuple[str, int, str, int | None], newest: Mapping[str, int]) -> CellEdit:
    goal, year, source, amount = cell
    key = CellKey(goal, "", year, source, CellKind.PLANNED, Unit.NOK)
    return CellEdit(key=key, amount=amount, seen=newest.get(key.name, 0))
