"""When a part of an entry was last confirmed, and when somebody should look again. Plain values in, a verdict out.

Three parts go stale by themselves: the amount, the deadline and the contact. A person's confirmation
holds for the facts that the person saw; when they change, it no longer counts. Where no person has
confirmed, the newest source that states the part does, by its own date; a source without one is as
old as the entry's sources are said to be, and never newer than the day they were read.
"""

import calendar
import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

import msgspec

from app.catalogue import rules
from app.catalogue.types import (
    Confidence,
    Contact,
    DeadlineType,
    Entry,
    Level,
    Organisation,
    PracticeExample,
    Scheme,
    Status,
)


class Part(StrEnum):
    AMOUNT = "amount"
    DEADLINE = "deadline"
    CONTACT = "contact"


FIELD = {Part.AMOUNT: "amount", Part.DEADLINE: "deadline", Part.CONTACT: "contacts"}
"""What a source calls the part in its `confirms`."""

MONTHS = {Part.AMOUNT: 12, Part.DEADLINE: 6, Part.CONTACT: 6}
"""Budgets and rates are set once a year. People and phones change without notice. A round is announced half a year
ahead at most."""
MONTHS_ROLLING = 12
"""“Apply whenever you like” changes with the budget."""
DAYS_BEFORE_DEADLINE = 60
"""Time for a reader to write an application after the day has been confirmed."""
GRACE_DAYS = 14
"""A part-time editor has two weeks before the public sees that a part is overdue."""
NEAR_DAYS = 14
"""A deadline this near must not stand unconfirmed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """A person's confirmation. `facts` is what `facts_of` gave when it was made; `account` may be unknown."""

    id: int
    part: Part
    on: date
    account: int | None
    next_check: date
    facts: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Confirmed:
    """When a part was last confirmed, by a person or by a source, and when to look again.

    `told` is the day, month or year as it may be told; `on` the last day it can mean.
    """

    part: Part
    on: date
    told: str
    by: Literal["person", "source"]
    account: int | None
    next_check: date

    def is_due(self, today: date) -> bool:
        """Should an editor look at it?"""
        return today >= self.next_check

    def is_overdue(self, today: date) -> bool:
        """Should a reader be warned?"""
        return today > self.next_check + timedelta(days=GRACE_DAYS)


def parts_of(entry: Entry) -> tuple[Part, ...]:
    """The parts that the entry states, and that can therefore go stale. A closed scheme has none."""
    if isinstance(entry, Organisation):
        return (Part.CONTACT,) if any(map(rules.answers, entry.contacts)) else ()
    if not isinstance(entry, Scheme) or entry.status is Status.CLOSED:
        return ()
    deadline = entry.deadline
    found = {
        Part.AMOUNT: entry.amount is not None,
        Part.DEADLINE: deadline.type in (DeadlineType.ROLLING, DeadlineType.DATED, DeadlineType.CALL)
        or bool(deadline.annual or deadline.dates),
        Part.CONTACT: any(map(rules.answers, entry.contacts)),
    }
    return tuple(part for part, stated in found.items() if stated)


def facts_of(entry: Entry, part: Part) -> str:
    """A short mark of the hard facts in a part: another sum, day or phone gives another mark, another wording does not."""
    facts: list[object] = []
    if part is Part.CONTACT and isinstance(entry, (Scheme, Organisation)):
        facts = [_ways(contact) for contact in entry.contacts]
    elif part is Part.AMOUNT and isinstance(entry, Scheme) and entry.amount:
        facts = [entry.amount.min, entry.amount.max, entry.amount.share_percent]
    elif part is Part.DEADLINE and isinstance(entry, Scheme):
        facts = [entry.deadline.type, entry.deadline.annual, entry.deadline.dates]
    return hashlib.sha256(msgspec.json.encode(facts)).hexdigest()[:32]


def _ways(contact: Contact) -> list[str | None]:
    return [contact.phone, contact.email, contact.url]


