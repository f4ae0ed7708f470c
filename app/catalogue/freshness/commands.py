"""A person confirms parts of an entry, or takes it back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.catalogue.events import ConfirmationWithdrawn, EntryConfirmed
from app.catalogue.freshness import rules
from app.catalogue.freshness.models import ConfirmationRow
from app.catalogue.freshness.rules import Part
from app.catalogue.models import ROWS
from app.db.uow import UnitOfWork
from app.kernel.errors import Missing, Refused


@dataclass(frozen=True, kw_only=True, slots=True)
class ConfirmParts:
    """`parts` empty means everything the entry states (“Alt stemmer”). `next_check` None means by the rule."""

    kind: str
    key: str
    on: date
    account: int | None
    actor: str
    parts: Collection[Part] = ()
    next_check: date | None = None
    batch: str = ""
    """The press that this is part of."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawConfirmations:
    """Undo: the confirmations with these numbers were a mistake."""

    ids: Collection[int]
    actor: str


def confirm(uow: UnitOfWork, command: ConfirmParts) -> list[int]:
    """Note that a person has confirmed parts of an entry; return the numbers of the confirmations, for undoing.

    Raises `Missing` when there is no such entry; `Refused("nothing_to_confirm")` when it does not state a part;
    `Refused("check_before_confirmation")` when the next check is not after the day.
    """
    row = uow.session.get(ROWS[command.kind], command.key) if command.kind in ROWS else None
    if row is None:
        raise Missing(command.key)
    stated = rules.parts_of(row.entry)
    parts = [part for part in Part if part in command.parts] or list(stated)
    if not parts or set(parts) - set(stated):
        raise Refused("nothing_to_confirm")
    if command.next_check and command.next_check <= command.on:
        raise Refused("check_before_confirmation")
    made = [
        ConfirmationRow(
            kind=command.kind,
            key=command.key,
            part=part,
            confirmed_on=command.on,
            by_account=command.account,
            next_check=command.next_check or rules.next_check(row.entry, part, command.on),
            facts=rules.facts_of(row.entry, part),
            batch=command.batch,
        )
        for part in parts
    ]
    uow.session.add_all(made)
    uow.session.flush()
    uow.record(EntryConfirmed(actor=command.actor, kind=command.kind, key=command.key, parts=tuple(parts)))
    return [one.id for one in made]


def withdraw(uow: UnitOfWork, command: WithdrawConfirmations) -> None:
    """Forget confirmations; what was true before them is true again. Those already gone are passed over."""
    rows = uow.session.scalars(select(ConfirmationRow).where(ConfirmationRow.id.in_(list(command.ids)))).all()
    for row in rows:
        uow.session.delete(row)
    for kind, key in sorted({(row.kind, row.key) for row in rows}):
        parts = tuple(sorted(row.part for row in rows if (row.kind, row.key) == (kind, key)))
        uow.record(ConfirmationWithdrawn(actor=command.actor, kind=kind, key=key, parts=parts))
