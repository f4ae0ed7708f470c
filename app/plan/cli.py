"""`verkemiddel plan load|export|check|schema`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy.orm import Session

from app.catalogue import queries as catalogue
from app.db.uow import Transactions
from app.kernel.errors import Faulty
from app.plan import exporting, importing
from app.plan.codes import CheckLevel
from app.plan.commands import loading
from app.plan.importing import Known
from app.plan.rules.checks import checks

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


def write_schemas(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in exporting.schemas().items():
        (folder / name).write_text(text, "utf-8")
        click.echo(f"wrote {folder / name}")


def _same(path: Path, text: str) -> bool:
    return path.exists() and path.read_text("utf-8") == text
