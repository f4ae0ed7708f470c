"""An entry gets a new address; the old one leads there for ever."""

from dataclasses import dataclass

import msgspec
from sqlalchemy import delete, update

from app.catalogue import queries
from app.catalogue.acts import Act, Refusal
from app.catalogue.commands.drafts import check_new_key
from app.catalogue.commands.storing import Made, store, the_entry
from app.catalogue.events import EntryChanged
from app.catalogue.models import EntryDraft, EntryVersion, Message, Proposal, SchemeAlias, SchemeRow
from app.catalogue.types import PracticeExample, Related, Scheme
from app.db.uow import UnitOfWork
from app.kernel.errors import Refused


@dataclass(frozen=True, kw_only=True, slots=True)
class MoveScheme:
    actor: str
    key: str
    new_key: str
    reason: str = ""


def move_scheme(uow: UnitOfWork, command: MoveScheme) -> EntryVersion:
    """Give a scheme a new id; its history, drafts and messages follow, and so does everything that names it."""
    old, new = command.key, command.new_key
    check_new_key(uow, "schemes", new)
    scheme = the_entry(uow, "schemes", old)
    if not isinstance(scheme, Scheme):
        raise Refused(Refusal.NOT_A_SCHEME)
    row = uow.session.get_one(SchemeRow, old)
    upstream = row.upstream_text
    for table in (EntryVersion, EntryDraft, Proposal, Message):
        uow.session.execute(update(table).where(table.kind == "schemes", table.key == old).values(key=new))
    uow.session.execute(delete(SchemeAlias).where(SchemeAlias.scheme_id == old))
    uow.session.delete(row)
    uow.session.flush()
    moved = msgspec.structs.replace(scheme, id=new, aliases=[*scheme.aliases, old])
    made = Made(actor=command.actor, what=Act.MOVED, reason=command.reason)
    version = store(uow, "schemes", moved, made)
    uow.session.get_one(SchemeRow, new).upstream_text = upstream
    uow.record(EntryChanged(actor=command.actor, kind="schemes", key=old))
    _follow(uow, made, old, new)
    return version


def _follow(uow: UnitOfWork, made: Made, old: str, new: str) -> None:
    for kind, entry in queries.every_entry(uow.session):
        if isinstance(entry, Scheme) and (entry.general == old or any(link.id == old for link in entry.related)):
            related = [Related(new, link.how) if link.id == old else link for link in entry.related]
            general = new if entry.general == old else entry.general
            store(uow, kind, msgspec.structs.replace(entry, related=related, general=general), made)
        elif isinstance(entry, PracticeExample) and old in entry.schemes:
            named = [new if key == old else key for key in entry.schemes]
            store(uow, kind, msgspec.structs.replace(entry, schemes=named), made)
