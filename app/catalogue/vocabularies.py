"""What every code is called, in the three languages. Codes are stable; words may be bettered."""

from collections.abc import Mapping
from enum import StrEnum

from app.catalogue.types import (
    Audience,
    Confidence,
    DeadlineType,
    Industry,
    Kind,
    Level,
    OrganisationForm,
    Phase,
    Purpose,
    StateAidBasis,
    Status,
)
from app.kernel.text import LocalText

Labels = Mapping[str, LocalText]
T = LocalText

LEVEL: Labels = {
    Level.LOCAL: T("Lokal", "Lokal", "Local"),
    Level.REGIONAL: T("Regional", "Regional", "Regional"),
    Level.NATIONAL: T("Nasjonal", "Nasjonal", "National"),
}
STATUS: Labels = {
    Status.OPEN: T("Open", "Åpen", "Open"),
    Status.UPCOMING: T("Opnar seinare", "Åpner senere", "Opens later"),
    Status.PAUSED: T("Mellombels stengd", "Midlertidig stengt", "Paused"),
    Status.CLOSED: T("Avslutta", "Avsluttet", "Closed"),
    Status.UNKNOWN: T(
        "Ikkje stadfesta om ho er open", "Ikke bekreftet om den er åpen", "Not confirmed whether it is open"
    ),
}
KIND: Labels = {
    Kind.GRANT: T("Tilskot", "Tilskudd", "Grant"),
    Kind.LOAN: T("Lån", "Lån", "Loan"),
    Kind.GUARANTEE: T("Garanti", "Garanti", "Guarantee"),
    Kind.TAX_RELIEF: T("Lågare skatt eller avgift", "Lavere skatt eller avgift", "Tax relief"),
    Kind.EQUITY: T("Eigenkapital", "Egenkapital", "Equity"),
    Kind.SCHOLARSHIP: T("Stipend", "Stipend", "Scholarship"),
    Kind.AWARD: T("Pris", "Pris", "Award"),
    Kind.ADVICE: T("Rettleiing", "Veiledning", "Advice"),
    Kind.NETWORK: T("Nettverk", "Nettverk", "Network"),
    Kind.TRAINING: T("Opplæring", "Opplæring", "Training"),
    Kind.LAND: T("Tomt", "Tomt", "Land"),
    Kind.PROGRAMME: T("Program", "Program", "Programme"),
}
AUDIENCE: Labels = {
    Audience.FOUNDER: T("Gründer", "Gründer", "Founder"),
    Audience.SME: T("Små og mellomstore verksemder", "Små og mellomstore bedrifter", "Small and medium-sized business"),
    Audience.LARGE_COMPANY: T("Større verksemder", "Større bedrifter", "Larger company"),
    Audience.FARM: T("Gardbrukar", "Gårdbruker", "Farmer"),
    Audience.FOREST_OWNER: T("Skogeigar", "Skogeier", "Forest owner"),
    Audience.EMPLOYER: T("Arbeidsgjevar", "Arbeidsgiver", "Employer"),
    Audience.DEVELOPER: T("Utbyggjar av bustader", "Utbygger av boliger", "Housing developer"),
    Audience.HOMEOWNER: T("Huseigar eller bustadkjøpar", "Huseier eller boligkjøper", "Home owner or buyer"),
    Audience.ASSOCIATION: T("Lag og foreiningar", "Lag og foreninger", "Association"),
    Audience.CULTURAL_ACTOR: T("Kunst- og kulturaktør", "Kunst- og kulturaktør", "Artist or cultural organiser"),
    Audience.INDIVIDUAL: T("Privatperson", "Privatperson", "Private person"),
    Audience.YOUTH: T("Ungdom", "Ungdom", "Young person"),
    Audience.NEWCOMER: T("Tilflyttar", "Tilflytter", "Newcomer"),
    Audience.MUNICIPALITY: T("Kommune", "Kommune", "Municipality"),
    Audience.RESEARCH: T(
        "Forskings- og utdanningsmiljø", "Forsknings- og utdanningsmiljø", "Research or education body"
    ),
    Audience.INVESTOR: T("Investor", "Investor", "Investor"),
}
PURPOSE: Labels = {
    Purpose.START: T("Starte verksemd", "Starte bedrift", "Start a business"),
    Purpose.DEVELOP: T("Utvikle verksemda", "Utvikle bedriften", "Develop the business"),
    Purpose.INVEST: T("Investere i bygg og utstyr", "Investere i bygg og utstyr", "Invest in buildings and equipment"),
    Purpose.INNOVATE: T("Forsking og nyskaping", "Forskning og innovasjon", "Research and innovation"),
    Purpose.HIRE: T("Tilsetje folk", "Ansette folk", "Hire people"),
    Purpose.SKILLS: T("Opplæring og kompetanse", "Opplæring og kompetanse", "Training and skills"),
    Purpose.MARKETS: T("Nye marknader og eksport", "Nye markeder og eksport", "New markets and export"),
    Purpose.CAPITAL: T("Kapital og mindre risiko", "Kapital og mindre risiko", "Capital and less risk"),
    Purpose.ENERGY_CLIMATE: T("Energi og klima", "Energi og klima", "Energy and climate"),
    Purpose.FARMING: T("Drift og utvikling av gard og skog", "Drift og utvikling av gård og skog", "Farm and forest"),
    Purpose.LOCAL_SERVICES: T(
        "Butikk og tenester i bygda", "Butikk og tjenester i bygda", "Shop and services in the village"
    ),
    Purpose.RESTRUCTURING: T("Omstilling", "Omstilling", "Restructuring"),
    Purpose.CRISIS: T("Hjelp i ei krise", "Hjelp i en krise", "Help in a crisis"),
    Purpose.COOPERATION: T("Samarbeid og nettverk", "Samarbeid og nettverk", "Cooperation and networks"),
    Purpose.HOUSING: T("Bustad", "Bolig", "Housing"),
    Purpose.SETTLEMENT: T("Tilflytting og bulyst", "Tilflytting og bolyst", "Moving to the region"),
    Purpose.INFRASTRUCTURE: T("Veg, vatn og breiband", "Vei, vann og bredbånd", "Roads, water and broadband"),
    Purpose.HERITAGE: T("Gamle hus og kulturminne", "Gamle hus og kulturminner", "Old buildings and heritage"),
    Purpose.NATURE: T("Natur, miljø og kulturlandskap", "Natur, miljø og kulturlandskap", "Nature and landscape"),
    Purpose.CULTURE: T("Kultur", "Kultur", "Culture"),
    Purpose.SPORT: T("Idrett og friluftsliv", "Idrett og friluftsliv", "Sport and outdoor life"),
    Purpose.COMMUNITY: T("Nærmiljø og frivillig arbeid", "Nærmiljø og frivillig arbeid", "Community and volunteering"),
    Purpose.INCLUSION: T("Inkludering og integrering", "Inkludering og integrering", "Inclusion and integration"),
    Purpose.HEALTH_CARE: T("Helse og omsorg", "Helse og omsorg", "Health and care"),
}
PHASE: Labels = {
    Phase.IDEA: T("Idé", "Idé", "Idea"),
    Phase.STARTUP: T("Oppstart", "Oppstart", "Start-up"),
    Phase.OPERATION: T("Drift", "Drift", "Running business"),
    Phase.GROWTH: T("Vekst", "Vekst", "Growth"),
    Phase.RESTRUCTURING: T("Omstilling", "Omstilling", "Restructuring"),
    Phase.INTERNATIONAL: T("Ut i verda", "Ut i verden", "International"),
    Phase.SUCCESSION: T("Generasjonsskifte", "Generasjonsskifte", "Succession"),
}
INDUSTRY: Labels = {
    Industry.AGRICULTURE: T("Jordbruk", "Jordbruk", "Agriculture"),
    Industry.FORESTRY: T("Skogbruk", "Skogbruk", "Forestry"),
    Industry.FOOD: T("Mat", "Mat", "Food"),
    Industry.TOURISM: T("Reiseliv", "Reiseliv", "Tourism"),
    Industry.CONSTRUCTION: T("Bygg og anlegg", "Bygg og anlegg", "Construction"),
    Industry.MANUFACTURING: T("Industri", "Industri", "Manufacturing"),
    Industry.ENERGY: T("Energi", "Energi", "Energy"),
    Industry.RETAIL: T("Handel", "Handel", "Retail"),
    Industry.TRANSPORT: T("Transport", "Transport", "Transport"),
    Industry.CULTURE: T("Kultur og kulturarv", "Kultur og kulturarv", "Culture and heritage"),
    Industry.HEALTH: T("Helse og omsorg", "Helse og omsorg", "Health and care"),
    Industry.ICT: T("IKT", "IKT", "ICT"),
    Industry.CRAFTS: T("Handverk", "Håndverk", "Crafts"),
    Industry.RECYCLING: T("Avfall og gjenvinning", "Avfall og gjenvinning", "Waste and recycling"),
    Industry.MARITIME: T("Hav og fiske", "Hav og fiske", "Maritime and fisheries"),
    Industry.PROPERTY: T("Eigedom", "Eiendom", "Property"),
    Industry.EDUCATION: T("Skule og utdanning", "Skole og utdanning", "Education"),
}
ORGANISATION_FORM: Labels = {
    OrganisationForm.SOLE_PROPRIETORSHIP: T(
        "Enkeltpersonføretak (ENK)", "Enkeltpersonforetak (ENK)", "Sole proprietorship (ENK)"
    ),
    OrganisationForm.LIMITED_COMPANY: T("Aksjeselskap (AS)", "Aksjeselskap (AS)", "Limited company (AS)"),
    OrganisationForm.PARTNERSHIP: T(
        "Ansvarleg selskap (ANS, DA)", "Ansvarlig selskap (ANS, DA)", "Partnership (ANS, DA)"
    ),
    OrganisationForm.COOPERATIVE: T("Samvirke (SA)", "Samvirke (SA)", "Cooperative (SA)"),
    OrganisationForm.ENTERPRISE: T("Føretak, same kva form", "Foretak, uansett form", "Any registered enterprise"),
    OrganisationForm.FOUNDATION: T("Stifting", "Stiftelse", "Foundation"),
    OrganisationForm.ASSOCIATION: T("Lag eller foreining", "Lag eller forening", "Association"),
    OrganisationForm.PUBLIC_BODY: T("Offentleg verksemd", "Offentlig virksomhet", "Public body"),
    OrganisationForm.PRIVATE_PERSON: T("Privatperson", "Privatperson", "Private person"),
}
DEADLINE: Labels = {
    DeadlineType.ROLLING: T("Søk når du vil", "Søk når du vil", "Apply at any time"),
    DeadlineType.DATED: T("Fast frist", "Fast frist", "Fixed deadline"),
    DeadlineType.CALL: T("Frist ved utlysing", "Frist ved utlysning", "Deadline set in each call"),
    DeadlineType.NONE: T("Ingenting å søkje om", "Ingenting å søke om", "Nothing to apply for"),
    DeadlineType.UNKNOWN: T("Ikkje stadfesta", "Ikke bekreftet", "Not confirmed"),
}
STATE_AID: Labels = {
    StateAidBasis.DE_MINIMIS: T("Bagatellstøtte", "Bagatellmessig støtte", "De minimis aid"),
    StateAidBasis.BLOCK_EXEMPTION: T("Gruppeunntaket", "Gruppeunntaket", "General block exemption"),
    StateAidBasis.NOTIFIED: T("Godkjend av ESA", "Godkjent av ESA", "Approved by ESA"),
    StateAidBasis.MARKET_TERMS: T("På marknadsvilkår", "På markedsvilkår", "On market terms"),
    StateAidBasis.NONE: T("Normalt ikkje statsstøtte", "Normalt ikke statsstøtte", "Normally not state aid"),
    StateAidBasis.UNKNOWN: T("Ikkje stadfesta", "Ikke bekreftet", "Not confirmed"),
}
CONFIDENCE: Labels = {
    Confidence.HIGH: T("Stadfesta hos tilbydaren", "Bekreftet hos tilbyderen", "Confirmed with the provider"),
    Confidence.MEDIUM: T("Delvis stadfesta", "Delvis bekreftet", "Partly confirmed"),
    Confidence.LOW: T("Ikkje stadfesta", "Ikke bekreftet", "Not confirmed"),
}
MUNICIPALITY: Labels = {
    "4032": T("Fyresdal", "Fyresdal", "Fyresdal"),
    "4028": T("Kviteseid", "Kviteseid", "Kviteseid"),
    "4030": T("Nissedal", "Nissedal", "Nissedal"),
    "4022": T("Seljord", "Seljord", "Seljord"),
    "4034": T("Tokke", "Tokke", "Tokke"),
    "4036": T("Vinje", "Vinje", "Vinje"),
}
VILLAGES: Mapping[str, tuple[str, ...]] = {
    "4032": ("Kilegrend",),
    "4028": ("Vrådal", "Morgedal", "Brunkeberg"),
    "4030": ("Treungen", "Fjone"),
    "4022": ("Flatdal", "Åmotsdal", "Svartdal"),
    "4034": ("Dalen", "Høydalsmo", "Lårdal"),
    "4036": ("Rauland", "Haukeli", "Edland", "Åmot", "Øyfjell", "Grungedal"),
}
"""Places that people name instead of their municipality. Only names that mean nothing else in the region."""
KIND_WORDS: Mapping[Kind, str] = {
    Kind.GRANT: "tilskot tilskotet tilskudd tilskuddet grant grants subsidy subsidies",
    Kind.LOAN: "lån lånet låne loan loans",
    Kind.GUARANTEE: "garanti garantien kausjon guarantee guarantees",
}
"""Words that name a kind outright. “Støtte” and “stipend” are used of anything, and are left out."""
OPEN: Labels = {
    "true": T("Open no", "Åpen nå", "Open now"),
    "false": T("Ikkje stadfesta open", "Ikke bekreftet åpen", "Not confirmed open"),
}

