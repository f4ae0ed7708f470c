"""The hand-kept lexicon of the field: concepts, their forms in three languages, near words, slips, compounds.

Format: see the head of `catalogue_data/lexicon.yaml`. A concept's key is its first nynorsk form.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import msgspec
import yaml

from app.kernel.errors import Fault, Faulty
from app.search.language.folding import words

Form = Annotated[str, msgspec.Meta(min_length=1)]


class LexiconLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    nn: Annotated[list[Form], msgspec.Meta(min_length=1)]
    nb: list[Form] = []
    en: list[Form] = []
    also: list[Form] = []
    near: list[Form] = []
    slips: list[Form] = []
    parts: list[Form] = []


Stem = Callable[[str], str]
Phrase = tuple[str, ...]


@dataclass
class Lexicon:
    """Look-ups by stemmed phrase: a form of one word is a phrase of length one."""

    stem_no: Stem
    stem_en: Stem
    concepts: dict[Phrase, tuple[str, ...]] = field(default_factory=dict)
    english: dict[Phrase, tuple[str, ...]] = field(default_factory=dict)
    near: dict[str, tuple[str, ...]] = field(default_factory=dict)
    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    longest: int = 1

    def phrase(self, form: str, stem: Stem) -> Phrase:
        return tuple(stem(word.surface) for word in words(form))

    def add(self, line: LexiconLine) -> None:
        key = "_".join(word.surface for word in words(line.nn[0]))
        for form in [*line.nn, *line.nb, *line.also, *line.slips]:
            self._map(self.concepts, self.phrase(form, self.stem_no), key)
        for form in line.en:
            self._map(self.english, self.phrase(form, self.stem_en), key)
        if line.parts:
            for form in [*line.nn, *line.nb]:
                self.parts[self.stem_no(form.lower())] = tuple(p.lower() for p in line.parts)

    def _map(self, table: dict[Phrase, tuple[str, ...]], phrase: Phrase, key: str) -> None:
        if phrase and key not in table.get(phrase, ()):
            table[phrase] = (*table.get(phrase, ()), key)
            self.longest = max(self.longest, len(phrase))

    def link_near(self, lines: Iterable[LexiconLine]) -> None:
        """Resolve `near` words to concept keys, in both directions; unknown words stand for themselves."""
        links: dict[str, dict[str, None]] = {}
        for line in lines:
            key = "_".join(word.surface for word in words(line.nn[0]))
            for form in line.near:
                phrase = self.phrase(form, self.stem_no)
                for other in self.concepts.get(phrase) or ("~" + " ".join(phrase),):
                    if other != key:
                        links.setdefault(key, {})[other] = None
                        links.setdefault(other, {})[key] = None
        self.near = {key: tuple(others) for key, others in links.items()}


def read(path: Path, *, stem_no: Stem, stem_en: Stem) -> Lexicon:
    """Return the lexicon in `path`. Raises `Faulty` with every fault, by line number."""
    try:
        raw: Any = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise Faulty([Fault(path.name, "", " ".join(str(error).split()))]) from error
    if not isinstance(raw, list):
        raise Faulty([Fault(path.name, "", "is not a list; each line begins with “- {nn: [”")])
    faults: list[Fault] = []
    lines: list[LexiconLine] = []
    for number, item in enumerate(raw, 1):
        try:
            lines.append(msgspec.convert(item, LexiconLine))
        except msgspec.ValidationError as error:
            faults.append(Fault(path.name, f"word {number}", str(error)))
    if faults:
        raise Faulty(faults)
    lexicon = Lexicon(stem_no, stem_en)
    for line in lines:
        lexicon.add(line)
    lexicon.link_near(lines)
    return lexicon
