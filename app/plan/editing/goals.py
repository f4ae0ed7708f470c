"""The goals: their texts each on its page, their weights together."""

import re
from collections.abc import Mapping

from flask import redirect, request
from flask.typing import ResponseReturnValue

from app.accounts.access import allowed, forget_kept_form, kept_form
from app.catalogue.changes import Merge
from app.kernel.errors import Faulty, Missing, Stale
from app.plan import permissions
from app.plan.commands.goals import ChangeWeights, change_weights
from app.plan.editing import words
from app.plan.editing.blueprint import address, bp, known, made, page, place_of, say, the_whole
from app.plan.editing.form import Field
from app.plan.editing.measure_form import lines_of
from app.plan.editing.sheet import Sheet, save, show
from app.plan.rules.block_text import blocks_of, text_of
from app.plan.rules.whole import Whole
from app.web.locale import gettext
from app.web.runtime import db, runtime

GOALS = "/<plan>/delmal"


def _(text: str) -> str:
    """Marks a text for the translations; it is translated where it is shown."""
    return text


@bp.get(GOALS)
@allowed(*permissions.LEADERS)
def goals(plan: str) -> ResponseReturnValue:
    whole = the_whole(plan)
    kept = kept_form()
    typed = {goal: kept.get(f"weight_{goal}", "") for goal in whole.goal_ids} if kept else _weights_shown(whole)
    return _page(whole, typed)


def _weights_shown(whole: Whole) -> dict[str, str]:
    return {goal.id: "" if goal.weight_percent is None else str(goal.weight_percent) for goal in whole.goals}


def _page(
    whole: Whole, typed: Mapping[str, str], faults: Mapping[str, str] | None = None, theirs: object = None
) -> str:
    conflicts = {it.path: it.theirs for it in theirs.conflicts} if isinstance(theirs, Merge) else {}
    return page(
        "plan_work/goals.html", whole, typed=typed, faults=faults or {}, conflicts=conflicts, was=_weights_shown(whole)
    )


@bp.post(GOALS)
@allowed(*permissions.LEADERS)
def save_weights(plan: str) -> ResponseReturnValue:
    whole = the_whole(plan)
    typed = {goal: request.form.get(f"weight_{goal}", "").strip() for goal in whole.goal_ids}
    faults = {
        goal: gettext(_("«%(text)s» er ikkje eit heilt tal frå 0 til 100."), text=text[:40])
        for goal, text in typed.items()
        if text and _percent(text) is None
    }
    if faults:
        return _page(whole, typed, faults), 422
    command = ChangeWeights(
        made=made(request.form.get("reason", "")),
        plan=plan,
        edition=whole.edition.year,
        weights={goal: _percent(text) for goal, text in typed.items()},
        seen={goal: _percent(request.form.get(f"was_{goal}", "")) for goal in typed},
        known=known(),
    )
    try:
        with runtime().transactions.begin(db.session) as uow:
            change_weights(uow, command)
            forget_kept_form(uow)
    except Stale as error:
        return _page(whole, typed, theirs=error.merge), 409
    except Faulty as error:
        return _page(whole, typed, words.faults(error.faults)), 422
    say(gettext(_("Vektene er lagra. Summar og kontrollar følgjer dei.")))
    return redirect(address(".goals", whole), 303)


def _percent(text: str) -> int | None:
    found = re.fullmatch(r"(\d{1,3})\s*%?", text.strip(), re.ASCII)
    return int(found[1]) if found and int(found[1]) <= 100 else None


@bp.get(f"{GOALS}/<key>")
@allowed(*permissions.LEADERS)
def goal(plan: str, key: str) -> ResponseReturnValue:
    return show(_goal_sheet(plan, key))


@bp.post(f"{GOALS}/<key>")
@allowed(*permissions.LEADERS)
def save_goal(plan: str, key: str) -> ResponseReturnValue:
    return save(_goal_sheet(plan, key))


def _goal_sheet(plan: str, key: str) -> Sheet:
    whole = the_whole(plan)
    found = whole.goals_by_id.get(key)
    if found is None:
        raise Missing(key[:80])
    fields = (
        Field("title", _("Tittel"), needed=_("Delmålet må ha ein tittel.")),
        Field("main_objective", _("Hovudmål"), needed=_("Skriv hovudmålet."), long=True),
        Field("coordinator", _("Koordinator"), help=_("Namnet må vere ein aktør eller ein skrivemåte under Folk.")),
        Field(
            "introduction",
            _("Om delmålet"),
            help=_(
                "Ei tom linje skil avsnitt. Linjer som byrjar med «- », blir ei liste; «1. » gjev ei nummerert liste."
            ),
            read=blocks_of,
            show=text_of,
            long=True,
        ),
        Field(
            "internal_notes",
            _("Interne notat"),
            help=_("Eitt på kvar linje. Berre dei som arbeider med planen, ser dei."),
            read=lines_of,
            show="\n".join,
            long=True,
        ),
    )
    return Sheet(
        whole=whole,
        part=place_of(whole, "goals", key),
        heading=gettext(_("Endre %(title)s"), title=found.title),
        fields=fields,
        back=(address(".goals", whole), gettext(_("Delmåla"))),
        sentence=gettext(_("Delmålet er lagra. Lesarane ser det no.")),
    )
