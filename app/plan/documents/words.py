"""The words that stand in every plan's documents, in the language of the plan."""

from datetime import date

from app.kernel.text import Lang, LocalText
from app.plan.rules.change_words import day_in_words

T = LocalText
TAG: dict[Lang, str] = {"nn": "nn-NO", "nb": "nb-NO", "en": "en-GB"}
"""The language as documents declare it."""

SECTIONS = {
    "1": T("Introduksjon", "Introduksjon", "Introduction"),
    "2": T("Rammer for handlingsplanen", "Rammer for handlingsplanen", "Framework of the action plan"),
    "3": T("Handlingsplan {year} per delmål", "Handlingsplan {year} per delmål", "Action plan {year} by goal"),
    "4": T("Organisering", "Organisering", "Organisation"),
    "5": T("Lokal og regional forankring", "Lokal og regional forankring", "Local and regional support"),
    "6": T(
        "Fordeling av budsjett for heile avtaleperioden",
        "Fordeling av budsjett for hele avtaleperioden",
        "Budget for the whole period",
    ),
    "7": T(
        "Samla budsjett og finansiering for {year}",
        "Samlet budsjett og finansiering for {year}",
        "Budget and financing for {year}",
    ),
    "8": T("Handlingsplanen er godkjent av", "Handlingsplanen er godkjent av", "The action plan is approved by"),
}
NOT_WRITTEN = T("Denne delen er ikkje skriven enno.", "Denne delen er ikke skrevet ennå.", "Not written yet.")
DRAFT_TITLE = ("utkast til ", "draft ")
MUNICIPALITY = T(" kommune", " kommune", "")
LOG = T("Logg (slettast i endeleg versjon)", "Logg (slettes i endelig versjon)", "Log (deleted in the final version)")
LOG_COLUMNS = (
    T("Versjon", "Versjon", "Version"),
    T("Dato", "Dato", "Date"),
    T("Status", "Status", "Status"),
    T("Sist endra av", "Sist endret av", "Last changed by"),
)
REQUIREMENTS = T(
    "Ved oppdatering skal det gjerast greie for:",
    "Ved oppdatering skal det gjøres rede for:",
    "Each update must account for:",
)
PRIORITIES = T("Prioriteringar {year}", "Prioriteringer {year}", "Priorities {year}")
GOAL = T("Delmål", "Delmål", "Goal")
MEASURE = T("Tiltak", "Tiltak", "Measure")
MAIN_OBJECTIVE = T("Hovudmål:", "Hovedmål:", "Main objective:")
MEASURE_TABLE = T("Tiltak under delmål {number}", "Tiltak under delmål {number}", "Measures under goal {number}")
MEASURE_COLUMNS = (
    T("nr", "nr", "no."),
    T("Tiltak", "Tiltak", "Measure"),
    T("Hovudansvarleg", "Hovedansvarlig", "Responsible"),
    T("Samarbeidspartar", "Samarbeidsparter", "Partners"),
    T("Tidsramme", "Tidsramme", "Time frame"),
)
MEASURES = T("Tiltak", "Tiltak", "Measures")
CO_WRITERS = T(
    "Desse har delteke i samskrivinga av handlingsplanen:",
    "Disse har deltatt i samskrivingen av handlingsplanen:",
    "These have taken part in writing the action plan:",
)
TABLE = T("Tabell", "Tabell", "Table")
FIGURE = T("Figur", "Figur", "Figure")
CHART = T("Organisasjonskart", "Organisasjonskart", "Organisation chart")
CHART_WITHOUT_LINES = T(
    "Planen seier ikkje korleis boksane heng saman.",
    "Planen sier ikke hvordan boksene henger sammen.",
    "The plan does not say how the boxes are connected.",
)
UNDER = T("{box} (under {parent})", "{box} (under {parent})", "{box} (under {parent})")
MEETINGS = T("Møtedatoar", "Møtedatoer", "Dates of meetings")
PARTY = T("Samarbeidspart", "Samarbeidspart", "Partner")
PARTY_IS_MUNICIPALITY = T("Kommune", "Kommune", "Municipality")
TOTAL = T("Totalbudsjett", "Totalbudsjett", "Total budget")
SUM = T("SUM", "SUM", "TOTAL")
SOURCES = T("Finansieringskjelder", "Finansieringskilder", "Sources of financing")
WITHOUT_SOURCE = T("Utan kjelde", "Uten kilde", "Without a source")
KRONER = T("Beløp i kroner", "Beløp i kroner", "Amounts in NOK")
PERIOD_SHEET = T("Budsjett {first}–{last}", "Budsjett {first}–{last}", "Budget {first}–{last}")
YEAR_SHEET = T("Budsjett {year}", "Budsjett {year}", "Budget {year}")
APPROVALS = T("Godkjenningar", "Godkjenninger", "Approvals")
APPROVED_ON = T("Dato for (politisk) godkjenning", "Dato for (politisk) godkjenning", "Date of (political) approval")
CASE = T("Sak {number}", "Sak {number}", "Case {number}")
RESERVATIONS = T("Atterhald: {text}", "Forbehold: {text}", "Reservations: {text}")
VERSION = T("Versjon {number}", "Versjon {number}", "Version {number}")
EDITION = T(
    "Utgåve {year} · avtaleperioden {first}–{last}",
    "Utgave {year} · avtaleperioden {first}–{last}",
    "Edition {year} · agreement period {first}–{last}",
)
PAGE = (T("Side", "Side", "Page"), T("av", "av", "of"))

# Where a title of another form stands, as `TitleVariant.where` says it.
IN_HEADING = ("overskrifta i del 3", "overskriften i del 3", "the heading in section 3")
IN_MEASURE_TABLE = ("tabellen over tiltak", "the table of measures")
IN_PERIOD_TABLE = ("budsjettabellen i del 6", "the budget table in section 6")
IN_YEAR_TABLE = ("budsjettabellen i del 7", "the budget table in section 7")


def say(text: LocalText, lang: Lang, /, **values: object) -> str:
    """The words in a language, with what belongs in them."""
    return text.pick(lang).text.format(**values)


def day(value: str | date, lang: Lang) -> str:
    """2025-06-17 -> 17. juni 2025; a month or a year as one."""
    return day_in_words(value.isoformat() if isinstance(value, date) else value, lang)
