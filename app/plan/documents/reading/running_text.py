"""Lines -> paragraphs and lists, as a plan keeps them."""

import re
from collections.abc import Iterable

from app.plan.documents.reading.blocks import Line
from app.plan.documents.reading.found import Matter
from app.plan.documents.reading.names import is_date_start, plain
from app.plan.documents.reading.notes import Notes, at
from app.plan.types import Block

_GOES_ON = re.compile(r"\b(frå|fra|og|i|på|til|av|med|som|at|å|eller|and|of|the|from|to)$")
_TYPED_BULLET = re.compile(r"[-•–*·▪■‣➢➤✓\uf0b7\uf0a7\uf0d8]\s+(?P<text>\S.*)", re.DOTALL)
_TYPED_NUMBER = re.compile(r"\d{1,2}[.)]\s+(?P<text>\S.*)", re.DOTALL)


def blocks_of(lines: Iterable[Line], notes: Notes, part: str = "") -> list[Block]:
    """The blocks. An item that breaks off in the middle of a sentence goes on in the next paragraph."""
    found: list[Block] = []
    list_id = ""
    for line in lines:
        text = plain(line.text)
        if not text:
            continue
        kind, text = _kind(line, text)
        last = found[-1] if found else None
        if kind:
            this = line.list_id if kind == "number" else "bullets"
            if last and last.items and last.numbered == (kind == "number") and list_id in (this, ""):
                last.items.append(text)
            else:
                found.append(Block(items=[text], numbered=kind == "number"))
            list_id = this
            continue
        if last and last.items and _GOES_ON.search(last.items[-1]):
            notes.doubt(Matter.BULLET_JOINED, text, at(line), f"… {last.items[-1][-60:]} {text[:60]} …", part)
            last.items[-1] += f" {text}"
            continue
        found.append(Block(text=text))
    return found


def _kind(line: Line, text: str) -> tuple[str, str]:
    """(bullet, number or nothing, the text without a mark that was typed)."""
    if line.list_kind:
        return line.list_kind, text
    if typed := _TYPED_BULLET.fullmatch(text):
        return "bullet", typed["text"]
    if (typed := _TYPED_NUMBER.fullmatch(text)) and not is_date_start(text):
        return "number", typed["text"]
    return "", text
