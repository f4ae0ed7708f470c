"""A plan of another region loads and shows with no change of code."""

import pytest

from app.plan import exporting
from tests.conftest import load_plans_into

from . import region

PAGES = ("", "/delmal/unge", "/tiltak/tiltak-7", "/tidslinje", "/budsjett", "/talbevis", "/vedtak", "/organisering")


@pytest.fixture
def theirs(own_app, tmp_path):
    load_plans_into(
        own_app.extensions["app.runtime"].settings.database_url, region.write(tmp_path / "plan", 2026, 2027)
    )
    return own_app.test_client()


def test_its_edition_is_in_the_api(theirs) -> None:
    edition = theirs.get(f"/api/v1/plans/{region.KEY}/editions/2026").json
    assert [len(goal["measures"]) for goal in edition["goals"]] == [10, 10, 10, 10]
    assert edition["totals"]["period"]["columns"] == ["2026", "2027", "2028", "2029", "2030"]
    assert edition["totals"]["year"]["columns"] == list(region.SOURCES)
    wanted = 5 * sum(100_000 + 1_000 * n for n in range(39)) + 250_000
    assert edition["totals"]["period_nok"] == wanted
    assert edition["totals"]["spent_nok"] == 900_000_000
    assert [c["hours"] for c in edition["budget"] if c["hours"]] == [120]
    assert edition["movements"][0]["amount_nok"] == 100_000


def test_its_faults_raise_their_checks(theirs) -> None:
    codes = {c["code"]: c for c in theirs.get(f"/api/v1/plans/{region.KEY}/editions/2026").json["checks"]}
    assert codes["overspent"]["goal"] == 1
    assert codes["money_without_source"]["figures"] == {"amount": 250_000}
    assert (codes["measure_without_money"]["goal"], codes["measure_without_money"]["measure"]) == (4, 10)
    assert codes["weights_period"]["level"] == "warning"
    assert codes["no_working_group"]["level"] == "warning"


@pytest.mark.parametrize("lang", ["nn", "nb", "en"])
def test_its_pages_show_in_every_language(theirs, lang) -> None:
    for path in PAGES:
        answer = theirs.get(f"/{lang}/plan/{region.KEY}{path}")
        assert answer.status_code == 200, path
        assert ('lang="nb"' in answer.text.split("<main", 1)[1]) == (lang != "nb"), path


def test_both_plans_are_listed(theirs) -> None:
    assert theirs.get("/api/v1/plans").json["total"] == 2
    page = theirs.get("/nn/plan")
    assert page.status_code == 200
    assert "Regionplan for Fjordriket" in page.text


def test_the_newest_edition_shows_and_the_older_one_says_that_it_is_old(theirs) -> None:
    newest = theirs.get(f"/nn/plan/{region.KEY}/budsjett").text
    assert "2027" in newest
    older = theirs.get(f"/nn/plan/{region.KEY}/budsjett?utgave=2026").text
    assert "Dette er utgåva for 2026." in older
    assert "utgave=2026" in older
    assert "Dette er utgåva" not in newest


def test_its_decisions_and_progress_show(theirs) -> None:
    page = theirs.get(f"/nb/plan/{region.KEY}/vedtak").text
    for text in ("12/26", "Planen vedtas.", "Med forbehold om midler.", "1 av 2 parter"):
        assert text in page
    measure = theirs.get(f"/nb/plan/{region.KEY}/tiltak/tiltak-3").text
    assert "På vent" in measure
    assert "Står fast" in measure
    assert "28. mai" not in measure


def test_it_is_exported_and_loaded_without_a_change(theirs, own_app, tmp_path) -> None:
    from sqlalchemy import create_engine
    from sqlalchemy.orm import Session

    url = own_app.extensions["app.runtime"].settings.database_url
    engine = create_engine(url)
    with Session(engine) as session:
        exporting.export(session, tmp_path / "out")
    engine.dispose()
    report = load_plans_into(url, tmp_path / "out")
    assert not report.added
    assert not report.changed
