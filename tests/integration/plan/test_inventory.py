"""Every number, name, title, date and list of the inventory is in the API's edition 2025. The inventory lies beside the
repository; without it there is nothing to compare.
"""

import json

import pytest

from tests.conftest import ROOT

INVENTORY = ROOT.parent / "shared" / "plan" / "inventory.json"
pytestmark = pytest.mark.skipif(not INVENTORY.is_file(), reason="the folder shared/plan is not beside the repository")

SECTION = {
    "utfordring": "challenge",
    "skildring": "description",
    "maal": "objectives",
    "forste_steg": "first_steps",
    "bidrag": "contributions",
    "vidare_planlegging": "further_planning",
    "statusmerknad": "status_note",
}
SOURCE = {"kdd_13_50_post_66": "state_cofinancing", "kommunal_eigendel": "municipal_share", "total": "total"}


@pytest.fixture(scope="module")
def inventory():
    return json.loads(INVENTORY.read_text("utf-8"))


def pairs(edition, inventory):
    """Each measure as the inventory has it, and as the API gives it."""
    by_number = {(g["number"], m["number"]): m for g in edition["goals"] for m in g["measures"]}
    wanted = {(t["delmal"], t["nummer"]): t for t in inventory["tiltak"]}
    assert set(by_number) == set(wanted)
    return [(wanted[key], by_number[key]) for key in wanted]


def test_the_version_log_is_whole_with_dates_of_two_precisions(edition, inventory) -> None:
    rows = [
        {
            "versjon": v["version"],
            "namn": v["name"],
            "dato": v["printed_date"],
            "status": v["status"],
            "sist_endra_av": v["changed_by"],
        }
        for v in edition["versions"]
    ]
    assert rows == inventory["versjonslogg"]
    assert [v["date"] for v in edition["versions"]] == [
        "2023-08",
        "2024-01",
        "2024-02",
        "2024-06",
        "2025-01-27",
        "2025-05-04",
        "2025-05-10",
    ]
    assert [v["precision"] for v in edition["versions"]] == ["month"] * 4 + ["day"] * 3


def test_the_goals_are_those_of_the_plan(edition, inventory) -> None:
    for wanted, goal in zip(inventory["delmal"], edition["goals"], strict=True):
        assert goal["number"] == wanted["nr"]
        assert goal["title"] == wanted["offisiell_tittel"]
        assert goal["main_objective"] == wanted["hovudmaal"]
        assert goal["weight_percent"] == wanted["vekt_pst"]
        assert goal["coordinator"] == ((wanted["koordinator"] or "").replace(" (§4)", "") or None)
        assert len(goal["remarks"]) == len(wanted["kommentar"] or [])
    assert [len(goal["measures"]) for goal in edition["goals"]] == [6, 4, 4]


def test_a_goal_without_a_coordinator_has_none(edition) -> None:
    assert [goal["coordinator"] for goal in edition["goals"]] == ["Husbanken", None, None]


def test_goal_2_keeps_all_its_titles(edition) -> None:
    goal = edition["goals"][1]
    assert {goal["title"], *(t["text"] for t in goal["titles"])} == {
        "Korleis få fleire arbeidsplassar i privat sektor",
        "Korleis få fleire arbeidsplassar i privat sektor?",
        "Korleis få fleire private arbeidsplassar",
        "fleire arbeidsplassar i privat sektor",
    }


def test_measures_have_titles_people_and_time_as_printed(edition, inventory) -> None:
    for wanted, measure in pairs(edition, inventory):
        assert measure["title"] == wanted["tittel"]
        assert wanted["tittel_i_tabell"] in {measure["title"], *(t["text"] for t in measure["titles"])}
        assert measure["subtitle"] == wanted["undertittel"]
        assert measure["responsible"] == wanted["hovudansvarleg"]
        assert measure["partners"] == wanted["samarbeidspartar"]
        assert measure["time_frame"] == wanted["tidsramme_tekst"]
        assert (measure["from_year"], measure["to_year"]) == (wanted["tid_fra"], wanted["tid_til"])


