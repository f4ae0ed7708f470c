"""The decisions' run: deadlines counted backwards, as a page and as a calendar, and what differs between decisions."""

from datetime import UTC, date, datetime, timedelta

import msgspec
from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from icalendar import Calendar, Event
from wtforms import StringField

from app.accounts.access import allowed, forget_kept_form, kept_form
from app.plan import permissions, presenters, queries
from app.plan.commands.parts import alter
from app.plan.editing.blueprint import address, bp, known, made, page, place_of, say, the_whole
from app.plan.editing.dates import typed
from app.plan.editing.decision_forms import PlanForm, check_day, day_of, line_of, not_a_day
from app.plan.rules import run as rules
from app.plan.rules.run import Step
from app.plan.rules.whole import Whole
from app.plan.types import DecisionRun, Edition
from app.web.locale import gettext as _
from app.web.runtime import db, runtime
from app.web.validators import holds, obeys

MOST_DAYS = 365
COUNTS = ("paper_days", "lock_days", "ministry_days", "council_days", "committee_days")


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 4 and int(text) <= MOST_DAYS


def _count() -> StringField:
    wrong = holds(_is_count, lambda: _("Skriv eit tal på dagar frå 0 til %(most)s.", most=MOST_DAYS))
    return StringField(filters=[line_of], validators=[wrong])


class RunForm(PlanForm):
    """The ministry's date and the days between the steps."""

    due = StringField(filters=[day_of], validators=[obeys(check_day, not_a_day)])
    paper_days = _count()
    lock_days = _count()
    ministry_days = _count()
    council_days = _count()
    committee_days = _count()


@bp.get("/<plan>/lop")
@allowed(*permissions.LEADERS)
def decision_run(plan: str) -> ResponseReturnValue:
    whole, kept = the_whole(plan), kept_form()
    form = RunForm(formdata=kept).as_typed()
    if not kept:
        run = whole.edition.run or DecisionRun()
        form.due.data = typed(rules.due_of(whole) or "")
        for name in COUNTS:
            form[name].data = str(getattr(run, name))
    return _page(whole, form)


def _page(whole: Whole, form: RunForm) -> str:
    found = rules.steps(whole)
    return page(
        "plan_work/run.html",
        whole,
        form=form,
        steps=found,
        due=rules.due_of(whole),
        locked=rules.locked_by(found),
        adopted=rules.adopted(whole, queries.frozen(db.session, whole.plan.id, whole.edition.year)),
        parts_changed=presenters.parts_changed,
    )


@bp.post("/<plan>/lop")
@allowed(*permissions.LEADERS)
def save_run(plan: str) -> ResponseReturnValue:
    whole, form = the_whole(plan), RunForm(formdata=request.form)
    if not form.validate():
        return _page(whole, form.as_typed()), 422
    run = DecisionRun(due=form.text("due") or None, **{name: int(form.text(name)) for name in COUNTS})

    def changed(edition: Edition) -> Edition:
        return msgspec.structs.replace(edition, run=run)

    with runtime().transactions.begin(db.session) as uow:
        alter(uow, made(_("Fristar fram til departementet")), place_of(whole, "editions"), changed, known())
        forget_kept_form(uow)
    say(_("Fristane er rekna ut på nytt."))
    return redirect(address(".decision_run", whole), 303)


# -- as a calendar -----------------------------------------------------------------------------------------


@bp.get("/<plan>/lop.ics")
@allowed(*permissions.LEADERS)
def run_calendar(plan: str) -> ResponseReturnValue:
    whole = the_whole(plan)
    calendar = Calendar()
    calendar.add("prodid", "-//Verkemiddel//plan//NN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{whole.plan.short_title} {whole.edition.year}")
    stamp = datetime.combine(runtime().today(), datetime.min.time(), UTC)
    for key, day, title in _days(whole):
        event = Event()
        event.add("uid", f"{whole.plan.id}-{whole.edition.year}-{key}@verkemiddel")
        event.add("dtstamp", stamp)
        event.add("dtstart", date.fromisoformat(day))
        event.add("dtend", date.fromisoformat(day) + timedelta(days=1))
        event.add("summary", title)
        event.add("url", url_for("plan.decisions", plan=plan, utgave=whole.edition.year, _external=True))
        calendar.add_component(event)
    answer = Response(calendar.to_ical(), mimetype="text/calendar")
    name = f"{whole.plan.id}-{whole.edition.year}-fristar.ics"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _days(whole: Whole) -> list[tuple[str, str, str]]:
    """(key, day, title) of everything that has a day."""
    found: list[tuple[str, str, str]] = []
    for one in rules.steps(whole):
        if not one.is_left:
            continue
        found += [entry for entry in _of_step(one) if entry[1]]
    if due := rules.due_of(whole):
        found.append(("due", due, _("Planen skal vere hos departementet")))
    return found


def _of_step(one: Step) -> list[tuple[str, str, str]]:
    who = f"{one.party}, {presenters.label('body', one.body).lower()}"
    key = f"{one.party.lower().replace(' ', '-')}-{one.body.value}"
    return [
        (f"{key}-locked", one.locked or "", _("Teksten må vere låst: %(who)s", who=who)),
        (f"{key}-papers", one.papers or "", _("Frist for sakspapir: %(who)s", who=who)),
        (f"{key}-meeting", one.meeting or "", _("Møte: %(who)s", who=who)),
        (f"{key}-latest", "" if one.meeting else one.latest or "", _("Siste dag for møte: %(who)s", who=who)),
    ]
