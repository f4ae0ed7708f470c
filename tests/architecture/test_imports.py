"""The import contracts hold, and they would notice a breach."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


def lint(folder: Path) -> "subprocess.CompletedProcess[str]":
    program = "from importlinter.cli import lint_imports; import sys; sys.exit(lint_imports(no_cache=True))"
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_every_import_contract_is_kept() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout[-3_000:]
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("app/kernel/text.py", "import app.settings", "Packages depend downwards only"),
        ("app/catalogue/rules.py", "import sqlalchemy", "know no framework"),
        ("app/catalogue/queries.py", "import flask", "never a request"),
        ("app/search/ranking.py", "import whoosh.index", "Only the adapter knows Whoosh"),
        ("app/api/building.py", "import app.catalogue.models", "A feature's tables are its own"),
        ("app/catalogue/models.py", "import app.catalogue.commands", "Inside a feature"),
        ("app/catalogue/queries.py", "import app.plan.types", "Packages depend downwards only"),
        ("app/plan/rules/ledger.py", "import sqlalchemy", "know no framework"),
        ("app/plan/models.py", "import app.plan.commands", "Inside the plan"),
        ("app/api/plan_building.py", "import app.plan.models", "A feature's tables are its own"),
    ],
)
def test_a_breach_is_noticed(tmp_path, module, line, contract) -> None:
    shutil.copytree(ROOT / "app", tmp_path / "app", ignore=shutil.ignore_patterns("__pycache__", "static"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    path = tmp_path / module
    path.write_text(path.read_text("utf-8") + f"\n{line}\n", "utf-8")
    done = lint(tmp_path)
    assert done.returncode != 0
    (broken,) = [text for text in done.stdout.splitlines() if contract in text and "BROKEN" in text]
    assert broken
