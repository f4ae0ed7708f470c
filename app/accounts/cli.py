"""`verkemiddel user add|link|list`."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import cast

import click
from sqlalchemy.orm import Session

from app.accounts import queries
from app.accounts.commands import accounts, credentials, sessions
from app.accounts.rules import LONGEST_NAME, is_email, tidy_email, tidy_name
from app.accounts.types import Role
from app.db.uow import Transactions
from app.kernel.errors import Fault, Faulty, Refused
from app.kernel.text import Lang

ACTOR = "user add"


@dataclass(frozen=True, kw_only=True, slots=True)
class NewUser:
    """What `user add` is told."""

    email: str
    name: str
    roles: Collection[str]
    municipalities: Collection[str]
    organisations: Collection[str]
    lang: str


def add(
    session: Session,
    transactions: Transactions,
    base_url: str,
    new: NewUser,
    known: tuple[Collection[str], Collection[str]],
) -> None:
    """Make an account and print the link that its owner opens. Raises `Faulty`. `known`: municipalities, organisations."""
    email, name = tidy_email(new.email), tidy_name(new.name)
    faults = []
    if not is_email(email):
        faults.append(Fault("user add", "EMAIL", f"“{new.email[:80]}” is not an e-mail address"))
    if not 0 < len(name) <= LONGEST_NAME:
        faults.append(Fault("user add", "--name", f"must be from 1 to {LONGEST_NAME} characters"))
    for option, given, allowed in zip(
        ("--municipality", "--organisation"), (new.municipalities, new.organisations), known, strict=True
    ):
        faults += [
            Fault("user add", option, f"“{value[:40]}” is not known; use one of {', '.join(sorted(allowed))}")
            for value in given
            if value not in allowed
        ]
    if faults:
        raise Faulty(faults)
    command = accounts.InviteAccount(
        email=email,
        name=name,
        roles=frozenset(map(Role, new.roles)),
        municipalities=frozenset(new.municipalities),
        organisations=frozenset(new.organisations),
        lang=cast(Lang, new.lang),
        actor=ACTOR,
    )
    try:
        with transactions.begin(session) as uow:
            link = accounts.invite_account(uow, command)
    except Refused as refused:
        reason = f"{email} has an account already; `verkemiddel user link {email}` makes a new link for it"
        raise Faulty([Fault("user add", "EMAIL", reason)]) from refused
    click.echo(f"{name} <{email}> is added as {', '.join(sorted(new.roles))}.")
    _say(base_url, link)


def new_link(session: Session, transactions: Transactions, base_url: str, email: str, *, reset: bool) -> None:
    """Print a new one-time link; with `reset` the account asks for no code until its owner sets one up again."""
    account = queries.by_email(session, tidy_email(email))
    if account is None:
        raise Faulty(
            [Fault("user link", "EMAIL", f"nobody has the address “{email[:80]}”; see `verkemiddel user list`")]
        )
    try:
        with transactions.begin(session) as uow:
            if reset:
                credentials.take_second_factor_away(uow, account.id, "user link")
                sessions.end_sessions(uow, account.id, "user link")
            link = accounts.make_link(uow, account.id, "user link")
    except Refused as refused:
        raise Faulty([Fault("user link", "EMAIL", "the account is closed; an administrator can open it")]) from refused
    _say(base_url, link)


def _say(base_url: str, link: accounts.NewLink) -> None:
    page = "invitasjon" if link.purpose == "invitation" else "nytt-passord"
    lasts = "seven days" if link.purpose == "invitation" else "an hour"
    click.echo(f"Open this link to choose a password (it works once, and for {lasts}):")
    click.echo(f"  {base_url}/{link.account.lang}/{page}/{link.token}")


def write_list(session: Session) -> None:
    """One line an account."""
    for found in queries.listed(session):
        account = found.account
        roles = ", ".join(sorted(account.roles))
        where = " ".join(sorted(account.municipalities | account.organisations))
        click.echo(f"{account.email:40} {found.state:9} {roles:30} {where}".rstrip())
