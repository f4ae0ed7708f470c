"""What taking a compared file in would do to the catalogue as it stands: every change, fault and conflict. Reads only."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from app.catalogue import changes, standard
from app.catalogue.changes import Conflict, Difference
from app.catalogue.importing import TYPES, check_value, reference_faults
from app.catalogue.spreadsheets import layout, standing
from app.catalogue.spreadsheets.cells import Problem, short
from app.catalogue.spreadsheets.comparing import Changed, Compared, Version
from app.catalogue.spreadsheets.reading import CellFault, Notice
from app.catalogue.spreadsheets.standing import Name, Stand
from app.catalogue.types import Entry, Organisation, Scheme
from app.kernel.errors import Faulty

MayEdit = Callable[[Entry], bool]
Choices = Mapping[tuple[str, str, str], str]
"""(kind, id, path) of a conflict -> “mine”, the file's, or “theirs”, what stands."""
LARGEST_CONTENT = 256_000
MINE, THEIRS = "mine", "theirs"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_STEP = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Planned:
    """One entry that the file changes."""

    kind: str
    key: str
    number: int
    """The version that is public now; 0 for a new entry."""
    before: dict[str, Any]
    content: dict[str, Any]
    """What it would be: what stands, with the file's changes."""
    entry: Entry | None
    """The content as an entry, where nothing is wrong with it."""
    differences: tuple[Difference, ...]
    conflicts: tuple[Conflict, ...]
    """Leaves that both the file and somebody else have changed since the export."""
    faults: tuple[CellFault, ...]
    is_allowed: bool

    @property
    def is_new(self) -> bool:
        return not self.number


@dataclass(frozen=True, slots=True)
class Plan:
    """What the import would do. Nothing is done."""

    entries: tuple[Planned, ...]
    unchanged: int
    faults: tuple[CellFault, ...]
    """Those that belong to no entry."""
    notices: tuple[Notice, ...]
    digest: str
    """Names exactly this plan: the contents, and the versions that they stand on."""

    @property
    def has_faults(self) -> bool:
        return bool(self.faults) or any(entry.faults for entry in self.entries)

    @property
    def has_conflicts(self) -> bool:
        return any(entry.conflicts for entry in self.entries)

    @property
    def is_allowed(self) -> bool:
        return all(entry.is_allowed for entry in self.entries)

    @property
    def may_be_imported(self) -> bool:
        """Once every conflict has been answered."""
        return bool(self.entries) and not self.has_faults and self.is_allowed


def plan(session: Session, compared: Compared, may_edit: MayEdit, choices: Choices | None = None) -> Plan:
    """Work out what the file would change. Conflicts that have no choice yet show the file's own text."""
    now = standing.entries(session, dict.fromkeys(layout.KINDS))
    wanted = [(row.kind, row.key, row.version) for row in compared.changed if row.version]
    bases = standing.contents(session, wanted, now)
    planner = _Planner(now, bases, standing.aliases(session), compared, may_edit, choices or {})
    first = sorted(compared.changed, key=lambda row: row.kind != "organisations")  # schemes are held up against them
    found = {(row.kind, row.key, row.row): planner.planned(row) for row in first}
    planned = [entry for row in compared.changed if (entry := found[row.kind, row.key, row.row])]
    return Plan(
        entries=tuple(planned),
        unchanged=compared.unchanged + len(compared.changed) - len(planned),
        faults=tuple(compared.faults),
        notices=tuple(compared.notices),
        digest=_digest(planned),
    )


def _digest(planned: list[Planned]) -> str:
    """The choices in conflicts are not part of it: the page is shown before they are made."""
    said = [
        (e.kind, e.key, e.number, {path: v for path, v in _leaves(e).items() if path not in _paths(e)}, e.conflicts)
        for e in planned
    ]
    return hashlib.sha256(msgspec.json.encode(said, order="sorted")).hexdigest()


def _leaves(planned: Planned) -> dict[str, Any]:
    return changes.leaves(planned.content)


def _paths(planned: Planned) -> set[str]:
    return {conflict.path for conflict in planned.conflicts}


