"""The double and the real engine answer alike, on the real catalogue."""

from datetime import date

import pytest

from app.catalogue import indexing
from app.catalogue.forms import SORTS, search_query
from app.catalogue.types import State
from app.search.memory_index import MemoryIndex
from tests.conftest import TODAY

from .conftest import AT

QUERIES = """tilskot|etablerarstipend|starte butikk|lån til bustad|fjøs|sau på utmarksbeite|SMIL|BIO|gründer|start company
grant for farmers|housing loan|vassverk|breiband|solceller|energi|reiseliv|mat frå garden|eksport|forsking|lærling
tilsette folk|nedbemanning|omstilling|generasjonsskifte|skog|skogsveg|kulturlandskap|gamle hus|freda bygning|idrettsanlegg
ungdom|stipend|innvandrar|helse|garanti|eigenkapital|Innovasjon Norge|Husbanken|NAV|kommunalt næringsfond|Vinje
støtte i Seljord|Tokke næringsfond|tilskudd|virkemiddel|søknadsfrist|soknad|tilksot|etablererstipend|butikk i bygda|drift
ladestasjon|klima|flaum|krise|mentor|nettverk|kurs|rådgjeving|advice|xyzzy|title:* AND (|og i på|4036""".replace(
    "\n", "|"
)


@pytest.fixture(scope="module")
def engines(bundle, analyser, tmp_path_factory):
    from app.search.whoosh_index import WhooshIndex

    organisations = {key: item.entry for key, item in bundle.entries["organisations"].items()}
    documents = [
        indexing.document(item.entry, organisations, TODAY, 0)
        for item in bundle.entries["schemes"].values()
        if item.entry.state is State.PUBLISHED
    ]
    memory = MemoryIndex(analyser)
    memory.rebuild(documents, AT)
    whoosh = WhooshIndex(tmp_path_factory.mktemp("agree"), analyser, secret="k" * 32)
    whoosh.rebuild(documents, AT)
    return memory, whoosh


def ask(index, text: str, today: date = TODAY, **changes):
    options = {"sort": "relevance", "offset": 0, "limit": 100} | changes
    filters = options.pop("filters", {})
    lang = options.pop("lang", "nn")
    page = index.search(search_query(text, filters, lang, today, **options))
    return page.keys, page.total, page.corrections, {n: dict(sorted(v.items())) for n, v in page.facets.items()}


def test_there_are_sixty_queries_or_more() -> None:
    assert len(set(QUERIES.split("|"))) >= 60


@pytest.mark.parametrize("lang", ["nn", "nb", "en"])
def test_both_engines_give_the_same_page_for_every_query(engines, lang) -> None:
    memory, whoosh = engines
    for text in QUERIES.split("|"):
        assert ask(whoosh, text, lang=lang) == ask(memory, text, lang=lang), text


@pytest.mark.parametrize("sort", SORTS)
def test_both_engines_sort_filter_and_page_alike(engines, sort) -> None:
    memory, whoosh = engines
    for filters in ({}, {"municipality": ["4036"], "kind": ["grant", "loan"]}, {"open": ["false"]}):
        for offset in (0, 20):
            same = {"sort": sort, "filters": filters, "offset": offset, "limit": 20}
            assert ask(whoosh, "tilskot", **same) == ask(memory, "tilskot", **same)
            assert ask(whoosh, "", **same) == ask(memory, "", **same)


def test_both_engines_are_alike_after_changes_too(engines, analyser, tmp_path, doc) -> None:
    from app.search.port import Position, Query
    from app.search.whoosh_index import WhooshIndex

    both = (MemoryIndex(analyser), WhooshIndex(tmp_path, analyser, secret="k" * 32))
    words = ["sti", "veg", "bustad", "tilskot til sti", "lån"]
    for index in both:
        index.rebuild([doc(f"d{n}", words[n % 5], kind=words[n % 3]) for n in range(20)], AT)
        for step in range(14):  # enough for segments to be merged
            put = [doc(f"d{n}", words[(n + step) % 5], kind="x") for n in range(step % 4, 20, 4)]
            index.apply(put, [f"d{step}"] if step % 2 else [], Position(2 + step, AT.day))
    for text in (*words, ""):
        query = Query(text=text, sort="title", limit=50)
        one, two = (index.search(query) for index in both)
        assert (set(one.keys), one.total, one.facets) == (set(two.keys), two.total, two.facets), text
