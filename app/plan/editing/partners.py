"""The partners: who is asked about the sentences that name them, what they answered, and what becomes of it."""

from collections.abc import Sequence
from typing import Any

from flask import redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import allowed, the_account
from app.accounts.rules import is_email
from app.accounts.types import Role
from app.kernel import clock
from app.kernel.collation import sort_key
from app.kernel.errors import Faulty, Missing, Refused
from app.mail import outbox
from app.mail.outbox import Mail
from app.plan import presenters, queries
from app.plan.commands import echoes as commands
from app.plan.commands.echoes import PartnerLink, SettleAnswer
from app.plan.echoes import SETTLED
from app.plan.editing.blueprint import address, bp, known, made, page, place_of, say, the_whole
from app.plan.editing.decision_forms import line_of, text_of
from app.plan.models import EchoRow
from app.plan.rules import echo
from app.plan.rules.structure_checks import structure_checks
from app.plan.rules.whole import Whole
from app.plan.types import Actor
from app.web.filters import day
from app.web.locale import gettext as _
from app.web.locale import speaking
from app.web.runtime import db, runtime

PARTNERS = "/<plan>/partnarar"
SHOWN_LINK = "partner_link"
"""Key in the form cookie for a link that the leader is to hand over."""


def _state(rows: Sequence[EchoRow]) -> str:
    """How it stands with a partner; `rows` are theirs, the newest first."""
    if not rows:
        return "not_asked"
    if rows[0].answered_at:
        return "answered"
    return "waiting" if rows[0].expires_at > clock.now() else "expired"


def _rows(whole: Whole) -> dict[str, list[EchoRow]]:
    found: dict[str, list[EchoRow]] = {}
    for row in queries.echoes(db.session, whole.plan.id, whole.edition.year):
        found.setdefault(row.partner, []).append(row)
    return found


@bp.get(PARTNERS)
@allowed(Role.LEADER)
def partners(plan: str) -> ResponseReturnValue:
    whole = the_whole(plan)
    rows, sentences = _rows(whole), echo.about(whole)
    listed = [
        (actor, _state(rows.get(actor.id, [])), len(sentences[actor.id]), _unsettled(rows.get(actor.id, [])))
        for actor in sorted(whole.plan.actors, key=lambda one: sort_key(one.name))
        if sentences[actor.id] or actor.id in rows
    ]
    listed.sort(key=lambda one: -one[3])  # what waits for the leader first
    return page(
        "plan_work/partners.html",
        whole,
        organisations=[one for one in listed if one[0].organisation],
        others=[one for one in listed if not one[0].organisation],
        rows=rows,
        state_word=presenters.echo_state,
        differences=[check for check in structure_checks(whole) if check.code.startswith("partner_only_")],
    )


def _unsettled(rows: Sequence[EchoRow]) -> int:
    return sum(len(echo.unsettled(row.content.asked)) for row in rows)


@bp.get(f"{PARTNERS}/<partner>")
@allowed(Role.LEADER)
def partner(plan: str, partner: str) -> ResponseReturnValue:
    whole = the_whole(plan)
    return _page(whole, _actor(whole, partner))


def _actor(whole: Whole, key: str) -> Actor:
    found = next((one for one in whole.plan.actors if one.id == key), None)
    if found is None:
        raise Missing(key[:80])
    return found


def _page(whole: Whole, actor: Actor, email: str = "", fault: str = "") -> str:
    rows = _rows(whole).get(actor.id, [])
    shown = session.pop(SHOWN_LINK, None) if request.method == "GET" else None
    mail = rows[0].mail_id if rows else None
    return page(
        "plan_work/partner.html",
        whole,
        actor=actor,
        state=_state(rows),
        newest=rows[0] if rows else None,
        answered=[row for row in rows if row.answered_at],
        sentences=echo.about(whole)[actor.id],
        link=shown["address"] if shown and shown["sheet"] == (rows[0].id if rows else "") else None,
        letter=outbox.states(db.session, [mail]).get(mail, "sent") if mail else None,
        has_server=runtime().settings.mail is not None,
        email=email,
        fault=fault,
        can_be_taken=lambda it: echo.can_be_taken(whole.measures_by_id.get(it.sentence.measure), it),
        answer_word=presenters.echo_answer,
        settled_word=presenters.echo_settled,
        state_word=presenters.echo_state,
    )


