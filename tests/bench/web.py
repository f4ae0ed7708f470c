"""Requests per second, p50 and p95 of the pages and the API, beside a bare Flask hello on the same server in the same run.

    make bench            (gunicorn, 2 workers, wrk with 8 connections; 213 real entries, then 5 000)

The machine's noise hits all rows alike: read the shares.
"""

import itertools
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from app.bootstrap import catch_up, open_index, transactions  # noqa: E402
from app.catalogue import importing  # noqa: E402
from app.catalogue.commands import loading  # noqa: E402
from app.catalogue.types import Scheme  # noqa: E402
from app.db import migrate  # noqa: E402
from app.settings import from_environment  # noqa: E402
from tests.bench.generated import enlarged  # noqa: E402

SECONDS = int(os.environ.get("BENCH_SECONDS", "6"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "2"))
SIZES = (0, 5_000)
HELLO = "from flask import Flask\napp = Flask(__name__)\n@app.get('/')\ndef hello():\n    return 'hello'\n"


def main() -> None:
    if not shutil.which("wrk"):
        sys.exit("wrk is missing: apt-get install wrk")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "hello.py").write_text(HELLO)
        rows: list[tuple[str, str, float, float, float]] = []
        with serving(home, "hello:app", {}) as base:
            rows.append(("", "bare hello", *best(home, base, ["/"])))
        hello = rows[0][2]
        for size in SIZES:
            name, words = prepare(home / f"var-{size}", size)
            with serving(home, "app.wsgi:app", {"VERKEMIDDEL_VAR": str(home / f"var-{size}")}) as base:
                for what, paths in workloads(words):
                    rows.append((name, what, *best(home, base, paths)))
    print(f"\n{'entries':>8}  {'what':38} {'req/s':>8} {'of hello':>9} {'p50 ms':>8} {'p95 ms':>8}")
    for name, what, rate, p50, p95 in rows:
        print(f"{name:>8}  {what:38} {rate:8.0f} {rate / hello:9.1%} {p50:8.2f} {p95:8.2f}")


def prepare(var: Path, size: int) -> tuple[str, list[str]]:
    """Load `size` entries (0: the real ones) into a data folder of their own; print how long the index took."""
    settings = from_environment({"VERKEMIDDEL_VAR": str(var)})
    bundle = enlarged(importing.read_bundle(settings.data), size)
    engine = create_engine(settings.database_url)
    migrate.upgrade(engine)
    with Session(engine) as session:
        with transactions().begin(session) as uow:
            loading.load_catalogue(uow, loading.LoadCatalogue(bundle=bundle, actor="bench"))
        count = len(bundle.entries["schemes"])
        began = time.perf_counter()
        catch_up(session, open_index(settings), date.today())  # noqa: DTZ011
        print(f"{count} entries: cold index build {time.perf_counter() - began:.1f} s", flush=True)
    words = sorted(
        {word.strip(".,()").lower() for s in bundle.all(Scheme) for word in s.title.nn.split() if len(word) > 3}
    )
    return str(count), words


def workloads(words: list[str]) -> Iterator[tuple[str, list[str]]]:
    pairs = [
        f"{a} {b} {c}"
        for (a, b), c in zip(itertools.permutations(words, 2), itertools.cycle(words[::-1]), strict=False)
    ][:60_000:7]
    unique = [f"/nn/ordningar?q={quote(text)}" for text in pairs]
    filtered = [f"{path}&municipality=4036&kind=grant" for path in unique]
    yield "search page, never-repeated queries", unique
    yield "search page, never repeated, filtered", filtered
    yield "search page, repeated queries", unique[:40]
    yield (
        "scheme page",
        ["/nn/ordningar/skattefunn", "/nn/ordningar/smil", "/nn/ordningar/nav-mentor", "/nn/ordningar/merkur"],
    )
    yield "API, never-repeated queries", [f"/api/v1/schemes?q={quote(text)}" for text in pairs]
    yield "home page", ["/nn/"]


@contextmanager
def serving(home: Path, target: str, environment: dict[str, str]) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--workers",
        "2",
        "--bind",
        base.removeprefix("http://"),
        "--log-level",
        "error",
    ]
    env = os.environ | environment | {"PYTHONPATH": f"{home}:{ROOT}"}
    server = subprocess.Popen([*command, "--no-control-socket", target], env=env, cwd=home, stderr=subprocess.DEVNULL)
    try:
        for _ in range(150):
            try:
                urllib.request.urlopen(base + "/", timeout=5).close()
                break
            except OSError:
                time.sleep(0.2)
        time.sleep(1)
        yield base
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


def best(home: Path, base: str, paths: list[str]) -> tuple[float, float, float]:
    """(requests a second, p50 ms, p95 ms) of the best of the rounds; ends the run when an answer was an error."""
    file = home / "paths.txt"
    file.write_text("\n".join(paths) + "\n")
    found: list[tuple[float, float, float]] = []
    for _ in range(ROUNDS):
        command = ["wrk", "-t1", "-c8", f"-d{SECONDS}s", "-s", str(Path(__file__).with_name("requests.lua")), base]
        out = subprocess.run(
            command, env=os.environ | {"BENCH_PATHS": str(file)}, capture_output=True, text=True, check=True
        )
        rate, p50, p95, failed = out.stdout.split("RESULT ")[1].split()[:4]
        if int(failed):
            sys.exit(f"{failed} answers were errors: {paths[0]}")
        found.append((float(rate), float(p50), float(p95)))
    return max(found)


if __name__ == "__main__":
    main()
