"""PostgreSQL's `norwegian` configuration in a private cluster that lives as long as the measurement."""

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.bench.engines_kit.work import FACETS, HITS, MULTI, SINGLE, TEXTS, Answer, Asked, Entry, NotInstalled

SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "1GB",  # everything in memory
    "work_mem": "64MB",
    "fsync": "off",
    "jit": "off",  # compiling costs more than these queries
    "max_parallel_workers_per_gather": "0",  # one process per reader, as for the others
    "autovacuum": "off",
}
VECTOR = " || ".join(
    f"setweight(to_tsvector('norwegian', {name}), '{letter}')" for name, letter in zip(TEXTS, "ABCD", strict=True)
)
# ts_rank takes weights as {D, C, B, A} with 1 the most
RANKS = "{" + ", ".join(str(weight / max(TEXTS.values())) for weight in reversed(TEXTS.values())) + "}"
CREATE = f"""
CREATE TABLE d (id int PRIMARY KEY, {", ".join(f"{name} text" for name in TEXTS)},
    {", ".join(f"{name} text" for name in SINGLE)}, {MULTI} text[],
    vector tsvector GENERATED ALWAYS AS ({VECTOR}) STORED)
"""
# The vectors are read once, for hits that the filter lets through; counts and ranks stand on the same rows.
COUNTS = " UNION ALL ".join(
    [
        *(f"SELECT '{name}', {name}, count(*) FROM hits GROUP BY {name}" for name in SINGLE),
        f"SELECT '{MULTI}', value, count(*) FROM hits, unnest({MULTI}) value GROUP BY value",
    ]
)
QUERY = f"""
WITH q AS MATERIALIZED (SELECT to_tsquery('norwegian', %s) AS q),
hits AS MATERIALIZED (SELECT id, {", ".join(FACETS)}, ts_rank('{RANKS}', vector, q.q) AS score FROM d, q
    WHERE vector @@ q.q AND {{where}}),
best AS (SELECT id, score FROM hits ORDER BY score DESC, id LIMIT {HITS})
SELECT (SELECT count(*) FROM hits),
    (SELECT json_agg(c) FROM ({COUNTS}) c (name, value, number)),
    (SELECT json_agg(json_build_array(d.title, ts_headline('norwegian', d.body, q.q,
        'StartSel=<mark>, StopSel=</mark>, MaxWords=30, MinWords=15')) ORDER BY best.score DESC)
     FROM best JOIN d USING (id), q)
"""


class Postgresql:
    def __init__(self) -> None:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
        here = shutil.which("initdb")
        if not (found or here):
            raise NotInstalled("not installed: apt-get install postgresql to include it")
        self._bin = found[-1].parent if found else Path(here or "").parent
        self._as = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        self._started: Path | None = None
        self._backend = 0

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self._as, str(self._bin / program), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout[-500:]} {done.stderr[-500:]}")

    def _connect(self, folder: Path) -> Any:
        import psycopg

        if not (folder / "data").exists():
            if self._as:
                shutil.chown(folder, "postgres")
            self._run("initdb", "-D", f"{folder}/data", "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust")
        options = " ".join(f"-c {name}={value or repr('')}" for name, value in SETTINGS.items())
        self._started = folder
        log = str(folder / "log")
        self._run("pg_ctl", "-D", f"{folder}/data", "-l", log, "-w", "-o", f"{options} -k {folder}", "start")
        user = "postgres" if self._as else None
        return psycopg.connect(host=str(folder), dbname="postgres", user=user, autocommit=True)

    def build(self, entries: Sequence[Entry], folder: Path) -> None:
        with self._connect(folder) as connection:
            connection.execute(CREATE)
            columns = ["id", *TEXTS, *SINGLE, MULTI]
            with connection.cursor().copy(f"COPY d ({', '.join(columns)}) FROM STDIN") as copy:
                for n, entry in enumerate(entries):
                    facets = (entry.facets[name][0] for name in SINGLE)
                    copy.write_row((n, *(entry.texts[name] for name in TEXTS), *facets, entry.facets[MULTI]))
            connection.execute("CREATE INDEX ON d USING gin (vector) WITH (fastupdate = off)")
            connection.execute("VACUUM ANALYZE d")
            size = connection.execute("SELECT pg_total_relation_size('d')").fetchone()[0]
        (folder / "size").write_text(str(size))

    def size(self, folder: Path) -> int:
        return int((folder / "size").read_text())

    def open(self, folder: Path) -> Callable[[Asked], Answer]:
        connection = self._connect(folder)
        self._backend = connection.info.backend_pid

        def search(asked: Asked) -> Answer:
            where = " AND ".join(f"{name} = ANY(%s)" for name in asked.filter)
            values = ["|".join(asked.words), *(list(of) for of in asked.filter.values())]
            total, rows, best = connection.execute(QUERY.replace("{where}", where), values, prepare=True).fetchone()
            counts: dict[str, dict[str, int]] = {name: {} for name in FACETS}
            for row in rows or ():
                counts[row["name"]][row["value"]] = row["number"]
            return Answer(total, counts, [(title, snippet) for title, snippet in best or ()])

        return search

    def processes(self) -> list[int]:
        return [self._backend]

    def close(self) -> None:
        if self._started:
            self._run("pg_ctl", "-D", f"{self._started}/data", "-m", "immediate", "-w", "stop")
            self._started = None
