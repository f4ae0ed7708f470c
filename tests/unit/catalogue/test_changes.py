"""Differences between contents, and two people's changes put together."""

from hypothesis import given
from hypothesis import strategies as st

from app.catalogue.changes import (
    Conflict,
    Difference,
    differences,
    from_leaves,
    leaves,
    merge,
    with_leaves,
    word_by_word,
)

BASE = {"title": {"nn": "Næringsfond", "nb": "Næringsfond"}, "amount": {"max": 100_000}, "criteria": [{"nn": "Vinje"}]}

contents = st.fixed_dictionaries(
    {},
    optional={
        "a": st.integers(0, 3),
        "b": st.dictionaries(st.sampled_from("xy"), st.integers(0, 3), min_size=1),
        "c": st.lists(st.integers(0, 3), max_size=2),
    },
)
"""As in an entry: a field is a value, a group or a list in every content."""


def changed(**leaf_values: object) -> dict:
    return with_leaves(BASE, {path.replace("__", "."): value for path, value in leaf_values.items()})


def test_a_difference_names_the_leaf_and_both_values() -> None:
    assert differences(BASE, changed(amount__max=200_000)) == [Difference("amount.max", 100_000, 200_000)]


def test_a_list_is_compared_whole() -> None:
    (found,) = differences(BASE, changed(criteria=[{"nn": "Tokke"}, {"nn": "Vinje"}]))
    assert found.path == "criteria"


def test_what_only_the_old_one_has_is_a_difference_too() -> None:
    assert differences(BASE, changed(amount__max=None)) == [Difference("amount.max", 100_000, None)]


def test_an_empty_text_is_the_same_as_none() -> None:
    assert differences(BASE, BASE | {"status_note": {"nn": ""}, "steps": []}) == []


def test_changes_in_different_places_go_together() -> None:
    found = merge(BASE, changed(title__nn="Fondet"), changed(amount__max=5))
    assert found.conflicts == ()
    assert found.taken == ("amount.max",)
    assert leaves(found.content) == leaves(changed(title__nn="Fondet", amount__max=5))


def test_two_changes_of_the_same_place_are_a_conflict_and_mine_stands_until_somebody_chooses() -> None:
    found = merge(BASE, changed(amount__max=2), changed(amount__max=3))
    assert found.conflicts == (Conflict("amount.max", 100_000, 2, 3),)
    assert found.content["amount"] == {"max": 2}


def test_the_same_change_twice_is_no_conflict() -> None:
    assert merge(BASE, changed(amount__max=2), changed(amount__max=2)).conflicts == ()


def test_what_one_side_takes_away_while_the_other_changes_it_is_a_conflict() -> None:
    assert merge(BASE, changed(amount__max=None), changed(amount__max=3)).conflicts == (
        Conflict("amount.max", 100_000, None, 3),
    )


def test_what_the_other_side_takes_away_is_gone() -> None:
    assert "amount" not in merge(BASE, changed(title__nn="x"), changed(amount__max=None)).content


@given(contents, contents)
def test_a_merge_with_the_base_gives_the_other_side(base, other) -> None:
    assert leaves(merge(base, base, other).content) == leaves(other)
    assert leaves(merge(base, other, base).content) == leaves(other)


@given(contents, contents, contents)
def test_every_leaf_of_a_merge_comes_from_one_of_the_two(base, mine, theirs) -> None:
    found = merge(base, mine, theirs)
    at_mine, at_theirs = leaves(mine), leaves(theirs)
    for path, value in leaves(found.content).items():
        assert value in (at_mine.get(path), at_theirs.get(path))


@given(contents)
def test_leaves_make_the_content_again(content) -> None:
    assert leaves(from_leaves(leaves(content))) == leaves(content)


def test_words_that_differ_stand_between_those_that_do_not() -> None:
    assert [tuple(p) for p in word_by_word("Søk før 1. mai kvart år", "Søk før 1. juni kvart år")] == [
        ("same", "Søk før 1. "),
        ("gone", "mai "),
        ("new", "juni "),
        ("same", "kvart år"),
    ]


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_pieces_give_back_both_texts(old, new) -> None:
    pieces = word_by_word(old, new)
    assert "".join(p.text for p in pieces if p.kind != "gone").split() == new.split()
    if "same" not in {p.kind for p in pieces}:
        assert "".join(p.text for p in pieces if p.kind == "gone").split() == old.split()
