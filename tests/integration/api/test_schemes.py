"""/api/v1/schemes: the list, its filters, its facets, its order and its pages."""

import pytest

from app.catalogue.forms import FILTERS, SORTS
from app.catalogue.types import State, Status
from app.kernel.collation import sort_key
from tests.conftest import TODAY

ITEM = {
    "id",
    "url",
    "lang",
    "title",
    "summary",
    "level",
    "kinds",
    "provider",
    "municipalities",
    "audiences",
    "purposes",
    "phases",
    "industries",
    "amount",
    "deadline",
    "status",
    "verified_on",
    "updated_at",
}
BOTH = "open=true&open=false"


@pytest.fixture
def ask(client):
    def get(query: str = "") -> dict:
        response = client.get(f"/api/v1/schemes?{query}")
        assert response.status_code == 200, response.text
        assert response.content_type == "application/json; charset=utf-8"
        return response.json

    return get


def ids(answer: dict) -> list[str]:
    return [item["id"] for item in answer["items"]]


def facet(answer: dict, name: str) -> dict[str, int]:
    return {value["value"]: value["count"] for value in answer["facets"][name]}


@pytest.fixture(scope="module")
def published(bundle):
    return {key: item.entry for key, item in bundle.entries["schemes"].items() if item.entry.state is State.PUBLISHED}


def everything(ask, query: str = BOTH) -> dict[str, dict]:
    items: dict[str, dict] = {}
    for offset in range(0, 1_000, 100):
        page = ask(f"{query}&limit=100&offset={offset}&sort=title")
        items |= {item["id"]: item for item in page["items"]}
        if not page["items"]:
            return items
    raise AssertionError("too many")


def test_both_databases_answer_alike(any_app, client) -> None:
    for path in ("schemes?q=tilskot&limit=100", "schemes?sort=deadline", "organisations?limit=100", "schemes/smil"):
        here, there = any_app.test_client().get(f"/api/v1/{path}").json, client.get(f"/api/v1/{path}").json
        for answer in (here, there):
            for item in answer.get("items", [answer]):
                item.pop("updated_at", None)
        assert here == there, path


def test_the_answer_has_the_names_of_the_contract(ask) -> None:
    answer = ask("q=tilskot&limit=100")
    assert set(answer) >= {"total", "items", "facets", "suggestion"}
    assert set(answer["facets"]) == set(FILTERS)
    for values in answer["facets"].values():
        assert all(set(value) == {"value", "label", "count"} and value["label"] for value in values)
    for item in answer["items"]:
        assert set(item) >= ITEM
        assert set(item["provider"]) == {"id", "name"}
        assert set(item["amount"]) >= {"min", "max", "share_percent"}
        assert set(item["deadline"]) >= {"type", "date", "text"}
        assert item["deadline"]["date"] is None or item["deadline"]["date"] >= TODAY.isoformat()
        assert item["url"] == f"https://verkemiddel.example/nn/ordningar/{item['id']}"


@pytest.fixture(scope="module")
def copies(published):
    """Local copies of a general scheme: a list never shows both, so they stand in it only for their own municipality."""
    return {key for key, scheme in published.items() if scheme.general in published}


def test_with_closed_ones_every_published_scheme_is_there_and_no_draft(ask, published, copies) -> None:
    assert set(everything(ask)) == set(published) - copies
    assert ask(BOTH)["total"] == len(published) - len(copies)
    here = {key for number in ("4022", "4036") for key in everything(ask, f"{BOTH}&municipality={number}")}
    assert copies <= here
    assert not {"een", "in-mentor-gruender", "in-rentestotte-landbruk"} & set(published)


def test_closed_schemes_are_hidden_until_they_are_asked_for(ask, published, copies) -> None:
    closed = {key for key, scheme in published.items() if scheme.status is Status.CLOSED} - copies
    assert closed
    assert not closed & set(everything(ask, "q="))
    assert closed <= set(everything(ask, "open=false"))
    assert closed == set(everything(ask, "status=closed"))
    assert set(everything(ask, "open=true")) | set(everything(ask, "open=false")) == set(published) - copies


@pytest.mark.parametrize("lang", ["nn", "nb", "en"])
def test_each_item_is_complete_in_each_language(ask, lang) -> None:
    for key, item in everything(ask, f"{BOTH}&lang={lang}").items():
        assert item["lang"] == item["title_lang"] == item["promise_lang"] == lang, key
        assert item["title"], key
        assert item["promise"], key
        assert item["provider"]["name"], key
        assert item["level"], key


def test_filters_are_or_inside_and_and_between(ask) -> None:
    grant, loan = (set(everything(ask, f"kind={kind}")) for kind in ("grant", "loan"))
    local = set(everything(ask, "level=local"))
    assert set(everything(ask, "kind=grant&kind=loan")) == grant | loan
    both = set(everything(ask, "kind=grant&kind=loan&level=local"))
    assert both == (grant | loan) & local
    assert both


