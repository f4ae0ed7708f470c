"""What was understood of a document, part by part beside what the plan holds."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from app.plan.codes import Priority
from app.plan.documents import words
from app.plan.documents.outline import without_draft
from app.plan.documents.reading import comparing_tables
from app.plan.documents.reading.found import Doubt, FoundGoal, FoundMeasure, Proposal
from app.plan.documents.reading.names import alike, bare, plain, time_frame
from app.plan.documents.reading.parts import Part, Status, flat
from app.plan.documents.words import say
from app.plan.rules.block_text import text_of
from app.plan.rules.naming import id_for
from app.plan.rules.whole import Whole
from app.plan.types import Goal, Measure, Section

ENOUGH_ALIKE = 0.5


def compared(found: Proposal, whole: Whole) -> list[Part]:
    """Every part, in the order of the document; what only the plan has stands last among its kind."""
    goals = {one.number: goal for one in found.goals if (goal := _goal_of(one, whole))}
    goals |= {goal.number: goal for goal in whole.goals if goal.number not in goals}
    parts = [
        _front(found, whole),
        comparing_tables.log(found, whole),
        *_texts(found, whole),
        *_goals(found, whole, goals),
        *_measures(found, whole, goals),
        comparing_tables.organisation(found, whole),
        comparing_tables.meetings(found, whole),
        *comparing_tables.money(found, whole, goals),
        comparing_tables.approvals(found, whole),
    ]
    parts = [part for part in parts if part.fields or part.status is not Status.SAME or part.title]
    _share_doubts(parts, found.doubts)
    return parts


def digest(parts: Sequence[Part]) -> str:
    """Names what a person saw: another when the plan or the file is another."""
    seen = [(p.key, p.status, [list(d) for d in p.differences], p.cells) for p in parts]
    return hashlib.sha256(msgspec.json.encode(seen)).hexdigest()[:32]


def loose_doubts(parts: Sequence[Part], found: Proposal) -> list[Doubt]:
    """Doubts about the document as a whole."""
    told = [doubt for part in parts for doubt in part.doubts]
    return [doubt for doubt in found.doubts if doubt not in told]


def _share_doubts(parts: Sequence[Part], doubts: Sequence[Doubt]) -> None:
    """Each doubt stands by its part; `where` shows the way for those that name none."""
    by_name = {name: part for part in parts for name in _called(part)}
    for doubt in doubts:
        if part := by_name.get(doubt.part):
            part.doubts.append(doubt)


def _called(part: Part) -> list[str]:
    """The names that a reader's doubts have for the part."""
    kind, _, rest = part.key.partition("-")
    about = part.fields.get("_called", "")
    part.fields.pop("_called", None)
    match kind:
        case "text":
            return [f"section {rest}"]
        case "budget":
            return [rest]
        case _:
            return [about or kind]


def _front(found: Proposal, whole: Whole) -> Part:
    part = Part(key="front", title=say(words.T("Framsida", "Forsiden", "The cover"), whole.plan.lang))
    title = whole.edition.title
    if plain(found.title) not in (plain(title), plain(without_draft(title))):
        part.text("title", title, found.title)
    part.names("municipalities", whole.edition.municipalities, found.municipalities)
    return part


def _texts(found: Proposal, whole: Whole) -> Iterator[Part]:
    held = {section.number: section for section in whole.edition.sections}
    for one in found.texts:
        section = held.pop(one.number, None)
        blocks = msgspec.to_builtins(one.blocks)
        if not section and not blocks:
            continue
        part = Part(key=f"text-{one.number}", title=f"{one.number} {one.heading}", where=one.where)
        if section is None:
            part.status = Status.NEW
        elif bare(section.heading) != bare(one.heading):
            part.text("heading", section.heading, one.heading)
        part.blocks("blocks", msgspec.to_builtins(section.blocks) if section else [], blocks)
        if part.fields:
            heading = part.fields.get("heading") or (section.heading if section else one.heading)
            part.fields = {
                "section": {
                    "number": one.number,
                    "heading": heading,
                    "blocks": part.fields.get("blocks") or msgspec.to_builtins(section.blocks if section else []),
                }
            }
        yield part
    for section in held.values():
        yield Part(key=f"text-{section.number}", title=f"{section.number} {section.heading}", status=Status.MISSING)
    part = Part(key="requirements", title=say(words.REQUIREMENTS, whole.plan.lang))
    part.names("update_requirements", whole.edition.update_requirements, found.requirements)
    if found.requirements or whole.edition.update_requirements:
        yield part


