"""Sums: worked out, never typed, and blank is not zero."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plan.cells import Cell
from app.plan.codes import CellKind, Unit
from app.plan.rules.ledger import Book, add, shares

GOALS, YEARS = ("a", "b"), (2025, 2026)


def test_both_tables_of_the_plan_come_out_as_the_document_prints_them(real) -> None:
    tables = {"period": real.period_table, "year": real.year_table}
    assert len(real.edition.printed) == 32
    for figure in real.edition.printed:
        assert tables[figure.table].at(figure.row, figure.column) == figure.amount, figure


def test_nothing_added_to_nothing_is_nothing() -> None:
    assert add([None, None]) is None
    assert add([None, 0]) == 0


def test_a_column_where_nothing_is_stated_has_no_sum(real) -> None:
    for source in ("county", "county_governor", "public_schemes", "other"):
        assert real.year_table.at("sum", source) is None
    assert real.year_table.at("sum", "total") == 1_200_000


def test_changing_one_cell_changes_every_table_that_stands_on_it(changed) -> None:
    whole = changed.money(bustader_2025_state_cofinancing=600_000)
    assert whole.period_table.at("bustader", "2025") == 600_000
    assert whole.period_table.at("sum", "total") == 18_100_000
    assert whole.year_table.at("bustader", "total") == 700_000
    assert whole.source_table.at("state_cofinancing", "2025") == 1_000_000


def test_section_6_reads_the_goal_and_section_7_its_measures() -> None:
    book = Book(
        [
            Cell(goal="a", year=2025, source="s", amount=100),
            Cell(goal="a", measure="m1", year=2025, source="s", amount=40),
            Cell(goal="a", measure="m2", year=2025, source="s", amount=50),
        ]
    )
    assert book.period_table(GOALS, YEARS, "s").at("a", "2025") == 100
    assert book.year_table(GOALS, 2025, ["s"]).at("a", "s") == 90
    assert book.of_measure("m1") == 40


def test_a_plan_with_measure_budgets_only_has_both_tables() -> None:
    book = Book([Cell(goal="a", measure="m", year=y, source="s", amount=y) for y in YEARS])
    assert book.period_table(GOALS, YEARS, None).at("a", "total") == sum(YEARS)
    assert book.year_table(GOALS, 2026, ["s"]).at("sum", "total") == 2026


def test_hours_and_spent_money_are_no_part_of_the_budget() -> None:
    cells = [
        Cell(goal="a", year=2025, source="s", amount=10),
        Cell(goal="a", year=2025, source="s", amount=700, unit=Unit.HOURS),
        Cell(goal="a", year=2025, source="s", amount=9, kind=CellKind.SPENT),
    ]
    assert Book(cells).period_table(GOALS, YEARS, None).sum.total == 10
    assert Book(cells).kind_total(CellKind.SPENT) == 9


def test_money_without_a_source_has_a_column_of_its_own() -> None:
    table = Book([Cell(goal="a", year=2025, amount=5)]).year_table(GOALS, 2025, ["s"])
    assert table.columns == ("s", "")
    assert table.at("a", "total") == 5


@given(
    st.lists(
        st.builds(
            Cell,
            goal=st.sampled_from(GOALS),
            year=st.sampled_from(YEARS),
            source=st.sampled_from(["s", "t", None]),
            amount=st.none() | st.integers(0, 10**12),
        ),
        max_size=12,
    )
)
def test_rows_and_columns_always_give_the_same_sum(cells) -> None:
    book = Book(cells)
    for table in (book.period_table(GOALS, YEARS, None), book.source_table(GOALS, YEARS, ["s", "t"])):
        assert add(row.total for row in table.rows) == table.sum.total


def test_shares_have_one_decimal_and_need_a_whole() -> None:
    assert shares([500, 200, 200]) == [55.6, 22.2, 22.2]
    assert shares([None, 0]) is None
    assert shares([]) is None


@pytest.mark.parametrize(
    ("year", "wanted"),
    [
        ("2025", [55.6, 22.2, 22.2]),
        ("2026", [55.6, 22.2, 22.2]),
        ("2027", [66.7, 16.7, 16.7]),
        ("2028", [61.9, 19.0, 19.0]),
    ],
)
def test_the_shares_of_each_year_are_those_of_the_document(real, year, wanted) -> None:
    assert shares([row.amounts[year] for row in real.period_table.rows]) == wanted
