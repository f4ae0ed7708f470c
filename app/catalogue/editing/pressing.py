"""One press from the list: confirmed, funds spent, closed for now, new deadline, new contact; and undo."""

import hashlib
from collections.abc import Callable
from datetime import date

import msgspec
from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import allowed, the_account
from app.accounts.rules import own_path
from app.accounts.types import Role
from app.catalogue import permissions, queries
from app.catalogue.commands import presses
from app.catalogue.commands.presses import Press, ReplaceContact, Undo
from app.catalogue.editing import wording
from app.catalogue.editing.blueprint import ENTRY, bp, demand_edit, say, standing, title_of
from app.catalogue.editing.content import one_line, read_day
from app.catalogue.models import EntryVersion
from app.catalogue.types import Contact, Organisation, Scheme
from app.catalogue.vocabularies import MUNICIPALITY
from app.db.uow import UnitOfWork
from app.kernel.errors import Faulty, Missing, Refused
from app.kernel.text import LocalText
from app.web.locale import gettext as _
from app.web.runtime import db, runtime

DAY_DOES = {
    "pengar": presses.mark_funds_spent,
    "stengd": presses.pause,
}
AT_ONCE: dict[str, Callable[[UnitOfWork, Press], EntryVersion]] = {
    "stemmer": presses.confirm,
    "open": presses.reopen,
    "arkiver": presses.archive,
}


@bp.post(f"{ENTRY}/trykk")
@allowed(*permissions.WRITERS)
def press(section: str, key: str) -> ResponseReturnValue:
    """Do what the button says, at once."""
    now = standing(section, key)
    demand_edit(now.kind, now.content)
    what = request.form.get("do", "")
    made = Press(actor=the_account().actor, kind=now.kind, key=key, today=runtime().today())
    typed = one_line(request.form.get("day"))
    day = _day(typed)
    if typed and day is None:
        say(_("«%(day)s» er ikkje ein dato. Skriv dag.månad.år, til dømes 1.2.2027.", day=typed), colour="danger")
        return _back()
    if what == "frist" and day is None:
        say(_("Skriv den nye fristen, til dømes 1.2.2027."), colour="danger")
        return _back()
    try:
        with runtime().transactions.begin(db.session) as uow:
            version = _do(uow, what, made, day)
            batch = version.batch
    except Refused as error:
        say(wording.refusal(error.code), colour="danger")
    except Faulty:
        say(_("Oppslaget følgjer ikkje reglane lenger. Opne skjemaet og rett det som er merkt."), colour="danger")
    else:
        say(_said(what, title_of(now.kind, now.content)), undo=batch)
    return _back()


def _do(uow: UnitOfWork, what: str, made: Press, day: date | None) -> EntryVersion:
    if what in AT_ONCE:
        return AT_ONCE[what](uow, made)
    if what in DAY_DOES:
        return DAY_DOES[what](uow, made, day)
    if what != "frist" or day is None:
        abort(400)
    return presses.set_deadline(uow, made, day)


def _said(what: str, title: str) -> str:
    match what:
        case "stemmer":
            return _("«%(title)s» er stadfesta i dag.", title=title)
        case "open":
            return _("«%(title)s» er open att.", title=title)
        case "arkiver":
            return _("«%(title)s» er teken bort frå nettsidene.", title=title)
        case "pengar":
            return _("«%(title)s»: Pengane er brukte opp.", title=title)
        case "stengd":
            return _("«%(title)s» er mellombels stengd.", title=title)
        case _:
            return _("«%(title)s» har fått ny frist.", title=title)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(read_day(typed))
    except ValueError:
        return None


def _back() -> ResponseReturnValue:
    """To the page the press was made on."""
    return redirect(own_path(request.form.get("next", "")) or url_for(".desk"), 303)


@bp.post("/angre/<batch>")
@allowed(*permissions.WRITERS)
def undo(batch: str) -> ResponseReturnValue:
    """Take one press back, in every entry that it changed."""
    for version in queries.of_batch(db.session, batch):
        demand_edit(version.kind, version.content)
    try:
        with runtime().transactions.begin(db.session) as uow:
            presses.undo(uow, Undo(actor=the_account().actor, batch=batch))
    except Refused as error:
        say(wording.refusal(error.code), colour="danger")
    except Faulty:
        say(_("Det som stod før, følgjer ikkje reglane lenger. Opne historia og vel sjølv."), colour="danger")
    else:
        say(_("Angra. Alt står som før."))
    return _back()


@bp.get("/kontakt")
@allowed(*permissions.WRITERS)
def contacts() -> ResponseReturnValue:
    """The contacts that stand in a municipality's own entries, each to be replaced everywhere at once."""
    place = request.args.get("kommune", "")
    mine = _my_places()
    place = place if place in mine else (mine[0] if mine else "")
    return render_template(
        "editing/contacts.html", place=place, places=mine, found=_contacts_in(place), sign=_sign, fault=""
    )


def _my_places() -> list[str]:
    account = the_account()
    return [n for n in MUNICIPALITY if Role.ADMINISTRATOR in account.roles or n in account.municipalities]


def _contacts_in(place: str) -> list[tuple[Contact, list[str]]]:
    """Each contact with the titles of the entries it stands in, the most used first."""
    found: dict[str, tuple[Contact, list[str]]] = {}
    for _kind, entry in queries.every_entry(db.session):
        if isinstance(entry, (Scheme, Organisation)) and presses.is_of_municipality(entry, place):
            title = entry.title if isinstance(entry, Scheme) else entry.name
            for contact in entry.contacts:
                found.setdefault(_sign(contact), (contact, []))[1].append(title.nn)
    return sorted(found.values(), key=lambda item: -len(item[1]))


def _sign(contact: Contact) -> str:
    """Tells contacts apart in a form."""
    return hashlib.sha256(msgspec.json.encode(contact)).hexdigest()[:16]


@bp.post("/kontakt")
@allowed(*permissions.WRITERS)
def replace_contact() -> ResponseReturnValue:
    place = request.form.get("kommune", "")
    if place not in MUNICIPALITY:
        raise Missing(place)
    if place not in _my_places():
        abort(403)
    known = {_sign(contact): contact for contact, _titles in _contacts_in(place)}
    old = known.get(request.form.get("old", ""))
    if old is None:
        raise Missing("contact")
    name = one_line(request.form.get("name")) or old.name.nn
    same = name == old.name.nn
    new = Contact(
        name=old.name if same else LocalText(nn=name, nb=name, en=name),
        phone=one_line(request.form.get("phone")) or None,
        email=one_line(request.form.get("email")) or None,
        url=one_line(request.form.get("url")) or None,
        address=old.address,
        note=old.note,
    )
    command = ReplaceContact(actor=the_account().actor, municipality=place, old=old, new=new, today=runtime().today())
    try:
        with runtime().transactions.begin(db.session) as uow:
            done = presses.replace_contact(uow, command)
            count, batch = len(done), command.batch
    except Faulty as error:
        fault = " ".join(dict.fromkeys(wording.faults(error.faults).values()))
        page = render_template(
            "editing/contacts.html",
            place=place,
            places=_my_places(),
            found=_contacts_in(place),
            sign=_sign,
            fault=fault,
        )
        return page, 422
    say(_("Kontakten er bytt i %(count)s oppslag.", count=count), undo=batch)
    return redirect(url_for(".contacts", kommune=place), 303)
