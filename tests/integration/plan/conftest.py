"""An app of its own whose plans may be changed, and what a change looks like from outside."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.bootstrap import catch_up
from app.plan.commands.loading import LoadReport
from tests.conftest import ROOT, TODAY, load_plans_into

PLAN = "bygdevekst-vest-telemark"
EDITION = f"/api/v1/plans/{PLAN}/editions/2025"


class PlanFolder:
    """A copy of the real plan's files, to be changed and loaded into the app."""

    def __init__(self, path: Path, app: Flask) -> None:
        shutil.copytree(ROOT / "catalogue_data" / "plan", path)
        self.path, self._app = path, app

    def edit(self, name: str, change: Callable[[Any], object]) -> None:
        file = self.path / PLAN / name
        value = yaml.safe_load(file.read_text("utf-8"))
        change(value)
        file.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), "utf-8")

    def load(self) -> LoadReport:
        runtime = self._app.extensions["app.runtime"]
        report = load_plans_into(runtime.settings.database_url, self.path)
        engine = create_engine(runtime.settings.database_url)
        with Session(engine) as session:
            assert catch_up(session, runtime.index, TODAY)
        engine.dispose()
        return report


@pytest.fixture
def plan_folder(own_app: Flask, tmp_path: Path) -> PlanFolder:
    return PlanFolder(tmp_path / "plan", own_app)


@pytest.fixture
def edition(client) -> dict[str, Any]:
    """The real plan's edition of 2025, from the API."""
    return client.get(EDITION).json
