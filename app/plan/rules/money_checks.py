"""Does the money add up? Each check is a sentence with the figures behind it."""

from collections.abc import Iterator, Sequence

from app.kernel.text import LocalText
from app.plan.codes import CellKind, CheckLevel, Priority
from app.plan.rules.ledger import SUM, TOTAL, Table, add, shares
from app.plan.rules.sentences import Check, Kr, Part, Pct, said
from app.plan.rules.whole import Whole, label
from app.plan.types import Goal

T = LocalText
OK, INFO, WARNING = CheckLevel.OK, CheckLevel.INFO, CheckLevel.WARNING
CLOSE_ENOUGH = 0.05


def money_checks(whole: Whole) -> Iterator[Check]:
    """Every check of the money, those that hold included."""
    yield from _sections(whole)
    yield from _sums(whole)
    yield from _printed(whole)
    yield from _weights(whole)
    yield from _profile(whole)
    yield from _spending(whole)
    yield from _without(whole)


def _named(goal: Goal) -> LocalText:
    return T(f"delmål {goal.number}", f"delmål {goal.number}", f"goal {goal.number}")


def _start(text: LocalText) -> LocalText:
    return T(*(value[:1].upper() + value[1:] for value in (text.nn, text.nb, text.en)))


def _row_name(whole: Whole, row: str) -> LocalText:
    goal = whole.goals_by_id.get(row)
    return _named(goal) if goal else T("summen", "summen", "the sum")


# -- sections 6 and 7 ---------------------------------------------------------------------------------

SECTIONS_AGREE = T(
    "Del 6 og del 7 er like for {year}: {amounts}, i alt {total}.",
    "Del 6 og del 7 er like for {year}: {amounts}, i alt {total}.",
    "Sections 6 and 7 agree for {year}: {amounts}, {total} in all.",
)
SECTIONS_DISAGREE = T(
    "{goal} har {frame} i del 6, men {detail} i del 7 for {year}. Skilnaden er {difference}.",
    "{goal} har {frame} i del 6, men {detail} i del 7 for {year}. Forskjellen er {difference}.",
    "{goal} has {frame} in section 6 but {detail} in section 7 for {year}. The difference is {difference}.",
)


def _sections(whole: Whole) -> Iterator[Check]:
    """The weighted source must be the same in the table of the period and in the year's budget."""
    source, at = whole.plan.weighted_source, whole.edition.year
    disagree = False
    for year in whole.years:
        for goal in whole.goals:
            frame = whole.book.amount(goal.id, year, source, "frame")
            detail = whole.book.amount(goal.id, year, source, "detail")
            if frame != detail:
                disagree = True
                yield _disagree(goal, year, frame, detail)
    printed = {(p.table, p.row, p.column): p.amount for p in whole.edition.printed}
    for goal in whole.goals:
        frame, detail = printed.get(("period", goal.id, str(at))), printed.get(("year", goal.id, source or ""))
        if frame is not None and detail is not None and frame != detail:
            disagree = True
            yield _disagree(goal, at, frame, detail)
    column = whole.period_table.sum.amounts.get(str(at))
    if not disagree and column is not None:
        amounts = [Kr(row.amounts[str(at)]) for row in whole.period_table.rows]
        text = said(SECTIONS_AGREE, year=at, amounts=amounts, total=Kr(column))
        yield Check("sections_agree", OK, text, year=at, figures={"total": column})


def _disagree(goal: Goal, year: int, frame: int | None, detail: int | None) -> Check:
    difference = abs((detail or 0) - (frame or 0))
    text = said(
        SECTIONS_DISAGREE,
        goal=_start(_named(goal)),
        frame=Kr(frame),
        detail=Kr(detail),
        year=year,
        difference=Kr(difference),
    )
    figures: dict[str, float | None] = {"section_6": frame, "section_7": detail, "difference": difference}
    return Check("sections_disagree", WARNING, text, goal=goal.id, year=year, figures=figures)


# -- sums ---------------------------------------------------------------------------------------------

TABLES = {
    "period": T("Budsjettet for perioden", "Budsjettet for perioden", "The budget of the period"),
    "year": T("Budsjettet for året", "Budsjettet for året", "The budget of the year"),
}
SUMS = T(
    "{table}: radene og kolonnane gjev same sum, {total}.",
    "{table}: radene og kolonnene gir samme sum, {total}.",
    "{table}: rows and columns give the same sum, {total}.",
)
ROW_SUM = T(
    "{table}: rada for {row} er {parts} til saman, men dokumentet viser {printed}.",
    "{table}: raden for {row} er {parts} til sammen, men dokumentet viser {printed}.",
    "{table}: the row of {row} adds up to {parts}, but the document prints {printed}.",
)
COLUMN_SUM = T(
    "{table}: kolonnen {column} er {parts} til saman, men dokumentet viser {printed}.",
    "{table}: kolonnen {column} er {parts} til sammen, men dokumentet viser {printed}.",
    "{table}: the column {column} adds up to {parts}, but the document prints {printed}.",
)


