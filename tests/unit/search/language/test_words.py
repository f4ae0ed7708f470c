"""The table of words: what is written is read, and a file that is not whole is no table."""

import importlib.util
from pathlib import Path

import pytest

from app.search.language.words import Entry, WordTable, write

ROOT = Path(__file__).resolve().parents[4]
ENTRIES = [
    ("bustad", Entry(("bolig",), 1, "bolig", "bolig")),
    ("bustader", Entry(("bolig",), 0, "", "bolig")),
    ("søker", Entry(("søker", "søke"), 1, "søker", "søker")),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write(tmp_path / "words" / "x.words", ENTRIES)
    return tmp_path / "words" / "x.words"


def test_every_form_that_was_written_is_found(path):
    table = WordTable(path)
    assert [(form, table.get(form)) for form, _ in ENTRIES] == ENTRIES
    assert sorted(table) == sorted(form for form, _ in ENTRIES)


@pytest.mark.parametrize("form", ["", "bust", "bustadar", "søk", "\x00", "x" * 1000, "bustad\tbolig"])
def test_a_form_that_was_not_written_is_not_found(path, form):
    assert WordTable(path).get(form) is None


def test_a_missing_file_is_no_table(tmp_path):
    assert WordTable.open(tmp_path / "none") is None
    assert WordTable.open(None) is None
    assert WordTable.open(tmp_path) is None


@pytest.mark.parametrize("keep", [0, 1, 19, 20, 31, 40, -1])
def test_a_file_cut_short_is_no_table(path, keep):
    path.write_bytes(path.read_bytes()[:keep])
    assert WordTable.open(path) is None


def test_a_file_with_one_byte_changed_is_no_table(path):
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x20]) + whole[at + 1 :])
        assert WordTable.open(path) is None, at


def test_nothing_unfinished_is_left_behind(path):
    assert [p.name for p in path.parent.iterdir()] == ["x.words"]


def test_the_tool_refuses_a_dictionary_it_does_not_know(tmp_path):
    spec = importlib.util.spec_from_file_location("word_table", ROOT / "tools" / "word_table.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    (tmp_path / "x.bin").write_bytes(b"something else")
    with pytest.raises(ValueError, match="not a dictionary of lttoolbox"):
        tool.read_machine(tmp_path / "x.bin")
