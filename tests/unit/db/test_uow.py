"""What a unit of work promises, on a bare session."""

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from app.audit.log import AuditRow, write
from app.db.base import Base
from app.db.uow import Transactions
from app.kernel.errors import Refused
from app.kernel.events import Event


@pytest.fixture
def session() -> Iterator[Session]:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()


def rows(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count(AuditRow.id))) or 0


def test_a_refusal_undoes_what_was_already_written(session: Session) -> None:
    with pytest.raises(Refused, match="late"), Transactions().begin(session) as uow:  # noqa: PT012
        write(uow.session, Event(actor="kari"))
        uow.session.flush()
        raise Refused("late")
    assert rows(session) == 0


def test_an_interrupt_undoes_it_too(session: Session) -> None:
    with pytest.raises(KeyboardInterrupt), Transactions(inside=(write,)).begin(session) as uow:  # noqa: PT012
        uow.record(Event(actor="kari"))
        raise KeyboardInterrupt
    assert rows(session) == 0


def test_a_failing_after_step_is_logged_and_undoes_nothing(session: Session, caplog: pytest.LogCaptureFixture) -> None:
    def boom(_: Session) -> None:
        raise RuntimeError("mail server")

    later: list[str] = []
    with Transactions(inside=(write,), after=(boom, lambda _: later.append("ran"))).begin(session) as uow:
        uow.record(Event(actor="kari"))
    assert rows(session) == 1
    assert later == ["ran"]
    assert "after-commit step failed" in caplog.text


def test_a_failing_inside_step_undoes_the_change(session: Session) -> None:
    def boom(*_: object) -> None:
        raise RuntimeError("log")

    with pytest.raises(RuntimeError), Transactions(inside=(write, boom)).begin(session) as uow:
        uow.record(Event(actor="kari"))
    assert rows(session) == 0


def test_nothing_follows_where_nothing_happened(session: Session) -> None:
    after: list[str] = []
    with Transactions(after=(lambda _: after.append("ran"),)).begin(session):
        pass
    assert after == []


def test_a_writer_takes_the_lock_at_the_start(tmp_path) -> None:
    """Two units of work stand in line from their start; a late upgrade would fail half way."""
    engine = create_engine(f"sqlite:///{tmp_path}/t.sqlite")
    Base.metadata.create_all(engine)
    other = create_engine(f"sqlite:///{tmp_path}/t.sqlite")
    with Session(engine) as one, Session(other) as two:
        with Transactions().begin(one):
            two.execute(select(AuditRow.id))
            two.rollback()
            two.connection().exec_driver_sql("PRAGMA busy_timeout=50")
            two.rollback()
            with pytest.raises(Exception, match="locked"), Transactions().begin(two):
                pass
        with Transactions(inside=(write,)).begin(two) as uow:
            uow.record(Event(actor="ola"))
        assert rows(two) == 1
    engine.dispose()
    other.dispose()
