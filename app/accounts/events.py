"""What can happen to an account. Never a secret, a name or an address: the audit log outlives the account."""

from dataclasses import dataclass

from app.kernel.events import Event


@dataclass(frozen=True, kw_only=True, slots=True)
class AccountEvent(Event):
    account: int


@dataclass(frozen=True, kw_only=True, slots=True)
class AccountInvited(AccountEvent):
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkMade(AccountEvent):
    purpose: str


@dataclass(frozen=True, kw_only=True, slots=True)
class InvitationAccepted(AccountEvent):
    how: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AccountChanged(AccountEvent):
    roles: tuple[str, ...]
    municipalities: tuple[str, ...]
    organisations: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class AccountDisabled(AccountEvent):
    """It cannot be signed in to, and its sessions have ended."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AccountEnabled(AccountEvent):
    """It can be signed in to again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PasswordSet(AccountEvent):
    """It has a new password, and its other sessions have ended."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SecondFactorSet(AccountEvent):
    on: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class RecoveryCodesMade(AccountEvent):
    """The earlier ones no longer work."""


@dataclass(frozen=True, kw_only=True, slots=True)
class IdentityLinked(AccountEvent):
    issuer: str


@dataclass(frozen=True, kw_only=True, slots=True)
class IdentityUnlinked(AccountEvent):
    issuer: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SignedIn(AccountEvent):
    how: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionsEnded(AccountEvent):
    count: int
