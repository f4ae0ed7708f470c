"""Full-text engines side by side in one run: the same documents, the same work.

    python tests/bench/engines.py                                    at 226 and 5 000 documents
    python tests/bench/engines.py --sizes 226,5000,50000 --skip whoosh:50000
    python tests/bench/engines.py --engines ours,tantivy --rounds 3

The work: three words, any of which may match, over four weighted text fields, ranked by BM25 or what
the engine has nearest to it; a filter on two facets; counts of five facets over all hits; the
twenty best with a snippet in which the matches are marked. Every engine gets the same raw nynorsk
text and analyses it its own way, so they find different numbers of hits (column "hits"): FTS5, which
has no Norwegian, finds the fewest and so has the least to do.

Columns: p50 and p95 in ms over 40 queries after five passes of the same ones (the better of the
rounds); "new": the same words put together as they never were before and with other filters, so
that no cache of whole queries helps; "cold": the first pass in a new process. RSS is what a reading
process has grown by after all that, its imports and the pages of mapped files included (for
PostgreSQL client and backend, shared buffers included).

tantivy is for this benchmark only and in no requirements file: `.venv/bin/pip install tantivy` to include it.
Xapian is left out: its Python binding comes from apt for the system's Python alone.
"""

import argparse
import json
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.engines_kit import measure  # noqa: E402

LONGEST = 3_600
NAMES = {
    "ours": "Verkemiddel",
    "whoosh": "Whoosh 2.7.4 as documented",
    "fts5": "SQLite FTS5",
    "postgresql": "PostgreSQL `norwegian`",
    "tantivy": "tantivy",
}


def main() -> None:
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that no engine and no folder is left behind
    for size in options.sizes:
        with tempfile.TemporaryDirectory(prefix="engines-") as folder:
            home = Path(folder)
            home.chmod(0o755)  # the database runs as another user when this one is root
            prepare(home, size, options.rounds)
            rows = {}
            for name in options.engines:
                if f"{name}:{size}" in options.skip:
                    rows[name] = {"missing": "left out (--skip)"}
                else:
                    rows[name] = figures(home, name, options.rounds)
                print(f"  {size} {name}: {json.dumps(rows[name])}", file=sys.stderr, flush=True)
            print(table(size, rows), flush=True)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=lambda text: [int(n) for n in text.split(",")], default=[226, 5_000])
    parser.add_argument("--engines", type=lambda text: text.split(","), default=list(measure.ENGINES))
    parser.add_argument("--rounds", type=int, default=2, choices=range(1, 5))
    parser.add_argument("--skip", type=lambda text: text.split(","), default=[], help="such as whoosh:50000")
    options = parser.parse_args()
    if unknown := set(options.engines) - set(measure.ENGINES):
        parser.error(f"unknown engines {sorted(unknown)}; there are {', '.join(measure.ENGINES)}")
    return options


def prepare(home: Path, size: int, rounds: int) -> None:
    """Write the documents and the queries, in a process that keeps nothing of them."""
    code = "from tests.bench.engines import write; import sys; write(*sys.argv[1:])"
    subprocess.run([sys.executable, "-c", code, str(home), str(size), str(rounds)], check=True, cwd=ROOT)


def write(home: str, size: str, rounds: str) -> None:
    from tests.bench.engines_kit import documents

    given = documents.source(ROOT / "catalogue_data")
    entries = list(documents.entries(given, int(size)))
    queries = [documents.queries(given, entries[:5_000], variant) for variant in range(int(rounds) + 1)]
    (Path(home) / "entries.json").write_bytes(msgspec.json.encode(entries))
    (Path(home) / "queries.json").write_bytes(msgspec.json.encode(queries))


def figures(home: Path, name: str, rounds: int) -> dict[str, Any]:
    """Build in one process, read in another."""
    found: dict[str, Any] = {}
    for task in ("build", "read"):
        code = "import sys; from pathlib import Path; from tests.bench.engines_kit import measure; "
        code += "measure.main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))"
        command = [sys.executable, "-c", code, task, name, str(home), str(rounds)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            try:
                out, err = process.communicate(timeout=LONGEST)
            except BaseException:
                process.terminate()
                raise
        if process.returncode:
            return {"missing": f"failed: {(err.strip().splitlines() or ['?'])[-1]}"}
        found |= json.loads(out.splitlines()[-1])
        if "missing" in found:
            break
    return found


def table(size: int, rows: dict[str, dict[str, Any]]) -> str:
    lines = [
        f"\n{size} documents",
        "| engine | build s | disk MB | RSS MB | hits | p50 ms | p95 ms | p50 to ours | new p50 | new p95 | new to ours | cold p50 |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    ours = rows.get("ours", {})
    for name, row in rows.items():
        if "missing" in row:
            lines.append(f"| {NAMES[name]} | {row['missing']} |" + " |" * 10)
            continue
        cells = [
            NAMES[name] + (f" ({row['note']})" if row["note"] else ""),
            f"{row['build']:.1f}",
            f"{row['disk'] / 1e6:.1f}",
            f"{row['memory'] / 1e6:.0f}",
            f"{row['hits']:.0f}",
            f"{row['p50']:.2f}",
            f"{row['p95']:.2f}",
            f"{row['p50'] / ours['p50']:.2f}" if "p50" in ours else "–",
            f"{row['fresh50']:.2f}",
            f"{row['fresh95']:.2f}",
            f"{row['fresh50'] / ours['fresh50']:.2f}" if "p50" in ours else "–",
            f"{row['cold']:.2f}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
