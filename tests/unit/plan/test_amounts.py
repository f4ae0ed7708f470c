"""A typed amount is read with certainty or refused, with what to write instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plan.codes import Unit
from app.plan.rules.amounts import LARGEST, AmountFault, Unreadable, read_amount
from app.plan.rules.pasting import WrongShape, fitted, read_block

READ = {
    "1200000": 1_200_000,
    "1 200 000": 1_200_000,
    "1\u00a0200\u00a0000": 1_200_000,
    "1\u202f200\u202f000": 1_200_000,
    "1\u2009200 000": 1_200_000,
    "  500 000\t": 500_000,
    "kr 500 000": 500_000,
    "500 000 kr": 500_000,
    "500\u00a0000\u00a0kr.": 500_000,
    "Kr 500 000,00": 500_000,
    "500 000,-": 500_000,
    "500 000,–": 500_000,
    "NOK 1 200": 1_200,
    "1200 kroner": 1_200,
    "0": 0,
    "0 kr": 0,
    "1 000 000 000 000": LARGEST,
    "": None,
    "   ": None,
    "\u00a0": None,
}
F = AmountFault
REFUSED: dict[str, tuple[AmountFault, int | None]] = {
    "1.200.000": (F.POINTS, 1_200_000),
    "1,200,000": (F.POINTS, 1_200_000),
    "1.200": (F.EITHER_OR, None),
    "1,200": (F.EITHER_OR, None),
    "1 mill": (F.WORDED, 1_000_000),
    "1,2 mill": (F.WORDED, 1_200_000),
    "1.2 mill.": (F.WORDED, 1_200_000),
    "2 millionar kroner": (F.WORDED, 2_000_000),
    "500 tusen": (F.WORDED, 500_000),
    "1 milliard": (F.WORDED, 1_000_000_000),
    "1 mrd": (F.WORDED, 1_000_000_000),
    "1,23456 tusen": (F.WORDED, None),
    "-5": (F.NEGATIVE, None),
    "−500 000": (F.NEGATIVE, None),
    "(500 000)": (F.NEGATIVE, None),
    "500 000-": (F.NEGATIVE, None),
    "1000000000000000": (F.TOO_LARGE, None),
    "1 000 000 000 000 000": (F.TOO_LARGE, None),
    "1000000000001": (F.TOO_LARGE, None),
    "9000 milliardar": (F.TOO_LARGE, None),
    "9" * 5000: (F.TOO_LARGE, None),
    "10^15": (F.UNREADABLE, None),
    "1e6": (F.UNREADABLE, None),
    "1200,50": (F.DECIMALS, None),
    "0,5": (F.DECIMALS, None),
    "1 200.5": (F.DECIMALS, None),
    "12 00": (F.SPACES, None),
    "1 2": (F.SPACES, None),
    "1200 000": (F.SPACES, None),
    "0 500": (F.SPACES, None),
    "–": (F.DASH, None),
    "-": (F.DASH, None),
    "1.2.2027": (F.DATE, None),
    "01.02.2027": (F.DATE, None),
    "2027-02-01": (F.DATE, None),
    "1/2/27": (F.DATE, None),
    "=A1+B1": (F.FORMULA, None),
    "+500": (F.FORMULA, None),
    "@SUM(A1)": (F.FORMULA, None),
    "100\t200": (F.SEVERAL, None),
    "100\n200": (F.SEVERAL, None),
    "mykje": (F.UNREADABLE, None),
    "kr": (F.UNREADABLE, None),
    "12 stk": (F.UNREADABLE, None),
    "007": (F.UNREADABLE, None),
    "１２": (F.UNREADABLE, None),
    "٣": (F.UNREADABLE, None),
    "12²": (F.UNREADABLE, None),
    "null": (F.UNREADABLE, None),
    "NaN": (F.UNREADABLE, None),
    "12\x00": (F.UNREADABLE, None),
    "<b>1</b>": (F.UNREADABLE, None),
}


@pytest.mark.parametrize("typed", READ)
def test_it_is_read(typed) -> None:
    assert read_amount(typed) == READ[typed]


@pytest.mark.parametrize("typed", REFUSED, ids=lambda typed: typed[:30])
def test_it_is_refused_with_what_to_write_instead(typed) -> None:
    with pytest.raises(Unreadable) as refused:
        read_amount(typed)
    assert (refused.value.fault, refused.value.suggestion) == REFUSED[typed]


def test_hours_are_read_as_hours_and_kroner_are_no_hours() -> None:
    assert [read_amount(typed, Unit.HOURS) for typed in ("120", "1 200 timar", "5 t", "")] == [120, 1200, 5, None]
    for typed, unit in (("120 kr", Unit.HOURS), ("120 timar", Unit.NOK), ("37,5", Unit.HOURS)):
        with pytest.raises(Unreadable):
            read_amount(typed, unit)


@given(st.integers(0, LARGEST), st.sampled_from([" ", "\u00a0", "\u202f", "\u2009", "\u2007", ""]))
def test_every_amount_is_read_however_its_thousands_are_spaced(amount, space) -> None:
    written = f"{amount:,}".replace(",", space)
    assert read_amount(written) == read_amount(f" kr {written},00 ") == amount


@given(st.text(alphabet="0123456789 .,-–+=krmil\u00a0\t()²٣e^", max_size=14))
def test_what_is_read_has_just_the_digits_that_were_typed(typed) -> None:
    try:
        amount = read_amount(typed)
    except Unreadable as refused:
        suggestion = refused.suggestion
        amount = None if suggestion is None else read_amount(f"{suggestion:,}".replace(",", " "))
        assert amount == suggestion
        return
    digits = "".join(character for character in typed.removesuffix(" ") if character in "0123456789")
    assert amount is None if not typed.strip() else digits in (str(amount), f"{amount}00")


@given(st.text(max_size=300))
def test_any_text_at_all_is_read_or_refused(typed) -> None:
    try:
        amount = read_amount(typed)
    except Unreadable:
        return
    assert amount is None or 0 <= amount <= LARGEST


def test_a_block_from_a_spreadsheet_is_rows_of_cells() -> None:
    assert read_block("1\t2\r\n3\t\r\n") == [["1", "2"], ["3", ""]]
    assert read_block('"to\nliner"\t5') == [["to\nliner", "5"]]
    assert read_block("") == []


def test_a_block_of_another_shape_is_refused_with_its_own() -> None:
    assert fitted(read_block("1\t2\n3\t4\n"), 2, 2) == [["1", "2"], ["3", "4"]]
    assert fitted(read_block("1\n\n3\n"), 3, 1) == [["1"], [""], ["3"]]
    for text, shape in (("1\t2\t3\n", (1, 3)), ("1\t2\n3\n", (2, 0)), ("", (0, 0))):
        with pytest.raises(WrongShape) as refused:
            fitted(read_block(text), 2, 2)
        assert (refused.value.rows, refused.value.columns) == shape
