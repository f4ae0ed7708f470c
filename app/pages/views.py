"""Pages that stand beside the catalogue."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import public
from app.catalogue import presenters, queries, reading, rules
from app.catalogue.forms import search_query
from app.catalogue.views import help_offices
from app.web.locale import current_lang, wished
from app.web.runtime import db, runtime

bp = Blueprint("pages", __name__)

COMING_UP = 6


@bp.get("/")
@public
def root() -> ResponseReturnValue:
    answer = redirect(url_for(".home", lang=wished(request)), 302)
    answer.vary.add("Accept-Language")
    return answer


@bp.get("/<any(nn,nb,en):lang>/")
@public
def home() -> ResponseReturnValue:
    lang, today = current_lang(), runtime().today()
    query = search_query("", {}, lang, today, sort="deadline", offset=0, limit=COMING_UP)
    page = runtime().index.search(query)
    found = reading.schemes(page.keys)
    soon = [found[key] for key in page.keys if key in found and rules.next_deadline(found[key].scheme.deadline, today)]
    organisations = reading.organisations()
    return render_template(
        "pages/home.html",
        coming=presenters.cards(soon, organisations, lang, today),
        total=page.total,
        kinds=page.facets.get("kind", {}),
    )


@bp.get("/<any(nn,nb,en):lang>/hjelp", endpoint="help")
@public
def whom_to_ring() -> ResponseReturnValue:
    organisations = reading.organisations()
    wider = (
        "telemark-naeringshage",
        "nav-vest-telemark",
        "innovasjon-norge",
        "vest-telemark-naeringsforum",
        "nav",
    )
    return render_template(
        "pages/help.html",
        offices=help_offices(organisations, ()),
        wider=[organisations[key] for key in wider if key in organisations],
    )


@bp.get("/<any(nn,nb,en):lang>/om")
@public
def about() -> ResponseReturnValue:
    schemes = queries.schemes(db.session).values()
    confidence: dict[str, int] = {}
    for published in schemes:
        confidence[published.scheme.confidence] = confidence.get(published.scheme.confidence, 0) + 1
    return render_template(
        "pages/about.html",
        counts=queries.counts(db.session),
        published=len(schemes),
        confidence=confidence,
        changed=queries.last_change(db.session),
    )


@bp.get("/<any(nn,nb,en):lang>/personvern")
@public
def privacy() -> ResponseReturnValue:
    return render_template("pages/privacy.html")
