"""An edit is found by every process that serves, and reading goes on while the index is built anew."""

import shutil
import threading
import time

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.bootstrap import catch_up, open_index
from app.search.port import Query
from tests.conftest import TODAY, build_app, closing, make_settings

HANG = 60.0
"""Seconds. A guard, not a measure: `tests/bench/edits.py` prints how long it takes."""


@pytest.fixture
def workers(loaded_var, tmp_path):
    """Three apps over one data folder, each with an index of its own that follows in the background."""
    shutil.copytree(loaded_var, tmp_path / "var")
    with (
        closing(build_app(make_settings(tmp_path / "var", background=True))) as one,
        closing(build_app(make_settings(tmp_path / "var", background=True))) as two,
        closing(build_app(make_settings(tmp_path / "var", background=True))) as three,
    ):
        yield [one, two, three]


def titles(app, text: str) -> list[str]:
    return [item["id"] for item in app.test_client().get("/api/v1/schemes", query_string={"q": text}).json["items"]]


def test_every_worker_finds_an_edit_that_one_of_them_took(workers, bundle) -> None:
    from app.catalogue import indexing
    from app.search import follow

    made_up = "zzkvernhusfondet"
    assert [titles(app, made_up) for app in workers] == [[], [], []]
    index = workers[0].extensions["app.runtime"].index
    organisations = {key: item.entry for key, item in bundle.entries["organisations"].items()}
    scheme = bundle.entries["schemes"]["smil"].entry
    document = indexing.document(scheme, organisations, TODAY, 0)
    changed = type(document)(
        **{name: getattr(document, name) for name in document.__slots__}
        | {"texts": {"nn": {**document.texts["nn"], "title": made_up}}}
    )
    with Session(create_engine(workers[0].config["SQLALCHEMY_ENGINES"]["default"]["url"])) as session:
        follow.note(session, "smil")
        session.commit()
        index.apply([changed], [], follow.latest(session, TODAY))
    until = time.monotonic() + HANG
    while time.monotonic() < until and not all(titles(app, made_up) for app in workers):
        time.sleep(0.05)
    assert [titles(app, made_up) for app in workers] == [["smil"]] * 3


def test_readers_are_answered_while_the_index_is_built_anew(loaded_var, tmp_path) -> None:
    shutil.copytree(loaded_var, tmp_path / "var")
    config = make_settings(tmp_path / "var")
    reader, writer = open_index(config), open_index(config)
    right = reader.search(Query(text="tilskot", limit=50)).keys
    answered: list[tuple[str, ...]] = []
    began, done = threading.Event(), threading.Event()

    def read() -> None:
        while not done.is_set():
            answered.append(reader.search(Query(text="tilskot", limit=50)).keys)
            if len(answered) > 3:
                began.set()

    thread = threading.Thread(target=read)
    thread.start()
    assert began.wait(HANG)
    engine = create_engine(config.database_url)
    before = len(answered)
    with Session(engine) as session:
        from app.catalogue import indexing
        from app.search import follow

        writer.rebuild(indexing.load(session, None, TODAY), follow.latest(session, TODAY))
        during = len(answered) - before
        reader.refresh()
        assert catch_up(session, reader, TODAY)
    done.set()
    thread.join(HANG)
    engine.dispose()
    assert during > 10, "readers stood still while the index was built"
    assert set(answered) == {right}
