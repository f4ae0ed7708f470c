"""Seconds to write the action plan in each form, and its size: the real plan, and one of forty measures.

python tests/bench/documents.py
"""

import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from app.plan import importing  # noqa: E402
from app.plan.documents import pdf  # noqa: E402
from app.plan.documents.outline import action_plan  # noqa: E402
from app.plan.documents.writing import FORMS  # noqa: E402
from app.plan.rules.public import public_whole  # noqa: E402
from app.plan.rules.whole import Whole  # noqa: E402
from tests.integration.plan import region  # noqa: E402

TIMES = 5


def main() -> None:
    for name, whole in plans():
        document = action_plan(public_whole(whole), final=False)
        for form, how in FORMS.items():
            if form == "pdf" and not pdf.can_write():
                print(f"{name}, pdf: Pango is not here")
                continue
            spent = []
            for _ in range(TIMES):
                start = time.perf_counter()
                content = how.write(document)
                spent.append(time.perf_counter() - start)
            first, rest = spent[0], sorted(spent[1:])
            print(
                f"{name}, {form}: {rest[len(rest) // 2]:.2f} s (the first {first:.2f} s), {len(content) / 1000:.0f} kB",
                flush=True,
            )


def plans() -> list[tuple[str, Whole]]:
    data = ROOT / "catalogue_data"
    real = importing.read_plans(data / "plan", importing.known_in(data))["bygdevekst-vest-telemark"].editions[2025]
    with tempfile.TemporaryDirectory() as folder:
        region.write(Path(folder))
        other = importing.read_plans(Path(folder), importing.Known(set(), set()))[region.KEY].editions[2026]
    return [("the plan of 2025", real), ("a plan of forty measures", other)]


if __name__ == "__main__":
    main()
