"""What the ranking makes of the lexicon, of compounds, and of questions that nothing answers."""

import math
from pathlib import Path

import pytest

from app.search.completion import Candidate, Completer
from app.search.language.analysis import Analyser
from app.search.memory_index import MemoryIndex
from app.search.port import Document, Query

from .conftest import AT

LEXICON = """
- {nn: [kurs], nb: [kurs], en: [course], near: [skule 1.8, opplæring 0.4], finds: [plan]}
- {nn: [skule], nb: [skole], en: [school]}
- {nn: [opplæring], nb: [opplæring], en: [training], nosplit: true}
- {nn: [plan], nb: [plan], en: [plan]}
- {nn: [hus], nb: [hus], en: [house], slips: [huz]}
- {nn: [lån], nb: [lån], en: [loan]}
- {nn: [ferje], nb: [ferge], en: [ferry]}
- {nn: [rom], nb: [rom], en: [room]}
- {nn: [traktor], nb: [traktor], en: [tractor]}
"""


@pytest.fixture
def lexicon(tmp_path) -> Path:
    path = tmp_path / "lexicon.yaml"
    path.write_text(LEXICON, "utf-8")
    return path


@pytest.fixture
def index(lexicon) -> MemoryIndex:
    return MemoryIndex(Analyser(lexicon))


@pytest.fixture
def filled(index, doc):
    """An index of documents by their titles, which are their keys too."""

    def fill(*titles: str) -> MemoryIndex:
        index.rebuild([doc(title, title) for title in (*titles, *(f"anna {n}" for n in range(20)))], AT)
        return index

    return fill


def found(index, text, **query) -> list[str]:
    return list(index.search(Query(text=text, **query)).keys)


def test_nearer_words_of_the_lexicon_weigh_more(filled) -> None:
    assert found(filled("ein skule", "ei opplæring", "eit kurs"), "kurs") == ["eit kurs", "ein skule", "ei opplæring"]


def test_finds_goes_one_way(filled) -> None:
    index = filled("eit kurs", "ein plan")
    assert found(index, "kurs") == ["eit kurs", "ein plan"]
    assert found(index, "plan") == ["ein plan"]


def test_a_compound_is_found_by_its_parts_the_whole_of_them_first(filled) -> None:
    assert found(filled("lån til eit hus", "eit rom"), "huslån")[:1] == ["lån til eit hus"]


def test_a_compound_is_not_met_by_a_common_part_of_it(filled) -> None:
    assert found(filled("eit rom"), "romferje til mars") == []


def test_one_part_of_a_compound_alone_is_no_answer(filled) -> None:
    assert found(filled("ei ferje"), "romferje") == []
    assert found(filled("ei ferje med rom"), "romferje") == ["ei ferje med rom"]


def test_a_compound_written_apart_is_as_rare_as_it_is(filled) -> None:
    common = [f"{word} {n}" for word in ("lån", "skule") for n in "abcdefg"]
    assert found(filled("skulelån", "lån til skule, skule med lån", *common), "skule lån")[:1] == ["skulelån"]


def test_a_part_of_a_compound_may_be_a_word_that_only_the_lexicon_has(filled) -> None:
    assert "ei ferge" in found(filled("ei ferge", "stall"), "ferjestall")


def test_of_many_words_some_must_be_firmly_met(filled) -> None:
    index = filled("eit hus")
    assert found(index, "hus") == ["eit hus"]
    assert found(index, "kvantefysikk elefant hus symfoni") == []


def test_everyday_talk_may_be_missing(filled) -> None:
    assert found(filled("eit hus"), "kona spør om vi kanskje finn eit hus snart") == ["eit hus"]


def test_where_nothing_fits_the_nearest_words_are_offered(filled) -> None:
    page = filled("ein traktor", "ei opplæring").search(Query(text="traktoren symfoni elefant galakse", lang="nn"))
    assert (page.keys, page.nearest) == ((), ("traktor",))
    assert "training" in filled("ei opplæring").search(Query(text="course of the moon landing", lang="en")).nearest


def test_nearest_words_are_only_for_where_nothing_fits(filled) -> None:
    assert filled("eit hus").search(Query(text="hus")).nearest == ()


def test_a_slip_of_the_lexicon_is_answered_and_told(filled) -> None:
    page = filled("eit hus").search(Query(text="huz"))
    assert (page.keys, page.corrections) == (("eit hus",), (("huz", "hus"),))


def test_a_word_that_is_only_rare_is_no_slip(filled) -> None:
    page = filled("ein planet").search(Query(text="plante ferje"))
    assert [typed for typed, _ in page.corrections] == ["plante"], "ferje is a word, though nothing has it"


def test_a_phrase_may_stand_in_the_name(index) -> None:
    texts = {"nn": {"title": "Hus å leige", "body": "Rom."}}
    index.rebuild([Document(key="a", texts=texts, passages={"nn": "Rom.\u2029Hus å leige"})], AT)
    assert found(index, '"hus å leige"') == ["a"]
    assert found(index, '"leige hus"') == []


def test_what_only_a_phrase_may_meet_is_never_shown(index) -> None:
    texts = {"nn": {"title": "Hus", "body": "Eit rom."}}
    index.rebuild([Document(key="a", texts=texts, passages={"nn": "Eit rom.\u2029Hus"})], AT)
    assert [str(s) for s in index.search(Query(text="hus rom", snippets=True)).snippets] == ["Eit <mark>rom</mark>"]
    assert [str(s) for s in index.search(Query(text="hus", snippets=True)).snippets] == [""]


def test_concepts_are_those_that_some_document_has(filled) -> None:
    assert set(filled("eit hus", "ein skule").concepts("nb")) == {"hus", "skole"}


def test_a_completion_with_the_letters_typed_comes_before_one_with_others() -> None:
    completer = Completer([Candidate("Nav", "provider", "nav"), Candidate("Næring", "word", "næring")])
    assert [c.text for c in completer.complete("næ", 5)] == ["Næring", "Nav"]
    assert [c.text for c in completer.complete("na", 5)] == ["Nav", "Næring"]


def test_an_explanation_adds_up_to_the_score(filled) -> None:
    index = filled("eit kurs", "ein skule")
    told = index.explain(Query(text="kurs symfoni"), "ein skule")
    assert told
    gives = sum(gave for word, _, gave in told.parts if word)
    times = math.prod(gave for word, _, gave in told.parts if not word)
    assert told.score == pytest.approx(gives * times, abs=0.01)
    assert index.explain(Query(text="kurs"), "finst ikkje") is None
