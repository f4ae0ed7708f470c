"""How often the search finds what was meant, on graded queries: per kind of query, and the misses.

    make bench-relevance                                   the project's own queries, with the table of words and without
    python tests/bench/relevance.py [--var VAR] FILE …     other files of the same form; VAR holds the table of words

success@1 and success@3: share of queries with a good answer (grade 2 or 3) first or among the first
three; nDCG@10 with gain 2^grade - 1; "no hit": share with no answer at all; "silent": share of the
queries that nothing fits which rightly give nothing. Sets whose name ends in `blind` are asked only with --blind,
and their misses are never printed, so that they stay blind.
"""

import math
import sys
from argparse import ArgumentParser
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from app.catalogue import importing, indexing  # noqa: E402
from app.catalogue.forms import search_query  # noqa: E402
from app.catalogue.types import Organisation, Scheme, State  # noqa: E402
from app.search.language.analysis import Analyser  # noqa: E402
from app.search.language.words import FILE  # noqa: E402
from app.search.memory_index import MemoryIndex  # noqa: E402
from app.search.port import Position  # noqa: E402

TODAY = date(2026, 11, 23)


def build(table: Path | None) -> tuple[MemoryIndex, dict[str, str]]:
    """The real catalogue in memory, and which ids name the same scheme."""
    bundle = importing.read_bundle(ROOT / "catalogue_data")
    organisations = {o.id: o for o in bundle.all(Organisation)}
    same: dict[str, str] = {}
    documents = []
    for scheme in bundle.all(Scheme):
        same |= dict.fromkeys(scheme.aliases, scheme.id)
        if scheme.general:
            same[scheme.id] = scheme.general
        if scheme.state is State.PUBLISHED:
            documents.append(indexing.document(scheme, organisations, TODAY, 0))
    index = MemoryIndex(Analyser(ROOT / "catalogue_data" / "lexicon.yaml", table))
    index.rebuild(documents, Position(1, TODAY.toordinal()))
    return index, same


def dcg(grades: list[int]) -> float:
    return sum((2**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades))


def judge(query: dict[str, Any], index: MemoryIndex, same: dict[str, str]) -> tuple[dict[str, float], list[str]]:
    page = index.search(search_query(query["q"], {}, query["lang"], TODAY, sort="relevance", offset=0, limit=10))
    got = list(dict.fromkeys(same.get(key, key) for key in page.keys))
    if not query["want"]:
        return {"silent": float(not got)}, got
    want: dict[str, int] = {}
    for key, grade in query["want"].items():
        key = same.get(key, key)  # noqa: PLW2901
        want[key] = max(grade, want.get(key, 0))
    grades = [want.get(key, 0) for key in got]
    ideal = dcg(sorted(want.values(), reverse=True)[:10])
    return {
        "success@1": float(bool(grades) and grades[0] >= 2),
        "success@3": float(any(grade >= 2 for grade in grades[:3])),
        "nDCG@10": dcg(grades) / ideal,
        "no hit": float(not got),
    }, got


def is_blind(query: dict[str, Any]) -> bool:
    return str(query.get("set", "")).endswith("blind")


def measure(file: Path, table: Path | None, *, blind: bool) -> None:
    index, same = build(table)
    sums: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    print(f"\n{file.name}, {'with the table of words' if table else 'rules alone'}")
    for query in yaml.safe_load(file.read_text("utf-8")):
        if is_blind(query) and not blind:
            continue
        figures, got = judge(query, index, same)
        for group in (query.get("kind", ""), query.get("set", ""), "ALL"):
            for name, value in figures.items():
                if group:
                    sums[group][name].append(value)
        if not is_blind(query) and 0 in (figures.get("success@1"), figures.get("silent")):
            print(f"miss: {query['q']!r} ({query['lang']}) -> {', '.join(got[:3]) or 'nothing'}")
    for group, figures_of in sums.items():
        shown = "  ".join(f"{name} {sum(v) / len(v):.3f}" for name, v in figures_of.items())
        print(f"{group:14} {max(map(len, figures_of.values())):4} queries  {shown}")


def main() -> None:
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--var", type=Path, default=ROOT / "var", help="the data folder that holds the table of words")
    parser.add_argument("files", nargs="*", type=Path, default=[ROOT / "tests" / "bench" / "queries.yaml"])
    parser.add_argument("--blind", action="store_true", help="ask the sets that nobody has tuned on too")
    asked = parser.parse_args()
    table = asked.var / FILE
    for file in asked.files:
        if table.exists():
            measure(file, table, blind=asked.blind)
        measure(file, None, blind=asked.blind)


if __name__ == "__main__":
    main()
