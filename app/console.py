"""What every command of the console script shares: its settings, its database, and how it ends with a sentence."""

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click
from alembic.util import CommandError
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import DatabaseError, ProgrammingError
from sqlalchemy.orm import Session

from app.bootstrap import catch_up, open_index, today_in_norway
from app.db.backup import CannotBackUp
from app.kernel.errors import Faulty
from app.search.port import IndexBusy
from app.settings import BadSetting, Settings, from_environment
from app.web import logging

folder_option = click.argument("folder", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))


def fail(sentence: str) -> None:
    click.echo(sentence, err=True)
    sys.exit(1)


def with_settings(function: Callable[..., Any]) -> Callable[..., Any]:
    """Hand the settings to a command; a bad setting or a silent database ends it with a sentence."""

    @wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            settings = from_environment()
            logging.configure(settings.log_format)
            return function(settings, *args, **kwargs)
        except (BadSetting, CannotBackUp) as error:
            fail(str(error))
        except Faulty as error:
            fail("\n".join(map(str, error.faults)))
        except ProgrammingError:
            fail("The database lacks its tables; run `verkemiddel db upgrade`.")
        except DatabaseError as error:
            fail(f"The database does not answer as it should: {str(error.orig).strip().splitlines()[0]}.")
        except CommandError as error:
            fail(f"The database was made by a newer program ({error}); update this one.")
        except OSError as error:
            fail(f"{error.filename or 'A file'} cannot be used: {error.strerror or error}.")

    return run


def engine_of(settings: Settings) -> Engine:
    return create_engine(settings.database_url)


def follow_changes(settings: Settings, session: Session) -> None:
    """Bring the index level with what a command changed."""
    try:
        catch_up(session, open_index(settings), today_in_norway())
    except IndexBusy:
        click.echo("The index is being written by another process, which takes this change too.")
