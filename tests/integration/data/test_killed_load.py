"""Killing `verkemiddel catalogue load` at any instant leaves the old catalogue whole; the next load completes."""

import os
import random
import signal
import time

from sqlalchemy import create_engine, text

SCHEMES = 60


def titles(url: str) -> set[str]:
    """The rounds that the stored entries are of; one round only, or the catalogue is torn."""
    engine = create_engine(url)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        found = [
            entry
            for table in ("scheme", "organisation")
            for entry in connection.execute(text(f"SELECT entry FROM {table}")).scalars()
        ]
    engine.dispose()
    assert len(found) == SCHEMES + 1
    return {entry.split("runde ")[1].split('"')[0] for entry in found}


def write_round(folder, number: int) -> None:
    folder.put("organisations", name={"nn": f"Kommunen runde {number}"})
    for n in range(SCHEMES):
        title = dict.fromkeys(("nn", "nb", "en"), f"Fond runde {number}")
        folder.put("schemes", id=f"fond-{n}", title=title)


def test_a_killed_load_changes_all_or_nothing_and_the_next_one_completes(folder, verkemiddel, database_url) -> None:
    at = {"VERKEMIDDEL_DATABASE_URL": database_url}
    load = ("catalogue", "load", str(folder.path))
    (folder.path / "schemes" / "naeringsfond.yaml").unlink()
    write_round(folder, 0)
    began = time.monotonic()
    assert verkemiddel(*load, **at).returncode == 0
    whole = time.monotonic() - began
    chance, stands, killed = random.Random(8), "0", 0
    for number in range(1, 13):
        write_round(folder, number)
        doomed = verkemiddel.start(*load, **at)
        time.sleep(whole * chance.uniform(0.0, 1.0))
        os.kill(doomed, signal.SIGKILL)
        killed += verkemiddel.wait(doomed).returncode == -signal.SIGKILL
        found = titles(database_url)
        assert found in ({stands}, {str(number)}), "the catalogue is torn between two loads"
        (stands,) = found
    assert killed > 6, "most were still running when they were killed"
    last = verkemiddel(*load, **at)
    assert last.returncode == 0, last.stderr
    assert titles(database_url) == {"12"}
    assert verkemiddel("search", "check", **at).returncode == 0