def _tables(whole: Whole) -> tuple[tuple[str, Table], ...]:
    return ("period", whole.period_table), ("year", whole.year_table)


def _sums(whole: Whole) -> Iterator[Check]:
    for name, table in _tables(whole):
        across, down = add(row.total for row in table.rows), table.sum.total
        if across is not None and across == down:
            yield Check("sums_agree", OK, said(SUMS, table=TABLES[name], total=Kr(across)), figures={"total": across})
        yield from _printed_sums(whole, name)


def _printed_sums(whole: Whole, name: str) -> Iterator[Check]:
    """The document's own figures: each row and each column must give the total it prints."""
    figures = {(p.row, p.column): p.amount for p in whole.edition.printed if p.table == name}
    for row in dict.fromkeys(row for row, _ in figures):
        parts, total = sum(v for (r, c), v in figures.items() if r == row and c != TOTAL), figures.get((row, TOTAL))
        if total is not None and total != parts:
            text = said(ROW_SUM, table=TABLES[name], row=_row_name(whole, row), parts=Kr(parts), printed=Kr(total))
            goal = row if row in whole.goals_by_id else None
            yield Check("row_sum", WARNING, text, goal=goal, figures={"sum": parts, "printed": total})
    for column in dict.fromkeys(column for _, column in figures):
        parts, total = sum(v for (r, c), v in figures.items() if c == column and r != SUM), figures.get((SUM, column))
        if total is not None and total != parts:
            text = said(
                COLUMN_SUM,
                table=TABLES[name],
                column=_column_name(whole, column),
                parts=Kr(parts),
                printed=Kr(total),
            )
            yield Check("column_sum", WARNING, text, figures={"sum": parts, "printed": total})


def _column_name(whole: Whole, column: str) -> LocalText:
    if column == TOTAL:
        return T("totalbudsjett", "totalbudsjett", "total budget")
    return next((source.name for source in whole.plan.sources if source.id == column), T(column, column, column))


PRINTED_SAME = T(
    "Alle {count} tal i dei to budsjettabellane er som i dokumentet.",
    "Alle {count} tall i de to budsjettabellene er som i dokumentet.",
    "All {count} figures of the two budget tables are as in the document.",
)
PRINTED_CHANGED = T(
    "{table}: {row}, {column}, er no {now}. Dokumentet viser {printed}.",
    "{table}: {row}, {column}, er nå {now}. Dokumentet viser {printed}.",
    "{table}: {row}, {column}, is now {now}. The document prints {printed}.",
)


def _printed(whole: Whole) -> Iterator[Check]:
    """What the ledger gives now, against the document as it was written."""
    tables, changed = dict(_tables(whole)), 0
    for figure in whole.edition.printed:
        now = tables[figure.table].at(figure.row, figure.column)
        if now != figure.amount:
            changed += 1
            text = said(
                PRINTED_CHANGED,
                table=TABLES[figure.table],
                row=_row_name(whole, figure.row),
                column=_column_name(whole, figure.column),
                now=Kr(now),
                printed=Kr(figure.amount),
            )
            goal = figure.row if figure.row in whole.goals_by_id else None
            yield Check("changed_since_document", INFO, text, goal=goal, figures={"now": now, "printed": figure.amount})
    if whole.edition.printed and not changed:
        count = len(whole.edition.printed)
        yield Check("as_document", OK, said(PRINTED_SAME, count=count), figures={"count": count})


# -- the weights --------------------------------------------------------------------------------------

WEIGHTS_HOLD = T(
    "Over heile perioden får delmåla {shares}, slik planen vektar dei.",
    "Over hele perioden får delmålene {shares}, slik planen vekter dem.",
    "Over the whole period the goals get {shares}, as the plan weights them.",
)
WEIGHTS_FAIL = T(
    "Over heile perioden får delmåla {shares}; planen seier {weights}.",
    "Over hele perioden får delmålene {shares}; planen sier {weights}.",
    "Over the whole period the goals get {shares}; the plan says {weights}.",
)
WEIGHTS_YEAR = T(
    "I {year} får delmåla {shares}. Vektinga ({weights}) gjeld heile perioden, ikkje kvart år.",
    "I {year} får delmålene {shares}. Vektingen ({weights}) gjelder hele perioden, ikke hvert år.",
    "In {year} the goals get {shares}. The weights ({weights}) hold for the whole period, not for each year.",
)
WEIGHTS_SUM = T(
    "Vektene er {weights}, til saman {sum} %. Dei skal vere 100 %.",
    "Vektene er {weights}, til sammen {sum} %. De skal være 100 %.",
    "The weights are {weights}, {sum} % in all. They must be 100 %.",
)


