"""Rate limits that hold across processes: the windows of `limits`, counted in the database.

Every hit is taken in a unit of work of its own, whose writers stand in line, so two processes never
both get the last place. What is limited is stored as a digest: neither addresses nor names.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from limits import RateLimitItem, parse
from limits.storage import MovingWindowSupport, Storage
from limits.strategies import MovingWindowRateLimiter
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.accounts.models import AttemptRow
from app.accounts.tokens import digest
from app.kernel import clock

SIGN_IN_PER_ACCOUNT = parse("10 per 15 minute")
SIGN_IN_PER_ADDRESS = parse("50 per 15 minute")
MAIL_PER_ACCOUNT = parse("3 per 15 minute")
MAIL_PER_ADDRESS = parse("20 per 15 minute")


class Attempts(Storage, MovingWindowSupport):
    """The storage that `limits` asks for, over one database session in a writing transaction."""

    STORAGE_SCHEME = None

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    @property
    def base_exceptions(self) -> type[Exception]:
        return Exception

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        now = clock.now()
        mine = AttemptRow.key == digest(key)
        self._session.execute(delete(AttemptRow).where(mine, AttemptRow.at <= now - timedelta(seconds=expiry)))
        if self.get(key) + amount > limit:
            return False
        self._session.add_all(AttemptRow(key=digest(key), at=now) for _ in range(amount))
        self._session.flush()
        return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        since = clock.now() - timedelta(seconds=expiry)
        query = select(func.min(AttemptRow.at), func.count()).where(
            AttemptRow.key == digest(key), AttemptRow.at > since
        )
        first, count = self._session.execute(query).one()
        return (first or clock.now()).timestamp(), count

    def get(self, key: str) -> int:
        query = select(func.count()).select_from(AttemptRow).where(AttemptRow.key == digest(key))
        return self._session.scalar(query) or 0

    def clear(self, key: str) -> None:
        self._session.execute(delete(AttemptRow).where(AttemptRow.key == digest(key)))

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        self.acquire_entry(key, 2**31, expiry, amount)
        return self.get(key)

    def get_expiry(self, key: str) -> float:
        newest: datetime | None = self._session.scalar(
            select(func.max(AttemptRow.at)).where(AttemptRow.key == digest(key))
        )
        return (newest or clock.now()).timestamp()

    def check(self) -> bool:
        return True

    def reset(self) -> int | None:
        self._session.execute(delete(AttemptRow))
        return None


def take(session: Session, *wanted: tuple[RateLimitItem, Sequence[str]]) -> bool:
    """Use one of each limit up; False when one of them has none left. Inside a unit of work."""
    limiter = MovingWindowRateLimiter(Attempts(session))
    taken = [limiter.hit(item, *what) for item, what in wanted]
    return all(taken)


def forgive(session: Session, item: RateLimitItem, *what: str) -> None:
    """It went well: start counting anew."""
    MovingWindowRateLimiter(Attempts(session)).clear(item, *what)
