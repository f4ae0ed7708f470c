"""Figures, dates, shares, sums and addresses are the same in the three languages of a text."""

import pytest

from app.catalogue.agreement import days, disagreements, numbers, plain, sums
from app.kernel.text import LocalText


def faults(nn: str, en: str, nb: str | None = None) -> list[str]:
    return list(disagreements(LocalText(nn, nn if nb is None else nb, en)))


@pytest.mark.parametrize(
    ("nn", "en"),
    [
        ("Inntil 500 000 kroner.", "Up to NOK 500 000."),
        ("Inntil 500 000 kroner.", "Up to NOK 500,000."),
        ("Ramma var 1,54 millionar kroner.", "The budget was NOK 1.54 million."),
        ("I alt 3,6 milliardar kroner.", "NOK 3.6 billion in all."),
        ("8–12 mill. kroner", "NOK 8–12 million"),
        ("Frist 15. mars 2021.", "Deadline 15 March 2021."),
        ("Frist 1. og 15. mai.", "Deadlines 1 and 15 May."),
        ("Dekkjer 50 % og 25 prosent.", "Covers 50 % and 25 per cent."),
        ("Skriv til post@vinje.kommune.no.", "Write to post@vinje.kommune.no."),
        ("Opnar i mai.", "May open in spring."),
        ("Husa er frå 1900-talet.", "The houses are from the 1900s."),
    ],
)
def test_the_same_said_in_each_language_agrees(nn, en) -> None:
    assert faults(nn, en) == []


@pytest.mark.parametrize(
    ("nn", "en", "kind"),
    [
        ("Inntil 500 000 kroner.", "Up to NOK 50 000.", "figures"),
        ("Inntil 2 000 kroner.", "Up to 2 000 euros.", "sums"),
        ("Inntil 3 millionar kroner.", "Up to NOK 3 billion.", "sums"),
        ("Frist 15. mars.", "Deadline 15 May.", "days"),
        ("Søk i januar.", "Apply in June.", "days"),
        ("Dekkjer 50 %.", "Covers 50.", "shares"),
        ("Sjå regionalforvaltning.no.", "See nordisk.no.", "addresses"),
        ("Skriv til post@vinje.kommune.no.", "Write to post@tokke.kommune.no.", "addresses"),
        ("Frist i 2026.", "Open.", "figures"),
    ],
)
def test_what_one_language_says_and_another_does_not_is_told(nn, en, kind) -> None:
    assert any(f"the {kind} differ" in fault for fault in faults(nn, en))


def test_the_fault_names_the_language_and_what_it_has() -> None:
    (fault,) = faults("Inntil 40 dagar.", "Up to 40 days.", nb="Inntil 30 dager.")
    assert fault == "the figures differ: nn has 40; nb has 30"


def test_a_language_that_is_not_there_is_not_compared() -> None:
    assert list(disagreements(LocalText("Inntil 40 dagar."))) == []


def test_a_figure_is_read_as_its_language_writes_it() -> None:
    assert plain("1,540", "en") == plain("1 540", "nn") == plain("1.540", "nb") == "1540"
    assert plain("1.54", "en") == plain("1,54", "nn") == "1.54"
    assert numbers("I 2019 1 050 000 kroner", "nn") == numbers("In 2019 NOK 1 050 000", "en")


def test_a_day_needs_no_year_and_a_month_no_day() -> None:
    assert days("1. oktober og i mars", "nn") == {"1/10": 1, "month 3": 1}


def test_enough_in_norwegian_is_no_currency() -> None:
    assert not sums("Nok pengar, og nok til alle.", "nn")