BY_NAME: Mapping[str, Labels] = {
    "level": LEVEL,
    "status": STATUS,
    "kind": KIND,
    "audience": AUDIENCE,
    "purpose": PURPOSE,
    "phase": PHASE,
    "industry": INDUSTRY,
    "organisation_form": ORGANISATION_FORM,
    "deadline": DEADLINE,
    "state_aid": STATE_AID,
    "confidence": CONFIDENCE,
    "municipality": MUNICIPALITY,
    "open": OPEN,
}
ENUMS: Mapping[str, type[StrEnum]] = {
    "level": Level,
    "status": Status,
    "kind": Kind,
    "audience": Audience,
    "purpose": Purpose,
    "phase": Phase,
    "industry": Industry,
    "organisation_form": OrganisationForm,
    "deadline": DeadlineType,
    "state_aid": StateAidBasis,
    "confidence": Confidence,
}
OF_FIELD: Mapping[str, str] = {
    "status": "status",
    "level": "level",
    "municipalities": "municipality",
    "municipality": "municipality",
    "audiences": "audience",
    "phases": "phase",
    "industries": "industry",
    "organisation_forms": "organisation_form",
    "kinds": "kind",
    "purposes": "purpose",
    "deadline.type": "deadline",
    "state_aid.basis": "state_aid",
}
"""The vocabulary of a field that holds codes, by the path of the field in an entry."""
