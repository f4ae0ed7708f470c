"""Who has decided, who is left, what a meeting takes up, and what a frozen version keeps."""

import json
from datetime import date

import msgspec
import pytest
from sqlalchemy import select

from app.audit.log import AuditRow
from app.bootstrap import transactions
from app.kernel.errors import Faulty, Refused, Stale
from app.plan import exporting, queries, reading
from app.plan.cells import Cell
from app.plan.codes import AgendaKind, Body
from app.plan.commands import decisions as commands
from app.plan.commands.parts import Place
from app.plan.commands.storing import Made
from app.plan.importing import compose, read_plans
from app.plan.rules import agenda, decisions, frozen
from app.plan.types import Approval, LoggedVersion, Milestone, Note, ProgressReport

from .conftest import PLAN

TODAY = date(2026, 11, 24)
TOKKE = decisions.Case("Tokke kommune", "tokke-kommune", Body.COUNCIL)
VINJE = decisions.Case("Vinje kommune", "vinje-kommune", Body.COUNCIL)
DECIDED = {"meetings": ["2025-06-17"], "date": "2025-06-17", "case_number": "42/25", "decision": "Vedteke."}


def test_an_executive_committee_prepares_and_the_council_decides(real, changed) -> None:
    assert [p.is_decided for p in decisions.parties(real)] == [False] * 7
    prepared = Approval(party="Tokke kommune", body=Body.EXECUTIVE_COMMITTEE, date="2025-06-04")
    found = decisions.parties(changed.edition(approvals=[*real.edition.approvals[:-1], prepared]))
    (tokke,) = [p for p in found if p.actor == "tokke-kommune"]
    assert not tokke.is_decided
    assert [case.body for case in tokke.left()] == [Body.COUNCIL]


def test_the_next_meeting_is_of_somebody_who_has_not_decided(real, changed) -> None:
    day, case = decisions.next_meeting(decisions.parties(real), date(2025, 6, 13))
    assert (day, case.actor) == ("2025-06-17", "tokke-kommune")
    tokke = Approval(party="Tokke kommune", body=Body.COUNCIL, date="2025-06-12")
    found = decisions.parties(changed.edition(approvals=[*real.edition.approvals, tokke]))
    assert decisions.next_meeting(found, date(2025, 6, 13))[0] == "2025-06-19"
    assert decisions.next_meeting(found, TODAY) is None


def items(whole, today=TODAY):
    return agenda.agenda(whole, reading.standings(whole, today), today)


def test_the_agenda_holds_what_is_late_undecided_unbalanced_and_silent_in_that_order(changed) -> None:
    late = changed.measure(
        "gott-nokk",
        milestones=[Milestone(id="m", text="Tomta er klar", date="2026-H1")],
        reports=[ProgressReport(date="2026-01-10", progress="in_progress", reason="Starta")],
    )
    goals = [msgspec.structs.replace(g, weight_percent=w) for g, w in zip(late.goals, (50, 30, 20), strict=True)]
    found = items(compose(late.plan, late.edition, goals, late.measures, late.ledger))
    order = list(dict.fromkeys(item.kind for item in found))
    assert order == [AgendaKind.LATE, AgendaKind.DECISION, AgendaKind.UNBALANCED, AgendaKind.STALE, AgendaKind.OTHER]
    assert found[0].measure == "gott-nokk"
    assert [(r.code, r.name, r.days) for r in found[0].reasons] == [("milestone_passed", "Tomta er klar", 147)]
    assert [item.key for item in found if item.key.startswith("check/weights")]
    assert len({item.key for item in found}) == len(found)


def test_what_is_in_order_is_not_on_the_agenda(changed) -> None:
    approvals = [
        msgspec.structs.replace(a, date="2025-06-20", body=Body.COUNCIL) for a in changed.whole.edition.approvals
    ]
    told = [ProgressReport(date="2026-11-01", progress="in_progress", reason="Går bra")]
    w = changed.edition(approvals=approvals)
    measures = [msgspec.structs.replace(m, reports=told) for m in w.measures]
    assert [i.kind for i in items(compose(w.plan, w.edition, w.goals, measures, w.ledger))] == [AgendaKind.OTHER]


