"""One measure: how it stands, and what can be told about it in one press."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from flask import redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app.accounts.access import allowed, forget_kept_form, kept_form, the_account
from app.catalogue import queries as catalogue
from app.kernel.errors import Missing
from app.plan import permissions, presenters, reading
from app.plan.commands.parts import alter
from app.plan.editing import measure_fields, reach
from app.plan.editing.blueprint import address, bp, known, made, page, place_of, say, the_whole
from app.plan.editing.form import Field, Form, content_of, typed_of_post
from app.plan.editing.measure_fields import filled
from app.plan.rules.naming import id_for
from app.plan.rules.typed_dates import as_typed
from app.plan.rules.whole import Whole
from app.plan.types import Measure, Milestone, Note, ProgressReport
from app.web.locale import gettext as _
from app.web.runtime import db, runtime

MEASURE = "/<plan>/tiltak/<key>"
Change = Callable[[Measure], Measure]


def press_fields(press: str) -> tuple[Field, ...]:
    """The fields of each form on the page of a measure, by its name."""
    today = runtime().today()
    match press:
        case "report":
            return measure_fields.report_fields(today)
        case "note":
            return measure_fields.note_fields(today)
        case "milestone":
            return measure_fields.milestone_fields(today)
        case _:
            return measure_fields.done_fields(today)


def _fresh(press: str) -> dict[str, Any]:
    """What a form holds before anything is typed."""
    today = as_typed(runtime().today().isoformat())
    return {
        "report": {"report_date": today},
        "note": {"note_date": today},
        "milestone": {"certainty": "certain"},
        "done": {"done_on": today},
    }[press]


@bp.get(MEASURE)
@allowed(*permissions.TELLERS)
def measure(plan: str, key: str) -> ResponseReturnValue:
    whole = the_whole(plan)
    found = reach.the_measure(whole, key)
    kept = kept_form()
    press = kept.get("press", "") if kept else ""
    typed = typed_of_post(kept, press_fields(press)) if kept and press in PRESSES else None
    return measure_page(whole, found, press, typed, {}, kept.get("milestone", "") if kept else "")


def measure_page(
    whole: Whole,
    found: Measure,
    press: str = "",
    typed: dict[str, Any] | None = None,
    faults: dict[str, str] | None = None,
    milestone: str = "",
) -> str:
    """The page of a measure. `press` is the form that was sent and is shown again, `milestone` the one it was about."""
    lang = whole.plan.lang
    forms = {
        name: Form(
            press_fields(name),
            typed if name == press and typed is not None else _fresh(name),
            faults or {} if name == press else {},
            lang,
        )
        for name in PRESSES
    }
    standing = reading.standings(whole, runtime().today())[found.id]
    return page(
        "plan_work/measure.html",
        whole,
        measure=found,
        line=presenters.line(whole, found, standing),
        late=standing.late,
        forms=forms,
        press=press,
        milestone=milestone,
        rows=_rows(whole, found),
        leads=reach.leads(),
        today_typed=as_typed(runtime().today().isoformat()),
        loose=presenters.loose,
    )


def _rows(whole: Whole, found: Measure) -> list[tuple[str, str, Any, bool]]:
    """(organisation, its name, its row or None, may the account write it) for each municipality that is or may be in it."""
    organisations = catalogue.organisations(db.session)
    by_key = {row.organisation: row for row in found.participation}
    taking_part = permissions.taking_part(found, whole.actor)
    keys = [key for key, one in organisations.items() if key in by_key or (one.municipality and key in taking_part)]
    account, own = the_account(), reach.own()
    return [
        (
            key,
            organisations[key].name.nn,
            by_key.get(key),
            permissions.may_write_row(account, found, key, own, whole.actor),
        )
        for key in keys
    ]


@bp.post(f"{MEASURE}/framdrift")
@allowed(*permissions.TELLERS)
def report(plan: str, key: str) -> ResponseReturnValue:
    """Say how far the work has come, and why it is said now."""

    def reported(content: dict[str, Any]) -> Change:
        new = msgspec.convert(filled(content, "report_") | {"internal_by": the_account().name}, ProgressReport)
        return lambda it: it if new in it.reports else msgspec.structs.replace(it, reports=[*it.reports, new])

    return _press(plan, key, "report", reported, _("Framdrifta er meld."))


@bp.post(f"{MEASURE}/notat")
@allowed(*permissions.TELLERS)
def note(plan: str, key: str) -> ResponseReturnValue:
    """Write a dated note for everyone."""

    def noted(content: dict[str, Any]) -> Change:
        new = msgspec.convert(filled(content, "note_"), Note)
        return lambda it: it if new in it.notes else msgspec.structs.replace(it, notes=[*it.notes, new])

    return _press(plan, key, "note", noted, _("Notatet er lagra."))


@bp.post(f"{MEASURE}/milepael")
@allowed(*permissions.LEADERS)
def add_milestone(plan: str, key: str) -> ResponseReturnValue:
    def added(content: dict[str, Any]) -> Change:
        def add(it: Measure) -> Measure:
            if any(filled(msgspec.to_builtins(one) | {"id": None}) == filled(content) for one in it.milestones):
                return it
            taken = [one.id for one in it.milestones]
            new = msgspec.convert(filled(content) | {"id": id_for(content["text"], taken)}, Milestone)
            return msgspec.structs.replace(it, milestones=[*it.milestones, new])

        return add

    return _press(plan, key, "milestone", added, _("Milepælen er lagd til."))


@bp.post(f"{MEASURE}/nadd")
@allowed(*permissions.TELLERS)
def tick_off(plan: str, key: str) -> ResponseReturnValue:
    """A milestone is reached."""
    which = request.form.get("milestone", "")

    def ticked(content: dict[str, Any]) -> Change:
        def tick(it: Measure) -> Measure:
            if which not in {one.id for one in it.milestones}:
                raise Missing(which[:80])
            done = [
                msgspec.structs.replace(one, **filled(content)) if one.id == which and not one.done_on else one
                for one in it.milestones
            ]
            return msgspec.structs.replace(it, milestones=done)

        return tick

    return _press(plan, key, "done", ticked, _("Milepælen er kryssa av."))


PRESSES: Sequence[str] = ("report", "note", "milestone", "done")


def _press(
    plan: str, key: str, press: str, change: Callable[[dict[str, Any]], Change], sentence: str
) -> ResponseReturnValue:
    """Read a form, change the measure as it stands now, and go back to it."""
    whole = the_whole(plan)
    found = reach.the_measure(whole, key)
    fields = press_fields(press)
    typed = typed_of_post(MultiDict(request.form), fields)
    content, faults = content_of(typed, fields)
    if press == "done" and not content.get("done_on"):
        faults.setdefault("done_on", _("Skriv dagen."))
    if faults:
        return measure_page(whole, found, press, typed, faults, request.form.get("milestone", "")), 422
    with runtime().transactions.begin(db.session) as uow:
        alter(uow, made(content.get("report_reason", "")), place_of(whole, "measures", key), change(content), known())
        forget_kept_form(uow)
    say(sentence)
    return redirect(address(".measure", whole, key=key), 303)
