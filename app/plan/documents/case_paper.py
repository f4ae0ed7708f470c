"""Each municipality's case paper about the plan (saksframlegg): the same data for all, with one paragraph of its own."""

from collections.abc import Iterator
from datetime import date

from app.kernel.text import Lang
from app.plan.codes import Body, Priority
from app.plan.documents import paper_words, words
from app.plan.documents.blocks import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Document,
    Heading,
    Item,
    Items,
    Paragraph,
    Row,
    Table,
)
from app.plan.documents.outline import without_draft
from app.plan.documents.papers import paper
from app.plan.documents.words import say
from app.plan.rules.ledger import SUM, add
from app.plan.rules.sentences import enumeration, grouped, money
from app.plan.rules.whole import Whole, label
from app.plan.types import Approval
from app.plan.vocabularies import BODY

LONGEST_PARAGRAPH = 4_000


def municipalities(whole: Whole) -> list[str]:
    """The parties that get a case paper: those that have planned a meeting of their own, or must approve the plan."""
    named = [meeting.party for meeting in whole.edition.meetings] + [one.party for one in whole.edition.approvals]
    return list(dict.fromkeys(named))


def case_paper(whole: Whole, municipality: str, paragraph: str, today: date) -> Document:
    """The case paper of one party. `paragraph` is what the plan means there, in its own words; blank leaves room for it."""
    title = say(paper_words.CASE_PAPER, whole.plan.lang, municipality=municipality)
    return paper(whole, title, _blocks(whole, municipality, paragraph.strip(), whole.plan.lang), today)


def _blocks(whole: Whole, municipality: str, paragraph: str, lang: Lang) -> Iterator[Block]:
    subject = say(paper_words.CASE_SUBJECT, lang, title=without_draft(whole.edition.title), year=whole.edition.year)
    yield Paragraph(subject, style="cover")
    yield from procedure(whole, municipality, lang)
    yield Heading(1, say(paper_words.PROPOSAL, lang))
    yield Paragraph(proposal(whole, municipality, lang))
    yield Heading(1, say(paper_words.BACKGROUND, lang))
    yield Paragraph(background(whole, lang))
    yield from goals(whole, lang)
    yield Heading(1, say(paper_words.ECONOMY, lang))
    yield from economy(whole, lang)
    yield Heading(1, say(paper_words.LOCALLY, lang, municipality=municipality))
    yield from locally(paragraph, lang)
    if parts := own_parts(whole, municipality):
        yield Items(tuple(map(Item, parts)))


def proposal(whole: Whole, municipality: str, lang: Lang) -> str:
    """What the party is asked to decide, in a sentence."""
    newest = whole.edition.versions[-1] if whole.edition.versions else None
    version = (
        say(paper_words.THE_VERSION, lang, number=newest.version, date=words.day(newest.date, lang)) if newest else ""
    )
    title, year = without_draft(whole.edition.title), whole.edition.year
    return say(paper_words.PROPOSED, lang, municipality=municipality, title=title, year=year, version=version)


def background(whole: Whole, lang: Lang) -> str:
    """What the plan rests on, in a sentence."""
    parties = enumeration(whole.plan.parties, lang)
    return say(paper_words.ABOUT, lang, parties=parties, first=whole.plan.from_year, last=whole.plan.to_year)


def procedure(whole: Whole, municipality: str, lang: Lang) -> Iterator[Block]:
    meetings = {m.body: m.date for m in whole.edition.meetings if m.party == municipality}
    approvals = {a.body: a for a in whole.edition.approvals if a.party == municipality and a.body}
    bodies = [body for body in Body if body in meetings or body in approvals]
    if not bodies:
        return
    rows = [
        Row(
            (
                Cell(say(BODY[body], lang)),
                Cell(words.day(meetings[body], lang) if body in meetings else ""),
                Cell(_case_number(approvals.get(body))),
            )
        )
        for body in bodies
    ]
    columns = [Column(say(heading, lang), 33) for heading in paper_words.MEETING_COLUMNS]
    yield Heading(1, say(paper_words.HANDLED, lang))
    yield Table(title=say(paper_words.HANDLED, lang), columns=tuple(columns), rows=tuple(rows))


def _case_number(approval: Approval | None) -> str:
    return (approval.case_number or "") if approval else ""


def goals(whole: Whole, lang: Lang) -> Iterator[Block]:
    span = {"year": whole.edition.year, "first": whole.plan.from_year, "last": whole.plan.to_year}
    looks: tuple[tuple[float, ColumnKind], ...] = (
        (6, "number"), (35, "text"), (10, "number"), (17, "number"), (16, "amount"), (16, "amount")
    )  # fmt: skip
    columns = tuple(
        Column(say(heading, lang, **span), width, kind)
        for heading, (width, kind) in zip(paper_words.GOAL_COLUMNS, looks, strict=True)
    )
    rows = []
    for goal in whole.goals:
        measures = whole.measures_of(goal.id)
        now = sum(measure.priority is Priority.PRIORITISED for measure in measures)
        amounts = (whole.year_table.row(goal.id).total, whole.period_table.row(goal.id).total)
        cells = (Cell(str(goal.number)), Cell(goal.title), Cell(str(len(measures))), Cell(str(now)))
        rows.append(Row((*cells, *(Cell("" if amount is None else grouped(amount)) for amount in amounts))))
    if rows:
        yield Table(
            title=say(paper_words.GOAL_TABLE, lang),
            columns=columns,
            rows=tuple(rows),
            header=1,
            number=1,
            label=say(words.TABLE, lang),
        )
    if first := prioritised(whole):
        yield Paragraph(say(paper_words.PRIORITISED, lang, year=whole.edition.year))
        yield Items(tuple(map(Item, first)))


def prioritised(whole: Whole) -> list[str]:
    """The measures that have priority now, a line for each."""
    first = [measure for measure in whole.measures if measure.priority is Priority.PRIORITISED]
    return [f"{label(measure, whole.goals_by_id)} {measure.title}" for measure in first]


def economy(whole: Whole, lang: Lang) -> Iterator[Block]:
    table = whole.year_table
    total = money(add(table.sum.amounts.values()), lang)
    yield Paragraph(say(paper_words.YEAR_MONEY, lang, year=whole.edition.year, total=total))
    names = {source.id: say(source.name, lang) for source in whole.plan.sources}
    said = [
        Item(
            say(
                paper_words.FROM_SOURCE,
                lang,
                source=names.get(key) or say(words.WITHOUT_SOURCE, lang),
                amount=money(table.at(SUM, key), lang),
            )
        )
        for key in table.columns
        if table.at(SUM, key) is not None
    ]
    if said:
        yield Items(tuple(said))
    yield Paragraph(say(paper_words.SHARE_UNKNOWN, lang))


def locally(paragraph: str, lang: Lang) -> Iterator[Paragraph]:
    """What the plan means there, in its own words; a marked place where nobody has written it."""
    for text in paragraph.splitlines():
        if text.strip():
            yield Paragraph(text.strip())
    if not paragraph.strip():
        yield Paragraph(say(paper_words.WRITE_HERE, lang), style="note")


def own_parts(whole: Whole, municipality: str) -> list[str]:
    """What the party does with the measures, a line for each."""
    actor = whole.actor(municipality)
    ids = {actor.id, actor.organisation} if actor else set()
    return [
        f"{label(measure, whole.goals_by_id)} {measure.title}: {part.topic}"
        for measure in whole.measures
        for part in measure.participation
        if part.organisation in ids and part.topic
    ]
