"""Where the work with a plan begins, and what waits for its leader today."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import msgspec
from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import allowed, forget_kept_form, kept_form, may_open
from app.kernel.errors import Missing
from app.plan import permissions, queries, reading
from app.plan.commands.parts import alter
from app.plan.editing import reach
from app.plan.editing.blueprint import address, bp, known, made, page, place_of, say, the_whole
from app.plan.editing.texts import tidy
from app.plan.presenters import deviation_word
from app.plan.rules import needs as rules
from app.plan.rules.deviation import Standing
from app.plan.rules.sentences import Check
from app.plan.rules.whole import Whole, label
from app.plan.types import Edition, Measure
from app.web.locale import current_lang, ngettext
from app.web.locale import gettext as _
from app.web.runtime import db, runtime

LONGEST_ANSWER = 2_000


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, and where it is put right. `title` is in the plan's language, `place` in that of the interface."""

    sentence: str
    address: str
    title: str = ""
    place: str = ""


@bp.get("")
@allowed(*permissions.TELLERS)
def start() -> ResponseReturnValue:
    """To the newest plan: its day for the leader, its measures for the others."""
    years = queries.editions(db.session)
    newest = next((plan.id for plan in queries.plans(db.session) if plan.id in years), None)
    if newest is None:
        return render_template("plan_work/none.html")
    return redirect(url_for(".today" if reach.leads() else ".measures", plan=newest), 303)


@bp.get("/<plan>")
@allowed(*permissions.LEADERS)
def today(plan: str) -> ResponseReturnValue:
    whole = the_whole(plan)
    kept: Mapping[str, str] = kept_form() or {}
    return _today(whole, {kept.get("question", ""): kept.get("answer", "")})


def _today(whole: Whole, typed: dict[str, str], faulty: str = "") -> str:
    now = runtime().today()
    found = rules.needs(whole, reading.standings(whole, now))
    return page(
        "plan_work/today.html",
        whole,
        found=found,
        groups=[
            ("late", _("Forseinka"), [_late(whole, *pair, now) for pair in found.late]),
            ("silent", _("Utan nytt"), [_silent(whole, *pair) for pair in found.silent]),
            ("unbalanced", _("Pengane går ikkje opp"), [_check(whole, check) for check in found.unbalanced]),
            ("unclear", _("Heng ikkje saman"), [_check(whole, check) for check in found.unclear]),
            ("undecided", _("Ikkje vedteke"), list(_undecided(whole, found))),
        ],
        typed=typed,
        faulty=faulty,
        day=now,
    )


def _measure_line(whole: Whole, measure: Measure, sentence: str) -> Line:
    return Line(
        sentence, address(".measure", whole, key=measure.id), f"{label(measure, whole.goals_by_id)} {measure.title}"
    )


def _late(whole: Whole, measure: Measure, standing: Standing, now: date) -> Line:
    passed = rules.longest_late(standing, now)
    if passed:
        text, days = passed
        sentence = ngettext(
            "Milepælen «%(text)s» skulle vore nådd for %(num)d dag sidan.",
            "Milepælen «%(text)s» skulle vore nådd for %(num)d dagar sidan.",
            days,
            text=text,
        )
    elif standing.days:
        sentence = ngettext(
            "Tidsramma gjekk ut for %(num)d dag sidan.", "Tidsramma gjekk ut for %(num)d dagar sidan.", standing.days
        )
    else:
        sentence = _("Tiltaket står på vent.")
    return _measure_line(whole, measure, sentence)


def _silent(whole: Whole, measure: Measure, standing: Standing) -> Line:
    word = deviation_word(standing)
    return _measure_line(whole, measure, f"{word.text}." if word else _("Ingen har meldt framdrift enno."))


def _check(whole: Whole, check: Check) -> Line:
    sentence = check.text.pick(current_lang()).text
    if check.code == "milestone_outside" and check.measure and check.measure in whole.measures_by_id:
        return _measure_line(whole, whole.measures_by_id[check.measure], sentence)
    endpoint, place = _PLACES.get(check.code, ("money", "Pengar"))
    return Line(sentence, place_to_go(whole, endpoint), place=_(place))


_PLACES = {
    "weights_sum": ("goals", "Delmåla"),
    "no_working_group": ("people", "Folk"),
    "measure_count": ("measures", "Tiltak"),
    "doubtful_date": ("agreement", "Avtala"),
    "party_not_approving": ("decisions", "Vedtak"),
}
"""Where a check is put right: the endpoint, and what the page is called."""
_SHOWN_INSTEAD = {"money": "plan.budget", "decisions": "plan.decisions"}


def place_to_go(whole: Whole, endpoint: str) -> str:
    """The page of the work, or what the public sees of the same where there is none to work on."""
    inside = f"plan_work.{endpoint}"
    return address(inside if may_open(inside) else _SHOWN_INSTEAD[endpoint], whole)


def _undecided(whole: Whole, found: rules.Needs) -> Iterator[Line]:
    for approval in found.undecided:
        sentence = _("%(party)s har ikkje registrert vedtak.", party=approval.party)
        yield Line(sentence, place_to_go(whole, "decisions"), place=_("Vedtak"))


@bp.post("/<plan>/sporsmal")
@allowed(*permissions.LEADERS)
def answer_question(plan: str) -> ResponseReturnValue:
    """Write the answer to an open question of the edition."""
    whole = the_whole(plan)
    key, answer = request.form.get("question", ""), tidy(request.form.get("answer", ""))
    if key not in {question.id for question in whole.edition.internal_questions}:
        raise Missing(key[:80])
    if not answer or len(answer) > LONGEST_ANSWER:
        return _today(whole, {key: request.form.get("answer", "")}, faulty=key), 422

    def answered(edition: Edition) -> Edition:
        questions = [
            msgspec.structs.replace(question, answer=answer) if question.id == key else question
            for question in edition.internal_questions
        ]
        return msgspec.structs.replace(edition, internal_questions=questions)

    with runtime().transactions.begin(db.session) as uow:
        alter(uow, made(_("Svar på eit ope spørsmål")), place_of(whole, "editions"), answered, known())
        forget_kept_form(uow)
    say(_("Svaret er lagra."))
    return redirect(address(".today", whole) + "#sporsmal", 303)
