"""The plan's public pages: figures that follow the ledger, words beside colour, and nothing internal."""

import json
import re

import pytest

from .conftest import EDITION, PLAN

HOME = f"/nn/plan/{PLAN}"
PATHS = (
    "",
    "/delmal/bustader",
    "/delmal/arbeidsplassar",
    "/delmal/kompetanse",
    "/tidslinje",
    "/budsjett",
    "/talbevis",
    "/vedtak",
    "/organisering",
    "/endringar?sidan=2020-01-01",
)
SECRET = "hemmeleg-7319"
NB = "\u00a0"


def text_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def test_the_menu_leads_to_the_plan(client) -> None:
    answer = client.get("/nn/plan")
    assert (answer.status_code, answer.headers["Location"]) == (302, HOME)


def test_the_overview_is_light(client, app, count_queries) -> None:
    app.extensions["app.runtime"].memo._values.clear()
    with count_queries(app) as statements:
        answer = client.get(f"{HOME}?utgave=2025")
    assert answer.status_code == 200
    assert 0 < len(statements) < 50
    assert len(answer.data) < 60_000


@pytest.mark.parametrize("path", PATHS)
def test_pages_answer_on_both_databases(any_app, path) -> None:
    assert any_app.test_client().get(HOME + path).status_code == 200


def test_every_measure_has_its_page_and_its_line_on_the_timeline(client, edition) -> None:
    timeline = text_of(client.get(f"{HOME}/tidslinje"))
    for goal in edition["goals"]:
        for measure in goal["measures"]:
            page = client.get(f"{HOME}/tiltak/{measure['id']}")
            assert page.status_code == 200
            assert measure["time_frame"] in text_of(page)
            for section in measure["sections"]:
                assert not section["heading"] or section["heading"] in page.text
            assert f"{goal['number']}.{measure['number']} " in timeline


def test_content_keeps_its_language_on_pages_in_others(client) -> None:
    for lang in ("nb", "en"):
        page = client.get(f"/{lang}/plan/{PLAN}/tiltak/gott-nokk").text
        assert re.search(r'<h1[^>]* lang="nn"', page)
        assert '<p lang="nn">' in page
    assert 'lang="nn"' not in client.get(f"{HOME}/tiltak/gott-nokk").text.split("<main", 1)[1].split("</main>", 1)[0]


def test_the_schemes_in_the_text_lead_to_their_entries(client) -> None:
    page = client.get(f"{HOME}/tiltak/risikoreduserande-tiltak").text
    for key in ("hb-startlan", "hb-lan-utleigebustader", "hb-investeringstilskot", "hb-tilskot-energitiltak"):
        assert f'href="/nn/ordningar/{key}"' in page


def test_blanks_are_dashes_with_words_and_never_zero(client) -> None:
    page = client.get(f"{HOME}/budsjett").text
    assert page.count("ikkje oppgjeve</span>") >= 12
    assert '<td class="num">0</td>' not in page.split("Kva må til", 1)[0]


def test_the_proof_shows_every_cell_every_printed_figure_and_every_check(client, edition) -> None:
    page = text_of(client.get(f"{HOME}/talbevis"))
    assert page.count("Planlagt") == len(edition["budget"]) == 27
    assert page.count(" Ja ") == 32
    for code in ("sections_agree", "weights_period", "spend_profile", "blank_cells"):
        (check,) = [c for c in edition["checks"] if c["code"] == code]
        assert " ".join(check["text"]["nn"].split()) in page


@pytest.mark.parametrize(
    "path", ["/delmal/vegar", "/tiltak/none", "?utgave=2026", "?utgave=x", "/budsjett?utgave=99999", "/finst-ikkje"]
)
def test_what_is_not_there_is_404(client, path) -> None:
    assert client.get(HOME + path).status_code == 404


@pytest.mark.parametrize("key", ["none", "a%00b", "../etc", "x" * 300])
def test_a_plan_that_is_not_there_is_404(client, key) -> None:
    for address in (f"/nn/plan/{key}", f"/api/v1/plans/{key}", f"/api/v1/plans/{key}/editions/2025"):
        answer = client.get(address)
        assert answer.status_code == 404, address
        if address.startswith("/api"):
            assert answer.mimetype in ("application/problem+json", "text/html")


@pytest.mark.parametrize("year", ["2024", "x", "20255", "-1", "²025"])
def test_an_edition_that_is_not_there_is_a_problem(client, year) -> None:
    answer = client.get(f"/api/v1/plans/{PLAN}/editions/{year}")
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_an_unknown_parameter_is_a_problem(client) -> None:
    answer = client.get(f"{EDITION}?langg=nn")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


def test_a_bad_day_is_told_at_the_field(client) -> None:
    page = client.get(f"{HOME}/endringar?sidan=31.02.2026").text
    assert 'aria-invalid="true"' in page
    assert "31.02.2026" in page


def test_a_changed_cell_is_seen_everywhere_at_once(own_app, plan_folder) -> None:
    client = own_app.test_client()
    plan_folder.load()
    before = {path: client.get(HOME + path).data for path in PATHS}
    api = client.get(EDITION).json
    plan_folder.edit("2025/ledger.yaml", lambda value: value["cells"][0].update(amount=612_345))
    assert plan_folder.load().changed == {"cells": 1}
    figure = f"612{NB}345"
    for path in ("", "/delmal/bustader", "/budsjett", "/talbevis"):
        after = client.get(HOME + path)
        assert after.data != before[path], path
        assert figure in after.text, path
    changes = client.get(f"{HOME}/endringar?sidan=2020-01-01").text
    assert f"500{NB}000" in changes
    assert figure in changes
    now = client.get(EDITION).json
    assert now["totals"]["period_nok"] == api["totals"]["period_nok"] + 112_345
    assert now["totals"]["year_nok"] == api["totals"]["year_nok"] + 112_345
    codes = {c["code"] for c in now["checks"]}
    assert "changed_since_document" in codes
    assert [c["level"] for c in now["checks"] if c["code"] == "weights_period"] == ["warning"]


