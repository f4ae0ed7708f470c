"""The decisions board: who deals with the edition and when, what they have decided, and the version log."""

from collections.abc import Mapping
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import allowed, forget_kept_form, kept_form
from app.accounts.types import Role
from app.catalogue.changes import Merge
from app.kernel.errors import Faulty, Missing, Refused, Stale
from app.plan import presenters, queries
from app.plan.codes import Body
from app.plan.commands import decisions as commands
from app.plan.editing.blueprint import bp, known, made, page, place_of, posted_version, say, seen_now, the_whole
from app.plan.editing.dates import typed
from app.plan.editing.decision_forms import DecisionForm, PartyForm, VersionForm, next_number
from app.plan.rules import decisions as rules
from app.plan.rules.frozen import changed_since
from app.plan.rules.whole import Whole
from app.plan.types import LoggedVersion
from app.web.locale import gettext as _
from app.web.runtime import db, runtime

BODIES: Mapping[str, Body | None] = {
    "formannskap": Body.EXECUTIVE_COMMITTEE,
    "kommunestyre": Body.COUNCIL,
    "fylkesting": Body.COUNTY_COUNCIL,
    "departement": Body.MINISTRY,
    "styringsgruppe": Body.STEERING_GROUP,
    "organ": None,
}
"""Bodies as addresses name them; `organ` while nobody has said which."""
SEGMENTS = {body: segment for segment, body in BODIES.items()}
SHOWN = ("alle", "att", "vedteke")


# -- the board -----------------------------------------------------------------------------------------


@bp.get("/<plan>/vedtak")
@allowed(Role.LEADER)
def decisions(plan: str) -> ResponseReturnValue:
    kept = kept_form()
    return _board(the_whole(plan), PartyForm(formdata=kept).as_typed(), _version_form(the_whole(plan), kept))


def _version_form(whole: Whole, posted: Any = None) -> VersionForm:
    """The form with what is likely, until somebody has typed."""
    if posted and posted.get("number"):
        return VersionForm(formdata=posted).as_typed()
    form = VersionForm(formdata=None)
    log = whole.edition.versions
    form.number.data, form.dated.data = next_number(whole), typed(runtime().today().isoformat())
    form.name.data, form.changed_by.data = (log[-1].name, log[-1].changed_by) if log else ("", "")
    return form


def _board(whole: Whole, party_form: PartyForm, version_form: VersionForm) -> str:
    today = runtime().today()
    found = rules.parties(whole)
    asked = request.args.get("vis", "alle")
    shown = {"att": [p for p in found if not p.is_decided], "vedteke": [p for p in found if p.is_decided]}
    snapshots = queries.frozen(db.session, whole.plan.id, whole.edition.year)
    return page(
        "plan_work/decisions.html",
        whole,
        parties=shown.get(asked, found),
        all_parties=found,
        left=shown["att"],
        shown=asked if asked in SHOWN else "alle",
        ahead=rules.next_meeting(found, today),
        waited_for=lambda case: rules.waited_for(case, today),
        segments=SEGMENTS,
        body_words=body_words(),
        names=[(name, name) for name in _names(whole)],
        loose=presenters.loose,
        parts_changed=presenters.parts_changed,
        party_form=party_form,
        version_form=version_form,
        changed={
            row.version: changed_since(snapshots[row.frozen], whole)
            for row in whole.edition.versions
            if row.frozen in snapshots
        },
    )


def body_words() -> list[tuple[str, str]]:
    """Every body and what it is called."""
    return [(body.value, presenters.label("body", body)) for body in Body]


def field_name(name: str) -> str:
    """What a field of a decision is called."""
    return {
        "meetings": _("Planlagt møte"),
        "date": _("Vedteke den"),
        "case_number": _("Saksnummer"),
        "decision": _("Vedtak"),
        "reservations": _("Atterhald"),
        "version": _("Versjon som vart vedteken"),
        "internal_note": _("Internt notat"),
    }[name]


