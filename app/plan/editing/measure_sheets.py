"""Pages with one form about a measure: the measure itself, a new one, its end, a milestone, a row, an explanation."""

from typing import Any

import msgspec
from flask import abort, request
from flask.typing import ResponseReturnValue

from app.accounts.access import allowed, the_account
from app.catalogue import queries as catalogue
from app.db.uow import UnitOfWork
from app.kernel.errors import Missing
from app.plan import permissions
from app.plan.commands.items import ItemPlace
from app.plan.commands.measures import AddMeasure, add_actors, add_measure
from app.plan.commands.parts import alter
from app.plan.editing import measure_fields, measure_form, reach
from app.plan.editing.blueprint import address, bp, known, made, place_of, the_whole
from app.plan.editing.measure import MEASURE
from app.plan.editing.sheet import Sheet, save, show
from app.plan.rules.naming import id_for
from app.plan.rules.whole import Whole, label
from app.plan.types import Measure
from app.web.locale import gettext as _
from app.web.runtime import db, runtime

NEW_ACTORS = "new_actors"


def _back(whole: Whole, measure: Measure) -> tuple[str, str]:
    return address(".measure", whole, key=measure.id), f"{label(measure, whole.goals_by_id)} {measure.title}"


# -- the measure itself ------------------------------------------------------------------------------


@bp.get(f"{MEASURE}/skjema")
@allowed(*permissions.LEADERS)
def edit_measure(plan: str, key: str) -> ResponseReturnValue:
    return show(_measure_sheet(plan, key))


@bp.post(f"{MEASURE}/skjema")
@allowed(*permissions.LEADERS)
def save_measure(plan: str, key: str) -> ResponseReturnValue:
    return save(_measure_sheet(plan, key))


def _measure_sheet(plan: str, key: str) -> Sheet:
    whole = the_whole(plan)
    found = reach.the_measure(whole, key)
    return Sheet(
        whole=whole,
        part=place_of(whole, "measures", key),
        heading=_("Endre %(title)s", title=found.title),
        fields=measure_form.fields(whole, found),
        back=_back(whole, found),
        fill=measure_form.fill,
        pour=measure_form.pour(whole),
        check=measure_form.check,
        first=lambda uow: _name_new_actors(uow, whole),
        sentence=_("Tiltaket er lagra. Lesarane ser det no."),
        offer=(NEW_ACTORS, _("Legg ukjende namn til som nye aktørar")),
    )


def _name_new_actors(uow: UnitOfWork, whole: Whole) -> None:
    """Where the writer has asked for it."""
    if request.form.get(NEW_ACTORS):
        names = [
            name for field in ("responsible", "partners") for name in measure_form.lines_of(request.form.get(field, ""))
        ]
        add_actors(uow, made(), place_of(whole, "plan"), names, known())


@bp.get("/<plan>/nytt-tiltak")
@allowed(*permissions.LEADERS)
def new_measure(plan: str) -> ResponseReturnValue:
    return show(_new_sheet(plan))


@bp.post("/<plan>/nytt-tiltak")
@allowed(*permissions.LEADERS)
def create_measure(plan: str) -> ResponseReturnValue:
    return save(_new_sheet(plan))


def _new_sheet(plan: str) -> Sheet:
    whole = the_whole(plan)

    def create(uow: UnitOfWork, content: dict[str, Any]) -> str:
        key = id_for(content["title"], whole.measures_by_id)
        measure = msgspec.convert(content | {"id": key}, Measure)
        made_by, year = made(request.form.get("reason", "")), whole.edition.year
        add_measure(uow, AddMeasure(made=made_by, plan=plan, edition=year, measure=measure, known=known()))
        return address(".measure", whole, key=key)

    return Sheet(
        whole=whole,
        part=place_of(whole, "measures"),
        heading=_("Nytt tiltak"),
        fields=measure_form.fields(whole, None),
        back=(address(".measures", whole), _("Tiltak")),
        start={"priority": "prioritised", "revision": {"change": "new"}},
        fill=measure_form.fill,
        pour=measure_form.pour(whole),
        check=measure_form.check,
        first=lambda uow: _name_new_actors(uow, whole),
        create=create,
        sentence=_("Tiltaket er lagt til. Lesarane ser det no."),
        offer=(NEW_ACTORS, _("Legg ukjende namn til som nye aktørar")),
    )


# -- the end -----------------------------------------------------------------------------------------


@bp.get(f"{MEASURE}/avslutt")
@allowed(*permissions.LEADERS)
def end_measure(plan: str, key: str) -> ResponseReturnValue:
    return show(_end_sheet(plan, key))


@bp.post(f"{MEASURE}/avslutt")
@allowed(*permissions.LEADERS)
def save_end(plan: str, key: str) -> ResponseReturnValue:
    return save(_end_sheet(plan, key))


