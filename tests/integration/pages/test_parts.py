"""What is drawn once and put into many pages is the right one for each."""

import re

import pytest


def test_the_menu_says_where_the_reader_is_on_every_page(client) -> None:
    for path, words in (("/nn/ordningar", "Støtteordningar"), ("/nn/dome", "Gode døme"), ("/en/omgrep", "Glossary")):
        for _ in range(2):
            here = re.search(r'<a href="([^"]+)" aria-current="page">([^<]+)</a>', client.get(path).text)
            assert here and here[1] == path, path
            assert here[2] == words


def test_the_parts_are_in_the_language_of_the_page(client) -> None:
    seen = {lang: client.get(f"/{lang}/ordningar").text for lang in ("nn", "nb", "en", "nn")}
    assert "Hopp til hovudinnhaldet" in seen["nn"]
    assert "Kven er du?" in seen["nn"]
    assert "Kven er du?" not in seen["nb"] + seen["en"]
    assert len({re.search(r"<footer.*?</footer>", text, re.DOTALL)[0] for text in seen.values()}) == 3


@pytest.mark.parametrize("typed", ["%00facets%00", "%00hits%00", "fyll-inn-her", "%00"])
def test_what_a_reader_types_never_stands_for_a_part(client, typed) -> None:
    for query in (typed, f"{typed}&municipality=4036"):
        page = client.get(f"/nn/ordningar?q={typed}&x={query}").text
        assert page.count('id="facet-municipality"') == 1
        assert page.count('<ol class="hits">') <= 1
        assert "\x00" not in page


def test_the_order_asked_for_is_the_one_marked(client) -> None:
    for sort in ("title", "deadline", "title"):
        assert f'<option value="{sort}" selected>' in client.get(f"/nn/ordningar?sort={sort}").text
