"""An edition becomes adopted by its decisions, and is put forward again when one is undone."""

import pytest

from app.plan.codes import Body, EditionStatus
from app.plan.rules.decisions import parties, settled, status_after
from app.plan.types import Approval

TOKKE, VINJE, KDD = "Tokke kommune", "Vinje kommune", "KDD"
PROPOSED, ADOPTED, APPROVED = EditionStatus.PROPOSED, EditionStatus.ADOPTED, EditionStatus.APPROVED


@pytest.fixture
def with_decisions(changed):
    """`with_decisions((TOKKE, Body.COUNCIL, "2025-06-17"), …)`; no date is undecided."""

    def make(*rows, status=PROPOSED):
        approvals = [Approval(party=party, body=body, date=day) for party, body, day in rows]
        return changed.edition(approvals=approvals, meetings=[], status=status)

    return make


@pytest.mark.parametrize(
    ("rows", "stage"),
    [
        ([], None),
        ([(TOKKE, Body.COUNCIL, "2025-06-17"), (VINJE, Body.COUNCIL, None)], None),
        ([(TOKKE, Body.COUNCIL, "2025-06-17"), (VINJE, None, None)], None),
        ([(TOKKE, Body.COUNCIL, "2025-06-17"), (VINJE, Body.COUNCIL, "2025-06-24")], ADOPTED),
        ([(TOKKE, Body.COUNCIL, "2025-06-17"), (TOKKE, Body.EXECUTIVE_COMMITTEE, None)], ADOPTED),
        ([(TOKKE, Body.COUNCIL, None), (TOKKE, Body.EXECUTIVE_COMMITTEE, "2025-06-04")], None),
        ([(TOKKE, Body.COUNCIL, "2025-06-17"), (KDD, Body.MINISTRY, None)], ADOPTED),
        ([(TOKKE, Body.COUNCIL, "2025-06-17"), (KDD, Body.MINISTRY, "2025-07-01")], APPROVED),
        ([(TOKKE, Body.COUNCIL, None), (KDD, Body.MINISTRY, "2025-07-01")], None),
        ([(TOKKE, Body.COUNCIL, "2025-06-17"), ("Vest-Telemarkrådet", Body.STEERING_GROUP, None)], ADOPTED),
    ],
)
def test_what_decisions_make_of_an_edition(with_decisions, rows, stage) -> None:
    assert settled(parties(with_decisions(*rows))) is stage


def test_the_last_decision_adopts_and_undoing_it_puts_the_edition_forward_again(with_decisions) -> None:
    open_, done = (TOKKE, Body.COUNCIL, None), (TOKKE, Body.COUNCIL, "2025-06-17")
    assert status_after(with_decisions(open_), with_decisions(done)) is ADOPTED
    assert status_after(with_decisions(done), with_decisions(open_, status=ADOPTED)) is PROPOSED


@pytest.mark.parametrize("status", [EditionStatus.APPROVED, EditionStatus.DRAFT, EditionStatus.REPLACED])
def test_a_status_that_somebody_has_set_stands_while_the_decisions_say_nothing_new(with_decisions, status) -> None:
    one, other = (TOKKE, Body.COUNCIL, "2025-06-17"), (TOKKE, Body.COUNCIL, "2025-06-18")
    assert status_after(with_decisions(one), with_decisions(other, status=status)) is status


def test_a_replaced_edition_is_not_raised_by_a_late_decision(with_decisions) -> None:
    now = with_decisions((TOKKE, Body.COUNCIL, "2025-06-17"), status=EditionStatus.REPLACED)
    assert status_after(with_decisions((TOKKE, Body.COUNCIL, None)), now) is EditionStatus.REPLACED
