"""What the API answers, as types: encoded for the caller and described in `/openapi.json` from the same source.

Names and meaning are a contract with other programs: add freely, rename nothing. Amounts are whole
NOK, dates ISO 8601; null is "not stated in any source".
"""

from typing import Any, Literal

from msgspec import Struct

from app.kernel.text import LANGS, Lang, LocalText


class Text(Struct, frozen=True):
    """A text and the language it is really in."""

    text: str
    lang: Lang


class ProviderRef(Struct, frozen=True):
    id: str
    name: str


class AmountOut(Struct, frozen=True):
    min: int | None
    max: int | None
    share_percent: int | None
    note: Text | None


class DeadlineOut(Struct, frozen=True):
    type: str
    date: str | None
    """The next known day, or null."""
    confirmed: bool
    """False where the day comes from an older page and is not confirmed for this year."""
    text: Text | None


class SchemeItem(Struct, frozen=True, kw_only=True):
    id: str
    url: str
    lang: Lang
    title: str
    title_lang: Lang
    promise: str
    promise_lang: Lang
    summary: str
    summary_lang: Lang
    level: str
    kinds: list[str]
    provider: ProviderRef
    municipalities: list[str]
    audiences: list[str]
    purposes: list[str]
    phases: list[str]
    industries: list[str]
    amount: AmountOut
    deadline: DeadlineOut
    status: str
    confidence: str
    verified_on: str
    updated_at: str


class ContactOut(Struct, frozen=True):
    name: str
    phone: str | None
    email: str | None
    url: str | None
    address: str | None
    note: Text | None
    of: Literal["scheme", "provider"]


class ExampleOut(Struct, frozen=True):
    kind: str
    text: str
    lang: Lang
    source: str | None


class SourceOut(Struct, frozen=True):
    url: str
    title: str | None
    date: str | None
    confirms: list[str]


class NotedCode(Struct, frozen=True):
    """A code and what the source says besides."""

    code: str
    note: Text | None


class FreshnessOut(Struct, frozen=True):
    """When a part of the entry was last confirmed."""

    confirmed_on: str
    """A day, a month or a year: as precisely as it is known."""
    by: Literal["person", "source"]
    next_check: str
    overdue: bool
    """The next check is more than two weeks late; the page warns the reader."""


class RelatedOut(Struct, frozen=True):
    id: str
    how: str


class Translation(Struct, frozen=True):
    """One language's own texts; an empty text is not translated yet."""

    title: str
    promise: str
    summary: str
    criteria: list[str]
    steps: list[str]
    documents: list[str]
    examples: list[str]


class SchemeDetail(SchemeItem, frozen=True, kw_only=True):
    name: Text
    partners: list[str]
    organisation_forms: list[str]
    company_age: Text | None
    company_size: Text | None
    criteria: list[Text]
    not_for: list[Text]
    steps: list[Text]
    documents: list[Text]
    covers: list[Text]
    not_covered: list[Text]
    examples: list[ExampleOut]
    contacts: list[ContactOut]
    sources: list[SourceOut]
    source_date: str | None
    state_aid: NotedCode
    start_before_application: NotedCode
    payment: Text | None
    processing_time: Text | None
    decided_by: Text | None
    combines_with: list[Text]
    unconfirmed: list[Text]
    freshness: dict[str, FreshnessOut]
    """By `amount`, `deadline` and `contact`; a part that the entry does not state is left out."""
    apply_url: str | None
    general: str | None
    related: list[RelatedOut]
    aliases: list[str]
    translations: dict[Lang, Translation]


class FacetCount(Struct, frozen=True):
    value: str
    label: str
    count: int


class Suggestion(Struct, frozen=True):
    """A nearer spelling of the query. The items answer it already where the typed word is in nothing."""

    q: str


class SchemeList(Struct, frozen=True):
    total: int
    items: list[SchemeItem]
    facets: dict[str, list[FacetCount]]
    suggestion: Suggestion | None


class TermItem(Struct, frozen=True):
    id: str
    term: str
    term_lang: Lang
    definition: str
    definition_lang: Lang
    also: list[str]
    see_also: list[dict[str, str]]
    source: str
    confidence: str
    translations: dict[Lang, dict[str, str]]


class TermList(Struct, frozen=True):
    total: int
    items: list[TermItem]


class PracticeItem(Struct, frozen=True):
    id: str
    url: str
    title: str
    place: str
    municipalities: list[str]
    theme: str
    period: str | None
    facts: list[Text]
    lesson: Text
    schemes: list[str]
    sources: list[SourceOut]
    confidence: str
    verified_on: str
    translations: dict[Lang, dict[str, Any]]


class PracticeList(Struct, frozen=True):
    total: int
    items: list[PracticeItem]


class OrganisationItem(Struct, frozen=True):
    id: str
    url: str
    name: str
    level: str
    type: str
    description: Text
    offers: list[Text]
    municipality: str | None
    organisation_number: str | None
    homepage: str | None
    contacts: list[ContactOut]
    sources: list[SourceOut]
    verified_on: str
    translations: dict[Lang, dict[str, str]]


class OrganisationList(Struct, frozen=True):
    total: int
    items: list[OrganisationItem]


class CodeItem(Struct, frozen=True):
    code: str
    label: dict[Lang, str]


class VocabularyItem(Struct, frozen=True):
    name: str
    codes: list[CodeItem]


class VocabularyList(Struct, frozen=True):
    total: int
    items: list[VocabularyItem]


class SuggestItem(Struct, frozen=True):
    text: str
    kind: str
    url: str


class Problem(Struct, frozen=True):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[dict[str, str]] = []


def text(value: LocalText | None, lang: Lang) -> Text | None:
    return None if value is None else Text(*value.pick(lang))


def texts(values: list[LocalText], lang: Lang) -> list[Text]:
    return [Text(*value.pick(lang)) for value in values]


def translated(**fields: LocalText) -> dict[Lang, dict[str, str]]:
    return {lang: {name: getattr(value, lang) for name, value in fields.items()} for lang in LANGS}
