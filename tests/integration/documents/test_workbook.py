"""Budget and measures as a workbook: figures, and formulas that come to what they say."""

import io
import re

import openpyxl
import pytest

from tests.integration.plan.conftest import PLAN

SUM = re.compile(r"=SUM\(([A-Z]+)(\d+):([A-Z]+)(\d+)\)")


@pytest.fixture(scope="module")
def content(app) -> bytes:
    return app.test_client().get(f"/nn/plan/{PLAN}/dokument/handlingsplan.xlsx").data


@pytest.fixture(scope="module")
def formulas(content):
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def values(content):
    return openpyxl.load_workbook(io.BytesIO(content), data_only=True)


def test_it_has_the_measures_and_both_budgets(values) -> None:
    assert values.sheetnames == ["Tiltak", "Budsjett 2025–2028", "Budsjett 2025"]


def test_every_sum_is_a_formula_that_comes_to_the_value_beside_it(formulas, values) -> None:
    checked = 0
    for sheet in formulas.worksheets:
        known = values[sheet.title]
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            first, top, last, bottom = SUM.fullmatch(cell.value).groups()
            summed = [found.value for row in known[f"{first}{top}:{last}{bottom}"] for found in row]
            assert known[cell.coordinate].value == sum(value for value in summed if value is not None)
            checked += 1
    assert checked == 3 + 5 + 3 + 3


def test_its_figures_are_the_api_s(values, edition) -> None:
    for name, table in (("Budsjett 2025–2028", "period"), ("Budsjett 2025", "year")):
        totals = edition["totals"][table]
        rows = [row for row in values[name].iter_rows(min_row=4, values_only=True) if row[2] is not None]
        for ours, theirs in zip(rows, [*totals["rows"], totals["sum"]], strict=True):
            assert list(ours[2:]) == [theirs["total"], *(theirs["amounts"][column] for column in totals["columns"])]


def test_all_measures_stand_on_one_sheet_with_their_goal(values, edition) -> None:
    rows = list(values["Tiltak"].iter_rows(min_row=4, values_only=True))
    wanted = [(goal, measure) for goal in edition["goals"] for measure in goal["measures"]]
    assert len(rows) == len(wanted) == 14
    for row, (goal, measure) in zip(rows, wanted, strict=True):
        assert row[0] == f"Delmål {goal['number']}: {goal['title']}"
        assert row[1] == measure["number"]
        assert row[3] == ", ".join(measure["responsible"])


def test_a_text_that_looks_like_a_formula_stays_a_text(plan_folder, leader) -> None:
    trap = "=HYPERLINK(1)"
    plan_folder.edit(
        "2025/measures/gron-region.yaml", lambda measure: measure.update(title=trap, priority="prioritised")
    )
    plan_folder.load()
    book = openpyxl.load_workbook(io.BytesIO(leader.get(f"/nn/arbeid/plan/{PLAN}/dokument/utkast.xlsx").data))
    (cell,) = [cell for row in book["Tiltak"].iter_rows() for cell in row if cell.value == trap]
    assert cell.data_type == "s"
