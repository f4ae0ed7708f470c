"""What of the plan the person who is signed in may reach."""

from flask import abort, g

from app.accounts.access import the_account
from app.catalogue import queries as catalogue
from app.kernel.errors import Missing
from app.plan import permissions
from app.plan.rules.whole import Whole
from app.plan.types import Measure
from app.web.runtime import db


def leads() -> bool:
    """Is it somebody who may change everything?"""
    return permissions.may_lead(the_account())


def own() -> frozenset[str]:
    """The organisations that the account answers for; looked up once a request."""
    if "own_organisations" not in g:
        g.own_organisations = permissions.own_organisations(the_account(), catalogue.organisations(db.session).values())
    found: frozenset[str] = g.own_organisations
    return found


def may_tell(whole: Whole, measure: Measure) -> bool:
    return permissions.may_tell(the_account(), measure, own(), whole.actor)


def the_measure(whole: Whole, key: str) -> Measure:
    """A measure that the account may tell about. Raises `Missing`; ends with 403 where it is somebody else's."""
    measure = whole.measures_by_id.get(key)
    if measure is None:
        raise Missing(f"{whole.plan.id}/{key[:80]}")
    if not may_tell(whole, measure):
        abort(403)
    return measure
