"""How much of the standard the entries fill: per field and level, how many say something there."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from app.catalogue.rules import answers
from app.catalogue.standard import whom_to_ask
from app.catalogue.types import DeadlineType, Level, Organisation, PracticeExample, Scheme, StateAidBasis, Term


class Share(NamedTuple):
    filled: int
    of: int

    def __str__(self) -> str:
        return f"{self.filled}/{self.of} {100 * self.filled // self.of:3} %" if self.of else "–"


class Row(NamedTuple):
    """A field and how many entries of each group fill it."""

    field: str
    shares: tuple[Share, ...]


def confirmed(scheme: Scheme, field: str) -> bool:
    """Does a source say that it confirms the field?"""
    return any(field in source.confirms for source in scheme.sources)


_FIELDS: Mapping[str, Callable[[Scheme], object]] = {
    "promise": lambda s: s.promise.nn,
    "summary": lambda s: s.summary.nn,
    "criteria": lambda s: s.criteria,
    "not for": lambda s: s.not_for,
    "steps": lambda s: s.steps,
    "start before applying (known)": lambda s: s.start_before_application.allowed != "unknown",
    "what to send": lambda s: s.documents,
    "covered": lambda s: s.covers,
    "not covered": lambda s: s.not_covered,
    "amount (sum or words)": lambda s: s.amount,
    "share in per cent": lambda s: s.amount and s.amount.share_percent,
    "payment": lambda s: s.payment,
    "processing time": lambda s: s.processing_time,
    "deadline (kind known)": lambda s: s.deadline.type is not DeadlineType.UNKNOWN,
    "state aid (known)": lambda s: s.state_aid.basis is not StateAidBasis.UNKNOWN,
    "combination": lambda s: s.combines_with,
    "example of a recipient": lambda s: any(it.kind == "single" for it in s.examples),
    "example of any kind": lambda s: s.examples,
    "contact: the scheme's own": lambda s: any(map(answers, s.contacts)),
    "related schemes": lambda s: s.related or s.general,
    "source": lambda s: s.sources,
    "source: its own date": lambda s: s.source_date or any(source.date for source in s.sources),
    "source read on (date)": lambda s: s.checked_on,
    "amount: source named": lambda s: not s.amount or confirmed(s, "amount"),
    "deadline: source named": lambda s: s.deadline.type is DeadlineType.UNKNOWN or confirmed(s, "deadline"),
    "contact: source named": lambda s: not s.contacts or confirmed(s, "contacts"),
    "not confirmed, in words": lambda s: s.unconfirmed,
}


def scheme_rows(schemes: Iterable[Scheme], organisations: Mapping[str, Organisation]) -> list[Row]:
    """A row for each field: local, regional, national and all schemes."""
    groups: list[list[Scheme]] = [[] for _ in (*Level, "all")]
    for scheme in schemes:
        groups[list(Level).index(scheme.level)].append(scheme)
        groups[-1].append(scheme)

    def row(field: str, says: Callable[[Scheme], object]) -> Row:
        return Row(field, tuple(Share(sum(bool(says(scheme)) for scheme in group), len(group)) for group in groups))

    rows = [row(field, says) for field, says in _FIELDS.items()]
    rows.append(row("contact: any office", lambda s: whom_to_ask(s, organisations) != "nobody"))
    return rows


def other_rows(
    organisations: Iterable[Organisation], terms: Iterable[Term], practice: Iterable[PracticeExample]
) -> list[Row]:
    """A row with one share for each field of the other kinds."""
    bodies, words, examples = list(organisations), list(terms), list(practice)
    return [
        Row("organisations: what they offer", (Share(sum(bool(it.offers) for it in bodies), len(bodies)),)),
        Row("organisations: contact", (Share(sum(any(map(answers, it.contacts)) for it in bodies), len(bodies)),)),
        Row("organisations: source", (Share(sum(bool(it.sources) for it in bodies), len(bodies)),)),
        Row("terms: see also", (Share(sum(bool(it.see_also) for it in words), len(words)),)),
        Row("terms: source with address", (Share(sum(bool(it.sources) for it in words), len(words)),)),
        Row("practice: year", (Share(sum(bool(it.period) for it in examples), len(examples)),)),
        Row("practice: linked schemes", (Share(sum(bool(it.schemes) for it in examples), len(examples)),)),
    ]
