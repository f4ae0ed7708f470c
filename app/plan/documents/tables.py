"""The tables of the action plan: its log, its measures, its meetings, its money, its approvals."""

from collections.abc import Iterable, Sequence

from app.kernel.text import Lang
from app.plan.codes import Body, Priority
from app.plan.documents import words
from app.plan.documents.blocks import Cell, Column, Group, Note, Row, Table
from app.plan.documents.words import say
from app.plan.rules import ledger
from app.plan.rules.ledger import SUM, TOTAL
from app.plan.rules.sentences import grouped
from app.plan.rules.whole import Whole
from app.plan.types import Approval, Goal, LoggedVersion, Measure, TitleVariant
from app.plan.vocabularies import BODY, PRIORITY


def title_in(title: str, variants: Iterable[TitleVariant], places: Sequence[str]) -> str:
    """The title as it is printed in one place of the document, where it has another form there."""
    return next((variant.text for variant in variants if variant.where.casefold() in places), title)


def log_table(versions: Sequence[LoggedVersion], lang: Lang) -> Table:
    """The document's own log; a row's number and name share a cell."""
    rows = [
        Row(
            (
                Cell(version.version, more=(version.name,)),
                Cell(version.printed_date or words.day(version.date, lang)),
                Cell(version.status),
                Cell(version.changed_by),
            )
        )
        for version in versions
    ]
    headings = [say(column, lang) for column in words.LOG_COLUMNS]
    columns = [Column(heading, width) for heading, width in zip(headings, (28, 17, 38, 17), strict=True)]
    return Table(title=say(words.LOG, lang), columns=tuple(columns), rows=tuple(rows))


def measure_table(goal: Goal, measures: Iterable[Measure], lang: Lang, number: int) -> Table:
    """A goal's measures. What is not prioritised now says so in words, and is grey too."""
    rows = [
        Row(
            (
                Cell(str(measure.number), amount=measure.number),
                Cell(
                    title_in(measure.title, measure.titles, words.IN_MEASURE_TABLE),
                    tag="" if measure.priority is Priority.PRIORITISED else say(PRIORITY[measure.priority], lang),
                ),
                Cell(", ".join(measure.responsible)),
                Cell(", ".join(measure.partners)),
                Cell(measure.time_frame),
            ),
            muted=measure.priority is not Priority.PRIORITISED,
        )
        for measure in measures
    ]
    headings = [say(column, lang) for column in words.MEASURE_COLUMNS]
    widths: list[float] = [5, 26, 23, 31, 15]
    columns = [
        Column(heading, width, "number" if n == 0 else "text")
        for n, (heading, width) in enumerate(zip(headings, widths, strict=True))
    ]
    return Table(
        title=say(words.MEASURE_TABLE, lang, number=goal.number),
        columns=tuple(columns),
        rows=tuple(rows),
        number=number,
        label=say(words.TABLE, lang),
        header=1,
        sheet=say(words.MEASURES, lang),
        part=f"{say(words.GOAL, lang)} {goal.number}: {goal.title}",
    )


def meeting_table(whole: Whole, lang: Lang, number: int) -> Table:
    """When each party deals with the plan, a column for each body that does."""
    meetings = whole.edition.meetings
    parties = list(dict.fromkeys(meeting.party for meeting in meetings))
    bodies = [body for body in Body if any(meeting.body is body for meeting in meetings)]
    dates: dict[tuple[str, Body], list[str]] = {}
    for meeting in meetings:
        dates.setdefault((meeting.party, meeting.body), []).append(words.day(meeting.date, lang))
    rows = [
        Row((Cell(party), *(Cell(", ".join(dates.get((party, body), []))) for body in bodies))) for party in parties
    ]
    ending = say(words.MUNICIPALITY, lang)
    all_municipal = bool(ending) and all(party.endswith(ending) for party in parties)
    first = say(words.PARTY_IS_MUNICIPALITY if all_municipal else words.PARTY, lang)
    columns = [Column(first, 34), *(Column(say(BODY[body], lang), 66 / len(bodies)) for body in bodies)]
    return Table(
        title=say(words.MEETINGS, lang),
        columns=tuple(columns),
        rows=tuple(rows),
        number=number,
        label=say(words.TABLE, lang),
    )


