"""What the fields of a case paper hold: the same data as in the paper of our own."""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from app.kernel.text import Lang
from app.plan.codes import Body
from app.plan.documents import paper_words, words
from app.plan.documents.blocks import Block, Cell, Column, Items, Paragraph, Row, Table
from app.plan.documents.case_paper import (
    background,
    economy,
    goals,
    locally,
    own_parts,
    prioritised,
    procedure,
    proposal,
)
from app.plan.documents.outline import without_draft
from app.plan.documents.words import say
from app.plan.rules.ledger import SUM, add
from app.plan.rules.sentences import enumeration, grouped, money
from app.plan.rules.whole import Whole

Value: TypeAlias = str | tuple[str, ...] | Table
"""A text, several paragraphs, or a table. A table without rows is none."""


def case_values(whole: Whole, municipality: str, paragraph: str, today: date) -> Mapping[str, Value]:
    """Every field of `fields.FIELDS` and what stands in its place."""
    lang, newest = whole.plan.lang, whole.edition.versions[-1:]
    total = money(add(whole.year_table.sum.amounts.values()), lang)
    year_money = say(paper_words.YEAR_MONEY, lang, year=whole.edition.year, total=total)
    return {
        "kommune": municipality,
        "tittel": without_draft(whole.edition.title),
        "år": str(whole.edition.year),
        "periode": f"{whole.plan.from_year}–{whole.plan.to_year}",
        "partar": enumeration(whole.plan.parties, lang),
        "dato": words.day(today.isoformat(), lang),
        "saksnummer": _case_number(whole, municipality),
        "versjon": newest[0].version if newest else "",
        "samandrag": (background(whole, lang), year_money),
        "vedtak": proposal(whole, municipality, lang),
        "lokalt_avsnitt": tuple(one.text for one in locally(paragraph, lang)),
        "lokale_tiltak": tuple(own_parts(whole, municipality)),
        "prioriterte_tiltak": tuple(prioritised(whole)),
        "økonomi": tuple(_lines(list(economy(whole, lang)))),
        "budsjett": total,
        "budsjettabell": _budget(whole, lang),
        "delmåltabell": _table(list(goals(whole, lang))),
        "møtetabell": _table(list(procedure(whole, municipality, lang))),
    }


def _case_number(whole: Whole, municipality: str) -> str:
    """That of the body that has the last word, else of the one before it."""
    numbers = {one.body: one.case_number for one in whole.edition.approvals if one.party == municipality}
    found = [numbers[body] for body in (*Body, None) if numbers.get(body)]
    return found[-1] or "" if found else ""


def _lines(blocks: list[Block]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        match block:
            case Paragraph():
                found.append(block.text)
            case Items():
                found += [item.text for item in block.items]
            case _:
                pass
    return found


def _table(blocks: list[Block]) -> Table:
    return next((block for block in blocks if isinstance(block, Table)), Table(title="", columns=(), rows=()))


def _budget(whole: Whole, lang: Lang) -> Table:
    """What each source pays in the year of the edition, and the sum."""
    names = {source.id: say(source.name, lang) for source in whole.plan.sources}
    table, year = whole.year_table, whole.edition.year
    amounts = [(key, table.at(SUM, key)) for key in table.columns]
    rows = [
        Row((Cell(names.get(key) or say(words.WITHOUT_SOURCE, lang)), Cell(grouped(amount))))
        for key, amount in amounts
        if amount is not None
    ]
    total = add(table.sum.amounts.values())
    if rows and total is not None:
        rows.append(Row((Cell(say(words.SUM, lang)), Cell(grouped(total))), adds=True))
    columns = (
        Column(say(paper_words.SOURCE, lang), 70),
        Column(say(paper_words.KRONER_IN, lang, year=year), 30, "amount"),
    )
    return Table(title=say(paper_words.BUDGET_TABLE, lang, year=year), columns=columns, rows=tuple(rows))
