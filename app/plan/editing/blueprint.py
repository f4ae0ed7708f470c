"""The blueprint of the leader's pages, and what their views share."""

from typing import Any
from uuid import uuid4

from flask import Blueprint, flash, render_template, request, url_for

from app.accounts.access import the_account
from app.accounts.queries import accounts
from app.catalogue import queries as catalogue
from app.kernel.errors import Missing
from app.plan import presenters, queries
from app.plan.codes import EditionStatus
from app.plan.commands.parts import Place
from app.plan.commands.storing import Made
from app.plan.importing import Known
from app.plan.rules.whole import Whole
from app.web.runtime import db

bp = Blueprint("plan_work", __name__, url_prefix="/<any(nn,nb,en):lang>/arbeid/plan")


def the_whole(plan: str) -> Whole:
    """The edition that is worked on, with what is internal: the newest, or the year that `utgave` names. Raises `Missing`."""
    years = queries.editions(db.session).get(plan)
    asked = request.args.get("utgave", "")
    if not years or (asked and asked not in map(str, years)):
        raise Missing(f"{plan}/{asked[:20]}")
    return queries.whole(db.session, plan, int(asked) if asked else years[-1])


def asked_edition() -> dict[str, Any]:
    """The part of the address that names the edition worked on, to be sent along; nothing for the newest."""
    asked = request.args.get("utgave")
    return {"utgave": asked} if asked else {}


def address(endpoint: str, whole: Whole, **values: Any) -> str:
    """A page of the plan, of the edition that is worked on."""
    return url_for(endpoint, plan=whole.plan.id, **values, **asked_edition())


def place_of(whole: Whole, kind: str, key: str = "") -> Place:
    return Place(plan=whole.plan.id, edition=whole.edition.year, kind=kind, key=key)


def seen_now(whole: Whole, kind: str, key: str) -> int:
    """The version of a part that a form is filled with, to be sent back with it."""
    year = 0 if kind == "plan" else whole.edition.year
    return queries.last_version(db.session, whole.plan.id, year, kind, key)


def posted_version() -> int:
    """The version that the form was filled with; 0 where it does not say."""
    typed = request.form.get("seen", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 16 else 0


def made(reason: str = "") -> Made:
    """A change by whoever is signed in."""
    return Made(actor=the_account().actor, reason=reason.strip()[:500], batch=str(uuid4()))


def known() -> Known:
    """The ids of the catalogue that a plan may name."""
    keys = catalogue.keys(db.session)
    return Known(keys["organisations"], keys["schemes"])


def names() -> dict[str, str]:
    """Who stands behind the actors of histories."""
    return {account.actor: account.name for account in accounts(db.session)}


def say(sentence: str, *, colour: str = "success") -> None:
    """Tell the reader on the next page what was done."""
    flash((sentence, ""), colour)  # type: ignore[arg-type]  # a pair is kept as well as a text is


def page(template: str, whole: Whole, **context: Any) -> str:
    """A page of the plan's work, with what its frame needs."""
    years = queries.editions(db.session)[whole.plan.id]
    is_first = len(years) == 1 or (whole.edition.year == years[-1] and whole.edition.status is not EditionStatus.DRAFT)
    shown_year = {} if is_first else {"utgave": whole.edition.year}  # public pages show no draft unless it is named
    kept = {"kept": request.args["kept"]} if "kept" in request.args else {}
    return render_template(
        template,
        whole=whole,
        plan=whole.plan,
        edition=whole.edition,
        shown_year=shown_year,
        here=shown_year | kept,  # for the addresses that forms are sent to
        word=presenters.label,
        source_name=presenters.source_name,
        **context,
    )
