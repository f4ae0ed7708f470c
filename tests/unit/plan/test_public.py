"""What is internal is taken away, at every depth, whatever new fields come."""

import msgspec

from app.plan.rules.public import public, public_content
from app.plan.types import Approval, ChartBox, Measure, Milestone, OpenQuestion, Participation, ProgressReport

SECRET = "hemmeleg-7319"


def test_nothing_internal_is_left_of_a_measure(real) -> None:
    measure = msgspec.structs.replace(
        real.measures[0],
        internal_notes=[SECRET],
        internal_contacts=[SECRET],
        milestones=[Milestone(id="m", text="Open", internal_note=SECRET)],
        reports=[ProgressReport(date="2026-01-01", progress="planning", reason="Open", internal_by=SECRET)],
        participation=[Participation(organisation="vinje-kommune", internal_contact=SECRET, internal_note=SECRET)],
    )
    assert SECRET in msgspec.json.encode(measure).decode()
    left = public(measure)
    assert SECRET not in msgspec.json.encode(left).decode()
    assert isinstance(left, Measure)
    assert left.milestones[0].text == "Open"


def test_nothing_internal_is_left_of_an_edition(real) -> None:
    edition = msgspec.structs.replace(
        real.edition,
        internal_questions=[OpenQuestion(id="q", question=SECRET)],
        internal_notes=[SECRET],
        approvals=[Approval(party="Vinje kommune", internal_note=SECRET)],
        chart=[ChartBox(id="b", name="Open", kind="staff", internal_contact=SECRET)],
    )
    assert SECRET not in msgspec.json.encode(public(edition)).decode()


def test_plain_values_lose_the_same() -> None:
    value = {"a": [{"internal_x": SECRET, "b": 1}], "internal_y": {"c": SECRET}}
    assert public_content(value) == {"a": [{"b": 1}]}


def test_a_part_without_anything_internal_is_the_same(real) -> None:
    for goal in real.goals:
        assert public(goal) == goal
