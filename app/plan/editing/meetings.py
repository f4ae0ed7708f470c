"""Meeting mode: an agenda of what needs the steering group, decisions tapped in item by item, and the minutes.

Every press is saved before the next page is shown, so a meeting goes on where it was after any break.
"""

from typing import Any
from uuid import uuid4

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import allowed, forget_kept_form, kept_form
from app.accounts.types import Role
from app.kernel.errors import Faulty, Missing, Refused
from app.plan import presenters, queries, reading
from app.plan.codes import Progress
from app.plan.commands import meetings as commands
from app.plan.commands.decisions import ChangeEdition
from app.plan.commands.meetings import ChangedMeanwhile
from app.plan.editing import minutes_words
from app.plan.editing.blueprint import bp, known, made, page, place_of, say, the_whole
from app.plan.editing.dates import typed
from app.plan.editing.decision_forms import next_number
from app.plan.editing.decisions import row_of
from app.plan.editing.meeting_forms import (
    AT_A_MEETING,
    EndForm,
    ItemForm,
    StartForm,
    milestone_forms,
    planned_forms,
    standing,
)
from app.plan.minutes import AgendaItem, MeetingRun
from app.plan.models import MeetingRow
from app.plan.rules import decisions as rules
from app.plan.rules.agenda import agenda
from app.plan.rules.deviation import progress_of
from app.plan.rules.whole import Whole
from app.web.filters import day as in_words
from app.web.locale import gettext as _
from app.web.locale import speaking
from app.web.runtime import db, runtime


def _edition(whole: Whole, reason: str) -> ChangeEdition:
    return ChangeEdition(made=made(reason), place=place_of(whole, "editions", str(whole.edition.id)), known=known())


def _show(template: str, whole: Whole, **context: Any) -> str:
    return page(template, whole, words=minutes_words, loose=presenters.loose, **context)


# -- before the meeting ---------------------------------------------------------------------------------


@bp.get("/<plan>/mote")
@allowed(Role.LEADER)
def meeting(plan: str) -> ResponseReturnValue:
    whole, kept = the_whole(plan), kept_form()
    items, form = _agenda(whole), StartForm(formdata=kept).as_typed()
    if not kept:
        form.date.data = typed(runtime().today().isoformat())
        form.items.data = [item.key for item in items]
    return _start_page(whole, items, form)


def _agenda(whole: Whole) -> list[AgendaItem]:
    today = runtime().today()
    return agenda(whole, reading.standings(whole, today), today)


def roles_of(whole: Whole) -> list[str]:
    """Who may be at a meeting: the groups of the organisation chart and the actors of the plan, never a person."""
    boxes = [box.name for box in whole.edition.chart]
    return list(dict.fromkeys([*boxes, *whole.plan.parties, *(actor.name for actor in whole.plan.actors)]))


def _start_page(whole: Whole, items: list[AgendaItem], form: StartForm) -> str:
    held = [row for row in queries.meetings(db.session, whole.plan.id) if row.edition == whole.edition.year]
    likely = len(whole.edition.chart) + len(whole.plan.parties)
    roles = roles_of(whole)
    return _show(
        "plan_work/meeting.html",
        whole,
        items=items,
        form=form,
        roles=roles[:likely],
        other_roles=roles[likely:],
        open_runs=[row for row in held if not row.ended_at],
        held=[row for row in held if row.ended_at],
    )


@bp.post("/<plan>/mote")
@allowed(Role.LEADER)
def start_meeting(plan: str) -> ResponseReturnValue:
    whole = the_whole(plan)
    items, form = _agenda(whole), StartForm(formdata=request.form)
    if not form.holds_together(roles_of(whole), [item.key for item in items], runtime().today()):
        return _start_page(whole, items, form.as_typed()), 422
    run = MeetingRun(
        id=str(uuid4()),
        date=form.text("date"),
        participants=[role for role in roles_of(whole) if role in (form.participants.data or ())],
        agenda=[item for item in items if item.key in (form.items.data or ())],
    )
    with runtime().transactions.begin(db.session) as uow:
        commands.start_meeting(uow, _edition(whole, ""), run)
        forget_kept_form(uow)
    return redirect(url_for(".running", plan=plan, run=run.id, **_year()), 303)


def _year() -> dict[str, Any]:
    asked = request.args.get("utgave")
    return {"utgave": asked} if asked else {}


# -- the meeting ----------------------------------------------------------------------------------------


def _the_run(whole: Whole, run: str) -> MeetingRow:
    """Raises `Missing`."""
    row = queries.meeting(db.session, whole.plan.id, run)
    if row.edition != whole.edition.year:
        raise Missing(run)
    return row


