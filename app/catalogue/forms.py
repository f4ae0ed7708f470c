"""What a reader may ask of the list of schemes, as an address: checked, and turned into a search query.

The page and the API share the names. The page forgives (what is not understood is left out); the
API answers with the faults.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple, get_args
from urllib.parse import urlencode

from app.catalogue.types import Status
from app.catalogue.vocabularies import BY_NAME, KIND_WORDS, MUNICIPALITY, VILLAGES
from app.kernel.text import Lang
from app.search.language.folding import words
from app.search.port import Query, Sort

FILTERS = ("municipality", "purpose", "audience", "kind", "level", "phase", "industry", "provider", "open", "status")
"""In the order a reader meets them."""
SORTS: tuple[Sort, ...] = get_args(Sort)
PAGE_SIZE = 20
LONGEST_TEXT = 300
FURTHEST_PAGE = 1_000
MOST_OFFERS = 200
OPEN_STATUSES: Mapping[str, frozenset[str]] = {
    "true": frozenset({Status.OPEN}),
    "false": frozenset(set(Status) - {Status.OPEN}),
}
_PLACE_NAMES = {labels.nn.lower(): number for number, labels in MUNICIPALITY.items()}
_PLACE_FORMS = {form: number for name, number in _PLACE_NAMES.items() for form in (name, name + "s", name + "kommune")}
_KIND_FORMS = {form: kind.value for kind, forms in KIND_WORDS.items() for form in forms.split()}
_PLACE_FORMS |= {name.lower(): number for number, names in VILLAGES.items() for name in names}


class BadParameter(NamedTuple):
    name: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchForm:
    q: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = "relevance"
    page: int = 1

    def without(self, name: str, value: str) -> "SearchForm":
        """The same search with one filter value less, from its first page."""
        left = tuple(v for v in self.filters.get(name, ()) if v != value)
        filters = {k: v for k, v in self.filters.items() if k != name} | ({name: left} if left else {})
        return replace(self, filters=filters, page=1)

    def chosen(self) -> Iterator[tuple[str, str]]:
        for name in FILTERS:
            for value in self.filters.get(name, ()):
                yield name, value

    def arguments(self, **changes: object) -> dict[str, Any]:
        """The address arguments that say this search again; defaults are left out."""
        found: dict[str, Any] = {name: list(values) for name, values in self.filters.items() if values}
        if self.q:
            found["q"] = self.q
        if self.sort != "relevance":
            found["sort"] = self.sort
        if self.page > 1:
            found["page"] = self.page
        return {k: v for k, v in (found | changes).items() if v not in (None, "", [])}

    def addresses(self, lang: Lang) -> tuple[str, str]:
        """The address of this search's first page, and that of the others less the number."""
        arguments = urlencode(self.arguments(page=None), doseq=True)
        first = f"/{lang}/ordningar" + (f"?{arguments}" if arguments else "")
        return first, f"{first}{'&' if arguments else '?'}page="

    def to_query(self, lang: Lang, today: date, *, offset: int | None = None, limit: int = PAGE_SIZE) -> Query:
        return search_query(
            self.q,
            self.filters,
            lang,
            today,
            sort=self.sort,
            offset=(self.page - 1) * PAGE_SIZE if offset is None else offset,
            limit=limit,
        )


def search_query(
    text: str, filters: Mapping[str, Iterable[str]], lang: Lang, today: date, *, sort: Sort, offset: int, limit: int
) -> Query:
    """The search for what a reader asks: closed schemes only by an explicit filter, places in the text lift theirs."""
    facets = {name: frozenset(values) for name, values in filters.items() if values}
    statuses = facets.pop("open", frozenset())
    if statuses:
        by_open = frozenset().union(*(OPEN_STATUSES[value] for value in statuses))
        facets["status"] = facets["status"] & by_open if "status" in facets else by_open
    surfaces = {word.surface for word in words(text)}
    named = surfaces & _PLACE_FORMS.keys()
    return Query(
        text=text,
        lang=lang,
        facets=facets,
        hidden={"status": frozenset({Status.CLOSED})},
        places=frozenset(_PLACE_FORMS[name] for name in named) | facets.get("municipality", frozenset()),
        lifting=frozenset(named),
        kinds=frozenset(_KIND_FORMS[word] for word in surfaces & _KIND_FORMS.keys()),
        sort=sort,
        offset=offset,
        limit=limit,
        today=today.toordinal(),
    )


def offers_query(organisation: str, place: str | None, lang: Lang, today: date) -> Query:
    """Everything that an organisation offers, alone or as a partner."""
    query = search_query("", {"offered_by": [organisation]}, lang, today, sort="relevance", offset=0, limit=MOST_OFFERS)
    return replace(query, places=frozenset({place} if place else ()))


def read_text(values: list[str]) -> tuple[str, str | None]:
    """The search text without control characters, and what is wrong with it if anything is."""
    text = values[-1] if values else ""
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if len(text) > LONGEST_TEXT:
        return text[:LONGEST_TEXT], f"is longer than {LONGEST_TEXT} characters"
    return text, None


def read_filters(
    arguments: Mapping[str, list[str]], providers: Iterable[str]
) -> tuple[dict[str, tuple[str, ...]], list[BadParameter]]:
    """Known filter values by name, and the unknown ones."""
    filters: dict[str, tuple[str, ...]] = {}
    bad: list[BadParameter] = []
    known_providers = frozenset(providers)
    for name in FILTERS:
        allowed = known_providers if name == "provider" else BY_NAME[name].keys()
        given = list(dict.fromkeys(value for value in arguments.get(name, ()) if value))
        bad += [
            BadParameter(name, f"“{value[:40]}” is not known; see /api/v1/vocabularies")
            for value in given
            if value not in allowed
        ]
        if known := tuple(value for value in given if value in allowed):
            filters[name] = known
    return filters, bad


def read_form(arguments: Mapping[str, list[str]], providers: Iterable[str]) -> SearchForm:
    """The search a page is asked for. What is not understood is left out."""
    filters, _ = read_filters(arguments, providers)
    asked = (arguments.get("sort") or [""])[-1]
    sort: Sort = next((known for known in SORTS if known == asked), "relevance")
    page = (arguments.get("page") or ["1"])[-1]
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
    return SearchForm(
        q=read_text(arguments.get("q", []))[0], filters=filters, sort=sort, page=min(max(number, 1), FURTHEST_PAGE)
    )
