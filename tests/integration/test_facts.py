"""Every id of the collected facts answers. The facts lie beside the repository; without them there is nothing to compare."""

import pytest
import yaml

from tests.conftest import ROOT

FACTS = ROOT.parent / "shared" / "facts"
DRAFTS = {"een", "in-mentor-gruender", "in-rentestotte-landbruk"}

pytestmark = pytest.mark.skipif(not FACTS.is_dir(), reason="the folder shared/facts is not beside the repository")


def ids(name: str) -> set[str]:
    found = yaml.safe_load((FACTS / name).read_text("utf-8"))
    entries = found if isinstance(found, list) else next(v for v in found.values() if isinstance(v, list))
    return {entry["id"] for entry in entries}


@pytest.mark.parametrize(("name", "count"), [("schemes_national.yaml", 104), ("schemes_local.yaml", 122)])
def test_every_scheme_of_the_facts_answers_or_is_a_draft(client, name, count) -> None:
    wanted = ids(name)
    assert len(wanted) == count
    for key in wanted:
        answer = client.get(f"/api/v1/schemes/{key}", follow_redirects=True)
        assert answer.status_code == (404 if key in DRAFTS else 200), key


def test_the_list_counts_every_scheme_of_the_facts_less_drafts_and_merged(client, bundle) -> None:
    facts = ids("schemes_national.yaml") | ids("schemes_local.yaml")
    aliases = {alias for item in bundle.entries["schemes"].values() for alias in item.entry.aliases}
    copies = {key for key, item in bundle.entries["schemes"].items() if item.entry.general}
    total = client.get("/api/v1/schemes?open=true&open=false").json["total"]
    assert total == len(facts - DRAFTS - aliases - copies), "a local copy is listed only for its own municipality"


@pytest.mark.parametrize(
    ("file", "path"),
    [("organisations.yaml", "organisations"), ("glossary.yaml", "glossary"), ("practice.yaml", "practice")],
)
def test_every_other_entry_of_the_facts_is_in_its_list(client, file, path) -> None:
    found: set[str] = set()
    for offset in (0, 100):
        found |= {item["id"] for item in client.get(f"/api/v1/{path}?limit=100&offset={offset}").json["items"]}
    assert ids(file) <= found


@pytest.mark.parametrize(("file", "path"), [("organisations.yaml", "aktorar"), ("practice.yaml", "dome")])
def test_every_organisation_and_example_of_the_facts_has_its_page(client, file, path) -> None:
    for key in ids(file):
        assert client.get(f"/nn/{path}/{key}").status_code == 200, key
