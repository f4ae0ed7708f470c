"""What the fields of a template mean, and what is wrong with a template, in sentences."""

from typing import NamedTuple

from app.plan.documents.templates.fields import FIELDS, REQUIRED, TABLES, Matter, Wrong
from app.web.locale import gettext as _


class Explained(NamedTuple):
    """A field in the list."""

    name: str
    about: str
    is_required: bool
    is_table: bool


def explained() -> list[Explained]:
    about = _about()
    return [Explained(name, about[name], name in REQUIRED, name in TABLES) for name in FIELDS]


def _about() -> dict[str, str]:
    return {
        "kommune": _("Namnet på kommunen eller parten."),
        "tittel": _("Tittelen på handlingsplanen."),
        "år": _("Året planen gjeld for."),
        "periode": _("Åra avtala gjeld for."),
        "partar": _("Alle som er med i avtala."),
        "dato": _("Dagen saksframlegget blir henta."),
        "saksnummer": _("Saksnummeret hos dykk, når det er skrive inn under Vedtak. Elles tomt."),
        "versjon": _("Den nyaste versjonen i loggen til planen."),
        "samandrag": _("Kva planen byggjer på, og kor stort budsjettet er."),
        "vedtak": _("Framlegget til vedtak."),
        "lokalt_avsnitt": _("Det de skriv sjølve om kva planen har å seie hos dykk."),
        "lokale_tiltak": _("Kva kommunen gjer i tiltaka. Eitt avsnitt for kvart tiltak."),
        "prioriterte_tiltak": _("Tiltaka som er prioriterte i året. Eitt avsnitt for kvart tiltak."),
        "økonomi": _("Budsjettet i setningar, med ei linje for kvar som betaler."),
        "budsjett": _("Summen av budsjettet for året."),
        "budsjettabell": _("Kven som betaler kor mykje i året, med sum."),
        "delmåltabell": _("Delmåla med talet på tiltak og pengar."),
        "møtetabell": _("Når kvart organ hos dykk handsamar planen."),
    }


def sentence(wrong: Wrong) -> str:
    """One thing that is wrong with a template."""
    text, shown = wrong.text, "{{ %s }}" % wrong.text  # noqa: UP031 (braces)
    match wrong.matter:
        case Matter.UNKNOWN if wrong.instead:
            return _(
                "Malen har feltet «%(field)s», som ikkje finst. Meinte du «%(instead)s»?",
                field=text,
                instead=wrong.instead,
            )
        case Matter.UNKNOWN:
            return _("Malen har feltet «%(field)s», som ikkje finst. Sjå lista over felt.", field=text)
        case Matter.MISSING:
            return _(
                "Malen manglar feltet «%(field)s», som må vere med. Skriv %(shown)s der det skal stå.",
                field=text,
                shown=shown,
            )
        case Matter.NOT_A_FIELD:
            return _(
                "«%(text)s» er ikkje eit felt. Ein mal kan berre ha namn frå lista, skrivne slik: %(shown)s.",
                text=text,
                shown="{{ kommune }}",
            )
        case Matter.NOT_CLOSED:
            return _("«%(text)s» er ikkje lukka med %(end)s i same avsnittet.", text=text, end="}}")
        case Matter.MISPLACED:
            return _(
                "«%(text)s» står der ingenting blir fylt ut, til dømes i ein fotnote eller ein merknad. Flytt det inn i teksten.",
                text=text,
            )
        case Matter.NOT_ALONE:
            return _(
                "Feltet «%(field)s» blir ein tabell. La det stå åleine på ei linje i teksten, ikkje i topp- eller botnteksten.",
                field=text,
            )
        case Matter.TOO_MANY:
            return _("Malen har meir enn %(most)s felt.", most=text)
        case Matter.FETCHES:
            return _("Malen hentar noko utanfrå, eller har ei fil inni seg: «%(text)s». Ta det bort.", text=text)
        case Matter.NOT_FILLED:
            return _("Malen kan ikkje fyllast ut. Opne han i Word, lagre han på nytt, og send han inn ein gong til.")
