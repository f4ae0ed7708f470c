"""`catalogue_data/plan/` -> plans, with every fault named by file, field and reason.

One folder a plan: `<plan>/plan.yaml`, and for each year `<plan>/<year>/` with `edition.yaml`, `ledger.yaml`, `goals/`,
`measures/`, and `frozen/` where versions of the edition are frozen. The shape is checked by the JSON Schema made from the types, then what must hold for the edition as a whole.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from app.catalogue.importing import LARGEST_FILE, control_faults, parse_yaml, path_of, reason_of
from app.kernel.errors import Fault, Faulty
from app.plan.cells import Ledger
from app.plan.rules.faults import faults
from app.plan.rules.frozen import fingerprint
from app.plan.rules.whole import Whole
from app.plan.types import ActionPlan, Edition, Entry, Goal, Measure, Part

TYPES: Mapping[str, type[Part]] = {
    "plan": ActionPlan,
    "edition": Edition,
    "goal": Goal,
    "measure": Measure,
    "ledger": Ledger,
}
_VALIDATORS = {name: Draft202012Validator(msgspec.json.schema(part)) for name, part in TYPES.items()}
_YEAR = re.compile(r"\d{4}")
_AMOUNT = re.compile(r"(^|\.)amount$")
_DATE = re.compile(r"(^|[._])(date|done_on|signed_on|signing_planned|checked_on)$")

AnyPart = TypeVar("AnyPart", bound=Part)


@dataclass
class PlanFiles:
    """One plan and its editions by year."""

    plan: ActionPlan
    editions: dict[int, Whole] = field(default_factory=dict)
    frozen: dict[int, dict[str, str]] = field(default_factory=dict)
    """The snapshots of each edition by their fingerprints."""


@dataclass(frozen=True, slots=True)
class Known:
    """Ids of the catalogue that a plan may name."""

    organisations: Collection[str]
    schemes: Collection[str]


def known_in(data: Path) -> Known:
    """The ids that a data folder has files for."""
    organisations, schemes = (
        {path.stem for path in (data / kind).glob("*.yaml")} for kind in ("organisations", "schemes")
    )
    return Known(organisations, schemes)


def read_plans(folder: Path, known: Known) -> dict[str, PlanFiles]:
    """Read and check a folder of plans. Raises `Faulty` with every fault there is."""
    found: dict[str, PlanFiles] = {}
    wrong: list[Fault] = []
    homes = sorted(path.parent for path in folder.glob("*/plan.yaml"))
    if not homes:
        raise Faulty([Fault(str(folder), "", "no plans found; it should hold a folder with plan.yaml for each plan")])
    for home in homes:
        try:
            found[home.name] = _read_plan(folder, home, known)
        except Faulty as error:
            wrong += error.faults
    if wrong:
        raise Faulty(wrong)
    return found


def _read_plan(folder: Path, home: Path, known: Known) -> PlanFiles:
    plan = _read(folder, home / "plan.yaml", "plan", ActionPlan, ident=home.name)
    files, wrong = PlanFiles(plan), []
    for year in sorted(path for path in home.iterdir() if path.is_dir() and _YEAR.fullmatch(path.name)):
        try:
            whole = _read_edition(folder, year, plan)
        except Faulty as error:
            wrong += error.faults
            continue
        below = {"plan": home / "plan.yaml"}
        for part, where, reason in faults(whole, known.organisations, known.schemes):
            path = below.get(part, year / f"{part}.yaml")
            wrong.append(Fault(path.relative_to(folder).as_posix(), where, reason))
        files.editions[whole.edition.year] = whole
        try:
            files.frozen[whole.edition.year] = _read_frozen(folder, year, whole.edition)
        except Faulty as error:
            wrong += error.faults
    if not files.editions and not wrong:
        wrong.append(Fault(home.name, "", "has no edition; make a folder named by a year, with edition.yaml in it"))
    if wrong:
        raise Faulty(list(dict.fromkeys(wrong)))
    return files


def _read_edition(folder: Path, home: Path, plan: ActionPlan) -> Whole:
    wrong: list[Fault] = []
    read: list[Part] = []
    wanted: list[tuple[Path, str, type[Part], str | None]] = [
        (home / "edition.yaml", "edition", Edition, home.name),
        (home / "ledger.yaml", "ledger", Ledger, None),
        *((path, "goal", Goal, path.stem) for path in sorted((home / "goals").glob("*.y*ml"))),
        *((path, "measure", Measure, path.stem) for path in sorted((home / "measures").glob("*.y*ml"))),
    ]
    for path, name, part_type, ident in wanted:
        try:
            read.append(_read(folder, path, name, part_type, ident=ident))
        except Faulty as error:
            wrong += error.faults
    if wrong:
        raise Faulty(wrong)
    edition, ledger, *rest = read
    assert isinstance(edition, Edition)
    assert isinstance(ledger, Ledger)
    goals = [part for part in rest if isinstance(part, Goal)]
    measures = [part for part in rest if isinstance(part, Measure)]
    return compose(plan, edition, goals, measures, ledger)


def _read_frozen(folder: Path, home: Path, edition: Edition) -> dict[str, str]:
    """The snapshots, each with the fingerprint that it is named by, and one for every frozen version of the log."""
    found: dict[str, str] = {}
    wrong: list[Fault] = []
    for path in sorted((home / "frozen").glob("*.json")):
        shown = path.relative_to(folder).as_posix()
        try:
            found[path.stem] = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            wrong.append(Fault(shown, "", "cannot be read as UTF-8 text"))
            continue
        if (sha256 := fingerprint(found[path.stem])) != path.stem:
            wrong.append(
                Fault(shown, "", f"has been changed: its fingerprint is {sha256}, not what the file is called")
            )
    for n, version in enumerate(edition.versions):
        if version.frozen and version.frozen not in found:
            shown = (home / "edition.yaml").relative_to(folder).as_posix()
            wrong.append(Fault(shown, f"versions[{n}].frozen", "has no snapshot in frozen/"))
    if wrong:
        raise Faulty(wrong)
    return found


def compose(
    plan: ActionPlan, edition: Edition, goals: Collection[Goal], measures: Collection[Measure], ledger: Ledger
) -> Whole:
    """Put the parts in order: goals by number, measures by goal and number."""
    ordered = sorted(goals, key=lambda goal: (goal.number, goal.id))
    place = {goal.id: n for n, goal in enumerate(ordered)}
    by_place = sorted(measures, key=lambda m: (place.get(m.goal, len(place)), m.number, m.id))
    return Whole(plan, edition, tuple(ordered), tuple(by_place), ledger)


def _read(folder: Path, path: Path, name: str, part_type: type[AnyPart], *, ident: str | None) -> AnyPart:
    shown = path.relative_to(folder).as_posix()
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Faulty([Fault(shown, "", f"cannot be read: {error.strerror}")]) from error
    if len(raw) > LARGEST_FILE:
        raise Faulty([Fault(shown, "", f"is {len(raw)} bytes; at most {LARGEST_FILE}")])
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Faulty([Fault(shown, "", f"is not UTF-8 text (byte {error.start})")]) from error
    part = check_value(name, parse_yaml(text, shown, truth=True), shown, part_type)
    if isinstance(part, Entry) and part.id != ident:
        raise Faulty([Fault(shown, "id", f"is “{part.id}”; it must be “{ident}”, as the file or folder is called")])
    return part


def check_value(name: str, value: Any, shown: str, part_type: type[AnyPart]) -> AnyPart:
    """Plain values as a part, by its shape alone. Raises `Faulty`; `shown` is the file in the faults."""
    problems = sorted(_VALIDATORS[name].iter_errors(value), key=lambda e: [str(p) for p in e.absolute_path])
    if problems:
        raise Faulty([Fault(shown, path_of(problem), _reason(problem)) for problem in problems])
    found = [Fault(shown, where, reason) for where, reason in control_faults(value)]
    if found:
        raise Faulty(found)
    try:
        return msgspec.convert(value, part_type)
    except msgspec.ValidationError as error:
        raise Faulty([Fault(shown, "", str(error))]) from error


def _reason(problem: ValidationError) -> str:
    where, value = path_of(problem), str(problem.instance)[:60]
    if _AMOUNT.search(where):
        return f"is “{value}”; write whole kroner with digits only, from 0 to 1000000000000, such as 1200000, or leave it blank"
    if _DATE.search(where) and problem.validator in ("pattern", "type", "anyOf"):
        return f"is “{value}”; write the date as YYYY-MM-DD, or YYYY-MM, YYYY-H1, YYYY where it may be loose"
    return reason_of(problem)


def names(files: Mapping[str, PlanFiles]) -> Iterator[tuple[str, int]]:
    """(plan, year) of every edition."""
    return ((key, year) for key, one in files.items() for year in one.editions)
