"""Words of the catalogue: the codes other programs rely on, and the entries as they stand in `catalogue_data/`.

The JSON Schemas beside the data are made from these types (`verkemiddel catalogue schema`).
Amounts are whole NOK, shares are per cent, dates are ISO 8601.
"""

from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta, Struct

from app.kernel.text import LocalText


class Level(StrEnum):
    LOCAL = "local"
    REGIONAL = "regional"
    NATIONAL = "national"


class Status(StrEnum):
    OPEN = "open"
    UPCOMING = "upcoming"
    PAUSED = "paused"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class State(StrEnum):
    """Where an entry stands in our own house; only published entries are public."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class Kind(StrEnum):
    GRANT = "grant"
    LOAN = "loan"
    GUARANTEE = "guarantee"
    TAX_RELIEF = "tax_relief"
    EQUITY = "equity"
    SCHOLARSHIP = "scholarship"
    AWARD = "award"
    ADVICE = "advice"
    NETWORK = "network"
    TRAINING = "training"
    LAND = "land"
    PROGRAMME = "programme"


class Audience(StrEnum):
    FOUNDER = "founder"
    SME = "sme"
    LARGE_COMPANY = "large_company"
    FARM = "farm"
    FOREST_OWNER = "forest_owner"
    EMPLOYER = "employer"
    DEVELOPER = "developer"
    HOMEOWNER = "homeowner"
    ASSOCIATION = "association"
    CULTURAL_ACTOR = "cultural_actor"
    INDIVIDUAL = "individual"
    YOUTH = "youth"
    NEWCOMER = "newcomer"
    MUNICIPALITY = "municipality"
    RESEARCH = "research"
    INVESTOR = "investor"


class Purpose(StrEnum):
    START = "start"
    DEVELOP = "develop"
    INVEST = "invest"
    INNOVATE = "innovate"
    HIRE = "hire"
    SKILLS = "skills"
    MARKETS = "markets"
    CAPITAL = "capital"
    ENERGY_CLIMATE = "energy_climate"
    FARMING = "farming"
    LOCAL_SERVICES = "local_services"
    RESTRUCTURING = "restructuring"
    CRISIS = "crisis"
    COOPERATION = "cooperation"
    HOUSING = "housing"
    SETTLEMENT = "settlement"
    INFRASTRUCTURE = "infrastructure"
    HERITAGE = "heritage"
    NATURE = "nature"
    CULTURE = "culture"
    SPORT = "sport"
    COMMUNITY = "community"
    INCLUSION = "inclusion"
    HEALTH_CARE = "health_care"


class Phase(StrEnum):
    IDEA = "idea"
    STARTUP = "startup"
    OPERATION = "operation"
    GROWTH = "growth"
    RESTRUCTURING = "restructuring"
    INTERNATIONAL = "international"
    SUCCESSION = "succession"


class Industry(StrEnum):
    """Plain-language branches; an empty list on a scheme means every branch."""

    AGRICULTURE = "agriculture"
    FORESTRY = "forestry"
    FOOD = "food"
    TOURISM = "tourism"
    CONSTRUCTION = "construction"
    MANUFACTURING = "manufacturing"
    ENERGY = "energy"
    RETAIL = "retail"
    TRANSPORT = "transport"
    CULTURE = "culture"
    HEALTH = "health"
    ICT = "ict"
    CRAFTS = "crafts"
    RECYCLING = "recycling"
    MARITIME = "maritime"
    PROPERTY = "property"
    EDUCATION = "education"


class OrganisationForm(StrEnum):
    SOLE_PROPRIETORSHIP = "sole_proprietorship"
    LIMITED_COMPANY = "limited_company"
    PARTNERSHIP = "partnership"
    COOPERATIVE = "cooperative"
    ENTERPRISE = "enterprise"
    FOUNDATION = "foundation"
    ASSOCIATION = "association"
    PUBLIC_BODY = "public_body"
    PRIVATE_PERSON = "private_person"


class DeadlineType(StrEnum):
    ROLLING = "rolling"
    DATED = "dated"
    CALL = "call"
    NONE = "none"
    UNKNOWN = "unknown"


class StateAidBasis(StrEnum):
    DE_MINIMIS = "de_minimis"
    BLOCK_EXEMPTION = "block_exemption"
    NOTIFIED = "notified"
    MARKET_TERMS = "market_terms"
    NONE = "none"
    UNKNOWN = "unknown"


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


Slug = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Municipality = Literal["4022", "4028", "4030", "4032", "4034", "4036"]
Url = Annotated[str, Meta(pattern=r"^https?://[^\s<>\"]+$")]
Date = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
LooseDate = Annotated[str, Meta(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$", description="a year, a month or a day")]
MonthDay = Annotated[str, Meta(pattern=r"^\d{2}-\d{2}$", description="a day every year, MM-DD")]
Kroner = Annotated[int, Meta(ge=1)]
Percent = Annotated[int, Meta(ge=1, le=100)]


class Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What every kind of entry has."""

    id: Slug


