"""The standard of an entry beyond its shape: what `verkemiddel catalogue check` demands of everything published.

Loading is more lenient, so that an entry may be on its way; the shape and the lengths are held there too (`rules`).
"""

from collections.abc import Iterator, Mapping

import msgspec

from app.catalogue.agreement import disagreements
from app.catalogue.rules import answers
from app.catalogue.types import Entry, Organisation, Scheme, State, Term
from app.kernel.text import LANGS, LocalText

DEFINITION_WORDS = 40
Breach = tuple[str, str]
"""A field and what is wrong with it."""


def texts_of(value: object, where: str = "") -> Iterator[tuple[str, LocalText]]:
    """Every text of an entry that has languages, with its place: `criteria[0]`, `amount.note`."""
    if isinstance(value, LocalText):
        yield where, value
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from texts_of(inner, f"{where}[{n}]")
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from texts_of(getattr(value, name), f"{where}.{name}" if where else name)


def language_breaches(entry: Entry) -> Iterator[Breach]:
    """All three languages, and the same figures, dates, shares, sums and addresses in each."""
    for where, text in texts_of(entry):
        missing = [lang for lang in LANGS if not getattr(text, lang).strip()]
        yield from ((f"{where}.{lang}", "is empty; every text is needed in all three languages") for lang in missing)
        yield from ((where, reason) for reason in disagreements(text))


def breaches(entry: Entry, organisations: Mapping[str, Organisation]) -> Iterator[Breach]:
    """Every breach of the standard in one entry. Drafts are on their way, and held to nothing."""
    if isinstance(entry, Scheme) and entry.state is not State.PUBLISHED:
        return
    yield from language_breaches(entry)
    match entry:
        case Scheme():
            yield from scheme_breaches(entry, organisations)
        case Term():
            yield from term_breaches(entry)
        case Organisation():
            if not (entry.homepage or entry.sources or any(map(answers, entry.contacts)) or entry.unconfirmed):
                yield "contacts", "no contact, page or source, and `unconfirmed` does not say so"


def scheme_breaches(scheme: Scheme, organisations: Mapping[str, Organisation]) -> Iterator[Breach]:
    if not scheme.criteria and not says_unknown(scheme, "krav", "vilkår", "kriteri"):
        yield "criteria", "is empty, and `unconfirmed` does not say that the conditions (krav, vilkår) are not known"
    if whom_to_ask(scheme, organisations) == "nobody":
        yield "contacts", "nobody answers: the scheme, its provider and the municipality have no phone, e-mail or page"


def term_breaches(term: Term) -> Iterator[Breach]:
    for lang in LANGS:
        if (count := len(getattr(term.definition, lang).split())) > DEFINITION_WORDS:
            yield f"definition.{lang}", f"has {count} words; at most {DEFINITION_WORDS}"


def says_unknown(scheme: Scheme, *stems: str) -> bool:
    """Does the entry say in plain words that something is not confirmed?"""
    return any(stem in line.nn.lower() for line in scheme.unconfirmed for stem in stems)


def whom_to_ask(scheme: Scheme, organisations: Mapping[str, Organisation]) -> str:
    """Who answers a reader: the scheme's own office, its provider's, else that of the municipality; else nobody."""
    if any(map(answers, scheme.contacts)):
        return "own"
    offices = [organisations[key] for key in (scheme.provider, *scheme.partners) if key in organisations]
    if any(answers(contact) for office in offices for contact in office.contacts):
        return "provider"
    if any(office.municipality and any(map(answers, office.contacts)) for office in organisations.values()):
        return "municipality"
    return "nobody"
