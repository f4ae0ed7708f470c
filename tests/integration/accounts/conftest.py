"""People in an app over an empty database, once on each kind, and what a person does there."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import create_engine
from werkzeug.test import TestResponse

from app.db import migrate
from app.search.language.analysis import Analyser
from app.search.memory_index import MemoryIndex
from tests.conftest import ROOT, build_app, closing, make_settings
from tests.people import People

PASSWORD = "blå elv stein hatt"
OTHER_PASSWORD = "kvitveis-i-november"


@pytest.fixture
def settings() -> dict[str, Any]:
    """Settings that a module's tests want otherwise than usual."""
    return {}


@pytest.fixture(scope="session")
def analyser() -> Analyser:
    return Analyser(ROOT / "catalogue_data" / "lexicon.yaml")


@pytest.fixture
def people(database_url: str, tmp_path: Path, settings: dict[str, Any], analyser: Analyser) -> Iterator[People]:
    engine = create_engine(database_url)
    migrate.upgrade(engine)
    engine.dispose()
    with closing(build_app(make_settings(tmp_path, database_url, **settings), index=MemoryIndex(analyser))) as app:
        yield People(app)


class Visitor:
    """Somebody at a browser: opens pages and sends their forms, token and all."""

    def __init__(self, people: People, client: FlaskClient | None = None) -> None:
        self.client = client or people.app.test_client()

    def get(self, path: str, **kwargs: Any) -> TestResponse:
        return self.client.get(path, **kwargs)

    def send(self, path: str, *, on: str | None = None, **fields: Any) -> TestResponse:
        """Open the page that the form stands on (`on`, else the address itself), and send the form to `path`."""
        page = self.client.get(on or path)
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
        assert token, f"there is no form at {on or path}: {page.status_code}"
        return self.client.post(path, data={"csrf_token": token[1], **fields})

    def sign_in(self, email: str, password: str = PASSWORD, **fields: Any) -> TestResponse:
        return self.send("/nn/logg-inn", email=email, password=password, **fields)

    @property
    def is_signed_in(self) -> bool:
        return self.client.get("/nn/konto").status_code == 200


@pytest.fixture
def visitor(people: People) -> Visitor:
    return Visitor(people)


def link_in(text: str) -> str:
    """The path of the one-time link in a letter or on a page."""
    found = re.search(r"/(?:nn|nb|en)/(?:invitasjon|nytt-passord)/[\w-]{20,}", text)
    assert found, text[-2_000:]
    return found[0]
