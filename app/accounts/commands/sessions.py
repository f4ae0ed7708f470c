"""Sessions: begin, keep alive, end; and forms kept from one that ended too early."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, update

from app.accounts import events
from app.accounts.models import AccountRow, AttemptRow, KeptFormRow, LinkRow, SessionRow
from app.accounts.rules import KEPT_FORM_LASTS, SESSION_LONGEST, SESSION_REMEMBERED
from app.accounts.tokens import digest, token
from app.accounts.types import How
from app.db.uow import UnitOfWork
from app.kernel import clock
from app.kernel.errors import Refused

LINKS_REMEMBERED = timedelta(days=30)
ATTEMPTS_REMEMBERED = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class BeginSession:
    account: int
    how: How
    agent: str
    """The browser, for the person who looks at their list of sessions."""
    replaces: str | None = None
    """Token of the session that the browser comes with; it ends."""
    actor: str


def begin_session(uow: UnitOfWork, command: BeginSession) -> str:
    """Sign somebody in; give the token of the new session. Raises `Refused("disabled")`."""
    now = clock.now()
    row = uow.session.get(AccountRow, command.account)
    if row is None or row.disabled_at or not row.accepted_at:
        raise Refused("disabled")
    _sweep(uow)
    if command.replaces:
        old = SessionRow.token_hash == digest(command.replaces)
        uow.session.execute(update(SessionRow).where(old, SessionRow.ended_at.is_(None)).values(ended_at=now))
    secret = token()
    uow.session.add(
        SessionRow(
            account_id=command.account,
            token_hash=digest(secret),
            how=command.how,
            agent=command.agent[:80],
            created_at=now,
            seen_at=now,
        )
    )
    row.signed_in_at = now
    uow.record(events.SignedIn(actor=command.actor, account=command.account, how=command.how))
    return secret


def _sweep(uow: UnitOfWork) -> None:
    """Take away what nobody needs any more."""
    now = clock.now()
    old_session = SessionRow.created_at < now - SESSION_LONGEST - SESSION_REMEMBERED
    uow.session.execute(delete(SessionRow).where(old_session))
    uow.session.execute(delete(KeptFormRow).where(KeptFormRow.kept_at < now - KEPT_FORM_LASTS))
    uow.session.execute(delete(AttemptRow).where(AttemptRow.at < now - ATTEMPTS_REMEMBERED))
    uow.session.execute(delete(LinkRow).where(LinkRow.expires_at < now - LINKS_REMEMBERED))


def touch_session(uow: UnitOfWork, key: int) -> None:
    """The session is in use."""
    uow.session.execute(update(SessionRow).where(SessionRow.id == key).values(seen_at=clock.now()))


def end_session(uow: UnitOfWork, key: int, owner: int) -> None:
    """End one session of its owner."""
    _end(uow, owner, f"account:{owner}", SessionRow.id == key)


def end_sessions(uow: UnitOfWork, owner: int, actor: str, *, save: int | None = None) -> int:
    """End every session of an account, save one; return how many there were."""
    return _end(uow, owner, actor, SessionRow.id != (save or 0))


def _end(uow: UnitOfWork, owner: int, actor: str, which: object) -> int:
    mine = (SessionRow.account_id == owner, SessionRow.ended_at.is_(None), which)
    ended = uow.session.execute(update(SessionRow).where(*mine).values(ended_at=clock.now()))  # type: ignore[arg-type]
    count: int = ended.rowcount  # type: ignore[attr-defined]
    if count:
        uow.record(events.SessionsEnded(actor=actor, account=owner, count=count))
    return count


def keep_form(uow: UnitOfWork, owner: int, path: str, fields: Sequence[tuple[str, str]]) -> str:
    """Keep what was typed for its owner, a day; give the token that brings it back."""
    secret = token()
    kept = [list(pair) for pair in fields]
    uow.session.add(
        KeptFormRow(account_id=owner, token_hash=digest(secret), path=path[:400], fields=kept, kept_at=clock.now())
    )
    return secret


def forget_form(uow: UnitOfWork, secret: str, owner: int) -> None:
    """The kept form has served."""
    mine = (KeptFormRow.token_hash == digest(secret), KeptFormRow.account_id == owner)
    uow.session.execute(delete(KeptFormRow).where(*mine))


def raise_session(uow: UnitOfWork, key: int) -> None:
    """The session's owner has just given a code too."""
    uow.session.execute(update(SessionRow).where(SessionRow.id == key).values(how="password+code"))


def lower_sessions(uow: UnitOfWork, owner: int) -> None:
    """The codes that the account's sessions rest on are no longer asked for."""
    mine = (SessionRow.account_id == owner, SessionRow.how == "password+code")
    uow.session.execute(update(SessionRow).where(*mine).values(how="password"))
