"""`verkemiddel plan load|export|check|schema|write`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NoReturn

import click
from sqlalchemy.orm import Session

from app.catalogue import queries as catalogue
from app.db.uow import Transactions
from app.kernel.errors import Faulty
from app.plan import exporting, importing, queries
from app.plan.codes import CheckLevel
from app.plan.commands import loading
from app.plan.documents import case_paper, papers
from app.plan.documents.outline import action_plan
from app.plan.documents.pdf import CannotWrite
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


def write_schemas(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in exporting.schemas().items():
        (folder / name).write_text(text, "utf-8")
        click.echo(f"wrote {folder / name}")


def _same(path: Path, text: str) -> bool:
    return path.exists() and path.read_text("utf-8") == text