def _weights(whole: Whole) -> Iterator[Check]:
    wanted = [whole.weights.get(goal.id) for goal in whole.goals]
    if None in wanted or not wanted:
        return
    weights = [weight for weight in wanted if weight is not None]
    words = [f"{weight}\u00a0%" for weight in weights]
    if sum(weights) != 100:
        text = said(WEIGHTS_SUM, weights=words, sum=sum(weights))
        yield Check("weights_sum", CheckLevel.FAULT, text, figures={"sum": sum(weights)})
        return
    found = shares([row.total for row in whole.period_table.rows])
    if found is None:
        return
    holds = all(abs(share - weight) <= CLOSE_ENOUGH for share, weight in zip(found, weights, strict=True))
    text = said(WEIGHTS_HOLD if holds else WEIGHTS_FAIL, shares=_pct(found), weights=words)
    yield Check("weights_period", OK if holds else WARNING, text, figures=_by_goal(whole, found))
    for year in whole.years:
        in_year = shares([row.amounts[str(year)] for row in whole.period_table.rows])
        off = in_year and any(abs(a - b) > CLOSE_ENOUGH for a, b in zip(in_year, weights, strict=True))
        if in_year and off:
            text = said(WEIGHTS_YEAR, year=year, shares=_pct(in_year), weights=words)
            yield Check("weights_year", INFO, text, year=year, figures=_by_goal(whole, in_year))


def _pct(found: Sequence[float]) -> list[Part]:
    return [Pct(share) for share in found]


def _by_goal(whole: Whole, found: Sequence[float]) -> dict[str, float | None]:
    return dict(zip(whole.goal_ids, found, strict=True))


# -- how the money lies -------------------------------------------------------------------------------

PROFILE = T(
    "Av {total} kjem {parts}.",
    "Av {total} kommer {parts}.",
    "Of {total}, {parts}.",
)
PROFILE_YEAR = T("{share} i {year}", "{share} i {year}", "{share} comes in {year}")
ALL_SOURCES = T(
    "Med alle kjelder får delmåla {shares} av {total} i {year}.",
    "Med alle kilder får delmålene {shares} av {total} i {year}.",
    "With all sources the goals get {shares} of {total} in {year}.",
)
SOURCE_SHARE = T(
    "{source} er {amount}, {share} av {total} i {year}.",
    "{source} er {amount}, {share} av {total} i {year}.",
    "{source} is {amount}, {share} of {total} in {year}.",
)
BLANKS = T(
    "{count} av {all} ruter i budsjettet for {year} er ikkje oppgjevne. Dei er tomme, ikkje 0.",
    "{count} av {all} ruter i budsjettet for {year} er ikke oppgitt. De er tomme, ikke 0.",
    "{count} of {all} cells of the budget of {year} are not stated. They are blank, not 0.",
)


def _profile(whole: Whole) -> Iterator[Check]:
    years, total = whole.period_table.sum.amounts, whole.period_table.sum.total
    if found := shares(list(years.values())):
        parts: list[Part] = [
            said(PROFILE_YEAR, share=Pct(share), year=year) for year, share in zip(years, found, strict=True)
        ]
        yield Check(
            "spend_profile",
            INFO,
            said(PROFILE, total=Kr(total), parts=parts),
            figures=dict(zip(years, found, strict=True)),
        )
    table, year = whole.year_table, whole.edition.year
    in_all = table.sum.total
    if found := shares([row.total for row in table.rows]):
        text = said(ALL_SOURCES, shares=_pct(found), total=Kr(in_all), year=year)
        yield Check("shares_all_sources", INFO, text, year=year, figures=_by_goal(whole, found))
    for column, amount in table.sum.amounts.items():
        if amount is not None and in_all and column != whole.plan.weighted_source:
            share = round(100 * amount / in_all, 1)
            name = _column_name(whole, column) if column else T("Pengar utan kjelde", "Penger uten kilde", "Unsourced")
            text = said(SOURCE_SHARE, source=name, amount=Kr(amount), share=Pct(share), total=Kr(in_all), year=year)
            yield Check("source_share", INFO, text, year=year, figures={"amount": amount, "share": share})
    cells = [amount for row in table.rows for amount in row.amounts.values()]
    if blanks := cells.count(None):
        text = said(BLANKS, count=blanks, all=len(cells), year=year)
        yield Check("blank_cells", INFO, text, year=year, figures={"blank": blanks, "cells": len(cells)})


# -- spent, and without -------------------------------------------------------------------------------

