"""Verkemiddel's own search, as the app uses it: with the table of words in VERKEMIDDEL_VAR or var/ when it is built."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench.engines_kit.work import HITS, Answer, Asked, Entry, size_of_folder

ROOT = Path(__file__).resolve().parents[3]


class Ours:
    def __init__(self) -> None:
        from app.search.language import words
        from app.search.language.analysis import Analyser
        from app.search.port import Document, Position, Query
        from app.search.whoosh_index import WhooshIndex

        self._document, self._position, self._query, self._index = Document, Position, Query, WhooshIndex
        table = Path(os.environ.get("VERKEMIDDEL_VAR", ROOT / "var")) / words.FILE
        self._analyser = Analyser(ROOT / "catalogue_data" / "lexicon.yaml", table)
        self.note = "" if self._analyser.has_table else "without the table of words: `make words`"

    def build(self, entries: Sequence[Entry], folder: Path) -> None:
        index = self._index(folder, self._analyser, secret="bench", wait=5)
        index.rebuild(map(self._as_document, entries), self._position(1, 1))

    def _as_document(self, entry: Entry) -> object:
        texts = entry.texts
        fields = {
            "title": texts["title"],
            "promise": texts["summary"],
            "tags": texts["keywords"],
            "provider": "",
            "body": texts["body"],
        }
        titles = dict.fromkeys(("title_nn", "title_nb", "title_en"), texts["title"].lower())
        number = int(entry.key[1:])
        return self._document(
            key=entry.key,
            texts={"nn": fields},
            passages={"nn": texts["body"]},
            facets={name: tuple(values) for name, values in entry.facets.items()},
            order={**titles, "nearest": number % 3, "standing": number % 5, "updated": number},
        )

    def size(self, folder: Path) -> int:
        return size_of_folder(folder)

    def open(self, folder: Path) -> Callable[[Asked], Answer]:
        index = self._index(folder, self._analyser, secret="bench")
        query = self._query

        def search(asked: Asked) -> Answer:
            facets = {name: frozenset(values) for name, values in asked.filter.items()}
            page = index.search(query(text=" ".join(asked.words), facets=facets, snippets=True, limit=HITS))
            return Answer(page.total, page.facets, list(zip(page.keys, page.snippets, strict=True)))

        return search

    def processes(self) -> list[int]:
        return []

    def close(self) -> None:
        pass
