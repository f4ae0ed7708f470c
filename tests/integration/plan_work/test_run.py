"""The run of deadlines: worked out, as a calendar, with bad input, and who may."""

import pytest
from icalendar import Calendar

from app.accounts.types import Role

from .conftest import WORK, Worker


def test_deadlines_are_worked_out_and_come_as_a_calendar(leader: Worker) -> None:
    form = leader.form("/lop", "plan-form")
    assert leader.post("/lop", form, due="30.6.2026", paper_days="8").status_code == 303
    assert "30. juni 2026" in leader.text("/lop")
    sent = leader.get("/lop.ics")
    assert sent.mimetype == "text/calendar"
    events = Calendar.from_ical(sent.data).walk("VEVENT")
    titles = [str(event["summary"]) for event in events]
    assert "Planen skal vere hos departementet" in titles
    assert "Frist for sakspapir: Tokke kommune, kommunestyre" in titles
    assert len({str(event["uid"]) for event in events}) == len(events)


@pytest.mark.parametrize(
    ("field", "typed"),
    [("due", "31.2.2026"), ("paper_days", "-1"), ("lock_days", "mange"), ("council_days", "366"), ("paper_days", "")],
)
def test_bad_input_gets_a_sentence_and_nothing_is_saved(leader: Worker, stored, field: str, typed: str) -> None:
    sent = leader.post("/lop", leader.form("/lop", "plan-form"), **{field: typed})
    assert sent.status_code == 422
    assert f"{field}-fault" in sent.text
    assert stored().edition.run is None


def test_only_the_leader_sees_the_run(worker, own_app) -> None:
    for address in ("/lop", "/lop.ics"):
        assert worker(Role.EDITOR, municipalities={"4036"}).get(address).status_code == 403
        assert own_app.test_client().get(WORK + address).status_code in (302, 303, 401)
