"""One's own account: details, password, code, sessions, and other ways in."""

from typing import cast

from flask import abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app.accounts import codes, letters, limiting, oidc, passwords, queries
from app.accounts.access import HOME, current, may_open, signed_in, the_account
from app.accounts.commands import accounts, credentials, sessions
from app.accounts.forms import ChangePasswordForm, CodeForm, ConfirmForm, DetailsForm, role_name, words
from app.accounts.rules import needs_second_factor, own_path
from app.accounts.scopes import scopes
from app.accounts.types import Role, Signed
from app.accounts.views.blueprint import KEY, bp
from app.kernel.errors import Refused
from app.kernel.text import Lang
from app.mail import outbox
from app.web.locale import gettext
from app.web.runtime import db, runtime

BEGINNINGS = ("editing.desk", "plan_work.start", "accounts.overview")
"""Whoever signs in comes to the first of these that they may open."""
NEW_SECRET = "new_secret"  # noqa: S105 (the name of a place, no secret)
"""Key in the form cookie for a second factor that is being set up."""


def _here() -> Signed:
    found = current()
    if found is None:
        abort(401)
    return found


@bp.get("/konto/start")
@signed_in()
def begin() -> ResponseReturnValue:
    """To the page where the reader's work begins."""
    return redirect(url_for(next(filter(may_open, BEGINNINGS))), 303)


@bp.route("/konto", methods=["GET", "POST"])
@signed_in(keeps=False)
def overview() -> ResponseReturnValue:
    account = the_account()
    form = DetailsForm(data={"name": account.name, "lang": account.lang})
    if form.validate_on_submit():
        with runtime().transactions.begin(db.session) as uow:
            accounts.set_details(uow, account.id, form.name.data or "", cast(Lang, form.lang.data))
        return redirect(url_for(".overview", saved=1), 303)
    linked = queries.identities(db.session, account.id)
    issuers = {provider.issuer: provider for provider in oidc.providers().values()}
    places, organisations = scopes().municipalities(), scopes().organisations()
    context = {
        "account": account,
        "form": form,
        "roles": [role_name(role) for role in Role if role in account.roles],
        "scope": [name for key, name in places.items() if key in account.municipalities]
        + [name for key, name in organisations.items() if key in account.organisations],
        "secrets": queries.own_credentials(db.session, account.id),
        "sessions": queries.sessions(db.session, account.id),
        "own_session": _here().session_id,
        "linked": [(it, issuers[it.issuer].label if it.issuer in issuers else it.issuer) for it in linked],
        "linkable": [it for it in issuers.values() if it.issuer not in {known.issuer for known in linked}],
    }
    return render_template("accounts/overview.html", **context), 422 if form.errors else 200


@bp.route("/konto/passord", methods=["GET", "POST"])
@signed_in(keeps=False)
def own_password() -> ResponseReturnValue:
    """Change the password; every other session ends."""
    here = _here()
    form = ChangePasswordForm(here.account.email)
    if form.validate_on_submit() and _is_owner(here, form, "present"):
        password_hash = passwords.hashed(form.password.data or "")
        with runtime().transactions.begin(db.session) as uow:
            credentials.set_password(uow, here.account.id, password_hash, save=here.session_id)
            outbox.queue(uow.session, letters.password_changed(here.account))
        return redirect(url_for(".overview", password=1), 303)
    return render_template("accounts/own_password.html", form=form, account=here.account), 422 if form.errors else 200


def _is_owner(here: Signed, form: ChangePasswordForm | ConfirmForm, field: str) -> bool:
    """Is the password theirs? A wrong one is said at its field."""
    with runtime().transactions.begin(db.session) as uow:
        may_try = limiting.take(uow.session, (limiting.SIGN_IN_PER_ACCOUNT, ("own password", str(here.account.id))))
    if not may_try:
        form.refuse(field, gettext("For mange forsøk. Vent eit kvarter."))
        return False
    own = queries.own_credentials(db.session, here.account.id)
    if passwords.is_right(form[field].data or "", own.password_hash):
        return True
    form.refuse(field, gettext("Passordet er feil."))
    return False


# -- the second factor -----------------------------------------------------------------------------


