"""Confirming, taking back, and the list of what is due, with a bare session."""

from datetime import date

import pytest
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from app.audit.log import AuditRow
from app.bootstrap import transactions
from app.catalogue import importing
from app.catalogue.commands import loading
from app.catalogue.freshness import commands, queries
from app.catalogue.freshness.rules import Part, confirmed
from app.db.base import Base
from app.kernel.errors import Missing, Refused
from app.search.follow import Change

TODAY = date(2026, 11, 24)
OLD = {"checked_on": "2024-01-01", "source_date": "2023"}


@pytest.fixture
def session():
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()


def load(session, folder) -> None:
    with transactions().begin(session) as uow:
        bundle = importing.read_bundle(folder.path)
        loading.load_catalogue(uow, loading.LoadCatalogue(bundle=bundle, actor="tests"))


def confirm(session, **changes) -> list[int]:
    values = {"kind": "schemes", "key": "naeringsfond", "on": TODAY, "account": 7, "actor": "account:7"} | changes
    with transactions().begin(session) as uow:
        return commands.confirm(uow, commands.ConfirmParts(**values))


def now(session) -> int:
    return session.scalar(select(func.max(Change.number))) or 0


def due(session, today=TODAY, *scope) -> list[tuple[str, str, str]]:
    return [(one.kind, one.key, one.part.value) for one in queries.due(session, today, *scope)]


@pytest.fixture
def loaded(session, folder):
    folder.put("schemes", amount={"max": 5_000}, contacts=[{"name": {"nn": "Kontoret"}, "phone": "35 00 00 00"}], **OLD)
    load(session, folder)
    return session


def test_all_is_right_confirms_every_part_that_the_entry_states(loaded) -> None:
    numbers = confirm(loaded)
    assert len(numbers) == 3
    ((key, given),) = queries.confirmations(loaded).items()
    assert key == ("schemes", "naeringsfond")
    assert {one.part for one in given} == set(Part)
    assert {one.account for one in given} == {7}
    assert due(loaded) == []


def test_one_part_leaves_the_others_due(loaded) -> None:
    confirm(loaded, parts=[Part.AMOUNT])
    assert due(loaded) == [("schemes", "naeringsfond", "contact"), ("schemes", "naeringsfond", "deadline")]


def test_a_confirmation_is_written_down_and_moves_the_change_log(loaded) -> None:
    before = now(loaded)
    confirm(loaded, parts=[Part.CONTACT])
    row = loaded.scalars(select(AuditRow).order_by(AuditRow.id.desc())).first()
    assert (row.kind, row.actor, row.data["parts"]) == ("EntryConfirmed", "account:7", ["contact"])
    assert set(loaded.scalars(select(Change.key).where(Change.number > before))) == {"naeringsfond"}


def test_taking_it_back_gives_what_was_before(loaded) -> None:
    first = confirm(loaded, on=date(2026, 6, 1))
    second = confirm(loaded, parts=[Part.AMOUNT])
    before = now(loaded)
    with transactions().begin(loaded) as uow:
        commands.withdraw(uow, commands.WithdrawConfirmations(ids=[*second, 999], actor="account:7"))
    assert now(loaded) > before
    (given,) = queries.confirmations(loaded).values()
    assert sorted(one.id for one in given) == first
    with transactions().begin(loaded) as uow:
        commands.withdraw(uow, commands.WithdrawConfirmations(ids=second, actor="account:7"))
        assert uow.events == []


def test_a_day_of_ones_own_for_the_next_check(loaded) -> None:
    confirm(loaded, next_check=date(2026, 12, 24))
    assert due(loaded, date(2026, 12, 23)) == []
    assert len(due(loaded, date(2026, 12, 24))) == 3


def test_what_cannot_be_confirmed_is_refused(loaded, session) -> None:
    for bad, code in (
        ({"next_check": TODAY}, "check_before_confirmation"),
        ({"kind": "organisations", "key": "kommunen", "parts": [Part.AMOUNT]}, "nothing_to_confirm"),
        ({"kind": "glossary", "key": "eigenkapital"}, "nothing_to_confirm"),
    ):
        with pytest.raises(Refused, match=code):
            confirm(session, **bad)
    for missing in ({"key": "nobody"}, {"kind": "nothing"}):
        with pytest.raises(Missing):
            confirm(session, **missing)
    assert queries.confirmations(session) == {}


def test_what_is_due_comes_with_the_most_pressing_first(session, folder) -> None:
    phone = [{"name": {"nn": "Kontoret"}, "phone": "35 00 00 00"}]
    soon = {"type": "dated", "dates": ["2026-12-05"]}
    folder.put("schemes", id="national", level="national", contacts=phone, deadline={"type": "unknown"}, **OLD)
    folder.put("schemes", id="local", contacts=phone, deadline={"type": "unknown"}, **OLD)
    folder.put("schemes", id="older", contacts=phone, deadline={"type": "unknown"}, **OLD | {"source_date": "2020"})
    folder.put("schemes", id="near", deadline=soon, checked_on="2026-09-01")
    folder.put("schemes", id="just-due", contacts=phone, deadline={"type": "unknown"}, checked_on="2026-05-20")
    folder.put("schemes", id="fresh", amount={"max": 1}, deadline={"type": "unknown"})
    folder.put("schemes", id="draft", state="draft", contacts=phone, **OLD)
    load(session, folder)
    assert [key for _, key, _ in due(session)] == ["near", "older", "local", "national", "just-due"]
    found = {one.key: one for one in queries.due(session, TODAY)}
    assert found["near"].near == date(2026, 12, 5)
    assert found["local"].overdue
    assert not found["just-due"].overdue


def test_each_editor_sees_what_they_answer_for(session, folder) -> None:
    folder.put("schemes", id="vinje", municipalities=["4036"], **OLD)
    folder.put("schemes", id="tokke", municipalities=["4034"], provider="nabokommunen", **OLD)
    folder.put("organisations", id="nabokommunen", municipality="4034", checked_on="2024-01-01")
    load(session, folder)
    assert {key for _, key, _ in due(session, TODAY, ["4036"], [])} == {"vinje"}
    assert {key for _, key, _ in due(session, TODAY, ["4034"], [])} == {"tokke", "nabokommunen"}
    assert {key for _, key, _ in due(session, TODAY, [], ["nabokommunen"])} == {"tokke", "nabokommunen"}
    assert due(session, TODAY, [], []) == []
    assert len(due(session)) == 3


def test_a_confirmation_outlives_a_load_that_changes_other_things(loaded, folder) -> None:
    confirm(loaded)
    contacts = [{"name": {"nn": "Kontoret"}, "phone": "35 00 00 00"}]
    folder.put("schemes", amount={"max": 6_000}, contacts=contacts, keywords=["nytt"], **OLD)
    load(loaded, folder)
    assert due(loaded) == [("schemes", "naeringsfond", "amount")]
    entry = queries.due(loaded, TODAY)[0].entry
    given = queries.confirmations(loaded, ("schemes", "naeringsfond"))[("schemes", "naeringsfond")]
    assert confirmed(entry, given)[Part.CONTACT].by == "person"
    assert queries.confirmations(loaded, ("schemes", "other")) == {}
