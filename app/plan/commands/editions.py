"""Next year's edition is begun, all of it or nothing."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from app.db.uow import UnitOfWork
from app.kernel.errors import Fault, Faulty, Refused
from app.plan import queries
from app.plan.cells import Cell
from app.plan.commands.storing import Made, put_down, put_down_cell
from app.plan.events import EditionStarted, LedgerChanged
from app.plan.importing import Known
from app.plan.models import CellRow, EditionRow, GoalRow, MeasureRow
from app.plan.rules.faults import faults
from app.plan.rules.next_edition import next_edition
from app.plan.rules.whole import Whole


@dataclass(frozen=True, kw_only=True, slots=True)
class StartEdition:
    """`edition` is the year that the new one is built on."""

    made: Made
    plan: str
    edition: int
    today: date
    known: Known


def start_edition(uow: UnitOfWork, command: StartEdition) -> int:
    """Store the edition of the year after and give its year.

    Raises `Refused` where it is there already or the period is over, `Faulty` where the old one does not hold together.
    """
    whole = queries.whole(uow.session, command.plan, command.edition)
    year = command.edition + 1
    if year in queries.editions(uow.session)[command.plan]:
        raise Refused("edition_exists")
    if year not in whole.years:
        raise Refused("period_over")
    new = next_edition(whole, command.today)
    _refuse_what_does_not_hold(whole, new, command.known)
    _store(uow, command.made, new)
    uow.record(EditionStarted(actor=command.made.actor, plan=command.plan, edition=year, built_on=command.edition))
    return year


def _refuse_what_does_not_hold(old: Whole, new: Whole, known: Known) -> None:
    before = set(faults(old, known.organisations, known.schemes))
    wrong = [one for one in faults(new, known.organisations, known.schemes) if one not in before]
    if wrong:
        raise Faulty([Fault(f"{new.plan.id}/{new.edition.year}/{one.part}", one.field, one.reason) for one in wrong])


def _store(uow: UnitOfWork, made: Made, new: Whole) -> None:
    plan, year, now = new.plan.id, new.edition.year, datetime.now(UTC)
    rows: list[tuple[str, str, EditionRow | GoalRow | MeasureRow]] = [
        ("editions", new.edition.id, EditionRow(plan_id=plan, edition=year, content=new.edition))
    ]
    rows += [("goals", one.id, GoalRow(plan_id=plan, edition=year, id=one.id, content=one)) for one in new.goals]
    rows += [
        ("measures", one.id, MeasureRow(plan_id=plan, edition=year, id=one.id, content=one)) for one in new.measures
    ]
    for kind, key, row in rows:
        row.upstream, row.updated_at = {}, now
        uow.session.add(row)
        put_down(uow, made, (plan, year, kind), key, row, is_new=True)
    cells = [_cell(plan, year, cell) for cell in new.ledger.cells]
    for cell_row in cells:
        uow.session.add(cell_row)
        put_down_cell(uow, made, cell_row)
    uow.session.flush()
    if cells:
        uow.record(LedgerChanged(actor=made.actor, plan=plan, edition=year, cells=len(cells)))


def _cell(plan: str, year: int, cell: Cell) -> CellRow:
    return CellRow(
        plan_id=plan,
        edition=year,
        goal=cell.goal,
        measure=cell.measure or "",
        year=cell.year,
        source=cell.source or "",
        kind=cell.kind.value,
        unit=cell.unit.value,
        amount=cell.amount,
        internal_note=cell.internal_note or "",
    )
