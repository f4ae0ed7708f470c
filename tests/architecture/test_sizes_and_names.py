"""Files and functions stay small, and names say what is in them."""

import ast

import pytest

from tests.conftest import ROOT

from .conftest import files

LONGEST_FILE, LONGEST_FUNCTION = 400, 60
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "stuff"}


def name(path) -> str:
    return str(path.relative_to(ROOT))


PYTHON = files(".py", below=("app", "tests", "tools"))


def test_there_is_something_to_measure() -> None:
    assert len(PYTHON) > 50


@pytest.mark.parametrize("path", PYTHON, ids=name)
def test_no_file_is_longer_than_400_lines_and_no_function_than_60(path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= LONGEST_FILE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            assert node.end_lineno - first + 1 <= LONGEST_FUNCTION, node.name


MADE_BY_A_TOOL = {"app/static/css/theme.css"}
"""The theme of Designsystemet, written by its own tool from tools/designsystemet.config.json."""


def test_no_template_style_sheet_or_script_is_longer_than_400_lines() -> None:
    long = {
        name(p): len(p.read_text("utf-8").splitlines())
        for p in files(".html", ".css", ".js", below=("templates", "app/static"))
    }
    assert not {path for path, lines in long.items() if lines > LONGEST_FILE} - MADE_BY_A_TOOL


def test_names_say_what_is_inside() -> None:
    everything = files(".py", ".html", ".css", ".js", ".md", ".sh", ".yaml")
    assert not [name(p) for p in everything if {p.stem.lower(), *map(str.lower, p.parts[-3:-1])} & SAYS_NOTHING]


@pytest.mark.parametrize("path", [p for p in PYTHON if p.relative_to(ROOT).parts[0] == "app"], ids=name)
def test_every_module_says_what_it_is_for(path) -> None:
    text = path.read_text("utf-8")
    assert not text.strip() or ast.get_docstring(ast.parse(text))
