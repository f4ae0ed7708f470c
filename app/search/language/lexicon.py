"""The hand-kept lexicon of the field: concepts, their forms in three languages, near words, slips, compounds.

Format: see the head of `catalogue_data/lexicon.yaml`. A concept's key is its first nynorsk form.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import msgspec
import yaml

from app.kernel.errors import Fault, Faulty
from app.kernel.text import Lang
from app.search.language.folding import without_norwegian_letters, words

Form = Annotated[str, msgspec.Meta(min_length=1)]
_WEIGHT = re.compile(r"^(.*\S)\s+(\d(?:\.\d+)?)$")
LEAST_NEAR, MOST_NEAR = 0.1, 2.0


class LexiconLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    nn: Annotated[list[Form], msgspec.Meta(min_length=1)]
    nb: list[Form] = []
    en: list[Form] = []
    also: list[Form] = []
    near: list[Form] = []
    finds: list[Form] = []
    slips: list[Form] = []
    parts: list[Form] = []
    nosplit: bool = False

    @property
    def key(self) -> str:
        return "_".join(surfaces(self.nn[0]))

    def forms(self) -> list[str]:
        """The Norwegian forms that are right."""
        return [*self.nn, *self.nb, *self.also]


Phrase = tuple[str, ...]
Keys = tuple[str, ...]
Bases = Callable[[str], Keys]
"""A Norwegian word -> what it and its inflections have in common, the surest first."""
Stem = Callable[[str], str]


@dataclass(slots=True)
class Lexicon:
    """Look-ups. Filled by `build`, then only read."""

    exact: dict[str, Keys] = field(default_factory=dict)
    """Forms and slips of one word, as written -> concepts."""
    by_base: dict[str, Keys] = field(default_factory=dict)
    """What `Bases` gives -> concepts."""
    phrases: dict[Phrase, Keys] = field(default_factory=dict)
    """Norwegian phrases, a base for each word -> concepts."""
    english: dict[Phrase, Keys] = field(default_factory=dict)
    """English phrases, a stem for each word (one word is a phrase of one) -> concepts."""
    near: dict[str, Keys] = field(default_factory=dict)
    """Concept -> keys that are near; how near says `weights`."""
    weights: dict[tuple[str, str], float] = field(default_factory=dict)
    parts: dict[str, Keys] = field(default_factory=dict)
    """Concept -> the words it is made of."""
    nosplit: set[str] = field(default_factory=set)
    """Concepts that are not made of parts."""
    slips: set[str] = field(default_factory=set)
    """Words that are only known as misspellings."""
    shown: dict[str, dict[Lang, str]] = field(default_factory=dict)
    """Concept -> how it is written, by language."""
    plain: dict[str, str] = field(default_factory=dict)
    """A form without æ, ø and å -> the form."""
    longest: int = 1

    def weight(self, key: str, other: str) -> float:
        """How near `other` is to `key`, 1 being as near as `near` without a figure says."""
        return self.weights.get((key, other), 1.0)

    def canonical(self, base: str) -> str:
        """The concept that stands for `base` inside a compound, or `base`."""
        found = self.by_base.get(base)
        return found[0] if found else base


def surfaces(form: str) -> list[str]:
    return [word.surface for word in words(form)]


def read(path: Path) -> list[LexiconLine]:
    """Return the lines of the lexicon in `path`. Raises `Faulty` with every fault, by line number."""
    loader: Any = None
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(path.read_text("utf-8"))
        root = loader.get_single_node()
        if not isinstance(root, yaml.SequenceNode):
            raise Faulty([Fault(path.name, "", "is not a list; each line begins with “- {nn: [”")])
        items = [(n.start_mark.line + 1, loader.construct_object(n, deep=True)) for n in root.value]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise Faulty([Fault(path.name, "", " ".join(str(error).split()))]) from error
    finally:
        if loader is not None:
            loader.dispose()
    faults: list[Fault] = []
    lines: list[tuple[int, LexiconLine]] = []
    for number, item in items:
        try:
            lines.append((number, msgspec.convert(item, LexiconLine)))
        except msgspec.ValidationError as error:
            faults.append(Fault(path.name, f"line {number}", str(error)))
    faults += [Fault(path.name, f"line {number}", reason) for number, reason in _contradictions(lines)]
    if faults:
        raise Faulty(faults)
    return [line for _, line in lines]


def _contradictions(lines: Sequence[tuple[int, LexiconLine]]) -> Iterable[tuple[int, str]]:
    """What the lines say against each other or against themselves."""
    first: dict[str, int] = {}
    right = {form.casefold(): number for number, line in lines for form in line.forms()}
    for number, line in lines:
        if not line.key:
            yield number, f"`nn: {line.nn[0]}` holds no word"
        elif line.key in first:
            yield number, f"`{line.nn[0]}` stands on line {first[line.key]} already"
        first.setdefault(line.key, number)
        if line.parts and line.nosplit:
            yield number, f"`{line.nn[0]}` has both parts and nosplit"
        for form in (*line.near, *line.finds):
            name, weight = _weighed(form)
            if not LEAST_NEAR <= weight <= MOST_NEAR:
                yield number, f"`{form}`: how near is a figure from {LEAST_NEAR} to {MOST_NEAR}, 1 being usual"
            if name.casefold() in {own.casefold() for own in line.forms()}:
                yield number, f"`{line.nn[0]}` is said to be near itself"
        for slip in line.slips:
            if (other := right.get(slip.casefold())) and other != number:
                yield number, f"the slip `{slip}` is a right word on line {other}"


def build(lines: Sequence[LexiconLine], *, bases: Bases) -> Lexicon:
    """Make look-ups of the Norwegian in the lines."""
    lexicon = Lexicon()
    for line in lines:
        for form in line.forms():
            _add_norwegian(lexicon, form, line.key, bases, slip=False)
        for form in line.slips:
            _add_norwegian(lexicon, form, line.key, bases, slip=True)
        forms: tuple[tuple[Lang, list[Form]], ...] = (("nn", line.nn), ("nb", line.nb), ("en", line.en))
        lexicon.shown[line.key] = {lang: written[0] for lang, written in forms if written}
        if line.parts:
            lexicon.parts[line.key] = tuple(word for part in line.parts for word in surfaces(part))
        if line.nosplit:
            lexicon.nosplit.add(line.key)
    for line in lines:
        _link(lexicon, line, bases)
    return lexicon


def with_english(lexicon: Lexicon, lines: Sequence[LexiconLine], stem: Stem) -> Lexicon:
    """Return `lexicon` with the English of the lines."""
    for line in lines:
        for form in line.en:
            phrase = tuple(stem(word) for word in surfaces(form))
            _map(lexicon.english, phrase, line.key)
            lexicon.longest = max(lexicon.longest, len(phrase))
    return lexicon


def add_base(lexicon: Lexicon, base: str, key: str) -> None:
    """Let `base` mean the concept `key` too."""
    _map(lexicon.by_base, base, key)


def _add_norwegian(lexicon: Lexicon, form: str, key: str, bases: Bases, *, slip: bool) -> None:
    found = surfaces(form)
    if len(found) == 1:
        _map(lexicon.exact, found[0], key)
        if slip:
            lexicon.slips.add(found[0])
        else:
            for base in bases(found[0]):
                _map(lexicon.by_base, base, key)
            bare = without_norwegian_letters(found[0])
            if bare != found[0] and len(bare) > 3:
                lexicon.plain.setdefault(bare, found[0])
    elif found:
        _map(lexicon.phrases, tuple((bases(word) or (word,))[0] for word in found), key)
        lexicon.longest = max(lexicon.longest, len(found))


def _map(table: dict[Any, Keys], of: Any, key: str) -> None:
    if of and key not in table.get(of, ()):
        table[of] = (*table.get(of, ()), key)


def _link(lexicon: Lexicon, line: LexiconLine, bases: Bases) -> None:
    """Resolve `near` (both ways) and `finds` (from this word only); an unknown word stands for itself."""
    for form, both in [*((f, True) for f in line.near), *((f, False) for f in line.finds)]:
        name, weight = _weighed(form)
        for other in _keys_of(lexicon, name, bases):
            if other != line.key:
                for a, b in ((line.key, other), (other, line.key))[: 2 if both else 1]:
                    _map(lexicon.near, a, b)
                    if weight != 1.0:
                        lexicon.weights[a, b] = weight


def _weighed(form: str) -> tuple[str, float]:
    """`kurs 0.5` -> the word, and how near it is."""
    found = _WEIGHT.match(form)
    return (found.group(1), float(found.group(2))) if found else (form, 1.0)


def _keys_of(lexicon: Lexicon, name: str, bases: Bases) -> Keys:
    found = surfaces(name)
    if len(found) != 1:
        return lexicon.phrases.get(tuple((bases(word) or (word,))[0] for word in found), ())
    own = bases(found[0])
    return lexicon.exact.get(found[0]) or lexicon.by_base.get(own[0]) or (f"~{own[0]}",)
