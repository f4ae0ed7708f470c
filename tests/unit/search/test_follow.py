"""The index follows the change log: nothing is lost, nothing is taken twice, and a new day counts."""

from datetime import date, timedelta

import pytest
from sqlalchemy import create_engine, delete
from sqlalchemy.orm import Session

from app.db.base import Base
from app.search import follow
from app.search.follow import MOST_AT_ONCE, Change, catch_up, latest, note
from app.search.memory_index import MemoryIndex
from app.search.port import NOWHERE, IndexBusy, Query

TODAY = date(2026, 11, 24)


class House:
    """Documents in a table that is a dict, and how often they were loaded."""

    def __init__(self, session, doc) -> None:
        self.session, self.doc = session, doc
        self.titles: dict[str, str] = {}
        self.loads: list[object] = []

    def write(self, key: str, title: str | None) -> None:
        if title is None:
            self.titles.pop(key, None)
        else:
            self.titles[key] = title
        note(self.session, key)
        self.session.commit()

    def load(self, _session, keys):
        self.loads.append(keys)
        return [self.doc(key, title) for key, title in self.titles.items() if keys is None or key in keys]

    def follow(self, index, today=TODAY) -> bool:
        return catch_up(self.session, index, self.load, today)


@pytest.fixture
def house(doc):
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        yield House(session, doc)
    engine.dispose()


def found(index, text="") -> list[str]:
    return sorted(index.search(Query(text=text, limit=2_000)).keys)


def test_a_new_index_is_built_whole_even_without_a_single_change(house, index) -> None:
    assert house.follow(index)
    assert index.position() == (0, TODAY.toordinal())
    house.write("a", "sti")
    assert house.follow(index)
    assert found(index, "sti") == ["a"]


def test_what_changed_is_taken_and_what_did_not_is_left(house, index) -> None:
    for key in "abc":
        house.write(key, "sti")
    house.follow(index)
    house.write("b", "veg")
    house.write("c", None)
    assert house.follow(index)
    assert house.loads[-1] == {"b", "c"}
    assert (found(index, "sti"), found(index, "veg"), found(index)) == (["a"], ["b"], ["a", "b"])


def test_an_index_that_is_level_loads_nothing(house, index) -> None:
    house.write("a", "sti")
    house.follow(index)
    before = len(house.loads)
    assert house.follow(index)
    assert len(house.loads) == before


def test_a_crash_between_the_commit_and_the_index_loses_nothing(house, index, monkeypatch) -> None:
    house.write("a", "sti")
    house.follow(index)
    house.write("b", "sti")

    def crash(*_):
        raise SystemExit("killed")

    with monkeypatch.context() as patch:
        patch.setattr(index, "apply", crash)
        with pytest.raises(SystemExit):
            house.follow(index)
    assert found(index, "sti") == ["a"]
    assert house.follow(index)
    assert found(index, "sti") == ["a", "b"]


def test_a_busy_index_stays_behind_and_catches_up_later(house, index, monkeypatch) -> None:
    house.write("a", "sti")
    house.follow(index)
    house.write("b", "sti")

    def busy(*_):
        raise IndexBusy

    with monkeypatch.context() as patch:
        patch.setattr(index, "apply", busy)
        with pytest.raises(IndexBusy):
            house.follow(index)
    assert index.position() != latest(house.session, TODAY)
    assert house.follow(index)
    assert found(index, "sti") == ["a", "b"]


def test_a_follower_that_read_before_a_neighbour_saved_does_not_build_the_index_anew(tmp_path, doc, index) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'tables.db'}")
    Base.metadata.create_all(engine)
    with Session(engine) as session, Session(engine) as early:
        house = House(session, doc)
        house.write("a", "sti")
        house.follow(index)
        assert latest(early, TODAY) == index.position()
        house.write("b", "sti")
        house.follow(index)
        before = len(house.loads)
        assert catch_up(early, index, house.load, TODAY)
        assert len(house.loads) == before
        assert found(index, "sti") == ["a", "b"]
    engine.dispose()


def test_what_has_changed_is_known_also_by_a_session_that_read_before(tmp_path, doc) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'tables.db'}")
    Base.metadata.create_all(engine)
    with Session(engine) as session, Session(engine) as early:
        known = follow.Known()
        known.look(early, TODAY)
        House(session, doc).write("a", "sti")
        assert known.change == 0
        known.look(early, TODAY)
        assert known.change == 1
    engine.dispose()


