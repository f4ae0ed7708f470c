"""`catalogue_data/` -> entries, with every fault named by file, field and reason.

One YAML file per entry: `organisations/`, `schemes/`, `glossary/`, `practice/`. The shape is checked
by the JSON Schema made from the types, then the rules, then the references between entries.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec
import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from app.catalogue.rules import date_faults, faults_of_scheme
from app.catalogue.types import Entry, Organisation, PracticeExample, Scheme, Term
from app.kernel.errors import Fault, Faulty

TYPES: Mapping[str, type[Entry]] = {
    "organisations": Organisation,
    "schemes": Scheme,
    "glossary": Term,
    "practice": PracticeExample,
}
LARGEST_FILE = 256_000
DEEPEST = 12

AnyEntry = TypeVar("AnyEntry", bound=Entry)


@dataclass(frozen=True, slots=True)
class Loaded:
    """An entry and the text it was read from."""

    entry: Entry
    text: str


@dataclass
class Bundle:
    """All entries of a data folder, by kind and id."""

    entries: dict[str, dict[str, Loaded]] = field(default_factory=lambda: {kind: {} for kind in TYPES})

    def all(self, entry_type: type[AnyEntry]) -> Iterator[AnyEntry]:
        kind = next(kind for kind, known in TYPES.items() if known is entry_type)
        return (cast(AnyEntry, loaded.entry) for loaded in self.entries[kind].values())


Known = Mapping[tuple[str, str], Loaded]


def read_bundle(folder: Path, known: Known | None = None) -> Bundle:
    """Read and check a whole data folder. Raises `Faulty` with every fault there is.

    `known` holds entries read before: a file with the same text is not parsed again.
    """
    bundle, faults = Bundle(), []
    for kind in TYPES:
        for path in sorted((folder / kind).glob("*.y*ml")):
            name = f"{kind}/{path.name}"
            try:
                loaded = _read_file(kind, path, name, known or {})
            except Faulty as error:
                faults += error.faults
                continue
            bundle.entries[kind][loaded.entry.id] = loaded
    if not any(bundle.entries.values()) and not faults:
        faults.append(Fault(str(folder), "", "no entries found; it should hold the folders " + ", ".join(TYPES)))
    faults += _reference_faults(bundle) if not faults else []
    if faults:
        raise Faulty(faults)
    return bundle


def _read_file(kind: str, path: Path, name: str, known: Known) -> Loaded:
    if path.suffix != ".yaml":
        raise Faulty([Fault(name, "", "the file name must end in .yaml")])
    try:
        raw = path.read_bytes()
        if len(raw) > LARGEST_FILE:
            raise Faulty([Fault(name, "", f"is {len(raw)} bytes; at most {LARGEST_FILE}")])
        text = raw.decode("utf-8")
    except OSError as error:
        raise Faulty([Fault(name, "", f"cannot be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise Faulty([Fault(name, "", f"is not UTF-8 text (byte {error.start})")]) from error
    if (seen := known.get((kind, path.stem))) and seen.text == text:
        return seen
    entry = read_entry(kind, text, name)
    if entry.id != path.stem:
        raise Faulty([Fault(name, "id", f"is “{entry.id}”; it must be the file's name, “{path.stem}”")])
    return Loaded(entry, text)


def read_entry(kind: str, text: str, name: str) -> Entry:
    """Parse and check one entry by itself. Raises `Faulty`."""
    return check_value(kind, parse_yaml(text, name), name)


def check_value(kind: str, value: Any, name: str) -> Entry:
    """Check plain values as one entry by itself: its shape, then the rules. Raises `Faulty`; `name` is for the faults."""
    entry_type = TYPES[kind]
    misshapen = (inner for problem in _VALIDATORS[kind].iter_errors(value) for inner in _innermost(problem))
    problems = sorted(misshapen, key=lambda e: [str(p) for p in e.absolute_path])
    if problems:
        raise Faulty([Fault(name, path_of(problem), reason_of(problem)) for problem in problems])
    try:
        entry = msgspec.convert(value, entry_type)
    except msgspec.ValidationError as error:
        raise Faulty([Fault(name, "", str(error))]) from error
    ruled = faults_of_scheme(entry) if isinstance(entry, Scheme) else date_faults(entry)
    found = [*control_faults(value), *ruled]
    if found:
        raise Faulty([Fault(name, where, reason) for where, reason in found])
    return entry


def control_faults(value: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """A text is one line, without characters that cannot be seen."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from control_faults(inner, f"{where}.{key}" if where else str(key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from control_faults(inner, f"{where}[{number}]")
    elif isinstance(value, str) and any(ord(letter) < 32 or letter in "\u2028\u2029\x7f" for letter in value):
        yield where, "holds a line break or another control character; write it on one line"


# -- YAML as people mean it ------------------------------------------------------------------------


class _Loader(yaml.CSafeLoader):
    """Safe YAML where a key stands once, dates stay text, and `no` is a word (only true and false are truth values)."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.rsplit(":", 1)[1] in ("null", "int", "float", "merge")]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _mapping(loader: Any, node: yaml.MappingNode) -> dict[Any, Any]:
    out: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str):
            raise yaml.MarkedYAMLError("", None, f"the key {key!r} is not a word", key_node.start_mark)
        if key in out:
            raise yaml.MarkedYAMLError("", None, f"the key “{key}” stands twice", key_node.start_mark)
        out[key] = loader.construct_object(value_node, deep=True)
    return out


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


class _TruthLoader(_Loader):
    """The same, where `true` and `false` are truth values."""


_TruthLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def _refuse_tricks(text: str) -> None:
    """No references (a few lines can stand for a thousand million), no tags, no bottomless nesting."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        mark: Any = event.start_mark
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise yaml.MarkedYAMLError("", None, "references (& and *) are not used here; write the text out", mark)
        if getattr(event, "tag", None):
            raise yaml.MarkedYAMLError("", None, "tags (!) are not used here", mark)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise yaml.MarkedYAMLError("", None, f"is nested more than {DEEPEST} levels deep", mark)


