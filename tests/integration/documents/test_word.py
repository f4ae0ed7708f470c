"""The action plan as a Word file holds what the plan holds, in the order of the ministry's template."""

from itertools import pairwise

import pytest

from app.plan.rules.sentences import grouped
from tests.integration.plan.conftest import PLAN
from tests.word import Word

SECTIONS = [
    "1 Introduksjon",
    "2 Rammer for handlingsplanen",
    "3 Handlingsplan 2025 per delmål",
    "4 Organisering",
    "5 Lokal og regional forankring",
    "6 Fordeling av budsjett for heile avtaleperioden (statleg medfinansiering)",
    "7 Samla budsjett og finansiering for 2025",
    "8 Handlingsplanen er godkjent av",
]
LOG = "Logg (slettast i endeleg versjon)"
PERIOD, YEAR = "Budsjett 2025–2028. Beløp i kroner", "Budsjett 2025. Beløp i kroner"
SOURCES = ["state_cofinancing", "municipal_share", "county", "county_governor", "public_schemes", "other"]


def measures(edition):
    return [(goal, measure) for goal in edition["goals"] for measure in goal["measures"]]


def lines(blocks):
    """The paragraphs and items of stored text, one by one."""
    return [line for block in blocks for line in ([block["text"]] if block["text"] else []) + block["items"]]


# -- K1: sections and log -----------------------------------------------------------------------------


def test_all_eight_sections_stand_in_order_with_the_headings_of_the_plan(final) -> None:
    assert final.sections == SECTIONS


def test_a_draft_begins_with_the_log_of_versions(draft, edition) -> None:
    assert draft.sections == [LOG, *SECTIONS]
    heads, *rows = draft.tables[LOG]
    assert heads == ["Versjon", "Dato", "Status", "Sist endra av"]
    assert rows == [
        [f"{v['version']}\n{v['name']}", v["printed_date"], v["status"], v["changed_by"]] for v in edition["versions"]
    ]


def test_a_final_plan_has_no_log_and_is_not_called_a_draft(final, draft) -> None:
    assert LOG not in final.tables
    assert final.document.core_properties.title == "Handlingsplan - oppfølging av Bygdevekstavtale for Vest-Telemark"
    assert draft.document.core_properties.title.startswith("Utkast til handlingsplan")


def test_levels_of_headings_are_never_skipped(final) -> None:
    levels = [level for level, _ in final.headings]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


# -- K2: the tables of measures ---------------------------------------------------------------------------


def test_each_goal_has_a_table_of_its_measures_with_responsible_and_partners_as_stored(final, edition) -> None:
    tables = [final.tables[f"Tiltak under delmål {n}"] for n in (1, 2, 3)]
    assert [len(table) - 1 for table in tables] == [6, 4, 4]
    for goal, (heads, *rows) in zip(edition["goals"], tables, strict=True):
        assert heads == ["nr", "Tiltak", "Hovudansvarleg", "Samarbeidspartar", "Tidsramme"]
        for measure, row in zip(goal["measures"], rows, strict=True):
            in_table = [t["text"] for t in measure["titles"] if t["where"] == "tabellen over tiltak"]
            assert row[0] == str(measure["number"])
            assert row[1].split("\n")[0] == (in_table or [measure["title"]])[0]
            assert row[2] == ", ".join(measure["responsible"])
            assert row[3] == ", ".join(measure["partners"])
            assert row[4] == measure["time_frame"]


def test_a_title_that_is_written_otherwise_in_the_table_stands_so_there(final) -> None:
    assert final.tables["Tiltak under delmål 1"][3][1].startswith("Pilot: ”Gøtt nøkk”")
    assert (4, "Tiltak 3: Pilot: «Gøtt nøkk»") in final.headings
    assert (3, "Delmål 2: Korleis få fleire arbeidsplassar i privat sektor?") in final.headings
    assert final.tables[YEAR][3][1] == "Korleis få fleire private arbeidsplassar"
    assert final.tables[PERIOD][2][1] == "Korleis få fleire arbeidsplassar i privat sektor"


# -- K3 and K7: the texts ------------------------------------------------------------------------------------


def test_every_measure_has_its_own_headings_and_no_empty_ones(final, edition) -> None:
    for goal, measure in measures(edition):
        after = next(text for _, text in final.headings if text.startswith(f"Delmål {goal['number']}:"))
        start = final.headings.index((3, after)) + 1
        own = final.headings.index((4, f"Tiltak {measure['number']}: {measure['title']}"), start) + 1
        wanted = [section["heading"] for section in measure["sections"] if section["heading"]]
        assert [text for level, text in final.headings[own : own + len(wanted)]] == wanted
        rest = final.headings[own + len(wanted) :]
        assert not rest or rest[0][0] < 5


