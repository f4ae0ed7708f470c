"""The people of a plan: the organisation chart, who does what, and whom the names mean."""

from typing import Any

import msgspec
from flask import redirect, request
from flask.typing import ResponseReturnValue

from app.accounts.access import allowed
from app.catalogue import queries as catalogue
from app.catalogue.editing.shape import Sort
from app.db.uow import UnitOfWork
from app.kernel.collation import sort_key
from app.kernel.errors import Missing
from app.plan import permissions, presenters
from app.plan.codes import Box
from app.plan.commands.items import ChangeItem, ItemPlace, change_item
from app.plan.commands.parts import alter
from app.plan.editing.blueprint import address, bp, known, made, page, place_of, say, seen_now, the_whole
from app.plan.editing.form import Field
from app.plan.editing.measure_form import lines_of
from app.plan.editing.sheet import Sheet, save, show
from app.plan.rules.naming import id_for
from app.plan.rules.whole import Whole
from app.plan.types import ActionPlan
from app.web.locale import current_lang, gettext
from app.web.runtime import db, runtime

PEOPLE = "/<plan>/folk"
NEW = "ny"
"""In place of the id of something that is not made yet."""


def _(text: str) -> str:
    """Marks a text for the translations; it is translated where it is shown."""
    return text


@bp.get(PEOPLE)
@allowed(*permissions.LEADERS)
def people(plan: str) -> ResponseReturnValue:
    whole = the_whole(plan)
    actors = sorted(whole.plan.actors, key=lambda actor: (actor.confirmed, sort_key(actor.name)))
    return page(
        "plan_work/people.html",
        whole,
        actors=actors,
        unconfirmed=[actor for actor in actors if actor.aliases and not actor.confirmed],
        organisations=catalogue.organisations(db.session),
        boxes=[(kind, [box for box in whole.edition.chart if box.kind is kind]) for kind in Box],
        new=NEW,
    )


def _back(whole: Whole) -> tuple[str, str]:
    return address(".people", whole), gettext(_("Folk"))


# -- the chart ---------------------------------------------------------------------------------------


@bp.get(f"{PEOPLE}/boks/<item>")
@allowed(*permissions.LEADERS)
def box(plan: str, item: str) -> ResponseReturnValue:
    return show(_box_sheet(plan, item))


@bp.post(f"{PEOPLE}/boks/<item>")
@allowed(*permissions.LEADERS)
def save_box(plan: str, item: str) -> ResponseReturnValue:
    return save(_box_sheet(plan, item))


def _box_sheet(plan: str, item: str) -> Sheet:
    whole = the_whole(plan)
    goals = [(goal.id, f"{goal.number}. {goal.title}") for goal in whole.goals]
    above = [(one.id, one.name) for one in whole.edition.chart if one.id != item]
    fields = (
        Field("name", _("Namn"), needed=_("Boksen må ha eit namn.")),
        Field(
            "kind",
            _("Slag"),
            Sort.CHOICE,
            choices=[(code.value, presenters.label("box", code)) for code in Box],
            needed=_("Vel kva slag boks det er."),
        ),
        Field("goal", _("Delmål"), Sort.CHOICE, help=_("For arbeidsgrupper."), choices=goals),
        Field("parent", _("Ligg under"), Sort.CHOICE, choices=above),
        Field("internal_contact", _("Kontakt"), help=_("Berre dei som arbeider med planen, ser dette.")),
    )
    return _item_sheet(whole, "editions", "chart", item, fields, gettext(_("Boks i organisasjonskartet")))


# -- roles -------------------------------------------------------------------------------------------


@bp.get(f"{PEOPLE}/roller")
@allowed(*permissions.LEADERS)
def roles(plan: str) -> ResponseReturnValue:
    return show(_roles_sheet(plan))


@bp.post(f"{PEOPLE}/roller")
@allowed(*permissions.LEADERS)
def save_roles(plan: str) -> ResponseReturnValue:
    return save(_roles_sheet(plan))


def _roles_sheet(plan: str) -> Sheet:
    whole = the_whole(plan)
    help_ = _("Namnet må vere ein aktør eller ein skrivemåte under Folk.")
    fields = (
        Field(
            "roles",
            _("Kven gjer kva"),
            Sort.ROWS,
            help=help_,
            inside=(
                Field("actor", _("Kven"), needed=_("Skriv kven.")),
                Field("task", _("Kva"), needed=_("Skriv kva oppgåva er."), long=True),
            ),
        ),
        Field(
            "co_writers",
            _("Har vore med og skrive planen"),
            help=_("Éin på kvar linje."),
            read=lines_of,
            show="\n".join,
            long=True,
        ),
    )
    return Sheet(
        whole=whole,
        part=place_of(whole, "editions"),
        heading=gettext(_("Kven gjer kva")),
        fields=fields,
        back=_back(whole),
        sentence=gettext(_("Lagra. Lesarane ser det no.")),
    )


