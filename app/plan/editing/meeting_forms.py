"""What is tapped in at a meeting of the steering group."""

import datetime as dt

from wtforms import BooleanField, StringField

from app.plan.codes import Body, Progress
from app.plan.commands.meetings import MilestoneChange
from app.plan.editing.dates import typed
from app.plan.editing.decision_forms import (
    LONGEST_TEXT,
    PlanForm,
    VersionForm,
    check_day,
    check_loose,
    day_of,
    not_a_day,
    text_of,
)
from app.plan.rules.decisions import Party
from app.plan.types import Measure, Milestone
from app.web.filters import day as in_words
from app.web.forms import Choices
from app.web.locale import gettext as _
from app.web.validators import at_most, filled, holds, obeys

AT_A_MEETING = (
    Progress.NOT_STARTED,
    Progress.PLANNING,
    Progress.IN_PROGRESS,
    Progress.ON_HOLD,
    Progress.DONE,
    Progress.ENDED_WITHOUT_COMPLETION,
)
"""A merger needs to say into what, and is made on the measure's own page."""


class StartForm(PlanForm):
    """Who meets, when, and about what."""

    date = StringField(
        filters=[day_of], validators=[filled(lambda: _("Skriv datoen for møtet.")), obeys(check_day, not_a_day)]
    )
    participants = Choices()
    items = Choices(validators=[filled(lambda: _("Vel minst éi sak."))])

    def holds_together(self, roles: list[str], keys: list[str], today: dt.date) -> bool:
        """Is every field right? Participants are roles and organisations of the plan, nobody else."""
        is_right = self.validate()
        if not set(self.participants.data or ()) <= set(roles):
            self.refuse("participants", _("Vel mellom rollene og organisasjonane i lista."))
        if not set(self.items.data or ()) <= set(keys):
            self.refuse("items", _("Saklista er endra. Vel på nytt."))
        if is_right and self.text("date") > today.isoformat():
            self.refuse("date", _("%(day)s er ikkje komen enno.", day=in_words(self.text("date"))))
        return not self.faults


class ItemForm(PlanForm):
    """What was decided about one item."""

    decision = StringField(filters=[text_of], validators=[at_most(LONGEST_TEXT)])
    progress = StringField(
        validators=[holds(lambda code: not code or code in AT_A_MEETING, lambda: _("Vel ein av dei i lista."))]
    )
    reason = StringField(filters=[text_of], validators=[at_most(LONGEST_TEXT)])
    note = StringField(filters=[text_of], validators=[at_most(LONGEST_TEXT)])

    def holds_together(self) -> bool:
        if self.validate() and self.text("progress") and not self.text("reason"):
            self.refuse("reason", _("Skriv kvifor framdrifta er endra. Det er synleg for alle."))
        elif self.text("reason") and not self.text("progress") and not self.faults:
            self.refuse("progress", _("Vel framdrifta som grunnen gjeld, eller tøm feltet."))
        return not self.faults


class MilestoneForm(PlanForm):
    """One milestone: reached, or moved."""

    done = BooleanField()
    done_on = StringField(filters=[day_of], validators=[obeys(check_day, not_a_day)])
    new_date = StringField(
        filters=[day_of],
        validators=[
            obeys(
                lambda form, value: check_loose(form, value) if value else None,
                lambda text: _(
                    "«%(text)s» er ikkje i kalenderen. Skriv dag.månad.år, månad og år, eller år.", text=text[:40]
                ),
            )
        ],
    )
    was = StringField()

    def holds_together(self, today: dt.date) -> bool:
        if self.validate() and self.text("done_on") > today.isoformat():
            self.refuse("done_on", _("%(day)s er ikkje komen enno.", day=in_words(self.text("done_on"))))
        return not self.faults

    def change(self, milestone: str, today: dt.date) -> MilestoneChange:
        """What was tapped in. A tick without a day means today."""
        done = self.text("done_on") or today.isoformat() if self.done.data else None
        date, _bar, was_done = self.text("was").partition("|")
        return MilestoneChange(id=milestone, was=(date, was_done), done_on=done, date=self.text("new_date") or None)


def milestone_form(milestone: Milestone, posted: object, today: dt.date) -> MilestoneForm:
    """The form of a measure's milestone."""
    form = MilestoneForm(formdata=posted, prefix=f"m-{milestone.id}-")
    if not posted:
        form.done_on.data = typed(today.isoformat())
        form.was.data = standing(milestone)
    return form


def standing(milestone: Milestone) -> str:
    """How a milestone stands, as the form carries it."""
    return f"{milestone.date or ''}|{milestone.done_on or ''}"


def milestone_forms(measure: Measure, posted: object, today: dt.date) -> list[tuple[Milestone, MilestoneForm]]:
    """The milestones that are not reached, each with its form."""
    return [(one, milestone_form(one, posted, today)) for one in measure.milestones if not one.done_on]


class PlannedForm(PlanForm):
    """A body's next meeting."""

    planned = StringField(filters=[day_of], validators=[obeys(check_day, not_a_day)])


def planned_forms(party: Party, posted: object) -> list[tuple[Body, PlannedForm]]:
    """The bodies of a party that have not decided, each with its form."""
    return [
        (case.body, PlannedForm(formdata=posted, prefix=f"{case.body.value}-")) for case in party.left() if case.body
    ]


class EndForm(VersionForm):
    """The end of a meeting: a summary, and the row of the version log, unless its number is emptied."""

    summary = StringField(filters=[text_of], validators=[at_most(LONGEST_TEXT)])
    log = BooleanField()
