"""Sign in with an OpenID provider: there and back again."""

from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import oidc, queries
from app.accounts.access import begin_session, current_account, public, signed_in, the_account
from app.accounts.commands import credentials
from app.accounts.oidc import FAULTS, Failed, Person
from app.accounts.rules import own_path
from app.accounts.views.blueprint import bp
from app.accounts.views.signing import destination
from app.kernel.errors import Missing, Refused
from app.kernel.text import LANGS
from app.web.locale import current_lang, wished
from app.web.runtime import db, runtime

callback = Blueprint("oidc", __name__)
"""The one address that is registered with a provider; it has no language of its own."""


@bp.get("/logg-inn/med/<provider>")
@public
def sign_in_with(provider: str) -> ResponseReturnValue:
    """To the provider: to sign in, or to accept the invitation in `invitation`."""
    flow = {
        "next": own_path(request.args.get("next")),
        "kept": request.args.get("kept", "")[:80],
        "invitation": request.args.get("invitation", "")[:80],
    }
    return _send_there(provider, flow)


@bp.get("/konto/kople/<provider>")
@signed_in(keeps=False)
def link_provider(provider: str) -> ResponseReturnValue:
    """To the provider, so that one's account can be signed in to from there too."""
    return _send_there(provider, {"linking": the_account().id})


def _send_there(provider: str, flow: dict[str, Any]) -> ResponseReturnValue:
    address = runtime().settings.base_url + url_for("oidc.come_back", provider=provider)
    try:
        return oidc.send_there(provider, address, flow | {"lang": current_lang()})
    except Failed as failed:
        return redirect(url_for("accounts.sign_in_failed", fault=failed.fault), 303)


@callback.get("/oidc/<provider>/callback")
@public
def come_back(provider: str) -> ResponseReturnValue:
    """From the provider, with a code or with a refusal."""
    if provider not in oidc.providers():
        raise Missing(provider)
    flow = oidc.take_flow(provider, request.args.get("state"))
    g.lang = flow["lang"] if flow and flow.get("lang") in LANGS else wished(request)
    if flow is None:
        return redirect(url_for("accounts.sign_in_failed", fault="state"), 303)
    try:
        return _let_in(oidc.who_came_back(provider), flow)
    except Failed as failed:
        return redirect(url_for("accounts.sign_in_failed", fault=failed.fault), 303)


def _let_in(person: Person, flow: dict[str, Any]) -> ResponseReturnValue:
    if linking := flow.get("linking"):
        return _link(person, linking)
    try:
        with runtime().transactions.begin(db.session) as uow:
            if token := flow.get("invitation"):
                key = credentials.accept_by_identity(uow, token, person.issuer, person.subject)
            else:
                known = queries.account_behind(uow.session, person.issuer, person.subject)
                if known is None:
                    raise Failed("unknown")
                key = known.id
            begin_session(uow, key, "oidc")
    except Missing as missing:
        raise Failed("link") from missing
    except Refused as refused:
        raise Failed("taken" if refused.code == "identity_taken" else "disabled") from refused
    return redirect(destination(flow.get("next"), flow.get("kept")), 303)


def _link(person: Person, owner: int) -> ResponseReturnValue:
    account = current_account()
    if account is None or account.id != owner:
        raise Failed("state")
    try:
        with runtime().transactions.begin(db.session) as uow:
            credentials.link_identity(uow, owner, person.issuer, person.subject)
    except Refused as refused:
        raise Failed("taken") from refused
    return redirect(url_for("accounts.overview"), 303)


@bp.get("/logg-inn/feil/<fault>")
@public
def sign_in_failed(fault: str) -> ResponseReturnValue:
    """Why signing in elsewhere led to nothing, and what to do."""
    status = {str(name): number for name, number in FAULTS.items()}.get(fault)
    if status is None:
        abort(404)
    return render_template("accounts/sign_in_failed.html", fault=fault), status
