"""`verkemiddel catalogue load`, `check`, `export`: the whole way through the console script."""

import shutil

import pytest
from sqlalchemy import create_engine, text

from app.catalogue.spelling.checking import is_installed
from tests.conftest import ROOT, load_into
from tests.examples import in_three


@pytest.fixture
def at(database_url):
    return {"VERKEMIDDEL_DATABASE_URL": database_url}


def rows(url: str) -> dict[str, list]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = {
            table: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {table} ORDER BY 1"))]
            for table in ("organisation", "scheme", "term", "practice_example", "scheme_alias", "audit", "change_log")
        }
    engine.dispose()
    return found


def test_loading_twice_reports_what_it_did_and_changes_nothing(verkemiddel, folder, at, database_url) -> None:
    first = verkemiddel("catalogue", "load", str(folder.path), **at)
    assert first.returncode == 0, first.stderr
    assert first.stdout.splitlines() == [
        f"{kind:14}    1 new    0 changed    0 unchanged"
        for kind in ("organisations", "schemes", "glossary", "practice")
    ]
    before = rows(database_url)
    second = verkemiddel("catalogue", "load", str(folder.path), **at)
    assert second.returncode == 0
    assert second.stdout.splitlines()[1] == f"{'schemes':14}    0 new    0 changed    1 unchanged"
    assert rows(database_url) == before


def test_a_changed_and_a_missing_file_are_reported(verkemiddel, folder, at) -> None:
    folder.put("schemes", id="gammal")
    verkemiddel("catalogue", "load", str(folder.path), **at)
    (folder.path / "schemes" / "gammal.yaml").unlink()
    folder.put("schemes", status="closed")
    done = verkemiddel("catalogue", "load", str(folder.path), **at)
    assert f"{'schemes':14}    0 new    1 changed    0 unchanged" in done.stdout
    assert "schemes/gammal: has no file in" in done.stdout
    assert verkemiddel("search", "check", **at).returncode == 0


def test_a_faulty_file_is_named_and_changes_nothing(verkemiddel, folder, at, database_url) -> None:
    verkemiddel("catalogue", "load", str(folder.path), **at)
    before = rows(database_url)
    folder.put("glossary", confidence="low")
    folder.put("schemes", level="galactic", provider="nobody")
    folder.write("practice", "bygdebutikken.yaml", "id: [")
    done = verkemiddel("catalogue", "load", str(folder.path), **at)
    assert done.returncode == 1
    assert "schemes/naeringsfond.yaml: level: is “galactic”; expected one of" in done.stderr
    assert "practice/bygdebutikken.yaml: line" in done.stderr
    assert done.stderr.splitlines()[-1] == "2 fault(s). Nothing was changed."
    assert "Traceback" not in done.stderr
    assert rows(database_url) == before


def test_the_real_catalogue_comes_back_to_the_letter(verkemiddel, tmp_path, at, bundle, database_url) -> None:
    load_into(database_url, bundle)
    done = verkemiddel("catalogue", "export", str(tmp_path / "out"), **at)
    assert done.returncode == 0, done.stderr

    def files(folder):
        return {str(f.relative_to(folder)): f.read_bytes() for f in folder.glob("*/*.yaml")}

    assert files(tmp_path / "out") == files(ROOT / "catalogue_data")
    assert done.stdout.strip() == f"wrote {len(files(tmp_path / 'out'))} entries to {tmp_path / 'out'}"


def test_what_was_exported_loads_as_unchanged(verkemiddel, folder, tmp_path, at) -> None:
    raw = (folder.path / "schemes" / "naeringsfond.yaml").read_bytes()
    folder.write("schemes", "naeringsfond.yaml", b"# merknad\r\n" + raw.replace(b"\n", b"\r\n"))
    verkemiddel("catalogue", "load", str(folder.path), **at)
    verkemiddel("catalogue", "export", str(tmp_path / "out"), **at)
    done = verkemiddel("catalogue", "load", str(tmp_path / "out"), **at)
    assert done.returncode == 0
    assert "1 new" not in done.stdout
    assert "1 changed" not in done.stdout


