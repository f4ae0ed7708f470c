"""`verkemiddel plan load|export|check`: it says what it did, or one line for each fault."""

import shutil

import pytest

from tests.conftest import ROOT
from tests.word import Word

from . import region

DATA = ROOT / "catalogue_data"


@pytest.fixture
def small(tmp_path):
    """A data folder with few organisations, and a plan that needs none of them."""
    data = tmp_path / "data"
    (data / "organisations").mkdir(parents=True)
    shutil.copy(DATA / "organisations" / "husbanken.yaml", data / "organisations")
    shutil.copy(DATA / "lexicon.yaml", data)
    region.write(data / "plan")
    return data


def test_loading_twice_changes_nothing_and_what_is_exported_loads_back(verkemiddel, small, tmp_path) -> None:
    settings = {"VERKEMIDDEL_DATA": str(small)}
    assert verkemiddel("catalogue", "load", **settings).returncode == 0
    first = verkemiddel("plan", "load", **settings)
    assert first.returncode == 0, first.stderr
    assert "measures         40 new" in first.stdout
    again = verkemiddel("plan", "load", **settings)
    assert " 0 new" in again.stdout
    assert "40 unchanged" in again.stdout
    out = tmp_path / "out"
    assert verkemiddel("plan", "export", str(out), **settings).returncode == 0
    back = verkemiddel("plan", "load", str(out), **settings)
    assert "40 unchanged" in back.stdout
    assert "1 changed" not in back.stdout


def test_every_fault_is_one_line_and_nothing_is_changed(verkemiddel, small) -> None:
    settings = {"VERKEMIDDEL_DATA": str(small)}
    verkemiddel("catalogue", "load", **settings)
    home = small / "plan" / region.KEY / "2026"
    ledger, goal = home / "ledger.yaml", home / "goals" / "unge.yaml"
    ledger.write_text(ledger.read_text("utf-8").replace("amount: 100000", "amount: 1.200.000", 1), "utf-8")
    goal.write_text(goal.read_text("utf-8").replace("number: 3", "number: tre"), "utf-8")
    done = verkemiddel("plan", "load", **settings)
    assert done.returncode == 1
    lines = [line for line in done.stderr.splitlines() if ".yaml" in line]
    assert len(lines) == 2
    assert "Traceback" not in done.stderr
    assert "2 fault(s). Nothing was changed." in done.stderr
    assert verkemiddel("plan", "export", str(small / "out"), **settings).stdout.startswith("wrote 0 files")


def test_a_check_tells_what_looks_wrong_and_ends_well(verkemiddel) -> None:
    done = verkemiddel("plan", "check", str(DATA / "plan"))
    assert done.returncode == 0, done.stderr
    assert "no faults" in done.stdout
    assert "arbeidsgruppe" in done.stdout


def test_a_plan_before_the_catalogue_is_a_sentence(verkemiddel, small) -> None:
    done = verkemiddel("plan", "load", VERKEMIDDEL_DATA=str(small))
    assert done.returncode == 1
    assert "catalogue load" in done.stderr


def test_a_folder_without_plans_is_a_sentence(verkemiddel, tmp_path) -> None:
    done = verkemiddel("plan", "check", str(tmp_path))
    assert done.returncode == 1
    assert "plan.yaml" in done.stderr


def test_a_plan_is_written_to_a_file_and_what_is_not_there_is_a_sentence(verkemiddel, small, tmp_path) -> None:
    settings = {"VERKEMIDDEL_DATA": str(small)}
    verkemiddel("catalogue", "load", **settings)
    verkemiddel("plan", "load", **settings)
    out = tmp_path / "out" / "plan.docx"
    done = verkemiddel("plan", "write", region.KEY, "--year", "2026", "--as", "docx", "--out", str(out), **settings)
    assert done.returncode == 0, done.stderr
    word = Word(out.read_bytes())
    assert word.sections[0] == "Logg (slettes i endelig versjon)"
    verkemiddel("plan", "write", region.KEY, "--out", str(out), "--final", **settings)
    assert Word(out.read_bytes()).sections == word.sections[1:]
    for wrong, sentence in (
        (["nope"], f"There is: {region.KEY} 2026."),
        ([region.KEY, "--year", "2031"], "There is no edition 2031"),
        ([region.KEY, "--document", "case"], "--municipality must be one of: Sørfjord kommune, Nordfjord kommune."),
    ):
        said = verkemiddel("plan", "write", *wrong, "--out", str(tmp_path / "no.docx"), **settings)
        assert said.returncode == 1
        assert sentence in said.stderr
        assert "Traceback" not in said.stderr
    assert not (tmp_path / "no.docx").exists()
