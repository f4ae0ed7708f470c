"""Who may use an endpoint: a rule on the view, as data, enforced before every request.

    @bp.post("/<lang>/arbeid/ordningar/<key>/publiser")
    @allowed(Role.EDITOR)
    def publish(key: str) -> ResponseReturnValue: …

The rule stands nearest the function. A view without one stops the app at start. Somebody who is
not signed in is sent to the sign-in page from a page, and gets 401 from anything else; somebody
signed in without the role gets 403.

A form that comes in after its session has ended is kept a day for the session's owner (never
files, and not where the rule says `keeps=False`: what holds passwords). After signing in the owner
comes back to the page with `?kept=…`, and the page fills its form with `kept_form()` and calls
`forget_kept_form()` once it is saved.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Literal, TypeVar

from flask import Flask, Response, abort, after_this_request, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from msgspec import Struct
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.datastructures import MultiDict

from app.accounts import queries
from app.accounts.commands import sessions
from app.accounts.rules import SEEN_EVERY, SESSION_LONGEST, SESSION_REMEMBERED, may, needs_second_factor, own_path
from app.accounts.types import Account, How, Role, Signed
from app.db.uow import UnitOfWork
from app.kernel import clock
from app.web.runtime import db, runtime

View = TypeVar("View", bound=Callable[..., Any])

HOME = "accounts.begin"
LARGEST_KEPT = 200_000
NEVER_KEPT = ("csrf_token", "password")


class Rule(Struct, frozen=True, kw_only=True):
    """Who may use an endpoint."""

    kind: Literal["public", "signed_in", "allowed"]
    roles: frozenset[Role] = frozenset()
    keeps: bool = True
    """Keep a form that comes in after its session has ended."""
    unfinished: bool = False
    """Open too to those who have yet to set up the second factor that is demanded of them."""

    def __str__(self) -> str:
        return " ".join(sorted(self.roles)) if self.kind == "allowed" else self.kind


def public(view: View) -> View:
    """Everybody may."""
    return _ruled(view, Rule(kind="public"))


def signed_in(*, keeps: bool = True, unfinished: bool = False) -> Callable[[View], View]:
    """Everybody with an account may."""
    return lambda view: _ruled(view, Rule(kind="signed_in", keeps=keeps, unfinished=unfinished))


def allowed(*roles: Role, keeps: bool = True) -> Callable[[View], View]:
    """Those with one of the roles may, and administrators."""
    rule = Rule(kind="allowed", roles=frozenset({*roles, Role.ADMINISTRATOR}), keeps=keeps)
    return lambda view: _ruled(view, rule)


def _ruled(view: View, rule: Rule) -> View:
    view.access_rule = rule  # type: ignore[attr-defined]
    return view


def rule_of(view: Callable[..., Any]) -> Rule:
    """The access rule of a view. Raises `LookupError` when it has none."""
    rule: Rule | None = getattr(view, "access_rule", None)
    if rule is None:
        raise LookupError(f"{view.__module__}.{view.__name__} has no access rule; see app/accounts/access.py")
    return rule


# -- who is asking ---------------------------------------------------------------------------------


def cookie_name() -> str:
    """With the prefix that ties a cookie to this host and to TLS, where there is TLS."""
    return "__Host-verkemiddel" if runtime().settings.is_secure else "verkemiddel"


def current() -> Signed | None:
    """The session of the request, looked up once; without a cookie nothing is looked up."""
    if "signed" not in g:
        token = request.cookies.get(cookie_name())
        g.signed = queries.signed(db.session, token) if token else None
    found: Signed | None = g.signed
    return found


def current_account() -> Account | None:
    """Who is signed in, or None."""
    found = current()
    return found.account if found else None


def reader() -> Account | None:
    """Who reads the page, for its frame: a page that tells of a silent database must not ask it."""
    try:
        return current_account()
    except SQLAlchemyError:
        db.session.rollback()
        return None


def the_account() -> Account:
    """Who is signed in; a request without anybody ends at the sign-in page."""
    found = current_account()
    if found is None:
        abort(_to_sign_in())
    return found


def may_open(endpoint: str) -> bool:
    """May the reader use this endpoint? False for one that is not there. For menus."""
    view = current_app.view_functions.get(endpoint)
    return view is not None and _is_open(rule_of(view))


def _is_open(rule: Rule) -> bool:
    if rule.kind == "public":
        return True
    account = current_account()
    return account is not None and (rule.kind == "signed_in" or may(account.roles, rule.roles))


# -- enforcement -----------------------------------------------------------------------------------


def _enforce() -> ResponseReturnValue | None:
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None:
        return None  # there is no such page, and Flask says so
    rule = rule_of(view)
    if rule.kind == "public":
        return None
    found = current()
    if found is None:
        return _turn_away(rule)
    if not _is_open(rule):
        abort(403)
    if needs_second_factor(found.account.roles, found.how) and not rule.unfinished:
        return redirect(url_for("accounts.second_factor", next=_address_of_page()), 303)
    if clock.now() - found.seen_at > SEEN_EVERY:
        with runtime().transactions.begin(db.session) as uow:
            sessions.touch_session(uow, found.session_id)
    return None


def _turn_away(rule: Rule) -> ResponseReturnValue:
    if request.path.startswith("/api/"):
        abort(401)
    if request.method in ("GET", "HEAD"):
        return _to_sign_in()
    kept = _keep_what_was_typed(rule)
    if kept is None:
        abort(401)
    return redirect(url_for("accounts.sign_in", next=_address_of_page(), kept=kept), 303)


def _to_sign_in() -> Response:
    answer = redirect(url_for("accounts.sign_in", next=_address_of_page()), 303)
    assert isinstance(answer, Response)
    return answer


def _address_of_page() -> str | None:
    """The page that the request is about: itself, or the one that its form stands on."""
    adapter = current_app.create_url_adapter(request)
    if request.method in ("GET", "HEAD") or (adapter and "GET" in adapter.allowed_methods()):
        return own_path(request.full_path.rstrip("?"))
    return own_path((request.referrer or "").removeprefix(request.host_url.rstrip("/")))


def _keep_what_was_typed(rule: Rule) -> str | None:
    """Keep the form of somebody whose session has ended; only their old cookie can tell who that is."""
    token = request.cookies.get(cookie_name())
    owner = queries.owner_of_ended_session(db.session, token) if token and rule.keeps else None
    if owner is None:
        return None
    fields = [(n, v) for n, v in request.form.items(multi=True) if not any(part in n for part in NEVER_KEPT)]
    if not fields or sum(len(n) + len(v) for n, v in fields) > LARGEST_KEPT:
        return None
    address = _address_of_page()
    if address is None:
        return None
    page = address.split("?")[0]
    with runtime().transactions.begin(db.session) as uow:
        return sessions.keep_form(uow, owner, page, fields)


def kept_form() -> MultiDict[str, str] | None:
    """What the reader typed on this page before their session ended, to fill its form with; else None."""
    token, account = request.args.get("kept"), current_account()
    if not token or account is None:
        return None
    fields = queries.kept_form(db.session, token, account.id, request.path)
    return None if fields is None else MultiDict(fields)


def forget_kept_form(uow: UnitOfWork) -> None:
    """The form has been saved; call it in the same transaction. Does nothing where nothing was kept."""
    if token := request.args.get("kept"):
        sessions.forget_form(uow, token, the_account().id)


# -- signing in and out ----------------------------------------------------------------------------


def begin_session(uow: UnitOfWork, account: int, how: How) -> None:
    """Sign somebody in, with a new session and a new form token; the cookie goes with the answer."""
    command = sessions.BeginSession(
        account=account,
        how=how,
        agent=_agent(),
        replaces=request.cookies.get(cookie_name()),
        actor=f"account:{account}",
    )
    token = sessions.begin_session(uow, command)
    session.clear()
    g.pop("csrf_token", None)
    g.pop("signed", None)
    lasts = SESSION_LONGEST + SESSION_REMEMBERED
    after_this_request(lambda response: _set_cookie(response, token, lasts))


def end_session() -> None:
    """Forget the cookie; the caller ends the session itself."""
    session.clear()
    g.pop("csrf_token", None)
    g.signed = None
    after_this_request(lambda response: _set_cookie(response, "", timedelta(0)))


def _set_cookie(response: Response, token: str, lasts: timedelta) -> Response:
    secure = runtime().settings.is_secure
    response.set_cookie(cookie_name(), token, max_age=lasts, secure=secure, httponly=True, samesite="Lax", path="/")
    return response


_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def _agent() -> str:
    """Browser and system, as “Firefox, Windows”."""
    said = request.headers.get("User-Agent", "")
    found = [next((name for mark, name in known if mark in said), "") for known in (_BROWSERS, _SYSTEMS)]
    return ", ".join(name for name in found if name)


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(current_account=reader, may_open=may_open)
    app.before_request(_enforce)

    @app.after_request
    def keep_to_oneself(response: Response) -> Response:
        """What a signed-in reader gets is theirs alone."""
        view = current_app.view_functions.get(request.endpoint or "")
        if g.get("signed") or (view is not None and rule_of(view).kind != "public"):
            response.headers["Cache-Control"] = "no-store"
        return response


def check_every_view(app: Flask) -> None:
    """Raise `LookupError` when a view has no access rule. Called once everything is registered."""
    for view in app.view_functions.values():
        rule_of(view)
