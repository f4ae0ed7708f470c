"""Who may do what with the plan. Values in, an answer out.

The project leader and administrators may everything. An editor (the business adviser of a municipality) tells how the
work goes in the measures that their municipality takes part in, and writes its own row there; nothing else.
"""

from collections.abc import Callable, Collection, Iterable

from app.accounts.types import Account, Role
from app.catalogue.types import Organisation
from app.plan.types import Actor, Measure

LEADERS = (Role.LEADER,)
TELLERS = (Role.LEADER, Role.EDITOR)

ActorOf = Callable[[str], Actor | None]
"""The actor that a printed name means."""


def may_lead(account: Account) -> bool:
    """May the account change everything in the plan?"""
    return bool(account.roles & {Role.ADMINISTRATOR, *LEADERS})


def may_read_drafts(account: Account | None) -> bool:
    """May the reader see an edition that is not put forward? Those who work with the plan may."""
    return account is not None and bool(account.roles & {Role.ADMINISTRATOR, *TELLERS})


def own_organisations(account: Account, organisations: Iterable[Organisation]) -> frozenset[str]:
    """The ids of the organisations an editor answers for: their own, and those of their municipalities."""
    of_places = {one.id for one in organisations if one.municipality and one.municipality in account.municipalities}
    return account.organisations | of_places


def taking_part(measure: Measure, actor_of: ActorOf) -> frozenset[str]:
    """The ids of all organisations with a row in the measure, or that its responsible and partners are or stand for."""
    found = {row.organisation for row in measure.participation}
    for printed in (*measure.responsible, *measure.partners):
        if actor := actor_of(printed):
            found |= {*actor.members, *([actor.organisation] if actor.organisation else [])}
    return frozenset(found)


def may_tell(account: Account, measure: Measure, own: Collection[str], actor_of: ActorOf) -> bool:
    """May the account report progress, write notes and tick milestones off? `own`: see `own_organisations`."""
    if may_lead(account):
        return True
    return Role.EDITOR in account.roles and bool(taking_part(measure, actor_of) & frozenset(own))


def may_dress(account: Account, party: Actor, own: Collection[str]) -> bool:
    """May the account look after the party's own template, and fetch its case paper?"""
    return may_lead(account) or (Role.EDITOR in account.roles and party.organisation in own)


def may_write_row(
    account: Account, measure: Measure, organisation: str, own: Collection[str], actor_of: ActorOf
) -> bool:
    """May the account write what an organisation does with the measure?"""
    if may_lead(account):
        return True
    return organisation in own and may_tell(account, measure, own, actor_of)