def test_a_municipality_has_its_own_and_everything_wider(ask) -> None:
    found = everything(ask, "municipality=4036")
    assert {item["level"] for item in found.values()} == {"local", "regional", "national"}
    assert all("4036" in item["municipalities"] for item in found.values())


def test_a_local_copy_stands_for_the_general_entry_where_it_is_used(ask, published) -> None:
    copies = {key: s for key, s in published.items() if s.general in published and s.municipalities != "all"}
    for key, scheme in copies.items():
        here = set(everything(ask, f"{BOTH}&municipality={scheme.municipalities[0]}"))
        assert key in here
        assert scheme.general not in here


def test_facets_react_to_the_other_filters_and_the_query(ask) -> None:
    for chosen in ("kind=loan", "level=local&audience=farm", "q=bustad", "open=true", "municipality=4022"):
        answer = ask(chosen)
        for name in ("kind", "level", "audience", "purpose", "phase", "industry", "provider"):
            if f"{name}=" in chosen:
                continue
            for value, count in list(facet(answer, name).items())[:4]:
                assert ask(f"{chosen}&{name}={value}")["total"] == count, (chosen, name, value)


def test_a_facet_keeps_its_other_values_when_one_is_chosen(ask) -> None:
    assert facet(ask("kind=loan"), "kind") == facet(ask(), "kind")


def test_open_and_status_counts_are_what_choosing_them_gives(ask) -> None:
    answer = ask("kind=grant")
    for name in ("open", "status"):
        for value, count in facet(answer, name).items():
            assert ask(f"kind=grant&{name}={value}")["total"] == count, (name, value)


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_is_the_same_each_time_and_pages_without_loss(ask, sort) -> None:
    whole = [key for offset in (0, 100) for key in ids(ask(f"sort={sort}&limit=100&offset={offset}"))]
    paged = [key for offset in range(0, 200, 37) for key in ids(ask(f"sort={sort}&limit=37&offset={offset}"))]
    assert paged[: len(whole)] == whole[: len(paged)] or set(paged) >= set(whole)
    assert len(set(whole)) == len(whole)


def test_titles_are_in_norwegian_order(ask) -> None:
    titles = [item["title"] for item in ask("sort=title&limit=100")["items"]]
    assert titles == sorted(titles, key=sort_key)


def test_deadlines_come_nearest_first_and_the_undated_last(ask) -> None:
    days = [item["deadline"]["date"] or "9" for item in ask("sort=deadline&limit=100")["items"]]
    assert days == sorted(days)
    assert days[0] < "9"


def test_the_nearest_level_comes_first(ask) -> None:
    order = {"local": 0, "regional": 1, "national": 2}
    levels = [order[item["level"]] for item in ask("sort=nearest&limit=100")["items"]]
    assert levels == sorted(levels)


def test_the_last_checked_come_first(ask) -> None:
    days = [item["verified_on"] for item in ask("sort=updated&limit=100")["items"]]
    assert days == sorted(days, reverse=True)


def test_limit_and_offset_are_kept_and_a_page_past_the_end_is_empty(ask) -> None:
    assert len(ids(ask("limit=3"))) == 3
    assert ids(ask("limit=3&offset=2"))[0] == ids(ask("limit=3"))[2]
    past = ask("offset=100000")
    assert (past["items"], past["total"] > 0) == ([], True)


def test_a_misspelt_word_gives_a_suggestion_that_finds_as_much(ask) -> None:
    answer = ask("q=etablererstipnd")
    if answer["suggestion"]:
        assert ask(f"q={answer['suggestion']['q']}")["total"] >= 1
    assert ask("q=tilskot")["suggestion"] is None


def test_a_suggestion_is_another_query_than_the_one_that_was_asked(ask) -> None:
    for typed in ("bredbånnd", "bredbånnd!", "«bredbånnd»", "(bredbånnd)", "BREDBÅNND"):
        answer = ask(f"q={typed}")
        if answer["suggestion"]:
            assert answer["suggestion"]["q"] != typed


def test_the_same_scheme_is_found_in_three_languages(ask) -> None:
    assert "smil" in ids(ask("q=SMIL"))
    assert "smil" in ids(ask("q=SMIL&lang=en"))


def test_a_list_takes_few_queries_whatever_its_length(own_app, count_queries) -> None:
    client = own_app.test_client()
    with count_queries(own_app) as statements:
        assert len(client.get("/api/v1/schemes?limit=100").json["items"]) == 100
    assert 1 <= len(statements) <= 3, statements
    with count_queries(own_app) as statements:
        client.get("/api/v1/schemes?limit=99")
    assert len(statements) <= 1
