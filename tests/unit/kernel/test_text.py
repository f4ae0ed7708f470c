"""Texts in three languages, and what a reader gets when theirs is missing."""

import pytest

from app.kernel.text import LocalText


@pytest.mark.parametrize("lang", ["nn", "nb", "en"])
def test_a_text_is_given_in_the_language_that_is_asked_for(lang: str) -> None:
    assert LocalText("vatn", "vann", "water").pick(lang) == ({"nn": "vatn", "nb": "vann", "en": "water"}[lang], lang)


@pytest.mark.parametrize(
    ("text", "lang", "shown"),
    [
        (LocalText("vatn", "", "water"), "nb", ("vatn", "nn")),
        (LocalText("", "vann", "water"), "nn", ("vann", "nb")),
        (LocalText("vatn", "vann"), "en", ("vatn", "nn")),
        (LocalText("", "vann"), "en", ("vann", "nb")),
        (LocalText("", "", "water"), "nn", ("water", "en")),
        (LocalText("", "", "water"), "nb", ("water", "en")),
        (LocalText(""), "en", ("", "en")),
    ],
)
def test_a_missing_text_falls_back_and_says_in_which_language(text: LocalText, lang: str, shown: object) -> None:
    assert text.pick(lang) == shown
