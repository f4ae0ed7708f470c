"""The yearly report: boxes written, questions set up."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from msgspec.structs import replace

from app.db.uow import UnitOfWork
from app.kernel.errors import Stale
from app.plan import queries
from app.plan.commands.storing import Made
from app.plan.events import ReportWritten
from app.plan.models import ReportRow
from app.plan.report import Question, YearReport
from app.plan.rules.report import default_questions, merged
from app.plan.rules.whole import Whole


def current(uow: UnitOfWork, whole: Whole) -> YearReport:
    """The report as it stands; the default questions where nobody has written in one."""
    found = queries.report(uow.session, whole.plan.id, whole.edition.year)
    return found or YearReport(id=whole.edition.id, questions=default_questions(whole.plan.lang))


def write_answers(
    uow: UnitOfWork,
    made: Made,
    whole: Whole,
    filled: Mapping[str, str],
    typed: Mapping[str, str],
    opened: Mapping[str, str],
) -> None:
    """Put down the boxes that somebody typed in; `filled` is what the data says, `opened` the marks of what was seen.

    Raises `Stale` with the boxes that another has written in meanwhile.
    """
    now = current(uow, whole)
    answers, conflicts = merged(now, filled, typed, opened)
    if conflicts:
        raise Stale(conflicts, 0)
    _store(uow, made, whole, replace(now, answers=answers), "answers")


def set_questions(uow: UnitOfWork, made: Made, whole: Whole, questions: Sequence[Question]) -> None:
    """Which boxes the report has, in order. What is written in a box that is taken away is kept, should it come back."""
    _store(uow, made, whole, replace(current(uow, whole), questions=list(questions)), "questions")


def _store(uow: UnitOfWork, made: Made, whole: Whole, content: YearReport, what: str) -> None:
    plan, year = whole.plan.id, whole.edition.year
    row = uow.session.get(ReportRow, (plan, year))
    if row is None:
        row = ReportRow(plan_id=plan, edition=year, content=content)
        uow.session.add(row)
    elif row.content == content:
        return
    row.content, row.updated_at = content, datetime.now(UTC)
    uow.record(ReportWritten(actor=made.actor, plan=plan, edition=year, what=what))
