"""What an editor does with one press from the list: it is public at once, dated, and can be undone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import uuid4

import msgspec
from babel.dates import format_date
from sqlalchemy.orm import Session

from app.accounts.types import ACTOR
from app.catalogue import changes, queries
from app.catalogue.acts import Act, Refusal
from app.catalogue.commands.storing import Made, as_it_was, checked, store, the_entry
from app.catalogue.freshness.commands import ConfirmParts, WithdrawConfirmations, withdraw
from app.catalogue.freshness.commands import confirm as confirm_parts
from app.catalogue.freshness.queries import of_batch as confirmations_of_batch
from app.catalogue.freshness.rules import Part, parts_of
from app.catalogue.models import EntryVersion
from app.catalogue.types import Contact, Entry, Organisation, Scheme, State, Status
from app.db.uow import UnitOfWork
from app.kernel.errors import Refused
from app.kernel.text import LocalText


@dataclass(frozen=True, kw_only=True, slots=True)
class Press:
    """Which entry, by whom, on what day (in Norway)."""

    actor: str
    kind: str
    key: str
    today: date
    reason: str = ""


def confirm(uow: UnitOfWork, press: Press) -> EntryVersion:
    """“Alt stemmer”: the entry was checked today, and so were its amount, deadline and contact."""
    version = _change(uow, press, Act.CONFIRMED, {})
    _confirm(uow, press, version, frozenset(Part))
    return version


def mark_funds_spent(uow: UnitOfWork, press: Press, reopens_on: date | None) -> EntryVersion:
    """“Pengane er brukte opp”, and when it opens again where that is known. Raises `Refused` for a day that is past."""
    said = LocalText(nn="Pengane er brukte opp.", nb="Pengene er brukt opp.", en="The money has been used up.")
    return _close_for_now(uow, press, Act.FUNDS_SPENT, said, reopens_on)


def pause(uow: UnitOfWork, press: Press, reopens_on: date | None) -> EntryVersion:
    """“Mellombels stengd”."""
    said = LocalText(nn="Ordninga er mellombels stengd.", nb="Ordningen er midlertidig stengt.", en="Closed for now.")
    return _close_for_now(uow, press, Act.PAUSED, said, reopens_on)


def reopen(uow: UnitOfWork, press: Press) -> EntryVersion:
    """Open again: what was said of the pause goes away."""
    _the_scheme(uow, press)
    gone = {f"status_note.{lang}": None for lang in ("nn", "nb", "en")}
    return _change(uow, press, Act.REOPENED, {"status": Status.OPEN.value, "reopens_on": None, **gone})


def set_deadline(uow: UnitOfWork, press: Press, day: date) -> EntryVersion:
    """“Ny frist”: the one day that counts from now on; what was said of earlier ones goes away."""
    _the_scheme(uow, press)
    if day < press.today:
        raise Refused(Refusal.DAY_PAST)
    gone = {f"deadline.text.{lang}": None for lang in ("nn", "nb", "en")}
    new = {"deadline.type": "dated", "deadline.dates": [day.isoformat()], "deadline.annual": None}
    version = _change(uow, press, Act.NEW_DEADLINE, {**new, **gone})
    _confirm(uow, press, version, frozenset({Part.DEADLINE}))
    return version


def archive(uow: UnitOfWork, press: Press) -> EntryVersion:
    """Take the scheme off the public pages; its history is kept."""
    _the_scheme(uow, press)
    return _change(uow, press, Act.ARCHIVED, {"state": State.ARCHIVED.value})


@dataclass(frozen=True, kw_only=True, slots=True)
class ReplaceContact:
    """“Ny kontakt for alle i kommunen”: `old` is replaced wherever it stands in the municipality's own entries."""

    actor: str
    municipality: str
    old: Contact
    new: Contact
    today: date
    reason: str = ""
    batch: str = field(default_factory=lambda: str(uuid4()))


def replace_contact(uow: UnitOfWork, command: ReplaceContact) -> list[EntryVersion]:
    """Change the contact in every entry that is the municipality's and has it. Raises `Refused` when none has."""
    done = []
    for kind, entry in queries.every_entry(uow.session):
        if not is_of_municipality(entry, command.municipality):
            continue
        contacts: list[Contact] = getattr(entry, "contacts", [])
        if command.old not in contacts:
            continue
        replaced = [command.new if contact == command.old else contact for contact in contacts]
        once = list({msgspec.json.encode(contact): contact for contact in replaced}.values())
        press = Press(actor=command.actor, kind=kind, key=entry.id, today=command.today, reason=command.reason)
        changed = {"contacts": msgspec.to_builtins(once)}
        version = _change(uow, press, Act.NEW_CONTACT, changed, batch=command.batch)
        _confirm(uow, press, version, frozenset({Part.CONTACT}))
        done.append(version)
    if not done:
        raise Refused(Refusal.NOTHING_CHANGED)
    return done


def is_of_municipality(entry: Entry, number: str) -> bool:
    """Is it the municipality's own: itself as an organisation, or a scheme that is only for its people?"""
    if isinstance(entry, Organisation):
        return entry.municipality == number
    return isinstance(entry, Scheme) and entry.municipalities == [number]


