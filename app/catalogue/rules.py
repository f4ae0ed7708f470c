"""Rules of the catalogue. Plain values in, a verdict out."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from app.catalogue.types import Confidence, Contact, Deadline, DeadlineType, Entry, PracticeExample, Scheme, Status
from app.kernel.text import LANGS

PROMISE_WORDS = (6, 14)
SUMMARY_WORDS = (15, 45)
CRITERION_WORDS = 20
STEPS = (2, 6)
YEARS_AHEAD = 2
MOST_PRACTICE = 3


def deadline_days(deadline: Deadline, today: date) -> list[date]:
    """Every day the deadline is known to fall on, from a year back to two years ahead, in order."""
    days = [date.fromisoformat(day) for day in deadline.dates]
    for month_day in deadline.annual:
        month, day = map(int, month_day.split("-"))
        days += [_in_year(year, month, day) for year in range(today.year - 1, today.year + YEARS_AHEAD + 1)]
    return sorted(set(days))


def _in_year(year: int, month: int, day: int) -> date:
    """29 February is 28 February in a common year."""
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, 28)


def next_deadline(deadline: Deadline, today: date) -> date | None:
    """The first known deadline from today on."""
    return next((day for day in deadline_days(deadline, today) if day >= today), None)


def status_of(scheme: Scheme, today: date) -> Status:
    """What a reader should be told today.

    A scheme that was open for single dated rounds is no longer known to be open when the last of
    them is past, and nobody knows whether a paused one opened on the day it was said to.
    Everything else is as written.
    """
    status, deadline = scheme.status, scheme.deadline
    dated_only = deadline.type in (DeadlineType.DATED, DeadlineType.CALL) and deadline.dates and not deadline.annual
    if status is Status.OPEN and dated_only and next_deadline(deadline, today) is None:
        return Status.UNKNOWN
    if status is Status.PAUSED and scheme.reopens_on and date.fromisoformat(scheme.reopens_on) <= today:
        return Status.UNKNOWN
    return status


def is_deadline_confirmed(scheme: Scheme, today: date) -> bool:
    """May the next known day be told as a fact? A yearly day from an old page is only a hint.

    Days with a year stand by themselves; a day that comes back is trusted where the scheme is known
    to be open and the entry does not rest on weak sources.
    """
    coming = next_deadline(scheme.deadline, today)
    if coming is None:
        return False
    if coming.isoformat() in scheme.deadline.dates:
        return True
    return scheme.status is Status.OPEN and scheme.confidence is not Confidence.LOW


def practice_near(
    scheme: Scheme, examples: Iterable[PracticeExample], named: Mapping[str, Scheme]
) -> list[PracticeExample]:
    """Practice to show with a scheme: what names it; else, where no recipient is known, the nearest one.

    Nearest is what names a related scheme, then what names schemes (`named`, by id) for the same purposes and people,
    then what comes from the same place.
    """
    everything = list(examples)
    if naming := [example for example in everything if scheme.id in example.schemes]:
        return naming[:MOST_PRACTICE]
    if not everything or any(example.kind == "single" for example in scheme.examples):
        return []
    kin = {scheme.general, *(related.id for related in scheme.related)}
    here = set() if scheme.municipalities == "all" else set(scheme.municipalities)

    def nearness(example: PracticeExample) -> tuple[bool, int, bool]:
        others = [named[key] for key in example.schemes if key in named]
        alike = [
            2 * len(set(other.purposes) & set(scheme.purposes)) + len(set(other.audiences) & set(scheme.audiences))
            for other in others
        ]
        return bool(kin & set(example.schemes)), max(alike, default=0), bool(here & set(example.municipalities))

    return [max(everything, key=nearness)]


def answers(contact: Contact) -> bool:
    """Is there a way to reach it?"""
    return bool(contact.phone or contact.email or contact.url)


def faults_of_scheme(scheme: Scheme) -> Iterator[tuple[str, str]]:
    """What the shape alone does not say: (field, reason) for each breach of the standard of an entry."""
    for lang in LANGS:
        for name, (least, most) in (("promise", PROMISE_WORDS), ("summary", SUMMARY_WORDS)):
            count = len(getattr(getattr(scheme, name), lang).split())
            if not least <= count <= most:
                yield f"{name}.{lang}", f"has {count} words; it must have {least} to {most}"
        if not getattr(scheme.title, lang):
            yield f"title.{lang}", "is empty; a title is needed in all three languages"
        for field in ("criteria", "not_for"):
            for n, text in enumerate(getattr(scheme, field)):
                if (count := len(getattr(text, lang).split())) > CRITERION_WORDS:
                    yield f"{field}[{n}].{lang}", f"has {count} words; at most {CRITERION_WORDS}"
    if scheme.steps and not STEPS[0] <= len(scheme.steps) <= STEPS[1]:
        yield "steps", f"has {len(scheme.steps)} steps; {STEPS[0]} to {STEPS[1]} are wanted"
    if scheme.general == scheme.id:
        yield "general", "is the scheme itself; name the general entry, or leave it out"
    if scheme.id in scheme.aliases:
        yield "aliases", "holds the scheme's own id"
    amount = scheme.amount
    if amount and amount.min and amount.max and amount.min > amount.max:
        yield "amount.min", f"is {amount.min}, more than amount.max ({amount.max})"
    yield from _deadline_faults(scheme)
    yield from date_faults(scheme)


def _deadline_faults(scheme: Scheme) -> Iterator[tuple[str, str]]:
    for n, day in enumerate(scheme.deadline.dates):
        if not _is_date(day):
            yield f"deadline.dates[{n}]", f"“{day}” is not a day of the calendar; write YYYY-MM-DD"
    if scheme.reopens_on and not _is_date(scheme.reopens_on):
        yield "reopens_on", f"“{scheme.reopens_on}” is not a day of the calendar; write YYYY-MM-DD"
    for n, day in enumerate(scheme.deadline.annual):
        if not _is_date(f"2024-{day}"):
            yield f"deadline.annual[{n}]", f"“{day}” is not a day of the year; write MM-DD"


def date_faults(entry: Entry) -> Iterator[tuple[str, str]]:
    """Dates that every kind of entry may have: when it was checked, and how old its sources are."""
    dates = {name: getattr(entry, name, None) for name in ("checked_on", "source_date")}
    dates |= {f"sources[{n}].date": source.date for n, source in enumerate(getattr(entry, "sources", []))}
    for where, day in dates.items():
        if day and not _is_date(f"{day}-01-01"[:10] if len(day) == 4 else f"{day}-01"[:10]):
            yield where, f"“{day}” is not in the calendar; write YYYY, YYYY-MM or YYYY-MM-DD"


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
