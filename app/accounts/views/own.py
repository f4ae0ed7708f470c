"""One's own account."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.accounts import queries
from app.accounts.access import current, signed_in, the_account
from app.accounts.views.blueprint import bp
from app.web.runtime import db


@bp.get("/konto")
@signed_in(keeps=False)
def overview() -> ResponseReturnValue:
    account, here = the_account(), current()
    return render_template(
        "accounts/overview.html",
        account=account,
        sessions=queries.sessions(db.session, account.id),
        here=here.session_id if here else None,
    )


@bp.get("/konto/kode")
@signed_in(keeps=False, unfinished=True)
def second_factor() -> ResponseReturnValue:
    return render_template("accounts/second_factor.html", account=the_account())