@dataclass(frozen=True, kw_only=True, slots=True)
class Undo:
    actor: str
    batch: str


def undo(uow: UnitOfWork, command: Undo) -> list[EntryVersion]:
    """Give every entry that one press changed the content it had before; a scheme that was made by it is archived.

    Raises `Refused`, with nothing undone, where one has been changed since, or is new and cannot be archived.
    """
    done = []
    for made in queries.of_batch(uow.session, command.batch):
        if queries.published_number(uow.session, made.kind, made.key) != made.number:
            raise Refused(Refusal.CHANGED_SINCE)
        entry = checked(uow, made.kind, _content_before(uow, made))
        done.append(store(uow, made.kind, entry, Made(actor=command.actor, what=Act.UNDONE)))
    if not done:
        raise Refused(Refusal.NOTHING_BEFORE)
    confirmed = confirmations_of_batch(uow.session, command.batch)
    withdraw(uow, WithdrawConfirmations(ids=confirmed, actor=command.actor))
    return done


def can_be_undone(session: Session, versions: Iterable[EntryVersion]) -> bool:
    """Would `undo` take all of them back, if it were pressed now? An entry that is new must be a scheme."""
    return all(made.kind == "schemes" or _published_before(session, made) for made in versions)


def _content_before(uow: UnitOfWork, made: EntryVersion) -> dict[str, Any]:
    if earlier := _published_before(uow.session, made):
        return as_it_was(uow, earlier[0])
    if made.kind != "schemes":
        raise Refused(Refusal.NOTHING_BEFORE)
    return {**made.content, "state": State.ARCHIVED.value}


def _published_before(session: Session, made: EntryVersion) -> list[EntryVersion]:
    return [version for version in queries.history(session, made.kind, made.key) if version.number < made.number]


@dataclass(frozen=True, kw_only=True, slots=True)
class Restore:
    actor: str
    kind: str
    key: str
    number: int
    reason: str = ""


def restore(uow: UnitOfWork, command: Restore) -> EntryVersion:
    """Make an earlier version the public one again, as a new version. Raises `Missing`, `Faulty`."""
    earlier = queries.version(uow.session, command.kind, command.key, command.number)
    entry = checked(uow, command.kind, as_it_was(uow, earlier))
    made = Made(actor=command.actor, what=Act.RESTORED, reason=command.reason)
    return store(uow, command.kind, entry, made)


def _close_for_now(uow: UnitOfWork, press: Press, what: Act, said: LocalText, reopens_on: date | None) -> EntryVersion:
    _the_scheme(uow, press)
    if reopens_on and reopens_on <= press.today:
        raise Refused(Refusal.DAY_PAST)
    if reopens_on:
        days = {lang: format_date(reopens_on, form, locale) for lang, form, locale in _DAY_FORMS}
        said = LocalText(
            nn=f"{said.nn} Opnar att {days['nn']}.",
            nb=f"{said.nb} Åpner igjen {days['nb']}.",
            en=f"{said.en} Opens again on {days['en']}.",
        )
    changed: dict[str, Any] = {f"status_note.{lang}": getattr(said, lang) for lang in ("nn", "nb", "en")}
    changed |= {"status": Status.PAUSED.value, "reopens_on": reopens_on.isoformat() if reopens_on else None}
    return _change(uow, press, what, changed)


_DAY_FORMS = (("nn", "d. MMMM y", "nn_NO"), ("nb", "d. MMMM y", "nb_NO"), ("en", "d MMMM y", "en_GB"))


def _the_scheme(uow: UnitOfWork, press: Press) -> Scheme:
    entry = the_entry(uow, press.kind, press.key)
    if not isinstance(entry, Scheme):
        raise Refused(Refusal.NOT_A_SCHEME)
    return entry


def _confirm(uow: UnitOfWork, press: Press, version: EntryVersion, parts: frozenset[Part]) -> None:
    """Note the parts that the entry states as confirmed, by the same press."""
    uow.session.flush()
    stated = parts & set(parts_of(the_entry(uow, press.kind, press.key)))
    if not stated:
        return
    number = press.actor.removeprefix(ACTOR)
    command = ConfirmParts(
        kind=press.kind,
        key=press.key,
        on=press.today,
        account=int(number) if number.isdigit() else None,
        actor=press.actor,
        parts=stated,
        batch=version.batch,
    )
    confirm_parts(uow, command)


def _change(
    uow: UnitOfWork, press: Press, what: Act, changed: Mapping[str, Any], *, batch: str | None = None
) -> EntryVersion:
    entry = the_entry(uow, press.kind, press.key)
    dated = {"checked_on": press.today.isoformat()} if hasattr(entry, "checked_on") else {}
    content = changes.with_leaves(msgspec.to_builtins(entry), {**changed, **dated})
    made = Made(actor=press.actor, what=what, reason=press.reason, batch=batch or str(uuid4()))
    return store(uow, press.kind, checked(uow, press.kind, content), made)
