"""Who may do what with which entry. Values in, an answer out.

Administrators may everything. An editor answers for municipalities and organisations: what is only for other
municipalities' people is not theirs to touch; regional and national entries are every editor's. A contributor
proposes. The project leader's work is the plan, not the catalogue.
"""

from collections.abc import Iterable

from app.accounts.types import Account, Role
from app.catalogue.types import Entry, Level, Organisation, PracticeExample, Scheme

WRITERS = (Role.EDITOR,)
PROPOSERS = (Role.EDITOR, Role.CONTRIBUTOR)


def may_edit(account: Account, entry: Entry) -> bool:
    """May the account change the entry as it stands? Ask for the content before the change and for the one after it."""
    if Role.ADMINISTRATOR in account.roles:
        return True
    if Role.EDITOR not in account.roles:
        return False
    places = places_of(entry)
    if not places or places & account.municipalities:
        return True
    return bool(bodies_of(entry) & account.organisations)


def may_propose(account: Account) -> bool:
    """May the account propose changes, to be accepted by those who may edit?"""
    return bool(account.roles & {Role.ADMINISTRATOR, *PROPOSERS})


def places_of(entry: Entry) -> frozenset[str]:
    """The municipalities whose own the entry is; none for what is for more than the local level."""
    if isinstance(entry, Scheme):
        local = entry.level is Level.LOCAL and entry.municipalities != "all"
        return frozenset(entry.municipalities) if local else frozenset()
    if isinstance(entry, Organisation):
        return frozenset({entry.municipality} if entry.municipality else ())
    return frozenset(entry.municipalities) if isinstance(entry, PracticeExample) else frozenset()


def bodies_of(entry: Entry) -> frozenset[str]:
    """The organisations that an entry is about."""
    if isinstance(entry, Scheme):
        return frozenset({entry.provider, *entry.partners})
    return frozenset({entry.id} if isinstance(entry, Organisation) else ())


def answers_for(account: Account, entry: Entry) -> bool:
    """Is the entry on the account's own list: its municipalities' or its organisations'?"""
    return bool(places_of(entry) & account.municipalities or bodies_of(entry) & account.organisations)


def responsible(accounts: Iterable[Account], entry: Entry) -> list[Account]:
    """Whose inbox something about the entry belongs in.

    Those who answer for its organisations; else for its municipalities; else every editor; else administrators.
    """
    active = [account for account in accounts if account.active]
    editors = [account for account in active if Role.EDITOR in account.roles]
    for found in (
        [a for a in editors if bodies_of(entry) & a.organisations],
        [a for a in editors if places_of(entry) & a.municipalities],
        [] if places_of(entry) else editors,
    ):
        if found:
            return found
    return [account for account in active if Role.ADMINISTRATOR in account.roles]
