"""Searches that found nothing: what is counted, what is kept, and what is forgotten."""

from datetime import date

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.orm import Session

from app.bootstrap import transactions
from app.db.base import Base
from app.search_log import counting, queries
from app.search_log.counting import MOST_GATHERED, SETTLE, Misses
from app.search_log.models import MissRow, SecretRow
from app.search_log.rules import countable

KEY = "a key for the tests that is long enough"
NOVEMBER, DECEMBER = date(2026, 11, 24), date(2026, 12, 1)


@pytest.fixture
def session():
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()


class Watch:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def misses(watch) -> Misses:
    return Misses(watch)


def write(session, misses: Misses, today: date = NOVEMBER) -> None:
    counting.write(session, transactions(), misses, today, KEY, everything=True)


def found(session, month: str = "2026-11") -> list[tuple[str, int]]:
    return [(miss.text, miss.seen) for miss in queries.misses(session, month)]


@pytest.mark.parametrize(
    ("typed", "counted"),
    [
        ("Solceller", "solceller"),
        ("  SOLCELLER på  låven! ", "solceller på låven"),
        ("støtte 2026", "støtte 2026"),
        ("500 000", None),
        ("ola.nordmann@example.no", None),
        ("ring 35 06 23 00", None),
        ("+47 350-62-300", None),
        ("010190 12345", None),
        ("konto 1234.56.78901", None),
        ("974760673", None),
        ("www.eksempel.no", None),
        ("eksempel.no", None),
        ("https://x.test/y", None),
        ("eg har ein gard og treng hjelp no", None),
        ("x" * 61, None),
        ("!?", None),
        ("a", None),
        ("", None),
    ],
)
def test_what_is_counted_and_as_what(typed, counted) -> None:
    assert countable(typed) == counted


def test_a_text_is_kept_in_words_the_third_time_and_not_before(session, misses) -> None:
    for seen in (1, 2, 3):
        misses.note("Solceller")
        write(session, misses)
        assert found(session) == ([("solceller", 3)] if seen == 3 else [])
        dump = str(session.execute(text("SELECT * FROM search_miss")).all())
        assert ("solceller" in dump) is (seen == 3)
    misses.note("solceller")
    write(session, misses)
    assert found(session) == [("solceller", 4)]


def test_three_in_one_gathering_are_three(session, misses) -> None:
    for _ in range(3):
        misses.note("solceller")
    misses.note("vindmølle")
    write(session, misses)
    assert found(session) == [("solceller", 3)]


def test_the_most_wanted_come_first_and_each_month_by_itself(session, misses) -> None:
    for word, times in (("b", 3), ("a", 4), ("c", 3)):
        for _ in range(times):
            misses.note(word * 5)
    write(session, misses)
    for _ in range(3):
        misses.note("desember")
    write(session, misses, DECEMBER)
    assert found(session) == [("aaaaa", 4), ("bbbbb", 3), ("ccccc", 3)]
    assert found(session, "2026-12") == [("desember", 3)]
    assert queries.months(session) == ["2026-12", "2026-11"]


def test_when_the_month_is_over_its_secret_and_what_was_rare_are_gone_even_if_nobody_searches(session, misses) -> None:
    for word, times in (("ofte", 3), ("sjeldan", 2)):
        for _ in range(times):
            misses.note(word)
    write(session, misses)
    assert len(session.scalars(select(MissRow)).all()) == 2
    secret = session.scalars(select(SecretRow.secret)).one()
    write(session, misses, DECEMBER)
    assert [row.text for row in session.scalars(select(MissRow))] == ["ofte"]
    assert session.scalars(select(SecretRow)).all() == []
    misses.note("nytt")
    write(session, misses, DECEMBER)
    assert session.scalars(select(SecretRow.secret)).one() != secret


def test_a_digest_needs_the_secret_key_as_well_as_the_months_secret(session, misses) -> None:
    misses.note("solceller")
    counting.write(session, transactions(), misses, NOVEMBER, "one key", everything=True)
    misses.note("solceller")
    counting.write(session, transactions(), misses, NOVEMBER, "another key", everything=True)
    assert len({row.digest for row in session.scalars(select(MissRow))}) == 2


def test_the_beginnings_of_a_word_that_is_typed_are_not_searches(misses, watch) -> None:
    for typed in ("so", "solc", "solceller", "solcelle"):
        misses.note(typed)
        watch.now += 0.3
    assert misses.take(everything=True) == {"solceller": 1}
    misses.note("sol")
    watch.now += SETTLE
    misses.note("solceller")
    assert misses.take(everything=True) == {"sol": 1, "solceller": 1}


def test_only_what_has_settled_is_taken(misses, watch) -> None:
    misses.note("solceller")
    assert not misses.take()
    watch.now += SETTLE
    assert misses.take() == {"solceller": 1}
    assert not misses.take(everything=True)


def test_nothing_gathered_takes_no_write_lock(session, misses, monkeypatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a unit of work was opened")

    monkeypatch.setattr(counting.Transactions, "begin", refuse)
    counting.write(session, transactions(), misses, NOVEMBER, KEY)


def test_a_database_that_fails_loses_nothing(session, misses, monkeypatch) -> None:
    misses.note("solceller")
    with monkeypatch.context() as patch, pytest.raises(RuntimeError):  # noqa: PT012
        patch.setattr(counting, "count", lambda *_: (_ for _ in ()).throw(RuntimeError("disk full")))
        write(session, misses)
    for _ in range(2):
        misses.note("solceller")
    write(session, misses)
    assert found(session) == [("solceller", 3)]


def test_a_flood_of_different_texts_takes_no_more_memory(misses, watch) -> None:
    for n in range(MOST_GATHERED + 50):
        watch.now += SETTLE
        misses.note(f"ord{n % 100} ting{n // 100}")
    assert len(misses.take(everything=True)) == MOST_GATHERED
