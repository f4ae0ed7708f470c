"""What makes a plan impossible to store: (part, field, reason). What can be stored but looks wrong is a check."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from app.plan.cells import Cell, Movement
from app.plan.rules.ledger import SUM, TOTAL
from app.plan.rules.timing import is_date
from app.plan.rules.whole import Whole
from app.plan.types import ActionPlan, Block, Footnote, Goal, Measure, Printed


class Wrong(NamedTuple):
    """`part` is the file: `plan`, `edition`, `ledger`, `goals/<id>` or `measures/<id>`."""

    part: str
    field: str
    reason: str


def faults(whole: Whole, organisations: Collection[str], schemes: Collection[str]) -> Iterator[Wrong]:
    """Everything that is wrong in an edition as a whole."""
    yield from _plan(whole.plan, organisations, schemes)
    yield from _edition(whole)
    yield from _goals(whole)
    for measure in whole.measures:
        yield from _measure(whole, measure, schemes, organisations)
    yield from _numbers(whole)
    yield from _ledger(whole)


def _not_a_day(value: str | None) -> bool:
    return value is not None and not is_date(value)


def _calendar(part: str, dates: dict[str, str | None]) -> Iterator[Wrong]:
    for field, value in dates.items():
        if _not_a_day(value):
            yield Wrong(part, field, f"“{value}” is not a day of the calendar; write YYYY-MM-DD")


def _plan(plan: ActionPlan, organisations: Collection[str], schemes: Collection[str]) -> Iterator[Wrong]:
    if plan.from_year > plan.to_year:
        yield Wrong("plan", "to_year", f"is {plan.to_year}, before from_year ({plan.from_year})")
    if plan.to_year - plan.from_year > 30:
        yield Wrong("plan", "to_year", "makes the period longer than 30 years")
    yield from _calendar("plan", {"signing_planned": plan.signing_planned, "signed_on": plan.signed_on})
    for name in ("date", "checked_on"):
        days = {f"letters[{n}].{name}": getattr(letter, name) for n, letter in enumerate(plan.letters)}
        yield from _calendar("plan", days)
    sources = [source.id for source in plan.sources]
    for key, count in Counter(sources).items():
        if count > 1:
            yield Wrong("plan", "sources", f"“{key}” stands {count} times")
    if plan.weighted_source and plan.weighted_source not in sources:
        yield Wrong("plan", "weighted_source", f"“{plan.weighted_source}” is not among the sources")
    for n, source in enumerate(plan.sources):
        yield from _known(f"sources[{n}].organisation", [source.organisation], organisations, "organisations/")
        yield from _known(f"sources[{n}].scheme", [source.scheme], schemes, "schemes/")
    owners: dict[str, str] = {}
    for n, actor in enumerate(plan.actors):
        yield from _known(f"actors[{n}]", [actor.organisation, *actor.members], organisations, "organisations/")
        for spelling in (actor.name, *actor.aliases):
            if (owner := owners.setdefault(spelling.casefold(), actor.id)) != actor.id:
                yield Wrong("plan", f"actors[{n}]", f"“{spelling}” already means {owner}")
    for ident, count in Counter(actor.id for actor in plan.actors).items():
        if count > 1:
            yield Wrong("plan", "actors", f"the id “{ident}” stands {count} times")


def _known(
    field: str, keys: list[str | None], there: Collection[str], where: str, part: str = "plan"
) -> Iterator[Wrong]:
    for key in keys:
        if key and key not in there:
            yield Wrong(part, field, f"names “{key}”, which is not in {where}")


def _edition(whole: Whole) -> Iterator[Wrong]:
    edition, part = whole.edition, "edition"
    if str(edition.year) != edition.id:
        yield Wrong(part, "id", f"is “{edition.id}”; it must be the year, {edition.year}")
    if edition.year not in whole.years:
        yield Wrong(part, "year", f"is {edition.year}, outside the period {whole.years[0]}–{whole.years[-1]}")
    yield from _calendar(part, {f"versions[{n}].date": v.date for n, v in enumerate(edition.versions)})
    yield from _calendar(part, {f"versions[{n}].frozen_on": v.frozen_on for n, v in enumerate(edition.versions)})
    yield from _calendar(part, {f"meetings[{n}].date": m.date for n, m in enumerate(edition.meetings)})
    yield from _calendar(part, {f"approvals[{n}].date": a.date for n, a in enumerate(edition.approvals)})
    yield from _calendar(part, {"run.due": edition.run.due if edition.run else None})
    logged = {version.version for version in edition.versions}
    for n, approval in enumerate(edition.approvals):
        if approval.version and approval.version not in logged:
            yield Wrong(part, f"approvals[{n}].version", f"is “{approval.version}”, which is not in the version log")
    named = [(f"meetings[{n}].party", meeting.party) for n, meeting in enumerate(edition.meetings)]
    named += [(f"approvals[{n}].party", approval.party) for n, approval in enumerate(edition.approvals)]
    named += [(f"roles[{n}].actor", role.actor) for n, role in enumerate(edition.roles)]
    named += [(f"co_writers[{n}]", name) for n, name in enumerate(edition.co_writers)]
    yield from _spelled(whole, part, named)
    boxes = {box.id for box in edition.chart}
    for n, box in enumerate(edition.chart):
        yield from _known(f"chart[{n}].goal", [box.goal], whole.goal_ids, "goals/", part)
        yield from _known(f"chart[{n}].parent", [box.parent], boxes, "the chart", part)
    yield from _addresses(whole)
    yield from _explanations(whole)
    for n, section in enumerate(edition.sections):
        yield from _blocks(part, f"sections[{n}]", section.blocks)


def _addresses(whole: Whole) -> Iterator[Wrong]:
    """Footnotes and printed figures must point at a cell that there is."""
    columns = {
        "period": {TOTAL, *map(str, whole.years)},
        "year": {TOTAL, *whole.source_ids},
    }
    rows = {SUM, *whole.goal_ids}
    seen: set[tuple[str, str, str]] = set()
    pointing: tuple[tuple[str, Sequence[Footnote | Printed]], ...] = (
        ("footnotes", whole.edition.footnotes),
        ("printed", whole.edition.printed),
    )
    for field, pointers in pointing:
        seen.clear()
        for n, pointer in enumerate(pointers):
            if pointer.row not in rows:
                yield Wrong("edition", f"{field}[{n}].row", f"is “{pointer.row}”; expected a goal or “sum”")
            if pointer.column not in columns[pointer.table]:
                yield Wrong("edition", f"{field}[{n}].column", f"is “{pointer.column}”, which the table does not have")
            if (place := (pointer.table, pointer.row, pointer.column)) in seen:
                yield Wrong("edition", f"{field}[{n}]", "is the second for the same cell")
            seen.add(place)


def _explanations(whole: Whole) -> Iterator[Wrong]:
    """The leader's words beside checks must be about goals, measures and years of the edition, one for each check."""
    for n, one in enumerate(whole.edition.explanations):
        at = f"explanations[{n}]"
        yield from _known(f"{at}.goal", [one.goal], whole.goal_ids, "goals/", "edition")
        yield from _known(f"{at}.measure", [one.measure], whole.measures_by_id, "measures/", "edition")
        if one.year is not None and one.year not in whole.years:
            yield Wrong(
                "edition", f"{at}.year", f"is {one.year}, outside the period {whole.years[0]}–{whole.years[-1]}"
            )
    about = Counter((one.check, one.goal, one.measure, one.year) for one in whole.edition.explanations)
    for (check, *_), count in about.items():
        if count > 1:
            yield Wrong("edition", "explanations", f"{count} stand beside the same check, “{check}”")


