"""The geometry of the charts: what is larger is drawn larger, and everything is inside."""

from datetime import date

from app.plan import charts
from app.plan.rules.ledger import Book


def test_the_bars_are_as_high_as_their_sums(real) -> None:
    bars = charts.stacked(real.period_table).bars
    heights = {bar.label: charts.ABOVE + charts.PLOT_HEIGHT - bar.top for bar in bars}
    assert heights["2026"] > heights["2027"] > heights["2028"] > heights["2025"]
    assert abs(heights["2026"] - charts.PLOT_HEIGHT) < 1
    assert abs(heights["2027"] / heights["2026"] - 6 / 9) < 0.02
    for bar in bars:
        assert bar.x >= 0
        assert bar.x + bar.width <= 100
        assert [s.colour for s in bar.segments] == [1, 2, 3]


def test_a_table_without_money_is_an_empty_chart() -> None:
    drawn = charts.stacked(Book([]).period_table(("a",), (2025, 2026), None))
    assert [(bar.segments, bar.total) for bar in drawn.bars] == [((), None), ((), None)]


def test_a_measure_lies_between_its_years(real) -> None:
    scale = charts.Scale(real.years)
    lines = charts.lines(real.measures, scale)
    whole, later = lines["innsikt-bustadstrategi"], lines["gott-nokk"]
    assert (whole.x, whole.width) == (0, 100)
    assert 24.9 < later.x < 25.1
    assert lines["vandrande-bygdevekstseminar"].x is None
    assert not lines["vandrande-bygdevekstseminar"].is_sure


def test_a_milestone_of_a_year_is_as_wide_as_the_year(real) -> None:
    first, second = charts.lines(real.measures, charts.Scale(real.years))["risikoreduserande-tiltak"].marks
    assert 24 < first.width < 26
    assert first.x < second.x
    assert first.milestone.certainty == "possibly"


def test_today_is_on_the_axis_only_within_the_period(real) -> None:
    scale = charts.Scale(real.years)
    assert 47 < scale.axis(date(2026, 11, 24)).today < 48
    assert scale.axis(date(2030, 1, 1)).today is None