def test_measures_have_their_sections_in_order_with_their_own_headings(edition, inventory) -> None:
    for wanted, measure in pairs(edition, inventory):
        assert [(s["type"], s["heading"]) for s in measure["sections"]] == [
            (
                SECTION.get(s["type"], "free"),
                None if s["overskrift"] == "(utan overskrift)" else s["overskrift"],
            )
            for s in wanted["seksjonar"]
        ]
        for section in measure["sections"]:
            assert section["blocks"]


def test_lists_in_the_text_stay_lists_of_the_same_length(edition, inventory) -> None:
    marks = ("•", "- ", *(f"{n}. " for n in range(1, 10)))
    for wanted, measure in pairs(edition, inventory):
        for theirs, ours in zip(wanted["seksjonar"], measure["sections"], strict=True):
            printed = sum(block.startswith(marks) for block in theirs["blokker"])
            kept = sum(len(block["items"]) for block in ours["blocks"])
            assert kept >= printed, (measure["title"], ours["heading"])


def test_contributions_are_those_of_the_text(edition, inventory) -> None:
    for wanted, measure in pairs(edition, inventory):
        blank = {"", "(ikkje spesifisert)"}
        assert [(c["actor"], c["what"]) for c in measure["contributions"]] == [
            (pair[0], None if len(pair) < 2 or pair[1] in blank else pair[1]) for pair in wanted["bidragsytarar"]
        ]


def test_the_figures_in_the_texts_are_kept(edition) -> None:
    text = json.dumps(edition, ensure_ascii=False)
    for figure in (
        "60 m²",
        "30 m²",
        "TEK17",
        "72 000",
        "januar 2024",
        "20–66",
        "1967",
        "1970",
        "1960-, 70- og 80-talet",
    ):
        assert figure in text, figure
    for name in ("Senja kommune", "Ljos i gamle hus", "Tett på", "Ei dør inn", "Skape", "13.50", "post 60 og 65"):
        assert name in text, name


def test_milestones_in_the_prose_have_their_precision_and_certainty(edition) -> None:
    found = [
        (m["title"][:4], one["date"], one["precision"], one["certainty"])
        for g in edition["goals"]
        for m in g["measures"]
        for one in m["milestones"]
    ]
    assert found == [
        ("Risi", "2026", "year", "possibly"),
        ("Risi", "2027", "year", "certain"),
        ("SMB-", "2026", "year", "certain"),
    ]


def test_the_budget_of_the_period_is_the_documents(edition, inventory) -> None:
    table = edition["totals"]["period"]
    rows = {str(row["number"] or "sum"): row for row in [*table["rows"], table["sum"]]}
    for goal, wanted in inventory["budsjett_periode"].items():
        assert rows[goal]["total"] == wanted["total"]
        assert rows[goal]["amounts"] == {year: wanted[year] for year in ("2025", "2026", "2027", "2028")}


def test_the_funding_of_2025_is_the_documents_and_blanks_are_null(edition, inventory) -> None:
    table = edition["totals"]["year"]
    rows = {str(row["number"] or "sum"): row for row in [*table["rows"], table["sum"]]}
    for goal, wanted in inventory["finansiering_2025"].items():
        stated = {SOURCE[name]: amount for name, amount in wanted.items()}
        assert rows[goal]["total"] == stated.pop("total")
        assert {source: amount for source, amount in rows[goal]["amounts"].items() if amount is not None} == stated
        assert set(rows[goal]["amounts"]) == {
            "state_cofinancing",
            "municipal_share",
            "county",
            "county_governor",
            "public_schemes",
            "other",
        }


