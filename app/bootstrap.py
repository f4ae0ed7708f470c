"""Composition root: the only module that knows every package."""

import atexit
import gc
import time
from collections.abc import Callable, Hashable
from datetime import date, datetime

from flask import Flask, g
from flask_compress import Compress
from jinja2 import StrictUndefined
from sqlalchemy.orm import Session
from werkzeug.middleware.proxy_fix import ProxyFix

from app.accounts import access, oidc, scopes
from app.accounts import views as account_views
from app.api import openapi, plans, v1
from app.audit import log as audit
from app.catalogue import indexing, presenters, queries, reading, rendering
from app.catalogue import views as catalogue_views
from app.catalogue.commands import drafts
from app.catalogue.editing import inboxes
from app.catalogue.editing import views as editing_views
from app.catalogue.vocabularies import MUNICIPALITY
from app.db.uow import Transactions
from app.kernel import clock
from app.kernel.clock import OSLO
from app.kernel.text import LANGS
from app.mail import outbox
from app.pages import health
from app.pages import views as page_views
from app.plan import following, partners
from app.plan import views as plan_views
from app.plan.editing import views as plan_work
from app.reminders.types import Waiting
from app.search import follow
from app.search.language import words
from app.search.language.analysis import Analyser
from app.search.port import IndexBusy, Position, Query, SearchIndex
from app.search.whoosh_index import WhooshIndex
from app.search_log import counting
from app.settings import Settings
from app.web import assets, errors, filters, forms, fragments, headers, locale, logging, parts, sessions
from app.web.answers import AnswerCache
from app.web.memo import Memo
from app.web.runtime import Runtime, db

MOST_DRAWN_AHEAD = 5_000
BUSY_TRIES, BUSY_SECONDS = 10, 0.05
BLUEPRINTS = (
    health.bp,
    page_views.bp,
    catalogue_views.bp,
    plan_views.bp,
    plan_work.bp,
    partners.bp,
    account_views.bp,
    account_views.callback,
    *editing_views.BLUEPRINTS,
    v1.bp,
    plans.bp,
    openapi.bp,
)

WAITING = (
    Waiting(lambda session, who: inboxes.waiting_for(session, who.account)[1], inboxes.say_messages),
    Waiting(lambda session, who: inboxes.waiting_for(session, who.account)[0], inboxes.say_proposals),
)
"""What else waits for an editor and is told in the reminders."""


def today_in_norway() -> date:
    return datetime.now(OSLO).date()


def open_index(settings: Settings) -> WhooshIndex:
    analyser = Analyser(settings.data / "lexicon.yaml", settings.var / words.FILE)
    return WhooshIndex(settings.index_dir, analyser, secret=settings.secret_key)


def catch_up(session: Session, index: SearchIndex, today: date) -> bool:
    """Bring the index level with the tables. Raises `IndexBusy`."""
    return follow.catch_up(session, index, lambda s, keys: indexing.load(s, keys, today), today)


def transactions(after: Callable[[Session], None] | None = None) -> Transactions:
    """Units of work whose events reach the audit log and the change log in the same transaction."""
    return Transactions(inside=(audit.write, indexing.hear, following.hear), after=(after,) if after else ())


def _label(vocabulary: str, code: str) -> str:
    """What a code is called in the language of the page."""
    return presenters.label(vocabulary, code, locale.current_lang())


def _municipality_names() -> dict[str, str]:
    return {number: _label("municipality", number) for number in MUNICIPALITY}


def _organisation_names() -> dict[str, str]:
    lang = locale.current_lang()
    return {key: found.name.pick(lang).text for key, found in reading.organisations().items()}


