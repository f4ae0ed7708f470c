"""What is opened from disk: only whole generations that this installation sealed."""

import contextlib
import gc
import json
import os
import shutil

import pytest

from app.search.generations import Generations
from app.search.port import NOWHERE, IndexBusy, Position, Query

from .conftest import AT


@pytest.fixture
def built(whoosh, doc):
    """An index on disk with one document, and its home folder."""
    index = whoosh()
    index.rebuild([doc("a", "sti")], AT)
    (home,) = (index._generations.home.parent).iterdir()
    return home


def current(home):
    return home / (home / "CURRENT").read_text()


def linked(folder):
    """The files of a generation by name, each by what tells that it is the same file and not a copy."""
    return {
        path.name: path.stat().st_ino for path in folder.iterdir() if path.name != "SEAL" and "LOCK" not in path.name
    }


def opened(whoosh, **changes):
    index = whoosh(**changes)
    return index.position(), index.search(Query(text="sti")).keys


def test_a_whole_generation_is_opened_by_the_next_process(whoosh, built) -> None:
    assert opened(whoosh) == (AT, ("a",))


def test_only_the_files_own_installation_is_trusted(whoosh, built) -> None:
    assert opened(whoosh, secret="another installation's own secret key") == (NOWHERE, ())


def _segment(folder):
    return next(folder.glob("*.seg"))


