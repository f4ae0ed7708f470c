"""The yearly report: boxes filled from the data, written over where a person knows better, copied or taken as Word."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import redirect, request
from flask.typing import ResponseReturnValue

from app.accounts.access import allowed, forget_kept_form, kept_form
from app.kernel.errors import Stale
from app.plan import downloads, permissions, queries
from app.plan.commands.report import set_questions, write_answers
from app.plan.documents.report import year_report
from app.plan.editing.blueprint import address, bp, made, page, say, the_whole
from app.plan.editing.decision_forms import line_of, text_of
from app.plan.editing.revision import accounts_of, basis_of
from app.plan.report import LONGEST_ANSWER, MOST_QUESTIONS, Question, YearReport
from app.plan.rules.naming import id_for
from app.plan.rules.public import public_whole
from app.plan.rules.report import default_questions, mark, prefilled
from app.plan.rules.whole import Whole
from app.web.locale import gettext as _
from app.web.runtime import db, runtime

BOX, OPENED = "box-", "opened-"


@dataclass(frozen=True, slots=True)
class Box:
    """One question and what stands in it."""

    question: Question
    text: str
    opened: str
    is_written: bool
    """Has a person written it, or does it follow the data?"""
    fault: str = ""
    theirs: str | None = None

    @property
    def is_too_long(self) -> bool:
        return bool(self.question.most and len(self.text) > self.question.most)


def _filled(whole: Whole) -> dict[str, str]:
    """From what everybody may see: a report leaves the house."""
    shown, year = public_whole(whole), whole.edition.year + 1
    following = None
    if year in queries.editions(db.session)[whole.plan.id]:
        after = public_whole(queries.whole(db.session, whole.plan.id, year))
        following = after, accounts_of(after, basis_of(after))
    return prefilled(shown, accounts_of(shown, basis_of(shown)), following)


def _stored(whole: Whole) -> YearReport:
    found = queries.report(db.session, whole.plan.id, whole.edition.year)
    return found or YearReport(id=whole.edition.id, questions=default_questions(whole.plan.lang))


def _boxes(whole: Whole) -> list[Box]:
    stored, filled = _stored(whole), _filled(whole)
    said = {**filled, **stored.answers}
    return [Box(one, text := said.get(one.id, ""), mark(text), one.id in stored.answers) for one in stored.questions]


@bp.get("/<plan>/rapport")
@allowed(*permissions.LEADERS)
def yearly(plan: str) -> ResponseReturnValue:
    whole = the_whole(plan)
    kept: Mapping[str, str] = kept_form() or {}
    boxes = [
        Box(
            box.question,
            kept.get(BOX + box.question.id, box.text),
            kept.get(OPENED + box.question.id, box.opened),
            box.is_written,
        )
        for box in _boxes(whole)
    ]
    return _page(whole, boxes)


def _page(whole: Whole, boxes: list[Box]) -> str:
    years = queries.editions(db.session)[whole.plan.id]
    return page("plan_work/report.html", whole, boxes=boxes, years=years)


@bp.post("/<plan>/rapport")
@allowed(*permissions.LEADERS)
def save_yearly(plan: str) -> ResponseReturnValue:
    """Save the boxes; `again` names one that is to follow the data again."""
    whole, form = the_whole(plan), request.form
    boxes, filled = _boxes(whole), _filled(whole)
    again = form.get("again", "")
    typed = {b.question.id: text_of(form[BOX + b.question.id]) for b in boxes if BOX + b.question.id in form}
    opened = {key: form.get(OPENED + key, "") for key in typed}
    if again in typed:
        typed[again] = filled.get(again, "")
    too_long = _("Teksten kan ha høgst %(most)s teikn.", most=LONGEST_ANSWER)
    faults = {key: too_long for key, text in typed.items() if len(text) > LONGEST_ANSWER}
    if faults:
        return _page(whole, _as_typed(boxes, typed, opened, faults)), 422
    try:
        with runtime().transactions.begin(db.session) as uow:
            write_answers(uow, made(), whole, filled, typed, opened)
            forget_kept_form(uow)
    except Stale as error:
        conflicts = error.merge
        assert isinstance(conflicts, list)
        return _page(whole, _as_typed(boxes, typed, opened, {}, conflicts)), 409
    say(_("Rapporten er lagra."))
    return redirect(address(".yearly", whole) + (f"#{BOX}{again}" if again else ""), 303)


def _as_typed(
    boxes: list[Box],
    typed: Mapping[str, str],
    opened: Mapping[str, str],
    faults: Mapping[str, str],
    conflicts: list[str] | None = None,
) -> list[Box]:
    """The boxes as they came in. Where another has written meanwhile, both texts; saved again, the writer's own stands."""
    out = []
    for box in boxes:
        key = box.question.id
        theirs = box.text if key in (conflicts or ()) else None
        seen = box.opened if theirs is not None else opened.get(key, box.opened)
        out.append(Box(box.question, typed.get(key, box.text), seen, box.is_written, faults.get(key, ""), theirs))
    return out


