"""Requests per second, p50 and p95 of the pages and the API, beside a bare Flask hello on the same server in the same run.

    make bench            (gunicorn, 2 workers, wrk with 8 connections; 213 real entries, then 5 000)

Hello is measured again before every row, so that the machine's noise hits both alike: read the shares.
p95 at 2 connections is the time of an answer on a machine that has room; at 8 they stand in line.
"""

import os
import random
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
from typing import NamedTuple
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
from app.search.language.words import FILE  # noqa: E402
from app.settings import from_environment  # noqa: E402
from tests.bench.generated import enlarged  # noqa: E402

SECONDS = int(os.environ.get("BENCH_SECONDS", "6"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "2"))
SIZES = (0, 5_000)
UNIQUE = 30_000
HELLO = "from flask import Flask\napp = Flask(__name__)\n@app.get('/')\ndef hello():\n    return 'hello'\n"


def main() -> None:
    if not shutil.which("wrk"):
        sys.exit("wrk is missing: apt-get install wrk")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "hello.py").write_text(HELLO)
        rows: list[tuple[str, str, Figures]] = []
        with serving(home, "hello:app", {}) as hello:
            for size in SIZES:
                name, words = prepare(home / f"var-{size}", size)
                with serving(home, "app.wsgi:app", {"VERKEMIDDEL_VAR": str(home / f"var-{size}")}) as base:
                    for what, paths in workloads(words):
                        rows.append((name, what, best(home, hello, base, paths)))
                        print(row(*rows[-1]), flush=True)
    print(
        f"\n{'entries':>8}  {'what':38} {'req/s':>7} {'hello':>7} {'share':>7} {'p50 ms':>7} {'p95 ms':>7} {'p95 at 2':>8}"
    )
    for line in rows:
        print(row(*line))


def row(name: str, what: str, found: "Figures") -> str:
    figures = (
        f"{found.rate:7.0f} {found.hello:7.0f} {found.share:7.1%} {found.p50:7.2f} {found.p95:7.2f} {found.alone:8.2f}"
    )
    return f"{name:>8}  {what:38} {figures}"


class Figures(NamedTuple):
    """Requests a second, those of hello just before, the share, and milliseconds: p50, p95, p95 at 2 connections."""

    rate: float
    hello: float
    share: float
    p50: float
    p95: float
    alone: float


def prepare(var: Path, size: int) -> tuple[str, list[str]]:
    """Load `size` entries (0: the real ones) into a data folder of their own; print how long the index took."""
    settings = from_environment({"VERKEMIDDEL_VAR": str(var)})
    if (table := ROOT / "var" / FILE).exists():
        (var / FILE).parent.mkdir(parents=True)
        (var / FILE).symlink_to(table)
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
    dice = random.Random(1)
    pairs = list(dict.fromkeys(" ".join(dice.sample(words, 3)) for _ in range(UNIQUE)))
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
def serving(home: Path, target: str, environment: dict[str, str], *, workers: int = 2) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--workers",
        str(workers),
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


def best(home: Path, hello: str, base: str, paths: list[str]) -> Figures:
    """The best round by its share of hello; ends the run when an answer was an error."""
    found = []
    for number in range(ROUNDS):
        own = paths[number::ROUNDS] if len(paths) > UNIQUE // 2 else paths  # never the same query in two rounds
        floor, _, _ = measured(home, hello, ["/"], connections=8, seconds=SECONDS / 2)
        _, _, alone = measured(home, base, own[::-1], connections=2, seconds=SECONDS / 2)
        rate, p50, p95 = measured(home, base, own, connections=8, seconds=SECONDS)
        found.append(Figures(rate, floor, rate / floor, p50, p95, alone))
    return max(found, key=lambda figures: figures.share)


def measured(
    home: Path, base: str, paths: list[str], *, connections: int, seconds: float
) -> tuple[float, float, float]:
    """(requests a second, p50 ms, p95 ms)."""
    file = home / "paths.txt"
    file.write_text("\n".join(paths) + "\n")
    script = str(Path(__file__).with_name("requests.lua"))
    command = ["wrk", "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "-s", script, base]
    environment = os.environ | {"BENCH_PATHS": str(file)}
    out = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    rate, p50, p95, failed = out.stdout.split("RESULT ")[1].split()[:4]
    if int(failed):
        sys.exit(f"{failed} answers were errors: {paths[0]}")
    return float(rate), float(p50), float(p95)


if __name__ == "__main__":
    main()
