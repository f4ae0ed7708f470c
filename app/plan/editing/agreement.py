"""The agreement behind the plan: its period, its signing, the letters it rests on, and when silence is told."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask.typing import ResponseReturnValue

from app.accounts.access import allowed
from app.catalogue.editing.shape import Sort
from app.plan import permissions
from app.plan.editing.blueprint import address, bp, place_of, the_whole
from app.plan.editing.form import Field, Unreadable
from app.plan.editing.measure_fields import day_read
from app.plan.editing.sheet import Sheet, save, show
from app.plan.rules.typed_dates import as_typed, read_day
from app.web.locale import gettext
from app.web.runtime import runtime

AGREEMENT = "/<plan>/folk/avtala"
FIRST_YEAR, LAST_YEAR = 1900, 2200
USUAL_DAYS, MOST_DAYS = 180, 3660


def _(text: str) -> str:
    """Marks a text for the translations; it is translated where it is shown."""
    return text


@bp.get(AGREEMENT)
@allowed(*permissions.LEADERS)
def agreement(plan: str) -> ResponseReturnValue:
    return show(_sheet(plan))


@bp.post(AGREEMENT)
@allowed(*permissions.LEADERS)
def save_agreement(plan: str) -> ResponseReturnValue:
    return save(_sheet(plan))


def _sheet(plan: str) -> Sheet:
    whole, today = the_whole(plan), runtime().today()
    return Sheet(
        whole=whole,
        part=place_of(whole, "plan"),
        heading=gettext(_("Avtala")),
        fields=(*_head(), *_signing(today), _letters(today), _silence()),
        back=(address(".people", whole), gettext(_("Folk"))),
        fill=lambda content: {"stale_after_days": USUAL_DAYS} | content,
        pour=_poured,
        check=_order,
        sentence=gettext(_("Avtala er lagra. Lesarane ser det no.")),
    )


def _head() -> tuple[Field, ...]:
    year = _whole_number(FIRST_YEAR, LAST_YEAR)
    needed = _("Skriv året.")
    return (
        Field("title", _("Tittel"), needed=_("Avtala må ha ein tittel.")),
        Field("short_title", _("Kort tittel"), needed=_("Skriv ein kort tittel.")),
        Field("from_year", _("Første år"), needed=needed, read=year, small=True, own_words=False),
        Field(
            "to_year",
            _("Siste år"),
            help=_("Tiltak og pengar må liggje mellom det første og det siste året."),
            needed=needed,
            read=year,
            small=True,
            own_words=False,
        ),
    )


def _signing(today: date) -> tuple[Field, ...]:
    return (
        _day("signing_planned", _("Planlagd signering"), _any_day, example="2.6.2025"),
        _day("signed_on", _("Signert den"), day_read(today), help=_("Tomt til avtala er signert.")),
    )


def _letters(today: date) -> Field:
    return Field(
        "letters",
        _("Brev som avtala byggjer på"),
        Sort.ROWS,
        inside=(
            Field("title", _("Kva brev?"), needed=_("Skriv kva brevet heiter.")),
            _day("date", _("Dato"), _any_day, needed=_("Skriv datoen på brevet.")),
            Field("doubt", _("Kvifor er datoen tvilsam?"), help=_("Tomt når datoen er rett."), long=True),
            _day(
                "checked_on",
                _("Datoen er sjekka mot brevet den"),
                day_read(today),
                help=_("Tomt til nokon har sett på brevet. Etterpå står ikkje datoen som tvilsam."),
            ),
        ),
    )


def _silence() -> Field:
    return Field(
        "stale_after_days",
        _("Dagar utan nytt før eit tiltak står som «ikkje oppdatert»"),
        needed=_("Skriv kor mange dagar."),
        read=_whole_number(1, MOST_DAYS),
        small=True,
        own_words=False,
    )


def _day(name: str, label: str, read: Callable[[str], str], **more: Any) -> Field:
    """A field for a whole day, which `read` takes from what is typed. `more`: help, example, needed."""
    return Field(name, label, read=read, show=as_typed, small=True, own_words=False, **more)


def _any_day(text: str) -> str:
    found = read_day(text)
    if found is None:
        sentence = _("«%(text)s» er ikkje ein dag i kalenderen. Skriv dag.månad.år, til dømes %(example)s.")
        raise Unreadable(gettext(sentence, text=text, example="2.6.2025"))
    return found


def _whole_number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if text.isascii() and text.isdecimal() and len(text) < 6 and least <= int(text) <= most:
            return int(text)
        sentence = _("«%(text)s» er ikkje eit heilt tal frå %(least)s til %(most)s.")
        raise Unreadable(gettext(sentence, text=text, least=least, most=most))

    return read


def _poured(values: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """What the usual number of days is, is not written down, so that it is no change."""
    found = {name: value for name, value in (before | values).items() if value not in (None, "", [])}
    if found.get("stale_after_days") == USUAL_DAYS:
        del found["stale_after_days"]
    return found


def _order(values: dict[str, Any]) -> dict[str, str]:
    first, last = values.get("from_year"), values.get("to_year")
    if first and last and last < first:
        sentence = _("Det siste året, %(last)s, er før det første, %(first)s.")
        return {"to_year": gettext(sentence, last=last, first=first)}
    return {}
