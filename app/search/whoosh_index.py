"""SearchIndex over Whoosh 2.7.4: it stores the postings, we do the language, the scoring and the counting.

Used of Whoosh: a schema of plain keyword fields, one writer with one commit, and the reader's
postings, lexicon and stored fields. Not used, because they are slow, wrong or unsafe under threads:
its query parser, Searcher, facets, highlighter and spelling.
"""

import hashlib
import json
import shutil
import threading
import uuid
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

with warnings.catch_warnings():  # its source predates today's rules on escape sequences
    warnings.simplefilter("ignore")
    from whoosh.fields import ID, KEYWORD, STORED, Schema
    from whoosh.index import create_in, open_dir

from app.kernel.text import Lang
from app.search.generations import Generations
from app.search.language.analysis import Analyser
from app.search.passages import Reader, Writer
from app.search.port import FIELDS, NOWHERE, Document, Explanation, IndexBusy, Page, Position, Query
from app.search.ranking import Ranker
from app.search.snapshot import Snapshot
from app.search.terms import Analyse, document_terms, once, stored_values

LAYOUT = "3"
"""Raise it when what is stored changes, so that no old index is read."""


class WhooshIndex:
    def __init__(self, index_dir: Path, analyser: Analyser, *, secret: str, wait: float = 0.5) -> None:
        self._analyser = analyser
        self._wait = wait
        self._generations = Generations(index_dir, _fingerprint(analyser), secret)
        self._lock = threading.Lock()
        self._opened = ""
        self._ranker = Ranker(_empty_snapshot(), analyser)
        self._position = NOWHERE
        self.refresh()

    def search(self, query: Query) -> Page:
        return self._ranker.search(query)

    def explain(self, query: Query, key: str) -> Explanation | None:
        return self._ranker.explain(query, key)

    def concepts(self, lang: Lang) -> tuple[str, ...]:
        return self._ranker.concepts(lang)

    def position(self) -> Position:
        return self._position

    def refresh(self) -> None:
        """Take up the generation that some process made current. Cheap when nothing is new."""
        name = self._generations.current_name()
        if name and name == self._opened:
            return
        if not name:
            self._opened, self._position = "", NOWHERE  # the folder is gone: what is open still answers
        with self._lock:
            if (found := self._generations.current()) and found[0].name != self._opened:
                self._open(*found)

    def rebuild(self, documents: Iterable[Document], position: Position) -> None:
        with self._generations.writing(self._wait):
            folder = self._generations.new()
            try:
                fresh = create_in(str(folder), _schema()).writer(limitmb=256)
                with _committed(fresh, optimize=True) as writer, self._passages(folder) as passages:
                    for document in documents:
                        writer.add_document(**self._fields(document, passages))
                self._generations.publish(folder, position)
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
        self.refresh()

    def apply(self, put: Iterable[Document], drop: Iterable[str], position: Position) -> None:
        with self._generations.writing(self._wait):
            found = self._generations.current()
            if found is None or found[1] != self._position:
                raise IndexBusy  # another process has moved on: look again before writing
            folder = self._generations.copy(found[0])
            try:
                with _committed(open_dir(str(folder)).writer()) as writer, self._passages(folder) as passages:
                    for key in drop:
                        writer.delete_by_term("key", key)
                    for document in put:
                        writer.update_document(**self._fields(document, passages))
                self._generations.publish(folder, position)
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
        self.refresh()

    @contextmanager
    def _passages(self, folder: Path) -> Iterator[Callable[[Document, Analyse], dict[str, tuple[str, int, int]]]]:
        """Writes the documents' texts to a file of their own in the generation, and tells where."""
        path = folder / f"passages-{uuid.uuid4().hex}"
        with path.open("wb") as file:
            writer = Writer(file)
            yield lambda document, analyse: {
                lang: (path.name, *place) for lang, place in writer.add(document.passages, analyse).items()
            }

    def _fields(
        self, document: Document, passages: Callable[[Document, Analyse], dict[str, tuple[str, int, int]]]
    ) -> dict[str, str]:
        analyse = once(self._analyser)
        counts, lengths = document_terms(document, analyse)
        values = stored_values(document, lengths, passages(document, analyse))
        fields = {"key": document.key, "stored": json.dumps(values, ensure_ascii=False)}
        for name, terms in counts.items():
            fields[name] = " ".join(term for term, count in terms.items() for _ in range(count))
        return fields

    def _open(self, folder: Path, position: Position) -> None:
        reader = open_dir(str(folder)).reader()
        numbers = list(reader.all_doc_ids())
        compact = np.full(reader.doc_count_all(), -1, np.int32)
        compact[numbers] = np.arange(len(numbers), dtype=np.int32)
        vocabulary = {term.decode("utf-8") for name in FIELDS for term in reader.lexicon(name)}
        stored = [json.loads(reader.stored_fields(number)["stored"]) for number in numbers]
        one_at_a_time = threading.Lock()  # a Whoosh reader is not thread-safe

        def postings(name: str, term: str) -> tuple[Sequence[int], Sequence[float]]:
            with one_at_a_time:
                if (name, term) not in reader:
                    return (), ()
                matcher = reader.postings(name, term)
                ids: list[int] = []
                counts: list[float] = []
                while matcher.is_active():
                    ids.append(int(compact[matcher.id()]))
                    counts.append(matcher.weight())
                    matcher.next()
                return ids, counts

        texts = {path.name: Reader(path) for path in folder.glob("passages-*")}
        snapshot = Snapshot(
            stored, vocabulary, postings, position, lambda place: texts[place[0]].read((place[1], place[2]))
        )
        ranker = Ranker(snapshot, self._analyser)
        self._ranker, self._position, self._opened = ranker, position, folder.name


@contextmanager
def _committed(writer: Any, *, optimize: bool = False) -> Iterator[Any]:
    """Commit what the block writes; on a failure close the writer's files and let the error go on."""
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit(optimize=optimize)


def _schema() -> Any:
    keywords = {name: KEYWORD(scorable=True) for name in FIELDS}
    return Schema(key=ID(unique=True), stored=STORED, **keywords)


def _empty_snapshot() -> Snapshot:
    return Snapshot([], (), lambda _field, _term: ((), ()), NOWHERE, Reader(b"").read)


def _fingerprint(analyser: Analyser) -> str:
    return hashlib.sha256(f"whoosh 2.7.4 {LAYOUT} {analyser.fingerprint}".encode()).hexdigest()[:16]