def plant(folder) -> None:
    """Put the secret in every internal field there is."""

    def edition(value):
        value["internal_questions"].append({"id": "q", "question": SECRET, "where": SECRET, "answer": SECRET})
        value["internal_notes"] = [SECRET]
        value["approvals"][0]["internal_note"] = SECRET
        value["chart"][0]["internal_contact"] = SECRET

    def measure(value):
        value |= {"internal_notes": [SECRET], "internal_contacts": [SECRET]}
        value["milestones"] = [{"id": "m", "text": "Open milepæl", "date": "2026", "internal_note": SECRET}]
        value["reports"] = [
            {"date": "2026-11-01", "progress": "in_progress", "reason": "Open grunn", "internal_by": SECRET}
        ]
        value["participation"] = [
            {"organisation": "vinje-kommune", "topic": "Ope tema", "internal_contact": SECRET, "internal_note": SECRET}
        ]

    def ledger(value):
        value["cells"][0]["internal_note"] = SECRET
        value["movements"] = [
            {
                "date": "2026-11-02",
                "from_goal": "bustader",
                "from_year": 2026,
                "to_goal": "bustader",
                "to_year": 2027,
                "source": "state_cofinancing",
                "amount": 100_000,
                "reason": "Open årsak",
                "internal_note": SECRET,
            }
        ]

    folder.edit("2025/edition.yaml", edition)
    folder.edit("2025/measures/gott-nokk.yaml", measure)
    folder.edit("2025/goals/bustader.yaml", lambda value: value.update(internal_notes=[SECRET]))
    folder.edit("2025/ledger.yaml", ledger)


def test_nothing_internal_leaks_to_a_page_or_the_api(own_app, plan_folder) -> None:
    plant(plan_folder)
    from app.plan.importing import TYPES

    names = set(
        re.findall(r"internal_\w+", json.dumps([str(part.__annotations__) + str(part) for part in TYPES.values()]))
    )
    written = "".join(p.read_text("utf-8") for p in plan_folder.path.rglob("*.yaml"))
    assert all(name in written for name in names)
    plan_folder.load()
    client = own_app.test_client()
    open_texts = client.get(f"{HOME}/tiltak/gott-nokk").text
    for text in ("Open milepæl", "Open grunn", "Ope tema"):
        assert text in open_texts
    assert "Open årsak" in client.get(f"{HOME}/budsjett").text
    for lang in ("nn", "nb", "en"):
        for path in (*PATHS, "/tiltak/gott-nokk", "/tiltak/kompetansesirkel"):
            assert SECRET not in client.get(f"/{lang}/plan/{PLAN}{path}").text, path
    for address in ("/api/v1/plans", f"/api/v1/plans/{PLAN}", EDITION, "/openapi.json"):
        answer = client.get(address).text
        assert SECRET not in answer, address
        assert "internal" not in answer, address


def test_markup_in_the_plans_own_texts_is_text(own_app, plan_folder) -> None:
    hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    plan_folder.edit(
        "2025/measures/gott-nokk.yaml",
        lambda value: value.update(
            title=hostile,
            subtitle=hostile,
            explanation=hostile,
            time_frame=hostile,
            milestones=[{"id": "m", "text": hostile, "date": "2026", "done_on": "2026-11-01"}],
            reports=[{"date": "2026-11-01", "progress": "done", "reason": hostile}],
        ),
    )
    plan_folder.edit(
        "2025/edition.yaml",
        lambda value: value["approvals"][0].update(date="2026-11-02", decision=hostile, case_number=hostile),
    )
    plan_folder.load()
    client = own_app.test_client()
    for path in (*PATHS, "/tiltak/gott-nokk"):
        page = client.get(HOME + path).text
        assert "<script>alert" not in page, path
        assert "<img src=x" not in page, path
    assert "&lt;script&gt;" in client.get(f"{HOME}/vedtak").text


def test_a_change_of_what_is_internal_is_no_change_to_the_public(own_app, plan_folder) -> None:
    plan_folder.edit("2025/measures/gott-nokk.yaml", lambda value: value.update(internal_notes=[SECRET]))
    assert plan_folder.load().changed == {"measures": 1}
    page = own_app.test_client().get(f"{HOME}/endringar?sidan=2020-01-01").text
    assert "Planen vart lagd inn her" in page
    assert "Gøtt nøkk" not in page


def test_open_questions_are_the_leaders_alone(client) -> None:
    for path in PATHS:
        assert "grå-skrift" not in client.get(HOME + path).text
    assert "Kven er eigar i organisasjonskartet" not in client.get(EDITION).text


def test_the_history_tells_what_changed_in_words(own_app, plan_folder) -> None:
    plan_folder.load()
    plan_folder.edit("2025/measures/gott-nokk.yaml", lambda value: value.update(subtitle="Små hus i tun"))
    plan_folder.load()
    page = text_of(own_app.test_client().get(f"/nb/plan/{PLAN}/endringar?sidan=2020-01-01"))
    assert "Tiltaket er endret · 1.3 Pilot: «Gøtt nøkk»" in page
    assert "Undertittel: Utvikling av ny type modulhus tilpassa marknaden i distrikta. Små hus i tun" in page
    assert "Planen ble lagt inn her" in page
