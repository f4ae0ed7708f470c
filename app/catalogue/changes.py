"""What differs between two contents of an entry, and how two people's changes go together. Plain values in and out.

A content is an entry as `msgspec.to_builtins` gives it. It is compared by *leaves*: `title.nn`, `amount.max`,
`criteria`. A list is one leaf: order carries meaning in it, and half of two lists is neither.
"""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeAlias

Content: TypeAlias = Mapping[str, Any]


class Difference(NamedTuple):
    """A leaf that is not the same; `None` where one side lacks it."""

    path: str
    old: Any
    new: Any


class Conflict(NamedTuple):
    """A leaf that both changed, each to something else."""

    path: str
    base: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Merge:
    content: dict[str, Any]
    """Both sides' changes; where they are in conflict, mine."""
    taken: tuple[str, ...]
    """The leaves that come from the other side."""
    conflicts: tuple[Conflict, ...]


class Piece(NamedTuple):
    """A run of words: in both texts, only in the old one, or only in the new one."""

    kind: Literal["same", "gone", "new"]
    text: str


def leaves(content: Content, above: str = "") -> dict[str, Any]:
    """The leaves by path, in order. Empty texts and lists count as not there."""
    found: dict[str, Any] = {}
    for name, value in content.items():
        path = f"{above}.{name}" if above else str(name)
        if isinstance(value, Mapping):
            found |= leaves(value, path)
        elif value not in (None, "", []):
            found[path] = value
    return found


def from_leaves(found: Mapping[str, Any]) -> dict[str, Any]:
    """The content that has these leaves."""
    content: dict[str, Any] = {}
    for path, value in found.items():
        *above, name = path.split(".")
        inner = content
        for step in above:
            inner = inner.setdefault(step, {})
        inner[name] = value
    return content


def differences(old: Content, new: Content) -> list[Difference]:
    """Every leaf that is not the same, in the order of `new`, then what only `old` has."""
    before, after = leaves(old), leaves(new)
    paths = [*after, *(path for path in before if path not in after)]
    return [
        Difference(path, before.get(path), after.get(path)) for path in paths if before.get(path) != after.get(path)
    ]


def merge(base: Content, mine: Content, theirs: Content) -> Merge:
    """Put two changes of the same content together: what only one side changed is taken from that side."""
    at_base, at_mine, at_theirs = leaves(base), leaves(mine), leaves(theirs)
    together, taken, conflicts = dict(at_mine), [], []
    for path in dict.fromkeys([*at_theirs, *at_base]):
        was, here, there = at_base.get(path), at_mine.get(path), at_theirs.get(path)
        if there in (was, here):
            continue
        if here != was:
            conflicts.append(Conflict(path, was, here, there))
            continue
        taken.append(path)
        if there is None:
            together.pop(path, None)
        else:
            together[path] = there
    return Merge(from_leaves(together), tuple(taken), tuple(conflicts))


def with_leaves(content: Content, changed: Mapping[str, Any]) -> dict[str, Any]:
    """The content with some leaves set; a value of `None` takes the leaf away."""
    found = {**leaves(content), **changed}
    return from_leaves({path: value for path, value in found.items() if value is not None})


def word_by_word(old: str, new: str) -> list[Piece]:
    """The two texts as one row of pieces, by words."""
    before, after = _words(old), _words(new)
    return list(_joined(before, after))


def _words(text: str) -> list[str]:
    return re.findall(r"\S+\s*", text)


def _joined(before: list[str], after: list[str]) -> Iterator[Piece]:
    for kind, i, j, k, m in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(after[k:m]))
            continue
        if j > i:
            yield Piece("gone", "".join(before[i:j]))
        if m > k:
            yield Piece("new", "".join(after[k:m]))