OVERSPENT = T(
    "{goal} har brukt {spent} i {year}. Det er {over} meir enn dei {planned} som er sette av.",
    "{goal} har brukt {spent} i {year}. Det er {over} mer enn de {planned} som er satt av.",
    "{goal} has spent {spent} in {year}. That is {over} more than the {planned} set aside.",
)
OVERPAID = T(
    "{goal} har fått utbetalt {spent} i {year}. Det er {over} meir enn tilsegna på {planned}.",
    "{goal} har fått utbetalt {spent} i {year}. Det er {over} mer enn tilsagnet på {planned}.",
    "{goal} has been paid {spent} in {year}. That is {over} more than the grant of {planned}.",
)
UNSPENT = T(
    "{goal} har brukt {spent} av {planned} i {year}. {left} er att og kan overførast.",
    "{goal} har brukt {spent} av {planned} i {year}. {left} er igjen og kan overføres.",
    "{goal} has spent {spent} of {planned} in {year}. {left} remains and can be carried over.",
)
UNSOURCED = T(
    "{goal} har {amount} i {year} som ingen kjelde er funnen til.",
    "{goal} har {amount} i {year} som det ikke er funnet noen kilde til.",
    "{goal} has {amount} in {year} for which no source has been found.",
)


def _spending(whole: Whole) -> Iterator[Check]:
    pairs = (
        ("overspent", OVERSPENT, CellKind.SPENT, CellKind.PLANNED),
        ("overpaid", OVERPAID, CellKind.PAID, CellKind.GRANTED),
    )
    years = sorted({cell.year for cell in whole.ledger.cells})
    for code, words, used, allowed in pairs:
        for goal in whole.goals:
            for year in years:
                spent = whole.book.amount(goal.id, year, None, "detail", used)
                planned = whole.book.amount(goal.id, year, None, "detail", allowed)
                if spent is not None and spent > (planned or 0):
                    over = spent - (planned or 0)
                    text = said(
                        words,
                        goal=_start(_named(goal)),
                        spent=Kr(spent),
                        year=year,
                        over=Kr(over),
                        planned=Kr(planned or 0),
                    )
                    figures: dict[str, float | None] = {"used": spent, "allowed": planned, "over": over}
                    yield Check(code, WARNING, text, goal=goal.id, year=year, figures=figures)
                elif spent is not None and planned and spent < planned and used is CellKind.SPENT:
                    yield _unspent(goal, year, spent, planned)


def _unspent(goal: Goal, year: int, spent: int, planned: int) -> Check:
    left = planned - spent
    text = said(UNSPENT, goal=_start(_named(goal)), spent=Kr(spent), planned=Kr(planned), year=year, left=Kr(left))
    return Check("unspent", INFO, text, goal=goal.id, year=year, figures={"spent": spent, "left": left})


WITHOUT_MONEY = T(
    "Tiltak {label}, {title}, er prioritert i {year}, men har ingen pengar i budsjettet.",
    "Tiltak {label}, {title}, er prioritert i {year}, men har ingen penger i budsjettet.",
    "Measure {label}, {title}, is a priority in {year} but has no money in the budget.",
)
NO_MEASURE_BUDGETS = T(
    "Budsjettet er fordelt på delmål, ikkje på tiltak. Ingen av dei {count} tiltaka som er prioriterte i {year}, har pengar for seg sjølv: {labels}.",
    "Budsjettet er fordelt på delmål, ikke på tiltak. Ingen av de {count} tiltakene som er prioritert i {year}, har egne penger: {labels}.",
    "The budget is shared out by goal, not by measure. None of the {count} measures that are a priority in {year} has money of its own: {labels}.",
)


def _without(whole: Whole) -> Iterator[Check]:
    for goal in whole.goals:
        for year in sorted({cell.year for cell in whole.ledger.cells}):
            amount = whole.book.amount(goal.id, year, "", "detail")
            if amount:
                text = said(UNSOURCED, goal=_start(_named(goal)), amount=Kr(amount), year=year)
                yield Check("money_without_source", WARNING, text, goal=goal.id, year=year, figures={"amount": amount})
    year = whole.edition.year
    bare = [
        measure
        for measure in whole.measures
        if measure.priority is Priority.PRIORITISED and not whole.book.of_measure(measure.id)
    ]
    if not any(cell.measure for cell in whole.ledger.cells):
        if bare:
            labels = [label(measure, whole.goals_by_id) for measure in bare]
            text = said(NO_MEASURE_BUDGETS, count=len(bare), year=year, labels=labels)
            yield Check("no_measure_budgets", INFO, text, year=year, figures={"count": len(bare)})
        return
    for measure in bare:
        text = said(WITHOUT_MONEY, label=label(measure, whole.goals_by_id), title=measure.title, year=year)
        yield Check("measure_without_money", WARNING, text, measure.goal, measure.id, year)