@bp.get("/<plan>/mote/<run>")
@allowed(Role.LEADER)
def running(plan: str, run: str) -> ResponseReturnValue:
    """The agenda, with what is done; the minutes once the meeting has ended."""
    whole, kept = the_whole(plan), kept_form()
    row = _the_run(whole, run)
    if row.ended_at:
        return redirect(url_for(".minutes", plan=plan, run=run, **_year()), 303)
    form = EndForm(formdata=kept).as_typed()
    if not kept:
        _fill_end(form, whole, row.content)
    return _run_page(whole, row, form)


def _fill_end(form: EndForm, whole: Whole, run: MeetingRun) -> None:
    """What the version log is likely to say, in the plan's language."""
    log = whole.edition.versions
    with speaking(whole.plan.lang):
        form.status.data = _("Endra etter møte i styringsgruppa %(day)s", day=in_words(run.date).replace("\u00a0", " "))
    form.number.data, form.dated.data, form.log.data = next_number(whole), typed(run.date), True
    form.name.data, form.changed_by.data = (log[-1].name, log[-1].changed_by) if log else ("", "")


def _run_page(whole: Whole, row: MeetingRow, form: EndForm) -> str:
    done = {record.item for record in row.content.records}
    return _show("plan_work/running.html", whole, row=row, run=row.content, done=done, form=form)


@bp.post("/<plan>/mote/<run>")
@allowed(Role.LEADER)
def end_meeting(plan: str, run: str) -> ResponseReturnValue:
    whole, today = the_whole(plan), runtime().today()
    row, form = _the_run(whole, run), EndForm(formdata=request.form)
    if row.ended_at:
        return redirect(url_for(".minutes", plan=plan, run=run, **_year()), 303)
    if form.log.data and not form.holds_together(whole, today):
        return _run_page(whole, row, form.as_typed()), 422
    command = commands.EndMeeting(
        at=_edition(whole, _reason(row.content)),
        run=run,
        summary=form.text("summary") or None,
        row=row_of(form) if form.log.data else None,
        freeze_on=today if form.log.data and form.freeze.data else None,
    )
    try:
        with runtime().transactions.begin(db.session) as uow:
            commands.end_meeting(uow, command)
            forget_kept_form(uow)
    except Refused as refused:
        if refused.code == "meeting_ended":
            return redirect(url_for(".minutes", plan=plan, run=run, **_year()), 303)
        form.refuse(
            "number", _("Versjon %(version)s står alt i loggen. Vel eit nytt nummer.", version=form.text("number"))
        )
        return _run_page(whole, _the_run(whole, run), form.as_typed()), 422
    say(_("Møtet er avslutta, og referatet er lagra."))
    return redirect(url_for(".minutes", plan=plan, run=run, **_year()), 303)


def _reason(run: MeetingRun) -> str:
    return f"Møte {typed(run.date)}"


@bp.post("/<plan>/mote/<run>/avbryt")
@allowed(Role.LEADER)
def drop_meeting(plan: str, run: str) -> ResponseReturnValue:
    whole = the_whole(plan)
    row = _the_run(whole, run)
    try:
        with runtime().transactions.begin(db.session) as uow:
            commands.drop_meeting(uow, _edition(whole, _reason(row.content)), run)
    except Refused:
        say(_("Det er gjort vedtak i møtet. Avslutt det i staden."), colour="warning")
        return redirect(url_for(".running", plan=plan, run=run, **_year()), 303)
    say(_("Møtet er teke bort."))
    return redirect(url_for(".meeting", plan=plan, **_year()), 303)


# -- one item -------------------------------------------------------------------------------------------


@bp.get("/<plan>/mote/<run>/sak/<int:number>")
@allowed(Role.LEADER)
def item(plan: str, run: str, number: int) -> ResponseReturnValue:
    whole, kept = the_whole(plan), kept_form()
    row = _the_run(whole, run)
    return _item_page(whole, row, number, ItemForm(formdata=kept), kept)


def _agenda_item(row: MeetingRow, number: int) -> AgendaItem:
    """Raises `Missing`."""
    if not 1 <= number <= len(row.content.agenda):
        raise Missing(str(number)[:20])
    return row.content.agenda[number - 1]


