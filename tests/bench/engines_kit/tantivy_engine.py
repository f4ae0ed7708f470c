"""tantivy through its Python package: BM25 with field boosts, aggregations on fast fields, SnippetGenerator."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.bench.engines_kit.work import FACETS, HITS, TEXTS, Answer, Asked, Entry, NotInstalled, size_of_folder


class Tantivy:
    def __init__(self) -> None:
        try:
            import tantivy
        except ImportError:
            raise NotInstalled("not installed: .venv/bin/pip install tantivy to include it") from None
        self._tantivy: Any = tantivy

    def _index(self, folder: Path) -> Any:
        t = self._tantivy
        schema = t.SchemaBuilder()
        for name in TEXTS:
            stored = name in {"title", "body"}  # what a hit shows
            schema.add_text_field(name, stored=stored, tokenizer_name="norwegian", index_option="position")
        for name in FACETS:
            schema.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
        index = t.Index(schema.build(), path=str(folder))
        analyser = t.TextAnalyzerBuilder(t.Tokenizer.simple())
        for step in (t.Filter.remove_long(60), t.Filter.lowercase(), t.Filter.stemmer("norwegian")):
            analyser = analyser.filter(step)
        index.register_tokenizer("norwegian", analyser.build())
        return index

    def build(self, entries: Sequence[Entry], folder: Path) -> None:
        index = self._index(folder)
        writer = index.writer(heap_size=1_000_000_000, num_threads=1)  # one segment, which is its fastest to read
        for entry in entries:
            writer.add_document(self._tantivy.Document(**entry.texts, **entry.facets))
        writer.commit()
        writer.wait_merging_threads()

    def size(self, folder: Path) -> int:
        return size_of_folder(folder)

    def open(self, folder: Path) -> Callable[[Asked], Answer]:
        t, index = self._tantivy, self._index(folder)
        index.reload()
        searcher, schema, must = index.searcher(), index.schema, t.Occur.Must
        counting = {name: {"terms": {"field": name, "size": 100}} for name in FACETS}

        def any_of(name: str, values: Sequence[str]) -> Any:
            """Three times as fast here as its `term_set_query`."""
            terms = [t.Query.term_query(schema, name, value, index_option="basic") for value in values]
            return t.Query.const_score_query(t.Query.boolean_query([(t.Occur.Should, one) for one in terms]), 0.0)

        def search(asked: Asked) -> Answer:
            words = index.parse_query(" ".join(asked.words), list(TEXTS), field_boosts=TEXTS)
            let = [any_of(name, values) for name, values in asked.filter.items()]
            query = t.Query.boolean_query([(must, words), *((must, one) for one in let)])
            found = searcher.search(query, limit=HITS)
            counts = {
                name: {bucket["key"]: bucket["doc_count"] for bucket in value["buckets"]}
                for name, value in searcher.aggregate(query, counting).items()
            }
            snippets = t.SnippetGenerator.create(searcher, words, schema, "body")
            snippets.set_max_num_chars(200)
            documents = [searcher.doc(address) for _, address in found.hits]
            hits = [(doc.get_first("title"), snippets.snippet_from_doc(doc).to_html()) for doc in documents]
            return Answer(found.count, counts, hits)

        return search

    def processes(self) -> list[int]:
        return []

    def close(self) -> None:
        pass
