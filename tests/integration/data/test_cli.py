"""The console script answers what it cannot do with one clear line."""

import socket

import pytest


def line(done) -> str:
    """The one line on standard error."""
    assert done.returncode != 0
    assert "Traceback" not in done.stderr, done.stderr[-600:]
    lines = [text for text in done.stderr.splitlines() if text and not text.startswith(("Usage:", "Try "))]
    assert len(lines) == 1, done.stderr
    return lines[0]


@pytest.mark.parametrize(
    "command",
    [
        (),
        ("serve",),
        ("catalogue",),
        ("catalogue", "load"),
        ("catalogue", "export"),
        ("search", "rebuild"),
        ("db",),
        ("plan", "load"),
    ],
)
def test_help_is_everywhere(verkemiddel, command) -> None:
    done = verkemiddel(*command, "--help")
    assert done.returncode == 0
    assert "Usage:" in done.stdout


@pytest.mark.parametrize("port", ["x", "0", "-1", "65536", "80.5", "²", "٨٠٦٦"])
def test_a_bad_port_is_a_sentence(verkemiddel, port) -> None:
    assert "65535" in line(verkemiddel.wait(verkemiddel.start("serve", PORT=port), seconds=10))


def test_a_taken_port_is_a_sentence_that_offers_another(verkemiddel) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = line(verkemiddel("serve", PORT=str(port)))
    assert f"Port {port}" in said
    assert f"PORT={port + 1}" in said


def test_a_bad_setting_is_a_sentence_from_every_command(verkemiddel) -> None:
    for command in (("serve",), ("catalogue", "check"), ("search", "check"), ("db", "upgrade")):
        assert "VERKEMIDDEL_COLOUR" in line(verkemiddel(*command, VERKEMIDDEL_COLOUR="red"))


def test_a_data_folder_that_cannot_be_written_is_a_sentence(verkemiddel, tmp_path) -> None:
    (tmp_path / "file").write_text("")
    assert "cannot be written to" in line(verkemiddel("search", "check", VERKEMIDDEL_VAR=str(tmp_path / "file")))


def test_a_folder_that_is_not_there_is_a_sentence(verkemiddel) -> None:
    assert "does not exist" in line(verkemiddel("catalogue", "load", "/nowhere"))


def test_an_export_to_a_place_that_cannot_be_written_is_a_sentence(verkemiddel, folder, tmp_path) -> None:
    verkemiddel("catalogue", "load", str(folder.path))
    (tmp_path / "file").write_text("")
    assert "file" in line(verkemiddel("catalogue", "export", str(tmp_path / "file" / "out")))


def test_a_database_that_does_not_answer_is_a_sentence(verkemiddel) -> None:
    url = "postgresql+psycopg://nobody@127.0.0.1:1/none"
    assert "database" in line(verkemiddel("catalogue", "load", VERKEMIDDEL_DATABASE_URL=url)).lower()


@pytest.mark.parametrize("command", [("search", "check"), ("search", "follow"), ("catalogue", "export", "OUT")])
def test_a_database_without_tables_is_a_sentence(verkemiddel, database_url, command, tmp_path) -> None:
    command = [str(tmp_path / "out") if part == "OUT" else part for part in command]
    line(verkemiddel(*command, VERKEMIDDEL_DATABASE_URL=database_url))


def test_a_file_that_is_no_database_is_a_sentence(verkemiddel, tmp_path) -> None:
    (tmp_path / "text.sqlite").write_text("this is a letter to my mother, not a database at all" * 40)
    line(verkemiddel("catalogue", "load", VERKEMIDDEL_DATABASE_URL=f"sqlite:///{tmp_path}/text.sqlite"))


def test_a_database_of_a_newer_program_is_a_sentence(verkemiddel, tmp_path) -> None:
    import sqlite3

    assert verkemiddel("db", "upgrade").returncode == 0
    with sqlite3.connect(tmp_path / "var" / "verkemiddel.sqlite") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    line(verkemiddel("catalogue", "load"))


def test_an_index_folder_that_cannot_be_made_is_a_sentence(verkemiddel, folder, tmp_path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "index").write_text("a file in its place")
    done = verkemiddel("catalogue", "load", str(folder.path))
    assert "Traceback" not in done.stderr
    assert "index" in done.stderr


def test_a_spoilt_lexicon_is_named(verkemiddel, folder) -> None:
    for text in ("- {nn: [], nb: [x]}\n", "5\n", "a: [\n"):
        (folder.path / "lexicon.yaml").write_text(text)
        said = line(verkemiddel("search", "check", VERKEMIDDEL_DATA=str(folder.path)))
        assert "lexicon.yaml" in said


def test_a_missing_lexicon_is_a_sentence(verkemiddel, folder) -> None:
    assert "lexicon.yaml" in line(verkemiddel("search", "check", VERKEMIDDEL_DATA=str(folder.path)))