def create_app(
    settings: Settings, *, index: SearchIndex | None = None, today: Callable[[], date] = today_in_norway
) -> Flask:
    index = index or open_index(settings)
    app = Flask("app", template_folder=str(settings.templates), static_folder=None)
    app.jinja_environment = parts.PlainEnvironment
    _configure(app, settings)
    for part in (logging, assets, filters, locale, errors, headers, fragments, parts, access, forms, sessions):
        part.init_app(app)
    Compress(app)
    oidc.init_app(app, settings.oidc)
    scopes.init_app(app, scopes.Scopes(_municipality_names, _organisation_names))
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    access.check_every_view(app)

    known = follow.Known()

    def after_commit(session: Session) -> None:
        """Whoever has saved reads it at once, and finds it at once; where another is writing the index, after a moment."""
        known.look(session, today())
        for _ in range(BUSY_TRIES):
            try:
                catch_up(session, index, today())
            except IndexBusy:
                time.sleep(BUSY_SECONDS)
            else:
                return
        app.logger.info("index busy; the next follow takes the change")

    def token() -> Hashable:
        return known.change, index.position(), today()

    app.extensions["app.runtime"] = Runtime(
        settings=settings, transactions=transactions(after_commit), index=index, memo=Memo(token), today=today
    )
    misses = counting.Misses()
    app.wsgi_app = AnswerCache(app.wsgi_app, token, tell=misses.note)  # type: ignore[method-assign]
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    if settings.background:
        _follow_in_background(app, settings, index, known, today)
        _count_in_background(app, settings, misses, today)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.from_mapping(
        SECRET_KEY=settings.secret_key,
        TESTING=settings.testing,
        SQLALCHEMY_ENGINES={"default": {"url": settings.database_url}},
        BABEL_TRANSLATION_DIRECTORIES=str(settings.translations),
        BABEL_DEFAULT_LOCALE="nn",
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=4,
        COMPRESS_LEVEL=5,
        MAX_CONTENT_LENGTH=64 * 1024,
        SESSION_COOKIE_NAME="verkemiddel_form",
        SESSION_COOKIE_SECURE=settings.is_secure,
        SESSION_COOKIE_SAMESITE="Lax",
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        languages=LANGS, base_url=settings.base_url, current_lang=locale.current_lang, label=_label
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    db.init_app(app)
    _only_plain_sessions(app)


def _only_plain_sessions(app: Flask) -> None:
    """We open no async sessions; closing them anyway starts a thread for every request (a tenth of a page's time)."""
    app.teardown_appcontext_funcs[:] = [
        close for close in app.teardown_appcontext_funcs if getattr(close, "__name__", "") != "_close_async_sessions"
    ]


def publish_due(app: Flask) -> None:
    """Publish the drafts whose time has come. Several processes may try; the first one does it."""
    if queries.drafts_due(db.session, clock.now()):
        with transactions().begin(db.session) as uow:
            for kind, key in drafts.publish_due(uow, clock.now()):
                app.logger.info("published at its time: %s/%s", kind, key)


def settle() -> None:
    """Take what is held now out of the garbage collector's rounds: walking through it took a tenth of a second each time."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _keep_doing(app: Flask, step: Callable[[], None], *, every: float = 1.0) -> None:
    """Do a step again and again in a thread; whoever closes the app stops those of `app.followers`."""
    follower = follow.Follower(step, every=every)
    follower.start()
    app.extensions.setdefault("app.followers", []).append(follower)


def _draw_in_background(app: Flask, index: SearchIndex) -> None:
    """Draw the cards of the lists anew when the content is another, so that no reader waits for it."""
    drawn: list[Position] = []

    def draw() -> None:
        position = index.position()
        for lang in LANGS if drawn != [position] else ():
            with app.test_request_context(f"/{lang}/"):
                g.lang = lang
                rendering.draw_ahead(index.search(Query(lang=lang, limit=MOST_DRAWN_AHEAD)).keys, lang)
        drawn[:] = [position]

    _keep_doing(app, draw, every=0.5)


def _follow_in_background(
    app: Flask, settings: Settings, index: SearchIndex, known: follow.Known, today: Callable[[], date]
) -> None:
    """Keep this process's index level, take up what other processes have indexed, and send letters."""
    settled: list[Position] = []

    def step() -> None:
        if isinstance(index, WhooshIndex):
            index.refresh()
        with app.app_context():
            publish_due(app)
            known.look(db.session, today())
            catch_up(db.session, index, today())
        if settled != [index.position()]:
            settle()
            settled[:] = [index.position()]

    def send() -> None:
        with app.app_context():
            outbox.send_waiting(db.session, settings.mail)

    _keep_doing(app, step, every=0.5)
    _draw_in_background(app, index)
    if settings.mail:  # in a thread of its own: a mail server that does not answer must not hold the index up
        _keep_doing(app, send)


def _count_in_background(app: Flask, settings: Settings, misses: counting.Misses, today: Callable[[], date]) -> None:
    """Write now and then, and at the end, what was searched for in vain."""

    def write(*, everything: bool = False) -> None:
        with app.app_context():
            key = settings.secret_key
            counting.write(db.session, transactions(), misses, today(), key, everything=everything)

    _keep_doing(app, write, every=5)
    atexit.register(write, everything=True)
