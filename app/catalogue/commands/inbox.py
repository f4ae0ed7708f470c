"""What others send in: proposals and messages, and the answers to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec

from app.catalogue import changes
from app.catalogue.acts import Act, Refusal
from app.catalogue.commands.storing import Made, checked, store, the_entry
from app.catalogue.events import MessageAnswered, MessageReceived, ProposalAnswered, ProposalsMade
from app.catalogue.models import EntryVersion, Message, Proposal
from app.db.uow import UnitOfWork
from app.kernel.errors import Missing, Refused

LONGEST_MESSAGE = 4_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Propose:
    """A contributor's wish: the whole content as they want it. Each leaf that differs is a proposal of its own."""

    actor: str
    kind: str
    key: str
    content: Mapping[str, Any]
    note: str = ""


def propose(uow: UnitOfWork, command: Propose) -> list[Proposal]:
    """Put each difference in the inbox. Raises `Refused` where there is none."""
    here = msgspec.to_builtins(the_entry(uow, command.kind, command.key))
    found = [
        Proposal(
            kind=command.kind,
            key=command.key,
            path=difference.path,
            old=difference.old,
            new=difference.new,
            actor=command.actor,
            note=command.note,
        )
        for difference in changes.differences(here, command.content)
    ]
    if not found:
        raise Refused(Refusal.NOTHING_CHANGED)
    uow.session.add_all(found)
    paths = tuple(proposal.path for proposal in found)
    uow.record(ProposalsMade(actor=command.actor, kind=command.kind, key=command.key, paths=paths))
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerProposal:
    actor: str
    number: int
    accept: bool


def answer_proposal(uow: UnitOfWork, command: AnswerProposal) -> EntryVersion | None:
    """Take the value in, or leave it. Raises `Missing`, `Refused` when it is answered, `Faulty` when it cannot stand."""
    proposal = uow.session.get(Proposal, command.number)
    if proposal is None:
        raise Missing(str(command.number))
    if not proposal.is_open:
        raise Refused(Refusal.ALREADY_ANSWERED)
    proposal.is_open, proposal.is_accepted = False, command.accept
    proposal.answered_by, proposal.answered_at = command.actor, datetime.now(UTC)
    uow.record(ProposalAnswered(actor=command.actor, number=proposal.id, accepted=command.accept))
    if not command.accept:
        return None
    entry = the_entry(uow, proposal.kind, proposal.key)
    content = changes.with_leaves(msgspec.to_builtins(entry), {proposal.path: proposal.new})
    made = Made(actor=command.actor, what=Act.ACCEPTED, reason=proposal.note)
    return store(uow, proposal.kind, checked(uow, proposal.kind, content), made)


@dataclass(frozen=True, kw_only=True, slots=True)
class SendMessage:
    """From a reader without an account; `kind` and `key` are empty where it is about the site."""

    kind: str
    key: str
    text: str
    lang: str
    email: str | None = None


def send_message(uow: UnitOfWork, command: SendMessage) -> Message:
    text = command.text.strip()
    if not text:
        raise Refused(Refusal.EMPTY)
    if len(text) > LONGEST_MESSAGE:
        raise Refused(Refusal.TOO_LARGE)
    message = Message(kind=command.kind, key=command.key, text=text, lang=command.lang, email=command.email)
    uow.session.add(message)
    uow.record(MessageReceived(actor="reader", kind=command.kind, key=command.key))
    return message


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerMessage:
    """An empty answer closes the message."""

    actor: str
    number: int
    answer: str


def answer_message(uow: UnitOfWork, command: AnswerMessage) -> str | None:
    """Close the message and delete the sender's address; return it, so that the answer can be sent."""
    message = uow.session.get(Message, command.number)
    if message is None:
        raise Missing(str(command.number))
    if not message.is_open:
        raise Refused(Refusal.ALREADY_ANSWERED)
    address, message.email = message.email, None
    message.is_open, message.answer = False, command.answer.strip()
    message.answered_by, message.answered_at = command.actor, datetime.now(UTC)
    uow.record(MessageAnswered(actor=command.actor, number=message.id))
    return address
