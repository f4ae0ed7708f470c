"""A data folder becomes the catalogue, without undoing what people have written."""

from collections import Counter
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import func, select, update

from app.catalogue import changes
from app.catalogue.acts import Act
from app.catalogue.commands.storing import Made, fill, put_down
from app.catalogue.importing import Bundle, Loaded, read_entry
from app.catalogue.models import ROWS, EntryRow, EntryVersion, Proposal, SchemeAlias
from app.db.uow import UnitOfWork
from app.kernel.errors import Faulty


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
    proposed: Counter[str] = field(default_factory=Counter)
    """How many values wait for an editor, because the entry has been changed here."""
    not_in_files: dict[str, list[str]] = field(default_factory=dict)


def load_catalogue(uow: UnitOfWork, command: LoadCatalogue) -> LoadReport:
    """Make the catalogue hold every entry of the bundle.

    Entries that a person has changed here are left as they are: what is new in their files becomes proposals.
    Entries that have no file are kept and named.
    """
    report = LoadReport()
    made = Made(actor=command.actor, what=Act.LOADED)
    for kind, loaded in command.bundle.entries.items():
        _load_kind(uow, made, kind, loaded, report)
    return report


def _load_kind(uow: UnitOfWork, made: Made, kind: str, loaded: dict[str, Loaded], report: LoadReport) -> None:
    present: dict[str, EntryRow] = {row.id: row for row in uow.session.scalars(select(ROWS[kind]))}
    numbers = dict(
        uow.session.execute(
            select(EntryVersion.key, func.max(EntryVersion.number))
            .where(EntryVersion.kind == kind)
            .group_by(EntryVersion.key)
        ).all()
    )
    moved = dict(uow.session.execute(select(SchemeAlias.id, SchemeAlias.scheme_id)).all()) if kind == "schemes" else {}
    for key, item in loaded.items():
        row = present.pop(key, None) or present.pop(moved.get(key, ""), None)
        if row is None:
            row = ROWS[kind](id=key)
            uow.session.add(row)
            report.added[kind] += 1
        elif row.upstream_text == item.text:
            report.unchanged[kind] += 1
            continue
        elif not row.source_text:
            count = _propose(uow, made.actor, kind, row, item)
            report.proposed[kind] += count
            report.unchanged[kind] += not count
            continue
        else:
            report.changed[kind] += 1
        fill(row, item.entry, source_text=item.text)
        row.upstream_text = item.text
        put_down(uow, kind, row, made, number=numbers.get(key, 0))
    uow.session.flush()
    if present:
        report.not_in_files[kind] = sorted(present)


def _propose(uow: UnitOfWork, actor: str, kind: str, row: EntryRow, item: Loaded) -> int:
    """What the file has changed since it was last loaded, and the entry does not say already, becomes proposals."""
    before = _content_of(kind, row.upstream_text)
    here = changes.leaves(msgspec.to_builtins(row.entry))
    row.upstream_text = item.text
    wanted = [
        difference
        for difference in changes.differences(before, msgspec.to_builtins(item.entry))
        if difference.path != "id" and here.get(difference.path) != difference.new
    ]
    open_before = update(Proposal).where(
        Proposal.kind == kind, Proposal.key == row.id, Proposal.actor == actor, Proposal.is_open
    )
    for difference in wanted:  # an older proposal for the same place has been overtaken
        uow.session.execute(open_before.where(Proposal.path == difference.path).values(is_open=False))
        uow.session.add(
            Proposal(
                kind=kind,
                key=row.id,
                path=difference.path,
                old=here.get(difference.path),
                new=difference.new,
                actor=actor,
                note="",
            )
        )
    return len(wanted)


def _content_of(kind: str, text: str) -> changes.Content:
    """What a file said when it was loaded; nothing where the types have moved on since."""
    try:
        content: changes.Content = msgspec.to_builtins(read_entry(kind, text, ""))
    except Faulty:
        return {}
    return content
