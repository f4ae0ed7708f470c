"""The console script `verkemiddel`."""

import os
import sys
from pathlib import Path
from typing import Any

import click
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from app.accounts import cli as account_cli
from app.accounts import queries as account_queries
from app.accounts.types import Role
from app.bootstrap import WAITING, create_app, open_index, today_in_norway, transactions
from app.catalogue import cli as catalogue_cli
from app.catalogue import queries as catalogue_queries
from app.catalogue.forms import search_query
from app.catalogue.links import cli as links_cli
from app.catalogue.vocabularies import MUNICIPALITY
from app.console import engine_of, fail, folder_option, follow_changes, with_settings
from app.db import backup, migrate
from app.db import engine as _engine_behaviour  # noqa: F401 (arms every engine)
from app.kernel.text import Lang
from app.mail import cli as mail_cli
from app.plan_commands import plan
from app.reminders import cli as reminders_cli
from app.search import follow
from app.search.language.analysis import Analyser
from app.search.port import NOWHERE, IndexBusy
from app.search_log import counting
from app.settings import Settings


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Support schemes and action plan of Vest-Telemark."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=lambda: os.environ.get("PORT", "8000"), help="Default 8000, or PORT.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
@with_settings
def serve(settings: Settings, host: str, port: str, workers: int) -> None:
    """Serve the catalogue with gunicorn."""
    if not (port.isascii() and port.isdigit() and len(port) < 6) or not 0 < int(port) < 65536:
        fail(f"PORT is “{port}”; it must be a number from 1 to 65535.")
    _port_is_free(host, int(port))
    os.environ["PORT"] = port
    click.echo(f"Verkemiddel is at http://{host}:{port} (stop it with Ctrl-C).")
    _say_how_to_begin(settings)
    sys.stdout.flush()
    options = ["--bind", f"{host}:{port}", "--workers", str(workers), "--no-control-socket", "app.wsgi:app"]
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *options])  # noqa: S606 (our own interpreter)


def _say_how_to_begin(settings: Settings) -> None:
    """Where nobody can let people in, say how the first administrator is made."""
    engine = engine_of(settings)
    try:
        with Session(engine) as session:
            if account_queries.has_administrator(session):
                return
    except DatabaseError:
        return  # no tables yet, or no answer: /readyz says so
    finally:
        engine.dispose()
    click.echo(
        "There is no administrator yet. Make the first in another window: "
        f"{sys.argv[0]} user add ADDRESS --name NAME --role administrator"
    )


def _port_is_free(host: str, port: int) -> None:
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            fail(f"Port {port} needs more rights than this user has; choose another, for example PORT=8001.")
        except OSError as error:
            fail(
                f"Port {port} on {host} cannot be used ({error.strerror}); choose another, for example PORT={min(port + 1, 65535)}."
            )


@main.group()
def db() -> None:
    """The database schema."""


@db.command("upgrade")
@with_settings
def db_upgrade(settings: Settings) -> None:
    """Bring the database to the newest schema."""
    migrate.upgrade(engine_of(settings))


@main.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_settings
def write_backup(settings: Settings, file: Path) -> None:
    """Write the whole database to FILE, also while the server runs."""
    backup.write(engine_of(settings), file)
    click.echo(
        f"wrote {file} ({file.stat().st_size / 1_000_000:.1f} MB); it holds what people may not see: keep it safe"
    )
    if (key := settings.var / "secret_key").exists():
        click.echo(f"keep a copy of {key} with it: without the same key, people must set up their second factor anew")


@main.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--replace", is_flag=True, help="Lose what the database holds now.")
@with_settings
def restore_backup(settings: Settings, file: Path, replace: bool) -> None:
    """Make the database what FILE holds, and build the index anew."""
    backup.restore(engine_of(settings), file, replace=replace)
    click.echo(f"the database is what {file} holds")
    _rebuild(settings)


@main.group()
def user() -> None:
    """The people who keep the catalogue."""


@user.command("add")
@click.argument("email")
@click.option("--name", required=True, help="The person's name.")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice([str(role) for role in Role]))
@click.option("--municipality", "municipalities", multiple=True, help="Number, as 4036; may be repeated.")
@click.option("--organisation", "organisations", multiple=True, help="Id in the catalogue; may be repeated.")
@click.option("--lang", type=click.Choice(["nn", "nb", "en"]), default="nn", show_default=True)
@with_settings
def user_add(settings: Settings, **told: Any) -> None:
    """Let somebody in, the first administrator for example: prints a one-time link to choose a password."""
    engine = engine_of(settings)
    migrate.upgrade(engine)
    with Session(engine) as session:
        known = (MUNICIPALITY.keys(), catalogue_queries.organisations(session).keys())
        account_cli.add(session, transactions(), settings.base_url, account_cli.NewUser(**told), known)


@user.command("link")
@click.argument("email")
@click.option("--reset-second-factor", is_flag=True, help="Ask for no code until a new one is set up.")
@with_settings
def user_link(settings: Settings, email: str, reset_second_factor: bool) -> None:
    """Print a new one-time link for somebody who cannot get in."""
    with Session(engine_of(settings)) as session:
        account_cli.new_link(session, transactions(), settings.base_url, email, reset=reset_second_factor)


@user.command("list")
@with_settings
def user_list(settings: Settings) -> None:
    """Everybody who has an account."""
    with Session(engine_of(settings)) as session:
        account_cli.write_list(session)


