"""Three languages: the address decides, links keep the page, and a text says which language it is really in."""

import pytest

LANGS = ("nn", "nb", "en")


def test_the_first_address_leads_to_the_readers_language(client) -> None:
    for wishes, lang in (
        ("", "nn"),
        ("nb", "nb"),
        ("nb-NO,nb;q=0.9,en;q=0.5", "nb"),
        ("no", "nn"),
        ("de,en-GB;q=0.8", "en"),
        ("de", "nn"),
        ("sv,nb;q=0.1,en;q=0.9", "en"),
        ("*", "nn"),
        ("%%%;;q=x", "nn"),
    ):
        answer = client.get("/", headers={"Accept-Language": wishes} if wishes else {})
        assert (answer.status_code, answer.location) == (302, f"/{lang}/"), wishes
        assert "Accept-Language" in answer.headers["Vary"]


def test_a_language_that_the_reader_refuses_is_not_chosen(client) -> None:
    assert client.get("/", headers={"Accept-Language": "en;q=0"}).location == "/nn/"


@pytest.mark.parametrize("lang", LANGS)
def test_the_language_without_a_slash_leads_on(client, lang) -> None:
    answer = client.get(f"/{lang}")
    assert (answer.status_code, answer.location.removeprefix("http://localhost")) == (308, f"/{lang}/")


@pytest.mark.parametrize("lang", LANGS)
def test_the_language_switch_keeps_the_page_and_the_search(client, addresses, tree, lang) -> None:
    for address in addresses:
        page = tree(client.get(f"/{lang}{address}"))
        (switch,) = page.all("nav", id="languages")
        links = {a.get("hreflang"): a.get("href") for a in switch.iter("a")}
        path, _, query = address.partition("?")
        for other in LANGS:
            to_path, _, to_query = links[other].partition("?")
            assert to_path == f"/{other}{path}", address
            assert sorted(to_query.split("&")) == sorted(query.split("&")), address


@pytest.mark.parametrize("lang", LANGS)
def test_the_head_names_the_page_in_the_other_languages(client, tree, lang) -> None:
    page = tree(client.get(f"/{lang}/ordningar/smil"))
    found = {e.get("hreflang"): e.get("href") for e in page.all("link", rel="alternate")}
    for other in LANGS:
        assert found[other] == f"https://verkemiddel.example/{other}/ordningar/smil"


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_that_is_not_there_is_told_in_the_language_of_the_address(client, tree, lang) -> None:
    said = set()
    for path in ("/ordningar/finst-ikkje", "/finst/ikkje", "/aktorar/x", "/dome/x"):
        answer = client.get(f"/{lang}{path}")
        assert answer.status_code == 404
        page = tree(answer)
        assert page.all("html")[0].get("lang") == lang
        said.add(page.all("h1")[0].text)
    assert len(said) == 1


def test_other_addresses_are_told_in_nynorsk(client, tree) -> None:
    for path in ("/de/", "/nnx/ordningar", "/static/none.css", "/favicon.ico.bak", "/nn/../etc/passwd"):
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert tree(answer).all("html")[0].get("lang") == "nn"


def test_the_three_error_pages_say_it_differently(client, tree) -> None:
    headings = [tree(client.get(f"/{lang}/finst-ikkje")).all("h1")[0].text for lang in LANGS]
    assert len(set(headings)) == 3


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_a_text_that_falls_back_carries_its_own_language(own_app, folder, verkemiddel, tree, lang) -> None:
    words = "Dette vilkåret finst berre på nynorsk."
    folder.put("schemes", id="berre-nynorsk", criteria=[{"nn": words}])
    folder.put("organisations", description={"nn": "Omtalen finst berre på nynorsk."})
    key = own_app.extensions["app.runtime"].settings.secret_key
    assert verkemiddel("catalogue", "load", str(folder.path), VERKEMIDDEL_SECRET_KEY=key).returncode == 0
    client = own_app.test_client()
    spoken = {text: spoken_in for spoken_in, text in tree(client.get(f"/{lang}/ordningar/berre-nynorsk")).texts()}
    assert spoken[words] == "nn"
    spoken = {text: spoken_in for spoken_in, text in tree(client.get(f"/{lang}/aktorar/kommunen")).texts()}
    assert spoken["Omtalen finst berre på nynorsk."] == "nn"
    assert {"nn", lang} <= set(spoken.values())


@pytest.mark.parametrize("lang", LANGS)
def test_text_of_a_page_in_its_own_language_needs_no_mark(client, tree, lang) -> None:
    page = tree(client.get(f"/{lang}/ordningar/smil"))
    main = page.all("main")[0]
    assert not [e for e in main.iter("span") if e.get("lang") == lang]


def test_interface_words_are_translated(client, tree) -> None:
    words = [{text for _, text in tree(client.get(f"/{lang}/hjelp")).texts()} for lang in LANGS]
    assert len(words[0] - words[1]) > 3
    assert len(words[0] - words[2]) > 10
