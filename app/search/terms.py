"""A document as index terms, the same for every engine: `s:` surface, `k:` key, `p:` compound part, `n:` exact name."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from app.kernel.text import Lang
from app.search.language.analysis import Analyser, Token
from app.search.language.folding import words
from app.search.passages import UNSHOWN
from app.search.port import FIELDS, Document

Analyse = Callable[[str, Lang], Sequence[Token]]
TermCounts = dict[str, Counter[str]]


def once(analyser: Analyser) -> Analyse:
    """An analysis for one document: a text that is both searched and shown is read once, also with more behind it."""
    read = lru_cache(maxsize=32)(analyser.tokens)

    def analyse(text: str, lang: Lang) -> Sequence[Token]:
        shown, mark, more = text.partition(UNSHOWN)
        if not mark:
            return read(text, lang)
        at = len(shown) + len(mark)
        behind = (Token(token.start + at, token.end + at, *token[2:]) for token in read(more, lang))
        return [*read(shown, lang), *behind]

    return analyse


def name_term(text: str) -> str:
    return "n:" + "_".join(word.surface for word in words(text))


def document_terms(document: Document, analyse: Analyse) -> tuple[TermCounts, dict[str, int]]:
    """Return term counts per field, and the length of each field in words.

    The same word in three languages counts once: a count is the highest of the languages',
    a length the mean, so that a document is not punished for being translated.
    """
    counts: TermCounts = {name: Counter() for name in FIELDS}
    lengths: Counter[str] = Counter()
    for lang, texts in document.texts.items():
        for name, text in texts.items():
            here: dict[str, int] = {}
            tokens = analyse(text, lang)
            for reading, times in Counter(token[2:] for token in tokens).items():
                for term in _terms(*reading):
                    here[term] = here.get(term, 0) + times
            lengths[name] += len(tokens)
            highest = counts[name]
            for term, count in here.items():
                if count > highest.get(term, 0):
                    highest[term] = count
    counts["title"] |= Counter(name_term(name) for name in document.names)
    languages = max(len(document.texts), 1)
    return counts, {name: max(1, round(lengths[name] / languages)) for name in FIELDS}


@lru_cache(maxsize=50_000)
def _terms(surface: str, keys: tuple[str, ...], parts: tuple[str, ...]) -> tuple[str, ...]:
    return f"s:{surface}", *(f"k:{key}" for key in keys), *(f"p:{key}" for key in parts if key not in keys)


def stored_values(
    document: Document, lengths: Mapping[str, int], passages: Mapping[str, Sequence[Any]]
) -> dict[str, Any]:
    """What a snapshot needs of a document besides its terms, as JSON values."""
    return {
        "key": document.key,
        "facets": {name: list(values) for name, values in document.facets.items()},
        "days": list(document.days),
        "order": dict(document.order),
        "general": document.general,
        "lengths": dict(lengths),
        "passages": {lang: list(place) for lang, place in passages.items()},
    }
