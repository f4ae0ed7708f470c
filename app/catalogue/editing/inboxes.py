"""Proposals and messages, in the inbox of the editor who answers for the entry."""

from typing import NamedTuple, cast

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.access import allowed, the_account
from app.accounts.queries import account as account_of
from app.accounts.queries import accounts
from app.accounts.types import Account, Role
from app.catalogue import changes, permissions, queries, standard
from app.catalogue.commands import inbox
from app.catalogue.editing import guide, wording
from app.catalogue.editing.blueprint import SECTION_OF, bp, demand_edit, names, say, title_of
from app.catalogue.editing.content import as_text
from app.catalogue.models import EntryVersion, Message, Proposal
from app.kernel.errors import Fault, Faulty, Missing, Refused
from app.kernel.text import Lang
from app.mail import outbox
from app.mail.outbox import Mail
from app.web.locale import gettext as _
from app.web.locale import ngettext, speaking
from app.web.runtime import db, runtime

MOST = 2**31
"""No row has a number above this."""


def waiting_for(now: Session, account: int) -> tuple[int, int]:
    """How many proposals and messages wait for the account with this number."""
    proposals, messages = mine(now, account_of(now, account))
    return len(proposals), len(messages)


def say_proposals(count: int) -> str:
    return ngettext("%(num)d framlegg ventar på svar.", "%(num)d framlegg ventar på svar.", count)


def say_messages(count: int) -> str:
    return ngettext(
        "%(num)d melding frå lesarane ventar på svar.", "%(num)d meldingar frå lesarane ventar på svar.", count
    )


class Waiting(NamedTuple):
    """A proposal as it is shown: where it is from, and what it would change."""

    proposal: Proposal
    section: str
    title: str
    label: str
    pieces: list[changes.Piece]


def mine(now: Session, account: Account) -> tuple[list[Proposal], list[Message]]:
    """The proposals and messages that wait for this account."""
    everyone = accounts(now)
    responsible: dict[tuple[str, str], bool] = {}

    def is_mine(item: Proposal | Message) -> bool:
        where = (item.kind, item.key)
        if where not in responsible:
            responsible[where] = _is_for(now, account, everyone, item.kind, item.key)
        return responsible[where]

    return [p for p in queries.proposals(now) if is_mine(p)], [m for m in queries.messages(now) if is_mine(m)]


def _is_for(now: Session, account: Account, everyone: list[Account], kind: str, key: str) -> bool:
    if Role.ADMINISTRATOR in account.roles:
        return True
    try:
        entry = queries.entry(now, kind, key)
    except Missing:
        return False
    return account.id in {found.id for found in permissions.responsible(everyone, entry)}


@bp.get("/innboks")
@allowed(*permissions.WRITERS, keeps=False)
def inbox_page() -> ResponseReturnValue:
    proposals, messages = mine(db.session, the_account())
    return render_template(
        "editing/inbox.html",
        proposals=[_shown(proposal) for proposal in proposals],
        messages=[
            (message, SECTION_OF.get(message.kind, ""), _title(message.kind, message.key)) for message in messages
        ],
        names=names(db.session),
    )


def _shown(proposal: Proposal) -> Waiting:
    return Waiting(
        proposal,
        SECTION_OF[proposal.kind],
        _title(proposal.kind, proposal.key),
        guide.label(proposal.kind, proposal.path),
        changes.word_by_word(as_text(proposal.old), as_text(proposal.new)),
    )


def _title(kind: str, key: str) -> str:
    number = queries.published_number(db.session, kind, key)
    return title_of(kind, queries.content_at(db.session, kind, key, number)) if number else key


@bp.post("/innboks/framlegg/<int:number>")
@allowed(*permissions.WRITERS)
def answer_proposal(number: int) -> ResponseReturnValue:
    proposal = db.session.get(Proposal, number) if number < MOST else None
    if proposal is None:
        abort(404)
    current = queries.content_at(db.session, proposal.kind, proposal.key, 1_000_000_000)
    demand_edit(proposal.kind, current, changes.with_leaves(current, {proposal.path: proposal.new}))
    command = inbox.AnswerProposal(actor=the_account().actor, number=number, accept=request.form.get("do") == "accept")
    try:
        with runtime().transactions.begin(db.session) as uow:
            version = inbox.answer_proposal(uow, command)
            batch = version.batch if version else ""
            uneven = _unevenness(uow.session, version) if version else ""
    except Refused as error:
        say(wording.refusal(error.code), colour="danger")
    except Faulty as error:
        why = " ".join(dict.fromkeys(wording.faults(error.faults).values()))
        say(_("Framlegget kan ikkje takast inn slik det er: %(why)s", why=why), colour="danger")
    else:
        said = _("Framlegget er teke inn og er synleg no.") if command.accept else _("Framlegget er lagt bort.")
        say(said, undo=batch)
        if uneven:
            say(_("Oppslaget er ikkje heilt i orden no: %(why)s", why=uneven), colour="warning")
    return redirect(url_for(".inbox_page"), 303)


def _unevenness(now: Session, version: EntryVersion) -> str:
    """How the entry falls short of the standard, as when a text has changed in one language and waits in another."""
    entry = queries.entry(now, version.kind, version.key)
    faults = [Fault(version.key, *breach) for breach in standard.breaches(entry, queries.organisations(now))]
    return " ".join(dict.fromkeys(wording.faults(faults).values()))


@bp.post("/innboks/melding/<int:number>")
@allowed(*permissions.WRITERS)
def answer_message(number: int) -> ResponseReturnValue:
    message = db.session.get(Message, number) if number < MOST else None
    if message is None:
        abort(404)
    if not _is_for(db.session, the_account(), accounts(db.session), message.kind, message.key):
        abort(403)
    answer = request.form.get("answer", "").strip()[: inbox.LONGEST_MESSAGE]
    command = inbox.AnswerMessage(actor=the_account().actor, number=number, answer=answer)
    asked, lang = message.text, cast(Lang, message.lang)
    try:
        with runtime().transactions.begin(db.session) as uow:
            address = inbox.answer_message(uow, command)
            if address and answer:
                outbox.queue(uow.session, _letter(address, answer, asked, lang))
    except Refused as error:
        say(wording.refusal(error.code), colour="danger")
    else:
        sent = address and answer
        say(_("Svaret er sendt, og adressa er sletta.") if sent else _("Meldinga er lukka."))
    return redirect(url_for(".inbox_page"), 303)


def _letter(address: str, answer: str, asked: str, lang: Lang) -> Mail:
    with speaking(lang):
        subject = _("Svar på meldinga di til Verkemiddel Vest-Telemark")
        asked_before = _("Du skreiv:")
    quoted = "\n".join(f"> {line}" for line in asked.splitlines())
    return Mail(address, subject, f"{answer}\n\n{asked_before}\n{quoted}\n")
