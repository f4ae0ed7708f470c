"""The API's addresses as data: parameters and answers. `v1` answers by them, `openapi` describes by them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.api import plan_shapes, shapes
from app.catalogue.forms import FILTERS, LONGEST_TEXT, SORTS
from app.catalogue.vocabularies import BY_NAME
from app.kernel.text import LANGS

MOST_ITEMS = 100
FURTHEST = 100_000


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    about: str
    one_of: tuple[str, ...] = ()
    repeats: bool = False
    between: tuple[int, int] | None = None
    default: str | int | None = None
    longest: int | None = None

    def schema(self) -> dict[str, object]:
        """The parameter as JSON Schema."""
        if self.between:
            out: dict[str, object] = {"type": "integer", "minimum": self.between[0], "maximum": self.between[1]}
        else:
            out = {"type": "string"}
            if self.one_of:
                out["enum"] = list(self.one_of)
            if self.longest:
                out["maxLength"] = self.longest
        if self.default is not None:
            out["default"] = self.default
        return {"type": "array", "items": out} if self.repeats else out


@dataclass(frozen=True, slots=True)
class Endpoint:
    path: str
    name: str
    about: str
    answer: Any
    """The type of the answer."""
    parameters: tuple[Parameter, ...] = ()


LANG = Parameter(
    "lang",
    "The language of the texts; where one is missing, the nearest is given with its own code.",
    LANGS,
    default="nn",
)
PAGING = (
    Parameter("limit", "How many items at most.", between=(1, MOST_ITEMS), default=20),
    Parameter("offset", "How many items to pass over.", between=(0, FURTHEST), default=0),
)
_ABOUT_FILTER: Mapping[str, str] = {
    "municipality": "Municipality number: what can be used there, local as well as regional and national.",
    "open": "true: open now; false: everything else, closed included; both: all. Without it, all but the closed.",
    "provider": "Id of an organisation; see /api/v1/organisations.",
}
SCHEME_FILTERS = tuple(
    Parameter(
        name,
        _ABOUT_FILTER.get(name, f"Code of the vocabulary “{name}”."),
        () if name == "provider" else tuple(BY_NAME[name]),
        repeats=True,
    )
    for name in FILTERS
)

SCHEMES = Endpoint(
    "/api/v1/schemes",
    "schemes",
    "Support schemes. A repeated parameter means OR, different ones AND.",
    shapes.SchemeList,
    (
        Parameter("q", "Words to search for, in nynorsk, bokmål or English.", longest=LONGEST_TEXT),
        LANG,
        *SCHEME_FILTERS,
        Parameter("sort", "The order of the items.", SORTS, default="relevance"),
        *PAGING,
    ),
)
SCHEME = Endpoint(
    "/api/v1/schemes/{id}", "scheme", "One scheme with everything that is known of it.", shapes.SchemeDetail, (LANG,)
)
GLOSSARY = Endpoint("/api/v1/glossary", "glossary", "Terms of the field, explained.", shapes.TermList, (LANG, *PAGING))
PRACTICE = Endpoint("/api/v1/practice", "practice", "Examples of good practice.", shapes.PracticeList, (LANG, *PAGING))
ORGANISATIONS = Endpoint(
    "/api/v1/organisations", "organisations", "Who provides and advises.", shapes.OrganisationList, (LANG, *PAGING)
)
SUGGEST = Endpoint(
    "/api/v1/suggest",
    "suggest",
    "Completions of what is being typed: schemes, providers, places, needs and terms; at most eight.",
    list[shapes.SuggestItem],
    (Parameter("q", "What is typed so far.", longest=LONGEST_TEXT), LANG),
)
VOCABULARIES = Endpoint(
    "/api/v1/vocabularies",
    "vocabularies",
    "Every code, with its label in three languages.",
    shapes.VocabularyList,
    (replace(PAGING[0], default=MOST_ITEMS), PAGING[1]),
)
PLANS = Endpoint("/api/v1/plans", "plans", "The action plans.", plan_shapes.PlanList, (LANG, *PAGING))
PLAN = Endpoint("/api/v1/plans/{id}", "plan", "One action plan and its editions.", plan_shapes.PlanDetail, (LANG,))
EDITION = Endpoint(
    "/api/v1/plans/{id}/editions/{year}",
    "edition",
    "One year's edition of a plan: goals, measures, money with every sum and check, decisions. Texts are in the plan's language.",
    plan_shapes.EditionDetail,
    (LANG,),
)

ALL = (SCHEMES, SCHEME, GLOSSARY, PRACTICE, ORGANISATIONS, VOCABULARIES, SUGGEST, PLANS, PLAN, EDITION)
