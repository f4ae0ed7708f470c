"""`verkemiddel plan …`: the action plans, their files and their documents."""

from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from app.bootstrap import today_in_norway, transactions
from app.console import engine_of, fail, folder_option, follow_changes, with_settings
from app.db import migrate
from app.plan import cli as plan_cli
from app.plan.exporting import export
from app.settings import Settings


@click.group()
def plan() -> None:
    """The action plans and their files."""


@plan.command("load")
@folder_option
@with_settings
def plan_load(settings: Settings, folder: Path | None) -> None:
    """Load plans from FOLDER (default: catalogue_data/plan). All or nothing; loading twice changes nothing."""
    engine = engine_of(settings)
    migrate.upgrade(engine)
    with Session(engine) as session:
        plan_cli.load(session, transactions(), folder or settings.data / "plan")
        follow_changes(settings, session)


@plan.command("check")
@folder_option
@with_settings
def plan_check(settings: Settings, folder: Path | None) -> None:
    """Check FOLDER without loading it; every fault by file, field and reason, and what looks wrong."""
    plan_cli.check(folder or settings.data / "plan", settings.data, with_schemas=folder is None)


@plan.command("export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@with_settings
def plan_export(settings: Settings, folder: Path) -> None:
    """Write every plan to FOLDER as YAML."""
    with Session(engine_of(settings)) as session:
        try:
            count = export(session, folder)
        except OSError as error:
            fail(f"{folder} cannot be written to: {error.strerror}.")
    click.echo(f"wrote {count} files to {folder}")


@plan.command("schema")
@with_settings
def plan_schema(settings: Settings) -> None:
    """Write the JSON Schemas beside the data, from the types."""
    plan_cli.write_schemas(settings.data / "plan")


@plan.command("write")
@click.argument("plan", metavar="PLAN")
@click.option("--year", type=click.IntRange(1900, 2200), help="The edition. Default: the newest.")
@click.option(
    "--document",
    "paper",
    type=click.Choice(["plan", "proof", "status", "case"]),
    default="plan",
    show_default=True,
    help="The action plan, the proof of figures, the status for the steering group, or a case paper.",
)
@click.option("--as", "form", type=click.Choice(["docx", "pdf", "xlsx"]), default="docx", show_default=True)
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--final", is_flag=True, help="Without the log of versions, and not called a draft.")
@click.option("--municipality", default="", help="Whom the case paper is for.")
@click.option("--paragraph", default="", help="The local paragraph of the case paper.")
@with_settings
def plan_write(settings: Settings, out: Path, **wish: Any) -> None:
    """Write a document of PLAN to a file."""
    with Session(engine_of(settings)) as session:
        plan_cli.write(session, plan_cli.Wish(**wish), out, today_in_norway())


@plan.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--plan", "key", help="The plan. Default: the only one.")
@click.option("--year", type=click.IntRange(1900, 2200), help="The edition. Default: the newest.")
@click.option(
    "--accept", multiple=True, metavar="PART", help="A part to take in, or “all”. May be given several times."
)
@click.option("--dry-run", is_flag=True, help="Save nothing, whatever is accepted.")
@with_settings
def plan_import(
    settings: Settings, file: Path, key: str | None, year: int | None, accept: tuple[str, ...], dry_run: bool
) -> None:
    """Read an action plan from FILE.docx: what was understood, what is in doubt, and what differs from the plan."""
    with Session(engine_of(settings)) as session:
        wish = plan_cli.Reading(key, year, accept, dry_run)
        if plan_cli.import_document(session, transactions(), file, wish):
            follow_changes(settings, session)