@bp.route("/konto/kode", methods=["GET", "POST"])
@signed_in(keeps=False, unfinished=True)
def second_factor() -> ResponseReturnValue:
    """Set up a code from an authenticator, or see that there is one."""
    here = _here()
    own = queries.own_credentials(db.session, here.account.id)
    if own.totp_secret:
        return _second_factor_page(here, ConfirmForm())
    if own.password_hash is None:
        return render_template("accounts/second_factor_elsewhere.html")
    secret = session.setdefault(NEW_SECRET, codes.new_secret())
    form = CodeForm()
    if form.validate_on_submit():
        step = codes.step_of(secret, (form.code.data or "").replace(" ", ""), after=0)
        if step is not None:
            with runtime().transactions.begin(db.session) as uow:
                made = credentials.set_second_factor(uow, here.account.id, secret, step)
                sessions.raise_session(uow, here.session_id)
            session.pop(NEW_SECRET, None)
            return _codes_page(made)
        form.refuse("code", gettext("Koden er feil. Sjå at klokka på telefonen er rett, og prøv den neste koden."))
    context = {
        "form": form,
        "picture": codes.picture(secret, here.account.email),
        "secret": codes.readable(secret),
        "demanded": needs_second_factor(here.account.roles, here.how),
        "next": own_path(request.args.get("next")) or url_for(HOME),
    }
    return render_template("accounts/second_factor.html", **context), 422 if form.errors else 200


def _second_factor_page(here: Signed, form: ConfirmForm) -> ResponseReturnValue:
    context = {
        "form": form,
        "left": queries.recovery_codes_left(db.session, here.account.id),
        "demanded": Role.ADMINISTRATOR in here.account.roles,
    }
    return render_template("accounts/second_factor_on.html", **context), 422 if form.errors else 200


def _codes_page(made: list[str]) -> str:
    path = own_path(request.args.get("next")) or url_for(HOME)
    return render_template("accounts/recovery_codes.html", codes=made, next=path)


@bp.post("/konto/kode/gjenoppretting")
@signed_in(keeps=False)
def new_recovery_codes() -> ResponseReturnValue:
    here, form = _here(), ConfirmForm()
    if not form.validate() or not _is_owner(here, form, "password"):
        return _second_factor_page(here, form)
    with runtime().transactions.begin(db.session) as uow:
        made = credentials.make_recovery_codes(uow, here.account.id)
    return _codes_page(made)


@bp.post("/konto/kode/av")
@signed_in(keeps=False)
def second_factor_off() -> ResponseReturnValue:
    """Stop asking for a code; an administrator sets up another one at once."""
    here, form = _here(), ConfirmForm()
    if not form.validate() or not _is_owner(here, form, "password"):
        return _second_factor_page(here, form)
    with runtime().transactions.begin(db.session) as uow:
        credentials.take_second_factor_away(uow, here.account.id, here.account.actor)
        sessions.lower_sessions(uow, here.account.id)
    return redirect(url_for(".second_factor"), 303)


# -- sessions and other ways in --------------------------------------------------------------------


@bp.post(f"/konto/okter/{KEY}/avslutt")
@signed_in(keeps=False)
def end_session(key: int) -> ResponseReturnValue:
    with runtime().transactions.begin(db.session) as uow:
        sessions.end_session(uow, key, the_account().id)
    return redirect(url_for(".overview", ended=1), 303)


@bp.post("/konto/okter/avslutt")
@signed_in(keeps=False)
def end_other_sessions() -> ResponseReturnValue:
    here = _here()
    with runtime().transactions.begin(db.session) as uow:
        sessions.end_sessions(uow, here.account.id, here.account.actor, save=here.session_id)
    return redirect(url_for(".overview", ended=1), 303)


@bp.post(f"/konto/innloggingar/{KEY}/fjern")
@signed_in(keeps=False)
def unlink(key: int) -> ResponseReturnValue:
    """Take a way of signing in away."""
    try:
        with runtime().transactions.begin(db.session) as uow:
            credentials.unlink_identity(uow, the_account().id, key)
    except Refused as refused:
        return render_template("accounts/refused.html", words=words(refused.code), back=url_for(".overview")), 409
    return redirect(url_for(".overview"), 303)
