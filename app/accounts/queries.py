"""Every read of the account tables."""

from datetime import datetime
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import AccountRow, IdentityRow, KeptFormRow, LinkRow, RecoveryCodeRow, SessionRow
from app.accounts.rules import KEPT_FORM_LASTS, is_session_alive
from app.accounts.tokens import digest
from app.accounts.types import (
    Account,
    Credentials,
    How,
    Identity,
    Link,
    Listed,
    OwnSession,
    Purpose,
    Role,
    Signed,
    State,
)
from app.kernel import clock
from app.kernel.collation import sort_key
from app.kernel.errors import Missing
from app.kernel.text import Lang
from app.mail import outbox


def accounts(session: Session) -> list[Account]:
    """All accounts, by name in Norwegian order; those not accepted and disabled ones too (`active` is false)."""
    rows = sorted(session.scalars(select(AccountRow)), key=lambda row: sort_key(row.name))
    return [as_account(row) for row in rows]


def account(session: Session, key: int) -> Account:
    """The account with this id. Raises `Missing`."""
    row = session.get(AccountRow, key)
    if row is None:
        raise Missing(str(key))
    return as_account(row)


def by_email(session: Session, email: str) -> Account | None:
    """The account with this (tidied) address."""
    row = session.scalar(select(AccountRow).where(AccountRow.email == email))
    return None if row is None else as_account(row)


def as_account(row: AccountRow) -> Account:
    return Account(
        id=row.id,
        name=row.name,
        email=row.email,
        roles=frozenset(map(Role, row.roles)),
        municipalities=frozenset(row.municipalities),
        organisations=frozenset(row.organisations),
        lang=cast(Lang, row.lang),
        active=_state(row) is State.ACTIVE,
    )


def _state(row: AccountRow) -> State:
    if row.disabled_at:
        return State.DISABLED
    return State.ACTIVE if row.accepted_at else State.INVITED


def has_administrator(session: Session) -> bool:
    """Is there somebody who can let others in?"""
    return any(Role.ADMINISTRATOR in a.roles and a.active for a in accounts(session))


def listed(session: Session) -> list[Listed]:
    """Every account with what an administrator wants to know of it."""
    elsewhere = set(session.scalars(select(IdentityRow.account_id)))
    letters = {link.account_id: link.mail_id for link in session.scalars(select(LinkRow).order_by(LinkRow.id))}
    states = outbox.states(session, [mail for mail in letters.values() if mail is not None])
    return [
        Listed(
            account=as_account(row),
            state=_state(row),
            second_factor=row.totp_secret is not None or row.id in elsewhere,
            signed_in_at=row.signed_in_at,
            mail=states.get(letters.get(row.id) or 0, "none"),
        )
        for row in sorted(session.scalars(select(AccountRow)), key=lambda row: sort_key(row.name))
    ]


# -- signing in ------------------------------------------------------------------------------------


def credentials(session: Session, email: str) -> Credentials | None:
    """What the account with this (tidied) address can be signed in with."""
    row = session.scalar(select(AccountRow).where(AccountRow.email == email))
    return None if row is None else _credentials(row)


def own_credentials(session: Session, key: int) -> Credentials:
    """What an account can be signed in with. Raises `Missing`."""
    row = session.get(AccountRow, key)
    if row is None:
        raise Missing(str(key))
    return _credentials(row)


def _credentials(row: AccountRow) -> Credentials:
    return Credentials(
        account_id=row.id,
        password_hash=row.password_hash,
        totp_secret=row.totp_secret,
        may_sign_in=_state(row) is State.ACTIVE,
    )


def account_behind(session: Session, issuer: str, subject: str) -> Account | None:
    """The account that somebody at an OpenID provider is linked to."""
    query = select(AccountRow).join(IdentityRow, IdentityRow.account_id == AccountRow.id)
    row = session.scalar(query.where(IdentityRow.issuer == issuer, IdentityRow.subject == subject))
    return None if row is None else as_account(row)


def identities(session: Session, key: int) -> list[Identity]:
    """Where else the account's owner can prove who they are."""
    rows = session.scalars(select(IdentityRow).where(IdentityRow.account_id == key).order_by(IdentityRow.id))
    return [Identity(id=row.id, issuer=row.issuer, linked_at=row.linked_at) for row in rows]


def recovery_codes_left(session: Session, key: int) -> int:
    return len(session.scalars(select(RecoveryCodeRow.id).where(RecoveryCodeRow.account_id == key)).all())


def link(session: Session, token: str, purpose: Purpose) -> Link:
    """The one-time link with this token, if it can still be used. Raises `Missing`."""
    row = session.scalar(select(LinkRow).where(LinkRow.token_hash == digest(token)))
    if row is None or row.purpose != purpose or row.used_at or row.expires_at <= clock.now():
        raise Missing("link")
    owner = session.get(AccountRow, row.account_id)
    if owner is None or owner.disabled_at:
        raise Missing("link")
    return Link(id=row.id, account=as_account(owner), purpose=purpose, expires_at=row.expires_at)


# -- sessions --------------------------------------------------------------------------------------


def signed(session: Session, token: str) -> Signed | None:
    """The session with this token, if it stands and its account may be used."""
    found = _session_and_owner(session, token)
    if found is None:
        return None
    row, owner = found
    alive = is_session_alive(clock.now(), row.created_at, row.seen_at, row.ended_at)
    if not alive or _state(owner) is not State.ACTIVE:
        return None
    return Signed(
        session_id=row.id,
        account=as_account(owner),
        how=cast(How, row.how),
        seen_at=row.seen_at,
        created_at=row.created_at,
    )


def owner_of_ended_session(session: Session, token: str) -> int | None:
    """Whose session this was, if it has ended and is still remembered."""
    found = _session_and_owner(session, token)
    return found[0].account_id if found else None


def _session_and_owner(session: Session, token: str) -> tuple[SessionRow, AccountRow] | None:
    query = select(SessionRow, AccountRow).join(AccountRow, AccountRow.id == SessionRow.account_id)
    found = session.execute(query.where(SessionRow.token_hash == digest(token))).first()
    return None if found is None else (found[0], found[1])


def sessions(session: Session, key: int) -> list[OwnSession]:
    """The standing sessions of an account, the latest used first."""
    now = clock.now()
    rows = session.scalars(select(SessionRow).where(SessionRow.account_id == key, SessionRow.ended_at.is_(None))).all()
    alive = [row for row in rows if is_session_alive(now, row.created_at, row.seen_at, row.ended_at)]
    alive.sort(key=lambda row: row.seen_at, reverse=True)
    return [OwnSession(id=r.id, agent=r.agent, created_at=r.created_at, seen_at=r.seen_at) for r in alive]


def kept_form(session: Session, token: str, owner: int, path: str) -> list[tuple[str, str]] | None:
    """What its owner typed on the page at `path` when their session had ended."""
    oldest: datetime = clock.now() - KEPT_FORM_LASTS
    row = session.scalar(select(KeptFormRow).where(KeptFormRow.token_hash == digest(token)))
    if row is None or row.account_id != owner or row.path != path or row.kept_at < oldest:
        return None
    return [(str(name), str(value)) for name, value in row.fields]