def _names(whole: Whole) -> list[str]:
    """Who may be added: the parties of the agreement first, then everybody else the plan names."""
    return list(dict.fromkeys([*whole.plan.parties, *(actor.name for actor in whole.plan.actors)]))


def _edition(whole: Whole, reason: str = "") -> commands.ChangeEdition:
    place = place_of(whole, "editions", str(whole.edition.id))
    return commands.ChangeEdition(made=made(reason), place=place, known=known())


def _to_board(whole: Whole) -> ResponseReturnValue:
    return redirect(url_for(".decisions", plan=whole.plan.id, utgave=request.args.get("utgave")), 303)


@bp.post("/<plan>/vedtak/part")
@allowed(Role.LEADER)
def add_party(plan: str) -> ResponseReturnValue:
    whole, form = the_whole(plan), PartyForm(formdata=request.form)
    is_right = form.validate()
    actor = whole.actor(form.text("party"))
    if form.text("party") and actor is None:
        form.refuse("party", _("«%(name)s» står ikkje mellom aktørane i planen.", name=form.text("party")[:40]))
        is_right = False
    if not is_right or actor is None:
        return _board(whole, form.as_typed(), _version_form(whole)), 422
    case = rules.Case(form.text("party"), actor.id, Body(form.text("party_body")))
    try:
        with runtime().transactions.begin(db.session) as uow:
            commands.add_case(
                uow, _edition(whole, _("Ny part: %(name)s", name=case.party)), case, form.planned.data or None
            )
            forget_kept_form(uow)
    except Refused:
        form.refuse("party_body", _("%(name)s står alt i oversynet med dette organet.", name=form.text("party")))
        return _board(whole, form.as_typed(), _version_form(whole)), 422
    say(_("%(name)s er lagd til.", name=form.text("party")))
    return _to_board(whole)


# -- one body ------------------------------------------------------------------------------------------


def _case(whole: Whole, party: str, segment: str) -> rules.Case:
    """Raises `Missing`."""
    found = rules.case_of(whole, party, BODIES[segment]) if segment in BODIES else None
    if found is None:
        raise Missing(f"{party}/{segment}")
    return found


@bp.get("/<plan>/vedtak/<party>/<body>")
@allowed(Role.LEADER)
def decision(plan: str, party: str, body: str) -> ResponseReturnValue:
    whole = the_whole(plan)
    case = _case(whole, party, body)
    kept = kept_form()
    form = DecisionForm(formdata=kept).as_typed()
    if not kept:
        form.fill(rules.content_of(case))
    return _decision_page(whole, case, form, seen_now(whole, "editions", str(whole.edition.id)))


@bp.post("/<plan>/vedtak/<party>/<body>")
@allowed(Role.LEADER)
def save_decision(plan: str, party: str, body: str) -> ResponseReturnValue:
    whole, seen = the_whole(plan), posted_version()
    case = _case(whole, party, body)
    form = DecisionForm(formdata=request.form)
    if not form.holds_together(whole, runtime().today(), needs_body=case.body is None):
        return _decision_page(whole, case, form.as_typed(), seen), 422
    content = form.content() | _chosen_theirs(case)
    if case.body is None:
        case = rules.Case(case.party, case.actor, Body(form.text("body")))
    command = commands.RecordDecision(
        at=_edition(whole, _("Vedtak i %(party)s", party=case.party)), case=case, content=content, seen=seen
    )
    try:
        with runtime().transactions.begin(db.session) as uow:
            commands.record_decision(uow, command)
            forget_kept_form(uow)
    except Stale as error:
        return _conflict(whole, case, form, error), 409
    except Faulty:
        form.refuse("version", _("Versjonen står ikkje i loggen lenger. Vel på nytt."))
        return _decision_page(the_whole(plan), case, form.as_typed(), seen), 422
    say(_("Lagra. Det er synleg for alle no."))
    return _to_board(whole)