# -- actors ------------------------------------------------------------------------------------------


@bp.get(f"{PEOPLE}/aktor/<item>")
@allowed(*permissions.LEADERS)
def actor(plan: str, item: str) -> ResponseReturnValue:
    return show(_actor_sheet(plan, item))


@bp.post(f"{PEOPLE}/aktor/<item>")
@allowed(*permissions.LEADERS)
def save_actor(plan: str, item: str) -> ResponseReturnValue:
    return save(_actor_sheet(plan, item))


def _actor_sheet(plan: str, item: str) -> Sheet:
    whole, lang = the_whole(plan), current_lang()
    found = catalogue.organisations(db.session)
    present = next((one for one in whole.plan.actors if one.id == item), None)
    members = [key for key, one in found.items() if one.municipality or (present and key in present.members)]
    fields = (
        Field("name", _("Namn"), needed=_("Aktøren må ha eit namn.")),
        Field(
            "aliases",
            _("Andre skrivemåtar"),
            help=_("Éin på kvar linje: slik planen òg skriv namnet."),
            read=lines_of,
            show="\n".join,
            long=True,
        ),
        Field(
            "organisation",
            _("Aktør i oversynet"),
            Sort.CHOICE,
            choices=[(key, one.name.pick(lang).text) for key, one in found.items()],
        ),
        Field(
            "members",
            _("Står for"),
            Sort.CHOICES,
            help=_("For ei gruppe: kommunane ho er sett saman av."),
            choices=[(key, found[key].name.pick(lang).text) for key in members],
        ),
        Field(
            "confirmed",
            _("Skrivemåtane"),
            Sort.CHOICES,
            choices=[("yes", gettext(_("Eg har sett at dei tyder det same")))],
        ),
    )
    return _item_sheet(whole, "plan", "actors", item, fields, gettext(_("Aktør i planen")), ticks=("confirmed",))


@bp.post(f"{PEOPLE}/stadfest")
@allowed(*permissions.LEADERS)
def confirm_actor(plan: str) -> ResponseReturnValue:
    """The spellings of one actor mean the same."""
    whole, key = the_whole(plan), request.form.get("actor", "")
    if key not in {one.id for one in whole.plan.actors}:
        raise Missing(key[:80])

    def confirmed(it: ActionPlan) -> ActionPlan:
        actors = [msgspec.structs.replace(one, confirmed=True) if one.id == key else one for one in it.actors]
        return msgspec.structs.replace(it, actors=actors)

    with runtime().transactions.begin(db.session) as uow:
        alter(uow, made(gettext(_("Skrivemåtane er stadfesta"))), place_of(whole, "plan"), confirmed, known())
    say(gettext(_("Skrivemåtane er stadfesta.")))
    return redirect(address(".people", whole) + "#aktorar", 303)


# -- what they share ---------------------------------------------------------------------------------


def _item_sheet(
    whole: Whole, kind: str, field: str, item: str, fields: tuple[Field, ...], heading: str, ticks: tuple[str, ...] = ()
) -> Sheet:
    """The sheet of a box or an actor. `ticks` are truths that the form has as a box to tick."""
    part = place_of(whole, kind)
    place = ItemPlace(part=part, field=field, by="id", key=item)

    def create(uow: UnitOfWork, content: dict[str, Any]) -> str:
        owner = whole.plan if kind == "plan" else whole.edition
        if any(msgspec.to_builtins(one) == content | {"id": one.id} for one in getattr(owner, field)):
            return address(".people", whole)  # pressed twice
        key = id_for(content["name"], [NEW, *(one.id for one in getattr(owner, field))])
        new = ItemPlace(part=part, field=field, by="id", key=key)
        seen = seen_now(whole, kind, owner.id)
        by = made(request.form.get("reason", ""))
        change_item(uow, ChangeItem(made=by, place=new, content=content | {"id": key}, seen=seen, known=known()))
        return address(".people", whole)

    is_new = item == NEW
    return Sheet(
        whole=whole,
        part=part,
        item=None if is_new else place,
        start={} if is_new else None,
        create=create if is_new else None,
        heading=heading,
        fields=fields,
        back=_back(whole),
        fill=lambda content: content | {tick: ["yes"] if content.get(tick) else [] for tick in ticks},
        pour=lambda values, before: _poured(values, before, ticks),
        sentence=gettext(_("Lagra. Lesarane ser det no.")),
        may_remove=not is_new,
    )


def _poured(values: dict[str, Any], before: dict[str, Any], ticks: tuple[str, ...]) -> dict[str, Any]:
    own = values | {tick: bool(values.get(tick)) or None for tick in ticks}
    return {name: value for name, value in {**before, **own}.items() if value not in (None, "", [])}
