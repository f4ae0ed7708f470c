"""The official action plan as a list of blocks: the eight sections of the ministry's template, in its order."""

from collections.abc import Iterable, Iterator
from datetime import date

from app.kernel.text import Lang
from app.plan.codes import Box
from app.plan.documents import tables, words
from app.plan.documents.blocks import Block as Piece
from app.plan.documents.blocks import Document, Figure, Heading, Item, Items, Page, Paragraph, Style
from app.plan.documents.chart import draw
from app.plan.documents.words import say
from app.plan.rules.sentences import enumeration
from app.plan.rules.timing import span
from app.plan.rules.whole import Whole
from app.plan.types import Block, ChartBox, Goal, Measure, PlanSection
from app.plan.vocabularies import BOX, EDITION_STATUS

MOST_ON_UPRIGHT = 5
"""Columns of money; more need a page on its side."""


def action_plan(whole: Whole, *, final: bool) -> Document:
    """The plan of one edition. A draft has the log and its title as stored; a final one is called no draft."""
    edition, lang = whole.edition, whole.plan.lang
    title = without_draft(edition.title) if final else edition.title
    blocks = [*_cover(whole, lang), *([] if final else _log(whole, lang)), *_sections(whole, lang)]
    return Document(
        title=title,
        running_title=f"{whole.plan.short_title} {edition.year}",
        subject=whole.plan.title,
        author=", ".join(whole.plan.parties),
        lang=lang,
        written=written_on(whole),
        page_words=(say(words.PAGE[0], lang), say(words.PAGE[1], lang)),
        blocks=tuple(blocks),
    )


def written_on(whole: Whole) -> date:
    """The last day of the edition's log, else the first of its year."""
    days = [span(version.date).last for version in whole.edition.versions]
    return max(days, default=date(whole.edition.year, 1, 1))


def without_draft(title: str) -> str:
    """The title of what is no longer a draft."""
    for start in words.DRAFT_TITLE:
        if title.casefold().startswith(start):
            return title[len(start)].upper() + title[len(start) + 1 :]
    return title


def _cover(whole: Whole, lang: Lang) -> Iterator[Piece]:
    edition, plan = whole.edition, whole.plan
    if edition.municipalities:
        yield Paragraph(enumeration(edition.municipalities, lang) + say(words.MUNICIPALITY, lang), style="cover")
    period = say(words.EDITION, lang, year=edition.year, first=plan.from_year, last=plan.to_year)
    yield Paragraph(f"{period} · {say(EDITION_STATUS[edition.status], lang)}", style="cover")


def _log(whole: Whole, lang: Lang) -> Iterator[Piece]:
    if whole.edition.versions:
        yield Heading(1, say(words.LOG, lang))
        yield tables.log_table(whole.edition.versions, lang)


# -- the sections --------------------------------------------------------------------------------------


def _sections(whole: Whole, lang: Lang) -> Iterator[Piece]:
    stored = {section.number: section for section in whole.edition.sections}
    for number in sorted({*stored, *words.SECTIONS}, key=_in_order):
        section = stored.get(number)
        yield Heading(number.count(".") + 1, _heading(number, section, whole, lang), _page(number, whole))
        blocks = [*(texts(section.blocks) if section else []), *_rest_of(number, whole, lang)]
        yield from blocks or [Paragraph(say(words.NOT_WRITTEN, lang), style="note")]


def _page(number: str, whole: Whole) -> Page:
    """The text begins after the cover's page; a wide budget has a page of its own."""
    is_wide = len(whole.year_table.columns) > MOST_ON_UPRIGHT
    if number == "1" or (number == "8" and is_wide):
        return "new"
    return "wide" if number == "7" and is_wide else "same"


