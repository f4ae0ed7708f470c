"""Spelling of the catalogue: every text of `catalogue_data/` against the dictionaries of its own language.

`python tools/spelling.py` prints `file: field.lang: word (suggestions)` and exits 1 where a word is unknown.
A word is known when hunspell has it in that language, when it stands in `catalogue_data/words/` (proper names
and field terms), or when it is a Norwegian compound of known words. A compound that only the other Norwegian
has is a slip: so a bokmål form in a nynorsk text is found even if its parts happen to be nynorsk words.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "catalogue_data"
FOLDERS = ("schemes", "organisations", "glossary", "practice")
DICTIONARIES = {"nn": "nn_NO", "nb": "nb_NO", "en": "en_GB"}
OTHER = {"nn": "nb", "nb": "nn"}
ADVICE = (
    "Spelling skipped: install hunspell and its dictionaries with: apt-get install hunspell hunspell-no hunspell-en-gb"
)

ADDRESS = re.compile(r"https?://\S+|\S+@\S+|(?:[\w-]+\.)+(?:no|com|org|eu|net)\b(?:/\S*)?")
LOCAL_NAME = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"|\([^()]*\)")  # said in another language: a quote, a name in brackets
WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*-?")  # "t.d", "e-post", "nærings-"
PART = 3  # the shortest part of a compound
UNMIXED = ("title", "url", "also", "aliases", "keywords", "theme")


class Text(NamedTuple):
    file: str
    field: str
    lang: str  # nn, nb, en, or "any": a title, search words, a name in whatever language it has
    text: str


class Fault(NamedTuple):
    text: Text
    word: str


def texts() -> Iterator[Text]:
    for folder in FOLDERS:
        for path in sorted((DATA / folder).glob("*.yaml")):
            entry = yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
            yield from _texts_in(entry, f"{folder}/{path.name}", "")


def _texts_in(node: Any, file: str, field: str) -> Iterator[Text]:
    if isinstance(node, list):
        for i, item in enumerate(node):
            if isinstance(item, str):
                if field in ("also", "aliases", "keywords") and not (field == "aliases" and file.startswith("schemes")):
                    yield Text(file, f"{field}[{i}]", "any", item)
            else:
                yield from _texts_in(item, file, f"{field}[{i}]")
    elif isinstance(node, dict):
        if "nn" in node:
            yield from (Text(file, field, lang, str(text)) for lang, text in node.items())
        elif field == "name":
            yield Text(file, field, str(node["lang"]), str(node["text"]))
        else:
            for key, value in node.items():
                here = f"{field}.{key}" if field else str(key)
                if key == "title" and isinstance(value, str):
                    yield Text(file, here, "any", value)
                else:
                    yield from _texts_in(value, file, here)


def ask(lang: str, words: Iterable[str], *, suggest: bool = False) -> dict[str, list[str]]:
    """Return the words that hunspell does not know, with suggestions if wanted. One process for all of them."""
    wanted = sorted(set(words))
    if not wanted:
        return {}
    command = ["hunspell", "-i", "utf-8", "-d", DICTIONARIES[lang], "-a" if suggest else "-l"]
    lines = "\n".join(f"^{word}" for word in wanted) if suggest else "\n".join(wanted)
    answer = subprocess.run(command, input=lines + "\n", capture_output=True, text=True, encoding="utf-8", check=True)
    if not suggest:
        return {line: [] for line in answer.stdout.splitlines()}
    hits = re.findall(r"^[&#] (\S+) \d+(?: \d+)?(?:: (.*))?$", answer.stdout, re.MULTILINE)
    return {word: found.split(", ")[:4] if found else [] for word, found in hits}


class Knowledge:
    """What is known in each language; asks hunspell in few, large batches."""

    def __init__(self) -> None:
        self.names = frozenset(own_words("names"))
        self.terms = {lang: frozenset(own_words(lang)) for lang in DICTIONARIES}
        self._known: dict[str, dict[str, bool]] = {lang: {} for lang in DICTIONARIES}

    def learn(self, lang: str, words: Iterable[str]) -> None:
        new = {word for word in words if word not in self._known[lang]}
        unknown = ask(lang, new)
        self._known[lang].update((word, word not in unknown) for word in new)

    def in_dictionary(self, lang: str, word: str) -> bool:
        return self._known[lang].get(word, False)

    def simple(self, lang: str, word: str) -> bool:
        """Known as it stands: dictionary, own term, or name."""
        if word in self.names or any(word == name + end for name in _stems(word) if name in self.names for end in ("s",)):
            return True
        small = word[:1].lower() + word[1:]
        return small in self.terms[lang] or word in self.terms[lang] or self.in_dictionary(lang, word)
