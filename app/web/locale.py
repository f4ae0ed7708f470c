"""The reader's language: from the address, else from the browser's wishes; nynorsk unless they ask for another."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from gettext import NullTranslations
from urllib.parse import quote

from babel.support import Translations
from flask import Flask, Request, current_app, g, request
from flask_babel import Babel
from markupsafe import Markup
from werkzeug.datastructures import LanguageAccept

from app.kernel.text import LANGS, Lang

DEFAULT: Lang = "nn"
QUERY_LETTERS = "=&%+;,/:@!$'()*~-._?[]"
_WISHES: dict[str, Lang] = {"nn": "nn", "nb": "nb", "no": "nn", "en": "en"}


def gettext(text: str, /, **values: object) -> str:
    """The interface text in the page's language. `text` is the nynorsk."""
    found = _catalogue(current_lang()).gettext(text)
    return found % values if values else found


def ngettext(one: str, many: str, number: int, /, **values: object) -> str:
    """The interface text for a number, which it names `%(num)d`."""
    return _catalogue(current_lang()).ngettext(one, many, number) % {"num": number, **values}


def _template_text(text: str, /, **values: object) -> Markup:
    """For templates: the text is ours and safe, values are escaped."""
    found = _marked_up(current_lang(), text)
    return found % values if values else found


def _template_number(one: str, many: str, number: int, /, **values: object) -> Markup:
    found = _catalogue(current_lang()).ngettext(one, many, number)
    return Markup(found) % {"num": number, **values}  # noqa: S704 (our own text; values are escaped)


@lru_cache(maxsize=5_000)
def _marked_up(lang: Lang, text: str) -> Markup:
    return Markup(_catalogue(lang).gettext(text))  # noqa: S704 (our own text)


def _catalogue(lang: Lang) -> NullTranslations:
    """The compiled interface texts, read once: Flask-Babel looks its own up anew for each text."""
    found: NullTranslations = _catalogues(current_app.config["BABEL_TRANSLATION_DIRECTORIES"])[lang]
    return found


@lru_cache(maxsize=4)
def _catalogues(folder: str) -> dict[Lang, NullTranslations]:
    return {lang: Translations.load(folder, [lang]) for lang in LANGS}


def current_lang() -> Lang:
    """The language of the page being answered."""
    lang: Lang = g.get("lang", DEFAULT)
    return lang


@contextmanager
def speaking(lang: Lang) -> Iterator[None]:
    """Texts in another language for a while: letters are written in the language of whoever gets them."""
    before = current_lang()
    g.lang = lang
    try:
        yield
    finally:
        g.lang = before


def wished(request: Request) -> Lang:
    """The first of the browser's languages that we speak. Plain Norwegian, and no wish, is nynorsk."""
    accepted: LanguageAccept = request.accept_languages
    for tag, quality in accepted:
        if quality > 0 and (lang := _WISHES.get(tag.split("-")[0].lower())):
            return lang
    return DEFAULT


def after_language() -> str:
    """The address of the page being answered behind its language, with its query; pages without a language lead home."""
    rest: str | None = g.get("address_after_language")
    if rest is None:
        rest = g.address_after_language = _after_language()
    return rest


def _after_language() -> str:
    path = request.path
    if path[1:3] not in LANGS or path[3:4] != "/" or request.routing_exception:
        return "/"
    query = quote(request.query_string, safe=QUERY_LETTERS)  # as it came, save what no address may hold
    return quote(path[3:]) + (f"?{query}" if query else "")


def init_app(app: Flask) -> None:
    Babel(app, locale_selector=current_lang)
    # Plain functions, and texts kept as Markup: the i18n extension's own wrappers cost more than the texts.
    app.jinja_env.globals.update(
        after_language=after_language, _=_template_text, gettext=_template_text, ngettext=_template_number
    )

    @app.url_value_preprocessor
    def take_language(_endpoint: str | None, values: dict[str, object] | None) -> None:
        lang = values.pop("lang", None) if values else None
        if lang in LANGS:
            g.lang = lang
        elif request.path[1:3] in LANGS and request.path[3:4] in ("", "/"):
            g.lang = request.path[1:3]  # a page that is not there is still answered in the language of its address

    @app.url_defaults
    def keep_language(endpoint: str, values: dict[str, object]) -> None:
        if app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values.setdefault("lang", current_lang())
