"""A fault that a leader plants through the pages raises its check, for the leader and in the API; taking it away lowers it."""

import pytest

from .conftest import PLAN
from .money_grid import Leader, cell

EDITION = f"/api/v1/plans/{PLAN}/editions/2025"


@pytest.fixture
def checks(own_app):
    client = own_app.test_client()
    return lambda: [(it["code"], it["level"]) for it in client.get(EDITION).json["checks"]]


def at_the_grid(leader, **amounts) -> None:
    grid = Leader(leader.people, leader.client).open()
    for key, text in amounts.items():
        grid.write(cell("bustader", int(key.removeprefix("y"))), text)
    assert grid.save().status_code == 303


def test_a_period_off_its_weights_warns_until_it_is_put_right(leader, checks) -> None:
    before = checks()
    at_the_grid(leader, y2028="2 300 000")
    assert ("weights_period", "warning") in checks()
    assert "Pengane går ikkje opp" in leader.text()
    at_the_grid(leader, y2028="1 300 000")
    assert checks() == before


def test_a_cell_of_2025_that_differs_from_the_document_is_told(leader, checks) -> None:
    at_the_grid(leader, y2025="600 000")
    assert {("changed_since_document", "info"), ("weights_period", "warning")} <= set(checks())


def test_a_blank_year_is_not_a_zero(leader, checks, own_app) -> None:
    at_the_grid(leader, y2027="")
    edition = own_app.test_client().get(EDITION).json
    assert edition["totals"]["period_nok"] == 14_000_000
    assert ("weights_period", "warning") in checks()


def test_goals_without_a_group_or_a_coordinator_are_told(leader, checks) -> None:
    before = checks().count(("no_coordinator", "info"))
    assert leader.save("/delmal/bustader", coordinator="").status_code == 303
    assert checks().count(("no_coordinator", "info")) == before + 1


def test_a_milestone_outside_the_time_frame_leads_to_the_measure(leader, checks) -> None:
    form = leader.form("/tiltak/risikoreduserande-tiltak/milepael/oppstart", "plan-form")
    assert leader.post("/tiltak/risikoreduserande-tiltak/milepael/oppstart", form, date="2025").status_code == 303
    assert ("milestone_outside", "warning") in checks()
    assert "Heng ikkje saman" in leader.text()


def test_the_doubtful_date_is_doubted_until_the_leader_has_put_it_right(leader, checks) -> None:
    assert ("doubtful_date", "warning") in checks()
    form = leader.form("/folk/avtala", "plan-form")
    at = next(name for name, value in form.items() if value == ["10.1.2024"]).removesuffix("-date")
    assert leader.post("/folk/avtala", form, **{f"{at}-date": "10.1.2025", f"{at}-doubt": ""}).status_code == 303
    assert ("doubtful_date", "warning") not in checks()


def test_a_party_that_is_added_to_the_table_is_missed_no_more(leader, checks) -> None:
    assert ("party_not_approving", "warning") in checks()
    new = {"party": "Kommunal- og distriktsdepartementet", "party_body": "ministry", "planned": ""}
    assert leader.post("/vedtak/part", new).status_code == 303
    assert ("party_not_approving", "warning") not in checks()


def test_a_lost_measure_is_noticed(leader, checks) -> None:
    assert ("measure_count", "warning") not in checks()
    form = leader.form("/tiltak/fagopplaering-arbeidsplassen/skjema", "plan-form")
    sent = leader.post("/tiltak/fagopplaering-arbeidsplassen/skjema", form, goal="bustader", number="9")
    assert sent.status_code == 303, sent.text
    assert ("measure_count", "warning") in checks()
