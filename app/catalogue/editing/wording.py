"""Faults and refusals in the editor's words. The rules speak English, to those who write files."""

import re
from collections.abc import Iterable

from app.catalogue.acts import Act, Refusal
from app.catalogue.editing.form import fault_name
from app.kernel.errors import Fault
from app.web.locale import gettext


def _(text: str) -> str:
    """Marks a text for the translations; it is translated where it is shown."""
    return text


_FAULTS = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"has (\d+) words; it must have (\d+) to (\d+)", _("Her er %(a)s ord. Det skal vere %(b)s til %(c)s.")),
        (r"has (\d+) words; at most (\d+)", _("Her er %(a)s ord. Det kan vere høgst %(b)s.")),
        (r"has (\d+) steps; (\d+) to (\d+) are wanted", _("Her er %(a)s steg. Det skal vere %(b)s til %(c)s.")),
        (r"is empty; (?:every text|a title)", _("Teksten trengst på alle tre språka.")),
        (
            r"is empty, and `unconfirmed`",
            _("Skriv minst eitt krav, eller skriv under «Ikkje stadfesta» at krava ikkje er kjende."),
        ),
        (
            r"nobody answers",
            _("Ingen svarar lesaren. Skriv ein kontakt med telefon, e-post eller nettside, her eller hos tilbydaren."),
        ),
        (
            r"no contact, page or source",
            _("Skriv ein kontakt, ei nettside eller ei kjelde, eller skriv under «Ikkje stadfesta» at det manglar."),
        ),
        (r"(-?\d+) is greater than the maximum of (\d+)", _("%(a)s er for mykje. Det kan vere høgst %(b)s.")),
        (r"(-?\d+) is less than the minimum of (\d+)", _("%(a)s er for lite. Det må vere minst %(b)s.")),
        (r"“(.*)” already leads to", _("Adressa «%(a)s» fører alt til eit anna oppslag.")),
        (r"is empty", _("Her må det stå noko.")),
        (r"is “(.*)”; expected a whole number", _("«%(a)s» er ikkje eit heilt tal. Skriv til dømes 200 000.")),
        (
            r"“(.*)” is not a day of the (?:calendar|year)",
            _("«%(a)s» er ikkje ein dag i kalenderen. Skriv dag.månad.år."),
        ),
        (r"“(.*)” is not in the calendar", _("«%(a)s» er ikkje i kalenderen. Skriv år, år-månad eller dag.månad.år.")),
        (r"is “(.*)”; expected one of", _("Vel ein av dei i lista.")),
        (
            r"is “(.*)”, which has the wrong form \(expected \^https",
            _("«%(a)s» er ikkje ei heil nettadresse. Ta med https://."),
        ),
        (r"is “(.*)”, which has the wrong form \(expected \^\\d", _("«%(a)s» er ikkje ein dato. Skriv dag.månad.år.")),
        (r"is “(.*)”, which has the wrong form", _("«%(a)s» har feil form.")),
        (r"is (\d+), more than amount.max \((\d+)\)", _("Det minste beløpet er større enn det høgste.")),
        (r"names “(.*)”, which is not in", _("Oppslaget «%(a)s» finst ikkje.")),
        (r"is the scheme itself", _("Dette er ordninga sjølv. Vel den nasjonale, eller la stå tomt.")),
        (r"holds the scheme's own id", _("Her står adressa til ordninga sjølv.")),
    )
)
_DIFFER = re.compile(r"the (\w+) differ: nn has (.*); (nb|en) has (.*)")
_SAID = {
    "addresses": _("Nettadressene"),
    "figures": _("Tala"),
    "days": _("Datoane"),
    "shares": _("Prosentane"),
    "sums": _("Summane"),
    "nb": _("bokmål"),
    "en": _("engelsk"),
    "nothing more": _("ingenting"),
}
_UNKNOWN = _("Dette kan ikkje stå slik: %(reason)s.")

