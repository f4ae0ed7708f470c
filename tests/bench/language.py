"""The measures of the language analysis: `python tests/bench/language.py [VAR] [--misses]`.

Conflation and splitting on the lab's gold lists (`../shared/search/conflation_gold.py`), splitting on a random
samples of nouns (split by hand before any splitter saw them; the splitter was mended with the first, never with
the second), time and memory; each with the table of words and without.
"""

import importlib.util
import itertools
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from app.search.language.analysis import Analyser
from app.search.language.words import FILE

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT.parent / "shared" / "search" / "conflation_gold.py"
CATALOGUE = ROOT / "catalogue_data"


def gold() -> Any:
    spec = importlib.util.spec_from_file_location("conflation_gold", GOLD)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def conflation(analyser: Analyser, families: list[Any]) -> tuple[dict[str, float], list[str]]:
    """Shares of pairs of forms that have a key in common."""
    keys = {
        (lang, form): frozenset(analyser.tokens(form, lang)[0].keys)
        for _, _, nn, nb in families
        for lang, forms in (("nn", nn), ("nb", nb))
        for form in forms
    }
    hits: dict[str, list[bool]] = {"across": [], "different lemma": [], "same language": [], "all": []}
    missed: list[str] = []
    for lemma_nn, lemma_nb, nn, nb in families:
        for a, b in itertools.product(set(nn), set(nb)):
            met = bool(keys["nn", a] & keys["nb", b])
            hits["across"].append(met)
            if lemma_nn != lemma_nb:
                hits["different lemma"].append(met)
            if not met:
                missed.append(f"{a}/{b}")
        for lang, forms in (("nn", nn), ("nb", nb)):
            for a, b in itertools.combinations(sorted(set(forms)), 2):
                hits["same language"].append(bool(keys[lang, a] & keys[lang, b]))
    hits["all"] = hits["across"] + hits["same language"]
    right, wrong = sum(hits["all"]), 0
    sets = [
        (set(nn) | set(nb), set().union(*(keys["nn", f] for f in nn), *(keys["nb", f] for f in nb)))
        for _, _, nn, nb in families
    ]
    for (forms_a, keys_a), (forms_b, keys_b) in itertools.combinations(sets, 2):
        if keys_a & keys_b and not forms_a & forms_b:
            wrong += sum(
                bool(
                    keys.get(("nn", a), keys.get(("nb", a), frozenset()))
                    & keys.get(("nn", b), keys.get(("nb", b), frozenset()))
                )
                for a in forms_a
                for b in forms_b
            )
    figures = {name: sum(found) / len(found) for name, found in hits.items()}
    figures["precision"] = right / max(1, right + wrong)
    figures["keys per word"] = sum(map(len, keys.values())) / len(keys)
    return figures, missed


def splitting(analyser: Analyser, barred: list[str]) -> tuple[float, list[str]]:
    """Share of words that are split exactly as `bustad|tilskot` says; a word without a bar must stay whole."""
    missed = []
    for word in barred:
        got = "|".join(analyser.split(word.replace("|", ""))) or word.replace("|", "")
        if got != word:
            missed.append(f"{word} -> {got}")
    return 1 - len(missed) / len(barred), missed


def random_nouns(name: str) -> list[str]:
    text = (Path(__file__).parent / name).read_text("utf-8")
    return [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]


def texts(value: Any, lang: str = "nn") -> Iterator[tuple[str, str]]:
    """Every (language, text) of a catalogue file."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from texts(inner, name if name in ("nn", "nb", "en") else lang)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, lang)
    elif isinstance(value, str):
        yield lang, value


def whole_catalogue() -> list[tuple[str, str]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    files = sorted((CATALOGUE / "schemes").rglob("*.yaml"))
    return [found for file in files for found in texts(yaml.load(file.read_text("utf-8"), loader))]


def measure(title: str, table: Path | None, *, misses: bool) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    analyser = Analyser(CATALOGUE / "lexicon.yaml", table)
    opened = time.perf_counter() - started
    catalogue = whole_catalogue()
    started = time.perf_counter()
    count = sum(len(analyser.tokens(text, lang)) for lang, text in catalogue)
    cold = time.perf_counter() - started
    started = time.perf_counter()
    for lang, text in catalogue:
        analyser.tokens(text, lang)
    warm = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"\n{title} (table in use: {'yes' if analyser.has_table else 'no'})")
    print(f"  opens in {opened * 1000:.0f} ms; {count} words of the catalogue: cold {cold:.2f} s, warm {warm:.2f} s")
    print(f"  {cold / count * 1e6:.1f} us a word cold, {warm / count * 1e6:.1f} warm; {(after - before) / 1024:.0f} MB")
    lists = gold()
    figures, missed = conflation(analyser, lists.FAMS)
    print("  conflation: " + "  ".join(f"{name} {value:.3f}" for name, value in figures.items()))
    shown = [("not joined", missed)]
    known = sorted({barred for _, _, barred in lists.splits()})
    for name, words in (
        ("gold compounds", known),
        ("words to leave whole", lists.WHOLE),
        ("random nouns", random_nouns("random_nouns.txt")),
        ("other random nouns", random_nouns("random_nouns_2.txt")),
    ):
        share, wrong = splitting(analyser, words)
        print(f"  split exactly: {name} {share:.3f} of {len(words)}")
        shown.append((name, wrong))
    if misses:
        for name, wrong in shown:
            print(f"  {name}: {', '.join(wrong)}")


if __name__ == "__main__":
    asked = [a for a in sys.argv[1:] if not a.startswith("--")]
    folder = Path(asked[0]) if asked else ROOT / "var"
    measure("With the table of words", folder / FILE, misses="--misses" in sys.argv)
    measure("Without", None, misses="--misses" in sys.argv)
