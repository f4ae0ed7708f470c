"""Money is moved from one cell to another, with a reason that everybody can read."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField

from app.accounts.access import allowed, forget_kept_form, kept_form
from app.accounts.types import Role
from app.kernel.errors import Refused
from app.plan import presenters
from app.plan.cells import Movement
from app.plan.codes import Unit
from app.plan.commands.money import Lacks, MoveMoney, ends, move_money
from app.plan.editing import money_words
from app.plan.editing.blueprint import asked_edition, bp, made, page, say, the_whole
from app.plan.rules import grid
from app.plan.rules.amounts import Unreadable, read_amount
from app.plan.rules.grid import CellKey
from app.plan.rules.ledger import Table
from app.plan.rules.whole import Whole
from app.plan.rules.whole import label as number_of
from app.web.filters import kroner
from app.web.forms import Form
from app.web.locale import gettext as _
from app.web.runtime import db, runtime
from app.web.validators import at_most, filled

LONGEST_REASON = 500


class MoveForm(Form):
    """From where to where, how much, and why. A place is `goal` or `goal/measure`."""

    from_place = StringField(validators=[filled(lambda: _("Vel kvar pengane skal takast frå."))])
    from_year = StringField(validators=[filled(lambda: _("Vel eit år."))])
    to_place = StringField(validators=[filled(lambda: _("Vel kvar pengane skal stå."))])
    to_year = StringField(validators=[filled(lambda: _("Vel eit år."))])
    source = StringField()
    amount = StringField()
    reason = StringField(validators=[filled(lambda: _("Skriv kvifor pengane blir flytta.")), at_most(LONGEST_REASON)])

    def amount_read(self) -> int | None:
        """The amount, or `None` with the words for it on the field."""
        typed = self.amount.data or ""
        try:
            amount = read_amount(typed)
        except Unreadable as refused:
            self.refuse("amount", money_words.unread(typed, refused, Unit.NOK))
            return None
        if not amount:
            self.refuse("amount", _("Skriv kor mykje som skal flyttast."))
        return amount or None

    def movement(self, whole: Whole, today: str) -> Movement | None:
        """What is to be moved, or `None` with the words for what is wrong on the fields."""
        amount = self.amount_read()
        for name in ("from_place", "to_place"):
            if self[name].data and self[name].data not in dict(places(whole)):
                self.refuse(name, _("Vel eit delmål eller eit tiltak i planen."))
        for name in ("from_year", "to_year"):
            if self[name].data and self[name].data not in map(str, whole.years):
                self.refuse(name, _("Vel eit år i perioden."))
        if self.source.data and self.source.data not in whole.source_ids:
            self.refuse("source", _("Vel ei kjelde i planen."))
        if self.faults or amount is None:
            return None
        (old, old_measure), (new, new_measure) = _place(self.from_place.data), _place(self.to_place.data)
        return Movement(
            date=today,
            from_goal=old,
            from_measure=old_measure,
            from_year=int(self.from_year.data or 0),
            to_goal=new,
            to_measure=new_measure,
            to_year=int(self.to_year.data or 0),
            source=self.source.data or None,
            amount=amount,
            reason=(self.reason.data or "").strip(),
        )


def _place(typed: str | None) -> tuple[str, str | None]:
    goal, _slash, measure = (typed or "").partition("/")
    return goal, measure or None


def places(whole: Whole) -> list[tuple[str, str]]:
    """Where money can stand: goals, and measures where they have money of their own."""
    found: list[tuple[str, str]] = []
    for goal in whole.goals:
        found.append((goal.id, f"{_('Delmål %(number)s', number=goal.number)}: {goal.title}"))
        if grid.has_measures(whole):
            found += [
                (f"{goal.id}/{one.id}", f"{number_of(one, whole.goals_by_id)} {one.title}")
                for one in whole.measures_of(goal.id)
            ]
    return found


@bp.get("/<plan>/pengar/flytt")
@allowed(Role.LEADER)
def moving(plan: str) -> ResponseReturnValue:
    return _page(the_whole(plan), MoveForm(kept_form()))


@bp.post("/<plan>/pengar/flytt")
@allowed(Role.LEADER)
def move(plan: str) -> ResponseReturnValue:
    whole, form = the_whole(plan), MoveForm()
    form.validate()
    movement = form.movement(whole, runtime().today().isoformat())
    if movement is None:
        return _page(whole, form), 422
    command = MoveMoney(made=made(movement.reason), plan=plan, edition=whole.edition.year, movement=movement)
    try:
        with runtime().transactions.begin(db.session) as uow:
            move_money(uow, command)
            forget_kept_form(uow)
    except Refused as refused:
        field = "amount" if isinstance(refused, Lacks) or refused.code == "money.too_large" else "to_place"
        form.refuse(field, money_words.refusal(refused))
        return _page(whole, form), 422
    old, new = ends(movement)
    say(
        _(
            "%(amount)s er flytta frå %(old)s til %(new)s.",
            amount=kroner(movement.amount),
            old=_short(whole, old),
            new=_short(whole, new),
        )
    )
    return redirect(url_for(".money", plan=plan, kjelde=movement.source or "-", **asked_edition()), 303)


def _short(whole: Whole, key: CellKey) -> str:
    place = presenters.place_name(whole, key.goal, key.measure)
    return f"{place[:1].lower()}{place[1:]}, {key.year}"


def _tables(whole: Whole) -> list[tuple[str, Table]]:
    """What is planned from each source that has money, goal × year."""
    tables = {key: whole.book.period_table(whole.goal_ids, whole.years, key) for key in whole.book.sources()}
    return [(presenters.source_name(whole, key), one) for key, one in tables.items() if one.sum.total is not None]


def _page(whole: Whole, form: MoveForm) -> str:
    return page(
        "plan_work/move_money.html",
        whole,
        form=form,
        places=places(whole),
        tables=_tables(whole),
        goal_rows=[(goal.id, f"{goal.number}. {goal.title}", "") for goal in whole.goals],
        years=[(str(year), str(year)) for year in whole.years],
        sources=[*((key, presenters.source_name(whole, key)) for key in whole.source_ids), ("", _("Utan kjelde"))],
    )