def period_table(whole: Whole, lang: Lang, number: int) -> Table:
    """Section 6: the money that the weights share out, by goal and year."""
    years = [(str(year), str(year)) for year in whole.years]
    span = {"first": whole.plan.from_year, "last": whole.plan.to_year}
    return _money(
        whole,
        lang,
        table="period",
        amounts=whole.period_table,
        headings=years,
        number=number,
        sheet=say(words.PERIOD_SHEET, lang, **span),
    )


def year_table(whole: Whole, lang: Lang, number: int, *, used: bool = False) -> Table:
    """Section 7: all money of the edition's year, by goal and source. `used`: without sources that nothing is from."""
    printed = {source.id: source.printed or say(source.name, lang) for source in whole.plan.sources}
    columns = [
        (key, printed.get(key) or say(words.WITHOUT_SOURCE, lang))
        for key in whole.year_table.columns
        if not used or whole.year_table.at(SUM, key) is not None
    ]
    return _money(
        whole,
        lang,
        table="year",
        amounts=whole.year_table,
        headings=columns,
        number=number,
        sheet=say(words.YEAR_SHEET, lang, year=whole.edition.year),
    )


def _money(
    whole: Whole,
    lang: Lang,
    *,
    table: str,
    amounts: ledger.Table,
    headings: list[tuple[str, str]],
    number: int,
    sheet: str,
) -> Table:
    notes = {(n.row, n.column): Note(n.mark, n.text) for n in whole.edition.footnotes if n.table == table}
    places = words.IN_PERIOD_TABLE if table == "period" else words.IN_YEAR_TABLE

    def row(key: str, first: Cell, name: str, *, adds: bool) -> Row:
        found = amounts.row(key)
        cells = [_amount(found.at(column), notes.get((key, column))) for column in (TOTAL, *(k for k, _ in headings))]
        return Row((first, Cell(name), *cells), adds=adds)

    rows = [
        row(
            goal.id,
            Cell(str(goal.number), amount=goal.number),
            title_in(goal.title, goal.titles, places),
            adds=False,
        )
        for goal in whole.goals
    ]
    rows.append(row(SUM, Cell(), say(words.SUM, lang), adds=True))
    total = say(words.TOTAL, lang)
    columns = [
        Column(say(words.MEASURE_COLUMNS[0], lang), 5, "number"),
        Column(say(words.GOAL, lang), 20),
        Column(total, _width(total), "amount", adds=True),
        *(Column(heading, _width(heading), "amount") for _, heading in headings),
    ]
    return Table(
        title=f"{sheet}. {say(words.KRONER, lang)}",
        columns=tuple(columns),
        rows=tuple(rows),
        number=number,
        label=say(words.TABLE, lang),
        header=1,
        group=Group(say(words.SOURCES, lang), 3, len(columns) - 1) if table == "year" and headings else None,
        sheet=sheet,
    )


def _width(heading: str) -> float:
    """Room for the longest word, and for ten million."""
    return max(8.5, *map(len, heading.split())) * 1.15 + 2.5


def _amount(amount: int | None, note: Note | None) -> Cell:
    return Cell("" if amount is None else grouped(amount), amount=amount, note=note)


def approval_table(approvals: Iterable[Approval], lang: Lang, number: int) -> Table:
    """Who has approved the plan, and when; blank where nobody has decided."""
    rows = [Row((Cell(approval.party), _decided(approval, lang))) for approval in approvals]
    columns = (Column(say(words.PARTY, lang), 45), Column(say(words.APPROVED_ON, lang), 55))
    return Table(
        title=say(words.APPROVALS, lang), columns=columns, rows=tuple(rows), number=number, label=say(words.TABLE, lang)
    )


def _decided(approval: Approval, lang: Lang) -> Cell:
    if not approval.date:
        return Cell()
    said = [
        say(words.CASE, lang, number=approval.case_number) if approval.case_number else "",
        say(words.VERSION, lang, number=approval.version) if approval.version else "",
        approval.decision or "",
        say(words.RESERVATIONS, lang, text=approval.reservations) if approval.reservations else "",
    ]
    return Cell(words.day(approval.date, lang), more=tuple(line for line in said if line))
