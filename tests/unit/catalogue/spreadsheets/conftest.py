"""A workbook that a test changes as a person would, and what the catalogue makes of it."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from sqlalchemy.orm import Session

from app.catalogue.spreadsheets import commands, layout, planning, wording
from app.catalogue.spreadsheets.export import export
from app.catalogue.spreadsheets.planning import Plan

ALL = dict.fromkeys(layout.KINDS)


def say(text: str, _lang: str) -> str:
    return text


class Workbook:
    """An exported workbook, open in a spreadsheet program."""

    def __init__(self, data: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(data))

    def sheet(self, name: str) -> Any:
        return self.book[layout.sheet_name(name, "nn", say)]

    def column(self, name: str, path: str) -> int:
        wanted = layout.mark(name) if path == layout.ID else path
        return next(cell.column for cell in self.sheet(name)[1] if cell.value == wanted)

    def row(self, name: str, key: str) -> int:
        return next(cell.row for cell in self.sheet(name)["A"] if cell.value == key and cell.row > 2)

    def cell(self, name: str, key: str, path: str) -> Any:
        return self.sheet(name).cell(self.row(name, key), self.column(name, path))

    def put(self, name: str, key: str, path: str, value: Any) -> str:
        """Type in a cell; return its name, as “Ordningar!F3”."""
        cell = self.cell(name, key, path)
        cell.value = value
        return f"{self.sheet(name).title}!{cell.coordinate}"

    def add(self, name: str, **values: Any) -> int:
        """A new row at the end; values by path, with `__` for a full stop."""
        row = self.sheet(name).max_row + 1
        for path, value in values.items():
            own = {"id": layout.ID, "kind_": layout.KIND, "order_": layout.ORDER}.get(path, path.replace("__", "."))
            self.sheet(name).cell(row, self.column(name, own)).value = value
        return row

    def saved(self) -> bytes:
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()


@pytest.fixture
def exported(session: Session) -> Callable[..., Workbook]:
    return lambda selection=ALL, lang="nn": Workbook(export(session, selection, lang, say))


@pytest.fixture
def planned(session: Session) -> Callable[..., Plan]:
    """What the catalogue would do with a file."""

    def run(file: Workbook | bytes, may_edit: Any = lambda _entry: True, choices: Any = None) -> Plan:
        data = file if isinstance(file, bytes) else file.saved()
        return planning.plan(session, commands.compare(session, data, say), may_edit, choices)

    return run


def told(plan: Plan) -> dict[str, str]:
    """Every fault of a plan, as sentences by cell."""
    faults = [*plan.faults, *(fault for entry in plan.entries for fault in entry.faults)]
    return {f"{f.sheet}!{f.cell}": wording.cell(f, "nn", lambda text: text, lambda reason: reason) for f in faults}


@pytest.fixture(name="told")
def told_() -> Callable[[Plan], dict[str, str]]:
    return told
