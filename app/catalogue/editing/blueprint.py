"""The blueprint of the editing pages, and what their views share."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from flask import Blueprint, abort, flash, request
from sqlalchemy.orm import Session

from app.accounts.access import the_account
from app.accounts.queries import accounts
from app.catalogue import permissions, presenters, queries, reading
from app.catalogue.editing import guide
from app.catalogue.editing.shape import Shape, Sort
from app.catalogue.importing import TYPES
from app.catalogue.models import EntryDraft
from app.catalogue.types import Entry
from app.catalogue.vocabularies import OF_FIELD
from app.kernel.collation import sort_key
from app.kernel.errors import Missing
from app.web.locale import current_lang, gettext
from app.web.runtime import db

SECTIONS = {"ordningar": "schemes", "aktorar": "organisations", "omgrep": "glossary", "dome": "practice"}
"""What a kind of entry is called in addresses."""
SECTION_OF = {kind: section for section, kind in SECTIONS.items()}
ENTRY = "/<any(ordningar,aktorar,omgrep,dome):section>/<key>"

bp = Blueprint("editing", __name__, url_prefix="/<any(nn,nb,en):lang>/arbeid")

_REFERENCES = {
    "provider": "organisations",
    "partners": "organisations",
    "see_also-organisation": "organisations",
    "see_also-term": "glossary",
    "general": "schemes",
    "related-id": "schemes",
    "schemes": "schemes",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an entry stands for somebody who opens it: the draft if there is one, else what is public."""

    kind: str
    key: str
    content: Mapping[str, Any]
    number: int
    published: int
    draft: EntryDraft | None


def standing(section: str, key: str) -> Standing:
    """Raises `Missing` where there is neither an entry nor a draft."""
    kind, now = SECTIONS[section], db.session
    draft, published = queries.draft(now, kind, key), queries.published_number(now, kind, key)
    number = draft.number if draft else published
    if not number:
        raise Missing(key)
    return Standing(kind, key, queries.content_at(now, kind, key, number), number, published, draft)


def demand_edit(kind: str, *contents: Mapping[str, Any]) -> None:
    """End the request with 403 where the account may not edit the entry, before or after the change."""
    for content in contents:
        entry = lenient(kind, content)
        if entry is not None and not permissions.may_edit(the_account(), entry):
            abort(403)


def posted_number() -> int:
    """The version or draft that the form sent in is about; 0 where it does not say."""
    return number_in(request.form)


def number_in(said: Mapping[str, str]) -> int:
    """The version or draft that a form is about; 0 where it does not say."""
    typed = said.get("number", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


def may_edit(kind: str, content: Mapping[str, Any]) -> bool:
    entry = lenient(kind, content)
    return entry is None or permissions.may_edit(the_account(), entry)


def lenient(kind: str, content: Mapping[str, Any]) -> Entry | None:
    """The content as an entry if its shape allows it, whatever the rules would say."""
    try:
        return msgspec.convert(dict(content), TYPES[kind])
    except msgspec.ValidationError:
        return None


def title_of(kind: str, content: Mapping[str, Any]) -> str:
    """What the entry is called in a list, in the language of the page where it can be."""
    name = {"schemes": "title", "organisations": "name", "glossary": "term", "practice": "title"}[kind]
    texts: Mapping[str, str] = content.get(name) or {}
    lang = current_lang()
    return texts.get(lang) or texts.get("nn") or str(content.get("id", ""))


def say(sentence: str, *, colour: str = "success", undo: str = "") -> None:
    """Tell the reader on the next page what was done, and how to take it back."""
    flash((sentence, undo), colour)  # type: ignore[arg-type]  # a pair is kept as well as a text is


def choices(path: str, shape: Shape) -> list[tuple[str, str]]:
    """What a field may hold, with what it is called in the language of the page."""
    if shape.sort is Sort.REFERENCE:
        return _entries(_REFERENCES.get(path, ""))
    name, lang = path.rsplit("-", 1)[-1], current_lang()
    vocabulary = OF_FIELD.get(path.replace("-", "."))
    out = []
    for code in shape.codes:
        own = guide.CHOICES.get(f"{name}.{code}")
        out.append((code, gettext(own) if own else presenters.label(vocabulary, code, lang) if vocabulary else code))
    return out


def _entries(kind: str) -> list[tuple[str, str]]:
    lang = current_lang()
    if kind == "organisations":
        return [(key, o.name.pick(lang).text) for key, o in reading.organisations().items()]
    if kind == "glossary":
        found = [(key, term.term.pick(lang).text) for key, term in reading.terms().items()]
    elif kind == "schemes":
        found = [(key, p.scheme.title.pick(lang).text) for key, p in reading.every_scheme().items()]
    else:
        return []
    return sorted(found, key=lambda pair: sort_key(pair[1]))


def names(now: Session) -> dict[str, str]:
    """Who stands behind the actors of histories and lists."""
    return {account.actor: account.name for account in accounts(now)}
