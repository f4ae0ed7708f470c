"""Documents as their readers get them: fetched from the app, and read back by programs that did not write them."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.types import Role
from tests.integration.plan.conftest import EDITION, PLAN, PlanFolder
from tests.people import People
from tests.word import Word


@pytest.fixture(scope="module")
def final(app: Flask) -> Word:
    """The real plan as everybody can fetch it."""
    return Word(app.test_client().get(f"/nn/plan/{PLAN}/dokument/handlingsplan.docx").data)


@pytest.fixture(scope="module")
def edition(app: Flask) -> dict[str, Any]:
    """The same edition, from the API."""
    return app.test_client().get(EDITION).json


@pytest.fixture
def leader(people: People) -> FlaskClient:
    return people.signed_in(Role.LEADER)


@pytest.fixture
def plan_folder(own_app: Flask, tmp_path) -> PlanFolder:
    return PlanFolder(tmp_path / "plan", own_app)


@pytest.fixture
def draft(leader: FlaskClient) -> Word:
    return Word(leader.get(f"/nn/arbeid/plan/{PLAN}/dokument/utkast.docx").data)