@bp.post(f"{PARTNERS}/<partner>/lenkje")
@allowed(Role.LEADER, keeps=False)
def ask_partner(plan: str, partner: str) -> ResponseReturnValue:
    """A new link: by letter where an address is given and letters can be sent, else shown once to hand over."""
    whole = the_whole(plan)
    actor, email = _actor(whole, partner), line_of(request.form.get("email", "")) or ""
    if email and not is_email(email):
        return _page(whole, actor, email, _("«%(email)s» er ikkje ei e-postadresse.", email=email[:80])), 422
    try:
        with runtime().transactions.begin(db.session) as uow:
            new = commands.ask_partner(uow, place_of(whole, "editions"), actor.id, the_account().actor)
            if email and runtime().settings.mail is not None:
                commands.note_letter(uow, new.id, outbox.queue(uow.session, _letter(whole, actor, new, email)))
            else:
                session[SHOWN_LINK] = {"sheet": new.id, "address": _address(whole, new)}
    except Refused:
        return _page(whole, actor, email, _("Planen har ingen setningar om %(name)s.", name=actor.name)), 422
    return _to_partner(whole, actor.id)


def _address(whole: Whole, link: PartnerLink) -> str:
    return runtime().settings.base_url + url_for("partner.sheet", token=link.token, lang=whole.plan.lang)


def _letter(whole: Whole, actor: Actor, link: PartnerLink, email: str) -> Mail:
    with speaking(whole.plan.lang):
        paragraphs = [
            _("Hei!"),
            _(
                "%(plan)s nemner %(name)s. Sjå gjennom setningane om dykk, og svar om dei stemmer.",
                plan=whole.plan.short_title,
                name=actor.name,
            ),
            _("Opne denne lenkja. De treng ikkje logge inn:"),
            _address(whole, link),
            _("Lenkja verkar til %(day)s, og berre til de har svara.", day=day(link.expires_at)),
            "Verkemiddel Vest-Telemark\n" + runtime().settings.base_url,
        ]
        subject = _("Stemmer det planen seier om %(name)s?", name=actor.name)
    return Mail(email, subject, "\n\n".join(paragraphs) + "\n", until=link.expires_at)


def _to_partner(whole: Whole, partner: str, part: str = "") -> ResponseReturnValue:
    return redirect(address(".partner", whole, partner=partner) + part, 303)


@bp.post(f"{PARTNERS}/<partner>/steng")
@allowed(Role.LEADER, keeps=False)
def close_partner_link(plan: str, partner: str) -> ResponseReturnValue:
    whole = the_whole(plan)
    actor = _actor(whole, partner)
    with runtime().transactions.begin(db.session) as uow:
        commands.close_link(uow, place_of(whole, "editions"), actor.id, the_account().actor)
    say(_("Lenkja er stengd."))
    return _to_partner(whole, actor.id)


@bp.post(f"{PARTNERS}/<partner>/svar/<sheet>/<int:number>")
@allowed(Role.LEADER)
def settle_answer(plan: str, partner: str, sheet: str, number: int) -> ResponseReturnValue:
    """Take an answer over into the plan, note that it is seen to, or set it aside."""
    whole = the_whole(plan)
    actor, settled = _actor(whole, partner), request.form.get("settled", "")
    if settled not in SETTLED or len(sheet) > 36 or "\x00" in sheet:
        raise Missing(settled[:20])
    command = SettleAnswer(
        made=made(_("Svar frå %(name)s", name=actor.name)),
        known=known(),
        place=place_of(whole, "editions"),
        sheet=sheet,
        number=number,
        settled=settled,
        words=text_of(request.form.get("words", "")) or "",
    )
    try:
        with runtime().transactions.begin(db.session) as uow:
            commands.settle_answer(uow, command)
    except Refused as refused:
        say(_refusal(refused.code), colour="warning")
    except Faulty:
        say(_("Planen ville ikkje hengje saman med denne endringa. Endre tiltaket for hand."), colour="warning")
    else:
        say(presenters.echo_settled(settled).text + ".")
    return _to_partner(whole, actor.id, "#svar")


def _refusal(code: str) -> str:
    words: dict[str, Any] = {
        "settled": _("Nokon har alt teke stilling til dette svaret."),
        "changed": _("Planen seier noko anna no. Endre tiltaket for hand, og merk svaret som ordna."),
    }
    return str(words[code])
