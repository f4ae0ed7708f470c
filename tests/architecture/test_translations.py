"""Interface texts: every one is in all three languages, and says the same with the same place holders."""

import re

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests.conftest import ROOT

PLACE_HOLDER = re.compile(r"%\((\w+)\)[sd]")
TAG = re.compile(r"</?[a-z][^>]*>")


def catalogue(lang: str):
    path = ROOT / "translations" / lang / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return read_po(file, locale=lang)


def texts(message) -> list[str]:
    return list(message.string) if isinstance(message.string, list | tuple) else [message.string]


def originals(message) -> list[str]:
    return list(message.id) if isinstance(message.id, list | tuple) else [message.id]


@pytest.fixture(scope="module")
def in_the_code() -> set[str]:
    """Every text that a template or a module asks for."""
    ways = [("app/**.py", "python"), ("templates/**.html", "jinja2")]
    options = {"templates/**.html": {"trimmed": "true", "silent": "false"}}
    found: set[str] = set()
    for folder in ("app", "templates"):
        for _file, _line, text, _comments, _context in extract_from_dir(
            str(ROOT / folder),
            [(w.split("/", 1)[1], m) for w, m in ways if w.startswith(folder)],
            {"**.html": options["templates/**.html"]},
        ):
            found.add(text[0] if isinstance(text, tuple) else text)
    return found


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_every_text_is_translated_and_none_is_a_guess(lang) -> None:
    for message in catalogue(lang):
        if message.id:
            assert all(texts(message)), f"{lang}: “{message.id}” has no translation"
            assert not message.fuzzy, f"{lang}: “{message.id}” is fuzzy"


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_a_translation_has_the_same_place_holders_and_tags(lang) -> None:
    for message in catalogue(lang):
        if not message.id:
            continue
        wanted = set(PLACE_HOLDER.findall(originals(message)[-1]))
        for text in texts(message):
            assert set(PLACE_HOLDER.findall(text)) <= wanted, (lang, text)
            assert wanted - set(PLACE_HOLDER.findall(text)) <= {"num"}, (lang, text)
            assert sorted(TAG.findall(text)) == sorted(TAG.findall(originals(message)[0])), (lang, text)


def test_the_code_asks_for_texts(in_the_code) -> None:
    assert len(in_the_code) > 80


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_every_text_that_the_code_asks_for_has_its_entry(in_the_code, lang) -> None:
    known = {originals(message)[0] for message in catalogue(lang) if message.id}
    assert not sorted(in_the_code - known)[:10]


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_no_translation_is_left_over(in_the_code, lang) -> None:
    known = {originals(message)[0] for message in catalogue(lang) if message.id}
    assert not sorted(known - in_the_code)[:10]


def test_english_is_english_and_bokmal_is_bokmal() -> None:
    nynorsk = re.compile(r"\b(ikkje|frå|ei|eit|kva|korleis|nokon|verksemd\w*|søkje|vere)\b", re.IGNORECASE)
    norwegian = re.compile(r"\b(og|ikke|ikkje|på|søk|kommunen|frist)\b", re.IGNORECASE)
    for lang, pattern in (("nb", nynorsk), ("en", norwegian)):
        for message in catalogue(lang):
            if message.id:
                for text in texts(message):
                    assert not pattern.search(PLACE_HOLDER.sub("", text)), (lang, text)