def next_check(entry: Entry, part: Part, confirmed_on: date) -> date:
    """The day to look again at a part that was confirmed on a day.

    The part's interval, half of it where the entry rests on weak sources. A deadline is looked at 60 days
    before it comes and, after the last one known, the day after: then the round is over.
    """
    months = MONTHS[part]
    deadline = entry.deadline if part is Part.DEADLINE and isinstance(entry, Scheme) else None
    if deadline and deadline.type is DeadlineType.ROLLING:
        months = MONTHS_ROLLING
    if isinstance(entry, Scheme) and entry.confidence is Confidence.LOW:
        months //= 2
    days = [months_after(confirmed_on, months)]
    if deadline:
        coming = [day for day in rules.deadline_days(deadline, confirmed_on) if day >= confirmed_on]
        before = (day - timedelta(days=DAYS_BEFORE_DEADLINE) for day in coming)
        days += [day for day in before if day > confirmed_on][:1]
        if coming and not deadline.annual:
            days.append(coming[-1] + timedelta(days=1))
    return min(days)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def confirmed(entry: Entry, given: Iterable[Given] = ()) -> dict[Part, Confirmed]:
    """Every part of the entry with its newest confirmation; a person's counts before a source's of the same day."""
    people = list(given)
    return {part: _newest(entry, part, people) for part in parts_of(entry)}


def _newest(entry: Entry, part: Part, people: Iterable[Given]) -> Confirmed:
    told = _told_by_sources(entry, part)
    read_on = date.fromisoformat(_read_on(entry))
    on = min(last_day(told), read_on)
    newest = Confirmed(part=part, on=on, told=told, by="source", account=None, next_check=next_check(entry, part, on))
    facts = facts_of(entry, part)
    valid = [one for one in people if one.part is part and one.facts == facts]
    person = max(valid, key=lambda one: (one.on, one.id), default=None)
    if person is None or person.on < on:
        return newest
    return Confirmed(
        part=part,
        on=person.on,
        told=person.on.isoformat(),
        by="person",
        account=person.account,
        next_check=person.next_check,
    )


def _read_on(entry: Entry) -> str:
    assert isinstance(entry, (Scheme, Organisation))
    return entry.checked_on


def _told_by_sources(entry: Entry, part: Part) -> str:
    assert isinstance(entry, (Scheme, Organisation))
    dates = [source.date for source in entry.sources if source.date and FIELD[part] in source.confirms]
    whole = getattr(entry, "source_date", None)
    return max(dates, key=last_day, default=whole or entry.checked_on)


def last_day(told: str) -> date:
    """The last day that a year, a month or a day can mean."""
    if len(told) == 4:
        return date(int(told), 12, 31)
    if len(told) == 7:
        year, month = int(told[:4]), int(told[5:])
        return date(year, month, calendar.monthrange(year, month)[1])
    return date.fromisoformat(told)


def near_deadline(entry: Entry, today: date) -> date | None:
    """The next known deadline, where it is at most two weeks away."""
    coming = rules.next_deadline(entry.deadline, today) if isinstance(entry, Scheme) else None
    return coming if coming and (coming - today).days <= NEAR_DAYS else None


def concerns(entry: Entry, municipalities: Collection[str], organisations: Collection[str]) -> bool:
    """Is the entry one that somebody with these municipalities and organisations answers for?

    A local scheme belongs to its municipalities; every scheme to its provider and partners; an organisation to
    itself, and to its municipality where it is one; an example to where it happened.
    """
    if isinstance(entry, PracticeExample):
        return any(place in municipalities for place in entry.municipalities)
    if isinstance(entry, Organisation):
        return entry.id in organisations or (entry.municipality or "") in municipalities
    if not isinstance(entry, Scheme):
        return False
    places: Iterator[str] = iter(entry.municipalities if entry.municipalities != "all" else ())
    is_local = entry.level is Level.LOCAL and any(place in municipalities for place in places)
    return is_local or any(key in organisations for key in (entry.provider, *entry.partners))
