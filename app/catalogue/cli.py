"""`verkemiddel catalogue load|export|check|schema`."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
from sqlalchemy.orm import Session

from app.catalogue import completeness, exporting, importing, queries, readability, standard
from app.catalogue.commands import loading
from app.catalogue.spelling import checking
from app.catalogue.types import Level, Organisation, PracticeExample, Scheme, State, Term
from app.db.uow import Transactions
from app.kernel.errors import Fault, Faulty
from app.kernel.text import LANGS

HEAVIEST = 3


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


def check(folder: Path, words: Path) -> None:
    """Check a data folder against its shape, its schemas, the standard and the dictionaries; say how complete and readable it is.

    `words` is the folder with our own words, where the data folder has none.
    """
    bundle = read(folder)
    organisations = {it.id: it for it in bundle.all(Organisation)}
    for line in (*completeness_lines(bundle, organisations), "", *readability_lines(bundle), ""):
        click.echo(line)
    faults = [
        Fault(f"{kind}/{key}.yaml", where, reason)
        for kind, entries in bundle.entries.items()
        for key, loaded in entries.items()
        for where, reason in standard.breaches(loaded.entry, organisations)
    ]
    stale = [name for name, text in exporting.schemas().items() if not _same(folder / name, text)]
    faults += [Fault(name, "", "is not what the types say; run `verkemiddel catalogue schema`") for name in stale]
    faults += spelling_faults(folder, words)
    for fault in faults:
        click.echo(str(fault), err=True)
    if faults:
        click.echo(f"{len(faults)} fault(s).", err=True)
        sys.exit(1)
    click.echo(" · ".join(f"{len(entries)} {kind}" for kind, entries in bundle.entries.items()) + ": no faults")


def spelling_faults(folder: Path, words: Path) -> list[Fault]:
    """The words that no dictionary knows; none where the dictionaries are not installed, and that is said."""
    if not checking.is_installed():
        click.echo(f"Spelling is skipped; it needs: apt-get install {checking.PACKAGES}\n")
        return []
    own = folder / "words"
    reading = checking.read(*checking.texts_of_folder(folder), own if own.is_dir() else words)
    click.echo(f"Spelling: {reading.words} words, {len(reading.misspelt)} unknown\n")
    return [
        Fault(text.file, f"{text.field}.{text.lang}", f"“{word}” is in no dictionary of its language; nearest: {hint}")
        for text, word, hint in reading.misspelt
    ]


def completeness_lines(bundle: importing.Bundle, organisations: Mapping[str, Organisation]) -> Iterator[str]:
    """A table of at most 100 columns: how many published schemes of each level fill each field."""
    published = [scheme for scheme in bundle.all(Scheme) if scheme.state is State.PUBLISHED]
    yield f"{'Published schemes':32}" + "".join(f"{name:>14}" for name in (*Level, "all"))
    for row in completeness.scheme_rows(published, organisations):
        yield f"{row.field:32}" + "".join(f"{share!s:>14}" for share in row.shares)
    yield ""
    others = completeness.other_rows(organisations.values(), bundle.all(Term), bundle.all(PracticeExample))
    for row in others:
        yield f"{row.field:32}" + "".join(f"{share!s:>14}" for share in row.shares)


def readability_lines(bundle: importing.Bundle) -> Iterator[str]:
    """Sentence length and LIX of each language over all, and the heaviest entries."""
    entries = [loaded.entry for kind in bundle.entries.values() for loaded in kind.values()]
    for lang in LANGS:
        total = sum((readability.weigh_entry(entry, lang) for entry in entries), readability.Weight())
        yield (
            f"{lang}: {total.sentences} sentences, {total.sentence_length:.1f} words a sentence "
            f"(longest {total.longest}), LIX {total.lix:.0f}"
        )
        for entry, weight in readability.heaviest(entries, lang, HEAVIEST):
            yield (
                f"    LIX {weight.lix:3.0f}, {weight.sentence_length:4.1f} words a sentence "
                f"(longest {weight.longest:2}): {entry.id}"
            )


def write_schemas(folder: Path) -> None:
    for name, text in exporting.schemas().items():
        (folder / name).write_text(text, "utf-8")
        click.echo(f"wrote {folder / name}")


def _same(path: Path, text: str) -> bool:
    return path.exists() and path.read_text("utf-8") == text
