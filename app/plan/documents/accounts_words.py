"""The words of the three accounts and of the yearly report, in the language of the plan."""

from app.kernel.text import LocalText

T = LocalText
TITLE = T(
    "Oppdatering av handlingsplanen for {year}",
    "Oppdatering av handlingsplanen for {year}",
    "Update of the action plan for {year}",
)
AGAINST = T(
    "Endringane er frå utgåva for {year}, versjon {version}.",
    "Endringene er fra utgaven for {year}, versjon {version}.",
    "The changes are from the edition for {year}, version {version}.",
)
AGAINST_AS_IT_STANDS = T(
    "Endringane er frå utgåva for {year}.",
    "Endringene er fra utgaven for {year}.",
    "The changes are from the edition for {year}.",
)
NEW = T("Nye tiltak", "Nye tiltak", "New measures")
CHANGED = T("Endra tiltak", "Endrede tiltak", "Changed measures")
ENDED = T("Avslutta tiltak", "Avsluttede tiltak", "Ended measures")
NONE = T("Ingen.", "Ingen.", "None.")
WITH_STATE_MONEY = T("Med statlege midlar.", "Med statlige midler.", "With state money.")
WITHOUT_STATE_MONEY = T("Utan statlege midlar.", "Uten statlige midler.", "Without state money.")
WHY = T("Grunngjeving:", "Begrunnelse:", "Reason:")
ENDED_WHY = T("Kvifor avslutta:", "Hvorfor avsluttet:", "Why ended:")
CONTRIBUTED = T("Bidrag:", "Bidrag:", "Contribution:")
INTO = T("Slått saman med:", "Slått sammen med:", "Merged into:")
NOT_ANSWERED = T("[Ikkje skrive enno.]", "[Ikke skrevet ennå.]", "[Not written yet.]")
SEEN_WITH = T("Må sjåast saman med:", "Må ses sammen med:", "To be seen together with:")
CHANGED_IN = T("Endra:", "Endret:", "Changed:")
REPORT = T("Årsrapport {year}", "Årsrapport {year}", "Yearly report {year}")
