"""`verkemiddel backup` and `restore`: everything comes back, on both databases, and nothing is lost by mistake."""

import shutil

import pytest


@pytest.fixture
def at(database_url):
    if database_url.startswith("postgresql") and not shutil.which("pg_dump"):
        pytest.skip("pg_dump is not installed")
    return {"VERKEMIDDEL_DATABASE_URL": database_url}


@pytest.fixture
def loaded(verkemiddel, folder, at):
    assert verkemiddel("catalogue", "load", str(folder.path), **at).returncode == 0
    return folder


def test_what_was_there_comes_back_with_an_index_that_is_level(verkemiddel, loaded, at, tmp_path) -> None:
    file = tmp_path / "copy.backup"
    assert verkemiddel("backup", str(file), **at).returncode == 0
    assert file.stat().st_mode & 0o077 == 0
    loaded.put("schemes", state="draft")
    assert verkemiddel("catalogue", "load", str(loaded.path), **at).returncode == 0
    done = verkemiddel("restore", str(file), "--replace", **at)
    assert done.returncode == 0, done.stderr
    assert "the index holds 1 entries" in done.stdout
    assert verkemiddel("search", "check", **at).returncode == 0


def test_a_database_with_content_is_not_lost_by_mistake(verkemiddel, loaded, at, tmp_path) -> None:
    file = tmp_path / "copy.backup"
    verkemiddel("backup", str(file), **at)
    refused = verkemiddel("restore", str(file), **at)
    assert (refused.returncode, "--replace" in refused.stderr) == (1, True)
    again = verkemiddel("backup", str(file), **at)
    assert (again.returncode, "there already" in again.stderr) == (1, True)


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\x00 and then nothing", b"PGDMP and then nothing"])
def test_a_file_that_is_no_backup_changes_nothing(verkemiddel, loaded, at, tmp_path, content) -> None:
    file = tmp_path / "broken"
    file.write_bytes(content)
    done = verkemiddel("restore", str(file), "--replace", **at)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1
    assert verkemiddel("search", "check", **at).returncode == 0


def test_an_empty_database_is_nothing_to_write(verkemiddel, at, tmp_path) -> None:
    done = verkemiddel("backup", str(tmp_path / "copy"), **at)
    assert (done.returncode, (tmp_path / "copy").exists()) == (1, False)
