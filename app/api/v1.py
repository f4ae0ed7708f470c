"""/api/v1: the catalogue as open data, readable from any origin."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

import msgspec
from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import public
from app.api import building, endpoints, shapes
from app.api.endpoints import Endpoint, Parameter
from app.catalogue import presenters, queries, reading, suggesting
from app.catalogue.forms import FILTERS, read_filters, read_text, search_query
from app.catalogue.freshness import stamps
from app.catalogue.types import Organisation
from app.catalogue.vocabularies import BY_NAME
from app.kernel.collation import sort_key
from app.kernel.errors import Missing
from app.kernel.text import LANGS, Lang
from app.plan.vocabularies import BY_NAME as PLAN_WORDS
from app.search.completion import Candidate
from app.search.language.folding import words
from app.search.port import Page, Sort
from app.web import errors
from app.web.runtime import db, runtime

bp = Blueprint("api", __name__)

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Asked:
    """Checked parameters, and what was wrong with the others."""

    values: Mapping[str, str]
    faults: list[dict[str, str]]

    @property
    def lang(self) -> Lang:
        return cast(Lang, self.values.get("lang", "nn"))

    def number(self, name: str) -> int:
        return int(self.values[name])


def read(endpoint: Endpoint) -> Asked:
    """Check the request against the endpoint's own definition."""
    known = {p.name: p for p in endpoint.parameters}
    values = {p.name: str(p.default) for p in endpoint.parameters if p.default is not None}
    faults = [
        {"parameter": name[:60], "detail": f"is unknown; known are {', '.join(known)}"}
        for name in request.args
        if name not in known
    ]
    for name, parameter in known.items():
        if parameter.repeats or not (given := request.args.getlist(name)):
            continue
        if fault := _fault(parameter, given[-1]):
            faults.append({"parameter": name, "detail": fault})
        else:
            values[name] = given[-1]
    return Asked(values, faults)


def _fault(parameter: Parameter, value: str) -> str | None:
    if parameter.one_of and value not in parameter.one_of:
        return f"is “{value[:40]}”; it must be one of {', '.join(parameter.one_of)}"
    if parameter.between:
        low, high = parameter.between
        digits = value.removeprefix("-")
        if not (digits.isascii() and digits.isdigit() and len(digits) < 9 and low <= int(value) <= high):
            return f"is “{value[:40]}”; it must be a whole number from {low} to {high}"
    return None


def answer(value: object) -> Response:
    return Response(msgspec.json.encode(value), content_type="application/json; charset=utf-8")


def refuse(faults: Sequence[Mapping[str, str]]) -> Response:
    return errors.problem(400, "The request has parameters that cannot be used.", [dict(f) for f in faults])


@bp.after_request
def open_to_all(response: Response) -> Response:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers.setdefault("Cache-Control", "public, max-age=60")
    return response


@bp.get(endpoints.SCHEMES.path)
@public
def schemes() -> ResponseReturnValue:
    asked = read(endpoints.SCHEMES)
    organisations = reading.organisations()
    filters, bad = read_filters(request.args.to_dict(flat=False), organisations)
    text, too_long = read_text(request.args.getlist("q"))
    faults = [*asked.faults, *({"parameter": b.name, "detail": b.reason} for b in bad)]
    if too_long:
        faults.append({"parameter": "q", "detail": too_long})
    if faults:
        return refuse(faults)
    today = runtime().today()
    query = search_query(
        text,
        filters,
        asked.lang,
        today,
        sort=cast(Sort, asked.values["sort"]),
        offset=asked.number("offset"),
        limit=asked.number("limit"),
    )
    page = runtime().index.search(query)
    found = reading.schemes(page.keys)
    items = [building.scheme_item(found[k], organisations, asked.lang, today, _base()) for k in page.keys if k in found]
    facets = {name: _facet(name, page, organisations, asked.lang) for name in FILTERS}
    return answer(shapes.SchemeList(page.total, items, facets, _suggestion(text, page)))


def _facet(name: str, page: Page, organisations: Mapping[str, Organisation], lang: Lang) -> list[shapes.FacetCount]:
    if name == "open":
        by_status = page.facets.get("status", {})
        opened = by_status.get("open", 0)
        counts: Mapping[str, int] = {"true": opened, "false": sum(by_status.values()) - opened}
    else:
        counts = page.facets.get(name, {})
    values = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if name == "provider":
        return [shapes.FacetCount(v, organisations[v].name.pick(lang).text, n) for v, n in values if v in organisations]
    return [shapes.FacetCount(v, presenters.label(name, v, lang), n) for v, n in values]