def test_a_snapshot_is_canonical_public_and_tells_what_was_changed(real, changed) -> None:
    kept = frozen.snapshot(real)
    assert kept == json.dumps(json.loads(kept), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert "internal_" not in kept
    assert len(frozen.fingerprint(kept)) == 64
    assert frozen.changed_since(kept, real) == ()
    assert frozen.changed_since(kept, changed.edition(internal_notes=["Berre for oss"])) == ()
    assert frozen.changed_since(kept, changed.measure("gott-nokk", title="Noko anna")) == ("measures",)
    assert frozen.changed_since(kept, changed.goal("bustader", main_objective="Meir")) == ("goals",)
    assert frozen.changed_since(kept, changed.money(bustader_2025_state_cofinancing=1)) == ("money",)
    assert frozen.changed_since(kept, changed.edition(municipalities=["Tokke"])) == ("text",)


def test_carrying_a_plan_out_does_not_change_what_was_decided(real, changed) -> None:
    kept = frozen.snapshot(real)
    told = changed.measure(
        "gott-nokk",
        reports=[ProgressReport(date="2026-11-01", progress="in_progress", reason="Går bra")],
        notes=[Note(date="2026-11-01", text="Eit notat")],
    )
    assert frozen.changed_since(kept, told) == ()
    spent = changed.money(Cell(goal="bustader", year=2026, source="county", kind="spent", amount=7))
    assert frozen.changed_since(kept, spent) == ()
    assert frozen.changed_since(kept, changed.edition(approvals=[])) == ()


class Leader:
    """Somebody who records decisions in a bare session."""

    def __init__(self, session, known) -> None:
        self.session = session
        self.at = commands.ChangeEdition(
            made=Made(actor="ola", reason="Møte", batch="1"),
            place=Place(plan=PLAN, edition=2025, kind="editions", key="2025"),
            known=known,
        )

    def do(self, command, *args, **kwargs) -> None:
        with transactions().begin(self.session) as uow:
            command(uow, *args, **kwargs)

    def record(self, case, content, seen) -> None:
        command = commands.RecordDecision(at=self.at, case=case, content=content, seen=seen)
        self.do(commands.record_decision, command)

    @property
    def seen(self) -> int:
        return queries.last_version(self.session, PLAN, 2025, "editions", "2025")

    @property
    def edition(self):
        return queries.whole(self.session, PLAN, 2025).edition


@pytest.fixture
def leader(session, load, files, known) -> Leader:
    load(files)
    return Leader(session, known)


def test_two_leaders_record_two_bodies_at_once_and_nothing_is_lost(leader) -> None:
    seen = leader.seen
    leader.record(TOKKE, DECIDED, seen)
    leader.record(VINJE, {"meetings": ["2025-06-24", "2025-06-30"], "date": "2025-06-24"}, seen)
    assert {a.party: a.date for a in leader.edition.approvals if a.date} == {
        "Tokke kommune": "2025-06-17",
        "Vinje kommune": "2025-06-24",
    }
    assert len(leader.edition.approvals) == 7, "the blank rows were filled"
    assert len(leader.edition.meetings) == 13


def test_two_leaders_who_record_the_same_body_differently_are_told(leader) -> None:
    seen = leader.seen
    leader.record(TOKKE, DECIDED, seen)
    leader.record(TOKKE, DECIDED, seen)
    with pytest.raises(Stale) as stale:
        leader.record(TOKKE, DECIDED | {"decision": "Avvist.", "reservations": "Pengane"}, seen)
    assert [conflict.path for conflict in stale.value.merge.conflicts] == ["decision"]
    leader.record(TOKKE, DECIDED | {"decision": "Avvist."}, stale.value.number)
    assert [a.decision for a in leader.edition.approvals if a.date] == ["Avvist."]


@pytest.mark.parametrize("seen", [0, 1, 2, 10**15])
def test_a_version_that_is_not_the_editions_is_no_base(leader, seen) -> None:
    leader.record(TOKKE, DECIDED, leader.seen)
    with pytest.raises(Stale):
        leader.record(TOKKE, DECIDED | {"decision": "Avvist."}, seen)


def test_a_body_may_be_added_and_taken_away_until_it_has_decided(leader) -> None:
    kdd = decisions.Case("KDD", "kdd", Body.MINISTRY)
    leader.do(commands.add_case, leader.at, kdd, "2026-12-01")
    assert leader.edition.approvals[-1] == Approval(party="KDD", body=Body.MINISTRY)
    with pytest.raises(Refused, match="case_exists"):
        leader.do(commands.add_case, leader.at, kdd, None)
    leader.record(kdd, {"date": "2026-11-20"}, leader.seen)
    with pytest.raises(Refused, match="case_decided"):
        leader.do(commands.remove_case, leader.at, kdd)
    leader.record(kdd, {}, leader.seen)
    leader.do(commands.remove_case, leader.at, kdd)
    assert len(leader.edition.approvals) == 7
    assert len(leader.edition.meetings) == 12


def test_the_county_row_gets_the_body_that_was_added(leader) -> None:
    county = decisions.Case("Telemark fylkeskommune", "telemark-fylkeskommune", Body.COUNTY_COUNCIL)
    leader.do(commands.add_case, leader.at, county, None)
    assert [a.body for a in leader.edition.approvals if a.party == county.party] == [Body.COUNTY_COUNCIL]


ROW = LoggedVersion(version="7.0", name="Til vedtak", date="2026-11", status="Til kommunane", changed_by="Piloten")


def test_a_frozen_version_can_be_taken_out_and_in_again_and_not_tampered_with(leader, known, tmp_path, load) -> None:
    leader.do(commands.log_version, leader.at, ROW, freeze_on=TODAY)
    row = leader.edition.versions[-1]
    assert row.frozen_on == "2026-11-24"
    content = queries.frozen(leader.session, PLAN, 2025)[row.frozen]
    assert frozen.fingerprint(content) == row.frozen
    assert frozen.changed_since(content, queries.whole(leader.session, PLAN, 2025)) == ()
    exporting.export(leader.session, tmp_path)
    again = load(read_plans(tmp_path, known))
    assert (again.added, again.changed, again.unchanged["frozen"]) == ({}, {}, 1)
    file = tmp_path / PLAN / "2025" / "frozen" / f"{row.frozen}.json"
    file.write_text(content.replace("Tokke", "Vinje"), "utf-8")
    with pytest.raises(Faulty) as faulty:
        read_plans(tmp_path, known)
    assert "has been changed" in faulty.value.faults[0].reason
    file.unlink()
    with pytest.raises(Faulty) as faulty:
        read_plans(tmp_path, known)
    assert faulty.value.faults[0].field == "versions[7].frozen"
    kinds = set(leader.session.scalars(select(AuditRow.kind).where(AuditRow.actor == "ola")))
    assert kinds == {"PartChanged", "EditionFrozen"}


def test_only_the_newest_version_is_frozen_and_only_once(leader) -> None:
    with pytest.raises(Refused, match="not_newest_version"):
        leader.do(commands.freeze, leader.at, "5.0", TODAY)
    leader.do(commands.freeze, leader.at, "6.0", TODAY)
    with pytest.raises(Refused, match="version_frozen"):
        leader.do(commands.freeze, leader.at, "6.0", TODAY)
    with pytest.raises(Refused, match="version_exists"):
        leader.do(commands.log_version, leader.at, msgspec.structs.replace(ROW, version="6.0"), freeze_on=None)
