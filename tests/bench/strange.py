"""How long the strangest queries take, and that none of them is a fault of ours.

    python tests/bench/strange.py                    the named ones, then 10 000 made up by hypothesis
    python tests/bench/strange.py --cases 500 --var var

In process, on the real catalogue, past the answers that are kept: every query is a new one. Counted is
processor time, which is all that an answer takes on a machine that has nothing else to do. The last
line says how the slowest answer stands to the bound of 50 ms. Ends with 1 when an answer was a fault (5xx).
"""

import argparse
import gc
import logging
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from app.bootstrap import create_app, settle  # noqa: E402
from app.catalogue.forms import FILTERS  # noqa: E402
from app.settings import from_environment  # noqa: E402
from tests.bench.web import prepare  # noqa: E402

BOUND_MS = 50
PATHS = ("/nn/ordningar", "/api/v1/schemes", "/api/v1/suggest")
ROUNDS = 40
# Each gets a number, so that no two queries are alike.
NAMED: dict[str, Callable[[int], str]] = {
    "empty": lambda n: f"q=&x={n}",
    "spaces alone": lambda n: f"q={'%20' * (n + 1)}",
    "10 000 letters": lambda n: f"q={'abcdefghij'[n % 10]}{'a' * 10_000}",
    "10 000 words of one letter": lambda n: f"q={n}{'+a' * 10_000}",
    "only stop words": lambda n: f"q=og+i+p%C3%A5+det+som+er+til&x={n}",
    "only weak words": lambda n: f"q=st%C3%B8tte+til+hjelp+med+pengar&x={n}",
    "emoji": lambda n: "q=" + quote("🙂🏔️👨‍👩‍👧 " * (n + 1)),
    "right-to-left marks": lambda n: "q=" + quote("\u202e\u0634\u0631\u0643\u0629\u200f \u2066tilskot " + str(n)),
    "broken UTF-8": lambda n: f"q=%ff%fe%e6til{n}",
    "broken UTF-8, unencoded": lambda n: f"q=\xff\xfe\xe6til{n}",
    "wildcards alone": lambda n: "q=" + "*" * (n + 1),
    "beginnings that many words have": lambda n: f"q=s*+ti*+be*+ko*+{n}",
    "500 words": lambda n: "q=" + "+".join(f"ord{n}x{m}" for m in range(500)),
    "24 common words": lambda n: (
        "q=" + quote("kommune bustad støtte næring tilskot landbruk lån plan bygg drift " * 3) + str(n)
    ),
    "24 misspelt words": lambda n: "q=" + quote(" ".join(f"tilsktoordnnig{m}{n}" for m in range(24))),
    "long compounds": lambda n: "q=" + "+".join(["bustadtilskotnæringsfondlandbruksordning"[: 40 - n % 9]] * 8),
    "phrases": lambda n: "q=" + quote('"kommunalt næringsfond" "tilskot til" "i kommunen" ' + str(n)),
    "unwanted words": lambda n: (
        "q=" + quote("tilskot " + " ".join(f"-{w}" for w in ("kommune", "bustad")) * 9 + str(n))
    ),
    "SQL": lambda n: "q=" + quote(f"'; DROP TABLE scheme; -- OR 1={n}"),
    "HTML": lambda n: "q=" + quote(f"<script>alert({n})</script><img src=x onerror=alert(1)>"),
    "query language": lambda n: "q=" + quote(f"title:* AND (a OR [b TO c] ~{n} ^5"),
    "900 filters": lambda n: f"q=lån{n}&" + "&".join(f"kind=k{m}" for m in range(900)),
    "every filter": lambda n: f"q=tilskot+{n}&" + "&".join(f"{name}=x&{name}=4036&{name}=grant" for name in FILTERS),
}
NAMES = st.sampled_from([*FILTERS, "q", "q", "q", "sort", "page", "limit", "offset", "lang"]) | st.text(max_size=6)
WORDS = st.sampled_from(
    ["tilskot", "lån", "næringsfond", "bustad", "støtte", "og", "i", "-bustad", "be*", "*", '"', "ti*", "fjøs", "SMIL"]
)
TEXTS = st.lists(WORDS | st.text(max_size=12), max_size=30).map(" ".join)
VALUES = TEXTS | st.text(max_size=80) | st.sampled_from(["grant", "4036", "true", "-1", "title", "1e9", "2", "nb"])
CASES = st.tuples(st.lists(st.tuples(NAMES, VALUES), max_size=6), st.sampled_from(PATHS))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--var", type=Path, help="a data folder that is loaded; else a new one is made")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        var = options.var or Path(folder)
        if not options.var:
            prepare(var, 0)
        app = create_app(replace(from_environment({"VERKEMIDDEL_VAR": str(var)}), background=False))
        logging.disable(logging.CRITICAL)
        client = app.test_client(use_cookies=False)
        passing_by = {"Cookie": "a=b"}  # kept answers are for readers without

        def ask(path: str, query: str) -> float:
            began = time.process_time()
            answer = client.get(path, environ_overrides={"QUERY_STRING": query}, headers=passing_by)
            took = (time.process_time() - began) * 1_000
            if answer.status_code >= 500:
                faults.append(f"{answer.status_code} {path}?{query[:300]}")
            spent.append((took, f"{path}?{query[:120]}"))
            return took

        faults: list[str] = []
        spent: list[tuple[float, str]] = []
        for path in PATHS:
            for _ in range(5):
                client.get(path, query_string="q=tilskot til fjøs")
        settle()
        print(f"{'p50 ms':>8} {'p95 ms':>8} {'max ms':>8}")
        for name, query in NAMED.items():
            show(name, [ask(path, query(n)) for n in range(ROUNDS) for path in PATHS])
        if options.cases:
            made_up: list[float] = []

            @settings(max_examples=options.cases, deadline=None, database=None, suppress_health_check=list(HealthCheck))
            @given(CASES)
            def fuzz(case: tuple[list[tuple[str, str]], str]) -> None:
                pairs, path = case
                parts = (f"{quote(n, errors='replace')}={quote(v, errors='replace')}" for n, v in pairs)
                gc.disable()  # it would walk through all that hypothesis holds, and that is no answer's time
                made_up.append(ask(path, "&".join(parts)))
                gc.enable()

            fuzz()
            show(f"{len(made_up)} made up by hypothesis", made_up)
    slowest, query = max(spent)
    over = sum(took > BOUND_MS for took, _ in spent)
    print(f"slowest {slowest:.1f} ms, {over} of {len(spent)} over {BOUND_MS} ms: {query}")
    if faults:
        sys.exit(f"{len(faults)} answers were faults, such as\n" + "\n".join(faults[:: len(faults) // 5 or 1]))


def show(name: str, spent: list[float]) -> None:
    ordered = sorted(spent)
    p50, p95 = (ordered[round(part * (len(ordered) - 1))] for part in (0.5, 0.95))
    print(f"{p50:8.2f} {p95:8.2f} {ordered[-1]:8.2f}  {name}", flush=True)


if __name__ == "__main__":
    main()
