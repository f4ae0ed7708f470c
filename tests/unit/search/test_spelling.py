"""The nearest known word, against a plain implementation."""

from hypothesis import given
from hypothesis import strategies as st

from app.search.language.folding import without_norwegian_letters as plain
from app.search.spelling import LONGEST, SHORTEST, Speller, edits

WORDS = st.text("abeløs", max_size=9)


def by_the_book(a: str, b: str) -> int:
    """Optimal string alignment, straight from its definition."""
    table = {(i, 0): i for i in range(len(a) + 1)} | {(0, j): j for j in range(len(b) + 1)}
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            best = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                best = min(best, table[i - 2, j - 2] + 1)
            table[i, j] = best
    return table[len(a), len(b)]


@given(WORDS, WORDS, st.integers(0, 3))
def test_edits_are_counted_as_by_the_book_up_to_the_most(a: str, b: str, most: int) -> None:
    assert min(edits(a, b, most), most + 1) == min(by_the_book(a, b), most + 1)


@given(st.sets(st.text("abelos", min_size=4, max_size=12), min_size=1, max_size=12), st.data())
def test_a_word_one_edit_away_is_always_found_and_it_is_the_nearest(vocabulary: set[str], data: st.DataObject) -> None:
    typed = data.draw(st.text("abelos", min_size=4, max_size=12) | st.sampled_from(sorted(vocabulary)))
    near = [
        (by_the_book(typed, word), abs(len(word) - len(typed)), word)
        for word in vocabulary
        if by_the_book(plain(typed), plain(word)) <= 1 and plain(word)[0] == plain(typed)[0]
    ]
    found = Speller(vocabulary).nearest(typed)
    if near:
        assert found == min(near)[2]
    elif found is not None:
        assert by_the_book(plain(typed), plain(found)) <= (1 if len(plain(typed)) < 8 else 2)


def test_norwegian_letters_may_be_missing() -> None:
    speller = Speller(["søknad", "lån", "tilskot", "vassverk"])
    assert speller.nearest("soknad") == "søknad"
    assert speller.nearest("soeknad") == "søknad"
    assert speller.nearest("tilksot") == "tilskot"
    assert speller.nearest("tilskott") == "tilskot"
    assert speller.nearest("vasverk") == "vassverk"


def test_short_long_and_far_words_are_left_alone() -> None:
    speller = Speller(["sti", "stien", "x" * (LONGEST + 1), "2026", "bustad"])
    assert speller.nearest("sto") is None
    assert speller.nearest("y" * (LONGEST + 1)) is None
    assert speller.nearest("2027") is None
    assert speller.nearest("kustad") is None, "the first letter must agree"
    assert speller.nearest("") is None
    assert len("sti") < SHORTEST


def test_the_answer_does_not_depend_on_the_order_of_the_vocabulary() -> None:
    words = ["fonda", "fonde", "fondi", "fondo"]
    assert {Speller(order).nearest("fondx") for order in (words, words[::-1])} == {"fonda"}
