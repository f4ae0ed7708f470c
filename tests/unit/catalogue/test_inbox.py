"""Proposals from files and contributors, and messages from readers."""

from datetime import date

import msgspec
import pytest

from app.catalogue import queries
from app.catalogue.acts import Refusal
from app.catalogue.changes import with_leaves
from app.catalogue.commands import inbox, presses
from app.catalogue.commands.inbox import AnswerMessage, AnswerProposal, Propose, SendMessage
from app.catalogue.commands.presses import Press
from app.catalogue.models import Message
from app.kernel.errors import Faulty, Refused

KEY = "naeringsfond"


@pytest.fixture(autouse=True)
def loaded(load) -> None:
    load()


@pytest.fixture
def edited(do) -> None:
    """An editor has set a deadline by hand."""
    press = Press(actor="kari", kind="schemes", key=KEY, today=date(2026, 12, 1))
    do(presses.set_deadline, press, date(2027, 4, 15))


def answer(do, proposal, *, accept):
    return do(inbox.answer_proposal, AnswerProposal(actor="kari", number=proposal.id, accept=accept))


def test_loading_leaves_a_changed_entry_alone_and_proposes_what_is_new(session, edited, folder, load) -> None:
    folder.put("schemes", deadline={"type": "dated", "dates": ["2027-03-01"]}, keywords=["sau"])
    assert load().proposed == {"schemes": 2}
    scheme = queries.scheme(session, KEY).scheme
    assert (scheme.deadline.dates, scheme.keywords) == (["2027-04-15"], [])
    assert {p.path for p in queries.proposals(session)} == {"deadline.dates", "keywords"}


def test_loading_the_same_file_again_proposes_nothing_more(session, edited, folder, load) -> None:
    folder.put("schemes", keywords=["sau"])
    load()
    assert load().proposed == {}
    assert len(queries.proposals(session)) == 1


def test_a_newer_file_overtakes_the_proposal_of_an_older_one(session, edited, folder, load) -> None:
    folder.put("schemes", keywords=["sau"])
    load()
    folder.put("schemes", keywords=["geit"])
    load()
    assert [p.new for p in queries.proposals(session)] == [["geit"]]


def test_an_accepted_proposal_changes_its_field_and_nothing_else(session, edited, folder, load, do) -> None:
    folder.put("schemes", deadline={"type": "dated", "dates": ["2027-03-01"]}, keywords=["sau"])
    load()
    (proposal,) = [p for p in queries.proposals(session) if p.path == "keywords"]
    answer(do, proposal, accept=True)
    scheme = queries.scheme(session, KEY).scheme
    assert (scheme.keywords, scheme.deadline.dates) == (["sau"], ["2027-04-15"])


def test_a_rejected_proposal_changes_nothing_and_does_not_come_back(session, edited, folder, load, do) -> None:
    folder.put("schemes", keywords=["sau"])
    load()
    answer(do, queries.proposals(session)[0], accept=False)
    load()
    assert queries.proposals(session) == []
    assert queries.scheme(session, KEY).scheme.keywords == []


def test_an_answered_proposal_is_not_answered_twice(session, edited, folder, load, do) -> None:
    folder.put("schemes", keywords=["sau"])
    load()
    proposal = queries.proposals(session)[0]
    answer(do, proposal, accept=False)
    with pytest.raises(Refused) as caught:
        answer(do, proposal, accept=True)
    assert caught.value.code == Refusal.ALREADY_ANSWERED


def test_an_untouched_entry_is_simply_loaded(session, folder, load) -> None:
    folder.put("schemes", keywords=["sau"])
    assert load().changed == {"schemes": 1}
    assert queries.scheme(session, KEY).scheme.keywords == ["sau"]


def proposed(session, do, **leaves):
    content = with_leaves(msgspec.to_builtins(queries.entry(session, "schemes", KEY)), leaves)
    return do(inbox.propose, Propose(actor="partner", kind="schemes", key=KEY, content=content, note="Ny sats"))


def test_a_contributor_proposes_and_nothing_is_public_before_an_editor_accepts(session, do) -> None:
    proposed(session, do, **{"amount.max": 70_000, "company_age.nn": "Under tre år"})
    assert queries.scheme(session, KEY).scheme.amount is None
    assert {p.path for p in queries.proposals(session)} == {"amount.max", "company_age.nn"}


def test_a_proposal_that_cannot_stand_is_told_and_stays_open(session, do) -> None:
    proposed(session, do, **{"promise.nn": "Kort."})
    with pytest.raises(Faulty):
        answer(do, queries.proposals(session)[0], accept=True)
    assert len(queries.proposals(session)) == 1


def test_a_proposal_without_a_difference_is_refused(session, do) -> None:
    with pytest.raises(Refused):
        proposed(session, do)


def test_the_address_of_a_sender_is_deleted_with_the_answer(session, do) -> None:
    do(inbox.send_message, SendMessage(kind="schemes", key=KEY, text=" Feil tal ", lang="nn", email="a@b.example"))
    (message,) = queries.messages(session)
    assert message.text == "Feil tal"
    number = message.id
    assert do(inbox.answer_message, AnswerMessage(actor="kari", number=number, answer="Takk!")) == "a@b.example"
    assert session.get(Message, number).email is None
    assert queries.messages(session) == []
    with pytest.raises(Refused):
        do(inbox.answer_message, AnswerMessage(actor="kari", number=number, answer="Takk!"))


@pytest.mark.parametrize(("text", "code"), [("  ", Refusal.EMPTY), ("x" * 4_001, Refusal.TOO_LARGE)])
def test_an_empty_or_giant_message_is_refused(do, text, code) -> None:
    with pytest.raises(Refused) as caught:
        do(inbox.send_message, SendMessage(kind="", key="", text=text, lang="nn"))
    assert caught.value.code == code
