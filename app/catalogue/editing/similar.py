"""Entries that look like the one being written: the same address, or a very similar title."""

import difflib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, NamedTuple

from app.catalogue import reading
from app.catalogue.types import Entry, Organisation, PracticeExample, Scheme, Term
from app.catalogue.vocabularies import MUNICIPALITY
from app.kernel.text import LANGS, Lang, LocalText
from app.search.language.folding import fold, words
from app.web.runtime import runtime

NEAR = 0.8
MOST = 5
COMMON = 3
"""An address that this many entries have already, such as a portal's, tells nothing."""
LONGEST_TITLE = 200
_PLACES = frozenset(fold(labels.nn) for labels in MUNICIPALITY.values())
_TITLE = {"schemes": "title", "organisations": "name", "glossary": "term", "practice": "title"}


class Similar(NamedTuple):
    key: str
    title: str
    same_address: bool


class _Look(NamedTuple):
    """What of a published entry is compared."""

    key: str
    title: LocalText
    titles: frozenset[str]
    addresses: frozenset[str]


def similar(
    kind: str, key: str, content: Mapping[str, Any], lang: Lang, before: Mapping[str, Any] | None = None
) -> tuple[Similar, ...]:
    """Published entries of the kind with an address of this one, or a title much like it; the most alike first.

    The entry itself is left out, and so are those that `before`, what is public of it, was like already.
    """
    known = {it.key for it in _found(kind, key, before, lang)} if before else set()
    return tuple(it for it in _found(kind, key, content, lang) if it.key not in known)[:MOST]


def _found(kind: str, key: str, content: Mapping[str, Any], lang: Lang) -> list[Similar]:
    looks = [look for look in _looks(kind) if look.key != key]
    often = Counter(address for look in looks for address in look.addresses)
    addresses = {address for address in _addresses(content) if often[address] <= COMMON}
    near = _nearness(_titles((content.get(_TITLE[kind]) or {}).values()))
    found = [(max(map(near, look.titles), default=0.0), bool(addresses & look.addresses), look) for look in looks]
    alike = sorted((it for it in found if it[0] or it[1]), key=lambda it: (-it[0], not it[1]))
    return [Similar(look.key, look.title.pick(lang).text, shared) for _near, shared, look in alike]


def _looks(kind: str) -> list[_Look]:
    """Every published entry of the kind; worked out once while the content stands still."""
    return runtime().memo.get(("looks", kind), lambda: [_look(entry) for entry in _entries(kind)])


def _entries(kind: str) -> Collection[Entry]:
    match kind:
        case "schemes":
            return [published.scheme for published in reading.every_scheme().values()]
        case "organisations":
            return reading.organisations().values()
        case "glossary":
            return reading.terms().values()
        case _:
            return reading.practice_examples().values()


def _look(entry: Entry) -> _Look:
    assert isinstance(entry, (Scheme, Organisation, Term, PracticeExample))
    title = entry.name if isinstance(entry, Organisation) else entry.term if isinstance(entry, Term) else entry.title
    urls = [getattr(entry, "apply_url", None), getattr(entry, "homepage", None)]
    urls += [source.url for source in getattr(entry, "sources", ())]
    return _Look(entry.id, title, _titles(getattr(title, lang) for lang in LANGS), _specific(urls))


def _titles(texts: Iterable[str]) -> frozenset[str]:
    plain = (" ".join(word.surface for word in words(text[:LONGEST_TITLE])) for text in texts if text)
    return frozenset(text for text in plain if text)


def _nearness(mine: Collection[str]) -> Callable[[str], float]:
    """How near a title comes to any of `mine`: from `NEAR` to 1, and 0 for all that is farther off."""
    matchers = [difflib.SequenceMatcher(None, b=text, autojunk=False) for text in mine]
    places = [_PLACES.intersection(text.split()) for text in mine]

    def near(theirs: str) -> float:
        best, there = 0.0, _PLACES.intersection(theirs.split())
        for matcher, here in zip(matchers, places, strict=True):
            if here and there and here != there:
                continue  # the same fund in another municipality
            matcher.set_seq1(theirs)
            if matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR:
                best = max(best, matcher.ratio())
        return best if best >= NEAR else 0.0

    return near


def _addresses(content: Mapping[str, Any]) -> frozenset[str]:
    sources = content.get("sources") or []
    return _specific([content.get("apply_url"), content.get("homepage"), *(source.get("url") for source in sources)])


def _specific(urls: Iterable[str | None]) -> frozenset[str]:
    """The addresses without what does not matter: scheme, `www.`, a last slash."""
    return frozenset(url.split("://", 1)[-1].removeprefix("www.").rstrip("/").lower() for url in urls if url)