def _suggestion(text: str, page: Page) -> shapes.Suggestion | None:
    if not page.corrections:
        return None
    meant = {c.typed: c.meant for c in page.corrections}
    nearer = " ".join(meant.get(word.surface, word.surface) for word in words(text))
    return shapes.Suggestion(nearer)


@bp.get("/api/v1/schemes/<key>")
@public
def scheme(key: str) -> ResponseReturnValue:
    asked = read(endpoints.SCHEME)
    if asked.faults:
        return refuse(asked.faults)
    try:
        published = queries.scheme(db.session, key)
    except Missing:
        if target := queries.scheme_behind(db.session, key):
            return redirect(url_for(".scheme", key=target, lang=asked.lang), 308)
        raise
    organisations = reading.organisations()
    fresh = stamps.of_scheme(published.scheme, organisations)
    return answer(building.scheme_detail(published, organisations, asked.lang, runtime().today(), _base(), fresh))


@bp.get(endpoints.GLOSSARY.path)
@public
def glossary() -> ResponseReturnValue:
    asked = read(endpoints.GLOSSARY)
    if asked.faults:
        return refuse(asked.faults)
    found = sorted(reading.terms().values(), key=lambda t: sort_key(t.term.pick(asked.lang).text))
    return answer(shapes.TermList(len(found), [building.term_item(t, asked.lang) for t in _slice(found, asked)]))


@bp.get(endpoints.PRACTICE.path)
@public
def practice() -> ResponseReturnValue:
    asked = read(endpoints.PRACTICE)
    if asked.faults:
        return refuse(asked.faults)
    found = sorted(reading.practice_examples().values(), key=lambda e: sort_key(e.title.pick(asked.lang).text))
    items = [building.practice_item(e, asked.lang, _base()) for e in _slice(found, asked)]
    return answer(shapes.PracticeList(len(found), items))


@bp.get(endpoints.ORGANISATIONS.path)
@public
def organisations() -> ResponseReturnValue:
    asked = read(endpoints.ORGANISATIONS)
    if asked.faults:
        return refuse(asked.faults)
    found = list(reading.organisations().values())
    items = [building.organisation_item(o, asked.lang, _base()) for o in _slice(found, asked)]
    return answer(shapes.OrganisationList(len(found), items))


@bp.get(endpoints.VOCABULARIES.path)
@public
def vocabularies() -> ResponseReturnValue:
    asked = read(endpoints.VOCABULARIES)
    if asked.faults:
        return refuse(asked.faults)
    found = [
        shapes.VocabularyItem(
            name,
            [shapes.CodeItem(code, {lang: getattr(text, lang) for lang in LANGS}) for code, text in labels.items()],
        )
        for name, labels in {**BY_NAME, **PLAN_WORDS}.items()
    ]
    return answer(shapes.VocabularyList(len(found), list(_slice(found, asked))))


@bp.get(endpoints.SUGGEST.path)
@public
def suggest() -> ResponseReturnValue:
    asked = read(endpoints.SUGGEST)
    typed, too_long = read_text(request.args.getlist("q"))
    faults = [*asked.faults, *([{"parameter": "q", "detail": too_long}] if too_long else [])]
    if faults:
        return refuse(faults)
    found = suggesting.suggestions(typed, asked.lang)
    return answer([shapes.SuggestItem(c.text, c.kind, _base() + _address(c, asked.lang)) for c in found])


def _address(candidate: Candidate, lang: Lang) -> str:
    """Where a completion leads."""
    match candidate.kind:
        case "scheme":
            return url_for("catalogue.scheme", lang=lang, key=candidate.key)
        case "provider":
            return url_for("catalogue.organisation", lang=lang, key=candidate.key)
        case "term":
            return url_for("catalogue.glossary", lang=lang, _anchor=candidate.key)
        case "word":
            return url_for("catalogue.search", lang=lang, q=candidate.key)
        case "place":
            return url_for("catalogue.search", lang=lang, municipality=candidate.key)
        case "purpose":
            return url_for("catalogue.search", lang=lang, purpose=candidate.key)
        case _:
            return url_for("catalogue.search", lang=lang, audience=candidate.key)


def _slice(found: Sequence[Item], asked: Asked) -> Sequence[Item]:
    offset = asked.number("offset")
    return found[offset : offset + asked.number("limit")]


def _base() -> str:
    return runtime().settings.base_url
