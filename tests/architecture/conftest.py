"""Where the sources are."""

from pathlib import Path

import pytest

from tests.conftest import ROOT

SOURCES = ("app", "tests", "tools", "templates", "translations", "catalogue_data")
SKIPPED = {"node_modules", ".venv", "var", "built", "__pycache__", ".git", "vendor"}


def files(*suffixes: str, below: tuple[str, ...] = SOURCES) -> list[Path]:
    found = (path for name in below for path in (ROOT / name).rglob("*") if path.is_file())
    return sorted(p for p in found if p.suffix in suffixes and not SKIPPED & set(p.relative_to(ROOT).parts))


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT
