"""The whole database in one file, and back: SQLite by its own backup, PostgreSQL by `pg_dump` and `pg_restore`.

Both read one moment's state while others write. Restoring is all or nothing, also under a server that runs.
"""

import os
import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from app.db import migrate

SQLITE, POSTGRESQL = b"SQLite format 3\x00", b"PGDMP"
TRIES_SECONDS = 30


class CannotBackUp(Exception):
    """One sentence for the person at the terminal. Nothing was changed."""


def write(engine: Engine, path: Path) -> None:
    """Write the database to a new file that only its owner may read. Raises `CannotBackUp`, `OSError`."""
    if path.exists():
        raise CannotBackUp(f"{path} is there already; choose another name.")
    if not inspect(engine).has_table("alembic_version"):
        raise CannotBackUp("The database has no tables yet: there is nothing to write.")
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    os.close(os.open(unfinished, os.O_CREAT | os.O_WRONLY, 0o600))
    try:
        if engine.dialect.name == "sqlite":
            with _sqlite(engine.url.database) as live, closing(sqlite3.connect(unfinished)) as copy:
                live.backup(copy)
        else:
            _run(engine, ["pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={unfinished}"])
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def restore(engine: Engine, path: Path, *, replace: bool) -> None:
    """Make the database what the file holds, and bring it to the newest schema.

    A database with content is only replaced where `replace` says so. Raises `CannotBackUp`, `OSError`, and
    alembic's `CommandError` for a file that a newer program wrote.
    """
    _check_kind(engine, path)
    if not replace and _has_content(engine):
        raise CannotBackUp("The database has content; add --replace to lose it for what is in the file.")
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as copy:
            _check_sqlite(engine, copy, path)
            with _sqlite(engine.url.database) as live:
                copy.backup(live)
    else:
        _run(engine, ["pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", str(path)])
    engine.dispose()
    migrate.upgrade(engine)


def _check_kind(engine: Engine, path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(len(SQLITE))
    wanted = SQLITE if engine.dialect.name == "sqlite" else POSTGRESQL
    if not head.startswith(wanted):
        other = head.startswith((SQLITE, POSTGRESQL))
        reason = f"is a backup of another kind of database than {engine.dialect.name}" if other else "is no backup"
        raise CannotBackUp(f"{path} {reason}.")


def _has_content(engine: Engine) -> bool:
    with engine.connect() as connection:
        names = [name for name in inspect(engine).get_table_names() if name != "alembic_version"]
        quoted = (engine.dialect.identifier_preparer.quote(name) for name in names)
        return any(connection.scalar(text(f"SELECT 1 FROM {name} LIMIT 1")) for name in quoted)  # noqa: S608 (quoted)


def _check_sqlite(engine: Engine, copy: sqlite3.Connection, path: Path) -> None:
    """Refuse a file that is damaged, or that is no database of ours; alembic refuses one of a newer program."""
    try:
        found = copy.execute("PRAGMA integrity_check").fetchone()[0]
        revision = copy.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    except (sqlite3.DatabaseError, TypeError) as error:
        raise CannotBackUp(f"{path} is not a whole backup of this program ({error}).") from error
    if found != "ok":
        raise CannotBackUp(f"{path} is damaged ({str(found).splitlines()[0]}).")
    ScriptDirectory.from_config(migrate.config(engine)).get_revisions(revision)


@contextmanager
def _sqlite(name: str | None) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(name or "", timeout=TRIES_SECONDS)) as connection:
        yield connection


def _run(engine: Engine, command: Sequence[str]) -> None:
    """Run one of PostgreSQL's programs; the password goes by the environment, where no list of processes shows it."""
    url = engine.url
    target = url.set(drivername="postgresql", password=None).render_as_string()
    environment = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    try:
        subprocess.run(  # noqa: S603 (PostgreSQL's own programs)
            [*command, f"--dbname={target}"], env=environment, check=True, capture_output=True, encoding="utf-8"
        )
    except FileNotFoundError as error:
        raise CannotBackUp(f"{command[0]} is missing: apt-get install postgresql-client.") from error
    except subprocess.CalledProcessError as error:
        said = (error.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise CannotBackUp(f"{command[0]} failed: {said}.") from error
