"""Public pages of the catalogue."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import public
from app.catalogue import presenters, queries, reading, rendering, rules
from app.catalogue.forms import FILTERS, PAGE_SIZE, SearchForm, offers_query, read_form, search_query
from app.catalogue.freshness import stamps as freshness
from app.catalogue.glossing import Glossary
from app.catalogue.indexing import municipalities
from app.catalogue.types import Level, Organisation, PracticeExample, Scheme
from app.catalogue.vocabularies import BY_NAME
from app.kernel.collation import sort_key
from app.kernel.errors import Missing
from app.kernel.text import Lang
from app.search.port import Page
from app.web.answers import TOLD
from app.web.fragments import wants_fragment
from app.web.locale import current_lang
from app.web.parts import page_around
from app.web.runtime import db, runtime

bp = Blueprint("catalogue", __name__, url_prefix="/<any(nn,nb,en):lang>")

MOST_LOOSENED = 6


@bp.get("/ordningar")
@public
def search() -> ResponseReturnValue:
    organisations = reading.organisations()
    form = read_form(request.args.to_dict(flat=False), organisations)
    lang, today = current_lang(), runtime().today()
    page = runtime().index.search(replace(form.to_query(lang, today), snippets=True))
    if page.total == 0 and form.q and set(form.filters) <= {"municipality"}:
        request.environ[TOLD] = form.q  # where other filters hide everything, the words may well be met
    chips = [
        (name, _value_label(name, value, organisations), form.without(name, value)) for name, value in form.chosen()
    ]
    parts = {
        "hits": rendering.hits(page.keys, page.snippets, organisations, lang),
        "facets": facets(form, page, organisations),
    }
    context = {
        "form": form,
        "total": page.total,
        "corrections": page.corrections,
        "chips": [(name, label, url_for(".search", **without.arguments())) for name, label, without in chips],
        "nearest": page.nearest,
        "loosened": [] if page.total else _loosened(form, chips, lang, today),
        "pages": rendering.pagination(form, -(-page.total // PAGE_SIZE), lang),
        "help_offices": [] if page.total else help_offices(organisations, form.filters.get("municipality", ())),
    }
    template = "catalogue/_results.html" if wants_fragment() else "catalogue/search.html"
    return page_around(template, parts, **context, fragment=wants_fragment())


def _loosened(
    form: SearchForm, chips: Sequence[tuple[str, str, SearchForm]], lang: Lang, today: date
) -> list[tuple[str, str, int]]:
    """The filters that hide everything: what each is called (nothing for all), the search without it, what that gives."""
    searches = [(label, without) for _, label, without in chips[:MOST_LOOSENED]]
    if len(chips) > 1:
        searches.append(("", replace(form, filters={}, page=1)))
    index = runtime().index
    counts = [index.search(without.to_query(lang, today, limit=1)).total for _, without in searches]
    return [
        (label, url_for(".search", **without.arguments()), count)
        for (label, without), count in zip(searches, counts, strict=True)
        if count
    ]


@bp.get("/ordningar/<key>")
@public
def scheme(key: str) -> ResponseReturnValue:
    try:
        published = queries.scheme(db.session, key)
    except Missing:
        if target := queries.scheme_behind(db.session, key):
            return redirect(url_for(".scheme", key=target), 308)
        raise
    return scheme_page(published.scheme, published.updated_at)


def scheme_page(entry: Scheme, updated_at: datetime) -> str:
    """The page of a scheme. Its provider must be there."""
    lang, today = current_lang(), runtime().today()
    organisations = reading.organisations()
    near = [r.id for r in entry.related] + [entry.general or ""]
    related = reading.schemes(near)
    coming, sure = rules.next_deadline(entry.deadline, today), rules.is_deadline_confirmed(entry, today)
    contacts = presenters.contacts_of(entry, organisations)
    own_answers = entry.level is Level.LOCAL and any(map(rules.answers, contacts))
    return render_template(
        "catalogue/scheme.html",
        scheme=entry,
        card=presenters.card(entry, organisations, lang, today),
        contacts=contacts,
        local_offices=[] if own_answers else help_offices(organisations, municipalities(entry)),
        provider=organisations[entry.provider],
        partners=[organisations[key] for key in entry.partners if key in organisations],
        related=[
            (r.how, presenters.card(related[r.id].scheme, organisations, lang, today))
            for r in entry.related
            if r.id in related
        ],
        general=related[entry.general].scheme if entry.general in related else None,
        copies=queries.local_copies(db.session, entry.id),
        practice=_practice_near(entry),
        next_deadline=coming,
        deadline_sure=sure,
        days_left=(coming - today).days if coming and sure and (coming - today).days <= presenters.SOON_DAYS else None,
        status=rules.status_of(entry, today),
        stamps=freshness.stamps(freshness.of_scheme(entry, organisations), today),
        glossary=Glossary(reading.terms(), lang),
        updated_at=updated_at,
    )


@bp.get("/aktorar")
@public
def organisations() -> ResponseReturnValue:
    found = reading.organisations()
    everything = search_query("", {}, current_lang(), runtime().today(), sort="relevance", offset=0, limit=1)
    offered = runtime().index.search(everything).facets.get("offered_by", {})
    groups = [(level, [o for o in found.values() if o.level is level]) for level in Level]
    return render_template("catalogue/organisations.html", groups=groups, offered=offered)


@bp.get("/aktorar/<key>")
@public
def organisation(key: str) -> ResponseReturnValue:
    everyone = reading.organisations()
    if key not in everyone:
        raise Missing(key)
    return organisation_page(everyone[key])


def organisation_page(found: Organisation) -> str:
    """The page of an organisation, with what it offers."""
    lang, today, everyone = current_lang(), runtime().today(), reading.organisations()
    page = runtime().index.search(offers_query(found.id, found.municipality, lang, today))
    offers = presenters.cards(reading.schemes(page.keys).values(), everyone, lang, today)
    stamps = freshness.stamps(freshness.of_organisation(found), today)
    return render_template("catalogue/organisation.html", organisation=found, cards=offers, stamps=stamps)


@bp.get("/omgrep")
@public
def glossary() -> ResponseReturnValue:
    lang = current_lang()
    terms = reading.terms()
    ordered = sorted(terms.values(), key=lambda term: sort_key(term.term.pick(lang).text))
    letters: dict[str, list[object]] = {}
    for term in ordered:
        letters.setdefault(term.term.pick(lang).text[:1].upper(), []).append(term)
    return render_template(
        "catalogue/glossary.html",
        letters=letters,
        terms=terms,
        organisations=reading.organisations(),
        total=len(terms),
    )


@bp.get("/dome")
@public
def practice() -> ResponseReturnValue:
    lang = current_lang()
    found = sorted(
        reading.practice_examples().values(),
        key=lambda e: (not e.municipalities, sort_key(e.title.pick(lang).text)),
    )
    return render_template("catalogue/practice.html", examples=found)


@bp.get("/dome/<key>")
@public
def practice_example(key: str) -> ResponseReturnValue:
    found = reading.practice_examples()
    if key not in found:
        raise Missing(key)
    return practice_page(found[key])


def practice_page(example: PracticeExample) -> str:
    """The page of a practice example, with the schemes that were used."""
    schemes = reading.schemes(example.schemes)
    everyone, lang, today = reading.organisations(), current_lang(), runtime().today()
    return render_template(
        "catalogue/practice_example.html",
        example=example,
        cards=presenters.cards(schemes.values(), everyone, lang, today),
    )


def help_offices(organisations: Mapping[str, Organisation], places: object) -> list[Organisation]:
    """The municipalities of the six, all of them or those in `places`."""
    wanted = tuple(places) if isinstance(places, (tuple, list)) else ()
    return [
        o for o in organisations.values() if o.municipality and (not wanted or o.municipality in wanted) and o.contacts
    ]


def facets(form: SearchForm, page: Page, organisations: Mapping[str, Organisation]) -> bytes:
    """The filters, in reading order, with how many each would give."""
    prepared = runtime().memo.get(("facets", current_lang()), partial(_facets, organisations))
    drawn = (facet.filled(_facet_counts(facet.name, page), form.filters.get(facet.name, ())) for facet in prepared)
    return b"".join(drawn)


def _facets(organisations: Mapping[str, Organisation]) -> list[rendering.Facet]:
    return [rendering.Facet(name, _named_values(name, organisations)) for name in FILTERS]


def _facet_counts(name: str, page: Page) -> Mapping[str, int]:
    if name == "open":
        return {"true": page.facets.get("status", {}).get("open", 0)}
    return page.facets.get(name, {})


def _named_values(name: str, organisations: Mapping[str, Organisation]) -> dict[str, str]:
    """Every value of a facet with its label, in the vocabulary's order or, for long lists, in the alphabet's."""
    if name == "provider":
        return {key: o.name.pick(current_lang()).text for key, o in organisations.items()}
    named = {value: presenters.label(name, value, current_lang()) for value in BY_NAME[name]}
    if name == "status":
        named.pop("open")  # the facet “open” is for that
    return named if name in rendering.FIXED_ORDER else dict(sorted(named.items(), key=lambda item: sort_key(item[1])))


def _value_label(name: str, value: str, organisations: Mapping[str, Organisation]) -> str:
    return _named_values(name, organisations).get(value) or presenters.label(name, value, current_lang())


def _practice_near(entry: Scheme) -> list[PracticeExample]:
    examples = reading.practice_examples().values()
    named = reading.schemes(dict.fromkeys(key for example in examples for key in example.schemes))
    return rules.practice_near(entry, examples, {key: published.scheme for key, published in named.items()})
