"""The parts that the leader accepts -> the contents that are to be stored, as plain values."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from app.plan.documents.reading.parts import Part, Status
from app.plan.rules.whole import Whole


@dataclass(slots=True)
class Taken:
    """What is to be stored. `parts` are whole contents by (kind, key); `cells` are (goal, year, source, amount)."""

    parts: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    new_measures: list[dict[str, Any]] = field(default_factory=list)
    cells: list[tuple[str, int, str, int | None]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


def taken(parts: Sequence[Part], accepted: Collection[str], whole: Whole) -> Taken:
    """Put the accepted parts together. A key that is none of the parts, or may not be accepted, is left out."""
    out = Taken()
    edition: dict[str, Any] = msgspec.to_builtins(whole.edition)
    before = msgspec.to_builtins(whole.edition)
    for part in parts:
        if part.key not in accepted or not part.may_be_accepted:
            continue
        out.names += [name for name in part.new_names if name not in out.names]
        kind, _, key = part.key.partition("-")
        if kind == "goal":
            out.parts["goals", key] = msgspec.to_builtins(whole.goals_by_id[key]) | part.fields
        elif kind == "measure" and part.status is Status.NEW:
            out.new_measures.append(part.fields)
        elif kind == "measure":
            out.parts["measures", key] = _without_none(msgspec.to_builtins(whole.measures_by_id[key]) | part.fields)
        else:
            _into_edition(edition, part)
            out.cells += part.cells
    if edition != before:
        out.parts["editions", str(whole.edition.year)] = edition
    return out


def _without_none(content: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if value is not None}


def _into_edition(edition: dict[str, Any], part: Part) -> None:
    for name, value in part.fields.items():
        if name == "section":
            sections = [one for one in edition.get("sections", []) if one["number"] != value["number"]]
            edition["sections"] = sorted([*sections, value], key=lambda one: (len(one["number"]), one["number"]))
        elif name in ("footnotes", "printed"):
            table = part.key.partition("-")[2]
            edition[name] = [one for one in edition.get(name, []) if one["table"] != table] + value
        else:
            edition[name] = value
