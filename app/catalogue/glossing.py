"""Finds the glossary's terms in running text, so that a page can explain the words it uses."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from app.catalogue.types import Term
from app.kernel.text import Lang

_ENDINGS = {
    "nn": "(?:a|ane|ar|ande|e|en|ene|er|et|n|ne|r|s|t)?",
    "nb": "(?:a|ene|e|en|er|et|n|ne|r|s|t)?",
    "en": "(?:s|es)?",
}
EVERYDAY = frozenset(
    "tilskot lan stonad soknad sokjar gard bustad kommune verkemiddel tilsett arbeidsgjevar verksemd foretak bedrift prosjekt soknadsfrist".split()
)
"""Terms that readers know: they stand in the glossary, but marking them would only disturb."""


@dataclass
class Glossary:
    """Marks the first occurrence of each term on one page. Make a new one for each page."""

    terms: Mapping[str, Term]
    lang: Lang
    found: dict[str, Term] = field(default_factory=dict)
    most: int = 10

    def __post_init__(self) -> None:
        self._ids: dict[str, str] = {}
        for term in self.terms.values():
            if term.id not in EVERYDAY and (form := getattr(term.term, self.lang)):
                for written in (form.lower(), *self._variants(form)):
                    self._ids.setdefault(written, term.id)
        self._pattern = _pattern(tuple(self._ids), self.lang)

    def _variants(self, form: str) -> Iterable[str]:
        bare = re.sub(r"\s*\([^)]*\)", "", form).strip().lower()
        return [part.strip() for part in bare.split("/") if len(part.strip()) > 3]

    def mark(self, text: str) -> Markup:
        """`text`, escaped, with links to the explanations further down the same page."""
        out, last = Markup(), 0
        for match in self._pattern.finditer(text):
            term_id = self._ids.get(match.group("term").lower())
            if term_id is None or term_id in self.found or len(self.found) >= self.most or _is_name(text, match):
                continue
            self.found[term_id] = self.terms[term_id]
            out += escape(text[last : match.start()])
            out += Markup('<a class="term" href="#ord-{0}" id="bruk-{0}">{1}</a>').format(term_id, match.group())
            last = match.end()
        return out + escape(text[last:])


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Two capitals in a row are a name: *Innovasjon Norge* is not the term *innovasjon*."""
    found = match.group()
    return found[0].isupper() and not found.isupper() and text[match.end() :].lstrip()[:1].isupper()


_PATTERNS: dict[tuple[tuple[str, ...], Lang], re.Pattern[str]] = {}


def _pattern(forms: tuple[str, ...], lang: Lang) -> re.Pattern[str]:
    """One pattern for all forms, the longest first; compiled once for the same glossary."""
    key = (forms, lang)
    if key not in _PATTERNS:
        _PATTERNS.clear() if len(_PATTERNS) > 12 else None
        alternatives = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True)) or r"(?!)"
        _PATTERNS[key] = re.compile(rf"(?<![\w-])(?P<term>{alternatives}){_ENDINGS[lang]}(?![\w-])", re.IGNORECASE)
    return _PATTERNS[key]
