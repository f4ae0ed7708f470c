"""One dictionary of interface terms, and which texts of the pages stray from it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import yaml

TERMS = Path(__file__).resolve().parent.parent / "translations" / "terms.yaml"

Term = Mapping[str, str]
_ADDRESS = re.compile(r"\S+@\S+|\b[\w-]+\.(?:no|com|org)\b")


@lru_cache(maxsize=1)
def read_terms(path: Path = TERMS) -> tuple[Term, ...]:
    """Each term as the beginnings of its words in nn, nb and en. Raises `ValueError` when one lacks a language."""
    terms: list[Term] = yaml.safe_load(path.read_text("utf-8"))
    if lacking := [term for term in terms if set(term) != {"nn", "nb", "en"} or not all(term.values())]:
        raise ValueError(f"{path}: these terms lack a language: {lacking}")
    return tuple(terms)


def strays(nn: str, translation: str, lang: str, terms: Sequence[Term]) -> Iterator[str]:
    """Say which terms the nynorsk text has and its translation to `lang` has not."""
    left = _ADDRESS.sub(" ", nn)
    for term in terms:
        pattern = _words(term["nn"])
        if pattern.search(left) and not _words(term[lang]).search(translation):
            yield f"has “{term['nn']}”, but its translation lacks “{term[lang]}” (see translations/terms.yaml)"
        left = pattern.sub(" ", left)


@lru_cache(maxsize=500)
def _words(beginnings: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, beginnings.split('|')))})\w*", re.IGNORECASE)
