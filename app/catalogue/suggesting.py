"""What to offer while a reader types: schemes, who provides, places, needs and terms."""

from collections.abc import Iterator

from app.catalogue import reading
from app.catalogue.types import State
from app.catalogue.vocabularies import AUDIENCE, MUNICIPALITY, PURPOSE
from app.kernel.text import Lang
from app.search.completion import Candidate, Completer
from app.web.runtime import runtime

MOST, MOST_WORDS = 8, 3
_RANK = {"place": 0, "word": 1, "scheme": 1, "provider": 2, "purpose": 2, "audience": 2, "term": 3}
_NORMS: dict[Lang, tuple[Lang, ...]] = {"nn": ("nn", "nb"), "nb": ("nb", "nn"), "en": ("en",)}
"""People type their own Norwegian whatever the page is in."""


def suggestions(typed: str, lang: Lang) -> list[Candidate]:
    """Up to eight completions of what is typed, the likeliest first."""
    completer = runtime().memo.get(("completer", lang), lambda: Completer(_candidates(lang)))
    found = completer.complete(typed, 4 * MOST)
    words = [candidate for candidate in found if candidate.kind == "word"]
    return [candidate for candidate in found if candidate not in words[MOST_WORDS:]][:MOST]


def _candidates(lang: Lang) -> Iterator[Candidate]:
    for published in reading.every_scheme().values():
        scheme = published.scheme
        if scheme.state is State.PUBLISHED and scheme.status != "closed":
            yield Candidate(scheme.title.pick(lang).text, "scheme", scheme.id, _RANK["scheme"])
    for organisation in reading.organisations().values():
        yield Candidate(organisation.name.pick(lang).text, "provider", organisation.id, _RANK["provider"])
    for term in reading.terms().values():
        yield Candidate(term.term.pick(lang).text, "term", term.id, _RANK["term"])
    for number, norm in enumerate(_NORMS[lang]):
        for word in runtime().index.concepts(norm):
            yield Candidate(word, "word", word, _RANK["word"] + number)
    for kind, labels in (("place", MUNICIPALITY), ("purpose", PURPOSE), ("audience", AUDIENCE)):
        for code, text in labels.items():
            yield Candidate(text.pick(lang).text, kind, code, _RANK[kind])
