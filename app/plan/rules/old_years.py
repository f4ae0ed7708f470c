"""Sentences of an edition that still name the year before, for the leader to look at. Nothing is changed by itself."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal, TypeAlias

from app.catalogue.readability import sentences
from app.plan.codes import Priority
from app.plan.rules.whole import Whole, label
from app.plan.types import Block, Measure

Kind: TypeAlias = Literal["section", "goal", "measure"]


@dataclass(frozen=True, slots=True)
class Dated:
    """A chapter, a goal or a measure, and its sentences that name the year."""

    kind: Kind
    key: str
    """The chapter's number, or the id of the goal or the measure."""
    where: str
    """As printed."""
    sentences: tuple[str, ...]


def old_years(whole: Whole, year: int) -> tuple[Dated, ...]:
    """Where the running text names `year`, in the plan's order. The years of a period (2025–2028) name no year.

    What has ended is not gone through: it tells what was.
    """
    named = re.compile(rf"(?<![\d\-–]){year}(?![\d\-–])")
    out = []
    for (kind, key, where), texts in _everything(whole):
        if said := tuple(dict.fromkeys(text for text in texts if named.search(text))):
            out.append(Dated(kind, key, where, said))
    return tuple(out)


_Place: TypeAlias = tuple[Kind, str, str]


def _everything(whole: Whole) -> Iterator[tuple[_Place, Iterator[str]]]:
    for section in whole.edition.sections:
        yield ("section", section.number, f"{section.number} {section.heading}"), _in_blocks(section.blocks)
    for goal in whole.goals:
        texts = (goal.main_objective, goal.table_note, *goal.remarks)
        yield (
            ("goal", goal.id, f"{goal.number} {goal.title}"),
            chain(_in_texts(texts), _in_blocks(goal.introduction)),
        )
    for measure in whole.measures:
        if measure.priority is not Priority.ENDED:
            where = f"{label(measure, whole.goals_by_id)} {measure.title}"
            yield ("measure", measure.id, where), _of_measure(measure)


def _of_measure(measure: Measure) -> Iterator[str]:
    yield from _in_texts((measure.title, measure.subtitle))
    for section in measure.sections:
        yield from _in_blocks(section.blocks)
    yield from _in_texts(it.what for it in measure.contributions)
    yield from _in_texts(it.how for it in measure.links)


def _in_blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from _in_texts((block.text, *block.items))


def _in_texts(texts: Iterable[str | None]) -> Iterator[str]:
    for text in texts:
        yield from sentences(text or "")
