"""`verkemiddel catalogue load|export|check|schema`."""

import sys
from pathlib import Path

import click
from sqlalchemy.orm import Session

from app.catalogue import exporting, importing, queries
from app.catalogue.commands import loading
from app.db.uow import Transactions
from app.kernel.errors import Faulty


def load(session: Session, transactions: Transactions, folder: Path) -> None:
    """Load a data folder into the catalogue, all or nothing, and say what was done."""
    bundle = read(folder, queries.known_entries(session))
    with transactions.begin(session) as uow:
        report = loading.load_catalogue(uow, loading.LoadCatalogue(bundle=bundle, actor="catalogue load"))
    for kind in importing.TYPES:
        added, changed, unchanged = report.added[kind], report.changed[kind], report.unchanged[kind]
        click.echo(f"{kind:14} {added:4} new {changed:4} changed {unchanged:4} unchanged")
        if waiting := report.proposed[kind]:
            click.echo(f"{kind}: {waiting} changed values are in the inbox, because the entries have been edited here")
        for key in report.not_in_files.get(kind, ()):
            click.echo(f"{kind}/{key}: has no file in {folder}; kept as it is")


def read(folder: Path, known: importing.Known | None = None) -> importing.Bundle:
    """Read a data folder, or end the program with one line per fault."""
    try:
        return importing.read_bundle(folder, known)
    except Faulty as error:
        for fault in error.faults:
            click.echo(str(fault), err=True)
        click.echo(f"{len(error.faults)} fault(s). Nothing was changed.", err=True)
        sys.exit(1)


def check(folder: Path) -> None:
    """Check a data folder, its lexicon and its schemas."""
    bundle = read(folder)
    stale = [name for name, text in exporting.schemas().items() if not _same(folder / name, text)]
    if stale:
        for name in stale:
            click.echo(f"{name}: is not what the types say; run `verkemiddel catalogue schema`", err=True)
        sys.exit(1)
    click.echo(" · ".join(f"{len(entries)} {kind}" for kind, entries in bundle.entries.items()) + ": no faults")


def write_schemas(folder: Path) -> None:
    for name, text in exporting.schemas().items():
        (folder / name).write_text(text, "utf-8")
        click.echo(f"wrote {folder / name}")


def _same(path: Path, text: str) -> bool:
    return path.exists() and path.read_text("utf-8") == text
