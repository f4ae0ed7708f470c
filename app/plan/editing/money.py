"""The money grid: seen, saved, and tried out with what is not saved yet."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import allowed, forget_kept_form, kept_form
from app.accounts.types import ACTOR, Role
from app.kernel.errors import Refused, Stale
from app.plan import presenters, queries
from app.plan.codes import CellKind, CheckLevel, Unit
from app.plan.commands.money import (
    CellConflict,
    SaveCells,
    Saved,
    UndoMoney,
    changes_by_batch,
    is_whole,
    save_cells,
    undo_money,
)
from app.plan.editing import money_grid, money_words
from app.plan.editing.blueprint import asked_edition, bp, made, names, page, say, the_whole
from app.plan.editing.money_grid import Typed
from app.plan.rules import grid
from app.plan.rules.amounts import PATTERNS
from app.plan.rules.explaining import explanation_of
from app.plan.rules.grid import CellKey, View
from app.plan.rules.ledger import shares
from app.plan.rules.money_checks import money_checks
from app.plan.rules.pasting import WrongShape, fitted, read_block
from app.plan.rules.whole import Whole
from app.web.locale import gettext as _
from app.web.locale import ngettext
from app.web.runtime import db, runtime

ORDER = {level: n for n, level in enumerate((CheckLevel.FAULT, CheckLevel.WARNING, CheckLevel.OK, CheckLevel.INFO))}
SAVES_SHOWN = 8


LARGEST_POST = 1_000_000


@bp.url_value_preprocessor
def _room_for_a_grid(endpoint: str | None, _values: object) -> None:
    """Forty measures over many years are a large form. Set before anything reads it."""
    if endpoint in ("plan_work.save_money", "plan_work.try_money"):
        request.max_content_length = request.max_form_memory_size = LARGEST_POST


class Share(NamedTuple):
    """How much of the period's money a goal gets, against its weight."""

    name: str
    share: float
    weight: int


@bp.get("/<plan>/pengar")
@allowed(Role.LEADER)
def money(plan: str) -> ResponseReturnValue:
    whole = the_whole(plan)
    view = money_grid.view_of(whole, request.args)
    kept = kept_form()
    typed = money_grid.typed_of(grid.rows(whole, view), kept) if kept else None
    return _page(whole, view, typed, reason=kept.get("reason", "") if kept else "")


@bp.post("/<plan>/pengar")
@allowed(Role.LEADER)
def save_money(plan: str) -> ResponseReturnValue:
    """Save the whole grid, all or nothing; or fill it from a pasted block without saving."""
    whole = the_whole(plan)
    view = money_grid.view_of(whole, request.args)
    typed = money_grid.typed_of(grid.rows(whole, view), request.form)
    if request.form.get("do") == "paste":
        return _pasted(whole, view, typed)
    if typed.faults or typed.homeless:
        return _page(whole, view, typed, message=_what_is_wrong(typed)), 422
    command = SaveCells(
        made=made(request.form.get("reason", "")), plan=plan, edition=whole.edition.year, edits=typed.edits()
    )
    try:
        with runtime().transactions.begin(db.session) as uow:
            saved = save_cells(uow, command)
            forget_kept_form(uow)
    except Stale as stale:
        return _conflict(plan, view, typed, stale), 409
    except Refused as refused:
        return _page(the_whole(plan), view, typed, message=money_words.refusal(refused)), 422
    _tell(saved)
    return _back(plan, whole, view)


def _tell(saved: Saved) -> None:
    if not saved.mine:
        say(_("Ingenting var endra."), colour="info")
    else:
        said = ngettext("%(num)d rute er lagra.", "%(num)d ruter er lagra.", saved.mine)
        if saved.theirs:
            others = ngettext(
                "Ein annan har samstundes endra %(num)d rute; endringa står i tabellen.",
                "Andre har samstundes endra %(num)d ruter; endringane står i tabellen.",
                saved.theirs,
            )
            said = f"{said} {others}"
        say(said)


def _back(plan: str, whole: Whole, view: View) -> ResponseReturnValue:
    return redirect(url_for(".money", plan=plan, **(money_grid.address_of(whole, view) | asked_edition())), 303)


def _what_is_wrong(typed: Typed) -> str:
    if typed.homeless:
        gone = ", ".join(f"«{text}»" for text in typed.homeless[:20])
        return _(
            "Nokre ruter finst ikkje lenger i tabellen. Der hadde du skrive %(texts)s. Ingenting er lagra.", texts=gone
        )
    return ngettext(
        "%(num)d rute må rettast. Ingenting er lagra enno.",
        "%(num)d ruter må rettast. Ingenting er lagra enno.",
        len(typed.faults),
    )


def _pasted(whole: Whole, view: View, typed: Typed) -> ResponseReturnValue:
    """Fill the grid from a block of exactly its own shape."""
    block, rows = request.form.get("block", ""), grid.rows(whole, view)
    across = len(grid.columns(whole, view))
    try:
        money_grid.with_block(typed, rows, fitted(read_block(block), len(rows), across))
    except WrongShape as shape:
        wrong = money_words.wrong_shape(shape, len(rows), across)
        return _page(whole, view, typed, block=block, block_fault=wrong), 422
    if typed.faults:
        return _page(whole, view, typed, message=_what_is_wrong(typed)), 422
    return _page(whole, view, typed, notice=_("Tala er fylte inn i tabellen. Dei er ikkje lagra enno."))