@main.group()
def mail() -> None:
    """Letters out."""


@mail.command("send")
@with_settings
def mail_send(settings: Settings) -> None:
    """Send the letters that wait. The server does so by itself; this tells how it goes."""
    with Session(engine_of(settings)) as session:
        mail_cli.send(session, settings.mail)


@main.group()
def catalogue() -> None:
    """The catalogue's entries and their files."""


@catalogue.command("load")
@folder_option
@with_settings
def catalogue_load(settings: Settings, folder: Path | None) -> None:
    """Load entries from FOLDER (default: catalogue_data). All or nothing; loading twice changes nothing."""
    engine = engine_of(settings)
    migrate.upgrade(engine)
    with Session(engine) as session:
        catalogue_cli.load(session, transactions(), folder or settings.data)
        follow_changes(settings, session)


@catalogue.command("check")
@folder_option
@with_settings
def catalogue_check(settings: Settings, folder: Path | None) -> None:
    """Check FOLDER without loading it; every fault by file, field and reason."""
    catalogue_cli.check(folder or settings.data, settings.data / "words")
    if folder is None:
        Analyser(settings.data / "lexicon.yaml")


@catalogue.command("export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@with_settings
def catalogue_export(settings: Settings, folder: Path) -> None:
    """Write every entry to FOLDER as YAML."""
    from app.catalogue.exporting import export

    with Session(engine_of(settings)) as session:
        try:
            count = export(session, folder)
        except OSError as error:
            fail(f"{folder} cannot be written to: {error.strerror}.")
    click.echo(f"wrote {count} entries to {folder}")


@catalogue.command("schema")
@with_settings
def catalogue_schema(settings: Settings) -> None:
    """Write the JSON Schemas beside the data, from the types."""
    catalogue_cli.write_schemas(settings.data)


@main.group()
def links() -> None:
    """The web addresses that the entries name."""


@links.command("check")
@click.option("--most", type=click.IntRange(1), help="Check at most so many addresses, the longest unchecked first.")
@click.option("--seconds", type=click.IntRange(1), default=1_800, show_default=True, help="Stop after so long.")
@with_settings
def links_check(settings: Settings, most: int | None, seconds: int) -> None:
    """Ask every address whether it still answers. Dead and moved ones come on the editors' list."""
    with Session(engine_of(settings)) as session:
        links_cli.check_all(session, transactions(), settings, most, seconds)


@main.command()
@with_settings
def remind(settings: Settings) -> None:
    """Write to each editor for whom something is due. Run it daily; nobody gets more than they should."""
    app = create_app(settings)
    today = today_in_norway()
    with app.app_context(), Session(engine_of(settings)) as session:
        counting.write(session, transactions(), counting.Misses(), today, settings.secret_key)
        reminders_cli.remind(session, transactions(), settings, WAITING, today)


@main.group()
def search() -> None:
    """The search index."""


@search.command("rebuild")
@with_settings
def search_rebuild(settings: Settings) -> None:
    """Build the index anew beside the old one, then swap."""
    _rebuild(settings)


def _rebuild(settings: Settings) -> None:
    from app.catalogue import indexing

    today = today_in_norway()
    index = open_index(settings)
    with Session(engine_of(settings)) as session:
        position = follow.latest(session, today)
        with click.progressbar(list(indexing.load(session, None, today)), label="Indexing") as documents:
            try:
                index.rebuild(documents, position)
            except IndexBusy:
                fail("Another process is writing the index; try again in a moment.")
    click.echo(f"the index holds {index.search(_everything()).total} entries")


@search.command("follow")
@with_settings
def search_follow(settings: Settings) -> None:
    """Bring the index level with the database."""
    with Session(engine_of(settings)) as session:
        follow_changes(settings, session)


@search.command("check")
@with_settings
def search_check(settings: Settings) -> None:
    """Is the index whole and level with the database?"""
    index = open_index(settings)
    with Session(engine_of(settings)) as session:
        wanted = follow.latest(session, today_in_norway())
    if index.position() == NOWHERE:
        fail("There is no index that can be used; run `verkemiddel search rebuild`.")
    if index.position() != wanted:
        fail(
            f"The index has reached change {index.position().change} of {wanted.change}; run `verkemiddel search follow`."
        )
    click.echo(f"whole and level, at change {wanted.change}")


@search.command("explain")
@click.argument("text")
@click.argument("key", metavar="SCHEME")
@click.option("--lang", type=click.Choice(["nn", "nb", "en"]), default="nn", show_default=True)
@with_settings
def search_explain(settings: Settings, text: str, key: str, lang: Lang) -> None:
    """Why SCHEME stands where it does for the query TEXT: each word, what met it, and what that gave."""
    query = search_query(text, {}, lang, today_in_norway(), sort="relevance", offset=0, limit=100)
    index = open_index(settings)
    found = index.explain(query, key)
    if found is None:
        fail(f"The index holds no scheme with the id “{key}”.")
        return
    keys = index.search(query).keys
    place = f"number {keys.index(key) + 1}" if key in keys else "not among the first hundred"
    click.echo(f"{key}: {place}, score {found.score}")
    for word, term, gives in sorted(found.parts, key=lambda part: (not part[0], part[0], -part[2])):
        click.echo(f"  {word:20} {term:30} {gives:8.3f}")


def _everything() -> Any:
    from app.search.port import Query

    return Query()


main.add_command(plan)

if __name__ == "__main__":
    main()
