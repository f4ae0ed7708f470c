"""Norwegian alphabetical order."""

import random

from hypothesis import given
from hypothesis import strategies as st

from app.kernel.collation import sort_key


def test_names_stand_in_norwegian_order() -> None:
    wanted = ["Aker", "Bø", "Drangedal", "Seljord", "Tokke", "Vinje", "Zoo", "Ærfugl", "Ølen", "Åmot"]
    mixed = random.Random(4).sample(wanted, len(wanted))
    assert sorted(mixed, key=sort_key) == wanted


def test_aa_is_the_last_letter_and_accents_do_not_matter() -> None:
    assert sort_key("Aasmund") == sort_key("Åsmund") > sort_key("Ørnulf")
    assert sort_key("idé") == sort_key("ide") < sort_key("idrett")
    assert sort_key("Ärlig") == sort_key("ærlig")
    assert sort_key("Över") == sort_key("Øver")


def test_small_and_capital_and_composed_and_decomposed_letters_are_alike() -> None:
    assert sort_key("ÅMOT") == sort_key("åmot") == sort_key("a\u030amot")


@given(st.text(max_size=30))
def test_any_text_has_a_key_that_is_the_same_every_time(text: str) -> None:
    assert sort_key(text) == sort_key(text)
    assert sort_key(text + "å") > sort_key(text + "ø") > sort_key(text + "æ") > sort_key(text + "z")