@bp.get("/<plan>/rapport.docx")
@allowed(*permissions.LEADERS)
def yearly_file(plan: str) -> ResponseReturnValue:
    whole = the_whole(plan)
    boxes = _boxes(whole)
    said = {box.question.id: box.text for box in boxes}
    document = year_report(public_whole(whole), [box.question for box in boxes], said, runtime().today())
    return downloads.sent(downloads.written(document, "docx"), whole, "rapport", "docx")


# -- the questions ---------------------------------------------------------------------------------------


@bp.get("/<plan>/rapport/sporsmal")
@allowed(*permissions.LEADERS)
def yearly_questions(plan: str) -> ResponseReturnValue:
    whole = the_whole(plan)
    kept = kept_form()
    return _questions(whole, kept.get("questions", "") if kept else _as_lines(_stored(whole).questions))


def _questions(whole: Whole, lines: str, fault: str = "") -> str:
    return page("plan_work/report_questions.html", whole, lines=lines, fault=fault)


def _as_lines(questions: list[Question]) -> str:
    return "\n".join(f"{one.heading} | {one.most}" if one.most else one.heading for one in questions)


@bp.post("/<plan>/rapport/sporsmal")
@allowed(*permissions.LEADERS)
def save_yearly_questions(plan: str) -> ResponseReturnValue:
    whole, lines = the_whole(plan), text_of(request.form.get("questions"))
    fault, questions = _read(lines, _stored(whole).questions, default_questions(whole.plan.lang))
    if fault:
        return _questions(whole, lines, fault), 422
    with runtime().transactions.begin(db.session) as uow:
        set_questions(uow, made(), whole, questions)
        forget_kept_form(uow)
    say(_("Spørsmåla er lagra."))
    return redirect(address(".yearly", whole), 303)


def _read(lines: str, *known: list[Question]) -> tuple[str, list[Question]]:
    """(what is wrong, the questions). A heading that is known keeps its box; another gets a new one."""
    ids = {one.heading.casefold(): one.id for questions in reversed(known) for one in questions}
    found: list[Question] = []
    for line in filter(None, map(line_of, lines.split("\n"))):
        heading, _bar, typed = (part.strip() for part in line.partition("|"))
        if not heading or len(heading) > 200:
            return _("Overskrifta på linja «%(line)s» må ha mellom 1 og 200 teikn.", line=line[:40]), []
        digits = typed.replace(" ", "")
        if typed and not (digits.isascii() and digits.isdecimal() and 0 < int(digits[:9]) <= LONGEST_ANSWER):
            return _(
                "«%(text)s» er ikkje eit tal på teikn frå 1 til %(most)s.", text=typed[:20], most=LONGEST_ANSWER
            ), []
        taken = {one.id for one in found}
        key = ids.get(heading.casefold()) or f"own_{id_for(heading, ()).replace('-', '_')[:30]}"
        if key in taken:
            return _("«%(heading)s» står to gonger.", heading=heading[:40]), []
        found.append(Question(id=key, heading=heading, most=int(digits) if digits else None))
    if not found or len(found) > MOST_QUESTIONS:
        return _("Skriv mellom 1 og %(most)s spørsmål, eitt på kvar linje.", most=MOST_QUESTIONS), []
    return "", found
