"""The list of accounts: let people in, change what they may, shut them out."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app.accounts import letters, queries
from app.accounts.access import allowed, the_account
from app.accounts.commands import accounts, credentials, sessions
from app.accounts.commands.accounts import NewLink
from app.accounts.forms import AccountForm, InviteForm, role_help, role_name, words
from app.accounts.scopes import scopes
from app.accounts.types import Listed, Role
from app.accounts.views.blueprint import KEY, bp
from app.db.uow import UnitOfWork
from app.kernel.errors import Missing, Refused
from app.kernel.text import Lang
from app.mail import outbox
from app.web.runtime import db, runtime

SHOWN_LINK = "shown_link"
"""Key in the form cookie for a one-time link that an administrator is to hand over."""


def _choices() -> Mapping[str, Any]:
    return {
        "roles": [(str(role), role_name(role), role_help(role)) for role in Role],
        "municipalities": [(key, name, None) for key, name in scopes().municipalities().items()],
        "organisations": [(key, name, None) for key, name in scopes().organisations().items()],
    }


@bp.get("/konto/brukarar")
@allowed(keeps=False)
def everybody() -> ResponseReturnValue:
    context = {
        "people": queries.listed(db.session),
        "role_name": role_name,
        "places": scopes().municipalities(),
        "organisations": scopes().organisations(),
        "waiting": outbox.waiting(db.session),
        "has_server": runtime().settings.mail is not None,
    }
    return render_template("accounts/everybody.html", **context)


@bp.route("/konto/brukarar/ny", methods=["GET", "POST"])
@allowed()
def invite() -> ResponseReturnValue:
    form = InviteForm(data={"lang": "nn", "roles": [Role.EDITOR]})
    if form.validate_on_submit():
        command = accounts.InviteAccount(
            email=form.email.data or "",
            name=form.name.data or "",
            lang=cast(Lang, form.lang.data),
            actor=the_account().actor,
            **form.rights(),
        )
        try:
            with runtime().transactions.begin(db.session) as uow:
                new = accounts.invite_account(uow, command)
                _hand_over(uow, new)
        except Refused as refused:
            form.refuse("email", words(refused.code))
        else:
            return redirect(url_for(".one", key=new.account.id), 303)
    has_server = runtime().settings.mail is not None
    context = {"form": form, "choices": _choices(), "has_server": has_server}
    return render_template("accounts/invite.html", **context), 422 if form.errors else 200


def _hand_over(uow: UnitOfWork, new: NewLink, *, show: bool = False) -> None:
    """Send the link by letter; show it where no letter can be sent, or where that is asked for."""
    account, purpose = new.account, new.purpose
    if show or runtime().settings.mail is None:
        session[SHOWN_LINK] = {"account": account.id, "address": letters.address_of_link(new.token, purpose, account)}
        return
    letter = letters.of_link(new, the_account().name)
    accounts.note_letter(uow, new.id, outbox.queue(uow.session, letter))


@bp.route(f"/konto/brukarar/{KEY}", methods=["GET", "POST"])
@allowed()
def one(key: int) -> ResponseReturnValue:
    found = _listed(key)
    account = found.account
    form = AccountForm(
        data={
            "name": account.name,
            "roles": sorted(account.roles),
            "municipalities": sorted(account.municipalities),
            "organisations": sorted(account.organisations),
        }
    )
    if form.validate_on_submit():
        command = accounts.ChangeAccount(
            account=key, name=form.name.data or "", actor=the_account().actor, **form.rights()
        )
        try:
            with runtime().transactions.begin(db.session) as uow:
                accounts.change_account(uow, command)
        except Refused as refused:
            form.refuse("roles", words(refused.code))
        else:
            return redirect(url_for(".one", key=key, saved=1), 303)
    shown = session.pop(SHOWN_LINK, None) if request.method == "GET" else None
    context = {
        "form": form,
        "choices": _choices(),
        "found": found,
        "link": shown["address"] if shown and shown["account"] == key else None,
        "has_server": runtime().settings.mail is not None,
        "own": key == the_account().id,
    }
    return render_template("accounts/one.html", **context), 422 if form.errors else 200


def _listed(key: int) -> Listed:
    found = next((it for it in queries.listed(db.session) if it.account.id == key), None)
    if found is None:
        raise Missing(str(key))
    return found


@bp.post(f"/konto/brukarar/{KEY}/lenkje")
@allowed(keeps=False)
def new_link(key: int) -> ResponseReturnValue:
    """A new link to accept the invitation or to choose a password: by letter, or to hand over."""

    def do(uow: UnitOfWork) -> None:
        _hand_over(uow, accounts.make_link(uow, key, the_account().actor), show="show" in request.form)

    return _do(key, do)


@bp.post(f"/konto/brukarar/{KEY}/steng")
@allowed(keeps=False)
def disable(key: int) -> ResponseReturnValue:
    return _do(key, lambda uow: accounts.disable_account(uow, key, the_account().actor))


@bp.post(f"/konto/brukarar/{KEY}/opne")
@allowed(keeps=False)
def enable(key: int) -> ResponseReturnValue:
    return _do(key, lambda uow: accounts.enable_account(uow, key, the_account().actor))


@bp.post(f"/konto/brukarar/{KEY}/utan-kode")
@allowed(keeps=False)
def without_code(key: int) -> ResponseReturnValue:
    """For somebody who has lost both their telephone and their recovery codes."""

    def do(uow: UnitOfWork) -> None:
        credentials.take_second_factor_away(uow, key, the_account().actor)
        sessions.end_sessions(uow, key, the_account().actor)

    return _do(key, do)


def _do(key: int, change: Callable[[UnitOfWork], object]) -> ResponseReturnValue:
    """Do one thing with an account, and show it; what a rule refuses is said on a page."""
    try:
        with runtime().transactions.begin(db.session) as uow:
            change(uow)
    except Refused as refused:
        back = url_for(".one", key=key)
        return render_template("accounts/refused.html", words=words(refused.code), back=back), 409
    return redirect(url_for(".one", key=key, saved=1), 303)
