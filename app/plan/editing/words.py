"""Values of the plan as words: to be compared by people, and to tell what is wrong with them."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from app.kernel.errors import Fault
from app.plan import presenters
from app.plan.rules.block_text import text_of
from app.plan.rules.typed_dates import as_typed
from app.web.locale import gettext

VOCABULARIES = {
    "progress": "progress",
    "priority": "priority",
    "certainty": "certainty",
    "time_certainty": "certainty",
    "change": "change",
    "type": "section_type",
    "status": "edition_status",
    "body": "body",
}
DATES = ("date", "done_on", "signed_on", "signing_planned", "checked_on")
HIDDEN = ("id", "printed_date")
"""Fields of the inner parts that say nothing to a reader."""


def _(text: str) -> str:
    """Marks a text for the translations; it is translated where it is shown."""
    return text


def as_text(value: Any, name: str = "") -> str:
    """A value as text; `name` is that of its field, so that codes and dates become words."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return gettext(_("Ja")) if value else gettext(_("Nei"))
    if isinstance(value, list):
        return _list(value)
    if isinstance(value, Mapping):
        return _group(value)
    text = str(value)
    if name in VOCABULARIES:
        return presenters.label(VOCABULARIES[name], text)
    return as_typed(text) if name in DATES else text


def _list(value: list[Any]) -> str:
    if value and all(isinstance(one, Mapping) and ("items" in one or set(one) == {"text"}) for one in value):
        return text_of(value)
    return "\n".join(as_text(one) for one in value)


def _group(value: Mapping[str, Any]) -> str:
    if "blocks" in value:
        return "\n".join(filter(None, [str(value.get("heading") or ""), _list(value["blocks"])]))
    return ", ".join(filter(None, (as_text(inner, name) for name, inner in value.items() if name not in HIDDEN)))


_FAULTS = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (
            r"“(.*)” is no actor of",
            _("«%(a)s» er ingen kjend aktør. Rett skrivemåten, eller legg aktøren til under Folk."),
        ),
        (r"“(.*)” already means (.*)", _("«%(a)s» er alt ein skrivemåte for ein annan aktør (%(b)s).")),
        (r"“(.*)” is not a day of the calendar", _("«%(a)s» er ikkje ein dag i kalenderen.")),
        (r"is (\d+), outside the period (.*)", _("%(a)s er utanfor perioden %(b)s.")),
        (r"is (\d+), before from_year \((\d+)\)", _("Det siste året, %(a)s, er før det første, %(b)s.")),
        (
            r"the goals' weight_percent are (.*) = (\d+); they must",
            _("Vektene er %(a)s = %(b)s. Til saman må dei vere 100."),
        ),
        (r"is “(.*)”, which is not in goals/", _("Eit tiltak må ha eit delmål.")),
        (r"(\d+) measures have the number (\d+) under", _("Eit anna tiltak under delmålet har alt nummer %(b)s.")),
        (
            r"is “(.*)”, which is not in the version log",
            _("Nokon har vedteke versjon %(a)s. Han må stå i loggen."),
        ),
        (
            r"names (\d+), outside the period (.*)",
            _("Ei flytting av pengar gjeld %(a)s. Det er utanfor perioden %(b)s."),
        ),
        (r"names “(.*)”, which is not in", _("«%(a)s» finst ikkje.")),
    )
)
_UNKNOWN = _("Dette kan ikkje stå slik: %(reason)s.")
_FIELDS = {"measures": "number", "actors": "aliases"}
"""Where a fault of the whole edition belongs in a form."""


def faults(found: Iterable[Fault]) -> dict[str, str]:
    """Sentences by the field that they are about."""
    out: dict[str, str] = {}
    for fault in found:
        field = fault.field.split("[", maxsplit=1)[0].split(".", maxsplit=1)[0]
        out.setdefault(_FIELDS.get(field, field), _sentence(fault.reason))
    return out


def _sentence(reason: str) -> str:
    for pattern, words in _FAULTS:
        if found := pattern.match(reason):
            return gettext(words, **dict(zip("abc", found.groups(), strict=False)))
    return gettext(_UNKNOWN, reason=reason)