def _conflict(plan: str, view: View, typed: Typed, stale: Stale) -> str:
    """The grid with both amounts at each cell that both changed; the other cells are as they stand now."""
    db.session.rollback()
    whole = the_whole(plan)
    found = stale.merge if isinstance(stale.merge, list) else []
    conflicts = {conflict.key: conflict for conflict in found}
    versions = queries.cell_versions(db.session, plan, whole.edition.year)
    for key, seen in list(typed.seen.items()):
        if key not in conflicts and seen != versions.get(key.name, 0):
            typed.forget(key)
    message = ngettext(
        "Ein annan har endra %(num)d rute medan du skreiv. Vel kva som skal stå, og lagre på nytt. Ingenting er lagra enno.",
        "Andre har endra %(num)d ruter medan du skreiv. Vel kva som skal stå, og lagre på nytt. Ingenting er lagra enno.",
        len(conflicts),
    )
    return _page(whole, view, typed, conflicts=conflicts, message=message)


@bp.post("/<plan>/pengar/kontroll")
@allowed(Role.LEADER, keeps=False)
def try_money(plan: str) -> ResponseReturnValue:
    """The checks as they would be with what stands in the grid, saved or not."""
    whole = the_whole(plan)
    view = money_grid.view_of(whole, request.args)
    typed = money_grid.typed_of(grid.rows(whole, view), request.form)
    now = grid.with_amounts(whole, typed.amounts)
    shown = money_grid.shown(whole, view, {}, typed)
    return render_template("plan_work/_money_checks.html", faults=shown.faults, **_checked(now))


@bp.post("/<plan>/pengar/angre/<batch>")
@allowed(Role.LEADER, keeps=False)
def undo_money_change(plan: str, batch: str) -> ResponseReturnValue:
    """Take back one save or movement."""
    whole = the_whole(plan)
    command = UndoMoney(
        made=made(_("Angra")),
        plan=plan,
        edition=whole.edition.year,
        batch=batch,
        today=runtime().today().isoformat(),
    )
    try:
        with runtime().transactions.begin(db.session) as uow:
            undo_money(uow, command)
    except Refused as refused:
        say(money_words.refusal(refused), colour="danger")
    else:
        say(_("Angra. Tala står som før."))
    return _back(plan, whole, money_grid.view_of(whole, request.args))


def _kept_token() -> dict[str, Any]:
    """The part of the address that names the form that was kept, so that saving can forget it."""
    token = request.args.get("kept")
    return {"kept": token} if token else {}


class Save(NamedTuple):
    """One save, movement or undoing in the list below the grid."""

    who: str
    at: Any
    reason: str
    changes: list[tuple[str, int | None, int | None]]
    batch: str
    may_undo: bool


def _saves(whole: Whole) -> list[Save]:
    """The last changes of the money that people have made, the newest first."""
    history = queries.money_history(db.session, whole.plan.id, whole.edition.year)
    by_batch = {version.batch: version for version in history if version.actor.startswith(ACTOR)}
    changes, people = changes_by_batch(history), names()
    return [
        Save(
            people.get(version.actor, version.actor),
            version.at,
            version.reason,
            [(money_words.cell_name(whole, key), old, new) for key, old, new in changes[batch]],
            batch,
            is_whole(history, batch),
        )
        for batch, version in list(reversed(by_batch.items()))[:SAVES_SHOWN]
    ]


def _checked(whole: Whole) -> dict[str, Any]:
    """The shares and the checks of the money, for the panel beside the grid."""
    found = sorted(money_checks(whole), key=lambda check: ORDER[check.level])
    parts = shares([row.total for row in whole.period_table.rows]) or []
    weighted = [
        Share(presenters.place_name(whole, goal.id), part, goal.weight_percent)
        for goal, part in zip(whole.goals, parts, strict=False)
        if goal.weight_percent is not None
    ]
    return {
        "edition": whole.edition,
        "pressing": [check for check in found if check.level in (CheckLevel.FAULT, CheckLevel.WARNING)],
        "other_checks": [check for check in found if check.level in (CheckLevel.OK, CheckLevel.INFO)],
        "shares": weighted,
        "explanation_of": explanation_of,
        "percent": presenters.percent,
        "word": presenters.label,
        "level_colour": presenters.COLOUR_OF_LEVEL,
    }


def _page(
    whole: Whole,
    view: View,
    typed: Typed | None,
    *,
    conflicts: Mapping[CellKey, CellConflict] | None = None,
    reason: str = "",
    **more: Any,
) -> str:
    versions = queries.cell_versions(db.session, whole.plan.id, whole.edition.year)
    now = grid.with_amounts(whole, typed.amounts) if typed else whole
    context = _checked(now) | {"message": "", "notice": "", "block": "", "block_fault": ""} | more
    for from_frame in ("edition", "word"):
        context.pop(from_frame)
    return page(
        "plan_work/money.html",
        whole,
        view=view,
        in_view=money_grid.address_of(whole, view) | asked_edition() | _kept_token(),
        caption=money_grid.title_of(whole, view),
        shown=money_grid.shown(whole, view, versions, typed, conflicts),
        pattern=PATTERNS[view.unit],
        years=[(year, str(year)) for year in whole.years],
        kinds=[(kind.value, presenters.label("cell_kind", kind)) for kind in CellKind],
        units=[(unit.value, presenters.label("unit", unit)) for unit in Unit],
        sources=[*((key, presenters.source_name(whole, key)) for key in whole.source_ids), ("-", _("Utan kjelde"))],
        always_measures=grid.has_measures(whole),
        reason=request.form.get("reason", reason),
        saves=_saves(whole),
        **context,
    )
