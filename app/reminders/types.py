"""Who is reminded, and of what."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from app.catalogue.freshness.queries import Due
from app.catalogue.links.queries import BadLink
from app.kernel.text import Lang


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipient:
    """An account that is written to. `rest`: also what no editor answers for."""

    account: int
    name: str
    email: str
    lang: Lang
    municipalities: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something else that waits for an editor, such as messages: how many, and how that is said in the page's language."""

    count: Callable[[Session, Recipient], int]
    say: Callable[[int], str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Digest:
    """Everything that is due for one recipient."""

    due: list[Due] = field(default_factory=list)
    links: list[BadLink] = field(default_factory=list)
    waiting: list[tuple[Waiting, int]] = field(default_factory=list)

    @property
    def near(self) -> list[Due]:
        """Deadlines within two weeks that nobody has confirmed."""
        return [one for one in self.due if one.near]

    @property
    def near_marks(self) -> frozenset[str]:
        return frozenset(f"{one.key}@{one.near}" for one in self.near)

    def __bool__(self) -> bool:
        return bool(self.due or self.links or self.waiting)


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """An earlier reminder: its day, and the near deadlines that it named."""

    on: date
    near: frozenset[str]
