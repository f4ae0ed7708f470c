"""Sentence length, LIX and how complete the entries are."""

import pytest

from app.catalogue import completeness, readability
from tests.examples import in_three


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Søk innan 1. mars. Ring først.", 2),
        ("Støtta er inntil 50 %. Resten betaler du.", 2),
        ("Kva kostar det? Ingenting!", 2),
        ("Post på kap. 553 i budsjettet.", 1),
        ("Til dømes t.d. Vinje og Tokke", 1),
        ("Løn til deltakarane", 1),
        ("", 0),
    ],
)
def test_a_sentence_ends_at_its_stop_and_not_at_a_day_or_an_abbreviation(text, count) -> None:
    assert readability.weigh(text).sentences == count


def test_lix_is_words_a_sentence_plus_the_share_of_long_words() -> None:
    weight = readability.weigh("Kommunen hjelper deg. Ring oss no.")
    assert (weight.words, weight.long_words, weight.longest) == (6, 2, 3)
    assert weight.lix == pytest.approx(3 + 100 * 2 / 6)


def test_nothing_weighs_nothing() -> None:
    assert readability.weigh("").lix == 0


def test_the_heaviest_entries_come_first_and_the_shortest_are_passed_by(examples) -> None:
    light = examples.scheme(id="lett", summary=in_three("Du får hjelp. " * 40))
    heavy = examples.scheme(id="tung", summary=in_three("Næringsverksemder dokumenterer medfinansiering " * 20))
    found = [entry.id for entry, _ in readability.heaviest([light, heavy, examples.term()], "nn", 3)]
    assert found == ["tung", "lett"]


def test_a_row_counts_the_schemes_of_each_level_and_all(examples) -> None:
    schemes = [
        examples.scheme(steps=[in_three("Ring."), in_three("Søk.")]),
        examples.scheme(id="b"),
        examples.scheme(id="c", level="national"),
    ]
    rows = {row.field: row.shares for row in completeness.scheme_rows(schemes, {})}
    assert rows["steps"] == ((1, 2), (0, 0), (0, 1), (1, 3))
    assert [str(share) for share in rows["steps"]] == ["1/2  50 %", "–", "0/1   0 %", "1/3  33 %"]


def test_what_is_only_said_to_be_unknown_does_not_fill_a_field(examples) -> None:
    rows = {row.field: row.shares[-1] for row in completeness.scheme_rows([examples.scheme()], {})}
    assert rows["state aid (known)"] == (0, 1)
    assert rows["deadline (kind known)"] == (1, 1)
