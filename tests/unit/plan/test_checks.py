"""Each fault that can be planted in a plan raises its check, a sentence with the figures; a sound plan raises none."""

import msgspec
import pytest

from app.kernel.text import LANGS
from app.plan.cells import Cell
from app.plan.codes import CellKind, CheckLevel
from app.plan.rules.checks import checks
from app.plan.types import Letter, Milestone

NB = "\u00a0"


def printed(whole, table, row, column, amount):
    """The document's figures with one of them another."""
    return [
        msgspec.structs.replace(p, amount=amount) if (p.table, p.row, p.column) == (table, row, column) else p
        for p in whole.edition.printed
    ]


def test_the_real_plan_has_no_fault_and_three_known_warnings(real) -> None:
    found = checks(real)
    assert {c.code for c in found if c.level is CheckLevel.WARNING} == {
        "no_working_group",
        "doubtful_date",
        "party_not_approving",
    }
    assert not [c for c in found if c.level is CheckLevel.FAULT]


def test_every_sentence_is_whole_in_three_languages(real) -> None:
    for check in checks(real):
        for lang in LANGS:
            text = getattr(check.text, lang)
            assert len(text) > 15, check
            assert "{" not in text, check
            assert text.endswith("."), check


def test_sections_6_and_7_agree_for_the_year(real, found) -> None:
    (check,) = found(real, "sections_agree")
    assert check.level is CheckLevel.OK
    assert f"900{NB}000{NB}kr" in check.text.nn
    assert f"NOK{NB}900{NB}000" in check.text.en


def test_a_changed_figure_in_section_7_of_the_document_is_noticed(changed, real, found) -> None:
    whole = changed.edition(printed=printed(real, "year", "bustader", "state_cofinancing", 600_000))
    (check,) = found(whole, "sections_disagree")
    assert (check.goal, check.year, check.figures["difference"]) == ("bustader", 2025, 100_000)
    assert f"500{NB}000{NB}kr i del 6, men 600{NB}000{NB}kr i del 7" in check.text.nn
    assert not found(whole, "sections_agree")


def test_measures_that_use_more_than_their_goal_has_are_noticed(changed, found) -> None:
    more = Cell(goal="bustader", measure="gott-nokk", year=2026, source="state_cofinancing", amount=5_500_000)
    (check,) = found(changed.money(more), "sections_disagree")
    assert (check.goal, check.year, check.figures) == (
        "bustader",
        2026,
        {"section_6": 5_000_000, "section_7": 5_500_000, "difference": 500_000},
    )


@pytest.mark.parametrize(
    ("table", "row", "column", "amount", "code"),
    [
        ("period", "bustader", "total", 10_900_000, "row_sum"),
        ("period", "sum", "2026", 9_100_000, "column_sum"),
        ("period", "sum", "total", 18_000_001, "row_sum"),
        ("period", "kompetanse", "2027", 1_000_010, "column_sum"),
        ("year", "arbeidsplassar", "total", 400_000, "row_sum"),
        ("year", "sum", "municipal_share", 200_000, "column_sum"),
    ],
)
def test_a_wrong_sum_in_the_document_is_noticed(changed, real, found, table, row, column, amount, code) -> None:
    whole = changed.edition(printed=printed(real, table, row, column, amount))
    assert found(whole, code), [c.code for c in checks(whole)]
    assert found(whole, "changed_since_document")
    assert not found(whole, "as_document")


def test_a_cell_that_has_changed_since_the_document_is_told(changed, found) -> None:
    whole = changed.money(bustader_2026_state_cofinancing=4_900_000, bustader_2027_state_cofinancing=4_100_000)
    told = found(whole, "changed_since_document")
    assert {(c.figures["printed"], c.figures["now"]) for c in told} == {
        (5_000_000, 4_900_000),
        (4_000_000, 4_100_000),
        (9_000_000, 8_900_000),
        (6_000_000, 6_100_000),
    }
    assert all(c.level is CheckLevel.INFO for c in told)
    assert found(whole, "weights_period")[0].level is CheckLevel.OK


