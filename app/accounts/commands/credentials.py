"""What an account is signed in with: password, codes, and accounts elsewhere."""

from dataclasses import dataclass, field

from sqlalchemy import delete, func, select

from app.accounts import codes, events
from app.accounts.commands.accounts import use_link
from app.accounts.commands.sessions import end_sessions
from app.accounts.models import AccountRow, IdentityRow, RecoveryCodeRow
from app.accounts.tokens import digest, recovery_codes, tidy_code
from app.accounts.types import ACTOR
from app.db.uow import UnitOfWork
from app.kernel import clock
from app.kernel.errors import Missing, Refused


@dataclass(frozen=True, kw_only=True, slots=True)
class AcceptInvitation:
    token: str = field(repr=False)
    name: str
    password_hash: str = field(repr=False)


def accept_invitation(uow: UnitOfWork, command: AcceptInvitation) -> int:
    """Make an invited account its owner's; give its id. Raises `Missing` when the link cannot be used."""
    row = use_link(uow, command.token, "invitation")
    row.name = command.name
    row.password_hash = command.password_hash
    row.accepted_at = clock.now()
    uow.record(events.InvitationAccepted(actor=f"{ACTOR}{row.id}", account=row.id, how="password"))
    return row.id


def accept_by_identity(uow: UnitOfWork, token: str, issuer: str, subject: str) -> int:
    """Make an invited account its owner's, who has proved elsewhere who they are; give its id.

    Raises `Missing` when the link cannot be used, `Refused("identity_taken")` when that person has an account.
    """
    row = use_link(uow, token, "invitation")
    _link_identity(uow, row.id, issuer, subject)
    row.accepted_at = clock.now()
    uow.record(events.InvitationAccepted(actor=f"{ACTOR}{row.id}", account=row.id, how="oidc"))
    return row.id


def link_identity(uow: UnitOfWork, key: int, issuer: str, subject: str) -> None:
    """Let somebody signed in sign in from elsewhere too. Raises `Refused("identity_taken")`."""
    _link_identity(uow, key, issuer, subject)
    uow.record(events.IdentityLinked(actor=f"{ACTOR}{key}", account=key, issuer=issuer))


def _link_identity(uow: UnitOfWork, key: int, issuer: str, subject: str) -> None:
    found = uow.session.scalar(select(IdentityRow).where(IdentityRow.issuer == issuer, IdentityRow.subject == subject))
    if found is not None:
        if found.account_id == key:
            return
        raise Refused("identity_taken")
    uow.session.add(IdentityRow(account_id=key, issuer=issuer, subject=subject, linked_at=clock.now()))


def unlink_identity(uow: UnitOfWork, key: int, identity: int) -> None:
    """Take a way of signing in away. Raises `Refused("last_way_in")` when there is no other."""
    row = uow.session.get(IdentityRow, identity)
    if row is None or row.account_id != key:
        return
    others = uow.session.scalar(
        select(func.count()).select_from(IdentityRow).where(IdentityRow.account_id == key, IdentityRow.id != identity)
    )
    if not others and not _row(uow, key).password_hash:
        raise Refused("last_way_in")
    uow.session.delete(row)
    uow.record(events.IdentityUnlinked(actor=f"{ACTOR}{key}", account=key, issuer=row.issuer))


def set_password(uow: UnitOfWork, key: int, password_hash: str, *, save: int | None = None) -> None:
    """Give an account another password. Its sessions end, save the one given."""
    row = _row(uow, key)
    row.password_hash = password_hash
    end_sessions(uow, key, f"{ACTOR}{key}", save=save)
    uow.record(events.PasswordSet(actor=f"{ACTOR}{key}", account=key))


def set_password_by_link(uow: UnitOfWork, token: str, password_hash: str) -> int:
    """Give the account of a one-time link a new password; give its id. Raises `Missing`."""
    row = use_link(uow, token, "password")
    set_password(uow, row.id, password_hash)
    return row.id


def rehash_password(uow: UnitOfWork, key: int, old: str, new: str) -> None:
    """The same password at today's cost, unless it has been changed meanwhile."""
    row = _row(uow, key)
    if row.password_hash == old:
        row.password_hash = new


def set_second_factor(uow: UnitOfWork, key: int, secret: str, step: int) -> list[str]:
    """Ask for a code from now on; `step` is the time step of the code that proved it works. Gives recovery codes."""
    row = _row(uow, key)
    row.totp_secret, row.totp_step = secret, step
    uow.record(events.SecondFactorSet(actor=f"{ACTOR}{key}", account=key, on=True))
    return make_recovery_codes(uow, key)


def take_second_factor_away(uow: UnitOfWork, key: int, actor: str) -> None:
    """Ask for no code any more."""
    row = _row(uow, key)
    row.totp_secret = None
    uow.session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.account_id == key))
    uow.record(events.SecondFactorSet(actor=actor, account=key, on=False))


def make_recovery_codes(uow: UnitOfWork, key: int) -> list[str]:
    """New recovery codes, told once; the earlier ones no longer work."""
    uow.session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.account_id == key))
    made = recovery_codes()
    uow.session.add_all(RecoveryCodeRow(account_id=key, code_hash=digest(tidy_code(code))) for code in made)
    uow.record(events.RecoveryCodesMade(actor=f"{ACTOR}{key}", account=key))
    return made


def use_code(uow: UnitOfWork, key: int, typed: str) -> bool:
    """Is it the code of the moment, or one of the recovery codes? Either works once."""
    row = _row(uow, key)
    if row.totp_secret is None:
        return False
    code = tidy_code(typed)
    step = codes.step_of(row.totp_secret, code, after=row.totp_step)
    if step is not None:
        row.totp_step = step
        return True
    return _use_recovery_code(uow, row, code)


def _use_recovery_code(uow: UnitOfWork, row: AccountRow, code: str) -> bool:
    mine = (RecoveryCodeRow.account_id == row.id, RecoveryCodeRow.code_hash == digest(code))
    used = uow.session.execute(delete(RecoveryCodeRow).where(*mine))
    count: int = used.rowcount  # type: ignore[attr-defined]
    return count > 0


def _row(uow: UnitOfWork, key: int) -> AccountRow:
    row = uow.session.get(AccountRow, key)
    if row is None:
        raise Missing(str(key))
    return row
