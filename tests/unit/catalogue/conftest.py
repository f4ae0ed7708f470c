"""A bare session over empty tables, and a small catalogue in it."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.bootstrap import transactions
from app.catalogue import importing, queries
from app.catalogue.commands import loading
from app.db.base import Base
from tests.examples import Folder


@pytest.fixture
def session() -> Iterator[Session]:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()


@pytest.fixture
def today() -> date:
    return date(2026, 11, 24)


@pytest.fixture
def load(session: Session, folder: Folder) -> Callable[[], loading.LoadReport]:
    """Loads the small data folder as it stands."""

    def do() -> loading.LoadReport:
        bundle = importing.read_bundle(folder.path, queries.known_entries(session))
        with transactions().begin(session) as uow:
            return loading.load_catalogue(uow, loading.LoadCatalogue(bundle=bundle, actor="kari"))

    return do


@pytest.fixture
def do(session: Session) -> Callable:
    """Runs one command in a unit of work of its own: `do(save_draft, SaveDraft(…))`."""

    def run(command: Callable, *values: object) -> object:
        with transactions().begin(session) as uow:
            return command(uow, *values)

    return run