def _end_sheet(plan: str, key: str) -> Sheet:
    whole = the_whole(plan)
    found = reach.the_measure(whole, key)
    others = [(m.id, f"{label(m, whole.goals_by_id)} {m.title}") for m in whole.measures if m.id != key]

    def end(uow: UnitOfWork, values: dict[str, Any]) -> str:
        ended = measure_fields.ended(values, runtime().today(), the_account().name)
        alter(uow, made(values["reason_to_end"]), place_of(whole, "measures", key), ended, known())
        return address(".measure", whole, key=key)

    return Sheet(
        whole=whole,
        part=place_of(whole, "measures", key),
        heading=_("Avslutt %(title)s", title=found.title),
        lead=_("Tiltaket blir ståande i planen, merkt som avslutta, med vurderinga di."),
        fields=measure_fields.end_fields(others),
        back=_back(whole, found),
        start={},
        check=measure_fields.check_end,
        create=end,
        sentence=_("Tiltaket er avslutta."),
        asks_why=False,
    )


# -- a milestone, a municipality's row, an explanation --------------------------------------------------


@bp.get(f"{MEASURE}/milepael/<item>")
@allowed(*permissions.LEADERS)
def milestone(plan: str, key: str, item: str) -> ResponseReturnValue:
    return show(_milestone_sheet(plan, key, item))


@bp.post(f"{MEASURE}/milepael/<item>")
@allowed(*permissions.LEADERS)
def save_milestone(plan: str, key: str, item: str) -> ResponseReturnValue:
    return save(_milestone_sheet(plan, key, item))


def _milestone_sheet(plan: str, key: str, item: str) -> Sheet:
    whole = the_whole(plan)
    found = reach.the_measure(whole, key)
    part = place_of(whole, "measures", key)
    return Sheet(
        whole=whole,
        part=part,
        item=ItemPlace(part=part, field="milestones", by="id", key=item),
        heading=_("Endre milepælen"),
        fields=measure_fields.milestone_fields(runtime().today()),
        back=_back(whole, found),
        fill=lambda content: {"certainty": "certain"} | content,
        pour=_sure_is_unsaid,
        sentence=_("Milepælen er lagra."),
        may_remove=True,
    )


def _sure_is_unsaid(values: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """A part is stored without what is the default."""
    unsaid = {"certainty": None} if values.get("certainty") == "certain" else {}
    return {name: value for name, value in {**before, **values, **unsaid}.items() if value not in (None, "", [])}


@bp.get(f"{MEASURE}/deltaking/<organisation>")
@allowed(*permissions.TELLERS)
def participation(plan: str, key: str, organisation: str) -> ResponseReturnValue:
    return show(_participation_sheet(plan, key, organisation))


@bp.post(f"{MEASURE}/deltaking/<organisation>")
@allowed(*permissions.TELLERS)
def save_participation(plan: str, key: str, organisation: str) -> ResponseReturnValue:
    return save(_participation_sheet(plan, key, organisation))


def _participation_sheet(plan: str, key: str, organisation: str) -> Sheet:
    whole = the_whole(plan)
    found = reach.the_measure(whole, key)
    known_one = catalogue.organisations(db.session).get(organisation)
    if known_one is None:
        raise Missing(organisation[:80])
    if not permissions.may_write_row(the_account(), found, organisation, reach.own(), whole.actor):
        abort(403)
    part = place_of(whole, "measures", key)
    return Sheet(
        whole=whole,
        part=part,
        item=ItemPlace(part=part, field="participation", by="organisation", key=organisation),
        start={"organisation": organisation},
        heading=_("Kva %(name)s gjer", name=known_one.name.nn),
        fields=measure_fields.participation_fields(),
        back=_back(whole, found),
        sentence=_("Lagra. Lesarane ser det no."),
        may_remove=True,
    )


@bp.get(f"{MEASURE}/forklaring")
@allowed(*permissions.LEADERS)
def explanation(plan: str, key: str) -> ResponseReturnValue:
    return show(_explanation_sheet(plan, key))


@bp.post(f"{MEASURE}/forklaring")
@allowed(*permissions.LEADERS)
def save_explanation(plan: str, key: str) -> ResponseReturnValue:
    return save(_explanation_sheet(plan, key))


def _explanation_sheet(plan: str, key: str) -> Sheet:
    whole = the_whole(plan)
    found = reach.the_measure(whole, key)
    return Sheet(
        whole=whole,
        part=place_of(whole, "measures", key),
        heading=_("Forklar avviket"),
        fields=measure_fields.explanation_fields(),
        back=_back(whole, found),
        sentence=_("Forklaringa er lagra. Lesarane ser ho no."),
        asks_why=False,
    )
