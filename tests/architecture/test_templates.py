"""Templates: they compile, use what they import, and hold no style and no script of their own."""

import re

import pytest
from jinja2 import nodes

from tests.conftest import ROOT

from .conftest import files

TEMPLATES = files(".html", ".txt", ".xml", below=("templates",))
STYLE = re.compile(r"<[^>]*\sstyle\s*=|<style\b", re.IGNORECASE)
HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*application/ld\+json)", re.IGNORECASE)


def name(path) -> str:
    return path.relative_to(ROOT / "templates").as_posix()


def test_there_are_templates() -> None:
    assert len(TEMPLATES) > 15


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_it_compiles(app, path) -> None:
    app.jinja_env.get_template(name(path))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_every_macro_that_it_imports_is_there_and_is_used(app, path) -> None:
    tree = app.jinja_env.parse(path.read_text("utf-8"))
    used = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}
    for imported in tree.find_all(nodes.FromImport):
        module = app.jinja_env.parse((ROOT / "templates" / imported.template.value).read_text("utf-8"))
        offered = {macro.name for macro in module.find_all(nodes.Macro)}
        for item in imported.names:
            theirs, ours = item if isinstance(item, tuple) else (item, item)
            assert theirs in offered, f"{imported.template.value} has no macro {theirs}"
            assert ours in used, f"{ours} is imported and not used"


def imported_by(tree) -> set[str]:
    """The names that a template gives to the macros it imports."""
    return {it[1] if isinstance(it, tuple) else it for found in tree.find_all(nodes.FromImport) for it in found.names}


def test_every_macro_that_is_called_is_imported(app) -> None:
    given_by_views = {"word"}
    trees = {name(path): app.jinja_env.parse(path.read_text("utf-8")) for path in TEMPLATES}
    macros = set().union(*map(imported_by, trees.values()))
    for path, tree in trees.items():
        ours = imported_by(tree) | {macro.name for macro in tree.find_all(nodes.Macro)}
        ours |= {found.name for found in tree.find_all(nodes.Name) if found.ctx in ("store", "param")}
        called = {call.node.name for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name)}
        assert not (called & macros) - ours - given_by_views, path


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_it_holds_no_style_no_handler_and_no_script(path) -> None:
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}", "", path.read_text("utf-8"), flags=re.DOTALL)
    for pattern in (STYLE, HANDLER, SCRIPT):
        assert not pattern.search(text), pattern.search(text)
    assert "javascript:" not in text


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_it_trusts_no_text_blindly(path) -> None:
    assert not re.search(r"\|\s*safe\b", path.read_text("utf-8"))
    assert "autoescape false" not in path.read_text("utf-8")


def test_every_template_is_used(app) -> None:
    named = " ".join(p.read_text("utf-8") for p in [*TEMPLATES, *files(".py", below=("app",))])
    assert not [name(path) for path in TEMPLATES if f'"{name(path)}"' not in named]


def test_a_component_file_has_one_public_macro_or_a_small_family(app) -> None:
    for path in TEMPLATES:
        if name(path).startswith("components/"):
            assert list(app.jinja_env.parse(path.read_text("utf-8")).find_all(nodes.Macro)), name(path)


def test_what_is_drawn_once_for_everybody_knows_no_reader(app) -> None:
    parts = {found for path in TEMPLATES for found in re.findall(r'part\("([^"]+)"', path.read_text("utf-8"))}
    assert len(parts) > 2
    for part in parts:
        tree = app.jinja_env.parse((ROOT / "templates" / part).read_text("utf-8"))
        assert not {node.name for node in tree.find_all(nodes.Name)} & {"request", "session", "g", "current_user"}, part
        assert not list(tree.find_all((nodes.Include, nodes.Extends))), f"{part} must say itself what it shows"
