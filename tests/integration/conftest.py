"""The app and empty databases, each on SQLite and on a PostgreSQL of our own."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine

from app.catalogue.importing import Bundle
from tests.conftest import build_app, closing, load_into, load_plans_into, make_settings


def _postgresql_programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    return found[-1].parent if found else None


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """A private PostgreSQL behind a socket in a folder of its own; gives that folder."""
    programs = _postgresql_programs()
    if programs is None:
        sentence = "PostgreSQL is not installed (apt install postgresql): nothing is tested on it."
        pytest.fail(sentence) if os.environ.get("CI") else pytest.skip(sentence)
    home = Path(tempfile.mkdtemp(prefix="vm-pg-"))
    as_postgres: list[str] = []
    if os.getuid() == 0:  # PostgreSQL refuses to run as root
        user = pwd.getpwnam("postgres")
        os.chown(home, user.pw_uid, user.pw_gid)
        as_postgres = ["runuser", "-u", "postgres", "--"]

    def run(program: str, *arguments: str) -> None:
        command = [*as_postgres, str(programs / program), "-D", str(home / "data"), *arguments]
        subprocess.run(command, check=True, cwd=home, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=120)

    options = f"-c listen_addresses='' -k {home} -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
    try:
        run("initdb", "-U", "verkemiddel", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        run("pg_ctl", "-w", "-l", str(home / "log"), "-o", options, "start")
        try:
            yield str(home)
        finally:
            run("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def new_postgresql_database(postgresql_server: str) -> Callable[[], str]:
    """Makes an empty database, and returns its address."""
    made: list[str] = []

    def new() -> str:
        made.append(f"t{len(made)}")
        with psycopg.connect(
            host=postgresql_server, user="verkemiddel", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(f"CREATE DATABASE {made[-1]}")  # type: ignore[arg-type]
        return f"postgresql+psycopg://verkemiddel@/{made[-1]}?host={postgresql_server}"

    return new


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, once on each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/empty.sqlite"
    return request.getfixturevalue("new_postgresql_database")()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = create_engine(database_url)
    yield made
    made.dispose()


@pytest.fixture(scope="session")
def postgresql_app(
    new_postgresql_database: Callable[[], str], bundle: Bundle, app: Flask, loaded_var: Path
) -> Iterator[Flask]:
    """The app over the real catalogue in PostgreSQL, with the index of the SQLite one."""
    url = new_postgresql_database()
    load_into(url, bundle)
    load_plans_into(url)
    config = make_settings(loaded_var, url)
    with closing(build_app(config, index=app.extensions["app.runtime"].index)) as made:
        yield made


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def any_app(request: pytest.FixtureRequest) -> Flask:
    """The app on each of the two databases."""
    name = "app" if request.param == "sqlite" else "postgresql_app"
    return request.getfixturevalue(name)
