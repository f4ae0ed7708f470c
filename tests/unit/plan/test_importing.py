"""A folder of plans with a fault in it: one line that names the file, the field and the reason, and nothing is taken in."""

import shutil
from pathlib import Path

import pytest
import yaml

from app.kernel.errors import Faulty
from app.plan.exporting import files_of
from app.plan.importing import Known, known_in, read_plans

from .conftest import DATA, PLAN

LEDGER, MEASURE = "2025/ledger.yaml", "2025/measures/gott-nokk.yaml"


class Folder:
    """A copy of the real plan, to be spoilt."""

    def __init__(self, path: Path, known: Known) -> None:
        shutil.copytree(DATA / "plan", path)
        self.path, self.known = path, known

    def edit(self, name: str, change) -> None:
        file = self.path / PLAN / name
        value = yaml.safe_load(file.read_text("utf-8"))
        change(value)
        file.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), "utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        file = self.path / PLAN / name
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")

    def faults(self) -> list[str]:
        with pytest.raises(Faulty) as caught:
            read_plans(self.path, self.known)
        return [str(fault) for fault in caught.value.faults]


@pytest.fixture
def spoilt(tmp_path: Path, known: Known) -> Folder:
    return Folder(tmp_path / "plan", known)


def test_the_real_plan_is_read(files) -> None:
    whole = files[PLAN].editions[2025]
    assert [len(whole.measures_of(goal.id)) for goal in whole.goals] == [6, 4, 4]
    assert len(whole.ledger.cells) == 27


def test_the_files_are_in_the_exporters_own_form(real) -> None:
    for name, text in files_of(real).items():
        assert (DATA / "plan" / PLAN / name).read_text("utf-8") == text, name


@pytest.mark.parametrize(
    "amount", ["1.200.000", "1 mill", "-5", "10000000000000000", "mykje", "12.5", "1 200 000", "true"]
)
def test_an_amount_that_is_none_says_how_to_write_it(spoilt, amount) -> None:
    spoilt.replace(LEDGER, "amount: 500000}", f"amount: {amount}}}")
    (fault,) = spoilt.faults()
    assert fault.startswith(f"{PLAN}/{LEDGER}: cells[0].amount: is “")
    assert "whole kroner with digits only" in fault


def test_a_blank_amount_is_null_and_not_zero(real) -> None:
    assert sum(cell.amount is None for cell in real.ledger.cells) == 12


@pytest.mark.parametrize("day", ["2026-02-31", "2026-13-01", "2025-06-17T10:00"])
def test_a_day_that_is_not_in_the_calendar_is_named(spoilt, day) -> None:
    spoilt.replace("2025/edition.yaml", "date: '2025-06-11'", f"date: '{day}'")
    (fault,) = spoilt.faults()
    assert "meetings[0].date" in fault
    assert "YYYY-MM-DD" in fault


def test_the_documents_own_stray_dot_is_not_a_date(spoilt) -> None:
    spoilt.replace("2025/edition.yaml", "date: '2025-06-17'", "date: 17. .juni 2025")
    assert "17. .juni 2025" in spoilt.faults()[0]


def test_a_year_outside_the_period_is_named(spoilt) -> None:
    spoilt.replace(LEDGER, "year: 2028", "year: 2029")
    spoilt.replace(MEASURE, "to_year: 2028", "to_year: 2030")
    found = spoilt.faults()
    assert len(found) == 2
    assert all("outside the period 2025–2028" in fault for fault in found)


def test_a_measure_without_a_goal_is_named(spoilt) -> None:
    spoilt.replace(MEASURE, "goal: bustader", "goal: vegar")
    assert any("a measure must have a goal" in fault for fault in spoilt.faults())
    spoilt.edit(MEASURE, lambda value: value.pop("goal"))
    assert "lacks goal" in spoilt.faults()[0]


def test_weights_must_make_100(spoilt) -> None:
    spoilt.replace("2025/goals/bustader.yaml", "weight_percent: 60", "weight_percent: 70")
    (fault,) = spoilt.faults()
    assert "70 + 20 + 20 = 110; they must be 100" in fault


def test_every_fault_is_told_at_once(spoilt) -> None:
    spoilt.replace(LEDGER, "amount: 500000}", "amount: x}")
    spoilt.replace(MEASURE, "priority: later", "priority: sometime")
    spoilt.replace("2025/goals/bustader.yaml", "number: 1", "number: one")
    assert len(spoilt.faults()) == 3


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (MEASURE, "number: 3", "number: 2", "2 measures have the number 2 under bustader"),
        (MEASURE, "  - Husbanken", "  - Husebanken", "“Husebanken” is no actor of plan.yaml"),
        (MEASURE, "      - husbanken", "      - banken", "names “banken”, which is not in the plan's actors"),
        (MEASURE, "id: gott-nokk", "id: godt-nok", "it must be “gott-nokk”"),
        ("plan.yaml", "organisation: husbanken", "organisation: storbanken", "which is not in organisations/"),
        ("plan.yaml", "weighted_source: state_cofinancing", "weighted_source: oil", "is not among the sources"),
        ("plan.yaml", "      - TFK", "      - KDD", "“KDD” already means"),
        ("2025/measures/risikoreduserande-tiltak.yaml", "scheme: hb-startlan", "scheme: hb-snart", "not in schemes/"),
        ("2025/edition.yaml", "column: municipal_share", "column: oil", "which the table does not have"),
        ("2025/edition.yaml", "year: 2025", "year: 2024", "outside the period"),
        (LEDGER, "source: municipal_share", "source: state_cofinancing", "the second for the same goal"),
        (LEDGER, "goal: kompetanse", "goal: vegar", "which is not in goals/"),
        (MEASURE, "subtitle: Utvikling", "subtitel: Utvikling", "unknown field subtitel"),
    ],
)
def test_what_does_not_hang_together_is_named(spoilt, name, old, new, said) -> None:
    spoilt.replace(name, old, new)
    found = spoilt.faults()
    assert any(said in fault for fault in found), found
    assert all(fault.startswith(PLAN) for fault in found)


def test_a_change_of_progress_needs_a_reason(spoilt) -> None:
    spoilt.edit(MEASURE, lambda value: value.update(reports=[{"date": "2026-01-01", "progress": "planning"}]))
    assert "reports[0]: lacks reason" in spoilt.faults()[0]
    spoilt.edit(MEASURE, lambda value: value["reports"][0].update(reason=""))
    assert "reports[0].reason: is empty" in spoilt.faults()[0]


def test_an_empty_section_cannot_be_stored(spoilt) -> None:
    spoilt.edit(MEASURE, lambda value: value["sections"][0].update(blocks=[]))
    assert "sections[0].blocks: is empty" in spoilt.faults()[0]
    spoilt.edit(MEASURE, lambda value: value["sections"][0].update(blocks=[{"numbered": True}]))
    assert "must have either text or items" in spoilt.faults()[0]


@pytest.mark.parametrize("text", [b"\xff\xfe", b"a: [", b"- 1\n", b"a: &x 1\nb: *x\n", b""])
def test_a_file_that_is_no_plan_is_named(spoilt, text) -> None:
    (spoilt.path / PLAN / LEDGER).write_bytes(text)
    assert spoilt.faults()[0].startswith(f"{PLAN}/{LEDGER}")


def test_a_folder_without_plans_is_a_sentence(tmp_path) -> None:
    with pytest.raises(Faulty, match="1 fault"):
        read_plans(tmp_path, known_in(DATA))
