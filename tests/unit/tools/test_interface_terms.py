"""One dictionary of interface terms, which the texts of the pages are held to."""

import pytest

from app.catalogue.vocabularies import BY_NAME
from tools.interface_terms import read_terms, strays
from tools.messages import _message_faults, read

TERMS = [
    {"nn": "søknadsfrist", "nb": "søknadsfrist", "en": "deadline"},
    {"nn": "søknad", "nb": "søknad", "en": "appl"},
    {"nn": "verksemd", "nb": "virksomhet|bedrift", "en": "business"},
]


@pytest.mark.parametrize(
    ("nn", "translation", "lang"),
    [
        ("Søknadsfristen er ute", "The deadline has passed", "en"),
        ("To søknader", "Two applications", "en"),
        ("Kvar verksemd", "Hver bedrift", "nb"),
        ("Skriv til verksemd@kommune.no", "Write to verksemd@kommune.no", "en"),
        ("Noko heilt anna", "Something else", "en"),
    ],
)
def test_a_translation_with_the_words_of_the_dictionary_does_not_stray(nn, translation, lang) -> None:
    assert list(strays(nn, translation, lang, TERMS)) == []


@pytest.mark.parametrize(
    ("nn", "translation", "lang"),
    [
        ("Søknadsfristen er ute", "The time limit has passed", "en"),
        ("Kvar verksemd", "Hvert foretak", "nb"),
        ("Send søknaden", "Send the form", "en"),
    ],
)
def test_another_word_is_told(nn, translation, lang) -> None:
    assert len(list(strays(nn, translation, lang, TERMS))) == 1


def test_every_term_of_the_dictionary_is_in_use() -> None:
    texts = " ".join(str(message.id) for message in read("nn")).lower()
    assert [term["nn"] for term in read_terms() if not any(word in texts for word in term["nn"].split("|"))] == []


def test_the_check_of_the_interface_texts_holds_them_to_the_dictionary() -> None:
    message = next(message for message in read("en") if message.id == "Søknadsfrist")
    assert list(_message_faults(message, "en")) == []
    message.string = "Time limit"
    assert ["deadline" in fault for fault in _message_faults(message, "en")] == [True]


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_what_codes_are_called_keeps_to_the_dictionary_too(lang) -> None:
    labels = [label for labels in BY_NAME.values() for label in labels.values()]
    assert [fault for label in labels for fault in strays(label.nn, getattr(label, lang), lang, read_terms())] == []
