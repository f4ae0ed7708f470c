"""Short papers from the same data: the proof of figures, and the status for the steering group. Each fits a page."""

from collections.abc import Iterator, Mapping
from datetime import date

from app.kernel.text import Lang, LocalText
from app.plan.codes import CellKind, CheckLevel, Deviation, Priority
from app.plan.documents import paper_words, tables, words
from app.plan.documents.blocks import Block, Cell, Column, Document, Heading, Item, Items, Paragraph, Row, Table
from app.plan.documents.outline import written_on
from app.plan.documents.words import say
from app.plan.rules.deviation import Standing, standing
from app.plan.rules.ledger import SUM, TOTAL
from app.plan.rules.money_checks import money_checks
from app.plan.rules.sentences import grouped, money
from app.plan.rules.timing import span
from app.plan.rules.whole import Whole, label
from app.plan.types import Measure, Printed
from app.plan.vocabularies import BODY, CHECK_LEVEL, DEVIATION, PROGRESS

MOST_MEASURES = 14
MOST_CHECKS = 6
MOST_DIFFERENCES = 6
ORDER = [CheckLevel.FAULT, CheckLevel.WARNING, CheckLevel.OK, CheckLevel.INFO]
URGENT = [Deviation.STUCK, Deviation.LATE, Deviation.NOT_UPDATED]


def paper(whole: Whole, title: str, blocks: Iterator[Block], written: date) -> Document:
    """A short paper about an edition."""
    lang = whole.plan.lang
    return Document(
        title=title,
        running_title=f"{whole.plan.short_title} {whole.edition.year}",
        subject=whole.plan.title,
        author=whole.plan.short_title,
        lang=lang,
        written=written,
        page_words=(say(words.PAGE[0], lang), say(words.PAGE[1], lang)),
        blocks=tuple(blocks),
        is_plain=True,
    )


# -- the proof of figures ----------------------------------------------------------------------------------


def proof(whole: Whole, today: date) -> Document:
    """Both budget tables, the checks of the money, and what the document prints against what is worked out."""
    title = f"{say(paper_words.PROOF, whole.plan.lang)}: {whole.plan.short_title} {whole.edition.year}"
    return paper(whole, title, _proof(whole, whole.plan.lang, today), today)


def _proof(whole: Whole, lang: Lang, today: date) -> Iterator[Block]:
    yield Paragraph(say(paper_words.PROOF_LEAD, lang, date=words.day(today, lang)))
    if whole.goals:
        yield tables.period_table(whole, lang, 1)
        yield tables.year_table(whole, lang, 2, used=True)
    yield from _against_document(whole, lang)
    found = sorted(money_checks(whole), key=lambda check: ORDER.index(check.level))[:MOST_CHECKS]
    if found:
        yield Heading(1, say(paper_words.CHECKS, lang))
        rows = [Row((Cell(say(CHECK_LEVEL[check.level], lang)), Cell(check.text.pick(lang).text))) for check in found]
        yield _table(paper_words.CHECKS, paper_words.CHECK_COLUMNS, (20, 80), rows, lang)


def _against_document(whole: Whole, lang: Lang) -> Iterator[Block]:
    printed = whole.edition.printed
    if not printed:
        return
    pairs = [(one, _worked_out(whole, one)) for one in printed]
    different = [(one, now) for one, now in pairs if one.amount != now]
    if not different:
        yield Paragraph(say(paper_words.ALL_ALIKE, lang, count=len(printed)))
        return
    yield Paragraph(say(paper_words.ALIKE, lang, alike=len(printed) - len(different), count=len(printed)))
    rows = [
        Row(
            (
                Cell(_row_name(whole, one, lang)),
                Cell(_column_name(whole, one, lang)),
                Cell(grouped(one.amount)),
                Cell("" if now is None else grouped(now)),
            )
        )
        for one, now in different[:MOST_DIFFERENCES]
    ]
    yield _table(paper_words.PROOF, paper_words.DIFFERENCE_COLUMNS, (30, 30, 20, 20), rows, lang, amounts=(2, 3))


def _worked_out(whole: Whole, one: Printed) -> int | None:
    return (whole.period_table if one.table == "period" else whole.year_table).at(one.row, one.column)


def _row_name(whole: Whole, one: Printed, lang: Lang) -> str:
    goal = whole.goals_by_id.get(one.row)
    return f"{goal.number}. {goal.title}" if goal else say(words.SUM, lang)


def _column_name(whole: Whole, one: Printed, lang: Lang) -> str:
    source = next((source for source in whole.plan.sources if source.id == one.column), None)
    if source:
        return source.printed or say(source.name, lang)
    return say(words.TOTAL, lang) if one.column == TOTAL else one.column


# -- the status ----------------------------------------------------------------------------------------------


