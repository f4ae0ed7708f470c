"""Sentences that still say last year are pointed out, and only those."""

from app.plan.codes import Priority
from app.plan.rules.old_years import old_years
from app.plan.types import Block, Contribution, PlanSection, Section


def said(*texts):
    return [Section(type="description", blocks=[Block(text=text) if isinstance(text, str) else text for text in texts])]


def found(whole):
    return {it.key: it.sentences for it in old_years(whole, 2025) if it.kind == "measure"}


def test_a_sentence_that_names_the_year_is_found_and_a_period_is_not(changed) -> None:
    texts = said("Vi byrjar hausten 2025. Så held vi fram.", "Avtala gjeld 2025–2028 og 2024-2025.", "Nr. 20251.")
    assert found(changed.measure("gott-nokk", sections=texts)) == {"gott-nokk": ("Vi byrjar hausten 2025.",)}


def test_list_items_and_contributions_are_running_text(changed) -> None:
    whole = changed.measure(
        "gott-nokk",
        sections=said(Block(items=["Ferdig i 2025", "Ferdig i 2026"])),
        contributions=[Contribution(actor="Husbanken", what="eit kurs i 2025")],
    )
    assert found(whole) == {"gott-nokk": ("Ferdig i 2025", "eit kurs i 2025")}


def test_an_ended_measure_tells_what_was_and_is_let_be(changed) -> None:
    assert found(changed.measure("gott-nokk", sections=said("I 2025."), priority=Priority.ENDED)) == {}


def test_chapters_and_goals_are_gone_through_too(changed) -> None:
    whole = changed.goal("bustader", main_objective="Tjue hus i 2025.", table_note=None)
    places = {(it.kind, it.key): it.sentences for it in old_years(whole, 2025)}
    assert places["goal", "bustader"] == ("Tjue hus i 2025.",)
    section = PlanSection(number="1", heading="Innleiing", blocks=[Block(text="Utgåva for 2025.")])
    (only,) = (it for it in old_years(changed.edition(sections=[section]), 2025) if it.kind == "section")
    assert (only.where, only.sentences) == ("1 Innleiing", ("Utgåva for 2025.",))
