"""What an account is, as plain values."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from msgspec import Struct

from app.kernel.text import Lang

ACTOR = "account:"


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    EDITOR = "editor"
    CONTRIBUTOR = "contributor"
    LEADER = "leader"


class State(StrEnum):
    INVITED = "invited"
    """Has a link, and no way to sign in yet."""
    ACTIVE = "active"
    DISABLED = "disabled"


Purpose = Literal["invitation", "password"]
"""What a one-time link is for."""

How = Literal["password", "password+code", "oidc"]
"""How somebody proved who they are."""


class Account(Struct, frozen=True, kw_only=True):
    id: int
    name: str
    email: str
    roles: frozenset[Role]
    municipalities: frozenset[str]
    """Numbers, as “4036”."""
    organisations: frozenset[str]
    """Ids in the catalogue."""
    lang: Lang
    active: bool
    """Has been accepted by its owner and is not disabled: can sign in, and may be written to."""

    @property
    def actor(self) -> str:
        """The name under which what the account does is recorded."""
        return f"{ACTOR}{self.id}"


class Listed(Struct, frozen=True, kw_only=True):
    """An account as an administrator sees it."""

    account: Account
    state: State
    second_factor: bool
    """A code of its own is asked for, or another organisation signs the person in."""
    signed_in_at: datetime | None
    mail: Literal["none", "waiting", "failed"]
    """The letter with the invitation: nothing to say, not sent yet, or tried in vain."""


class Signed(Struct, frozen=True, kw_only=True):
    """A session that stands, and whose it is."""

    session_id: int
    account: Account
    how: How
    seen_at: datetime
    created_at: datetime


class OwnSession(Struct, frozen=True, kw_only=True):
    """A session as its owner sees it."""

    id: int
    agent: str
    created_at: datetime
    seen_at: datetime


class Link(Struct, frozen=True, kw_only=True):
    """A one-time link that can still be used."""

    id: int
    account: Account
    purpose: Purpose
    expires_at: datetime


class Credentials(Struct, frozen=True, kw_only=True):
    """What an account can be signed in with."""

    account_id: int
    password_hash: str | None
    totp_secret: str | None
    may_sign_in: bool


class Identity(Struct, frozen=True, kw_only=True):
    """An account somewhere else that signs its owner in here."""

    id: int
    issuer: str
    linked_at: datetime