def status(whole: Whole, today: date) -> Document:
    """How the measures, the money and the decisions stand, for the steering group's meeting."""
    since, stale = written_on(whole), whole.plan.stale_after_days
    standings = {measure.id: standing(measure, today, since, stale) for measure in whole.measures}
    title = f"{say(paper_words.STATUS, whole.plan.lang)}, {words.day(today, whole.plan.lang)}"
    return paper(whole, title, _status(whole, standings, whole.plan.lang, today), today)


def _status(whole: Whole, standings: Mapping[str, Standing], lang: Lang, today: date) -> Iterator[Block]:
    yield Paragraph(whole.edition.title, style="subtitle")
    shown = sorted(whole.measures, key=lambda measure: _urgency(measure, standings[measure.id]))[:MOST_MEASURES]
    rows = [_measure(whole, one, standings[one.id], lang, today) for one in whole.measures if one in shown]
    yield _table(paper_words.STATUS_TABLE, paper_words.STATUS_COLUMNS, (6, 34, 17, 18, 25), rows, lang, header=1)
    if len(shown) < len(whole.measures):
        yield Paragraph(say(paper_words.OTHERS, lang, count=len(whole.measures) - len(shown)), style="note")
    yield Heading(1, say(paper_words.MONEY, lang))
    yield from _money(whole, lang)
    yield Heading(1, say(paper_words.DECISIONS, lang))
    yield from _decisions(whole, lang, today)


def _urgency(measure: Measure, found: Standing) -> tuple[int, bool]:
    """What is stuck or late stands before what is silent, and what is prioritised before what is not."""
    deviation = found.deviation
    return (
        URGENT.index(deviation) if deviation in URGENT else len(URGENT),
        measure.priority is not Priority.PRIORITISED,
    )


def _measure(whole: Whole, measure: Measure, found: Standing, lang: Lang, today: date) -> Row:
    ahead = [one for one in measure.milestones if one.date and not one.done_on]
    nearest = min(ahead, key=lambda one: span(one.date or "").last, default=None)
    return Row(
        (
            Cell(label(measure, whole.goals_by_id)),
            Cell(measure.title),
            Cell(say(PROGRESS[found.progress] if found.progress else paper_words.NOT_REPORTED, lang)),
            Cell(say(DEVIATION[found.deviation], lang) if found.deviation else ""),
            Cell(f"{nearest.text} ({words.day(nearest.date or '', lang)})" if nearest else ""),
        )
    )


def _money(whole: Whole, lang: Lang) -> Iterator[Block]:
    total = money(whole.year_table.at(SUM, TOTAL), lang)
    yield Paragraph(say(paper_words.YEAR_MONEY, lang, year=whole.edition.year, total=total))
    kinds = {"granted": CellKind.GRANTED, "paid": CellKind.PAID, "spent": CellKind.SPENT}
    amounts = {name: whole.book.kind_total(kind) for name, kind in kinds.items()}
    if any(amount is not None for amount in amounts.values()):
        yield Paragraph(say(paper_words.SPENT, lang, **{name: money(amount, lang) for name, amount in amounts.items()}))
    wrong = [check for check in money_checks(whole) if check.level in (CheckLevel.FAULT, CheckLevel.WARNING)]
    if wrong:
        yield Items(tuple(Item(check.text.pick(lang).text) for check in wrong[:3]))
    else:
        yield Paragraph(say(paper_words.NOTHING_WRONG, lang))


def _decisions(whole: Whole, lang: Lang, today: date) -> Iterator[Block]:
    approvals = whole.edition.approvals
    decided = [approval for approval in approvals if approval.date]
    waiting = [approval.party for approval in approvals if not approval.date]
    said = [say(paper_words.OF_PARTIES, lang, count=len(decided), all=len(approvals))]
    if waiting:
        said.append(say(paper_words.WAITING, lang, names=", ".join(waiting)))
    ahead = [meeting for meeting in whole.edition.meetings if meeting.date >= today.isoformat()]
    if ahead:
        first = min(ahead, key=lambda meeting: meeting.date)
        body = say(BODY[first.body], lang).lower()
        said.append(say(paper_words.NEXT_MEETING, lang, party=first.party, body=body, date=words.day(first.date, lang)))
    yield Paragraph(" ".join(said))


def _table(
    title: LocalText,
    headings: tuple[LocalText, ...],
    widths: tuple[float, ...],
    rows: list[Row],
    lang: Lang,
    *,
    header: int = 0,
    amounts: tuple[int, ...] = (),
) -> Table:
    columns = tuple(
        Column(say(heading, lang), width, "amount" if n in amounts else "text")
        for n, (heading, width) in enumerate(zip(headings, widths, strict=True))
    )
    return Table(title=say(title, lang), columns=columns, rows=tuple(rows), header=header)