def test_no_heading_stands_over_nothing(final) -> None:
    for (level, text), following in zip(final.headings, [*final.headings[1:], (0, "")], strict=True):
        if following[0] <= level and not text.startswith(("6 ", "7 ", "8 ")):
            assert final.under(text), text


def test_an_unfinished_measure_has_only_its_two_sentences(final) -> None:
    for title in ("Tiltak 5: Vandrande bygdevekstseminar", "Tiltak 6: «Interkommunal bustadutviklar»"):
        assert final.under(title) == [
            "Tiltaket er uferdig, men kan vere eit tema på tvers av delmåla.",
            "Det blir vurdert ved neste rullering.",
        ]


def test_every_text_stands_character_by_character_and_in_order(final, edition) -> None:
    wanted = []
    for section in edition["sections"][:3]:
        wanted += [f"{section['number']} {section['heading']}", *lines(section["blocks"])]
        if section["number"] == "2":
            wanted += ["Ved oppdatering skal det gjerast greie for:", *edition["update_requirements"]]
    wanted.append("Prioriteringar 2025")
    for goal in edition["goals"]:
        wanted += [*lines(goal["introduction"]), *goal["remarks"], f"Hovudmål: {goal['main_objective']}"]
        wanted.append(goal["table_note"])
        for measure in goal["measures"]:
            wanted.append(f"Tiltak {measure['number']}: {measure['title']}")
            wanted += [measure["subtitle"]] if measure["subtitle"] else []
            for section in measure["sections"]:
                wanted += ([section["heading"]] if section["heading"] else []) + lines(section["blocks"])
    for section in edition["sections"][3:]:
        wanted += [f"{section['number']} {section['heading']}", *lines(section["blocks"])]
    found = iter(final.paragraphs)
    for line in wanted:
        assert line in found, line  # what is found is used up, so the order holds too


def test_roles_and_writers_stand_in_section_4(final, edition) -> None:
    found = final.under("4 Organisering")
    assert [line for line in found if ": " in line and not line.startswith(("Desse", "Figur"))] == [
        f"{role['actor']}: {role['task']}" for role in edition["organisation"]["roles"]
    ]
    for writer in edition["organisation"]["co_writers"]:
        assert writer in found


# -- K4: the money ---------------------------------------------------------------------------------------------


def written(amount) -> str:
    return "" if amount is None else grouped(amount)


@pytest.mark.parametrize(("title", "table"), [(PERIOD, "period"), (YEAR, "year")])
def test_every_figure_of_a_budget_is_the_api_s_and_blanks_are_blank(final, edition, title, table) -> None:
    totals = edition["totals"][table]
    rows = [row for row in final.tables[title] if row[0].isdigit() or row[1] == "SUM"]
    assert len(rows) == 4
    for ours, theirs in zip(rows, [*totals["rows"], totals["sum"]], strict=True):
        amounts = [written(theirs["amounts"][column]) for column in totals["columns"]]
        assert ours[2:] == [written(theirs["total"]), *amounts]


def test_thousands_are_set_apart_with_spaces_that_do_not_break(final) -> None:
    assert final.tables[PERIOD][-1][2] == "18\u00a0000\u00a0000"
    assert final.tables[YEAR][-1][2:] == ["1\u00a0200\u00a0000", "900\u00a0000", "300\u00a0000", "", "", "", ""]


def test_the_sources_stand_under_one_heading(final) -> None:
    first, second = final.tables[YEAR][:2]
    assert first[3:] == ["Finansieringskjelder"] * 6
    assert second[3:] == [
        "KDD 13.50 post 66",
        "Kommunal eigendel",
        "Fylkeskommunen",
        "Statsforvalter",
        "Offentlege tilskotsordningar",
        "Anna",
    ]


def test_both_footnotes_are_footnotes_of_their_cells(final, edition) -> None:
    assert final.footnotes == [note["text"] for note in edition["footnotes"]]
    assert final.footnote_cells == {
        1: (PERIOD, 1, 2),
        2: (YEAR, 5, 4),
    }


# -- K5: decisions -----------------------------------------------------------------------------------------------


