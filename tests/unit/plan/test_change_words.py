"""What has changed in a measure, in one line that the accounts and the report share."""

import pytest

from app.plan.rules.change_words import changes_in_words, day_in_words
from app.plan.rules.revision import Moved


def told(subject, field, old, new, lang="nn"):
    return changes_in_words([Moved(subject, field, old, new)], lang).replace("\u00a0", " ")


def test_the_frame_an_amount_and_a_title_are_told_with_what_was() -> None:
    assert told("dates", "time_frame", "2025-2028", "2026-2028") == "tidsplan (tidsramme 2025-2028 → 2026-2028)."
    assert told("money", "money/2026", None, 250_000) == "pengar (2026: ikkje oppgjeve → 250 000 kr)."
    assert told("text", "title", "Hus", "Nye hus") == "tekst (tittel «Hus» → «Nye hus»)."


def test_partners_who_come_and_go_are_named() -> None:
    assert told("partners", "partners", ["NHO", "LO"], ["LO", "KS"]) == (
        "ansvar og partnarar (KS kjem med; NHO er ikkje med lenger)."
    )
    assert told("partners", "responsible", None, ["KS"]) == "ansvar og partnarar (KS har ansvar)."


def test_milestones_that_are_moved_new_or_gone_are_told_with_dates_as_people_write_them() -> None:
    old = [{"id": "a", "text": "Oppstart", "date": "2026-03-01"}, {"id": "b", "text": "Kurs"}]
    new = [{"id": "a", "text": "Oppstart", "date": "2026-06"}, {"id": "c", "text": "Slutt", "date": "2027-H1"}]
    assert told("dates", "milestones", old, new) == (
        "tidsplan (milepælen «Oppstart» 1. mars 2026 → juni 2026; ny milepæl «Slutt», første halvår 2027; "
        "milepælen «Kurs» er teken ut)."
    )


def test_of_a_long_text_only_the_headings_are_told() -> None:
    kept = {"type": "challenge", "heading": "Utfordring", "blocks": ["a"]}
    assert told("text", "sections", [], [{"type": "free"}]) == "tekst."
    assert told("text", "sections", [kept], [kept, {"type": "free", "heading": "Aktuelt", "blocks": ["b"]}]) == (
        "tekst (under «Aktuelt»)."
    )
    assert told("text", "sections", [kept], [kept | {"blocks": ["c"]}]) == "tekst (under «Utfordring»)."


def test_a_subtitle_is_told_with_what_was() -> None:
    assert told("text", "subtitle", None, "Modulhus") == "tekst (undertittel ikkje oppgjeve → «Modulhus»)."


@pytest.mark.parametrize(
    ("stored", "lang", "words"),
    [
        ("2025-06-17", "nn", "17. juni 2025"),
        ("2025-06-17", "en", "17 June 2025"),
        ("2025-Q3", "nb", "3. kvartal 2025"),
        ("2025", "nn", "2025"),
        (None, "nn", "utan dato"),
    ],
)
def test_a_date_of_any_precision_is_written_as_people_do(stored, lang, words) -> None:
    assert day_in_words(stored, lang) == words
