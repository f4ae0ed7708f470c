"""The yearly revision: next year's edition is begun, and one measure after the other is talked about."""

from dataclasses import dataclass
from typing import Any

import msgspec
from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField

from app.accounts.access import allowed, forget_kept_form, kept_form
from app.catalogue import changes
from app.catalogue.changes import Piece
from app.kernel.errors import Faulty, Missing, Refused, Stale
from app.plan import permissions, presenters, queries
from app.plan.changing import field_name
from app.plan.codes import Change
from app.plan.commands.editions import StartEdition, start_edition
from app.plan.commands.revision import Answer, answer
from app.plan.editing import words
from app.plan.editing.blueprint import (
    address,
    bp,
    known,
    made,
    page,
    place_of,
    posted_version,
    say,
    seen_now,
    the_whole,
)
from app.plan.editing.decision_forms import PlanForm, text_of
from app.plan.rules import revision as rules
from app.plan.rules.old_years import Dated, old_years
from app.plan.rules.revision import Accounts, Moved, Talk
from app.plan.rules.whole import Whole, label
from app.plan.types import Measure
from app.web.filters import kroner
from app.web.locale import gettext as _
from app.web.runtime import db, runtime
from app.web.validators import at_most

LONGEST = 4_000
NOTHING = Accounts((), (), (), (), ())


@dataclass(frozen=True, slots=True)
class Basis:
    """What the revision is held against. Without a version it is the edition as it stands: nobody has frozen it."""

    whole: Whole
    version: str | None


def basis_of(whole: Whole) -> Basis | None:
    """The adopted version of the edition before; of this edition itself where it is the first; None where none is kept."""
    plan, year = whole.plan.id, whole.edition.year
    earlier = [one for one in queries.editions(db.session)[plan] if one < year]
    source = queries.whole(db.session, plan, earlier[-1]) if earlier else whole
    kept = queries.frozen(db.session, plan, source.edition.year)
    version = rules.adopted_version(source.edition, kept)
    if version is None:
        return Basis(source, None) if earlier else None
    row = next(row for row in reversed(source.edition.versions) if row.version == version and row.frozen)
    return Basis(rules.as_frozen(kept[row.frozen or ""]), version)


def accounts_of(whole: Whole, basis: Basis | None) -> Accounts:
    return rules.accounts(basis.whole, whole) if basis else NOTHING


class AnswerForm(PlanForm):
    """Why, and what an ended measure has contributed."""

    reason = StringField(filters=[text_of], validators=[at_most(LONGEST)])
    evaluation = StringField(filters=[text_of], validators=[at_most(LONGEST)])

    def holds(self, talk: Talk) -> bool:
        """Is what the measure needs there? Puts a sentence at the field where not."""
        if not self.validate():
            return False
        if talk.change is not Change.UNCHANGED and not self.text("reason"):
            self.refuse("reason", _("Skriv kvifor. Departementet spør om det."))
        if talk.change in rules.ENDINGS and not self.text("evaluation"):
            self.refuse("evaluation", _("Skriv ei kort vurdering av kva tiltaket har bidrege til."))
        return not self.faults


# -- all measures ----------------------------------------------------------------------------------------


@bp.get("/<plan>/revisjon")
@allowed(*permissions.LEADERS)
def revision(plan: str) -> ResponseReturnValue:
    whole = the_whole(plan)
    basis = basis_of(whole)
    found = accounts_of(whole, basis)
    years = queries.editions(db.session)[plan]
    following = whole.edition.year + 1
    return page(
        "plan_work/revision.html",
        whole,
        basis=basis,
        found=found,
        waiting=found.unanswered,
        answered=[talk for talk in rules.talks(basis.whole, whole) if talk.is_answered] if basis else [],
        label_of=lambda measure: label(measure, whole.goals_by_id),
        about=_subjects,
        old_year=basis.whole.edition.year if basis else 0,
        dated=_dated(whole, basis),
        next_year=following if following in whole.years and following not in years else None,
        has_next=following in years,
        following=following,
    )


