"""SearchIndex over Whoosh 2.7.4: it stores the postings, we do the language, the scoring and the counting.

Used of Whoosh: a schema of plain fields, one writer with one commit (the postings are handed to it
a term at a time, see `whoosh_codec`), and the reader's postings, lexicon and stored fields. Not used, because they are slow, wrong or unsafe under threads:
its query parser, Searcher, facets, highlighter and spelling.
"""

import hashlib
import json
import shutil
import threading
import uuid
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

with warnings.catch_warnings():  # its source predates today's rules on escape sequences
    warnings.simplefilter("ignore")
    from whoosh.fields import ID, STORED, Schema
    from whoosh.index import create_in, open_dir

from app.kernel.text import Lang
from app.search.generations import Generations
from app.search.language.analysis import Analyser
from app.search.passages import Reader, Writer
from app.search.port import FIELDS, NOWHERE, Document, Explanation, IndexBusy, Page, Position, Query
from app.search.ranking import Ranker
from app.search.snapshot import NO_IDS, NO_WEIGHTS, Ids, Snapshot, Weights
from app.search.terms import Analyse, document_terms, once, stored_values
from app.search.whoosh_codec import Gathered, TermCodec, WholeMatcher

LAYOUT = "4"
"""Raise it when what is stored changes, so that no old index is read."""


class WhooshIndex:
    def __init__(self, index_dir: Path, analyser: Analyser, *, secret: str, wait: float = 0.5) -> None:
        self._analyser = analyser
        self._wait = wait
        self._generations = Generations(index_dir, _fingerprint(analyser), secret)
        self._lock = threading.Lock()
        self._opened = ""
        self._files: dict[str, str] = {}
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
            if (found := self._generations.current()) and found.folder.name != self._opened:
                if found.files != self._files:
                    self._ranker = self._ranked(found.folder)
                self._position, self._opened, self._files = found.position, found.folder.name, found.files

    def rebuild(self, documents: Iterable[Document], position: Position) -> None:
        with self._generations.writing(self._wait):
            folder = self._generations.new()
            try:
                with _writing(create_in(str(folder), _schema())) as writer, self._passages(folder) as passages:
                    for document in documents:
                        self._add(writer, document, passages)
                self._generations.publish(folder, position)
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
        self.refresh()

    def apply(self, put: Iterable[Document], drop: Iterable[str], position: Position) -> None:
        with self._generations.writing(self._wait):
            found = self._generations.current()
            if found is None or found.position != self._position:
                self.refresh()
                raise IndexBusy  # another process has moved on: look again before writing
            put, gone = list(put), [key for key in drop if self._ranker.holds(key)]
            folder = self._generations.copy(found.folder)
            try:
                if put or gone:
                    self._write(folder, put, gone)
                self._generations.publish(folder, position)
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
        self.refresh()

    def _write(self, folder: Path, put: list[Document], gone: list[str]) -> None:
        with _writing(open_dir(str(folder))) as writer, self._passages(folder) as passages:
            for key in (*gone, *(document.key for document in put)):
                writer.delete_by_term("key", key)
            for document in put:
                self._add(writer, document, passages)

    @contextmanager
    def _passages(self, folder: Path) -> Iterator[Callable[[Document, Analyse], dict[str, tuple[str, int, int]]]]:
        """Writes the documents' texts to a file of their own in the generation, and tells where."""
        path = folder / f"passages-{uuid.uuid4().hex}"
        with path.open("wb") as file:
            writer = Writer(file)
            yield lambda document, analyse: {
                lang: (path.name, *place) for lang, place in writer.add(document.passages, analyse).items()
            }

    def _add(
        self,
        writer: Any,
        document: Document,
        passages: Callable[[Document, Analyse], dict[str, tuple[str, int, int]]],
    ) -> None:
        analyse = once(self._analyser)
        counts, lengths = document_terms(document, analyse)
        values = stored_values(document, lengths, passages(document, analyse))
        for name, terms in counts.items():
            writer.pool.put(name, writer.docnum, terms)
        writer.add_document(key=document.key, stored=json.dumps(values, ensure_ascii=False))

    def _ranked(self, folder: Path) -> Ranker:
        reader = open_dir(str(folder)).reader()
        numbers = list(reader.all_doc_ids())
        compact = np.full(reader.doc_count_all(), -1, np.int32)
        compact[numbers] = np.arange(len(numbers), dtype=np.int32)
        leaves = list(reader.leaf_readers())
        vocabulary = {term.decode() for leaf, _ in leaves for name in FIELDS for term in leaf.lexicon(name)}
        stored = [json.loads(reader.stored_fields(number)["stored"]) for number in numbers]
        one_at_a_time = threading.Lock()  # a Whoosh reader is not thread-safe

        def postings(name: str, term: str) -> tuple[Ids, Weights]:
            found = []
            with one_at_a_time:
                for leaf, base in leaves:
                    if (name, term) in leaf:
                        ids, counts = _matcher(leaf, name, term).whole()
                        ids = compact[ids + base]
                        found.append((ids[ids >= 0], counts[ids >= 0]))
            if not found:
                return NO_IDS, NO_WEIGHTS
            return np.concatenate([ids for ids, _ in found]), np.concatenate([counts for _, counts in found])

        texts = {path.name: Reader(path) for path in folder.glob("passages-*")}
        snapshot = Snapshot(stored, vocabulary, postings, lambda place: texts[place[0]].read((place[1], place[2])))
        return Ranker(snapshot, self._analyser)


@contextmanager
def _writing(index: Any) -> Iterator[Any]:
    """Commit what the block writes; on a failure close the writer's files and let the error go on."""
    writer = index.writer(codec=TermCodec())
    writer.pool = Gathered()
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit()


def _matcher(leaf: Any, name: str, term: str) -> WholeMatcher:
    """The postings of one segment, those of deleted documents too."""
    matcher = leaf.postings(name, term)
    found: WholeMatcher = getattr(matcher, "child", matcher)
    return found


def _schema() -> Any:
    return Schema(key=ID(unique=True), stored=STORED, **{name: ID() for name in FIELDS})


def _empty_snapshot() -> Snapshot:
    return Snapshot([], (), lambda _field, _term: ((), ()), Reader(b"").read)


def _fingerprint(analyser: Analyser) -> str:
    return hashlib.sha256(f"whoosh 2.7.4 {LAYOUT} {analyser.fingerprint}".encode()).hexdigest()[:16]
