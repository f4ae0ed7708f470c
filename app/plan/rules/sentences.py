"""What a check says, in three languages, with its figures."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from babel.dates import format_date

from app.kernel.text import LANGS, Lang, LocalText
from app.plan.codes import CheckLevel

NO_BREAK = "\u00a0"
PATTERN: dict[Lang, tuple[str, str]] = {
    "nn": ("d. MMMM y", "nn_NO"),
    "nb": ("d. MMMM y", "nb_NO"),
    "en": ("d MMMM y", "en_GB"),
}
AND: dict[Lang, str] = {"nn": "og", "nb": "og", "en": "and"}


@dataclass(frozen=True, slots=True)
class Kr:
    """An amount in kroner."""

    amount: int | None


@dataclass(frozen=True, slots=True)
class Pct:
    """A share in per cent."""

    share: float


@dataclass(frozen=True, slots=True)
class Day:
    """A date, `YYYY-MM-DD`."""

    date: str


Part: TypeAlias = "Kr | Pct | Day | int | str | LocalText | Sequence[Part]"


@dataclass(frozen=True, slots=True)
class Check:
    """A verdict with the figures behind it."""

    code: str
    level: CheckLevel
    text: LocalText
    goal: str | None = None
    measure: str | None = None
    year: int | None = None
    figures: dict[str, float | None] = field(default_factory=dict)


def grouped(number: int) -> str:
    """1200000 -> 1 200 000, with spaces that do not break."""
    sign = "−" if number < 0 else ""
    return sign + f"{abs(number):,}".replace(",", NO_BREAK)


def money(amount: int | None, lang: Lang) -> str:
    """What a reader sees for an amount; a blank has words."""
    if amount is None:
        return {"nn": "ikkje oppgjeve", "nb": "ikke oppgitt", "en": "not stated"}[lang]
    return f"NOK{NO_BREAK}{grouped(amount)}" if lang == "en" else f"{grouped(amount)}{NO_BREAK}kr"


def written(value: Part, lang: Lang) -> str:
    """A value in a sentence."""
    match value:
        case Kr():
            return money(value.amount, lang)
        case Pct():
            figure = f"{value.share:.1f}"
            return f"{figure if lang == 'en' else figure.replace('.', ',')}{NO_BREAK}%"
        case Day():
            form, locale = PATTERN[lang]
            return str(format_date(date.fromisoformat(value.date), form, locale=locale)).replace(" ", NO_BREAK, 1)
        case LocalText():
            return value.pick(lang).text
        case int() | str():
            return str(value)
        case _:
            return enumeration([written(one, lang) for one in value], lang)


def enumeration(items: Sequence[str], lang: Lang) -> str:
    """a, b og c."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {AND[lang]} {items[-1]}"


def said(template: LocalText, **values: Part) -> LocalText:
    """The sentence in all three languages."""
    return LocalText(
        **{
            lang: getattr(template, lang).format(**{name: written(value, lang) for name, value in values.items()})
            for lang in LANGS
        }
    )
