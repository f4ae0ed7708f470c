"""Paragraphs and lists of a plan as one text that people can write, and back.

A blank line ends a paragraph. Lines that begin with “- ” are a list, lines that begin with “1. ” a numbered one.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from app.plan.rules.typed_dates import MONTHS

_BULLET = re.compile(r"[-*•–]\s+(?P<text>.+)")
_NUMBER = re.compile(rf"\d{{1,2}}[.)]\s+(?!(?:{'|'.join(MONTHS)}|halvår|kvartal)\b)(?P<text>.+)")


def text_of(blocks: Sequence[dict[str, Any]]) -> str:
    """The blocks as somebody would write them."""
    return "\n\n".join(_written(block) for block in blocks)


def _written(block: dict[str, Any]) -> str:
    if text := block.get("text"):
        return str(text)
    if block.get("numbered"):
        return "\n".join(f"{number}. {item}" for number, item in enumerate(block["items"], 1))
    return "\n".join(f"- {item}" for item in block["items"])


def blocks_of(text: str) -> list[dict[str, Any]]:
    """The blocks, as plain values."""
    found: list[dict[str, Any]] = []
    for kind, line in _lines(text):
        last = found[-1] if found else {}
        match kind:
            case "item" if "items" in last and not last.get("numbered"):
                last["items"].append(line)
            case "number" if last.get("numbered"):
                last["items"].append(line)
            case "item":
                found.append({"items": [line]})
            case "number":
                found.append({"items": [line], "numbered": True})
            case "more" if "text" in last and not _is_marked(f"{last['text']} {line}"):
                last["text"] += f" {line}"
            case "more" if "items" in last:
                last["items"][-1] += f" {line}"
            case _:
                found.append({"text": line})
    return found


def _is_marked(line: str) -> bool:
    return bool(_BULLET.fullmatch(line) or _NUMBER.fullmatch(line))


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """(item, number, more, or new, the line without its mark). Space between two lists keeps them apart only by a text."""
    is_new = True
    for raw in text.splitlines():
        line = " ".join(raw.split())
        if not line:
            is_new = True
            continue
        if found := _BULLET.fullmatch(line):
            yield "item", found["text"]
        elif found := _NUMBER.fullmatch(line):
            yield "number", found["text"]
        else:
            yield ("new" if is_new else "more"), line
        is_new = False