# -- goals ---------------------------------------------------------------------------------------------------


def _goal_of(found: FoundGoal, whole: Whole) -> Goal | None:
    by_title = [g for g in whole.goals if bare(found.title) in {bare(g.title), *(bare(t.text) for t in g.titles)}]
    return next(iter(by_title), None) or next((goal for goal in whole.goals if goal.number == found.number), None)


def _goals(found: Proposal, whole: Whole, goals: dict[int, Goal]) -> Iterator[Part]:
    there = set()
    for one in found.goals:
        goal = goals.get(one.number)
        if goal is None:
            title = f"{say(words.GOAL, whole.plan.lang)} {one.number}: {one.title}"
            yield Part(key=f"goal-new-{one.number}", title=title, status=Status.NEW, where=one.where, lacks=["goal"])
            continue
        there.add(goal.id)
        part = Part(key=f"goal-{goal.id}", title=f"{say(words.GOAL, whole.plan.lang)} {goal.number}: {goal.title}")
        part.where = one.where
        if bare(one.title) not in {bare(goal.title), *(bare(variant.text) for variant in goal.titles)}:
            part.text("title", goal.title, one.title)
        part.text("main_objective", goal.main_objective, one.main_objective)
        introduction, remarks = _apart(msgspec.to_builtins(one.texts), goal)
        part.blocks("introduction", msgspec.to_builtins(goal.introduction), introduction)
        part.names("remarks", goal.remarks, remarks)
        part.text("table_note", goal.table_note, one.table_note)
        part.fields["_called"] = f"goal {one.number}"
        yield part
    for goal in whole.goals:
        if goal.id not in there:
            title = f"{say(words.GOAL, whole.plan.lang)} {goal.number}: {goal.title}"
            yield Part(key=f"goal-{goal.id}", title=title, status=Status.MISSING)


def _apart(blocks: list[dict[str, Any]], goal: Goal) -> tuple[list[dict[str, Any]], list[str]]:
    """The introduction, and the remarks: the paragraphs that are like those that the plan holds."""
    rest, remarks = list(blocks), []
    introduction = [block.text or "" for block in goal.introduction]
    for remark in goal.remarks:
        texts = [block for block in rest if block.get("text")]
        if not texts:
            break
        best = max(texts, key=lambda block: alike(remark, block["text"]))
        like = alike(remark, best["text"])
        if like >= ENOUGH_ALIKE and like >= max((alike(t, best["text"]) for t in introduction), default=0):
            remarks.append(best["text"])
            rest.remove(best)
    return rest, remarks


# -- measures --------------------------------------------------------------------------------------------------


def _measures(found: Proposal, whole: Whole, goals: dict[int, Goal]) -> Iterator[Part]:
    taken: set[str] = set()
    pairs: dict[int, Measure] = {}
    for is_same in (_has_title, _has_like_title, _has_number_and_text):
        for n, one in enumerate(found.measures):
            goal = goals.get(one.goal)
            free = [m for m in whole.measures_of(goal.id) if m.id not in taken] if goal and n not in pairs else []
            if measure := next((m for m in free if is_same(one, m)), None):
                pairs[n] = measure
                taken.add(measure.id)
    ids = set(whole.measures_by_id)
    for n, one in enumerate(found.measures):
        goal = goals.get(one.goal)
        part = _known_measure(one, pairs[n], whole) if n in pairs else _new_measure(one, goal, whole, ids)
        part.new_names = _unknown([*(one.responsible or []), *(one.partners or [])], whole) if part.fields else []
        part.fields["_called"] = f"{one.goal}.{one.number}"
        yield part
    for measure in whole.measures:
        if measure.id not in taken:
            yield Part(key=f"measure-{measure.id}", title=measure.title, status=Status.MISSING)


def _titles(measure: Measure) -> list[str]:
    return [measure.title, *(variant.text for variant in measure.titles)]


def _has_title(one: FoundMeasure, measure: Measure) -> bool:
    return bool({bare(title) for title in one.titles or [one.title]} & set(map(bare, _titles(measure))))


def _has_like_title(one: FoundMeasure, measure: Measure) -> bool:
    return max(alike(one.title, title) for title in _titles(measure)) >= ENOUGH_ALIKE


def _has_number_and_text(one: FoundMeasure, measure: Measure) -> bool:
    """Its title is another, and it is the same measure all the same."""
    old, new = (
        " ".join(text_of(msgspec.to_builtins(section.blocks)) for section in sections)
        for sections in (measure.sections, one.sections or [])
    )
    return one.number == measure.number and alike(old, new) >= ENOUGH_ALIKE