def _dated(whole: Whole, basis: Basis | None) -> list[tuple[Dated, str, str]]:
    """What still names the year of the edition before, with the page where it is changed and the words for going there."""
    if basis is None or basis.whole.edition.year == whole.edition.year:
        return []
    return [(it, *_where_it_is_changed(whole, it)) for it in old_years(whole, basis.whole.edition.year)]


def _where_it_is_changed(whole: Whole, it: Dated) -> tuple[str, str]:
    match it.kind:
        case "measure":
            return address(".edit_measure", whole, key=it.key), _("Endre tiltaket")
        case "goal":
            return address(".goal", whole, key=it.key), _("Endre delmålet")
        case "section":
            return address(".read_document", whole), _("Les inn ny tekst")


def _subjects(talk: Talk) -> str:
    """What has changed, in a few words."""
    names = {
        "dates": _("tida"),
        "money": _("pengane"),
        "partners": _("partnarane"),
        "place": _("plassen i planen"),
        "text": _("teksten"),
    }
    return ", ".join(names[subject] for subject in dict.fromkeys(one.subject for one in talk.moved))


@bp.post("/<plan>/revisjon/ny-utgave")
@allowed(*permissions.LEADERS)
def begin_edition(plan: str) -> ResponseReturnValue:
    whole = the_whole(plan)
    year = whole.edition.year + 1
    command = StartEdition(
        made=made(_("Starta utgåva for %(year)s", year=year)),
        plan=plan,
        edition=whole.edition.year,
        today=runtime().today(),
        known=known(),
    )
    try:
        with runtime().transactions.begin(db.session) as uow:
            start_edition(uow, command)
    except Refused as error:
        sentences = {
            "edition_exists": _("Utgåva for %(year)s finst alt. Ingenting er endra.", year=year),
            "period_over": _("Avtala gjeld ikkje i %(year)s, så ei utgåve for det året kan ikkje startast.", year=year),
        }
        say(sentences[str(error)], colour="warning")
        return redirect(address(".revision", whole), 303)
    except Faulty as error:
        say(" ".join(dict.fromkeys(words.faults(error.faults).values())), colour="danger")
        return redirect(address(".revision", whole), 303)
    say(_("Utgåva for %(year)s er starta. Lesarane ser henne først når ein versjon er fryst.", year=year))
    return redirect(url_for(".revision", plan=plan, utgave=year), 303)


@bp.post("/<plan>/revisjon/uendra")
@allowed(*permissions.LEADERS)
def confirm_unchanged(plan: str) -> ResponseReturnValue:
    """Say of every measure that the data shows as unchanged, and that nobody has answered for, that it is so."""
    whole = the_whole(plan)
    waiting = [talk for talk in accounts_of(whole, basis_of(whole)).unchanged if not talk.is_answered]
    by = made(_("Uendra i rulleringa"))
    with runtime().transactions.begin(db.session) as uow:
        for talk in waiting:
            key = talk.measure.id
            answer(
                uow,
                Answer(
                    made=by,
                    place=place_of(whole, "measures", key),
                    change=Change.UNCHANGED,
                    reason=None,
                    evaluation=None,
                    seen=seen_now(whole, "measures", key),
                    known=known(),
                ),
            )
    say(_("%(count)s tiltak står som uendra.", count=len(waiting)))
    return redirect(address(".revision", whole), 303)


# -- one measure -----------------------------------------------------------------------------------------


def _talk(whole: Whole, basis: Basis | None, key: str) -> Talk:
    """Raises `Missing`, also for a measure that had ended before."""
    found = next((t for t in rules.talks(basis.whole, whole) if t.measure.id == key), None) if basis else None
    if found is None:
        raise Missing(key[:80])
    return found