def test_the_weights_hold_for_the_period_and_in_no_single_year(real, found) -> None:
    (period,) = found(real, "weights_period")
    assert period.level is CheckLevel.OK
    yearly = found(real, "weights_year")
    assert [c.year for c in yearly] == [2025, 2026, 2027, 2028]
    assert {c.level for c in yearly} == {CheckLevel.INFO}
    assert [list(c.figures.values()) for c in yearly] == [
        [55.6, 22.2, 22.2],
        [55.6, 22.2, 22.2],
        [66.7, 16.7, 16.7],
        [61.9, 19.0, 19.0],
    ]


def test_a_period_off_its_weights_is_a_warning(changed, found) -> None:
    (check,) = found(changed.money(bustader_2028_state_cofinancing=2_300_000), "weights_period")
    assert check.level is CheckLevel.WARNING
    assert check.figures["bustader"] == 62.1


def test_weights_that_do_not_make_100_are_a_fault(changed, found) -> None:
    (check,) = found(changed.goal("bustader", weight_percent=70), "weights_sum")
    assert check.level is CheckLevel.FAULT
    assert "110" in check.text.nn


def test_the_lie_of_the_money_is_told(real, found) -> None:
    assert found(real, "spend_profile")[0].figures == {"2025": 5.0, "2026": 50.0, "2027": 33.3, "2028": 11.7}
    assert list(found(real, "shares_all_sources")[0].figures.values()) == [50.0, 25.0, 25.0]
    (share,) = found(real, "source_share")
    assert share.figures == {"amount": 300_000, "share": 25.0}
    assert found(real, "blank_cells")[0].figures == {"blank": 12, "cells": 18}


def test_overspending_is_noticed(changed, found) -> None:
    spent = Cell(goal="bustader", year=2025, source="state_cofinancing", kind=CellKind.SPENT, amount=650_000)
    (check,) = found(changed.money(spent), "overspent")
    assert check.figures == {"used": 650_000, "allowed": 600_000, "over": 50_000}
    within = msgspec.structs.replace(spent, amount=600_000)
    assert not found(changed.money(within), "overspent")


def test_what_is_left_of_a_years_money_is_told(changed, found) -> None:
    spent = Cell(goal="kompetanse", year=2025, source="state_cofinancing", kind=CellKind.SPENT, amount=120_000)
    (check,) = found(changed.money(spent), "unspent")
    assert (check.level, check.figures) == (CheckLevel.INFO, {"spent": 120_000, "left": 180_000})


def test_being_paid_more_than_was_granted_is_noticed(changed, found) -> None:
    granted = Cell(goal="bustader", year=2025, source="state_cofinancing", kind=CellKind.GRANTED, amount=500_000)
    paid = msgspec.structs.replace(granted, kind=CellKind.PAID, amount=500_001)
    (check,) = found(changed.money(granted, paid), "overpaid")
    assert check.figures["over"] == 1


def test_money_without_a_source_is_noticed(changed, found) -> None:
    (check,) = found(changed.money(Cell(goal="kompetanse", year=2027, amount=70_000)), "money_without_source")
    assert (check.goal, check.year, check.figures) == ("kompetanse", 2027, {"amount": 70_000})
    assert not found(changed.money(Cell(goal="kompetanse", year=2027)), "money_without_source")


def test_a_measure_without_money_is_noticed_once_measures_have_money(real, changed, found) -> None:
    (one,) = found(real, "no_measure_budgets")
    assert one.figures == {"count": 6}
    assert not found(real, "measure_without_money")
    cell = Cell(goal="bustader", measure="kompetansesirkel", year=2025, source="other", amount=1)
    bare = {c.measure for c in found(changed.money(cell), "measure_without_money")}
    assert len(bare) == 5
    assert "kompetansesirkel" not in bare


def test_a_missing_measure_is_noticed(changed, real, found) -> None:
    assert found(real, "measure_count")[0].figures == {
        "total": 14,
        "bustader": 6,
        "arbeidsplassar": 4,
        "kompetanse": 4,
    }
    (check,) = found(changed.without_measure("gron-region"), "measure_count")
    assert (check.level, check.figures) == (CheckLevel.WARNING, {"count": 3, "document": 4})


