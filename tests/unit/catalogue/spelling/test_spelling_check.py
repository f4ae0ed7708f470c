"""The parts of the spelling check that need no dictionary: which words of a text are asked about, and in what language."""

import re

import pytest
import yaml

from app.catalogue.spelling.checking import (
    Text,
    is_installed,
    official_names,
    read,
    texts_in,
    texts_of_folder,
    words_in,
)
from app.catalogue.spelling.dictionaries import Speller, Word, forms, in_pieces, word_list
from app.catalogue.spelling.norwegian_forms import forms_in, readings_in
from tests.conftest import ROOT
from tests.examples import Folder

LISTS = ROOT / "catalogue_data" / "words"

NO_NAMES = re.compile(r"(?!)")


def asked(lang: str, text: str, names: re.Pattern[str] = NO_NAMES) -> list[Word]:
    return list(words_in(Text("schemes/a.yaml", "summary", lang, text), names))


def test_every_language_of_a_text_is_read_and_codes_are_not() -> None:
    entry = {"level": "local", "title": {"nn": "Fond", "nb": "Fondet", "en": "Fund"}, "keywords": ["kurs"]}
    assert [(t.field, t.lang) for t in texts_in(entry, "a")] == [
        ("title", "nn"),
        ("title", "nb"),
        ("title", "en"),
        ("keywords[0]", "any"),
    ]


def test_addresses_figures_and_abbreviations_are_no_words() -> None:
    text = "Ring 35 06 23 00, kap. 553, eller post@vinje.kommune.no på vinje.kommune.no/fond."
    assert [word.word for word in asked("nn", text)] == ["Ring", "eller", "på"]


def test_a_quoted_name_may_be_in_any_language_and_the_rest_may_not() -> None:
    assert asked("nn", "Søk «grants»") == [Word("grants", ("nn", "nb", "en")), Word("Søk", ("nn",))]


def test_a_norwegian_name_in_an_english_text_may_be_norwegian() -> None:
    words = {word.word: word.langs for word in asked("en", "Ask the county (fylkeskommunen) or Norsk kulturfond.")}
    assert words["county"] == ("en",)
    assert "nn" in words["fylkeskommunen"]


def test_the_name_of_a_scheme_stands_as_its_provider_writes_it() -> None:
    names = official_names([("schemes/a.yaml", {"name": {"text": "Tilskudd til noe"}})])
    assert [word.word for word in asked("nn", "Søk Tilskudd til noe i dag", names)] == ["Søk", "i", "dag"]


def test_a_word_is_split_at_hyphens_and_names_in_it_are_left_out() -> None:
    assert in_pieces("EU-søknad", frozenset({"EU"})) == ["søknad"]
    assert in_pieces("Vinjes", frozenset({"Vinje"})) == []


def test_half_a_compound_stands_for_its_first_part() -> None:
    assert {"næring", "nærings"} <= forms("Nærings-")


def test_readings_and_both_forms_of_the_norm_are_taken_from_apertium() -> None:
    assert readings_in("^hus/hus<n><nt><sg><ind>/huse<vblex><imp>$") == ["hus<n><nt><sg><ind>", "huse<vblex><imp>"]
    assert readings_in("^xyz/*xyz$") == []
    assert forms_in("innbyggar<v:ggj_gg>ar/innbyggjarar") == {"innbyggarar", "innbyggjarar"}


@pytest.mark.parametrize("name", ["names", "nn", "nb", "en"])
def test_every_word_of_our_own_lists_stands_under_a_heading_that_says_what_it_is(name) -> None:
    lines = (LISTS / f"{name}.txt").read_text("utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert all(line.startswith("# ") or re.fullmatch(r"[\w.-]+", line) for line in lines if line)
    assert len(word_list(LISTS, name)) == len([line for line in lines if line and line[0] != "#"]), (
        "a word stands twice"
    )


# -- with the dictionaries, where they are installed ----------------------------------------------

needs_dictionaries = pytest.mark.skipif(
    not is_installed(), reason="hunspell and apertium with their dictionaries are not installed"
)
RIGHT = {
    "nn": "Få hjelp frå kommunen når du startar. Søkjarane får tilskot til kurs og rådgjeving, og betaler resten sjølve.",
    "nb": "Få hjelp fra kommunen når du starter. Søkerne får tilskudd til kurs og rådgivning, og betaler resten selv.",
    "en": "Get help from the municipality when you start. Applicants get a grant for courses and advice.",
}
PLANTED = [
    ("nn", "Få hjelp fra kommunen", "fra"),
    ("nn", "Søknaden blir behandla av fylkeskommunene", "fylkeskommunene"),
    ("nn", "Du får tilskudd", "tilskudd"),
    ("nn", "Det er vanlig å søkje", "vanlig"),
    ("nn", "Pengane kjem neste uke", "uke"),
    ("nn", "Kommunen har ulike støtteordninger", "støtteordninger"),
    ("nn", "Du kan få støtte til drift av næringsvirksomhet", "næringsvirksomhet"),
    ("nn", "Fylket har ikke svart", "ikke"),
    ("nn", "Kommunen gjer vedtak om sökjaren", "sökjaren"),
    ("nn", "Tilskotet går til investerinngar", "investerinngar"),
    ("nb", "Du får tilskot", "tilskot"),
    ("nb", "Kommunen hjelper frå dag én", "frå"),
    ("nb", "Støtten går til boligbyggjing", "boligbyggjing"),
    ("nb", "Tilskuddet går til invsteringer", "invsteringer"),
    ("en", "You can get a grannt", "grannt"),
]


@needs_dictionaries
def test_a_slip_into_the_other_norwegian_and_a_typing_error_are_found_and_nothing_else() -> None:
    sentences = [*RIGHT.items(), *((lang, text) for lang, text, _ in PLANTED)]
    unknown = Speller(LISTS).unknown(word for lang, text in sentences for word in asked(lang, text))
    assert sorted((word.langs[0], word.word) for word in unknown) == sorted((lang, word) for lang, _, word in PLANTED)


@needs_dictionaries
def test_the_reading_names_file_field_and_word(folder: Folder) -> None:
    entry = {"id": "a", "name": {"text": "A"}, "promise": RIGHT | {"nn": "Få hjelp frå kommunen fra i dag."}}
    for path in folder.path.glob("*/*.yaml"):
        path.unlink()
    folder.write("schemes", "a.yaml", yaml.safe_dump(entry, allow_unicode=True))
    (found,) = read(*texts_of_folder(folder.path), LISTS).misspelt
    assert (found.text.file, found.text.field, found.text.lang, found.word) == (
        "schemes/a.yaml",
        "promise",
        "nn",
        "fra",
    )