def test_the_table_of_meetings_has_every_date_once_and_clean(final) -> None:
    assert final.tables["Møtedatoar"] == [
        ["Kommune", "Formannskap", "Kommunestyre"],
        ["Fyresdal kommune", "11. juni 2025", "19. juni 2025"],
        ["Kviteseid kommune", "22. mai 2025", "12. juni 2025"],
        ["Nissedal kommune", "5. juni 2025", "19. juni 2025"],
        ["Seljord kommune", "12. juni 2025", "19. juni 2025"],
        ["Tokke kommune", "4. juni 2025", "17. juni 2025"],
        ["Vinje kommune", "12. juni 2025", "24. juni 2025"],
    ]


def test_nobody_has_approved_yet(final, edition) -> None:
    heads, *rows = final.tables["Godkjenningar"]
    assert heads == ["Samarbeidspart", "Dato for (politisk) godkjenning"]
    assert rows == [[approval["party"], ""] for approval in edition["approvals"]]
    assert len(rows) == 7


# -- K6: what comes later ------------------------------------------------------------------------------------------


def test_what_is_not_prioritised_now_says_so_in_words_and_is_grey(final, edition) -> None:
    words = {"later": "Seinare i perioden", "unfinished": "Uferdig, blir vurdert ved rullering"}
    for goal in edition["goals"]:
        rows = final.tables[f"Tiltak under delmål {goal['number']}"][1:]
        greys = final.grey_rows(f"Tiltak under delmål {goal['number']}")
        for n, (measure, row) in enumerate(zip(goal["measures"], rows, strict=True), 1):
            tag = row[1].split("\n")[1:]
            assert tag == ([words[measure["priority"]]] if measure["priority"] in words else [])
            assert (n in greys) == bool(tag)


# -- for those who do not see it, and for Word -------------------------------------------------------------------------


def test_tables_and_the_chart_are_captioned_and_counted(final) -> None:
    assert final.captions == [
        "Tabell 1. Tiltak under delmål 1",
        "Tabell 2. Tiltak under delmål 2",
        "Tabell 3. Tiltak under delmål 3",
        "Figur 1. Organisasjonskart",
        "Tabell 4. Møtedatoar",
        f"Tabell 5. {PERIOD}",
        f"Tabell 6. {YEAR}",
        "Tabell 7. Godkjenningar",
    ]
    assert final.fields["SEQ Tabell \\* ARABIC"] == 7
    assert final.fields["SEQ Figur \\* ARABIC"] == 1


def test_every_table_repeats_its_headings_and_splits_no_row(final) -> None:
    for title, repeated, whole in final.rows_of_tables():
        assert repeated == (2 if title == YEAR else 1), title
        assert whole, title


def test_the_chart_says_in_words_who_is_in_it(final, edition) -> None:
    assert final.alternatives
    for box in edition["organisation"]["boxes"]:
        assert box["name"] in final.alternatives[0]
    assert "Planen seier ikkje korleis boksane heng saman." in final.alternatives[0]


def test_the_language_the_pages_and_the_title_are_declared(final) -> None:
    about = final.document.core_properties
    assert (about.language, about.title) == (
        "nn-NO",
        "Handlingsplan - oppfølging av Bygdevekstavtale for Vest-Telemark",
    )
    assert final.languages == {"nn-NO"}
    assert final.footer == "Side 1 av 1"
    assert final.footer_fields == ["PAGE", "NUMPAGES"]


def test_the_same_plan_is_the_same_file(leader) -> None:
    address = f"/nn/arbeid/plan/{PLAN}/dokument/utkast.docx"
    assert leader.get(address).data == leader.get(address).data


def test_numbered_lists_begin_at_1_each(final) -> None:
    assert len(set(final.numberings)) == len(final.numberings) > 3


def test_what_is_internal_is_nowhere_in_the_file(leader, plan_folder) -> None:
    secret = "HEMMELEG-4711"

    def hide(value):
        value["internal_notes"] = [secret]
        for box in value.get("chart", []):
            box["internal_contact"] = secret
        for approval in value.get("approvals", []):
            approval["internal_note"] = secret

    plan_folder.edit("2025/edition.yaml", hide)
    plan_folder.edit("2025/measures/gott-nokk.yaml", hide)
    plan_folder.edit("2025/goals/bustader.yaml", hide)
    plan_folder.load()
    for name in ("utkast", "handlingsplan", "status", "talbevis"):
        assert secret not in Word(leader.get(f"/nn/arbeid/plan/{PLAN}/dokument/{name}.docx").data).everything()