def _spelled(whole: Whole, part: str, named: list[tuple[str, str]]) -> Iterator[Wrong]:
    for field, printed in named:
        if whole.actor(printed) is None:
            yield Wrong(part, field, f"“{printed}” is no actor of plan.yaml; add it there, or as an alias of one")


def _blocks(part: str, field: str, blocks: list[Block]) -> Iterator[Wrong]:
    for n, block in enumerate(blocks):
        if bool(block.text) == bool(block.items):
            yield Wrong(part, f"{field}.blocks[{n}]", "must have either text or items")


def _goals(whole: Whole) -> Iterator[Wrong]:
    if not whole.goals:
        yield Wrong("edition", "", "has no goals; there must be at least one file in goals/")
    weights = [goal.weight_percent for goal in whole.goals if goal.weight_percent is not None]
    if weights and (len(weights) < len(whole.goals) or sum(weights) != 100):
        shown = " + ".join(map(str, weights))
        yield Wrong(
            "edition", "weights", f"the goals' weight_percent are {shown} = {sum(weights)}; they must be 100 in all"
        )
    for number, count in Counter(goal.number for goal in whole.goals).items():
        if count > 1:
            yield Wrong("edition", "goals", f"{count} goals have the number {number}")
    for goal in whole.goals:
        yield from _goal(whole, goal)


def _goal(whole: Whole, goal: Goal) -> Iterator[Wrong]:
    part = f"goals/{goal.id}"
    named = [("coordinator", goal.coordinator)] if goal.coordinator else []
    yield from _spelled(whole, part, [*named, *(("supported_by", name) for name in goal.supported_by)])
    yield from _blocks(part, "introduction", goal.introduction)


def _numbers(whole: Whole) -> Iterator[Wrong]:
    for (goal, number), count in Counter((m.goal, m.number) for m in whole.measures).items():
        if count > 1:
            yield Wrong("edition", "measures", f"{count} measures have the number {number} under {goal}")