def test_loading_makes_the_index_level(verkemiddel, folder, at) -> None:
    verkemiddel("catalogue", "load", str(folder.path), **at)
    done = verkemiddel("search", "check", **at)
    assert (done.returncode, done.stdout.startswith("whole and level")) == (0, True)


def test_check_tells_faults_without_a_database(verkemiddel, folder, tmp_path) -> None:
    folder.put("schemes", colour="red")
    done = verkemiddel("catalogue", "check", str(folder.path))
    assert done.returncode == 1
    assert done.stderr.startswith("schemes/naeringsfond.yaml: (whole file): has the unknown field colour\n")
    assert not (tmp_path / "var" / "verkemiddel.sqlite").exists()


def test_check_wants_the_schemas_that_the_types_say(verkemiddel, folder) -> None:
    from app.catalogue.exporting import schemas

    for name, content in schemas().items():
        (folder.path / name).write_text(content, "utf-8")
    assert verkemiddel("catalogue", "check", str(folder.path)).returncode == 0
    (folder.path / "schemes.schema.json").write_text("{}")
    done = verkemiddel("catalogue", "check", str(folder.path))
    assert (done.returncode, "schemes.schema.json" in done.stderr) == (1, True)


def test_the_real_data_has_no_faults(verkemiddel) -> None:
    done = verkemiddel("catalogue", "check")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith("no faults")


def test_a_search_index_is_rebuilt_followed_and_checked(verkemiddel, folder, at, tmp_path) -> None:
    verkemiddel("catalogue", "load", str(folder.path), **at)
    shutil.rmtree(tmp_path / "var" / "index")
    behind = verkemiddel("search", "check", **at)
    assert behind.returncode == 1
    assert behind.stderr.count("\n") == 1
    assert "search rebuild" in behind.stderr
    assert verkemiddel("search", "follow", **at).returncode == 0
    assert verkemiddel("search", "check", **at).returncode == 0
    rebuilt = verkemiddel("search", "rebuild", **at)
    assert (rebuilt.returncode, "the index holds 1 entries" in rebuilt.stdout) == (0, True)


needs_dictionaries = pytest.mark.skipif(
    not is_installed(), reason="hunspell and apertium with their dictionaries are not installed"
)


def write_schemas(folder) -> None:
    for name in ("schemes", "organisations", "glossary", "practice"):
        shutil.copy(ROOT / "catalogue_data" / f"{name}.schema.json", folder.path)


def test_check_prints_how_complete_and_how_readable_the_entries_are(verkemiddel, folder) -> None:
    write_schemas(folder)
    done = verkemiddel("catalogue", "check", str(folder.path))
    assert done.returncode == 0, done.stderr
    assert "criteria" in done.stdout
    assert "LIX" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 100


@pytest.mark.parametrize(
    ("kind", "change", "said"),
    [
        ("schemes", {"criteria": None}, "schemes/naeringsfond.yaml: criteria: is empty"),
        ("schemes", {"payment": {"nn": "Etter 3 dagar."}}, "payment.nb: is empty"),
        ("schemes", {"payment": in_three("Etter 3 dagar.", "Etter 3 dager.", "After 5 days.")}, "the figures differ"),
        ("organisations", {"contacts": None}, "schemes/naeringsfond.yaml: contacts: nobody answers"),
        pytest.param(
            "schemes", {"payment": in_three("Pengane kjem neste uke.")}, "payment.nn: “uke”", marks=needs_dictionaries
        ),
        pytest.param(
            "schemes", {"payment": in_three("Penger etter vedtkat.")}, "payment.nb: “vedtkat”", marks=needs_dictionaries
        ),
        ("glossary", {"definition": in_three("ord " * 41)}, "glossary/eigenkapital.yaml: definition.nn: has 41 words"),
    ],
)
def test_check_fails_on_a_breach_of_the_standard(verkemiddel, folder, kind, change, said) -> None:
    write_schemas(folder)
    folder.put(kind, **change)
    done = verkemiddel("catalogue", "check", str(folder.path))
    assert done.returncode == 1
    assert said in done.stderr
