"""Builds with one engine, or reads with it, in a process of its own; the figures go out as JSON."""

import importlib
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from tests.bench.engines_kit.work import FACETS, HITS, Answer, Asked, Engine, Entry, NotInstalled

ENGINES = {
    "ours": ("ours", "Ours"),
    "whoosh": ("whoosh_native", "Whoosh"),
    "fts5": ("fts5", "Fts5"),
    "postgresql": ("postgresql", "Postgresql"),
    "tantivy": ("tantivy_engine", "Tantivy"),
}
WARM_UPS = 5


def engine_named(name: str) -> Engine:
    module, cls = ENGINES[name]
    made: Engine = getattr(importlib.import_module(f"tests.bench.engines_kit.{module}"), cls)()
    return made


def main(task: str, name: str, home: Path, rounds: int) -> None:
    """`home` holds entries.json and queries.json; the index goes to home/<name>. Called in a new process."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that close() runs, and a database stops
    before = memory([])
    engine: Engine | None = None
    try:
        engine = engine_named(name)
        figures = build(engine, home, name) if task == "build" else read(engine, home, name, rounds, before)
    except NotInstalled as reason:
        figures = {"missing": str(reason)}
    finally:
        if engine:
            engine.close()
    print(json.dumps(figures))


def build(engine: Engine, home: Path, name: str) -> dict[str, float]:
    entries = msgspec.json.decode((home / "entries.json").read_bytes(), type=list[Entry])
    folder = home / name
    folder.mkdir()
    started = time.perf_counter()
    engine.build(entries, folder)
    return {"build": time.perf_counter() - started, "disk": engine.size(folder)}


def read(engine: Engine, home: Path, name: str, rounds: int, before: int) -> dict[str, Any]:
    """Time the queries cold (the first pass of all), warmed, and in combinations that were never asked."""
    variants = msgspec.json.decode((home / "queries.json").read_bytes(), type=list[list[Asked]])
    search = engine.open(home / name)
    cold, answers = timed(search, variants[0])
    fault = fault_in(answers)
    for _ in range(WARM_UPS - 1):
        timed(search, variants[0])
    warm = best_of(timed(search, variants[0])[0] for _ in range(rounds))
    fresh = best_of(timed(search, variant)[0] for variant in variants[1 : rounds + 1])
    after = memory(engine.processes())
    return {
        "memory": after - before,
        "hits": sum(answer.total for answer in answers) / len(answers),
        "note": fault or getattr(engine, "note", ""),
        "marked": marked(answers),
        "cold": share(cold, 0.5),
        "p50": share(warm, 0.5),
        "p95": share(warm, 0.95),
        "fresh50": share(fresh, 0.5),
        "fresh95": share(fresh, 0.95),
    }


def timed(search: Callable[[Asked], Answer], asked: Sequence[Asked]) -> tuple[list[float], list[Answer]]:
    """Milliseconds of each query, and what was answered."""
    spent, answers = [], []
    for one in asked:
        started = time.perf_counter()
        answers.append(search(one))
        spent.append((time.perf_counter() - started) * 1_000)
    return spent, answers


def best_of(rounds: Any) -> list[float]:
    best: list[float] = min(rounds, key=lambda spent: share(spent, 0.5))
    return best


def share(spent: Sequence[float], part: float) -> float:
    ordered = sorted(spent)
    return ordered[min(len(ordered) - 1, round(part * (len(ordered) - 1)))]


def fault_in(answers: Sequence[Answer]) -> str:
    """Was the work done? Empty when it was; figures of an engine that did less would be worth nothing."""
    for answer in answers:
        if len(answer.hits) != min(HITS, answer.total):
            return f"{len(answer.hits)} hits shown of {answer.total}"
        if set(answer.facets) != set(FACETS):
            return f"facets {sorted(answer.facets)}"
    return "" if marked(answers) else "no snippet has a match marked"


def marked(answers: Sequence[Answer]) -> float:
    """The share of the snippets that mark something. A hit by its title alone has nothing to mark in its body."""
    shown = [snippet for answer in answers for _, snippet in answer.hits]
    return sum("<" in snippet for snippet in shown) / max(len(shown), 1)


def memory(others: Sequence[int]) -> int:
    """Bytes of resident memory of this process and the others."""
    pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in (os.getpid(), *others)]
    return sum(pages) * os.sysconf("SC_PAGE_SIZE")