def _measure(
    whole: Whole, measure: Measure, schemes: Collection[str], organisations: Collection[str]
) -> Iterator[Wrong]:
    part = f"measures/{measure.id}"
    if measure.goal not in whole.goals_by_id:
        yield Wrong(part, "goal", f"is “{measure.goal}”, which is not in goals/; a measure must have a goal")
    named = [(f"responsible[{n}]", name) for n, name in enumerate(measure.responsible)]
    yield from _spelled(whole, part, [*named, *((f"partners[{n}]", name) for n, name in enumerate(measure.partners))])
    known = {actor.id for actor in whole.plan.actors}
    for n, contribution in enumerate(measure.contributions):
        yield from _known(f"contributions[{n}].actors", list(contribution.actors), known, "the plan's actors", part)
    for n, section in enumerate(measure.sections):
        yield from _blocks(part, f"sections[{n}]", section.blocks)
    dates = {f"milestones[{n}].date": m.date for n, m in enumerate(measure.milestones)}
    dates |= {f"milestones[{n}].done_on": m.done_on for n, m in enumerate(measure.milestones)}
    dates |= {f"reports[{n}].date": report.date for n, report in enumerate(measure.reports)}
    dates |= {f"notes[{n}].date": note.date for n, note in enumerate(measure.notes)}
    yield from _calendar(part, dates)
    for ident, count in Counter(milestone.id for milestone in measure.milestones).items():
        if count > 1:
            yield Wrong(part, "milestones", f"the id “{ident}” stands {count} times")
    yield from _frame(whole, measure, part)
    for n, link in enumerate(measure.links):
        yield from _known(f"links[{n}].goal", [link.goal], whole.goal_ids, "goals/", part)
        yield from _known(f"links[{n}].measure", [link.measure], whole.measures_by_id, "measures/", part)
    yield from _known("schemes", [link.scheme for link in measure.schemes], schemes, "schemes/", part)
    places = [one.organisation for one in measure.participation]
    yield from _known("participation", list(places), organisations, "organisations/", part)


def _frame(whole: Whole, measure: Measure, part: str) -> Iterator[Wrong]:
    for field, year in (("from_year", measure.from_year), ("to_year", measure.to_year)):
        if year is not None and year not in whole.years:
            yield Wrong(part, field, f"is {year}, outside the period {whole.years[0]}–{whole.years[-1]}")
    if measure.from_year and measure.to_year and measure.from_year > measure.to_year:
        yield Wrong(part, "to_year", f"is {measure.to_year}, before from_year ({measure.from_year})")


def _ledger(whole: Whole) -> Iterator[Wrong]:
    seen: set[tuple[object, ...]] = set()
    for n, cell in enumerate(whole.ledger.cells):
        yield from _cell(whole, cell, f"cells[{n}]")
        key = (cell.goal, cell.measure, cell.year, cell.source, cell.kind, cell.unit)
        if key in seen:
            yield Wrong(
                "ledger", f"cells[{n}]", "is the second for the same goal, measure, year, source, kind and unit"
            )
        seen.add(key)
    for n, movement in enumerate(whole.ledger.movements):
        yield from _movement(whole, movement, f"movements[{n}]")


def _cell(whole: Whole, cell: Cell, at: str) -> Iterator[Wrong]:
    yield from _known(f"{at}.goal", [cell.goal], whole.goal_ids, "goals/", "ledger")
    yield from _known(f"{at}.measure", [cell.measure], whole.measures_by_id, "measures/", "ledger")
    yield from _known(f"{at}.source", [cell.source], whole.source_ids, "the plan's sources", "ledger")
    measure = whole.measures_by_id.get(cell.measure or "")
    if measure and measure.goal != cell.goal:
        yield Wrong("ledger", f"{at}.goal", f"is “{cell.goal}”, but the measure belongs to “{measure.goal}”")
    if cell.year not in whole.years:
        yield Wrong("ledger", f"{at}.year", f"is {cell.year}, outside the period {whole.years[0]}–{whole.years[-1]}")


def _movement(whole: Whole, movement: Movement, at: str) -> Iterator[Wrong]:
    goals: list[str | None] = [movement.from_goal, movement.to_goal]
    yield from _known(f"{at}.goal", goals, whole.goal_ids, "goals/", "ledger")
    measures = [movement.from_measure, movement.to_measure]
    yield from _known(f"{at}.measure", measures, whole.measures_by_id, "measures/", "ledger")
    yield from _known(f"{at}.source", [movement.source], whole.source_ids, "the plan's sources", "ledger")
    yield from _calendar("ledger", {f"{at}.date": movement.date})
    for year in (movement.from_year, movement.to_year):
        if year not in whole.years:
            yield Wrong("ledger", at, f"names {year}, outside the period {whole.years[0]}–{whole.years[-1]}")
