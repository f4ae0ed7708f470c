"""Single schemes and the other lists of the API."""

import pytest

from app.catalogue.types import State
from app.catalogue.vocabularies import BY_NAME
from app.plan.vocabularies import BY_NAME as PLAN_WORDS

DETAIL = {
    "criteria",
    "steps",
    "documents",
    "covers",
    "not_covered",
    "examples",
    "contacts",
    "sources",
    "state_aid",
    "start_before_application",
    "payment",
    "processing_time",
    "combines_with",
    "translations",
}
TRANSLATION = {"title", "promise", "summary", "criteria", "steps", "documents", "examples"}


@pytest.fixture(scope="module")
def schemes(bundle):
    return {key: item.entry for key, item in bundle.entries["schemes"].items()}


def test_every_published_id_answers_with_what_the_contract_names(client, schemes) -> None:
    for key, scheme in schemes.items():
        if scheme.state is State.DRAFT:
            continue
        found = client.get(f"/api/v1/schemes/{key}?lang=en").json
        assert found["id"] == key, key
        assert set(found) >= DETAIL, key
        assert set(found["translations"]) == {"nn", "nb", "en"}
        for texts in found["translations"].values():
            assert set(texts) == TRANSLATION, key
            assert texts["title"], key
            assert texts["promise"], key
        assert found["sources"], key
        assert all(source["url"].startswith("http") for source in found["sources"]), key
        for name in ("criteria", "steps", "documents", "covers", "not_covered", "combines_with"):
            assert all(set(text) == {"text", "lang"} and text["text"] for text in found[name]), (key, name)
        assert found["provider"]["id"] == scheme.provider


WITHOUT_A_CONTACT = {"seljord-frivilligsentral"}
"""Providers for whom no source gives more than an address to go to. Name them here; never invent a number."""


def test_every_scheme_has_somebody_to_ring_write_to_or_look_up(client, schemes) -> None:
    silent = {
        scheme.provider
        for key, scheme in schemes.items()
        if scheme.state is State.PUBLISHED
        and not any(c["phone"] or c["email"] or c["url"] for c in client.get(f"/api/v1/schemes/{key}").json["contacts"])
    }
    assert silent == WITHOUT_A_CONTACT


def test_merged_ids_lead_to_the_entry_that_took_them_up(client, schemes) -> None:
    merged = {alias: key for key, scheme in schemes.items() for alias in scheme.aliases}
    assert len(merged) >= 12
    for alias, key in merged.items():
        answer = client.get(f"/api/v1/schemes/{alias}?lang=en")
        assert (answer.status_code, answer.location) == (308, f"/api/v1/schemes/{key}?lang=en")
        page = client.get(f"/nb/ordningar/{alias}")
        assert (page.status_code, page.location) == (308, f"/nb/ordningar/{key}")


def test_drafts_are_not_there(any_app, schemes) -> None:
    client = any_app.test_client()
    drafts = [key for key, scheme in schemes.items() if scheme.state is State.DRAFT]
    assert sorted(drafts) == ["een", "in-mentor-gruender", "in-rentestotte-landbruk"]
    for key in drafts:
        assert client.get(f"/api/v1/schemes/{key}").status_code == 404
        assert client.get(f"/nn/ordningar/{key}").status_code == 404


@pytest.mark.parametrize("lang", ["nn", "nb", "en"])
@pytest.mark.parametrize(
    ("name", "kind"), [("glossary", "glossary"), ("practice", "practice"), ("organisations", "organisations")]
)
def test_a_list_pages_through_every_entry_once(client, bundle, name, kind, lang) -> None:
    found: list[str] = []
    for offset in range(0, 200, 50):
        answer = client.get(f"/api/v1/{name}?lang={lang}&limit=50&offset={offset}").json
        assert set(answer) == {"total", "items"}
        found += [item["id"] for item in answer["items"]]
    assert sorted(found) == sorted(bundle.entries[kind])
    assert answer["total"] == len(found)


def test_every_code_has_a_label_in_three_languages(client) -> None:
    answer = client.get("/api/v1/vocabularies").json
    assert {item["name"] for item in answer["items"]} == set(BY_NAME) | set(PLAN_WORDS)
    for item in answer["items"]:
        for code in item["codes"]:
            assert set(code["label"]) == {"nn", "nb", "en"}, (item["name"], code)
            assert all(code["label"].values()), (item["name"], code)


def test_a_fallback_text_says_its_own_language(own_app, folder, verkemiddel, tmp_path) -> None:
    folder.put("schemes", id="berre-nynorsk", criteria=[{"nn": "Du bur i Vinje."}])
    done = verkemiddel(
        "catalogue",
        "load",
        str(folder.path),
        VERKEMIDDEL_SECRET_KEY=own_app.extensions["app.runtime"].settings.secret_key,
    )
    assert done.returncode == 0, done.stderr
    found = own_app.test_client().get("/api/v1/schemes/berre-nynorsk?lang=en").json
    assert found["criteria"] == [{"text": "Du bur i Vinje.", "lang": "nn"}]
    assert found["translations"]["en"]["criteria"] == [""]


@pytest.mark.parametrize("lang", ["nn", "nb", "en"])
def test_completions_are_few_and_their_addresses_answer(client, lang) -> None:
    answer = client.get(f"/api/v1/suggest?q=ti&lang={lang}")
    assert answer.status_code == 200
    assert 1 <= len(answer.json) <= 8
    for item in answer.json:
        assert set(item) >= {"text", "kind", "url"}
        path = item["url"].removeprefix("https://verkemiddel.example").split("#")[0]
        assert path.startswith(f"/{lang}/") and client.get(path).status_code == 200, path


def test_nothing_typed_completes_to_nothing_strange(client) -> None:
    for typed in ("", "%20", "%00", "x" * 300, "%F0%9F%99%82", "zzzzzzzz", "("):
        assert isinstance(client.get(f"/api/v1/suggest?q={typed}").json, list)