REFUSALS = {
    Refusal.NO_DRAFT: _("Utkastet finst ikkje lenger. Nokon har kanskje publisert eller kasta det."),
    Refusal.NO_ENTRY: _("Oppslaget finst ikkje."),
    Refusal.ID_TAKEN: _("Adressa er i bruk. Vel ei anna."),
    Refusal.ID_FORM: _("Adressa kan ha små bokstavar frå a til z, tal og bindestrek."),
    Refusal.TOO_LARGE: _("Teksten er for lang. Kort han ned, så kan du lagre."),
    Refusal.UNREAD_MACHINE_TEXT: _("Noko er omsett av maskin og ikkje lese. Les det, og kryss av, før du publiserer."),
    Refusal.CHANGED_SINCE: _("Oppslaget er endra sidan, så dette kan ikkje angrast. Sjå historia."),
    Refusal.NOTHING_BEFORE: _("Det er ingenting å gå tilbake til."),
    Refusal.NOTHING_CHANGED: _("Ingenting er endra."),
    Refusal.DAY_PAST: _("Dagen er alt gått. Vel ein dag som kjem."),
    Refusal.NOT_A_SCHEME: _("Dette kan berre gjerast med ei støtteordning."),
    Refusal.ALREADY_ANSWERED: _("Dette er alt svara på."),
    Refusal.EMPTY: _("Skriv noko først."),
}

ACTS = {
    Act.LOADED: _("Lasta inn"),
    Act.DRAFTED: _("Utkast"),
    Act.PUBLISHED: _("Publisert"),
    Act.CONFIRMED: _("Stadfesta"),
    Act.FUNDS_SPENT: _("Pengane brukte opp"),
    Act.PAUSED: _("Mellombels stengd"),
    Act.REOPENED: _("Open att"),
    Act.NEW_DEADLINE: _("Ny frist"),
    Act.NEW_CONTACT: _("Ny kontakt"),
    Act.ACCEPTED: _("Framlegg teke inn"),
    Act.ARCHIVED: _("Teken bort frå nettsidene"),
    Act.MOVED: _("Ny adresse"),
    Act.RESTORED: _("Eldre utgåve publisert att"),
    Act.UNDONE: _("Angra"),
    Act.IMPORTED: _("Frå rekneark"),
}


def refusal(code: str) -> str:
    """Why it was refused, in the language of the page."""
    return gettext(REFUSALS[Refusal(code)])


def faults(found: Iterable[Fault]) -> dict[str, str]:
    """Sentences by the name of the input, in the language of the page."""
    out: dict[str, str] = {}
    for fault in found:
        for path, reason in _spread(fault):
            out.setdefault(fault_name(path), _sentence(reason))
    return out


def _spread(fault: Fault) -> list[tuple[str, str]]:
    """“lacks a, b” is a fault of the field a and of b."""
    if not fault.reason.startswith("lacks "):
        return [(fault.field, fault.reason)]
    above = f"{fault.field}." if fault.field else ""
    return [(above + name, "is empty") for name in fault.reason.removeprefix("lacks ").split(", ")]


def _months_named(found: str) -> str:
    return re.sub(r"month (\d+)", lambda month: gettext("månad %(number)s", number=month.group(1)), gettext(found))


def _sentence(reason: str) -> str:
    if found := _DIFFER.match(reason):
        what, here, lang, there = (_SAID.get(part, part) for part in found.groups())
        return gettext(
            _("%(what)s er ikkje like på nynorsk og %(lang)s: %(here)s på nynorsk, %(there)s på %(lang)s."),
            what=gettext(what),
            lang=gettext(lang),
            here=_months_named(here),
            there=_months_named(there),
        )
    for pattern, words in _FAULTS:
        if found := pattern.match(reason):
            return gettext(words, **dict(zip("abc", found.groups(), strict=False)))
    return gettext(_UNKNOWN, reason=reason)
