"""What a reader asks for, as an address: forgiving on the page, exact in the API."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue.forms import (
    FILTERS,
    FURTHEST_PAGE,
    LONGEST_TEXT,
    PAGE_SIZE,
    SORTS,
    SearchForm,
    read_filters,
    read_form,
    read_text,
    search_query,
)

PROVIDERS = ("kommunen", "fylket")
TODAY = date(2026, 11, 24)


def query(text: str = "", **filters: tuple[str, ...]):
    return search_query(text, filters, "nn", TODAY, sort="relevance", offset=0, limit=20)


def test_known_filters_are_kept_in_order_and_once() -> None:
    form = read_form({"kind": ["loan", "grant", "loan"], "provider": ["kommunen"]}, PROVIDERS)
    assert form.filters == {"kind": ("loan", "grant"), "provider": ("kommunen",)}


def test_the_page_leaves_out_what_it_does_not_understand() -> None:
    form = read_form(
        {"kind": ["nonsense", "grant", ""], "sort": ["cheapest"], "page": ["-3"], "colour": ["red"]}, PROVIDERS
    )
    assert form == SearchForm(filters={"kind": ("grant",)})


@pytest.mark.parametrize(
    ("asked", "given_page"),
    [("1", 1), ("7", 7), ("0", 1), ("-1", 1), ("x", 1), ("", 1), ("٣", 1), ("²", 1), ("99999", 1000), ("9" * 50, 1)],
)
def test_a_page_number_is_always_within_reach(asked: str, given_page: int) -> None:
    assert read_form({"page": [asked]}, ()).page == given_page


def test_the_api_names_each_value_that_is_unknown() -> None:
    filters, bad = read_filters({"kind": ["grant", "gold"], "provider": ["nobody"], "level": ["x" * 90]}, PROVIDERS)
    assert filters == {"kind": ("grant",)}
    assert [b.name for b in bad] == ["kind", "level", "provider"]
    assert any("gold" in b.reason for b in bad)
    assert all(len(b.reason) < 120 for b in bad)


def test_control_characters_and_extra_spaces_leave_the_text() -> None:
    assert read_text(["  til\x00skot\x1b[31m \u202e til\tsti "]) == ("til skot [31m til sti", None)


def test_the_last_of_several_texts_counts_and_a_long_one_is_cut_and_named() -> None:
    assert read_text(["a", "b"]) == ("b", None)
    text, fault = read_text(["x" * 10_000])
    assert len(text) == LONGEST_TEXT
    assert fault is not None
    assert str(LONGEST_TEXT) in fault


def test_a_form_says_its_own_address_again() -> None:
    form = SearchForm(q="sti", filters={"kind": ("grant", "loan")}, sort="title", page=3)
    address = {k: v if isinstance(v, list) else [str(v)] for k, v in form.arguments().items()}
    assert read_form(address, PROVIDERS) == form
    assert SearchForm().arguments() == {}


def test_removing_a_filter_goes_back_to_the_first_page_and_keeps_the_rest() -> None:
    form = SearchForm(q="sti", filters={"kind": ("grant", "loan"), "level": ("local",)}, sort="title", page=3)
    without = form.without("kind", "grant")
    assert (without.filters, without.page, without.q, without.sort) == (
        {"kind": ("loan",), "level": ("local",)},
        1,
        "sti",
        "title",
    )
    assert "level" not in form.without("level", "local").filters
    assert list(form.chosen()) == [("kind", "grant"), ("kind", "loan"), ("level", "local")]


def test_closed_schemes_are_hidden_and_the_open_filter_speaks_of_status() -> None:
    assert query().hidden == {"status": frozenset({"closed"})}
    assert query(open=("true",)).facets == {"status": frozenset({"open"})}
    assert "closed" in query(open=("false",)).facets["status"]
    assert query(open=("true", "false")).facets["status"] == {"open", "upcoming", "paused", "closed", "unknown"}
    assert query(open=("false",), status=("closed",)).facets["status"] == {"closed"}
    assert query(open=("true",), status=("closed",)).facets["status"] == frozenset()


def test_a_municipality_in_the_text_is_where_the_reader_is() -> None:
    for text in ("støtte i Vinje", "VINJE", "vinjes fond", "vinjekommune"):
        assert query(text).places == {"4036"}, text
    assert query("støtte i Vinje").lifting == {"vinje"}
    assert query("støtte", municipality=("4022",)).places == {"4022"}
    assert query("vinjett").places == frozenset()


def test_a_village_in_the_text_is_its_municipality() -> None:
    assert query("kafé på Rauland").places == {"4036"}
    assert query("støtte i Treungen").places == {"4030"}
    assert query("støtte i Treungen").lifting == {"treungen"}


def test_a_loan_or_a_grant_in_the_text_is_a_kind() -> None:
    assert query("lån til hus").kinds == {"loan"}
    assert query("grant or loan for a machine").kinds == {"grant", "loan"}
    assert query("støtte til hus").kinds == frozenset()


def test_the_page_number_becomes_an_offset() -> None:
    made = SearchForm(page=3).to_query("nn", TODAY)
    assert (made.offset, made.limit, made.today) == (2 * PAGE_SIZE, PAGE_SIZE, TODAY.toordinal())


VALUES = st.lists(st.text(max_size=40) | st.sampled_from(["grant", "true", "4036", "title", "2"]), max_size=3)


@given(st.dictionaries(st.sampled_from([*FILTERS, "q", "sort", "page", "x"]) | st.text(max_size=8), VALUES, max_size=8))
def test_any_query_string_gives_a_form_that_can_be_searched(arguments: dict[str, list[str]]) -> None:
    form = read_form(arguments, PROVIDERS)
    assert 1 <= form.page <= FURTHEST_PAGE
    assert form.sort in SORTS
    assert len(form.q) <= LONGEST_TEXT
    assert form.q.isprintable()
    assert set(form.filters) <= set(FILTERS)
    again = {k: v if isinstance(v, list) else [str(v)] for k, v in form.arguments().items()}
    assert read_form(again, PROVIDERS) == form
    form.to_query("en", TODAY)
