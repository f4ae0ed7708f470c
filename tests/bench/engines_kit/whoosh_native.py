"""Whoosh 2.7.4 the way its documentation shows: parser, filter, groupedby, highlights."""

import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench.engines_kit.work import (
    FACETS,
    HITS,
    MULTI,
    SINGLE,
    TEXTS,
    Answer,
    Asked,
    Entry,
    single,
    size_of_folder,
)


class Whoosh:
    def __init__(self) -> None:
        warnings.simplefilter("ignore")

    def build(self, entries: Sequence[Entry], folder: Path) -> None:
        from whoosh.analysis import LanguageAnalyzer
        from whoosh.fields import ID, KEYWORD, TEXT, Schema
        from whoosh.index import create_in

        norwegian = LanguageAnalyzer("no")
        texts = {name: TEXT(analyzer=norwegian, stored=True, field_boost=boost) for name, boost in TEXTS.items()}
        facets = {name: ID(sortable=True) for name in SINGLE} | {MULTI: KEYWORD(commas=True)}
        writer = create_in(str(folder), Schema(key=ID(stored=True, unique=True), **texts, **facets)).writer(limitmb=256)
        for entry in entries:
            writer.add_document(key=entry.key, **entry.texts, **single(entry), **{MULTI: ",".join(entry.facets[MULTI])})
        writer.commit(optimize=True)

    def size(self, folder: Path) -> int:
        return size_of_folder(folder)

    def open(self, folder: Path) -> Callable[[Asked], Answer]:
        from whoosh.index import open_dir
        from whoosh.qparser import MultifieldParser, OrGroup
        from whoosh.query import And, Or, Term
        from whoosh.sorting import Count, FieldFacet

        index = open_dir(str(folder))
        searcher = index.searcher()  # kept: a new one for every query takes as long again
        parser = MultifieldParser(list(TEXTS), index.schema, group=OrGroup)

        def search(asked: Asked) -> Answer:
            wanted = And([Or([Term(name, value) for value in values]) for name, values in asked.filter.items()])
            groups = {name: FieldFacet(name, allow_overlap=name == MULTI, maptype=Count) for name in FACETS}
            results = searcher.search(
                parser.parse(" ".join(asked.words)), limit=HITS, filter=wanted, groupedby=groups, terms=True
            )
            hits = [  # sliced: with groupedby the results hold every hit, whatever the limit
                (hit["title"], hit.highlights("body", top=1)) for hit in results[:HITS]
            ]
            return Answer(len(results), {name: results.groups(name) for name in FACETS}, hits)

        return search

    def processes(self) -> list[int]:
        return []

    def close(self) -> None:
        pass
