"""A file is kept until it is confirmed, and then taken in whole or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import uuid4

import msgspec
from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.catalogue.acts import Act
from app.catalogue.commands.storing import Made, store
from app.catalogue.editing.content import one_line
from app.catalogue.models import EntryVersion
from app.catalogue.spreadsheets import comparing, layout, planning, reading, standing
from app.catalogue.spreadsheets.comparing import Compared
from app.catalogue.spreadsheets.layout import Say
from app.catalogue.spreadsheets.models import ImportPreview
from app.catalogue.spreadsheets.opening import FileRefused, NotRead
from app.catalogue.spreadsheets.planning import Choices, MayEdit, Plan
from app.db.uow import UnitOfWork
from app.kernel.errors import Missing, Refused

KEPT_FOR = timedelta(hours=24)
LONGEST_FILE_NAME = 200
MOST_CHANGED = 600
"""Entries that one file may change: more than there are, and few enough to look over."""
MOST_FAULTS = 2_000
ORDER = ("organisations", "schemes", "glossary", "practice")
"""What is named is stored before what names it."""


class NotImported(StrEnum):
    """Why nothing was saved. The words are in `wording`."""

    CHANGED_MEANWHILE = "changed_meanwhile"
    HAS_FAULTS = "has_faults"
    NOT_ALLOWED = "not_allowed"
    UNANSWERED = "unanswered"
    NOTHING_TO_DO = "nothing_to_do"


def compare(session: Session, data: bytes, say: Say) -> Compared:
    """Read a file, and compare it with the versions that its rows were written from. Raises `FileRefused`."""
    found = reading.read(data, say)
    now = standing.entries(session, dict.fromkeys(layout.KINDS))
    bases = standing.contents(session, comparing.versions(found), now)
    compared = comparing.compared(found, bases, set(now), say)
    if len(compared.changed) > MOST_CHANGED or len(compared.faults) > MOST_FAULTS:
        raise FileRefused(NotRead.TOO_MANY_CHANGES)
    return compared


@dataclass(frozen=True, kw_only=True, slots=True)
class KeepPreview:
    actor: str
    file_name: str
    compared: Compared


def keep_preview(uow: UnitOfWork, command: KeepPreview) -> ImportPreview:
    """Keep what a file changes. Those that nobody confirmed in time go."""
    now = datetime.now(UTC)
    uow.session.execute(delete(ImportPreview).where(ImportPreview.expires_at <= now))
    made = ImportPreview(
        id=str(uuid4()),
        actor=command.actor,
        file_name=one_line(command.file_name)[-LONGEST_FILE_NAME:],
        compared=msgspec.json.encode(command.compared).decode(),
        at=now,
        expires_at=now + KEPT_FOR,
    )
    uow.session.add(made)
    return made


def kept(session: Session, number: str, actor: str) -> ImportPreview:
    """The file, for the one who sent it. Raises `Missing`."""
    found = session.get(ImportPreview, number) if "\x00" not in number else None
    if found is None or found.actor != actor or found.expires_at <= datetime.now(UTC):
        raise Missing(number)
    return found


def plan_of(session: Session, preview: ImportPreview, may_edit: MayEdit, choices: Choices | None = None) -> Plan:
    """What the kept file would do as things stand now."""
    compared = msgspec.json.decode(preview.compared, type=Compared)
    return planning.plan(session, compared, may_edit, choices)


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportRows:
    """`digest` names the plan that the person saw; `choices` are the answers to its conflicts."""

    actor: str
    number: str
    digest: str
    may_edit: MayEdit
    choices: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    reason: str = ""
    batch: str = field(default_factory=lambda: str(uuid4()))


def import_rows(uow: UnitOfWork, command: ImportRows) -> list[EntryVersion]:
    """Take in the kept file, exactly as it was shown. The versions share a batch, and one press undoes them.

    Raises `Missing` where it is no longer kept, and `Refused` with a `NotImported` code, with nothing saved.
    """
    preview = kept(uow.session, command.number, command.actor)
    found = plan_of(uow.session, preview, command.may_edit, command.choices)
    _demand(found.digest == command.digest, NotImported.CHANGED_MEANWHILE)
    _demand(bool(found.entries), NotImported.NOTHING_TO_DO)
    _demand(not found.has_faults, NotImported.HAS_FAULTS)
    _demand(found.is_allowed, NotImported.NOT_ALLOWED)
    asked = {(e.kind, e.key, conflict.path) for e in found.entries for conflict in e.conflicts}
    answered = {name for name, side in command.choices.items() if side in (planning.MINE, planning.THEIRS)}
    _demand(asked <= answered, NotImported.UNANSWERED)
    made = Made(actor=command.actor, what=Act.IMPORTED, reason=command.reason or preview.file_name, batch=command.batch)
    done = []
    for kind in ORDER:
        for planned in found.entries:
            if planned.kind == kind and planned.differences:
                assert planned.entry
                done.append(store(uow, kind, planned.entry, made))
        uow.session.flush()
    _demand(bool(done), NotImported.NOTHING_TO_DO)
    uow.session.delete(preview)
    return done


def discard(uow: UnitOfWork, number: str, actor: str) -> None:
    """Throw a kept file away. Raises `Missing`."""
    uow.session.delete(kept(uow.session, number, actor))


def _demand(holds: bool, otherwise: NotImported) -> None:
    if not holds:
        raise Refused(otherwise)
