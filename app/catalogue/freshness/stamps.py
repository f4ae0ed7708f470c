"""How fresh the parts of an entry are, as a page and the API tell it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.catalogue import reading, rules
from app.catalogue.freshness.rules import Confirmed, Part, confirmed
from app.catalogue.types import Organisation, Scheme
from app.web.filters import day
from app.web.locale import gettext as _


@dataclass(frozen=True, slots=True)
class Stamp:
    """A few words beside a fact. `stale` facts fade."""

    text: str
    stale: bool


def of_scheme(scheme: Scheme, organisations: Mapping[str, Organisation]) -> dict[Part, Confirmed]:
    """The parts that the scheme's page shows; a contact that is borrowed from a provider is as fresh as there."""
    given = reading.confirmations()
    found = confirmed(scheme, given.get(("schemes", scheme.id), ()))
    if Part.CONTACT not in found and found and (lender := _lender(scheme, organisations)):
        found |= of_organisation(lender)
    return found


def of_organisation(organisation: Organisation) -> dict[Part, Confirmed]:
    return confirmed(organisation, reading.confirmations().get(("organisations", organisation.id), ()))


def _lender(scheme: Scheme, organisations: Mapping[str, Organisation]) -> Organisation | None:
    bodies = (organisations.get(key) for key in (scheme.provider, *scheme.partners))
    return next((body for body in bodies if body and any(map(rules.answers, body.contacts))), None)


def overdue(scheme: Scheme, organisations: Mapping[str, Organisation], today: date) -> frozenset[str]:
    """The parts that a reader must be warned about."""
    return frozenset(part.value for part, one in of_scheme(scheme, organisations).items() if one.is_overdue(today))


def stamps(found: Mapping[Part, Confirmed], today: date) -> dict[str, Stamp | None]:
    """The words for each part, in the page's language; nothing where a source is fresh, for that needs no words."""
    return {part.value: _stamp(found.get(part), today) for part in Part}


def _stamp(one: Confirmed | None, today: date) -> Stamp | None:
    if one is None:
        return None
    if one.is_overdue(today):
        return Stamp(_("Ikkje stadfesta sidan %(day)s", day=day(one.told)), stale=True)
    return Stamp(_("Stadfesta %(day)s", day=day(one.told)), stale=False) if one.by == "person" else None
