"""How values are written for a reader: money, numbers, dates, phones, and where figures must not break."""

import re
from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal
from flask import Flask
from markupsafe import Markup

from app.kernel.clock import OSLO
from app.kernel.text import Lang
from app.web import assets
from app.web.locale import current_lang

NO_BREAK = "\u00a0"
_LOCALE = {"nn": "nn_NO", "nb": "nb_NO", "en": "en_GB"}
_GROUPED = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_UNIT = re.compile(r"(?<=\d) (?=(?:%|kr\b|kroner\b|mill\b|million|prosent|år\b|euro\b))")
_CURRENCY = re.compile(r"\bNOK (?=\d)")
_DAY = re.compile(r"(?<=\d\.) (?=[a-zæøå])")


def number(value: int) -> str:
    """1200000 -> 1 200 000, with spaces that do not break, alike in every language."""
    return str(format_decimal(value, locale="nn_NO"))


def kroner(value: int, lang: Lang | None = None) -> str:
    """1200000 -> 1 200 000 kroner / NOK 1 200 000."""
    return f"NOK{NO_BREAK}{number(value)}" if (lang or current_lang()) == "en" else f"{number(value)}{NO_BREAK}kroner"


def day(value: date | datetime | str, lang: Lang | None = None) -> str:
    """2026-02-03 -> 3. februar 2026 / 3 February 2026. A year or a month is written as one."""
    lang = lang or current_lang()
    locale = _LOCALE[lang]
    if isinstance(value, str):
        if len(value) == 4:
            return value
        if len(value) == 7:
            return str(format_date(date.fromisoformat(value + "-01"), "MMMM y", locale=locale))
        value = date.fromisoformat(value)
    written = str(format_date(value, "d MMMM y" if lang == "en" else "d. MMMM y", locale=locale))
    return written.replace(" ", NO_BREAK, 1)


def moment(value: datetime, lang: Lang | None = None) -> str:
    """An instant as the clock in Norway shows it: 3. februar 2026 kl. 14.05 / 3 February 2026, 14:05."""
    lang = lang or current_lang()
    there = value.astimezone(OSLO)
    return day(there, lang) + (f", {there:%H:%M}" if lang == "en" else f" kl.{NO_BREAK}{there:%H.%M}")


def month(value: date | str, lang: Lang | None = None) -> str:
    """2026-11-23 -> november 2026."""
    return day(str(value)[:7], lang)


def unbroken(text: str) -> str:
    """Keep figures together: `1 000 000 kroner`, `50 %`, `1. april`."""
    for pattern in (_GROUPED, _UNIT, _DAY):
        text = pattern.sub(NO_BREAK, text)
    return _CURRENCY.sub(f"NOK{NO_BREAK}", text)


def phone_link(text: str) -> str:
    """`35 06 23 00` -> `tel:+4735062300`; short numbers stay short."""
    digits = re.sub(r"[^\d+]", "", text)
    return f"tel:{digits}" if digits.startswith("+") or len(digits) != 8 else f"tel:+47{digits}"


def host(url: str) -> str:
    """The readable part of an address: `https://www.husbanken.no/x/` -> `husbanken.no`."""
    return re.sub(r"^https?://(www\.)?", "", url).split("/")[0]


@lru_cache(maxsize=200)
def icon(name: str) -> Markup:
    """A picture from the sprite, hidden from screen readers: the text beside it says the same."""
    use = Markup('<use href="{}#{}"></use>').format(assets.address("icons.svg"), name)
    return Markup('<svg class="icon" aria-hidden="true" focusable="false">{}</svg>').format(use)


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(
        number=number, kroner=kroner, day=day, moment=moment, month=month, unbroken=unbroken, tel=phone_link, host=host
    )
    app.jinja_env.globals.update(icon=icon)
