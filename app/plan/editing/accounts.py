"""The three accounts of the yearly update, and two editions side by side."""

from dataclasses import dataclass

from flask import request
from flask.typing import ResponseReturnValue

from app.accounts.access import allowed
from app.plan import downloads, permissions, queries
from app.plan.documents.accounts import three_accounts
from app.plan.editing.blueprint import bp, page, the_whole
from app.plan.editing.revision import Basis, accounts_of, basis_of
from app.plan.rules.change_words import changes_in_words
from app.plan.rules.public import public_whole
from app.plan.rules.revision import moves, planned_total
from app.plan.rules.whole import Whole, label
from app.plan.types import Goal, Measure
from app.web.locale import gettext as _
from app.web.runtime import db, runtime


@bp.get("/<plan>/utgreiing")
@allowed(*permissions.LEADERS)
def accounts(plan: str) -> ResponseReturnValue:
    whole = the_whole(plan)
    basis = basis_of(whole)
    found = accounts_of(whole, basis)
    return page(
        "plan_work/accounts.html",
        whole,
        basis=basis,
        parts=[("nye", _("Nye tiltak"), found.new), ("endra", _("Endra tiltak"), found.changed)]
        + [("avslutta", _("Avslutta tiltak"), found.ended)],
        unanswered=found.unanswered,
        changed_in=lambda talk: changes_in_words(talk.told, whole.plan.lang),
        label_of=lambda measure: label(measure, whole.goals_by_id),
    )


@bp.get("/<plan>/utgreiing.docx")
@allowed(*permissions.LEADERS)
def accounts_file(plan: str) -> ResponseReturnValue:
    whole = public_whole(the_whole(plan))
    basis = basis_of(whole)
    against = (basis.whole.edition.year, basis.version) if basis else (whole.edition.year, None)
    document = three_accounts(whole, accounts_of(whole, basis), against, runtime().today())
    return downloads.sent(downloads.written(document, "docx"), whole, "utgreiing", "docx")


# -- side by side ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pair:
    """A measure in two editions; None where it is not in one of them."""

    old: Measure | None
    new: Measure | None
    changes: str


@bp.get("/<plan>/samanlikn")
@allowed(*permissions.LEADERS)
def compare(plan: str) -> ResponseReturnValue:
    """The edition beside the one before, or beside that which `med` names; the adopted version where it is frozen."""
    whole = the_whole(plan)
    years = [year for year in queries.editions(db.session)[plan] if year != whole.edition.year]
    asked = request.args.get("med", "")
    basis = basis_of(whole)
    if asked in map(str, years):
        basis = Basis(queries.whole(db.session, plan, int(asked)), None)
    old = basis.whole if basis else None
    return page(
        "plan_work/compare.html",
        whole,
        years=years,
        basis=basis,
        groups=_groups(old, whole) if old else [],
        goal_money=lambda one, goal: planned_total(one, goal.id) if goal else None,
        label_in=lambda one, measure: label(measure, one.goals_by_id),
    )


def _groups(old: Whole, new: Whole) -> list[tuple[Goal | None, Goal | None, list[Pair]]]:
    """Goals and their measures, those of the newer edition first in each."""
    keys = dict.fromkeys([*new.goal_ids, *old.goal_ids])
    out = []
    for key in keys:
        ids = dict.fromkeys(
            [*(m.id for m in new.measures_of(key)), *(m.id for m in old.measures_of(key) if m.id in _only(old, new))]
        )
        pairs = [
            Pair(
                old.measures_by_id.get(one),
                new.measures_by_id.get(one),
                changes_in_words(found, new.plan.lang) if (found := moves(old, new, one)) else "",
            )
            for one in ids
        ]
        out.append((old.goals_by_id.get(key), new.goals_by_id.get(key), pairs))
    return out


def _only(old: Whole, new: Whole) -> set[str]:
    return set(old.measures_by_id) - set(new.measures_by_id)
