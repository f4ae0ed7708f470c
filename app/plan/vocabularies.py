"""What every code of the plan is called, in the three languages. Codes are stable; words may be bettered."""

from collections.abc import Mapping
from enum import StrEnum

from app.kernel.text import LocalText
from app.plan.codes import (
    Body,
    Box,
    CellKind,
    Certainty,
    Change,
    CheckLevel,
    Deviation,
    EditionStatus,
    Priority,
    Progress,
    SectionType,
    Source,
    Unit,
)

Labels = Mapping[str, LocalText]
T = LocalText

PRIORITY: Labels = {
    Priority.PRIORITISED: T("Prioritert", "Prioritert", "Priority"),
    Priority.LATER: T("Seinare i perioden", "Senere i perioden", "Later in the period"),
    Priority.UNFINISHED: T(
        "Uferdig, blir vurdert ved rullering",
        "Uferdig, vurderes ved rullering",
        "Unfinished, considered at the next revision",
    ),
    Priority.ENDED: T("Avslutta", "Avsluttet", "Ended"),
}
PROGRESS: Labels = {
    Progress.NOT_STARTED: T("Ikkje starta", "Ikke startet", "Not started"),
    Progress.PLANNING: T("Under planlegging", "Under planlegging", "Being planned"),
    Progress.IN_PROGRESS: T("I gang", "I gang", "In progress"),
    Progress.ON_HOLD: T("På vent", "På vent", "On hold"),
    Progress.DONE: T("Gjennomført", "Gjennomført", "Done"),
    Progress.ENDED_WITHOUT_COMPLETION: T(
        "Avslutta utan gjennomføring", "Avsluttet uten gjennomføring", "Ended without completion"
    ),
    Progress.MERGED: T("Slått saman med eit anna", "Slått sammen med et annet", "Merged into another"),
}
DEVIATION: Labels = {
    Deviation.ON_TRACK: T("I rute", "I rute", "On track"),
    Deviation.LATE: T("Forseinka", "Forsinket", "Late"),
    Deviation.STUCK: T("Står fast", "Står fast", "Stuck"),
    Deviation.NOT_UPDATED: T("Ikkje oppdatert", "Ikke oppdatert", "Not updated"),
}
CERTAINTY: Labels = {
    Certainty.CERTAIN: T("Skal", "Skal", "Will"),
    Certainty.CAN: T("Kan", "Kan", "Can"),
    Certainty.POSSIBLY: T("Eventuelt", "Eventuelt", "Possibly"),
}
SOURCE: Labels = {
    Source.STATE_COFINANCING: T("Statleg medfinansiering", "Statlig medfinansiering", "State co-financing"),
    Source.MUNICIPAL_SHARE: T("Kommunal eigendel", "Kommunal egenandel", "Municipal share"),
    Source.COUNTY: T("Fylkeskommunen", "Fylkeskommunen", "County council"),
    Source.COUNTY_GOVERNOR: T("Statsforvaltaren", "Statsforvalteren", "County governor"),
    Source.PUBLIC_SCHEMES: T("Offentlege tilskotsordningar", "Offentlige tilskuddsordninger", "Public grant schemes"),
    Source.OTHER: T("Anna", "Annet", "Other"),
}
CELL_KIND: Labels = {
    CellKind.PLANNED: T("Planlagt", "Planlagt", "Planned"),
    CellKind.GRANTED: T("Løyvd", "Bevilget", "Granted"),
    CellKind.PAID: T("Utbetalt", "Utbetalt", "Paid out"),
    CellKind.SPENT: T("Brukt", "Brukt", "Spent"),
    CellKind.BOUND: T("Bunde", "Bundet", "Bound"),
}
UNIT: Labels = {Unit.NOK: T("Kroner", "Kroner", "NOK"), Unit.HOURS: T("Timar", "Timer", "Hours")}
SECTION_TYPE: Labels = {
    SectionType.CHALLENGE: T("Utfordring", "Utfordring", "Challenge"),
    SectionType.DESCRIPTION: T("Skildring", "Beskrivelse", "Description"),
    SectionType.OBJECTIVES: T("Mål", "Mål", "Objectives"),
    SectionType.FIRST_STEPS: T("Første steg", "Første steg", "First steps"),
    SectionType.CONTRIBUTIONS: T("Kven bidreg", "Hvem bidrar", "Who contributes"),
    SectionType.FURTHER_PLANNING: T("Vidare planlegging", "Videre planlegging", "Further planning"),
    SectionType.STATUS_NOTE: T("Merknad om status", "Merknad om status", "Note on status"),
    SectionType.FREE: T("Anna avsnitt", "Annet avsnitt", "Other section"),
}
EDITION_STATUS: Labels = {
    EditionStatus.DRAFT: T("Utkast", "Utkast", "Draft"),
    EditionStatus.PROPOSED: T(
        "Framlegg frå styringsgruppa", "Forslag fra styringsgruppen", "Proposed by the steering group"
    ),
    EditionStatus.ADOPTED: T("Vedteken av partane", "Vedtatt av partene", "Adopted by the parties"),
    EditionStatus.APPROVED: T("Godkjend av departementet", "Godkjent av departementet", "Approved by the ministry"),
    EditionStatus.REPLACED: T(
        "Erstatta av ei nyare utgåve", "Erstattet av en nyere utgave", "Replaced by a newer edition"
    ),
}
BODY: Labels = {
    Body.EXECUTIVE_COMMITTEE: T("Formannskap", "Formannskap", "Executive committee"),
    Body.COUNCIL: T("Kommunestyre", "Kommunestyre", "Municipal council"),
    Body.COUNTY_COUNCIL: T("Fylkesting", "Fylkesting", "County council assembly"),
    Body.MINISTRY: T("Departement", "Departement", "Ministry"),
    Body.STEERING_GROUP: T("Styringsgruppe", "Styringsgruppe", "Steering group"),
}
CHANGE: Labels = {
    Change.NEW: T("Nytt", "Nytt", "New"),
    Change.CHANGED: T("Endra", "Endret", "Changed"),
    Change.UNCHANGED: T("Uendra", "Uendret", "Unchanged"),
    Change.ENDED: T("Avslutta", "Avsluttet", "Ended"),
    Change.MERGED: T("Slått saman", "Slått sammen", "Merged"),
    Change.MOVED: T("Flytta", "Flyttet", "Moved"),
}
BOX: Labels = {
    Box.OWNER: T("Eigar", "Eier", "Owner"),
    Box.STEERING: T("Styring", "Styring", "Steering"),
    Box.LEADER: T("Prosjektleiing", "Prosjektledelse", "Project leadership"),
    Box.STAFF: T("Medarbeidarar", "Medarbeidere", "Staff"),
    Box.WORKING_GROUP: T("Arbeidsgrupper", "Arbeidsgrupper", "Working groups"),
    Box.REFERENCE_GROUP: T("Referansegrupper", "Referansegrupper", "Reference groups"),
}
CHECK_LEVEL: Labels = {
    CheckLevel.OK: T("Stemmer", "Stemmer", "Holds"),
    CheckLevel.INFO: T("Til opplysning", "Til opplysning", "For information"),
    CheckLevel.WARNING: T("Må sjåast på", "Må ses på", "Needs a look"),
    CheckLevel.FAULT: T("Feil", "Feil", "Fault"),
}

BY_NAME: Mapping[str, Labels] = {
    "priority": PRIORITY,
    "progress": PROGRESS,
    "source": SOURCE,
    "deviation": DEVIATION,
    "certainty": CERTAINTY,
    "cell_kind": CELL_KIND,
    "unit": UNIT,
    "section_type": SECTION_TYPE,
    "edition_status": EDITION_STATUS,
    "body": BODY,
    "change": CHANGE,
    "box": BOX,
    "check_level": CHECK_LEVEL,
}
ENUMS: Mapping[str, type[StrEnum]] = {
    "priority": Priority,
    "progress": Progress,
    "source": Source,
    "deviation": Deviation,
    "certainty": Certainty,
    "cell_kind": CellKind,
    "unit": Unit,
    "section_type": SectionType,
    "edition_status": EditionStatus,
    "body": Body,
    "change": Change,
    "box": Box,
    "check_level": CheckLevel,
}
