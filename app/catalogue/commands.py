"""Every change to the catalogue: an input value, and one function that does it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import delete, or_, select

from app.catalogue.events import EntryAdded, EntryChanged
from app.catalogue.importing import Bundle, Loaded
from app.catalogue.models import ROWS, EntryRow, OrganisationRow, PracticeRow, SchemeAlias, SchemeRow, TermRow
from app.catalogue.types import Scheme
from app.db.uow import UnitOfWork


@dataclass(frozen=True, kw_only=True, slots=True)
class LoadCatalogue:
    bundle: Bundle
    actor: str


@dataclass
class LoadReport:
    """What a load did, by kind of entry."""

    added: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    not_in_files: dict[str, list[str]] = field(default_factory=dict)


def load_catalogue(uow: UnitOfWork, command: LoadCatalogue) -> LoadReport:
    """Make the catalogue hold every entry of the bundle. Entries that have no file are kept and named."""
    report = LoadReport()
    for kind, loaded in command.bundle.entries.items():
        _load_kind(uow, command.actor, kind, loaded, report)
    return report


def _load_kind(uow: UnitOfWork, actor: str, kind: str, loaded: dict[str, Loaded], report: LoadReport) -> None:
    present: dict[str, EntryRow] = {row.id: row for row in uow.session.scalars(select(ROWS[kind]))}
    for key, item in loaded.items():
        row = present.pop(key, None)
        if row is None:
            uow.session.add(_new_row(kind, item))
            uow.record(EntryAdded(actor=actor, kind=kind, key=key))
            report.added[kind] += 1
        elif row.source_text != item.text:
            _fill(row, item)
            uow.record(EntryChanged(actor=actor, kind=kind, key=key))
            report.changed[kind] += 1
        else:
            report.unchanged[kind] += 1
            continue
        if isinstance(item.entry, Scheme):
            uow.session.flush()
            _set_aliases(uow, item.entry)
    uow.session.flush()
    if present:
        report.not_in_files[kind] = sorted(present)


def _new_row(kind: str, item: Loaded) -> EntryRow:
    row = ROWS[kind](id=item.entry.id)
    _fill(row, item)
    return row


def _fill(row: EntryRow, item: Loaded) -> None:
    assert isinstance(row, (OrganisationRow, SchemeRow, TermRow, PracticeRow))
    row.source_text = item.text
    row.updated_at = datetime.now(UTC)
    row.entry = item.entry  # type: ignore[assignment]
    if isinstance(row, SchemeRow) and isinstance(item.entry, Scheme):
        row.state = item.entry.state
        row.provider_id = item.entry.provider
        row.general_id = item.entry.general


def _set_aliases(uow: UnitOfWork, scheme: Scheme) -> None:
    owned = or_(SchemeAlias.scheme_id == scheme.id, SchemeAlias.id.in_(scheme.aliases))
    uow.session.execute(delete(SchemeAlias).where(owned))
    uow.session.add_all(SchemeAlias(id=alias, scheme_id=scheme.id) for alias in scheme.aliases)