def test_taking_the_same_changes_again_does_no_harm(house, doc, index) -> None:
    for key in "ab":
        house.write(key, "sti")
    house.follow(index)
    at = index.position()
    index.apply(house.load(None, {"a", "b"}), [], at)
    assert found(index) == ["a", "b"]
    assert index.position() == at


def test_a_new_day_rebuilds(house, index) -> None:
    house.write("a", "sti")
    house.follow(index)
    assert house.follow(index, TODAY + timedelta(days=1))
    assert house.loads[-1] is None
    assert index.position() == (1, TODAY.toordinal() + 1)


def test_an_index_ahead_of_the_log_rebuilds(house, index) -> None:
    """The database was restored from a backup: what the index holds may never have happened."""
    for key in "abc":
        house.write(key, "sti")
    house.follow(index)
    house.session.execute(delete(Change).where(Change.number > 1))
    house.session.commit()
    house.titles = {"a": "sti"}
    assert house.follow(index)
    assert (found(index), index.position().change) == (["a"], 1)


def test_an_index_behind_the_oldest_kept_row_rebuilds(house, analyser) -> None:
    index = MemoryIndex(analyser)
    house.write("a", "sti")
    house.follow(index)
    for key in "bcd":
        house.write(key, "sti")
    house.session.execute(delete(Change).where(Change.number < 4))
    house.session.commit()
    assert house.follow(index)
    assert house.loads[-1] is None
    assert found(index) == ["a", "b", "c", "d"]


def test_many_changes_are_taken_by_rebuilding(house, analyser) -> None:
    index = MemoryIndex(analyser)
    house.follow(index)
    for n in range(MOST_AT_ONCE + 1):
        note(house.session, f"d{n}")
        house.titles[f"d{n}"] = "sti"
    house.session.commit()
    assert house.follow(index)
    assert house.loads[-1] is None
    assert len(found(index)) == MOST_AT_ONCE + 1


def test_one_entry_changed_very_often_does_not_hide_the_change_after_it(house, analyser) -> None:
    index = MemoryIndex(analyser)
    house.follow(index)
    house.titles = {"often": "sti", "last": "sti"}
    for _ in range(MOST_AT_ONCE * 10):
        note(house.session, "often")
    note(house.session, "last")
    house.session.commit()
    assert house.follow(index)
    assert found(index, "sti") == ["last", "often"]


def test_the_number_grows_with_every_change_and_is_never_used_again(house) -> None:
    for _ in range(3):
        house.write("a", "sti")
    house.session.execute(delete(Change))
    house.session.commit()
    house.write("a", "sti")
    assert latest(house.session, TODAY).change == 4


def test_a_change_that_is_undone_is_not_followed(house) -> None:
    note(house.session, "a")
    house.session.rollback()
    assert latest(house.session, TODAY).change == 0


def test_the_follower_survives_faults_and_goes_on(caplog) -> None:
    steps: list[int] = []

    def step() -> None:
        steps.append(len(steps))
        if len(steps) == 1:
            raise IndexBusy
        if len(steps) == 2:
            raise RuntimeError("database gone")

    follower = follow.Follower(step, every=0.005)
    follower.start()
    for _ in range(400):
        if len(steps) > 3:
            break
        follower._stop.wait(0.01)
    follower.stop()
    assert len(steps) > 3
    assert caplog.text.count("following the change log failed") == 1


def test_two_nodes_each_keep_an_index_over_one_log(house, analyser) -> None:
    one, two = MemoryIndex(analyser), MemoryIndex(analyser)
    house.write("a", "sti")
    house.follow(one)
    house.write("b", "sti")
    assert two.position() == NOWHERE
    assert house.follow(one)
    assert house.follow(two)
    assert found(one) == found(two) == ["a", "b"]


def test_a_running_process_whose_index_folder_was_removed_gets_level_again(house, whoosh) -> None:
    import shutil

    index = whoosh()
    house.write("a", "sti")
    house.follow(index)
    shutil.rmtree(index._generations.home)
    house.write("b", "sti")
    for _ in range(3):  # as the follower does, once a second
        try:
            index.refresh()
            house.follow(index)
        except IndexBusy:
            continue
    assert found(index, "sti") == ["a", "b"]