def parse_yaml(text: str, name: str, *, truth: bool = False) -> Any:
    """Plain values of a YAML text. Raises `Faulty`; `name` is for the faults. With `truth`, true and false are no words."""
    try:
        _refuse_tricks(text)
        return yaml.load(text, Loader=_TruthLoader if truth else _Loader)  # noqa: S506 (a SafeLoader of our own)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 1}" if mark else ""
        raise Faulty([Fault(name, where, f"is not valid YAML: {error.problem}")]) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Faulty([Fault(name, "", f"is not valid YAML: {' '.join(str(error).split())}")]) from error


# -- faults in words -------------------------------------------------------------------------------

_VALIDATORS = {kind: Draft202012Validator(msgspec.json.schema(entry_type)) for kind, entry_type in TYPES.items()}


def _innermost(problem: ValidationError) -> list[ValidationError]:
    """Of a field that may be a group or nothing: what is wrong inside the group, not that it is neither."""
    branches = problem.context or []
    inside = [inner for inner in branches if len(inner.path) > 0]
    if not inside:
        filled = [inner for inner in branches if inner.validator_value != "null"]
        return filled if len(filled) == 1 else [problem]
    return [deeper for inner in inside for deeper in _innermost(inner)]


def path_of(problem: ValidationError) -> str:
    """Where the breach is: `steps[0].nn`."""
    out = ""
    for step in problem.absolute_path:
        out += f"[{step}]" if isinstance(step, int) else f".{step}" if out else str(step)
    return out


def reason_of(problem: ValidationError) -> str:
    """What a breach of the schema means, in a sentence."""
    instance: Any = problem.instance
    value = str(instance)
    wanted: Any = problem.validator_value
    schema: Any = problem.schema
    shown = value if len(value) <= 60 else value[:57] + "…"
    match problem.validator:
        case "required":
            missing = [name for name in wanted if name not in instance]
            return f"lacks {', '.join(missing)}"
        case "additionalProperties":
            unknown = [name for name in instance if name not in schema.get("properties", {})]
            return f"has the unknown field {', '.join(map(str, unknown))}"
        case "enum":
            return f"is “{shown}”; expected one of {', '.join(map(str, wanted))}"
        case "type":
            return f"is “{shown}”; expected {_kind_of(wanted)}"
        case "pattern":
            return f"is “{shown}”, which has the wrong form (expected {wanted})"
        case "minItems" | "minLength":
            return "is empty"
        case "anyOf" | "oneOf":
            return f"is “{shown}”, which is none of the forms it may have"
        case _:
            return problem.message


def _kind_of(name: object) -> str:
    words = {
        "object": "a group of fields",
        "array": "a list",
        "string": "text",
        "integer": "a whole number",
        "null": "nothing",
    }
    return words.get(str(name), str(name))


# -- references ------------------------------------------------------------------------------------


def _reference_faults(bundle: Bundle) -> list[Fault]:
    known = {kind: entries.keys() for kind, entries in bundle.entries.items()}
    found = [
        Fault(f"{kind}/{key}.yaml", where, reason)
        for kind, entries in bundle.entries.items()
        for key, loaded in entries.items()
        for where, reason in reference_faults(loaded.entry, known)
    ]
    return [*found, *_alias_faults(bundle)]


def reference_faults(entry: Entry, known: Mapping[str, Collection[str]]) -> Iterator[tuple[str, str]]:
    """Where an entry names one that is not there: (field, reason). `known` holds the ids there are, by kind."""
    for where, kind, key in _references(entry):
        if key and key not in known[kind]:
            yield where, f"names “{key}”, which is not in {kind}/"


def _references(entry: Entry) -> Iterator[tuple[str, str, str | None]]:
    """(field, kind, id) of everything that an entry names."""
    if isinstance(entry, Scheme):
        yield "provider", "organisations", entry.provider
        yield from ((f"partners[{n}]", "organisations", key) for n, key in enumerate(entry.partners))
        yield "general", "schemes", entry.general
        yield from ((f"related[{n}].id", "schemes", link.id) for n, link in enumerate(entry.related))
    elif isinstance(entry, Term):
        for n, see in enumerate(entry.see_also):
            yield f"see_also[{n}]", "glossary", see.term
            yield f"see_also[{n}]", "organisations", see.organisation
    elif isinstance(entry, PracticeExample):
        yield from ((f"schemes[{n}]", "schemes", key) for n, key in enumerate(entry.schemes))


def _alias_faults(bundle: Bundle) -> Iterator[Fault]:
    owners: dict[str, str] = {key: key for key in bundle.entries["schemes"]}
    for scheme in bundle.all(Scheme):
        for n, alias in enumerate(scheme.aliases):
            if (owner := owners.setdefault(alias, scheme.id)) != scheme.id:
                yield Fault(f"schemes/{scheme.id}.yaml", f"aliases[{n}]", f"“{alias}” already leads to {owner}")