class _Planner:
    def __init__(
        self,
        now: Mapping[Name, Stand],
        bases: Mapping[Version, Mapping[str, Any]],
        aliases: Mapping[str, str],
        compared: Compared,
        may_edit: MayEdit,
        choices: Choices,
    ) -> None:
        self.now, self.bases, self.aliases, self.compared = now, bases, aliases, compared
        self.may_edit, self.choices = may_edit, choices
        self.known: dict[str, set[str]] = {kind: set() for kind in TYPES}
        for kind, key in [*now, *((row.kind, row.key) for row in compared.changed)]:
            self.known[kind].add(key)
        self.owners = dict(aliases) | {key: key for kind, key in now if kind == "schemes"}
        """The scheme that each address leads to."""
        self.organisations = {key: s.entry for (_kind, key), s in now.items() if isinstance(s.entry, Organisation)}

    def planned(self, row: Changed) -> Planned | None:
        """`None` where the file and what stands agree."""
        stand = self.now.get((row.kind, row.key))
        before = stand.content if stand else {}
        base = dict(self.bases.get((row.kind, row.key, row.version), before))
        mine = changes.with_leaves(base, row.leaves)
        merged = changes.merge(base, mine, before)
        content = changes.with_leaves(merged.content, self._chosen(row, merged.conflicts))
        content = self._completed(row, content)
        differences = tuple(changes.differences(before, content))
        if not differences and not merged.conflicts and not row.faults and stand:
            return None
        faults, entry = list(row.faults), None
        if not faults:
            faults, entry = self._checked(row, content, is_new=stand is None)
        return Planned(
            kind=row.kind,
            key=row.key,
            number=stand.number if stand else 0,
            before=before,
            content=content,
            entry=entry,
            differences=differences,
            conflicts=merged.conflicts,
            faults=tuple(faults),
            is_allowed=(not stand or self.may_edit(stand.entry)) and (not entry or self.may_edit(entry)),
        )

    def _chosen(self, row: Changed, conflicts: tuple[Conflict, ...]) -> dict[str, Any]:
        return {
            conflict.path: conflict.theirs
            for conflict in conflicts
            if self.choices.get((row.kind, row.key, conflict.path)) == THEIRS
        }

    def _completed(self, row: Changed, content: dict[str, Any]) -> dict[str, Any]:
        """With the id, with the lists that every entry has, and public where nothing else is said."""
        added: dict[str, Any] = {"id": row.key}
        if row.kind == "schemes":
            added["state"] = content.get("state") or "published"
        return {**{name: [] for name in layout.required_lists(row.kind)}, **content, **added}

    def _checked(self, row: Changed, content: dict[str, Any], *, is_new: bool) -> tuple[list[CellFault], Entry | None]:
        if is_new and (not _SLUG.fullmatch(row.key) or len(row.key) > 80):
            return [self._fault(row, "id", Problem.ID_FORM, id=short(row.key))], None
        if is_new and row.kind == "schemes" and row.key in self.aliases:
            return [self._fault(row, "id", Problem.ID_IS_ALIAS, id=row.key, other=self.aliases[row.key])], None
        if len(msgspec.json.encode(content)) > LARGEST_CONTENT:
            return [self._fault(row, "id", Problem.TOO_LARGE, id=row.key)], None
        try:
            entry = check_value(row.kind, content, row.key)
        except Faulty as error:
            found = [(path, reason) for fault in error.faults for path, reason in _spread(fault.field, fault.reason)]
            return [self._fault(row, path, Problem.RULE, path=path, reason=reason) for path, reason in found], None
        found = list(reference_faults(entry, self.known))
        faults = [self._fault(row, path, Problem.RULE, path=path, reason=reason) for path, reason in found]
        faults += self._alias_faults(row, entry)
        faults += [] if faults else self._breaches(row, entry)
        if isinstance(entry, Organisation):
            self.organisations[entry.id] = entry
        return faults, None if faults else entry

    def _breaches(self, row: Changed, entry: Entry) -> Iterator[CellFault]:
        """Where the entry falls short of the standard and did not before: an import makes nothing worse."""
        stand = self.now.get((row.kind, row.key))
        before = set(standard.breaches(stand.entry, self.organisations)) if stand else set()
        for path, reason in standard.breaches(entry, self.organisations):
            if (path, reason) not in before:
                yield self._fault(row, path, Problem.RULE, path=path, reason=reason)

    def _alias_faults(self, row: Changed, entry: Entry) -> Iterator[CellFault]:
        for n, alias in enumerate(entry.aliases if isinstance(entry, Scheme) else ()):
            if (owner := self.owners.setdefault(alias, row.key)) != row.key:
                yield self._fault(row, f"aliases[{n}]", Problem.ALIAS_TAKEN, alias=alias, other=owner)

    def _fault(self, row: Changed, where: str, problem: Problem, **values: str) -> CellFault:
        sheet, at = _place(row, where, self.compared.letters)
        values = {**values, "kind": row.kind} if "path" in values else values
        return CellFault(self.compared.titles.get(sheet, ""), at, problem, values)


def _spread(where: str, reason: str) -> Iterator[tuple[str, str]]:
    """“lacks a, b” is a fault of the field a and of b."""
    if not reason.startswith("lacks "):
        yield where, reason
        return
    for name in reason.removeprefix("lacks ").split(", "):
        yield f"{where}.{name}" if where else name, "is empty"


def _place(row: Changed, path: str, letters: Mapping[str, Mapping[str, str]]) -> tuple[str, str]:
    """The sheet and the cell of a field: `criteria[2].nn`, `contacts[0].url`. Else the cell of the id."""
    name, numbers = path.split(".", maxsplit=1)[0].split("[", maxsplit=1)[0], _STEP.findall(path)
    rows = row.rows.get(name, [])
    if name in row.rows and name in letters:
        at = int(numbers[0]) if numbers else 0
        inner = _STEP.sub("", path).removeprefix(name).removeprefix(".")
        if at < len(rows):
            return name, f"{_letter(letters[name], inner)}{rows[at]}"
    return row.kind, f"{_letter(letters[row.kind], _STEP.sub('', path))}{row.row}"


def _letter(letters: Mapping[str, str], path: str) -> str:
    inside = (letter for own, letter in letters.items() if path and own.startswith(f"{path}."))
    return letters.get(path) or next(inside, letters[layout.ID])
