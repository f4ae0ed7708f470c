"""The real plan, a way to change one thing in it, and a bare session to load into."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.bootstrap import transactions
from app.db.base import Base
from app.plan.cells import Cell, Ledger
from app.plan.commands import loading
from app.plan.importing import Known, PlanFiles, compose, known_in, read_plans
from app.plan.rules.checks import checks
from app.plan.rules.sentences import Check
from app.plan.rules.whole import Whole
from tests.conftest import ROOT

DATA = ROOT / "catalogue_data"
PLAN = "bygdevekst-vest-telemark"


@pytest.fixture(scope="session")
def known() -> Known:
    return known_in(DATA)


@pytest.fixture(scope="session")
def files(known: Known) -> dict[str, PlanFiles]:
    return read_plans(DATA / "plan", known)


@pytest.fixture(scope="session")
def real(files: dict[str, PlanFiles]) -> Whole:
    return files[PLAN].editions[2025]


class Changed:
    """The real plan with something else in it."""

    def __init__(self, whole: Whole) -> None:
        self.whole = whole

    def plan(self, **changes: Any) -> Whole:
        w = self.whole
        plan = msgspec.structs.replace(w.plan, **changes)
        return compose(plan, w.edition, w.goals, w.measures, w.ledger)

    def edition(self, **changes: Any) -> Whole:
        w = self.whole
        edition = msgspec.structs.replace(w.edition, **changes)
        return compose(w.plan, edition, w.goals, w.measures, w.ledger)

    def goal(self, key: str, **changes: Any) -> Whole:
        w = self.whole
        goals = [msgspec.structs.replace(g, **changes) if g.id == key else g for g in w.goals]
        return compose(w.plan, w.edition, goals, w.measures, w.ledger)

    def measure(self, key: str, **changes: Any) -> Whole:
        w = self.whole
        measures = [msgspec.structs.replace(m, **changes) if m.id == key else m for m in w.measures]
        return compose(w.plan, w.edition, w.goals, measures, w.ledger)

    def without_measure(self, key: str) -> Whole:
        w = self.whole
        return compose(w.plan, w.edition, w.goals, [m for m in w.measures if m.id != key], w.ledger)

    def money(self, *more: Cell, **changes: int | None) -> Whole:
        """`bustader_2025_state_cofinancing=…` sets a cell; the others come besides."""
        w = self.whole
        cells = []
        for cell in w.ledger.cells:
            name = f"{cell.goal}_{cell.year}_{cell.source}"
            cells.append(msgspec.structs.replace(cell, amount=changes.pop(name)) if name in changes else cell)
        assert not changes, f"there is no cell {changes}"
        return compose(w.plan, w.edition, w.goals, w.measures, Ledger(cells=[*cells, *more]))


@pytest.fixture
def changed(real: Whole) -> Changed:
    return Changed(real)


@pytest.fixture(scope="session")
def found() -> Callable[[Whole, str], list[Check]]:
    """The verdicts with a code."""
    return lambda whole, code: [check for check in checks(whole) if check.code == code]


@pytest.fixture
def session() -> Iterator[Session]:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()


@pytest.fixture
def load(session: Session, known: Known) -> Callable[[dict[str, PlanFiles]], loading.LoadReport]:
    def do(files: dict[str, PlanFiles]) -> loading.LoadReport:
        with transactions().begin(session) as uow:
            return loading.load_plans(uow, loading.LoadPlans(files=files, known=known, actor="kari"))

    return do
