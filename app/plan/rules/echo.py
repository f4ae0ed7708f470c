"""Which sentences of a plan are about an actor, and what an answer to one of them does to the plan."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import msgspec

from app.catalogue.readability import sentences
from app.plan.echoes import Answer, Asked, Kind, Sentence
from app.plan.rules.whole import Whole, label
from app.plan.types import Actor, Block, Contribution, Measure

Found: TypeAlias = Iterator[tuple[Iterable[str], Sentence]]
"""Whom a sentence is about, and the sentence."""


class Names:
    """Finds the actors of a plan in its texts. The longest spelling counts: `Telemark fylkeskommune` is not named in
    `Kompetansenettverket i Telemark fylkeskommune`.
    """

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._actor_of = {one.casefold(): actor.id for actor in actors for one in (actor.name, *actor.aliases)}
        spellings = {one for actor in actors for one in (actor.name, *actor.aliases)}
        either = "|".join(map(_pattern, sorted(spellings, key=lambda one: (-len(one), one)))) or "(?!)"
        self._any = re.compile(rf"(?<![\w-])(?P<name>{either})s?(?!\w)")

    def __call__(self, text: str) -> set[str]:
        """The ids of the actors that a text names."""
        return {self._actor_of[match["name"].casefold()] for match in self._any.finditer(text)}


def _pattern(spelling: str) -> str:
    """Capitals inside a name are part of it (`LO`, `NAV`); a capital at its beginning may be the sentence's."""
    exact = re.escape(spelling)
    return exact if spelling[1:] != spelling[1:].lower() else f"(?i:{exact})"


def about(whole: Whole) -> dict[str, list[Sentence]]:
    """By actor: every sentence about them that everybody may read, in the plan's order, each once.

    Those about a group that they are a member of are among them, marked with its name; a sentence that names both the
    member and the group is the member's own.
    """
    names = Names(whole.plan.actors)
    found: dict[str, dict[Sentence, int]] = {actor.id: {} for actor in whole.plan.actors}
    for place, (whom, sentence) in enumerate(_everything(whole, names)):
        for actor in whom:
            if actor in found:
                found[actor].setdefault(sentence, place)
    return {actor.id: _in_order(found[actor.id], _of_groups(whole, actor, found)) for actor in whole.plan.actors}


def _of_groups(whole: Whole, actor: Actor, own: Mapping[str, Mapping[Sentence, int]]) -> dict[Sentence, int]:
    """What is said of the groups that an actor is a member of; a sentence about two of them counts for the first."""
    said: dict[Sentence, tuple[str, int]] = {}
    for group in whole.plan.actors:
        if group.id != actor.id and actor.organisation in group.members:
            for sentence, place in own[group.id].items():
                if sentence not in own[actor.id]:
                    said.setdefault(sentence, (group.name, place))
    return {msgspec.structs.replace(sentence, group=name): place for sentence, (name, place) in said.items()}


def _in_order(*found: Mapping[Sentence, int]) -> list[Sentence]:
    placed = {sentence: place for some in found for sentence, place in some.items()}
    return sorted(placed, key=placed.__getitem__)


def _everything(whole: Whole, names: Names) -> Found:
    for role in whole.edition.roles:
        yield whole.actor_ids([role.actor]), Sentence(kind="role", text=role.task, printed=role.actor)
    for section in whole.edition.sections:
        for whom, text in _naming(names, section.blocks):
            yield whom, Sentence(kind="text", text=text, where=f"{section.number} {section.heading}")
    for goal in whole.goals:
        for whom, text in _naming(names, goal.introduction):
            yield whom, Sentence(kind="text", text=text, goal=goal.id, where=f"{goal.number} {goal.title}")
    for measure in whole.measures:
        yield from _of_measure(whole, measure, names)


