"""Catalogue -> search: which events matter, and how a scheme becomes a document."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue import queries, rules
from app.catalogue.events import EntryChanged, EntryEvent
from app.catalogue.models import SchemeRow
from app.catalogue.types import Level, Organisation, Scheme, Status
from app.catalogue.vocabularies import AUDIENCE, INDUSTRY, KIND, MUNICIPALITY, PHASE, PURPOSE
from app.kernel.collation import sort_key
from app.kernel.events import Event
from app.kernel.text import LANGS, Lang, LocalText
from app.search import follow
from app.search.passages import UNSHOWN
from app.search.port import Document

NEAREST = {Level.LOCAL: 0, Level.REGIONAL: 1, Level.NATIONAL: 2}
STANDING = {Status.OPEN: 0, Status.UPCOMING: 1, Status.UNKNOWN: 2, Status.PAUSED: 3, Status.CLOSED: 4}


def hear(session: Session, event: Event) -> None:
    """Write the change log: each scheme whose document is another now, and every other entry by kind and id.

    The latter are in no index, but kept pages follow the log too.
    """
    if not isinstance(event, EntryEvent):
        return
    follow.note(session, event.key if event.kind == "schemes" else f"{event.kind}/{event.key}")
    if event.kind == "organisations" and isinstance(event, EntryChanged):  # its name stands on its schemes
        for row in session.scalars(select(SchemeRow)):
            if event.key in (row.entry.provider, *row.entry.partners):
                follow.note(session, row.id)


def load(session: Session, keys: Collection[str] | None, today: date) -> Iterator[Document]:
    """Documents of the published schemes in `keys`, or of all."""
    organisations = queries.organisations(session)
    for published in queries.schemes(session, keys).values():
        yield document(published.scheme, organisations, today, published.updated_at.toordinal())


def document(scheme: Scheme, organisations: Mapping[str, Organisation], today: date, updated: int) -> Document:
    status = rules.status_of(scheme, today)
    places = municipalities(scheme)
    return Document(
        key=scheme.id,
        texts={lang: _texts(scheme, organisations, lang) for lang in LANGS},
        passages={lang: _passage(scheme, lang) for lang in LANGS},
        names=tuple(
            {scheme.name.text, *(getattr(scheme.title, lang) for lang in LANGS), *_abbreviations(scheme)} - {""}
        ),
        facets={
            "level": (scheme.level,),
            "municipality": places,
            "place": places if scheme.level is Level.LOCAL else (),
            "kind": tuple(scheme.kinds),
            "purpose": tuple(scheme.purposes),
            "audience": tuple(scheme.audiences),
            "phase": tuple(scheme.phases),
            "industry": tuple(scheme.industries),
            "provider": (scheme.provider,),
            "offered_by": (scheme.provider, *scheme.partners),
            "status": (status,),
        },
        days=tuple(day.toordinal() for day in rules.deadline_days(scheme.deadline, today))
        if status is not Status.CLOSED
        else (),
        order={
            **{f"title_{lang}": sort_key(scheme.title.pick(lang).text) for lang in LANGS},
            "nearest": NEAREST[scheme.level],
            "standing": STANDING[status],
            "updated": date.fromisoformat(scheme.checked_on).toordinal() * 10_000_000 + updated,
        },
        general=scheme.general or "",
    )


def municipalities(scheme: Scheme) -> tuple[str, ...]:
    """The numbers of the municipalities where a reader can use the scheme."""
    return tuple(MUNICIPALITY) if scheme.municipalities == "all" else tuple(scheme.municipalities)


def _abbreviations(scheme: Scheme) -> set[str]:
    """Words in capitals in the name, such as SMIL and BIO: people search by them."""
    text = f"{scheme.name.text} {scheme.title.nn} {scheme.title.nb}"
    words = (word.strip("().,:–-/«»") for word in text.split())
    return {word for word in words if 2 <= len(word) <= 8 and word.isupper() and word.isalpha()}


def _texts(scheme: Scheme, organisations: Mapping[str, Organisation], lang: Lang) -> dict[str, str]:
    labels = [
        getattr(table[code], lang)
        for table, codes in (
            (KIND, scheme.kinds),
            (PURPOSE, scheme.purposes),
            (AUDIENCE, scheme.audiences),
            (PHASE, scheme.phases),
            (INDUSTRY, scheme.industries),
        )
        for code in codes
    ]
    bodies = [organisations[key] for key in (scheme.provider, *scheme.partners) if key in organisations]
    is_name_language = lang == scheme.name.lang
    return {
        "title": " . ".join([getattr(scheme.title, lang), scheme.name.text if is_name_language else ""]),
        "promise": getattr(scheme.promise, lang),
        "tags": " . ".join([*labels, *scheme.keywords]),  # keywords carry no language: read as each
        "provider": " . ".join(" . ".join([getattr(o.name, lang), *o.aliases]) for o in bodies),
        "body": running_text(scheme, lang),
    }


def _passage(scheme: Scheme, lang: Lang) -> str:
    """The running text, and the name and the promise for phrases: a card shows those anyway."""
    named = f"{getattr(scheme.title, lang)} . {scheme.name.text} . {getattr(scheme.promise, lang)}"
    return f"{running_text(scheme, lang)}{UNSHOWN}{named}"


def running_text(scheme: Scheme, lang: Lang) -> str:
    """What the entry says in sentences, one after another: searched as body, and shown in snippets."""
    lists = (scheme.criteria, scheme.covers, scheme.steps, scheme.documents, scheme.combines_with)
    notes = (scheme.industry_note, scheme.organisation_note, scheme.area_note, scheme.company_age, scheme.company_size)
    texts: list[LocalText | None] = [scheme.summary, *(text for texts in lists for text in texts)]
    texts += [*(example.text for example in scheme.examples), *notes, scheme.amount.note if scheme.amount else None]
    said = (getattr(text, lang).strip() for text in texts if text)
    return " ".join(text if text.endswith((".", "!", "?", ":")) else f"{text}." for text in said if text)
