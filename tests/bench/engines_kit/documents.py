"""Synthetic documents and queries: the same seed gives the same.

Nynorsk texts put together from the real catalogue's own sentences and words, and a Zipf tail of
compounds made from its words, so that the vocabulary grows with the collection as real ones do.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from app.catalogue import importing, indexing
from app.catalogue.types import Scheme, State
from app.search.language.analysis import STOP
from tests.bench.engines_kit.work import FACETS, MULTI, Asked, Entry

TAIL = 40_000
QUERIES = 40
_WORD = re.compile(r"[0-9a-zæøå]+", re.IGNORECASE)
_LETTERS = re.compile(r"[a-zæøå]{4,}")


class Source(NamedTuple):
    """What the catalogue gives: sentences, its words from the commonest, and the same with a tail behind."""

    sentences: list[str]
    real: list[str]
    words: list[str]
    cumulated: list[float]
    """Zipf weights of `words`, added up, as `random.choices` wants them."""


def source(data: Path, seed: int = 1) -> Source:
    dice = random.Random(seed)
    schemes = [s for s in importing.read_bundle(data).all(Scheme) if s.state is State.PUBLISHED]
    texts = [f"{s.promise.nn} {indexing.running_text(s, 'nn')}" for s in schemes]
    pieces = (piece.strip() for text in texts for piece in re.split(r"(?<=[.!?:]) ", text))
    sentences = sorted({piece for piece in pieces if 4 <= len(piece.split()) <= 40})
    dice.shuffle(sentences)
    seen = Counter(word for text in texts for word in _LETTERS.findall(text.lower()))
    real = [word for word, _ in sorted(seen.items(), key=lambda pair: (-pair[1], pair[0]))]
    short = [word for word in real if 4 <= len(word) <= 8 and word not in STOP]
    tail: dict[str, None] = {}
    while len(tail) < TAIL:
        tail[dice.choice(short) + dice.choice(("", "", "s")) + dice.choice(short)] = None
    words = [*real, *tail]
    return Source(sentences, real, words, list(accumulate(1 / (rank + 5) for rank in range(len(words)))))


def entries(given: Source, count: int, seed: int = 2) -> Iterator[Entry]:
    dice = random.Random(seed)
    facets = {name: _values(name, size) for name, size in FACETS.items()}
    for number in range(count):
        title = " ".join(_words(given, dice, dice.randint(4, 8))).capitalize()
        texts = {
            "title": f"{title} {number}",
            "keywords": ", ".join(_words(given, dice, dice.randint(4, 8))),
            "summary": _running(given, dice, 30),
            "body": _running(given, dice, dice.randint(200, 400)),
        }
        chosen = {
            name: dice.choices(values, cum_weights=weights, k=dice.randint(1, 3) if name == MULTI else 1)
            for name, (values, weights) in facets.items()
        }
        yield Entry(f"d{number}", texts, {name: list(dict.fromkeys(values)) for name, values in chosen.items()})


def _values(name: str, size: int) -> tuple[list[str], list[float]]:
    return [f"{name}{n}" for n in range(size)], list(accumulate(1 / (n + 4) for n in range(size)))


def _words(given: Source, dice: random.Random, count: int) -> list[str]:
    return dice.choices(given.words, cum_weights=given.cumulated, k=count)


def _running(given: Source, dice: random.Random, length: int) -> str:
    """Real sentences, one word in six of each exchanged, and now and then a run of words with none behind it."""
    out: list[str] = []
    while len(out) < length:
        if dice.random() < 0.25:
            out += [*_words(given, dice, dice.randint(6, 14))[:-1], "og meir."]
            continue
        words = dice.choice(given.sentences).split()
        for at in range(len(words)):
            if dice.random() < 1 / 6 and words[at].isalpha():
                words[at] = _words(given, dice, 1)[0]
        out += words
    return " ".join(out[:length]) + "."


def queries(given: Source, sample: Sequence[Entry], variant: int, seed: int = 3) -> list[Asked]:
    """Forty queries of three real words each, from common to rare, and a filter on two facets.

    Every variant has the same words; 0 is what is warmed and timed again and again, 1 and up put the
    words together in other ways, so that no cache of whole queries can know them.
    """
    dice = random.Random(seed)
    seen = Counter[str]()
    for entry in sample:
        seen.update(set(_WORD.findall(" ".join(entry.texts.values()).lower())))
    bands: list[list[str]] = [[], [], []]
    for word in given.real:
        share = seen[word] / len(sample)
        if len(word) >= 4 and word not in STOP and seen[word] > 1:
            bands[0 if share > 0.15 else 1 if share > 0.02 else 2].append(word)
    pattern = [(0, 1, 2), (1, 1, 2), (0, 1, 1), (0, 2, 2), (1, 2, 2), (0, 0, 1), (0, 1, 2), (0, 0, 2)]
    chosen = [[dice.choice(bands[band]) for band in pattern[n % len(pattern)]] for n in range(QUERIES)]
    filters = [
        {"phase": _some(dice, "phase", 4), "status": _some(dice, "status", 3)} for _ in range(QUERIES)
    ]  # lets about a quarter through
    step = len(pattern) * variant  # stays within the pattern, so every variant is as hard as the first
    words = [[chosen[(n + step * place) % QUERIES][place] for place in range(3)] for n in range(QUERIES)]
    return [Asked(three, filters[(n + variant) % QUERIES]) for n, three in enumerate(words)]


def _some(dice: random.Random, name: str, count: int) -> list[str]:
    return sorted(dice.sample([f"{name}{n}" for n in range(FACETS[name])], count))
