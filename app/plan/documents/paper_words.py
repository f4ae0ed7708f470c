"""The words of the short papers: proof of figures, status, case paper. In the language of the plan."""

from app.kernel.text import LocalText

T = LocalText
PROOF = T("Talbevis", "Tallbevis", "Proof of figures")
PROOF_LEAD = T(
    "Alle summar er rekna ut av rutene i budsjettet, {date}. Ei tom rute er eit beløp som ikkje er oppgjeve, ikkje null kroner.",
    "Alle summer er regnet ut av rutene i budsjettet, {date}. En tom rute er et beløp som ikke er oppgitt, ikke null kroner.",
    "Every sum is worked out from the cells of the budget, {date}. A blank is not stated; it is not zero.",
)
ALL_ALIKE = T(
    "Alle {count} tal som dokumentet viser, er like dei som er rekna ut.",
    "Alle {count} tall som dokumentet viser, er like dem som er regnet ut.",
    "All {count} figures printed in the document equal those worked out.",
)
ALIKE = T(
    "{alike} av {count} tal i dokumentet er like dei som er rekna ut. Desse er ulike:",
    "{alike} av {count} tall i dokumentet er like dem som er regnet ut. Disse er ulike:",
    "{alike} of {count} figures in the document equal those worked out. These differ:",
)
CHECKS = T("Kontrollar", "Kontroller", "Checks")
CHECK_COLUMNS = (T("Svar", "Svar", "Verdict"), T("Kontroll", "Kontroll", "Check"))
DIFFERENCE_COLUMNS = (
    T("Rad", "Rad", "Row"),
    T("Kolonne", "Kolonne", "Column"),
    T("I dokumentet", "I dokumentet", "In the document"),
    T("Rekna ut", "Regnet ut", "Worked out"),
)
STATUS = T("Status for styringsgruppa", "Status for styringsgruppen", "Status for the steering group")
MONEY = T("Pengar", "Penger", "Money")
DECISIONS = T("Vedtak", "Vedtak", "Decisions")
OF_PARTIES = T(
    "{count} av {all} partar har godkjent planen.",
    "{count} av {all} parter har godkjent planen.",
    "{count} of {all} parties have approved the plan.",
)
WAITING = T("Ventar på: {names}.", "Venter på: {names}.", "Waiting for: {names}.")
NEXT_MEETING = T(
    "Neste møte: {party}, {body}, {date}.",
    "Neste møte: {party}, {body}, {date}.",
    "Next meeting: {party}, {body}, {date}.",
)
YEAR_MONEY = T(
    "Budsjettet for {year} er {total}.",
    "Budsjettet for {year} er {total}.",
    "The budget for {year} is {total}.",
)
SPENT = T(
    "Løyvd: {granted}. Utbetalt: {paid}. Brukt: {spent}.",
    "Bevilget: {granted}. Utbetalt: {paid}. Brukt: {spent}.",
    "Granted: {granted}. Paid out: {paid}. Spent: {spent}.",
)
NOTHING_WRONG = T(
    "Ingen kontroll av pengane slår ut.", "Ingen kontroll av pengene slår ut.", "No check of the money finds anything."
)
STATUS_TABLE = T("Tiltak og framdrift", "Tiltak og framdrift", "Measures and progress")
STATUS_COLUMNS = (
    T("nr", "nr", "no."),
    T("Tiltak", "Tiltak", "Measure"),
    T("Framdrift", "Framdrift", "Progress"),
    T("Avvik", "Avvik", "Deviation"),
    T("Neste milepæl", "Neste milepæl", "Next milestone"),
)
NOT_REPORTED = T("Ikkje meld", "Ikke meldt", "Not reported")
OTHERS = T(
    "Tabellen viser dei tiltaka som treng svar først. {count} andre tiltak står ikkje her.",
    "Tabellen viser de tiltakene som trenger svar først. {count} andre tiltak står ikke her.",
    "The table shows the measures that need an answer first. {count} others are not here.",
)
CASE_PAPER = T("Saksframlegg til {municipality}", "Saksframlegg til {municipality}", "Case paper for {municipality}")
CASE_SUBJECT = T("{title}, {year}", "{title}, {year}", "{title}, {year}")
MEETING_COLUMNS = (
    T("Organ", "Organ", "Body"),
    T("Møtedato", "Møtedato", "Date of meeting"),
    T("Saksnummer", "Saksnummer", "Case number"),
)
HANDLED = T("Handsaming", "Behandling", "Procedure")
PROPOSAL = T("Framlegg til vedtak", "Forslag til vedtak", "Proposed decision")
PROPOSED = T(
    "{municipality} godkjenner «{title}» for {year}{version}.",
    "{municipality} godkjenner «{title}» for {year}{version}.",
    "{municipality} approves “{title}” for {year}{version}.",
)
THE_VERSION = T(", versjon {number} av {date}", ", versjon {number} av {date}", ", version {number} of {date}")
BACKGROUND = T("Bakgrunn", "Bakgrunn", "Background")
ABOUT = T(
    "Planen følgjer opp avtala mellom {parties} i perioden {first}–{last}.",
    "Planen følger opp avtalen mellom {parties} i perioden {first}–{last}.",
    "The plan follows up the agreement between {parties} in the period {first}–{last}.",
)
GOAL_TABLE = T("Delmål, tiltak og pengar", "Delmål, tiltak og penger", "Goals, measures and money")
GOAL_COLUMNS = (
    T("nr", "nr", "no."),
    T("Delmål", "Delmål", "Goal"),
    T("Tiltak", "Tiltak", "Measures"),
    T("Prioriterte no", "Prioriterte nå", "Priority now"),
    T("Kroner i {year}", "Kroner i {year}", "NOK in {year}"),
    T("Kroner {first}–{last}", "Kroner {first}–{last}", "NOK {first}–{last}"),
)
PRIORITISED = T(
    "Desse tiltaka er prioriterte i {year}:", "Disse tiltakene er prioritert i {year}:", "Priority in {year}:"
)
ECONOMY = T("Økonomi", "Økonomi", "Economy")
FROM_SOURCE = T("{source}: {amount}", "{source}: {amount}", "{source}: {amount}")
SOURCE = T("Kven som betaler", "Hvem som betaler", "Who pays")
KRONER_IN = T("Kroner i {year}", "Kroner i {year}", "NOK in {year}")
BUDGET_TABLE = T("Budsjett for {year}", "Budsjett for {year}", "Budget for {year}")
SHARE_UNKNOWN = T(
    "Planen seier ikkje kor mykje kvar kommune betaler.",
    "Planen sier ikke hvor mye hver kommune betaler.",
    "The plan does not say how much each municipality pays.",
)
LOCALLY = T(
    "Kva planen har å seie for {municipality}",
    "Hva planen betyr for {municipality}",
    "What the plan means for {municipality}",
)
WRITE_HERE = T(
    "[Skriv eit avsnitt om kva planen har å seie for kommunen.]",
    "[Skriv et avsnitt om hva planen betyr for kommunen.]",
    "[Write a paragraph on what the plan means for the municipality.]",
)