def _of_measure(whole: Whole, measure: Measure, names: Names) -> Found:
    where = f"{label(measure, whole.goals_by_id)} {measure.title}"
    lists: tuple[tuple[Kind, list[str]], ...] = (("responsible", measure.responsible), ("partner", measure.partners))
    for kind, printed in lists:
        for one in printed:
            sentence = Sentence(kind=kind, text=measure.title, measure=measure.id, where=where, printed=one)
            yield whole.actor_ids([one]), sentence
    for it in measure.contributions:
        yield (
            [*it.actors, *whole.actor_ids([it.actor])],
            Sentence(
                kind="contribution",
                text=it.what or it.actor,
                measure=measure.id,
                where=where,
                printed=it.actor,
                certainty=it.certainty,
            ),
        )
    for milestone in measure.milestones:
        text = milestone.text
        yield (
            names(text),
            Sentence(kind="milestone", text=text, measure=measure.id, where=where, milestone=milestone.id),
        )
    for section in measure.sections:
        for whom, text in _naming(names, section.blocks):
            yield whom, Sentence(kind="text", text=text, measure=measure.id, where=where)


def _naming(names: Names, blocks: Iterable[Block]) -> Iterator[tuple[set[str], str]]:
    for block in blocks:
        for text in (*sentences(block.text or ""), *block.items):
            yield names(text), text


# -- what an answer does -----------------------------------------------------------------------------


def can_be_taken(measure: Measure | None, asked: Asked) -> bool:
    """Can the answer be put in the plan with one press? Only where the measure still says what was asked about."""
    return taken(measure, asked, asked.wish or "") is not None


def taken(measure: Measure | None, asked: Asked, words: str) -> Measure | None:
    """The measure as the partner wants it; None where a person must write it.

    `adjust` puts `words` in the place of the sentence; `no_more` takes the name or the contribution away. One member's
    answer about a group changes nothing for the others by itself.
    """
    if asked.sentence.group:
        return None
    if measure is None or measure.id != asked.sentence.measure:
        return None
    changed = _adjusted(measure, asked.sentence, words) if asked.answer == "adjust" and words else None
    if asked.answer == "no_more":
        changed = _without(measure, asked.sentence)
    return changed if changed != measure else None


def _adjusted(measure: Measure, about_: Sentence, words: str) -> Measure | None:
    match about_.kind:
        case "contribution":
            there = [it for it in measure.contributions if _says(it, about_)]
            if len(there) != 1:
                return None
            new = msgspec.structs.replace(there[0], what=words)
            return msgspec.structs.replace(
                measure, contributions=[new if it is there[0] else it for it in measure.contributions]
            )
        case "milestone":
            return msgspec.structs.replace(
                measure,
                milestones=[
                    msgspec.structs.replace(it, text=words)
                    if it.id == about_.milestone and it.text == about_.text
                    else it
                    for it in measure.milestones
                ],
            )
        case "text":
            return msgspec.structs.replace(
                measure,
                sections=[
                    msgspec.structs.replace(
                        section, blocks=[_reworded(block, about_.text, words) for block in section.blocks]
                    )
                    for section in measure.sections
                ],
            )
        case _:
            return None


def _reworded(block: Block, old: str, new: str) -> Block:
    if block.text is not None:
        return msgspec.structs.replace(block, text=block.text.replace(old, new, 1))
    return msgspec.structs.replace(block, items=[new if item == old else item for item in block.items])


def _without(measure: Measure, about_: Sentence) -> Measure | None:
    match about_.kind:
        case "partner":
            return msgspec.structs.replace(measure, partners=[it for it in measure.partners if it != about_.printed])
        case "responsible" if len(measure.responsible) > 1:
            left = [it for it in measure.responsible if it != about_.printed]
            return msgspec.structs.replace(measure, responsible=left) if left else None
        case "contribution":
            left_over = [it for it in measure.contributions if not (_says(it, about_) and len(it.actors) < 2)]
            return msgspec.structs.replace(measure, contributions=left_over)
        case _:
            return None


def _says(it: Contribution, about_: Sentence) -> bool:
    return (it.actor, it.what or it.actor) == (about_.printed, about_.text)


# -- how it stands -----------------------------------------------------------------------------------


def fault(answer: Answer | None, wish: str) -> str | None:
    """What is wrong with an answer, as a code: `unanswered`, or `no_wish` where nothing says how to adjust."""
    if answer is None:
        return "unanswered"
    return "no_wish" if answer == "adjust" and not wish else None


def unsettled(asked: Sequence[Asked]) -> list[int]:
    """Where the answers stand that the leader has yet to decide on."""
    return [place for place, it in enumerate(asked) if it.answer in ("adjust", "no_more") and not it.settled]
