"""SQLite FTS5: bm25(), snippet(), and the facets in an ordinary table."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench.engines_kit.work import FACETS, HITS, MULTI, SINGLE, TEXTS, Answer, Asked, Entry, size_of_folder

WEIGHTS = ", ".join(str(weight) for weight in TEXTS.values())
CREATE = f"""
CREATE VIRTUAL TABLE fts USING fts5({", ".join(TEXTS)});
CREATE TABLE d (id INTEGER PRIMARY KEY, {", ".join(FACETS)});
"""
# CROSS JOIN: else the planner starts from the facets and runs the match once per row.
FOUND = "FROM fts CROSS JOIN d ON d.id = fts.rowid WHERE fts MATCH ?"
COUNTED = f"SELECT {', '.join(f'd.{name}' for name in FACETS)} {FOUND}"
BEST = f"SELECT fts.title, snippet(fts, 3, '<mark>', '</mark>', '…', 30) {FOUND}"
ORDER = f" ORDER BY bm25(fts, {WEIGHTS}) LIMIT {HITS}"


class Fts5:
    def build(self, entries: Sequence[Entry], folder: Path) -> None:
        with sqlite3.connect(folder / "fts.db") as connection:
            connection.executescript(CREATE)
            marks = ", ".join("?" * len(TEXTS))
            connection.executemany(
                f"INSERT INTO fts (rowid, {', '.join(TEXTS)}) VALUES (?, {marks})",
                ((n, *(entry.texts[name] for name in TEXTS)) for n, entry in enumerate(entries)),
            )
            connection.executemany(
                f"INSERT INTO d VALUES (?, {', '.join('?' * len(FACETS))})",
                ((n, *(",".join(entry.facets[name]) for name in FACETS)) for n, entry in enumerate(entries)),
            )
            connection.execute("INSERT INTO fts (fts) VALUES ('optimize')")
        connection.close()

    def size(self, folder: Path) -> int:
        return size_of_folder(folder)

    def open(self, folder: Path) -> Callable[[Asked], Answer]:
        connection = sqlite3.connect(folder / "fts.db")
        connection.execute("PRAGMA mmap_size = 2000000000")
        connection.execute("PRAGMA cache_size = -65536")
        columns = list(FACETS)

        def search(asked: Asked) -> Answer:
            match = " OR ".join(f'"{word}"' for word in asked.words)
            where = "".join(f" AND d.{name} IN ({', '.join('?' * len(of))})" for name, of in asked.filter.items())
            values = [match, *(value for of in asked.filter.values() for value in of)]
            rows = connection.execute(COUNTED + where, values).fetchall()
            counted = {name: Counter(row[at] for row in rows) for at, name in enumerate(columns)}
            several: Counter[str] = Counter()
            for joined, count in counted[MULTI].items():
                several.update(dict.fromkeys(joined.split(","), count))
            best = connection.execute(BEST + where + ORDER, values).fetchall()
            return Answer(len(rows), {**{name: counted[name] for name in SINGLE}, MULTI: several}, best)

        return search

    def processes(self) -> list[int]:
        return []

    def close(self) -> None:
        pass
