"""The whole real catalogue as a workbook, on both databases: out and in again is no change; a change is that change."""

import io

import openpyxl
import pytest
from sqlalchemy.orm import Session

from app.bootstrap import transactions
from app.catalogue import queries
from app.catalogue.spreadsheets import commands, layout
from app.catalogue.spreadsheets.commands import ImportRows, KeepPreview
from app.catalogue.spreadsheets.export import export
from app.catalogue.spreadsheets.planning import plan
from tests.conftest import load_into


def say(text: str, _lang: str) -> str:
    return text


@pytest.fixture
def session(engine, database_url, bundle):
    load_into(database_url, bundle)
    with Session(engine) as session:
        yield session


def test_the_real_catalogue_goes_out_and_in_again_without_a_change(session, bundle) -> None:
    data = export(session, dict.fromkeys(layout.KINDS), "nn", say)
    found = commands.compare(session, data, say)
    assert (found.changed, found.faults, found.notices) == ([], [], [])
    assert found.unchanged == sum(map(len, bundle.entries.values()))
    assert plan(session, found, lambda _entry: True).entries == ()


def test_one_change_in_the_whole_workbook_is_that_change_and_no_other(session) -> None:
    book = openpyxl.load_workbook(io.BytesIO(export(session, dict.fromkeys(layout.KINDS), "nb", say)))
    sheet = book["Ordningar"]
    column = next(cell.column for cell in sheet[1] if cell.value == "title.en")
    key, before = sheet.cell(50, 1).value, queries.every_entry(session)
    sheet.cell(50, column).value = "A new title"
    out = io.BytesIO()
    book.save(out)
    compared = commands.compare(session, out.getvalue(), say)
    with transactions().begin(session) as uow:
        kept = commands.keep_preview(uow, KeepPreview(actor="kari", file_name="x.xlsx", compared=compared))
        number = kept.id
    seen = commands.plan_of(session, commands.kept(session, number, "kari"), lambda _entry: True)
    assert [(e.key, [d.path for d in e.differences]) for e in seen.entries] == [(key, ["title.en"])]
    with transactions().begin(session) as uow:
        what = ImportRows(actor="kari", number=number, digest=seen.digest, may_edit=lambda _entry: True)
        commands.import_rows(uow, what)
    session.expire_all()
    assert [entry.id for kind, entry in queries.every_entry(session) if (kind, entry) not in before] == [key]
