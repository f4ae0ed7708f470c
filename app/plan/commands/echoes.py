"""Partners are asked about the sentences of the plan that name them, answer once, and the leader decides."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

import msgspec

from app.accounts.tokens import digest, token
from app.db.uow import UnitOfWork
from app.kernel import clock
from app.kernel.errors import Missing, Refused
from app.mail import outbox
from app.plan import queries
from app.plan.commands.parts import Place, alter
from app.plan.commands.storing import Made
from app.plan.echoes import Answer, Asked, EchoSheet, Settled
from app.plan.events import PartnerAnswered, PartnerAnswerSettled, PartnerAsked, PartnerLinkClosed
from app.plan.importing import Known
from app.plan.models import EchoRow
from app.plan.rules import echo
from app.plan.types import Measure

LASTS = timedelta(days=30)


@dataclass(frozen=True, kw_only=True, slots=True)
class PartnerLink:
    """A link for a partner, told once."""

    id: str
    expires_at: datetime
    token: str = field(repr=False)


def ask_partner(uow: UnitOfWork, place: Place, partner: str, actor: str, lasts: timedelta = LASTS) -> PartnerLink:
    """Keep the sentences about a partner as they stand, behind a new link. Earlier links that nobody answered die.

    `place` is the edition. Raises `Missing`, and `Refused("nothing_about_them")`.
    """
    whole = queries.whole(uow.session, place.plan, place.edition)
    found = echo.about(whole).get(partner)
    if found is None:
        raise Missing(partner[:80])
    if not found:
        raise Refused("nothing_about_them")
    _drop_unanswered(uow, place, partner)
    secret, key, now = token(), str(uuid4()), clock.now()
    uow.session.add(
        EchoRow(
            id=key,
            plan_id=place.plan,
            edition=place.edition,
            partner=partner,
            token_hash=digest(secret),
            content=EchoSheet(id=key, asked=[Asked(sentence=sentence) for sentence in found]),
            asked_by=actor,
            asked_at=now,
            expires_at=now + lasts,
        )
    )
    uow.session.flush()
    uow.record(PartnerAsked(actor=actor, plan=place.plan, edition=place.edition, partner=partner))
    return PartnerLink(id=key, expires_at=now + lasts, token=secret)


def _drop_unanswered(uow: UnitOfWork, place: Place, partner: str) -> bool:
    """The links die, and letters that would carry them are not sent."""
    open_ = [
        row
        for row in queries.echoes(uow.session, place.plan, place.edition)
        if row.partner == partner and not row.answered_at
    ]
    for row in open_:
        if row.mail_id is not None:
            outbox.withdraw(uow.session, row.mail_id)
        uow.session.delete(row)
    uow.session.flush()
    return bool(open_)


def note_letter(uow: UnitOfWork, link: str, mail: int) -> None:
    """Say which letter carries a link, so that the leader can see whether it went."""
    row = uow.session.get(EchoRow, link)
    if row is not None:
        row.mail_id = mail


def close_link(uow: UnitOfWork, place: Place, partner: str, actor: str) -> None:
    """The partner's link stops working. What is answered stays."""
    if _drop_unanswered(uow, place, partner):
        uow.record(PartnerLinkClosed(actor=actor, plan=place.plan, edition=place.edition, partner=partner))


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerEcho:
    """`answers` holds (answer, wish) by the number of the sentence. `name` is the answering person's own word."""

    token: str
    name: str
    answers: Mapping[int, tuple[Answer, str]]
    remark: str = ""


def sheet_behind(uow: UnitOfWork, secret: str) -> EchoRow:
    """What a link asks. Raises `Missing`, `Refused("answered")` and `Refused("expired")`."""
    return still_open(queries.echo_behind(uow.session, digest(secret)))


def still_open(row: EchoRow) -> EchoRow:
    """Raises `Refused` where the link is used or too old."""
    if row.answered_at:
        raise Refused("answered")
    if row.expires_at <= clock.now():
        raise Refused("expired")
    return row


def answer_echo(uow: UnitOfWork, command: AnswerEcho) -> None:
    """Put the answers down, and close the link. Raises as `sheet_behind`, and `Refused("unanswered")`."""
    row = sheet_behind(uow, command.token)
    asked = []
    for number, it in enumerate(row.content.asked):
        answer, wish = command.answers.get(number, (None, ""))
        if (fault := echo.fault(answer, wish)) or not command.name:
            raise Refused(fault or "unanswered")
        asked.append(msgspec.structs.replace(it, answer=answer, wish=wish or None))
    row.content = msgspec.structs.replace(
        row.content, asked=asked, internal_name=command.name, internal_remark=command.remark or None
    )
    row.answered_at = clock.now()
    uow.record(
        PartnerAnswered(actor=f"partner:{row.partner}", plan=row.plan_id, edition=row.edition, partner=row.partner)
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class SettleAnswer:
    """What becomes of one answer. `words` are those that the leader takes over; the partner's own unless changed."""

    made: Made
    known: Known
    place: Place
    sheet: str
    number: int
    settled: Settled
    words: str = ""


def settle_answer(uow: UnitOfWork, command: SettleAnswer) -> None:
    """Take an answer over into the plan, note that it is seen to by hand, or set it aside.

    Raises `Missing`; `Refused("settled")` where it is decided, `Refused("changed")` where the plan says something else by now.
    """
    row = uow.session.get(EchoRow, command.sheet)
    place = command.place
    if row is None or (row.plan_id, row.edition) != (place.plan, place.edition):
        raise Missing(command.sheet[:40])
    if command.number not in echo.unsettled(row.content.asked):
        raise Refused("settled")
    it = row.content.asked[command.number]
    if command.settled == "taken":
        _take_over(uow, command, it)
    new = msgspec.structs.replace(it, settled=command.settled, settled_on=clock.now().date().isoformat())
    asked = [*row.content.asked]
    asked[command.number] = new
    row.content = msgspec.structs.replace(row.content, asked=asked)
    uow.record(
        PartnerAnswerSettled(
            actor=command.made.actor,
            plan=row.plan_id,
            edition=row.edition,
            partner=row.partner,
            number=command.number,
            settled=command.settled,
        )
    )


def _take_over(uow: UnitOfWork, command: SettleAnswer, it: Asked) -> None:
    def change(measure: Measure) -> Measure:
        changed = echo.taken(measure, it, command.words or it.wish or "")
        if changed is None:
            raise Refused("changed")
        return changed

    if it.sentence.measure is None:
        raise Refused("changed")
    where = Place(plan=command.place.plan, edition=command.place.edition, kind="measures", key=it.sentence.measure)
    alter(uow, command.made, where, change, command.known)
