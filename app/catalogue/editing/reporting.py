"""“Meld frå om feil”: a message from anybody, about an entry or the site. No account, no puzzles."""

import msgspec
from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, Signer
from limits import parse

from app.accounts import limiting
from app.accounts.access import public
from app.accounts.rules import is_email
from app.catalogue import queries
from app.catalogue.commands import inbox
from app.catalogue.editing import wording
from app.catalogue.editing.blueprint import SECTIONS, title_of
from app.catalogue.editing.content import one_line
from app.kernel import clock
from app.kernel.errors import Missing, Refused
from app.web.locale import current_lang
from app.web.locale import gettext as _
from app.web.runtime import db, runtime

bp = Blueprint("reporting", __name__, url_prefix="/<any(nn,nb,en):lang>/meld")

QUICKEST = 2
"""Seconds that a person needs at least, from the page to the press."""
LONGEST = 86_400
TRAP = "nettside"
"""A field that people do not see; who fills it in is a program."""
MOST = parse("10 per hour")
"""From one address."""


@bp.get("")
@public
def report() -> ResponseReturnValue:
    section, key = request.args.get("del", ""), request.args.get("oppslag", "")
    return _page(section, key, {})


@bp.post("")
@public
def send() -> ResponseReturnValue:
    typed = {name: request.form.get(name, "") for name in ("text", "email")}
    section, key = request.form.get("del", ""), request.form.get("oppslag", "")
    email = one_line(typed["email"])
    if email and not is_email(email):
        return _page(section, key, typed, _("«%(email)s» er ikkje ei e-postadresse.", email=email)), 422
    if not _is_person():
        return _page(section, key, typed, _("Vent eit par sekund, og send ein gong til.")), 422
    kind = SECTIONS.get(section, "") if _title(section, key) else ""
    command = inbox.SendMessage(
        kind=kind, key=key if kind else "", text=typed["text"], lang=current_lang(), email=email or None
    )
    try:
        with runtime().transactions.begin(db.session) as uow:
            if may := limiting.take(uow.session, (MOST, ("report", request.remote_addr or ""))):
                inbox.send_message(uow, command)
    except Refused as error:
        return _page(section, key, typed, wording.refusal(error.code)), 422
    if not may:
        return _page(
            section, key, typed, _("Det kom mange meldingar herifrå. Prøv att om ein time, eller ring oss.")
        ), 429
    return redirect(url_for(".thanks", svar="ja" if email else None), 303)


@bp.get("/takk")
@public
def thanks() -> ResponseReturnValue:
    return render_template("editing/thanks.html", answered=request.args.get("svar") == "ja")


def _page(section: str, key: str, typed: dict[str, str], fault: str = "") -> str:
    title = _title(section, key)
    return render_template(
        "editing/report.html",
        section=section if title else "",
        key=key if title else "",
        title=title,
        typed=typed,
        fault=fault,
        trap=TRAP,
        stamp=_signer().sign(str(_seconds())).decode(),
    )


def _title(section: str, key: str) -> str:
    """The entry's title; empty where the message is about the site."""
    kind = SECTIONS.get(section)
    try:
        found = queries.entry(db.session, kind, key) if kind and key else None
    except Missing:
        return ""
    return title_of(kind or "", msgspec.to_builtins(found)) if found else ""


def _signer() -> Signer:
    return Signer(runtime().settings.secret_key, salt="report")


def _seconds() -> int:
    return int(clock.now().timestamp())


def _is_person() -> bool:
    """Not a program: the trap is empty, and the page was fetched a moment ago."""
    if request.form.get(TRAP):
        return False
    try:
        began = int(_signer().unsign(request.form.get("stamp", "")))
    except (BadSignature, ValueError):
        return False
    return QUICKEST <= _seconds() - began <= LONGEST