class NameAsWritten(Struct, frozen=True, forbid_unknown_fields=True):
    """The name as the provider writes it, and the language it is written in."""

    text: str
    lang: Literal["nn", "nb", "en"]


class Amount(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    min: Kroner | None = None
    max: Kroner | None = None
    share_percent: Percent | None = None
    note: LocalText | None = None


class Deadline(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """`annual` only where a source says that the day comes back every year; `dates` are single dates, past or to come."""

    type: DeadlineType
    annual: list[MonthDay] = []
    dates: list[Date] = []
    text: LocalText | None = None


class StateAid(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    basis: StateAidBasis
    note: LocalText | None = None


class StartBeforeApplication(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """May the work start before the application is sent?"""

    allowed: Literal["yes", "no", "unknown"]
    note: LocalText | None = None


class Example(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """`single`: a named recipient · `aggregate`: totals · `worked`: arithmetic on the published rule ·
    `related`: near, but not this scheme.
    """

    kind: Literal["single", "aggregate", "worked", "related"]
    text: LocalText
    source: Url | None = None


class Contact(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A public office that answers. Never a private person."""

    name: LocalText
    phone: str | None = None
    email: Annotated[str, Meta(pattern=r"^[^@\s]+@[^@\s]+\.[a-z]+$")] | None = None
    url: Url | None = None
    address: str | None = None
    note: LocalText | None = None


class Source(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where the entry comes from; `confirms` names the fields that rest on this source."""

    url: Url
    title: str | None = None
    date: LooseDate | None = None
    confirms: list[str] = []


class Related(Struct, frozen=True, forbid_unknown_fields=True):
    id: Slug
    how: Literal["before", "after", "alternative"]


class Scheme(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A support scheme (verkemiddel, støtteordning)."""

    name: NameAsWritten
    title: LocalText
    promise: LocalText
    summary: LocalText
    state: State
    status: Status
    status_note: LocalText | None = None
    reopens_on: Date | None = None
    """The day a scheme that is paused is said to open again."""
    level: Level
    kinds: Annotated[list[Kind], Meta(min_length=1)]
    provider: Slug
    partners: list[Slug] = []
    provider_note: LocalText | None = None
    municipalities: Literal["all"] | list[Municipality]
    area_note: LocalText | None = None
    audiences: Annotated[list[Audience], Meta(min_length=1)]
    purposes: Annotated[list[Purpose], Meta(min_length=1)]
    phases: list[Phase] = []
    industries: list[Industry] = []
    industry_note: LocalText | None = None
    organisation_forms: list[OrganisationForm] = []
    organisation_note: LocalText | None = None
    company_age: LocalText | None = None
    company_size: LocalText | None = None
    criteria: list[LocalText] = []
    not_for: list[LocalText] = []
    covers: list[LocalText] = []
    not_covered: list[LocalText] = []
    amount: Amount | None = None
    state_aid: StateAid
    start_before_application: StartBeforeApplication
    deadline: Deadline
    steps: list[LocalText] = []
    documents: list[LocalText] = []
    processing_time: LocalText | None = None
    decided_by: LocalText | None = None
    payment: LocalText | None = None
    repayment: LocalText | None = None
    appeal: LocalText | None = None
    combines_with: list[LocalText] = []
    examples: list[Example] = []
    contacts: list[Contact] = []
    apply_url: Url | None = None
    sources: Annotated[list[Source], Meta(min_length=1)]
    source_date: LooseDate | None = None
    confidence: Confidence
    checked_on: Date
    unconfirmed: list[LocalText] = []
    general: Slug | None = None
    related: list[Related] = []
    aliases: list[Slug] = []
    keywords: list[str] = []


class Organisation(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A body that provides schemes, advises, or takes part in the action plan."""

    name: LocalText
    aliases: list[str] = []
    level: Level
    type: LocalText
    description: LocalText
    offers: list[LocalText] = []
    municipality: Municipality | None = None
    """The number, where the organisation is one of the six municipalities."""
    organisation_number: Annotated[str, Meta(pattern=r"^\d{9}$")] | None = None
    homepage: Url | None = None
    contacts: list[Contact] = []
    sources: list[Source] = []
    checked_on: Date
    unconfirmed: list[LocalText] = []


class SeeAlso(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    term: Slug | None = None
    organisation: Slug | None = None


class Term(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A term of the field, explained in at most 40 words."""

    term: LocalText
    definition: LocalText
    also: list[str] = []
    see_also: list[SeeAlso] = []
    source: LocalText
    sources: list[Source] = []
    confidence: Confidence


class PracticeExample(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A real, public example of good practice. `lesson` is our own reading, never the source's claim."""

    title: LocalText
    place: LocalText
    municipalities: list[Municipality] = []
    theme: LocalText
    period: str | None = None
    relevance: list[LocalText] = []
    facts: Annotated[list[LocalText], Meta(min_length=1)]
    lesson: LocalText
    schemes: list[Slug] = []
    sources: Annotated[list[Source], Meta(min_length=1)]
    source_date: LooseDate | None = None
    confidence: Confidence
    checked_on: Date
