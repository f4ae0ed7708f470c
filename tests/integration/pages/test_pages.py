"""Every page in every language: it answers, is well made, and keeps its promises to the browser."""

import re

import pytest

from .conftest import PLAIN_PAGES

LANGS = ("nn", "nb", "en")


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_answers_in_its_language_and_is_strictly_valid(client, addresses, tree, lang) -> None:
    for address in addresses:
        response = client.get(f"/{lang}{address}")
        assert response.status_code == 200, address
        page = tree(response)
        (html,) = page.all("html")
        assert html.get("lang") == lang, address
        (title,) = page.all("title")
        assert len((title.text or "").strip()) > 5, address
        assert len(page.all("h1")) == 1, address
        assert len(page.all("main")) == 1, address


@pytest.mark.parametrize("lang", LANGS)
def test_every_single_entry_has_a_page(client, bundle, lang) -> None:
    for kind, path in (("schemes", "ordningar"), ("organisations", "aktorar"), ("practice", "dome")):
        for key, item in bundle.entries[kind].items():
            wanted = 404 if getattr(item.entry, "state", "") == "draft" else 200
            assert client.head(f"/{lang}/{path}/{key}").status_code == wanted, (path, key)


@pytest.mark.parametrize("path", PLAIN_PAGES)
def test_pages_answer_on_both_databases(any_app, path) -> None:
    for lang in LANGS:
        assert any_app.test_client().get(f"/{lang}{path}").status_code == 200


def test_no_style_or_script_stands_in_a_page(client, addresses, tree) -> None:
    for address in addresses:
        page = tree(client.get(f"/nn{address}"))
        for element in page.root.iter():
            assert not [name for name in element.attrib if name.startswith("on") or name == "style"], address
            if element.tag == "script" and element.get("type") != "application/ld+json":
                assert element.get("src", "").startswith("/static/"), address
                assert not (element.text or "").strip(), address
            assert element.tag != "style", address
            assert not (element.get("href") or "").lower().startswith("javascript:"), address


def test_nothing_is_fetched_from_elsewhere(client, addresses, tree) -> None:
    for address in addresses:
        page = tree(client.get(f"/en{address}"))
        for element in page.root.iter():
            fetched = element.tag == "link" and element.get("rel") not in ("alternate", "canonical")
            loads = element.get("src") or (element.get("href") if fetched else "")
            assert not loads or loads.startswith(("/", "data:")), (address, loads)


def test_ids_are_unique_and_every_reference_to_one_is_met(client, addresses, tree) -> None:
    for address in addresses:
        page = tree(client.get(f"/nn{address}"))
        ids = [element.get("id") for element in page.root.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), (address, {i for i in ids if ids.count(i) > 1})
        for element in page.root.iter():
            for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "popovertarget"):
                for target in (element.get(name) or "").split():
                    assert target in ids, (address, name, target)
            if (element.get("href") or "").startswith("#"):
                assert element.get("href")[1:] in [*ids, ""], (address, element.get("href"))


def test_every_inner_link_of_the_plain_pages_answers(client, tree) -> None:
    seen: set[str] = set()
    for path in PLAIN_PAGES:
        for link in tree(client.get(f"/nn{path}")).all("a"):
            target = (link.get("href") or "").split("#")[0]
            if target.startswith("/") and not target.startswith("/static/"):
                seen.add(target)
    assert len(seen) > 100
    for target in sorted(seen):
        assert client.head(target, follow_redirects=True).status_code == 200, target


def test_every_input_of_the_search_has_a_name_people_can_read(client, tree) -> None:
    page = tree(client.get("/nn/ordningar"))
    labelled = {label.get("for") for label in page.all("label")} | {
        inner.get("id") for label in page.all("label") for inner in label.iter("input")
    }
    for control in [*page.all("input"), *page.all("select")]:
        if control.get("type") not in ("hidden", "submit"):
            assert control.get("id") in labelled or control.get("aria-label"), control.attrib


def test_the_search_form_is_one_get_form_that_carries_everything(client, tree) -> None:
    page = tree(client.get("/nb/ordningar?q=tilskot&kind=grant&municipality=4036&sort=title"))
    forms = [form for form in page.all("form") if form.get("action", "").endswith("/nb/ordningar")]
    assert forms
    assert all(form.get("method", "get").lower() == "get" for form in forms)
    names = {control.get("name") for form in forms for control in form.iter() if control.get("name")}
    assert {"q", "sort", "kind", "municipality", "level", "purpose", "audience", "provider", "open"} <= names
    checked = {(c.get("name"), c.get("value")) for form in forms for c in form.iter("input") if "checked" in c.attrib}
    assert {("kind", "grant"), ("municipality", "4036")} <= checked


def test_the_query_of_the_reader_is_escaped_in_the_page(client) -> None:
    text = client.get("/nn/ordningar?q=%3Cscript%3Ealert(1)%3C/script%3E%22%27").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_closed_schemes_are_reached_by_address_and_by_an_explicit_filter(client, bundle) -> None:
    closed = [k for k, i in bundle.entries["schemes"].items() if i.entry.status == "closed" and not i.entry.general]
    listed = client.get("/nn/ordningar?status=closed").text + client.get("/nn/ordningar?status=closed&page=2").text
    for key in closed[:20]:
        assert f'/nn/ordningar/{key}"' in listed
        assert client.get(f"/nn/ordningar/{key}").status_code == 200


def test_when_nothing_fits_the_page_says_whom_to_ask(client) -> None:
    text = client.get("/nn/ordningar?q=xyzzyqwerty&municipality=4036").text
    assert "Vinje" in text
    assert re.search(r'href="(tel|mailto):', text)


@pytest.mark.parametrize("path", ["/ordningar", "/ordningar?q=tilskot", "/aktorar", "/omgrep", "/dome", "/"])
def test_a_list_page_takes_few_queries(own_app, count_queries, path) -> None:
    client = own_app.test_client()
    with count_queries(own_app) as statements:
        assert client.get(f"/nn{path}").status_code == 200
    assert len(statements) <= 4, statements


@pytest.mark.parametrize("key", ["smil", "vinje-ljos-i-gamle-hus"])
def test_a_scheme_page_takes_few_queries(own_app, count_queries, key) -> None:
    with count_queries(own_app) as statements:
        own_app.test_client().get(f"/nn/ordningar/{key}")
    assert len(statements) <= 8, statements