def _flip(folder):
    raw = bytearray(_segment(folder).read_bytes())
    raw[len(raw) // 2] ^= 1
    _replace(_segment(folder), bytes(raw))


def _replace(path, raw: bytes):
    path.unlink()
    path.write_bytes(raw)


def _seal(folder, change):
    sealed = json.loads((folder / "SEAL").read_text())
    change(sealed)
    (folder / "SEAL").write_text(json.dumps(sealed))


SPOILT = {
    "one bit of a file is another": _flip,
    "a file is cut short": lambda f: _replace(_segment(f), _segment(f).read_bytes()[:-1]),
    "a file is gone": lambda f: _segment(f).unlink(),
    "a file more lies there": lambda f: (f / "extra.seg").write_text("x"),
    "a folder lies there": lambda f: (f / "extra").mkdir(),
    "the seal is gone": lambda f: (f / "SEAL").unlink(),
    "the seal is empty": lambda f: (f / "SEAL").write_text(""),
    "the seal is no JSON": lambda f: (f / "SEAL").write_bytes(b"\xff\xfe{"),
    "the seal is a list": lambda f: (f / "SEAL").write_text("[]"),
    "the seal is a deep list": lambda f: (f / "SEAL").write_text("[" * 100_000),
    "the seal has no signature": lambda f: _seal(f, lambda s: s.pop("signature")),
    "the signature is another": lambda f: _seal(f, lambda s: s.update(signature="0" * 64)),
    "the signature is a number": lambda f: _seal(f, lambda s: s.update(signature=7)),
    "the signature is not ASCII": lambda f: _seal(f, lambda s: s.update(signature="æ" * 64)),
    "the position was raised": lambda f: _seal(f, lambda s: s["body"].update(change=99)),
    "the files were struck out": lambda f: _seal(f, lambda s: s["body"].update(files={})),
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_generation_is_never_opened_and_is_rebuilt(whoosh, doc, built, how) -> None:
    SPOILT[how](current(built))
    index = whoosh()
    assert (index.position(), index.search(Query()).total) == (NOWHERE, 0)
    index.rebuild([doc("b", "sti")], Position(2, AT.day))
    assert opened(whoosh) == ((2, AT.day), ("b",))


@pytest.mark.parametrize(
    "pointer",
    [
        b"",
        b"gen-" + b"0" * 32,
        b"../../etc",
        b"gen-x",
        b"\xff\xfe",
        b"/",
        b"gen-" + b"0" * 32 + b"\n../x",
        b"x" * 10_000,
    ],
)
def test_a_pointer_to_nowhere_opens_nothing(whoosh, built, pointer) -> None:
    (built / "CURRENT").write_bytes(pointer)
    assert opened(whoosh) == (NOWHERE, ())


def test_a_pointer_that_is_a_folder_opens_nothing(whoosh, built) -> None:
    (built / "CURRENT").unlink()
    (built / "CURRENT").mkdir()
    assert opened(whoosh) == (NOWHERE, ())


def test_a_link_is_not_followed(whoosh, built, tmp_path) -> None:
    folder = current(built)
    shutil.move(folder, tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    assert opened(whoosh) == (NOWHERE, ())


def test_a_folder_that_somebody_put_there_is_not_opened(whoosh, doc, built, tmp_path, analyser) -> None:
    from app.search.whoosh_index import WhooshIndex

    foreign = WhooshIndex(tmp_path / "foreign", analyser, secret="k" * 40)
    foreign.rebuild([doc("evil", "sti")], Position(50, AT.day))
    folder = current(next((tmp_path / "foreign").iterdir()))
    shutil.copytree(folder, built / folder.name)
    (built / "CURRENT").write_text(folder.name)
    assert opened(whoosh) == (NOWHERE, ())


def test_an_index_of_another_program_version_is_not_read(tmp_path) -> None:
    one, two = Generations(tmp_path, "one", "k"), Generations(tmp_path, "two", "k")
    one.publish(one.new(), AT)
    assert one.current() is not None
    assert two.current() is None


# -- writers ---------------------------------------------------------------------------------------


def test_a_second_writer_is_told_that_the_index_is_busy(whoosh, doc, built) -> None:
    first, second = whoosh(), whoosh(wait=0.05)
    with first._generations.writing(1):
        for write in (
            lambda: second.rebuild([doc("b")], Position(2, AT.day)),
            lambda: second.apply([doc("b")], [], Position(2, AT.day)),
        ):
            with pytest.raises(IndexBusy):
                write()
    assert opened(whoosh) == (AT, ("a",))
    second.apply([doc("b", "sti")], [], Position(2, AT.day))
    assert second.search(Query(text="sti")).total == 2


def test_a_writer_that_has_fallen_behind_looks_again_before_it_writes(whoosh, doc, built) -> None:
    """Two nodes on one folder: the later must not put its change on top of an index it has not seen."""
    behind, ahead = whoosh(), whoosh()
    ahead.apply([doc("b", "sti")], [], Position(2, AT.day))
    with pytest.raises(IndexBusy):
        behind.apply([doc("c", "sti")], [], Position(3, AT.day))
    behind.refresh()
    behind.apply([doc("c", "sti")], [], Position(3, AT.day))
    assert sorted(behind.search(Query(text="sti")).keys) == ["a", "b", "c"]


def test_a_writer_that_was_told_so_has_looked_again(whoosh, doc, built) -> None:
    behind, ahead = whoosh(), whoosh()
    ahead.apply([doc("b", "sti")], [], Position(2, AT.day))
    with pytest.raises(IndexBusy):
        behind.apply([], ["a"], Position(3, AT.day))
    behind.apply([], ["a"], Position(3, AT.day))
    assert behind.search(Query(text="sti")).keys == ("b",)


def test_what_the_index_does_not_hold_moves_it_on_and_nothing_is_read_anew(whoosh, doc, built) -> None:
    writer, reader = whoosh(), whoosh()
    before = [(one, one._ranker) for one in (writer, reader)]
    files = linked(current(built))
    writer.apply([], ["plan/vest"], Position(2, AT.day))
    reader.refresh()
    assert linked(current(built)) == files
    for index, ranker in before:
        assert (index.position(), index._ranker is ranker) == ((2, AT.day), True)
    assert opened(whoosh) == ((2, AT.day), ("a",))
    writer.apply([], ["plan/vest", "a"], Position(3, AT.day))
    assert opened(whoosh) == ((3, AT.day), ())


def test_another_process_takes_up_what_is_new_when_it_refreshes(whoosh, doc, built) -> None:
    reader, writer = whoosh(), whoosh()
    writer.apply([], ["a"], Position(2, AT.day))
    assert reader.search(Query(text="sti")).total == 1
    reader.refresh()
    assert (reader.search(Query(text="sti")).total, reader.position()) == (0, (2, AT.day))


def test_a_reader_keeps_answering_when_its_files_are_swept_away(whoosh, doc, built) -> None:
    reader = whoosh()
    shutil.rmtree(built)
    assert reader.search(Query(text="sti")).keys == ("a",)


def test_an_older_generation_goes_after_a_while_and_the_current_one_stays(whoosh, doc, built) -> None:
    first = current(built)
    os.utime(first, (1, 1))
    index = whoosh()
    index.apply([doc("b", "sti")], [], Position(2, AT.day))
    assert not first.exists()
    assert opened(whoosh)[1] != ()


def test_a_sweep_that_fails_does_not_take_the_new_generation_with_it(whoosh, doc, built, monkeypatch) -> None:
    index = whoosh()

    def fails(*_):
        raise FileNotFoundError("another process swept first")

    with monkeypatch.context() as patch:
        patch.setattr(Generations, "_sweep", fails)
        with contextlib.suppress(FileNotFoundError):
            index.rebuild([doc("b", "sti")], Position(2, AT.day))
    assert current(built).exists(), "CURRENT names a generation that was removed"


def test_a_write_that_fails_leaves_no_folder_behind(whoosh, doc, built) -> None:
    def half():
        yield doc("b", "sti")
        raise RuntimeError("gone")

    with pytest.raises(RuntimeError):
        whoosh().apply(half(), [], Position(2, AT.day))
    gc.collect()  # a file that the failed writer left open is told here, not in a later test
    assert [folder.name for folder in built.glob("gen-*")] == [current(built).name]
