"""Killing `verkemiddel catalogue load` at any instant leaves the old catalogue whole; the next load completes."""

import os
import random
import signal
import subprocess
import sys
import time

from sqlalchemy import create_engine, text

from tests.conftest import ROOT

SCHEMES = 60


def titles(url: str) -> set[str]:
    """The round that each scheme's stored entry is of; one round only, or the catalogue is torn."""
    engine = create_engine(url)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        found = connection.execute(text("SELECT entry FROM scheme")).scalars().all()
    engine.dispose()
    assert len(found) == SCHEMES
    return {entry.split("runde ")[1].split('"')[0] for entry in found}


def write_round(folder, number: int) -> None:
    for n in range(SCHEMES):
        title = {lang: f"Fond runde {number}" for lang in ("nn", "nb", "en")}
        folder.put("schemes", id=f"fond-{n}", title=title)


def start(folder, var, url: str) -> "subprocess.Popen[bytes]":
    environment = {k: v for k, v in os.environ.items() if not k.startswith("VERKEMIDDEL_")}
    return subprocess.Popen(
        [sys.executable, "-m", "app.cli", "catalogue", "load", str(folder.path)],
        env=environment | {"VERKEMIDDEL_VAR": str(var), "VERKEMIDDEL_DATABASE_URL": url},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def test_a_killed_load_changes_all_or_nothing_and_the_next_one_completes(folder, tmp_path, database_url) -> None:
    var = tmp_path / "var"
    (folder.path / "schemes" / "naeringsfond.yaml").unlink()
    write_round(folder, 0)
    began = time.monotonic()
    first = start(folder, var, database_url)
    assert first.communicate()[1] == b"" or first.returncode == 0
    whole = time.monotonic() - began
    chance, stands = random.Random(8), "0"
    for number in range(1, 13):
        write_round(folder, number)
        doomed = start(folder, var, database_url)
        time.sleep(whole * chance.uniform(0.35, 1.05))  # starting the interpreter is not what is tested
        doomed.send_signal(signal.SIGKILL)
        doomed.communicate()
        found = titles(database_url)
        assert found in ({stands}, {str(number)}), "the catalogue is torn between two loads"
        (stands,) = found
    last = start(folder, var, database_url)
    faults = last.communicate()[1]
    assert last.returncode == 0, faults
    assert titles(database_url) == {"12"}
    check = subprocess.run(
        [sys.executable, "-m", "app.cli", "search", "check"],
        env=os.environ | {"VERKEMIDDEL_VAR": str(var), "VERKEMIDDEL_DATABASE_URL": database_url},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert check.returncode == 0, check.stderr
