"""`verkemiddel plan load|export|check|schema|write|import`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NoReturn
from uuid import uuid4

import click
from sqlalchemy.orm import Session

from app.catalogue import queries as catalogue
from app.db.uow import Transactions
from app.kernel.errors import Faulty, Stale
from app.plan import exporting, importing, queries
from app.plan.codes import CheckLevel
from app.plan.commands import loading
from app.plan.commands.storing import Made
from app.plan.commands.taking_in import TakeIn, take_in
from app.plan.documents import case_paper, papers
from app.plan.documents.outline import action_plan
from app.plan.documents.pdf import CannotWrite
from app.plan.documents.reading import wording
from app.plan.documents.reading.accepting import taken
from app.plan.documents.reading.comparing import compared, loose_doubts
from app.plan.documents.reading.found import Doubt
from app.plan.documents.reading.opening import LARGEST_FILE, FileRefused
from app.plan.documents.reading.parts import Part, Status
from app.plan.documents.reading.understanding import understood
from app.plan.documents.writing import FORMS, Document
from app.plan.importing import Known
from app.plan.rules.checks import checks
from app.plan.rules.public import public_whole
from app.plan.rules.whole import Whole

KINDS = ("plan", "editions", "goals", "measures", "cells", "movements", "frozen")


@contextmanager
def faults_end_it() -> Iterator[None]:
    """One line per fault, then the end of the program; nothing was changed."""
    try:
        yield
    except Faulty as error:
        for fault in error.faults:
            click.echo(str(fault), err=True)
        click.echo(f"{len(error.faults)} fault(s). Nothing was changed.", err=True)
        sys.exit(1)


def load(session: Session, transactions: Transactions, folder: Path) -> None:
    """Load a folder of plans, all or nothing, and say what was done."""
    keys = catalogue.keys(session)
    known = Known(keys["organisations"], keys["schemes"])
    if not known.organisations:
        click.echo("There are no organisations yet; run `verkemiddel catalogue load` first.", err=True)
        sys.exit(1)
    with faults_end_it():
        files = importing.read_plans(folder, known)
        with transactions.begin(session) as uow:
            command = loading.LoadPlans(files=files, known=known, actor="plan load")
            report = loading.load_plans(uow, command)
    for kind in KINDS:
        counts = report.added[kind], report.changed[kind], report.unchanged[kind]
        if any(counts):
            click.echo("{:14} {:4} new {:4} changed {:4} unchanged".format(kind, *counts))
    for line in report.kept:
        click.echo(f"{line}: changed here and in the files; kept as it is here")
    for line in report.not_in_files:
        click.echo(f"{line}: has no file in {folder}; kept as it is")


def check(folder: Path, data: Path, *, with_schemas: bool) -> None:
    """Check a folder of plans without loading it: faults end it, and what looks wrong is told."""
    with faults_end_it():
        files = importing.read_plans(folder, importing.known_in(data))
    for plan, one in files.items():
        for year, whole in one.editions.items():
            found = checks(whole)
            for verdict in found:
                if verdict.level in (CheckLevel.WARNING, CheckLevel.FAULT):
                    click.echo(f"{plan}/{year}: {verdict.text.nn}")
            told = sum(verdict.level is CheckLevel.INFO for verdict in found)
            held = sum(verdict.level is CheckLevel.OK for verdict in found)
            click.echo(
                f"{plan}/{year}: {len(whole.goals)} goals, {len(whole.measures)} measures, "
                f"{len(whole.ledger.cells)} cells: no faults; {held} checks hold, {told} things to know"
            )
    stale = [name for name, text in exporting.schemas().items() if with_schemas and not _same(folder / name, text)]
    for name in stale:
        click.echo(f"{name}: is not what the types say; run `verkemiddel plan schema`", err=True)
    if stale:
        sys.exit(1)


@dataclass(frozen=True, slots=True)
class Wish:
    """The document that is asked for. Without a year it is of the newest edition."""

    plan: str
    year: int | None
    paper: str
    form: str
    final: bool
    municipality: str
    paragraph: str


def write(session: Session, wish: Wish, out: Path, today: date) -> None:
    """Write a document to a file, without what is internal. Ends with a sentence where it cannot be."""
    years = queries.editions(session).get(wish.plan, [])
    if wish.year not in (None, *years) or not years:
        _end(f"There is no edition {wish.year or 'at all'} of “{wish.plan}”. There is: {_what_there_is(session)}.")
    whole = public_whole(queries.whole(session, wish.plan, wish.year or years[-1]))
    if wish.paper == "case" and wish.municipality not in case_paper.municipalities(whole):
        _end(f"--municipality must be one of: {', '.join(case_paper.municipalities(whole))}.")
    try:
        content = FORMS[wish.form].write(_document(whole, wish, today))
    except CannotWrite as error:
        _end(f"{error}.")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(content)
    click.echo(f"wrote {out} ({len(content)} bytes)")


def _document(whole: Whole, wish: Wish, today: date) -> Document:
    match wish.paper:
        case "proof":
            return papers.proof(whole, today)
        case "status":
            return papers.status(whole, today)
        case "case":
            return case_paper.case_paper(whole, wish.municipality, wish.paragraph, today)
        case _:
            return action_plan(whole, final=wish.final)


def _what_there_is(session: Session) -> str:
    found = [f"{plan} {year}" for plan, years in queries.editions(session).items() for year in years]
    return ", ".join(found) or "nothing; run `verkemiddel plan load`"


def _end(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(1)


@dataclass(frozen=True, slots=True)
class Reading:
    """The document that is read, the edition it is held against (without a plan or a year: the only one, the newest), and
    the parts that are taken in: keys, or “all”.
    """

    plan: str | None
    year: int | None
    accept: tuple[str, ...]
    dry_run: bool


def import_document(session: Session, transactions: Transactions, path: Path, wish: Reading) -> bool:
    """Read a plan from Word, and say what was understood, what is in doubt and what differs. Only accepted parts are saved.

    Returns whether anything was.
    """
    editions = queries.editions(session)
    plan = wish.plan or (next(iter(editions)) if len(editions) == 1 else "")
    if plan not in editions or wish.year not in (None, *editions[plan]):
        _end(f"Say which plan and year with --plan and --year. There is: {_what_there_is(session)}.")
    whole = queries.whole(session, plan, wish.year or editions[plan][-1])
    try:
        with path.open("rb") as file:
            found = understood(file.read(LARGEST_FILE + 1), whole)
    except FileRefused as error:
        _end(f"{path}: {wording.FILES[error.why].en} Nothing was changed.")
    except OSError as error:
        _end(f"{path} cannot be read: {error.strerror}.")
    parts = compared(found, whole)
    for part in parts:
        _tell(part)
    for doubt in loose_doubts(parts, found):
        click.echo(f"? {_doubt(doubt)}")
    keys = {part.key for part in parts if part.may_be_accepted}
    accepted = keys if "all" in wish.accept else set(wish.accept)
    if accepted - keys:
        can = ", ".join(sorted(keys)) or "none, for nothing differs"
        _end(
            f"These parts cannot be taken in: {', '.join(sorted(accepted - keys))}. Those that can: {can}. Nothing was changed."
        )
    if wish.dry_run or not accepted:
        click.echo(f"{len(keys)} part(s) differ, {len(found.doubts)} doubt(s). Nothing was changed.")
        return False
    _take_in(session, transactions, whole, parts, accepted, path.name)
    click.echo(f"took in {len(accepted)} part(s): {', '.join(sorted(accepted))}")
    return True


def _take_in(
    session: Session, transactions: Transactions, whole: Whole, parts: list[Part], accepted: set[str], name: str
) -> None:
    out = taken(parts, accepted, whole)
    keys = catalogue.keys(session)
    command = TakeIn(
        made=Made(actor="plan import", reason=name, batch=str(uuid4())),
        plan=whole.plan.id,
        edition=whole.edition.year,
        known=Known(keys["organisations"], keys["schemes"]),
        parts=out.parts,
        new_measures=out.new_measures,
        cells=out.cells,
        names=out.names,
    )
    with faults_end_it():
        try:
            with transactions.begin(session) as uow:
                take_in(uow, command)
        except Stale:
            _end("The plan was changed meanwhile. Nothing was saved; try again.")


def _tell(part: Part) -> None:
    click.echo(f"{wording.STATUS[part.status].en:16} {part.key:40} {part.title}")
    for difference in part.differences:
        click.echo(f"    {difference.field}: “{_short(difference.old)}” -> “{_short(difference.new)}”")
    for kept in part.kept if part.status is not Status.SAME else ():
        click.echo(f"    kept, not in the document: {kept}")
    for lack in part.lacks:
        click.echo(f"    cannot be taken in, lacks: {lack}")
    for doubt in part.doubts:
        click.echo(f"    ? {_doubt(doubt)}")


def _doubt(doubt: Doubt) -> str:
    place = f", table {doubt.where.table}, row {doubt.where.row}" if doubt.where.table else ""
    where = f" (under “{_short(doubt.where.heading)}”{place})" if doubt.where.heading or place else ""
    line = f" “{_short(doubt.line)}”" if doubt.line else ""
    return f"{wording.DOUBTS[doubt.matter].en}{line}{f' -> “{_short(doubt.read)}”' if doubt.read else ''}{where}"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 80 else f"{flat[:79]}…"


def write_schemas(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in exporting.schemas().items():
        (folder / name).write_text(text, "utf-8")
        click.echo(f"wrote {folder / name}")


def _same(path: Path, text: str) -> bool:
    return path.exists() and path.read_text("utf-8") == text
