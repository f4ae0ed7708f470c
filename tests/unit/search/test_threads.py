"""Many threads on one snapshot answer as one does alone.

SEARCH_SOAK_SECONDS=60 pytest tests/unit/search/test_threads.py    runs for a minute instead of a moment.
"""

import os
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.catalogue import indexing
from app.catalogue.forms import search_query
from app.catalogue.types import State
from app.search.whoosh_index import WhooshIndex
from tests.conftest import TODAY

from .conftest import AT

THREADS = 8
SECONDS = float(os.environ.get("SEARCH_SOAK_SECONDS", "2"))
TEXTS = """tilskot|etablerarstipend|fjøs|SMIL|start company|housing loan|solceller|mat frå garden|tilksot|bustadtilskotordning
støtte i Seljord|"nærings fond"|"kommunalt næringsfond"|tilskot -bustad|ener*|innvandrar|xyzzy|og i på|4036||garanti lån
reiselivsbedrift|hire refugee|skogsveg|lærling|Innovasjon Norge|gamle hus|kulturlandskap|straum""".replace(
    "\n", "|"
).split("|")
FILTERS = ({}, {"municipality": ["4036"]}, {"kind": ["grant", "loan"], "open": ["true"]})


@pytest.fixture(scope="module")
def opened(bundle, analyser, tmp_path_factory):
    """Opens the index of the real catalogue anew, with nothing read yet."""
    folder = tmp_path_factory.mktemp("threads")
    organisations = {key: item.entry for key, item in bundle.entries["organisations"].items()}
    schemes = [item.entry for item in bundle.entries["schemes"].values() if item.entry.state is State.PUBLISHED]
    built = WhooshIndex(folder, analyser, secret="k" * 32)
    built.rebuild([indexing.document(scheme, organisations, TODAY, 0) for scheme in schemes], AT)
    return lambda: WhooshIndex(folder, analyser, secret="k" * 32)


def asked():
    for text in TEXTS:
        for lang in ("nn", "nb", "en"):
            for filters in FILTERS:
                yield text, lang, filters


def answer(index, question):
    text, lang, filters = question
    query = search_query(text, filters, lang, TODAY, sort="relevance", offset=0, limit=20)
    page = index.search(type(query)(**{name: getattr(query, name) for name in query.__slots__} | {"snippets": True}))
    return page.keys, page.total, page.corrections, page.snippets, page.facets


def test_eight_threads_on_one_snapshot_give_the_answers_of_one(opened) -> None:
    questions = list(asked())
    alone = opened()
    right = [answer(alone, question) for question in questions]
    until = time.monotonic() + SECONDS
    rounds = 0
    while rounds < 1 or time.monotonic() < until:
        together, ready = opened(), threading.Barrier(THREADS)

        def work(number: int, index=together, ready=ready) -> list[str]:
            order = list(range(len(questions)))
            random.Random(number).shuffle(order)
            ready.wait(30)
            return [str(questions[at]) for at in order if answer(index, questions[at]) != right[at]]

        with ThreadPoolExecutor(THREADS) as pool:
            wrong = [fault for faults in pool.map(work, range(THREADS)) for fault in faults]
        assert not wrong, f"round {rounds}: {len(wrong)} answers differ, such as {wrong[:3]}"
        rounds += 1
    print(f"{rounds} rounds of {THREADS} × {len(questions)} answers, all as alone")