def _known_measure(one: FoundMeasure, measure: Measure, whole: Whole) -> Part:
    goal = whole.goals_by_id[measure.goal]
    part = Part(key=f"measure-{measure.id}", title=f"{goal.number}.{measure.number} {measure.title}", where=one.where)
    if one.number != measure.number:
        part.put("number", str(measure.number), str(one.number), one.number)
    if bare(one.title) not in {bare(measure.title), *(bare(variant.text) for variant in measure.titles)}:
        part.text("title", measure.title, one.title)
    part.text("subtitle", measure.subtitle, one.subtitle)
    if one.priority and one.priority is not measure.priority:
        part.put("priority", measure.priority, one.priority, str(one.priority))
        part.fields["priority_from"] = "stated"
    part.names("responsible", measure.responsible, one.responsible)
    part.names("partners", measure.partners, one.partners)
    if one.time_frame and _dashed(one.time_frame) != _dashed(measure.time_frame):
        part.text("time_frame", measure.time_frame, one.time_frame)
        part.fields |= _years(one.time_frame, whole)
    if one.sections:
        _sections(part, measure.sections, one.sections)
    elif measure.sections:
        part.kept.append("sections")
    return part


def _dashed(text: str) -> str:
    return re.sub(r"\s*[-–—]\s*", "-", plain(text))


def _years(text: str, whole: Whole) -> dict[str, Any]:
    years = time_frame(text)
    if years and all(year in whole.years for year in years) and years[0] <= years[1]:
        return {"from_year": years[0], "to_year": years[1]}
    return {"from_year": None, "to_year": None}


def _sections(part: Part, held: Sequence[Section], found: Sequence[Section]) -> None:
    """All sections are one field, for their order is a part of the text; each that differs is told by its heading."""
    old = {bare(section.heading or ""): section for section in held}
    new, is_same = [], len(held) == len(found)
    for n, section in enumerate(found):
        before = old.pop(bare(section.heading or ""), None)
        heading = section.heading
        kind = before.type if before else section.type
        is_same = is_same and before is not None and held[n] is before
        blocks, was = msgspec.to_builtins(section.blocks), msgspec.to_builtins(before.blocks) if before else []
        if flat(blocks) != flat(was):
            is_same = False
            part.put(f"sections/{heading or ''}", text_of(was), text_of(blocks), None)
        elif before:
            heading, blocks = before.heading, was
        new.append({"type": str(kind), "heading": heading, "blocks": blocks})
    for section in old.values():
        is_same = False
        part.put(f"sections/{section.heading or ''}", text_of(msgspec.to_builtins(section.blocks)), "", None)
    part.fields = {name: value for name, value in part.fields.items() if not name.startswith("sections/")}
    if not is_same:
        if part.status is Status.SAME:
            was, wanted = (", ".join(one.heading or "–" for one in side) for side in (held, found))
            part.put("sections", was, wanted, new)
        part.fields["sections"] = new


def _new_measure(one: FoundMeasure, goal: Goal | None, whole: Whole, taken: set[str]) -> Part:
    part = Part(key=f"measure-new-{one.goal}-{one.number}", title=f"{one.goal}.{one.number} {one.title}")
    part.where, part.status = one.where, Status.NEW
    part.text("title", "", one.title)
    part.text("subtitle", "", one.subtitle)
    part.names("responsible", [], one.responsible)
    part.names("partners", [], one.partners)
    part.text("time_frame", "", one.time_frame)
    _sections(part, [], one.sections or [])
    years = _years(one.time_frame or "", whole)
    is_later = bool(years["from_year"] and years["from_year"] > whole.edition.year)
    priority = one.priority or (Priority.LATER if is_later else Priority.PRIORITISED)
    ident = id_for(one.title, taken)
    taken.add(ident)
    part.fields |= years | {"id": ident, "goal": goal.id if goal else "", "number": one.number}
    part.fields |= {"priority": str(priority), "priority_from": "stated" if one.priority else "time_frame"}
    part.fields["revision"] = {"change": "new"}
    part.lacks = [name for name in ("goal", "title", "responsible", "time_frame") if not part.fields.get(name)]
    return part


def _unknown(names: Sequence[str], whole: Whole) -> list[str]:
    return [name for name in dict.fromkeys(names) if whole.actor(name) is None]
