"""The three accounts of the yearly update as a document: new measures, changed ones and why, ended ones and what they gave."""

from collections.abc import Iterator, Sequence
from datetime import date

from app.kernel.text import Lang
from app.plan.documents import accounts_words as own
from app.plan.documents.blocks import Block, Document, Heading, Item, Items, Paragraph
from app.plan.documents.papers import paper
from app.plan.documents.words import say
from app.plan.rules.change_words import changes_in_words
from app.plan.rules.revision import Accounts, Talk
from app.plan.rules.whole import Whole, label


def three_accounts(whole: Whole, found: Accounts, against: tuple[int, str | None], today: date) -> Document:
    """`against` is the year and the version that the edition is held against."""
    title = say(own.TITLE, whole.plan.lang, year=whole.edition.year)
    return paper(whole, title, _accounts(whole, found, against), today)


def _accounts(whole: Whole, found: Accounts, against: tuple[int, str | None]) -> Iterator[Block]:
    lang = whole.plan.lang
    year, version = against
    yield Paragraph(say(own.AGAINST if version else own.AGAINST_AS_IT_STANDS, lang, year=year, version=version))
    parts: tuple[tuple[object, Sequence[Talk]], ...] = (
        (own.NEW, found.new),
        (own.CHANGED, found.changed),
        (own.ENDED, found.ended),
    )
    for number, (heading, talks) in enumerate(parts, 1):
        yield Heading(1, f"{number}. {say(heading, lang)}")  # type: ignore[arg-type]
        if not talks:
            yield Paragraph(say(own.NONE, lang), style="note")
        for talk in talks:
            yield from _measure(whole, talk, lang)


def _measure(whole: Whole, talk: Talk, lang: Lang) -> Iterator[Block]:
    measure, told = talk.measure, talk.measure.revision
    yield Heading(2, f"{label(measure, whole.goals_by_id)} {measure.title}")
    if talk.before is None and measure.state_money is not None:
        yield Paragraph(say(own.WITH_STATE_MONEY if measure.state_money else own.WITHOUT_STATE_MONEY, lang))
    if talk.told and talk.before:
        yield Paragraph(changes_in_words(talk.told, lang), lead=say(own.CHANGED_IN, lang))
    is_ended = talk.change in ("ended", "merged")
    reason = told.reason if told and told.reason else say(own.NOT_ANSWERED, lang)
    yield Paragraph(reason, lead=say(own.ENDED_WHY if is_ended else own.WHY, lang))
    if is_ended:
        evaluation = told.evaluation if told and told.evaluation else say(own.NOT_ANSWERED, lang)
        yield Paragraph(evaluation, lead=say(own.CONTRIBUTED, lang))
    if told and told.into and (other := whole.measures_by_id.get(told.into)):
        yield Paragraph(f"{label(other, whole.goals_by_id)} {other.title}", lead=say(own.INTO, lang))
    if measure.links and not is_ended:
        yield Paragraph(say(own.SEEN_WITH, lang))
        yield Items(tuple(Item(link.how) for link in measure.links))