def _conflict(whole: Whole, case: rules.Case, form: DecisionForm, error: Stale) -> str:
    """The form with both changes in it, and what both recorded above it."""
    merged = error.merge
    assert isinstance(merged, Merge)
    form.fill(merged.content)
    return _decision_page(whole, case, form, error.number, merged)


def _chosen_theirs(case: rules.Case) -> dict[str, object]:
    """Where two recorded different things of one body, and the writer chose the other's."""
    theirs = rules.content_of(case)
    names = [name.removeprefix("choose-") for name, value in request.form.items() if value == "theirs"]
    return {name: theirs.get(name) for name in names if name in ("meetings", *rules.RECORDED)}


def _decision_page(whole: Whole, case: rules.Case, form: DecisionForm, seen: int, merge: Merge | None = None) -> str:
    return page(
        "plan_work/decision.html",
        whole,
        case=case,
        segment=SEGMENTS[case.body],
        form=form,
        seen=seen,
        merge=merge,
        body_words=body_words(),
        label_of=field_name,
        version_words=[(row.version, f"{row.version} · {row.name}") for row in reversed(whole.edition.versions)],
    )


@bp.post("/<plan>/vedtak/<party>/<body>/fjern")
@allowed(Role.LEADER)
def remove_party(plan: str, party: str, body: str) -> ResponseReturnValue:
    whole = the_whole(plan)
    case = _case(whole, party, body)
    try:
        with runtime().transactions.begin(db.session) as uow:
            commands.remove_case(uow, _edition(whole), case)
    except Refused:
        say(_("Vedtaket er registrert, så rada kan ikkje fjernast."), colour="warning")
        return redirect(url_for(".decision", plan=plan, party=party, body=body), 303)
    say(_("%(name)s er fjerna frå oversynet.", name=case.party))
    return _to_board(whole)


# -- the version log -----------------------------------------------------------------------------------


@bp.post("/<plan>/vedtak/versjon")
@allowed(Role.LEADER)
def log_version(plan: str) -> ResponseReturnValue:
    whole, today = the_whole(plan), runtime().today()
    form = VersionForm(formdata=request.form)
    if not form.holds_together(whole, today):
        return _board(whole, PartyForm(formdata=None), form.as_typed()), 422
    try:
        with runtime().transactions.begin(db.session) as uow:
            commands.log_version(
                uow,
                _edition(whole, _("Versjon %(version)s", version=form.text("number"))),
                row_of(form),
                freeze_on=today if form.freeze.data else None,
            )
            forget_kept_form(uow)
    except Refused:
        form.refuse(
            "number", _("Versjon %(version)s står alt i loggen. Vel eit nytt nummer.", version=form.text("number"))
        )
        return _board(the_whole(plan), PartyForm(formdata=None), form.as_typed()), 422
    say(_("Versjon %(version)s står i loggen.", version=form.text("number")))
    return _to_board(whole)


def row_of(form: VersionForm) -> LoggedVersion:
    """The row that a right form says."""
    return LoggedVersion(
        version=form.text("number"),
        name=form.text("name"),
        date=form.text("dated"),
        status=form.text("status"),
        changed_by=form.text("changed_by"),
    )


@bp.post("/<plan>/vedtak/frys")
@allowed(Role.LEADER)
def freeze_version(plan: str) -> ResponseReturnValue:
    whole, version = the_whole(plan), request.form.get("version", "")
    try:
        with runtime().transactions.begin(db.session) as uow:
            commands.freeze(uow, _edition(whole), version, runtime().today())
    except Refused:
        say(_("Berre den nyaste versjonen kan frysast, og berre éin gong."), colour="warning")
        return _to_board(whole)
    say(_("Versjon %(version)s er fryst. Endrar du planen no, treng han ein ny versjon.", version=version))
    return _to_board(whole)
