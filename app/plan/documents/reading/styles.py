"""What the parts beside the text of a Word document say: styles and numberings. Elements go by names without namespace."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

SEEN_AS_GREY = range(0x50, 0xD0)


def name_of(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def get(element: Any, name: str) -> str:
    """An attribute, whatever its namespace."""
    return next((str(v) for key, v in element.attrib.items() if key.rpartition("}")[2] == name), "")


def child(element: Any, *path: str) -> Any:
    for name in path:
        element = next((one for one in element if name_of(one) == name), None) if element is not None else None
    return element


def value_of(element: Any, *path: str) -> str:
    """The `val` of what the path leads to; nothing where there is none."""
    found = child(element, *path)
    return get(found, "val") if found is not None else ""


def is_on(properties: Any, name: str) -> bool | None:
    """A property that is on or off, `None` where nothing is said."""
    found = child(properties, name) if properties is not None else None
    return None if found is None else get(found, "val") not in ("0", "false", "off", "none")


def is_grey(colour: str) -> bool:
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", colour):
        return False
    parts = [int(colour[n : n + 2], 16) for n in (0, 2, 4)]
    return max(parts) - min(parts) <= 0x18 and all(part in SEEN_AS_GREY for part in parts)


class Styles:
    """What the styles say of levels, lists, bold and colour."""

    def __init__(self, root: Any) -> None:
        self._by_id: dict[str, Any] = {}
        for one in root if root is not None else ():
            if name_of(one) == "style":
                self._by_id[get(one, "styleId")] = one

    def chain(self, style: str) -> Iterator[Any]:
        """The style and those that it is based on."""
        seen: set[str] = set()
        while style and style in self._by_id and style not in seen:
            seen.add(style)
            yield self._by_id[style]
            style = value_of(self._by_id[style], "basedOn")

    def name(self, style: str) -> str:
        found = child(self._by_id[style], "name") if style in self._by_id else None
        return (get(found, "val") if found is not None else style).lower()

    def first(self, style: str, *path: str) -> Any:
        return next((found for one in self.chain(style) if (found := child(one, *path)) is not None), None)

    def level(self, style: str) -> int:
        for one in self.chain(style):
            if found := re.fullmatch(r"heading ([1-9])", value_of(one, "name").lower()):
                return int(found[1])
        found = self.first(style, "pPr", "outlineLvl")
        level = get(found, "val") if found is not None else ""
        return int(level) + 1 if level.isdigit() and int(level) < 9 else 0

    def is_bold(self, style: str) -> bool:
        on = (is_on(child(one, "rPr"), "b") for one in self.chain(style))
        return bool(next((found for found in on if found is not None), False))

    def colour(self, style: str) -> str:
        found = self.first(style, "rPr", "color")
        return get(found, "val") if found is not None else ""


@dataclass(slots=True)
class _Level:
    form: str = "bullet"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class _List:
    """A list as it is counted: lists that share their levels count on from each other, unless one starts anew."""

    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class Numberings:
    """Counts as Word does."""

    def __init__(self, root: Any) -> None:
        shared: dict[str, _List] = {}
        self._lists: dict[str, _List] = {}
        self._anew: dict[str, dict[int, int]] = {}
        for one in root if root is not None else ():
            if name_of(one) == "abstractNum":
                levels = {_whole(get(level, "ilvl")): _level(level) for level in one if name_of(level) == "lvl"}
                shared[get(one, "abstractNumId")] = _List(levels)
        for one in root if root is not None else ():
            if name_of(one) == "num":
                self._lists[get(one, "numId")] = shared.get(value_of(one, "abstractNumId"), _List())
                self._anew[get(one, "numId")] = {
                    _whole(get(level, "ilvl")): _whole(value_of(level, "startOverride"))
                    for level in one
                    if name_of(level) == "lvlOverride" and child(level, "startOverride") is not None
                }

    def form(self, number: str, level: int) -> str:
        found = self._lists.get(number)
        return found.levels.get(level, _Level()).form if found else "bullet"

    def counted(self, number: str, level: int) -> str:
        """Count one paragraph, and what Word writes before it: “Tiltak 3:”; nothing for a bullet."""
        found = self._lists.get(number)
        here = found.levels.get(level) if found else None
        if found is None or here is None:
            return ""
        start = self._anew.get(number, {}).pop(level, None)
        before = found.counts.get(level, here.start - 1)
        found.counts[level] = before + 1 if start is None else start
        found.counts = {at: count for at, count in found.counts.items() if at <= level}
        if here.form in ("bullet", "none"):
            return ""
        return re.sub(r"%([1-9])", lambda at: _counter(found, int(at[1]) - 1), here.text)


def _level(element: Any) -> _Level:
    start = value_of(element, "start")
    return _Level(value_of(element, "numFmt") or "decimal", value_of(element, "lvlText"), _whole(start) if start else 1)


def _counter(found: _List, level: int) -> str:
    count = found.counts.get(level, found.levels.get(level, _Level()).start)
    form = found.levels.get(level, _Level()).form
    return chr(96 + count) if form == "lowerLetter" and 0 < count < 27 else str(count)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