@bp.get("/<plan>/revisjon/<key>")
@allowed(*permissions.LEADERS)
def revise(plan: str, key: str) -> ResponseReturnValue:
    whole = the_whole(plan)
    basis = basis_of(whole)
    talk = _talk(whole, basis, key)
    kept = kept_form()
    form = AnswerForm(formdata=kept).as_typed()
    told = talk.measure.revision
    if not kept and told:
        form.reason.data, form.evaluation.data = told.reason, told.evaluation
    if not kept and talk.moved and "reason" in talk.missing:
        form.reason.data = "\n".join(_said_before(whole, key))
    return _one(whole, basis, talk, form, seen_now(whole, "measures", key))


def _said_before(whole: Whole, key: str) -> list[str]:
    """What was said when the measure and its money were changed in this edition: nobody writes it twice."""
    place = whole.plan.id, whole.edition.year
    history = queries.edition_history(db.session, *place, "measures", key)
    measures = [(msgspec.convert(it.content, Measure), it.reason) for it in history]
    begun = history[0].batch if history else ""
    money = [
        it.reason
        for it in queries.money_history(db.session, *place)
        if it.kind == "cells" and it.content.get("measure") == key and it.reason and it.batch != begun
    ]
    return list(dict.fromkeys([*rules.reasons_given(measures), *money]))


@bp.post("/<plan>/revisjon/<key>")
@allowed(*permissions.LEADERS)
def save_revision(plan: str, key: str) -> ResponseReturnValue:
    whole, seen = the_whole(plan), posted_version()
    basis = basis_of(whole)
    talk = _talk(whole, basis, key)
    form = AnswerForm(formdata=request.form)
    if not form.holds(talk):
        return _one(whole, basis, talk, form.as_typed(), seen), 422
    command = Answer(
        made=made(_("Svar i rulleringa")),
        place=place_of(whole, "measures", key),
        change=talk.change,
        reason=form.text("reason") or None,
        evaluation=form.text("evaluation") or None,
        seen=seen,
        known=known(),
    )
    try:
        with runtime().transactions.begin(db.session) as uow:
            answer(uow, command)
            forget_kept_form(uow)
    except (Stale, Missing):
        now = the_whole(plan)
        fresh = _talk(now, basis_of(now), key)
        return _one(now, basis, fresh, form.as_typed(), seen_now(now, "measures", key), is_stale=True), 409
    say(_("Svaret om «%(title)s» er lagra.", title=talk.measure.title))
    left = [t for t in accounts_of(the_whole(plan), basis).unanswered if t.measure.id != key]
    if left and request.form.get("do") == "next":
        return redirect(address(".revise", whole, key=left[0].measure.id), 303)
    return redirect(address(".revision", whole), 303)


def _one(whole: Whole, basis: Basis | None, talk: Talk, form: AnswerForm, seen: int, *, is_stale: bool = False) -> str:
    return page(
        "plan_work/revise.html",
        whole,
        basis=basis,
        talk=talk,
        form=form,
        seen=seen,
        is_stale=is_stale,
        number=label(talk.measure, whole.goals_by_id),
        is_ending=talk.change in rules.ENDINGS,
        is_said_before=bool(form.reason.data) and not form.faults and not is_stale and "reason" in talk.missing,
        rows=[(_name(one), shown(whole, one)) for one in talk.moved],
    )


def _name(one: Moved) -> str:
    if one.field.startswith("money/"):
        return _("Planlagde pengar i %(year)s", year=one.field.partition("/")[2])
    return field_name(one.field)


def shown(whole: Whole, one: Moved) -> list[Piece]:
    """Old and new, word by word."""
    return changes.word_by_word(_text(whole, one, one.old), _text(whole, one, one.new))


def _text(whole: Whole, one: Moved, value: Any) -> str:
    if one.field.startswith("money/"):
        return kroner(value) if isinstance(value, int) else _("ikkje oppgjeve")
    if one.field == "goal":
        return presenters.place_name(whole, value)
    return words.as_text(value, one.field)
