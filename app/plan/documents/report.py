"""The yearly report as a document."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.plan.documents import accounts_words as own
from app.plan.documents.blocks import Block, Document, Heading, Paragraph
from app.plan.documents.outline import texts
from app.plan.documents.papers import paper
from app.plan.documents.words import say
from app.plan.report import Question
from app.plan.rules.block_text import blocks_of
from app.plan.rules.whole import Whole
from app.plan.types import Block as Written


def year_report(whole: Whole, questions: Sequence[Question], said: Mapping[str, str], today: date) -> Document:
    """`said` is the text of each box, by the question's id."""
    lang = whole.plan.lang
    blocks: list[Block] = []
    for question in questions:
        blocks.append(Heading(1, question.heading))
        text = said.get(question.id, "").strip()
        lines = "\n\n".join(text.splitlines()) if "\n\n" not in text and "\n- " not in text else text
        blocks += texts(Written(**block) for block in blocks_of(lines))
        if not text:
            blocks.append(Paragraph(say(own.NOT_ANSWERED, lang), style="note"))
    title = f"{say(own.REPORT, lang, year=whole.edition.year)}: {whole.plan.short_title}"
    return paper(whole, title, iter(blocks), today)
