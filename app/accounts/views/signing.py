"""Sign in, with a code where one is asked for, and sign out."""

from datetime import datetime
from typing import cast
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from flask import abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app.accounts import limiting, oidc, passwords, queries
from app.accounts.access import HOME, begin_session, current, current_account, end_session, public, signed_in
from app.accounts.commands import credentials, sessions
from app.accounts.forms import CodeForm, SignInForm
from app.accounts.rules import SECOND_STEP_LASTS, own_path
from app.accounts.types import Credentials
from app.accounts.views.blueprint import bp
from app.kernel import clock
from app.web.locale import gettext
from app.web.runtime import db, runtime

SECOND_STEP = "second_step"
"""Key in the form cookie for whoever has given the right password and has yet to give a code."""


@bp.route("/logg-inn", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    if request.method == "GET" and current_account():
        return redirect(destination(request.args.get("next"), None), 303)
    form = SignInForm(data={"next": request.args.get("next"), "kept": request.args.get("kept")})
    if form.validate_on_submit():
        email, password = form.email.data or "", form.password.data or ""
        if not _may_try(email):
            form.refuse("email", gettext("For mange forsøk. Vent eit kvarter, eller lag eit nytt passord."))
            return _sign_in_page(form), 429
        found = queries.credentials(db.session, email)
        known = found if found and found.may_sign_in else None
        if passwords.is_right(password, known.password_hash if known else None) and known:
            return _password_was_right(known, email, password, form)
        form.refuse("email", gettext("E-postadressa eller passordet er feil."))
    return _sign_in_page(form), 422 if form.errors else 200


def _sign_in_page(form: SignInForm) -> str:
    known = list(oidc.providers().values())
    return render_template("accounts/sign_in.html", form=form, kept=bool(form.kept.data), providers=known)


def _may_try(email: str) -> bool:
    address = request.remote_addr or ""
    with runtime().transactions.begin(db.session) as uow:
        return limiting.take(
            uow.session,
            (limiting.SIGN_IN_PER_ACCOUNT, ("sign in", email)),
            (limiting.SIGN_IN_PER_ADDRESS, ("sign in from", address)),
        )


def _password_was_right(known: Credentials, email: str, password: str, form: SignInForm) -> ResponseReturnValue:
    if known.password_hash and passwords.is_outdated(known.password_hash):
        new = passwords.hashed(password)
        with runtime().transactions.begin(db.session) as uow:
            credentials.rehash_password(uow, known.account_id, known.password_hash, new)
    if known.totp_secret:
        session.clear()
        session[SECOND_STEP] = {
            "account": known.account_id,
            "email": email,
            "since": clock.now().isoformat(),
            "next": own_path(form.next.data),
            "kept": form.kept.data,
        }
        return redirect(url_for("accounts.second_step"), 303)
    with runtime().transactions.begin(db.session) as uow:
        limiting.forgive(uow.session, limiting.SIGN_IN_PER_ACCOUNT, "sign in", email)
        begin_session(uow, known.account_id, "password")
    return redirect(destination(form.next.data, form.kept.data), 303)


@bp.route("/logg-inn/kode", methods=["GET", "POST"])
@public
def second_step() -> ResponseReturnValue:
    step = session.get(SECOND_STEP)
    if not step or clock.now() - datetime.fromisoformat(step["since"]) > SECOND_STEP_LASTS:
        session.pop(SECOND_STEP, None)
        return redirect(url_for("accounts.sign_in"), 303)
    form = CodeForm()
    if form.validate_on_submit():
        key = cast(int, step["account"])
        with runtime().transactions.begin(db.session) as uow:
            may_try = limiting.take(uow.session, (limiting.SIGN_IN_PER_ACCOUNT, ("code", str(key))))
            is_right = may_try and credentials.use_code(uow, key, form.code.data or "")
            if is_right:
                limiting.forgive(uow.session, limiting.SIGN_IN_PER_ACCOUNT, "code", str(key))
                limiting.forgive(uow.session, limiting.SIGN_IN_PER_ACCOUNT, "sign in", step["email"])
                begin_session(uow, key, "password+code")
        if is_right:
            return redirect(destination(step["next"], step["kept"]), 303)
        if not may_try:
            form.refuse("code", gettext("For mange forsøk. Vent eit kvarter."))
            return render_template("accounts/second_step.html", form=form), 429
        form.refuse("code", gettext("Koden er feil eller brukt. Vent på den neste, og prøv på nytt."))
    return render_template("accounts/second_step.html", form=form), 422 if form.errors else 200


@bp.post("/logg-ut")
@signed_in(keeps=False, unfinished=True)
def sign_out() -> ResponseReturnValue:
    found = current()
    if found is None:
        abort(401)
    with runtime().transactions.begin(db.session) as uow:
        sessions.end_session(uow, found.session_id, found.account.id)
    end_session()
    return redirect(url_for("accounts.sign_in", out=1), 303)


def destination(wanted: str | None, kept: str | None) -> str:
    """Where to go after signing in: the page that was wanted, with what had been typed there."""
    path = own_path(wanted) or url_for(HOME)
    if not kept:
        return path
    parts = urlsplit(path)
    arguments = [(name, value) for name, value in parse_qsl(parts.query) if name != "kept"]
    return urlunsplit(parts._replace(query=urlencode([*arguments, ("kept", kept)])))
