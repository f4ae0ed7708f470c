"""The glossary's words, explained where they occur."""

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue.glossing import Glossary


def glossary(examples, lang="nn", **terms):
    found = {
        key: examples.term(id=key, term=examples.in_three(*words))
        for key, words in (terms or {"eigenkapital": ("eigenkapital", "egenkapital", "equity")}).items()
    }
    return Glossary(found, lang)


def test_the_first_occurrence_is_marked_and_only_the_first(examples) -> None:
    page = glossary(examples)
    first = page.mark("Du treng eigenkapital. Eigenkapital er pengar.")
    assert first.count("<a ") == 1
    assert first.startswith(
        'Du treng <a class="term" href="#ord-eigenkapital" id="bruk-eigenkapital">eigenkapital</a>.'
    )
    assert "<a" not in page.mark("Meir eigenkapital, same sida.")
    assert list(page.found) == ["eigenkapital"]


@pytest.mark.parametrize(
    ("lang", "text", "marked"),
    [
        ("nn", "Krav om eigenkapital.", "eigenkapital"),
        ("nb", "Krav om egenkapitalen.", "egenkapitalen"),
        ("en", "You need Equity here.", "Equity"),
        ("nn", "EIGENKAPITAL", "EIGENKAPITAL"),
    ],
)
def test_each_language_marks_its_own_word_as_it_is_written(examples, lang, text, marked) -> None:
    assert f">{marked}</a>" in glossary(examples, lang).mark(text)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("nn", "egenkapital"),
        ("en", "eigenkapital"),
        ("nn", "eigenkapitaldelen"),
        ("nn", "sjølveigenkapital"),
        ("nn", "eigenkapital-kravet"),
        ("en", "inequity"),
    ],
)
def test_neither_another_language_nor_a_part_of_a_word_is_marked(examples, lang, text) -> None:
    assert glossary(examples, lang).mark(text) == text


def test_text_is_escaped_around_and_inside_the_mark(examples) -> None:
    marked = glossary(examples).mark('<b>x</b> & "eigenkapital" <script>')
    assert "<b>" not in marked
    assert "<script>" not in marked
    assert "&lt;b&gt;x&lt;/b&gt; &amp; &#34;<a " in marked
    assert marked.endswith("</a>&#34; &lt;script&gt;")


def test_a_term_with_signs_in_it_is_escaped_too(examples) -> None:
    page = glossary(examples, fou=("F&U <test>", "F&U <test>", "R&D"))
    marked = page.mark("Om F&U <test>")
    assert ">F&amp;U &lt;test&gt;</a>" in marked or "<a" not in marked
    assert "<test>" not in marked


def test_alternatives_and_brackets_of_a_term_are_forms_of_it(examples) -> None:
    page = glossary(examples, bio=("BIO (bedriftsintern opplæring)",) * 3, start=("gründer / etablerar",) * 3)
    assert 'href="#ord-start">' in page.mark("Ein etablerar.").replace(' id="bruk-start"', "")


def test_everyday_words_are_left_alone(examples) -> None:
    assert "<a" not in glossary(examples, tilskot=("tilskot", "tilskudd", "grant")).mark("Du får tilskot.")


def test_a_page_has_ten_marks_at_most(examples) -> None:
    words = {f"ord{n}": (f"fagord{chr(97 + n)}",) * 3 for n in range(15)}
    marked = glossary(examples, **words).mark(" ".join(w[0] for w in words.values()))
    assert marked.count("<a ") == 10


def test_an_empty_glossary_marks_nothing(examples) -> None:
    assert Glossary({}, "nn").mark("a < b") == "a &lt; b"


@given(st.text(max_size=80), st.sampled_from(["nn", "nb", "en"]))
def test_whatever_the_text_nothing_but_links_is_added(examples, text, lang) -> None:
    marked = glossary(examples, lang).mark(f"eigenkapital {text} equity")
    tree = html5lib.parseFragment(str(marked).replace("\r", ""), namespaceHTMLElements=False)
    assert {element.tag for element in tree.iter()} <= {"DOCUMENT_FRAGMENT", "a"}


def test_every_real_term_is_found_in_its_own_words(bundle) -> None:
    from app.catalogue.glossing import EVERYDAY

    terms = {key: item.entry for key, item in bundle.entries["glossary"].items()}
    for lang in ("nn", "nb", "en"):
        for key, term in terms.items():
            if key not in EVERYDAY and (form := getattr(term.term, lang)):
                assert Glossary({key: term}, lang).mark(f"Om {form}.").count("<a ") == 1, (lang, form)
