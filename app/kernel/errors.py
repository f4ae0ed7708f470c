"""Refusals the domain can give; `app.web.errors` turns them into responses, the CLI into sentences."""

from typing import NamedTuple


class Refused(Exception):
    """A rule said no. `code` names the rule and is stable; whoever speaks to a person finds the words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Stale(Exception):
    """Somebody changed this meanwhile. `merge` says how the two changes go together, `number` is where it stands now."""

    def __init__(self, merge: object, number: int) -> None:
        super().__init__(number)
        self.merge = merge
        self.number = number


class Missing(Exception):
    """No such thing, or not visible to this reader."""


class Fault(NamedTuple):
    """One thing wrong in data that somebody wrote."""

    file: str
    field: str
    reason: str

    def __str__(self) -> str:
        return " ".join(f"{self.file}: {self.field or '(whole file)'}: {self.reason}".split())


class Faulty(Exception):
    """Data with faults. Nothing was changed."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} fault(s)")
        self.faults = faults
