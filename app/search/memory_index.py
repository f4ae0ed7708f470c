"""SearchIndex without files: the honest double of `whoosh_index`, held to the same contract tests."""

import io
from collections.abc import Iterable

from app.kernel.text import Lang
from app.search.language.analysis import Analyser
from app.search.passages import Reader, Writer
from app.search.port import NOWHERE, Document, Explanation, Page, Position, Query
from app.search.ranking import Ranker
from app.search.snapshot import Snapshot
from app.search.terms import document_terms, once, stored_values


class MemoryIndex:
    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser
        self._documents: dict[str, Document] = {}
        self._install(NOWHERE)

    def search(self, query: Query) -> Page:
        return self._ranker.search(query)

    def explain(self, query: Query, key: str) -> Explanation | None:
        return self._ranker.explain(query, key)

    def concepts(self, lang: Lang) -> tuple[str, ...]:
        return self._ranker.concepts(lang)

    def position(self) -> Position:
        return self._position

    def rebuild(self, documents: Iterable[Document], position: Position) -> None:
        self._documents = {d.key: d for d in documents}
        self._install(position)

    def apply(self, put: Iterable[Document], drop: Iterable[str], position: Position) -> None:
        for key in drop:
            self._documents.pop(key, None)
        self._documents.update({d.key: d for d in put})
        self._install(position)

    def _install(self, position: Position) -> None:
        file = io.BytesIO()
        writer = Writer(file)
        table: dict[tuple[str, str], tuple[list[int], list[float]]] = {}
        stored = []
        for number, key in enumerate(sorted(self._documents)):
            analyse = once(self._analyser)
            counts, lengths = document_terms(self._documents[key], analyse)
            places = writer.add(self._documents[key].passages, analyse)
            stored.append(stored_values(self._documents[key], lengths, places))
            for field, terms in counts.items():
                for term, count in terms.items():
                    ids, tfs = table.setdefault((field, term), ([], []))
                    ids.append(number)
                    tfs.append(count)
        snapshot = Snapshot(
            stored,
            {term for _, term in table},
            lambda f, t: table.get((f, t), ((), ())),
            Reader(file.getvalue()).read,
        )
        self._ranker, self._position = Ranker(snapshot, self._analyser), position
