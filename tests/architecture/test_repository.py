"""What is checked in: valid data, no machine's own paths, nothing fetched without its digest."""

import re

import pytest

from app.catalogue import exporting, importing
from app.plan import exporting as plan_exporting
from tests.conftest import ROOT

from .conftest import files

MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home/[a-z]\w*|Users/[A-Z]\w*|var/folders)/[\w.-]+")


def test_the_data_is_valid(bundle) -> None:
    assert {kind: len(entries) > 20 for kind, entries in bundle.entries.items()} == dict.fromkeys(importing.TYPES, True)


def test_the_schemas_beside_the_data_are_what_the_types_say() -> None:
    for name, text in exporting.schemas().items():
        assert (ROOT / "catalogue_data" / name).read_text("utf-8") == text, (
            f"run `verkemiddel catalogue schema` ({name})"
        )
    for name, text in plan_exporting.schemas().items():
        assert (ROOT / "catalogue_data" / "plan" / name).read_text("utf-8") == text, (
            f"run `verkemiddel plan schema` ({name})"
        )


def test_no_stray_file_lies_in_the_data() -> None:
    for kind in importing.TYPES:
        assert not [p.name for p in (ROOT / "catalogue_data" / kind).iterdir() if p.suffix != ".yaml" or p.is_dir()]


def test_every_scheme_has_a_contact_or_a_provider_with_one(bundle) -> None:
    organisations = bundle.entries["organisations"]
    for key, item in bundle.entries["schemes"].items():
        provider = organisations[item.entry.provider].entry
        assert item.entry.contacts or provider.contacts or provider.homepage, key


def test_no_private_address_is_published(bundle) -> None:
    """Public offices only: no private mail providers among the contacts."""
    private = re.compile(r"@(gmail|hotmail|outlook|live|yahoo|icloud|online)\.")
    for entries in bundle.entries.values():
        for key, item in entries.items():
            assert not private.search(item.text), key


def test_nothing_names_a_path_of_one_machine() -> None:
    tops = [
        p for p in ROOT.iterdir() if p.is_file() and p.suffix in (".md", ".toml", ".txt", ".in", ".json", ".cfg", "")
    ]
    for path in [*files(".py", ".html", ".css", ".js", ".md", ".yaml", ".sh", ".toml", ".po"), *tops]:
        if path.name == "test_repository.py":
            continue
        found = MACHINE.search(path.read_text("utf-8", errors="replace"))
        assert not found, (str(path.relative_to(ROOT)), found and found.group())


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_by_digest_and_names_no_address(name) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert not re.search(r"https?://|--index-url|--extra-index-url|--find-links|file:|git\+", text)
    blocks = re.split(r"\n(?=[a-z0-9])", re.sub(r"^\s*#.*$\n?", "", text, flags=re.MULTILINE).strip())
    assert len(blocks) > 10
    for block in blocks:
        assert re.match(r"[a-z0-9_.-]+(\[[a-z,]+\])?==\S+", block), block[:60]
        assert block.count("--hash=sha256:") >= 1, block[:60]


def test_whoosh_is_the_one_that_was_examined() -> None:
    assert "\nwhoosh==2.7.4 " in (ROOT / "requirements.txt").read_text("utf-8").lower()


def test_front_end_packages_are_exact_and_locked() -> None:
    import json

    package = json.loads((ROOT / "package.json").read_text("utf-8"))
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    for group in ("dependencies", "devDependencies"):
        for name, version in package.get(group, {}).items():
            assert re.fullmatch(r"\d+\.\d+\.\d+(-[\w.]+)?", version), (name, version)
    for path, entry in lock["packages"].items():
        assert not path or entry.get("link") or entry["integrity"].startswith("sha512-"), path
        assert "_auth" not in str(entry)


def test_every_runtime_dependency_is_compiled() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    compiled = re.findall(r"^([a-z0-9_.-]+)==", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    wanted = {re.match(r"[A-Za-z0-9_.-]+", line).group().lower().replace("_", "-") for line in project["dependencies"]}
    assert wanted <= {name.lower().replace("_", "-") for name in compiled}