class _Parts:
    """The forms of an item's milestones and meetings, beside that of the item itself."""

    def __init__(self, whole: Whole, item: AgendaItem, posted: Any) -> None:
        today = runtime().today()
        self.measure = whole.measures_by_id.get(item.measure or "")
        self.milestones = milestone_forms(self.measure, posted, today) if self.measure else []
        party = next((p for p in rules.parties(whole) if p.actor == item.party), None)
        self.planned = planned_forms(party, posted) if party else []

    def hold_together(self) -> bool:
        today = runtime().today()
        found = [form.holds_together(today) for _one, form in self.milestones]
        return all([*found, *(form.validate() for _body, form in self.planned)])

    def as_typed(self) -> "_Parts":
        for form in [*(form for _one, form in self.milestones), *(form for _body, form in self.planned)]:
            form.as_typed()
        return self


def _item_page(
    whole: Whole, row: MeetingRow, number: int, form: ItemForm, posted: Any = None, parts: _Parts | None = None
) -> str:
    found = _agenda_item(row, number)
    parts = parts or _Parts(whole, found, posted).as_typed()
    return _show(
        "plan_work/item.html",
        whole,
        row=row,
        run=row.content,
        item=found,
        number=number,
        form=form,
        parts=parts,
        progress=progress_of(parts.measure) if parts.measure else None,
        progress_words=[(code.value, presenters.label("progress", code)) for code in AT_A_MEETING],
        records=[record for record in row.content.records if record.item == found.key],
    )


@bp.post("/<plan>/mote/<run>/sak/<int:number>")
@allowed(Role.LEADER)
def save_item(plan: str, run: str, number: int) -> ResponseReturnValue:
    whole, today = the_whole(plan), runtime().today()
    row = _the_run(whole, run)
    if row.ended_at:
        return redirect(url_for(".minutes", plan=plan, run=run, **_year()), 303)
    found, form = _agenda_item(row, number), ItemForm(formdata=request.form)
    parts = _Parts(whole, found, request.form)
    if not all([form.holds_together(), parts.hold_together()]):
        return _item_page(whole, row, number, form.as_typed(), parts=parts.as_typed()), 422
    command = commands.RecordItem(
        at=_edition(whole, _reason(row.content)),
        run=run,
        item=found.key,
        decision=form.text("decision") or None,
        progress=Progress(form.text("progress")) if form.text("progress") else None,
        reason=form.text("reason") or None,
        note=form.text("note") or None,
        milestones=[one.change(milestone.id, today) for milestone, one in parts.milestones],
        meetings={body: one.text("planned") for body, one in parts.planned if one.text("planned")},
    )
    try:
        with runtime().transactions.begin(db.session) as uow:
            changes = commands.record_item(uow, command)
            forget_kept_form(uow)
    except ChangedMeanwhile as error:
        return _changed_meanwhile(plan, run, number, form, str(error)), 409
    except (Refused, Faulty, Missing):
        say(_("Saka kunne ikkje lagrast, for planen er endra. Sjå på henne på nytt."), colour="warning")
        return redirect(url_for(".item", plan=plan, run=run, number=number, **_year()), 303)
    if changes or command.decision:
        say(_("Sak %(number)s er lagra.", number=number))
    return redirect(_after(plan, row, number), 303)


def _after(plan: str, row: MeetingRow, number: int) -> str:
    """The next item, or the agenda after the last one."""
    if request.form.get("do") == "next" and number < len(row.content.agenda):
        return url_for(".item", plan=plan, run=row.id, number=number + 1, **_year())
    return url_for(".running", plan=plan, run=row.id, **_year())


def _changed_meanwhile(plan: str, run: str, number: int, form: ItemForm, milestone: str) -> str:
    """The form as it was tapped in, with how the milestone stands now; a second press decides."""
    whole = the_whole(plan)
    row = _the_run(whole, run)
    parts = _Parts(whole, _agenda_item(row, number), request.form).as_typed()
    for one, its_form in parts.milestones:
        if one.id == milestone:
            its_form.was.data = standing(one)
            when = presenters.loose(one.date)
            its_form.refuse(
                "new_date",
                _(
                    "Nokon har endra milepælen medan møtet gjekk. No står han til %(when)s. Lagre på nytt om de vil endre han.",
                    when=when,
                ),
            )
    return _item_page(whole, row, number, form.as_typed(), parts=parts)


# -- after the meeting ----------------------------------------------------------------------------------


@bp.get("/<plan>/mote/<run>/referat")
@allowed(Role.LEADER)
def minutes(plan: str, run: str) -> ResponseReturnValue:
    """The minutes, to be printed or copied; of a running meeting, as far as it has come."""
    whole = the_whole(plan)
    row = _the_run(whole, run)
    plain = minutes_words.as_text(row.content, f"{whole.plan.short_title} {whole.edition.year}")
    return _show("plan_work/minutes.html", whole, row=row, run=row.content, plain=plain)