def test_the_cells_are_the_documents(edition, inventory) -> None:
    cells = {(c["goal"], c["year"], c["source"]): c["amount_nok"] for c in edition["budget"]}
    assert len(cells) == len(edition["budget"]) == 27
    for goal in (1, 2, 3):
        for year in (2025, 2026, 2027, 2028):
            assert cells[goal, year, "state_cofinancing"] == inventory["budsjett_periode"][str(goal)][str(year)]
        assert cells[goal, 2025, "municipal_share"] == inventory["finansiering_2025"][str(goal)]["kommunal_eigendel"]
        for source in ("county", "county_governor", "public_schemes", "other"):
            assert cells[goal, 2025, source] is None


def test_the_weights_by_year_are_those_of_the_inventory(edition, inventory) -> None:
    control = inventory["vekting_kontroll"]
    yearly = {str(c["year"]): list(c["figures"].values()) for c in edition["checks"] if c["code"] == "weights_year"}
    assert yearly == {year: control[year] for year in ("2025", "2026", "2027", "2028")}
    figures = {c["code"]: list(c["figures"].values()) for c in edition["checks"]}
    assert figures["weights_period"] == control["total"]
    assert figures["shares_all_sources"] == control["2025 total finansiering §7"]


def test_the_twelve_meetings_are_planned_on_their_days(edition, inventory) -> None:
    dates = {(m["party"], m["body"]): m["date"] for m in edition["meetings"]}
    assert len(dates) == len(edition["meetings"]) == 12
    for row in inventory["forankring"]:
        assert dates[row["kommune"], "executive_committee"] == row["formannskap"]
        assert dates[row["kommune"], "council"] == row["kommunestyre"]


def test_the_seven_approvals_have_blank_dates(edition, inventory) -> None:
    assert [{"part": a["party"], "dato": a["date"]} for a in edition["approvals"]] == inventory["godkjenning"]


def test_the_organisation_chart_has_every_box(edition, inventory) -> None:
    names = [box["name"] for box in edition["organisation"]["boxes"]]
    chart = inventory["organisasjonskart"]
    assert sorted(names) == sorted([*chart["boksar"], *chart["arbeidsgrupper"], *chart["referansegrupper"]])
    assert len(edition["organisation"]["co_writers"]) == 7


def test_the_footnotes_are_tied_to_their_cells(edition) -> None:
    assert [(f["table"], f["row"], f["column"], f["mark"]) for f in edition["footnotes"]] == [
        ("period", "bustader", "total", "*"),
        ("year", "sum", "municipal_share", "*"),
    ]
    assert "60 % og 20 %" in edition["footnotes"][0]["text"]


def test_the_plan_has_its_period_and_parties(client) -> None:
    plan = client.get("/api/v1/plans/bygdevekst-vest-telemark").json
    assert (plan["from_year"], plan["to_year"], plan["signing_planned"]) == (2025, 2028, "2025-06-02")
    assert len(plan["parties"]) == 8
    assert [g["weight_percent"] for g in plan["goals"]] == [60, 20, 20]
    assert [letter["date"] for letter in plan["letters"]] == ["2025-01-07", "2024-01-10"]
    assert plan["letters"][1]["doubt"]


def test_every_organisation_and_scheme_that_is_named_is_in_the_catalogue(client, edition) -> None:
    organisations = {
        item["id"]
        for offset in (0, 100)
        for item in client.get(f"/api/v1/organisations?limit=100&offset={offset}").json["items"]
    }
    for goal in edition["goals"]:
        for measure in goal["measures"]:
            for ref in [*measure["responsible_actors"], *measure["partner_actors"]]:
                assert {ref["organisation"] or "husbanken", *ref["members"]} <= organisations, ref
            for link in measure["schemes"]:
                if link["scheme"]:
                    assert client.get(f"/api/v1/schemes/{link['scheme']}").status_code == 200
    schemes = edition["goals"][0]["measures"][1]["schemes"]
    assert (len(schemes), sum(bool(link["scheme"]) for link in schemes)) == (6, 5)
