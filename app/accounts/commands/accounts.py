"""Accounts: invite, change, disable, and the one-time links that let people in."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, select, update

from app.accounts import events, queries
from app.accounts.commands.sessions import end_sessions
from app.accounts.models import AccountRow, LinkRow
from app.accounts.rules import INVITATION_LASTS, PASSWORD_LINK_LASTS, check_not_last_administrator
from app.accounts.tokens import digest, token
from app.accounts.types import Account, Purpose, Role
from app.db.uow import UnitOfWork
from app.kernel import clock
from app.kernel.errors import Missing, Refused
from app.kernel.text import Lang
from app.mail import outbox


@dataclass(frozen=True, kw_only=True, slots=True)
class InviteAccount:
    email: str
    name: str
    roles: frozenset[Role]
    municipalities: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    lang: Lang = "nn"
    actor: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NewLink:
    """A one-time link, told once."""

    id: int
    account: Account
    purpose: Purpose
    expires_at: datetime
    token: str = field(repr=False)


def invite_account(uow: UnitOfWork, command: InviteAccount) -> NewLink:
    """Make an account that its owner has yet to accept. Raises `Refused("email_taken")`."""
    if queries.by_email(uow.session, command.email):
        raise Refused("email_taken")
    row = AccountRow(
        email=command.email,
        name=command.name,
        lang=command.lang,
        roles=sorted(command.roles),
        municipalities=sorted(command.municipalities),
        organisations=sorted(command.organisations),
        created_at=clock.now(),
        totp_step=0,
    )
    uow.session.add(row)
    uow.session.flush()
    uow.record(events.AccountInvited(actor=command.actor, account=row.id, roles=tuple(row.roles)))
    return _new_link(uow, row, "invitation")


def make_link(uow: UnitOfWork, key: int, actor: str) -> NewLink:
    """A new one-time link for an account: to accept the invitation, or to choose a new password.

    Earlier links of the account stop working. Raises `Missing`, and `Refused("disabled")`.
    """
    row = _row(uow, key)
    if row.disabled_at:
        raise Refused("disabled")
    purpose: Purpose = "password" if row.accepted_at else "invitation"
    uow.record(events.LinkMade(actor=actor, account=key, purpose=purpose))
    return _new_link(uow, row, purpose)


def _new_link(uow: UnitOfWork, row: AccountRow, purpose: Purpose) -> NewLink:
    _drop_links(uow, row.id)
    secret = token()
    lasts = INVITATION_LASTS if purpose == "invitation" else PASSWORD_LINK_LASTS
    until = clock.now() + lasts
    link = LinkRow(account_id=row.id, token_hash=digest(secret), purpose=purpose, expires_at=until)
    uow.session.add(link)
    uow.session.flush()
    return NewLink(id=link.id, account=queries.as_account(row), purpose=purpose, expires_at=until, token=secret)


def _drop_links(uow: UnitOfWork, key: int) -> None:
    """The account's links die, and letters that would carry them are not sent."""
    for mail in uow.session.scalars(select(LinkRow.mail_id).where(LinkRow.account_id == key)).all():
        if mail is not None:
            outbox.withdraw(uow.session, mail)
    uow.session.execute(delete(LinkRow).where(LinkRow.account_id == key))


def note_letter(uow: UnitOfWork, link: int, mail: int) -> None:
    """Say which letter carries a link, so that an administrator can see whether it went."""
    uow.session.execute(update(LinkRow).where(LinkRow.id == link).values(mail_id=mail))


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeAccount:
    account: int
    name: str
    roles: frozenset[Role]
    municipalities: frozenset[str]
    organisations: frozenset[str]
    actor: str


def change_account(uow: UnitOfWork, command: ChangeAccount) -> None:
    """Give an account another name or other rights. Raises `Refused("last_administrator")`."""
    row = _row(uow, command.account)
    if Role.ADMINISTRATOR in row.roles and Role.ADMINISTRATOR not in command.roles:
        _keep_an_administrator(uow, row)
    row.name = command.name
    row.roles = sorted(command.roles)
    row.municipalities = sorted(command.municipalities)
    row.organisations = sorted(command.organisations)
    uow.record(
        events.AccountChanged(
            actor=command.actor,
            account=row.id,
            roles=tuple(row.roles),
            municipalities=tuple(row.municipalities),
            organisations=tuple(row.organisations),
        )
    )


def disable_account(uow: UnitOfWork, key: int, actor: str) -> None:
    """Shut an account: its sessions and links end at once. Raises `Refused("last_administrator")`."""
    row = _row(uow, key)
    if row.disabled_at:
        return
    if Role.ADMINISTRATOR in row.roles:
        _keep_an_administrator(uow, row)
    row.disabled_at = clock.now()
    _drop_links(uow, key)
    end_sessions(uow, key, actor)
    uow.record(events.AccountDisabled(actor=actor, account=key))


def enable_account(uow: UnitOfWork, key: int, actor: str) -> None:
    """Open a shut account again."""
    row = _row(uow, key)
    if row.disabled_at:
        row.disabled_at = None
        uow.record(events.AccountEnabled(actor=actor, account=key))


def _keep_an_administrator(uow: UnitOfWork, row: AccountRow) -> None:
    if not queries.as_account(row).active:
        return
    everyone = queries.accounts(uow.session)
    check_not_last_administrator(sum(a.active and Role.ADMINISTRATOR in a.roles and a.id != row.id for a in everyone))


def set_details(uow: UnitOfWork, key: int, name: str, lang: Lang) -> None:
    """What somebody says of themselves: their name, and the language of their letters."""
    row = _row(uow, key)
    row.name, row.lang = name, lang


def use_link(uow: UnitOfWork, secret: str, purpose: Purpose) -> AccountRow:
    """Use a one-time link up, and give its account. Raises `Missing` when it cannot be used (any more)."""
    found = queries.link(uow.session, secret, purpose)
    link = uow.session.scalar(select(LinkRow).where(LinkRow.id == found.id))
    assert link is not None
    link.used_at = clock.now()
    return _row(uow, found.account.id)


def _row(uow: UnitOfWork, key: int) -> AccountRow:
    row = uow.session.get(AccountRow, key)
    if row is None:
        raise Missing(str(key))
    return row