def _in_order(number: str) -> tuple[tuple[int, int, str], ...]:
    return tuple((not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in number.split("."))


def _heading(number: str, section: PlanSection | None, whole: Whole, lang: Lang) -> str:
    if section:
        return f"{number} {section.heading}"
    found = say(words.SECTIONS[number], lang, year=whole.edition.year)
    source = next((one for one in whole.plan.sources if one.id == whole.plan.weighted_source), None)
    if number == "6" and source:
        name = say(source.name, lang)
        found += f" ({name[:1].lower()}{name[1:]})"
    return f"{number} {found}"


def _rest_of(number: str, whole: Whole, lang: Lang) -> Iterator[Piece]:
    """What a section holds besides its text. Tables are counted from the first goal's, log and final copy alike."""
    edition, first = whole.edition, len(whole.goals) + 1
    match number:
        case "2" if edition.update_requirements:
            yield Paragraph(say(words.REQUIREMENTS, lang))
            yield Items(tuple(map(Item, edition.update_requirements)), numbered=True)
        case "3" if whole.goals:
            yield Heading(2, say(words.PRIORITIES, lang, year=edition.year))
            for n, goal in enumerate(whole.goals, 1):
                yield from _goal(goal, whole.measures_of(goal.id), lang, n)
        case "4":
            yield from _organisation(whole, lang)
        case "5" if edition.meetings:
            yield tables.meeting_table(whole, lang, first)
        case "6" if whole.goals:
            yield tables.period_table(whole, lang, first + bool(edition.meetings))
        case "7" if whole.goals:
            yield tables.year_table(whole, lang, first + bool(edition.meetings) + 1)
        case "8" if edition.approvals:
            yield tables.approval_table(edition.approvals, lang, first + bool(edition.meetings) + 2)


def texts(blocks: Iterable[Block], style: Style = "body") -> Iterator[Piece]:
    """Stored text as it stands, character by character."""
    for block in blocks:
        if block.text:
            yield Paragraph(block.text, style=style)
        if block.items:
            yield Items(tuple(map(Item, block.items)), block.numbered)


# -- section 3 -------------------------------------------------------------------------------------------


def _goal(goal: Goal, measures: tuple[Measure, ...], lang: Lang, table: int) -> Iterator[Piece]:
    title = tables.title_in(goal.title, goal.titles, words.IN_HEADING)
    yield Heading(3, f"{say(words.GOAL, lang)} {goal.number}: {title}")
    yield from texts(goal.introduction)
    for remark in goal.remarks:
        yield Paragraph(remark)
    yield Paragraph(goal.main_objective, lead=say(words.MAIN_OBJECTIVE, lang))
    if goal.table_note:
        yield Paragraph(goal.table_note)
    if measures:
        yield tables.measure_table(goal, measures, lang, table)
    for measure in measures:
        yield from _measure(measure, lang)


def _measure(measure: Measure, lang: Lang) -> Iterator[Piece]:
    """A measure's text; nothing where nothing is written."""
    if not (measure.subtitle or measure.sections):
        return
    yield Heading(4, f"{say(words.MEASURE, lang)} {measure.number}: {measure.title}")
    if measure.subtitle:
        yield Paragraph(measure.subtitle, style="subtitle")
    for section in measure.sections:
        if section.heading:
            yield Heading(5, section.heading)
        yield from texts(section.blocks)


# -- section 4 -------------------------------------------------------------------------------------------


def _organisation(whole: Whole, lang: Lang) -> Iterator[Piece]:
    edition = whole.edition
    if edition.roles:
        yield Items(tuple(Item(role.task, lead=f"{role.actor}:") for role in edition.roles))
    if edition.co_writers:
        yield Paragraph(say(words.CO_WRITERS, lang))
        yield Items(tuple(map(Item, edition.co_writers)))
    if edition.chart:
        kinds = [(kind, say(BOX[kind], lang)) for kind in Box]
        title, label = say(words.CHART, lang), say(words.FIGURE, lang)
        yield Figure(draw(edition.chart, kinds), 1, label, title, _in_words(edition.chart, lang))


def _in_words(boxes: list[ChartBox], lang: Lang) -> str:
    """Everything that the chart shows: “Styring: Styringsgruppe. Arbeidsgrupper: …”."""
    names = {box.id: box.name for box in boxes}
    said = []
    for kind in Box:
        here = [
            say(words.UNDER, lang, box=box.name, parent=names[box.parent]) if box.parent in names else box.name
            for box in boxes
            if box.kind is kind
        ]
        if here:
            said.append(f"{say(BOX[kind], lang)}: {', '.join(here)}.")
    if not any(box.parent in names for box in boxes):
        said.append(say(words.CHART_WITHOUT_LINES, lang))
    return " ".join([f"{say(words.CHART, lang)}.", *said])