def test_time_frames_are_counted(real, found) -> None:
    assert list(found(real, "time_frames")[0].figures.values()) == [6, 6, 2]


def test_the_four_titles_of_goal_2_are_told(real, found) -> None:
    of_goal = {c.goal: c.figures["titles"] for c in found(real, "several_titles") if not c.measure}
    assert of_goal == {"bustader": 2, "arbeidsplassar": 4}


def test_lost_grey_print_is_told(real, changed, found) -> None:
    assert found(real, "priority_inferred")[0].figures == {"count": 12}
    assert found(changed.measure("gott-nokk", priority_from="stated"), "priority_inferred")[0].figures == {"count": 11}


def test_goals_without_group_or_coordinator_are_told(real, found) -> None:
    assert [c.goal for c in found(real, "no_working_group")] == ["arbeidsplassar"]
    assert [c.goal for c in found(real, "no_coordinator")] == ["arbeidsplassar", "kompetanse"]
    assert [c.goal for c in found(real, "goal_uncertain")] == ["arbeidsplassar"]


def test_the_partners_of_table_and_text_are_compared(real, changed, found) -> None:
    in_text = {c.measure: c.text.nn for c in found(real, "partner_only_in_text")}
    assert "Husbanken" in in_text["verkemiddelapparatet"]
    assert "LO" in in_text["nettverk-bygg-anlegg"]
    in_table = {c.measure: c.text.nn for c in found(real, "partner_only_in_table")}
    assert "distriktsdepartementet" in in_table["kompetansesirkel"]
    whole = changed.measure("gott-nokk", partners=["Husbanken", "Distriktssenteret"])
    assert "gott-nokk" not in {c.measure for c in found(whole, "partner_only_in_text")}


def test_measures_without_first_steps_are_told(real, found) -> None:
    assert "1.2, 1.5, 1.6, 3.1, 3.2, 3.3 og 3.4" in found(real, "no_first_steps")[0].text.nn


def test_a_milestone_outside_the_time_frame_is_noticed(real, changed, found) -> None:
    assert not found(real, "milestone_outside")
    late = [Milestone(id="x", text="Ferdig", date="2029-H1")]
    (check,) = found(changed.measure("gott-nokk", milestones=late), "milestone_outside")
    assert check.year == 2029


def test_the_doubtful_date_and_the_stray_dot_are_told(real, changed, found) -> None:
    assert "10." in found(real, "doubtful_date")[0].text.nn
    assert "«17. .juni 2025»" in found(real, "printed_date")[0].text.nn
    unmarked = [Letter(title="Brev", date="2024-01-10"), Letter(title="Nytt brev", date="2025-01-07")]
    (check,) = found(changed.plan(letters=unmarked), "doubtful_date")
    assert "«Brev»" in check.text.nn
    looked_at = [Letter(title="Brev", date="2024-01-10", doubt="Kan vere 2025", checked_on="2026-06-02")]
    assert not found(changed.plan(letters=looked_at), "doubtful_date")


def test_a_meeting_before_the_signing_is_told(real, found) -> None:
    (check,) = found(real, "before_signing")
    assert "Kviteseid" in check.text.nn
    assert found(real, "not_signed")


def test_parties_missing_from_the_tables_are_told(real, found) -> None:
    assert ["distriktsdepartementet" in c.text.nn for c in found(real, "party_not_approving")] == [True]
    assert ["fylkeskommune" in c.text.nn for c in found(real, "party_without_meeting")] == [True]
    assert found(real, "undecided")[0].figures == {"waiting": 7, "parties": 7}


def test_one_mark_for_two_footnotes_is_told(real, changed, found) -> None:
    assert found(real, "same_footnote_mark")[0].figures == {"count": 2}
    first, second = real.edition.footnotes
    assert not found(
        changed.edition(footnotes=[first, msgspec.structs.replace(second, mark="**")]), "same_footnote_mark"
    )
