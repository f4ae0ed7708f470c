"""Seconds from the commit of an edit until every serving process finds it.

    python tests/bench/edits.py             at the real entries and at 5 000
    python tests/bench/edits.py 0 1000

Two servers over one data folder, each with an index that follows; the edit is written by a third process, which
leaves the indexing to them.
"""

import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import msgspec
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from app.bootstrap import transactions  # noqa: E402
from app.catalogue import importing  # noqa: E402
from app.catalogue.commands import loading  # noqa: E402
from app.kernel.text import LocalText  # noqa: E402
from app.settings import from_environment  # noqa: E402
from tests.bench.generated import enlarged  # noqa: E402
from tests.bench.web import prepare, serving  # noqa: E402

EDITS = 5
GIVE_UP = 60


def main(sizes: list[int]) -> None:
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            var = Path(folder) / "var"
            count, _ = prepare(var, size)
            settings = {"VERKEMIDDEL_VAR": str(var)}
            with (
                serving(Path(folder), "app.wsgi:app", settings, workers=1) as one,
                serving(Path(folder), "app.wsgi:app", settings, workers=1) as two,
            ):
                spent = sorted(seconds(var, size, number, [one, two]) for number in range(EDITS))
            print(
                f"{count} entries: found everywhere after {spent[EDITS // 2]:.2f} s (longest {spent[-1]:.2f} s)",
                flush=True,
            )


def seconds(var: Path, size: int, number: int, servers: list[str]) -> float:
    settings = from_environment({"VERKEMIDDEL_VAR": str(var)})
    bundle = enlarged(importing.read_bundle(settings.data), size)
    word = f"kvernhusfond{number}"
    loaded = bundle.entries["schemes"]["smil"]
    changed = msgspec.structs.replace(loaded.entry, title=LocalText(nn=word, nb=word, en=word))
    bundle.entries["schemes"]["smil"] = importing.Loaded(changed, f"edit {number}")
    with Session(create_engine(settings.database_url)) as session, transactions().begin(session) as uow:
        loading.load_catalogue(uow, loading.LoadCatalogue(bundle=bundle, actor="bench"))
    began = time.perf_counter()
    while time.perf_counter() - began < GIVE_UP:
        if all(b'"total":1,' in asked(f"{base}/api/v1/schemes?q={word}&limit=1") for base in servers):
            return time.perf_counter() - began
        time.sleep(0.02)
    sys.exit(f"not found after {GIVE_UP} s")


def asked(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=GIVE_UP) as answer:
        found: bytes = answer.read()
    return found


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [0, 5_000])
