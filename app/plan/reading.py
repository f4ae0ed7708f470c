"""What public pages and the API read of a plan, held in memory while the content stands still, without what is internal."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.kernel.errors import Missing
from app.plan import queries
from app.plan.cells import Cell
from app.plan.models import PlanVersion
from app.plan.rules.deviation import Standing, standing
from app.plan.rules.frozen import Part, changed_since
from app.plan.rules.next_edition import put_forward
from app.plan.rules.public import public, public_whole
from app.plan.rules.timing import span
from app.plan.rules.whole import Whole
from app.plan.types import ActionPlan
from app.web.runtime import db, runtime


def _now() -> Session:
    """A session of its own that sees the content as it is now; see `catalogue.reading`."""
    session = db.get_session("reading")
    session.rollback()
    return session


def plans() -> dict[str, ActionPlan]:
    """All plans that have an edition to read, by id; the one that began last stands first."""
    return runtime().memo.get("plans", lambda: {p.id: public(p) for p in queries.plans(_now()) if p.id in editions()})


def editions() -> dict[str, list[int]]:
    """The years of each plan's editions that everybody may read, in order; a plan with none is not there."""

    def put_forward_now() -> dict[str, list[int]]:
        found = {plan: put_forward(statuses) for plan, statuses in queries.statuses(_now()).items()}
        return {plan: years for plan, years in found.items() if years}

    return runtime().memo.get("plan editions", put_forward_now)


def drafts() -> dict[str, list[int]]:
    """The years of each plan's drafts, in order: for those who work on them."""

    def not_put_forward() -> dict[str, list[int]]:
        return {plan: sorted({*years} - {*put_forward(years)}) for plan, years in queries.statuses(_now()).items()}

    return runtime().memo.get("plan drafts", not_put_forward)


def whole(plan: str, year: int | None = None, *, with_drafts: bool = False) -> Whole:
    """An edition; unless a year is named, the newest that is put forward, else the newest draft. Raises `Missing`."""
    years = editions().get(plan, [])
    known = years + (drafts().get(plan, []) if with_drafts else [])
    if not known or (year is not None and year not in known):
        raise Missing(f"{plan}/{year}" if year else plan)
    wanted = year or max(years or known)
    return runtime().memo.get(("plan", plan, wanted), lambda: public_whole(queries.whole(_now(), plan, wanted)))


def written_on(whole: Whole) -> date:
    """When the edition was written: the last row of its log, else the first day of its year."""
    days = [span(version.date).last for version in whole.edition.versions]
    return max(days, default=date(whole.edition.year, 1, 1))


def frozen(plan: str, year: int) -> dict[str, str]:
    """The snapshots of an edition's frozen versions, by their fingerprints."""
    return runtime().memo.get(("plan frozen", plan, year), lambda: queries.frozen(_now(), plan, year))


def changed_parts(whole: Whole) -> dict[str, tuple[Part, ...]]:
    """What has changed in the edition since each of its frozen versions, by the version's number."""
    plan, year = whole.plan.id, whole.edition.year

    def compared() -> dict[str, tuple[Part, ...]]:
        kept = frozen(plan, year)
        return {v.version: changed_since(kept[v.frozen], whole) for v in whole.edition.versions if v.frozen in kept}

    return runtime().memo.get(("plan changed parts", plan, year), compared)


def standings(whole: Whole, today: date) -> dict[str, Standing]:
    """How each measure stands today."""
    since = written_on(whole)
    return {m.id: standing(m, today, since, whole.plan.stale_after_days) for m in whole.measures}


def history(plan: str) -> list[PlanVersion]:
    """Every content that parts and cells have had, the oldest first."""
    return queries.history(_now(), plan)


def changed_at(versions: Iterable[PlanVersion]) -> datetime | None:
    return max((version.at for version in versions), default=None)


def money_of(whole: Whole, goal: str) -> list[Cell]:
    """The cells of a goal and its measures."""
    return [cell for cell in whole.ledger.cells if cell.goal == goal]
