"""One-time links: accept an invitation, choose a new password."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import letters, limiting, oidc, passwords, queries
from app.accounts.access import begin_session, public
from app.accounts.commands import accounts, credentials
from app.accounts.forms import AcceptForm, EmailForm, NewPasswordForm
from app.accounts.types import Link, Purpose
from app.accounts.views.blueprint import bp
from app.kernel.errors import Missing
from app.mail import outbox
from app.web.runtime import db, runtime


@bp.route("/invitasjon/<token>", methods=["GET", "POST"])
@public
def accept(token: str) -> ResponseReturnValue:
    """Make the account one's own: a name and a password, or somebody else's word."""
    link = _link(token, "invitation")
    if link is None:
        return _bad_link("invitation")
    form = AcceptForm(link.account.email, data={"name": link.account.name})
    if form.validate_on_submit():
        password_hash = passwords.hashed(form.password.data or "")
        command = credentials.AcceptInvitation(token=token, name=form.name.data or "", password_hash=password_hash)
        try:
            with runtime().transactions.begin(db.session) as uow:
                key = credentials.accept_invitation(uow, command)
                begin_session(uow, key, "password")
        except Missing:  # pressed twice, or in two windows
            return _bad_link("invitation")
        return redirect(url_for("accounts.second_factor", new=1), 303)
    context = {"form": form, "link": link, "token": token, "providers": list(oidc.providers().values())}
    return render_template("accounts/accept.html", **context), 422 if form.errors else 200


@bp.route("/nytt-passord", methods=["GET", "POST"])
@public
def forgotten() -> ResponseReturnValue:
    """Ask for a link to choose a new password. The answer is the same whether there is an account or not."""
    form = EmailForm()
    if not form.validate_on_submit():
        return render_template("accounts/forgotten.html", form=form, sent=False), 422 if form.errors else 200
    email = form.email.data or ""
    with runtime().transactions.begin(db.session) as uow:
        may_try = limiting.take(
            uow.session,
            (limiting.MAIL_PER_ACCOUNT, ("password letter", email)),
            (limiting.MAIL_PER_ADDRESS, ("password letter from", request.remote_addr or "")),
        )
        account = queries.by_email(uow.session, email)
        if may_try and account and account.active:
            new = accounts.make_link(uow, account.id, account.actor)
            mail = outbox.queue(uow.session, letters.of_link(new, account.name))
            accounts.note_letter(uow, new.id, mail)
    return render_template("accounts/forgotten.html", form=form, sent=True)


@bp.route("/nytt-passord/<token>", methods=["GET", "POST"])
@public
def choose_password(token: str) -> ResponseReturnValue:
    """Choose a new password by a one-time link; every session ends, and one signs in with the new one."""
    link = _link(token, "password")
    if link is None:
        return _bad_link("password")
    form = NewPasswordForm(link.account.email)
    if form.validate_on_submit():
        password_hash = passwords.hashed(form.password.data or "")
        try:
            with runtime().transactions.begin(db.session) as uow:
                credentials.set_password_by_link(uow, token, password_hash)
                outbox.queue(uow.session, letters.password_changed(link.account))
                limiting.forgive(uow.session, limiting.SIGN_IN_PER_ACCOUNT, "sign in", link.account.email)
        except Missing:
            return _bad_link("password")
        return redirect(url_for("accounts.sign_in", changed=1), 303)
    return render_template("accounts/choose_password.html", form=form, link=link), 422 if form.errors else 200


def _link(token: str, purpose: Purpose) -> Link | None:
    try:
        return queries.link(db.session, token, purpose)
    except Missing:
        return None


def _bad_link(purpose: Purpose) -> ResponseReturnValue:
    return render_template("accounts/bad_link.html", purpose=purpose), 404
