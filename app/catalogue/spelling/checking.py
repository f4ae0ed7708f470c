"""Which words of the texts does nobody know?

A word is known when hunspell or apertium writes it so in that language, when it stands in our own lists, or when it is
a Norwegian compound of known words. A word that only the other Norwegian writes so is a slip, even where hunspell takes it.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from app.catalogue.importing import parse_yaml
from app.catalogue.spelling import norwegian_forms
from app.catalogue.spelling.dictionaries import HUNSPELL, Speller, Word, suggestions
from app.catalogue.spelling.programs import answers

FOLDERS = ("schemes", "organisations", "glossary", "practice")
PACKAGES = "hunspell hunspell-no hunspell-en-gb apertium-nno-nob"

ADDRESS = re.compile(r"https?://\S+|\S+@\S+|(?:[\w-]+\.)+(?:no|com|org|eu|net|me)\b(?:/\S*)?")
QUOTE = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")  # may be in any language
FOREIGN = (  # in English texts: the Norwegian name of a thing, in brackets, or with a capital inside a sentence
    re.compile(r"\([^()]*\)"),
    re.compile(r"[A-ZÆØÅ]\w+ og [A-ZÆØÅ]\w+"),
    re.compile(r"(?<=[^.:!?\s] )[A-ZÆØÅ][\w-]+(?: (?:[A-ZÆØÅ][\w-]+|(?:og|i|for|på|til)\b))*"),
)
ABBREVIATION = re.compile(r"\b(?:kap|kl|nr|org\.nr|tlf|art|mill|mrd|maks|min|inkl|ekskl|pkt)\.", re.IGNORECASE)
WORD = re.compile(r"[^\W_]+(?:[-'’.&/][^\W_]+)*-?")  # "e-post", "t.d", "nærings-"


class Text(NamedTuple):
    file: str
    field: str
    lang: str  # "any": search words, aliases and titles of sources stand in whatever language they have
    text: str


def entries(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for kind in FOLDERS:
        for path in sorted((folder / kind).glob("*.yaml")):
            yield f"{kind}/{path.name}", parse_yaml(path.read_text("utf-8"), path.name)


def texts_in(node: Any, file: str, field: str = "") -> Iterator[Text]:
    """Walk an entry: texts in three languages, the name as written, and strings in any language."""
    if isinstance(node, list):
        for i, item in enumerate(node):
            yield from texts_in(item, file, f"{field}[{i}]")
    elif isinstance(node, dict) and "nn" in node:
        yield from (Text(file, field, lang, text) for lang, text in node.items())
    elif isinstance(node, dict) and field == "name":
        yield Text(file, field, "any", node["text"])
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from texts_in(value, file, f"{field}.{key}" if field else key)
    elif isinstance(node, str) and re.search(r"(?:title|also\[\d+\]|keywords\[\d+\])$", field):
        yield Text(file, field, "any", node)


def official_names(found: Iterable[tuple[str, dict[str, Any]]]) -> re.Pattern[str]:
    """Names of schemes and organisations, which stay as the provider writes them in every language."""
    names: set[str] = set()
    for file, entry in found:
        if file.startswith("schemes/"):
            name = entry["name"]["text"]
            names.update((name, re.split(r" [–(]", name)[0]))
        elif file.startswith("organisations/"):
            names.update(entry["name"].values())
    several = sorted((name for name in names if " " in name), key=len, reverse=True)
    return re.compile("|".join(rf"\b{re.escape(name)}(?!\w)" for name in several) or r"(?!)")


def words_in(text: Text, names: re.Pattern[str]) -> Iterator[Word]:
    own = tuple(HUNSPELL) if text.lang == "any" else (text.lang,)
    plain = ABBREVIATION.sub(" ", ADDRESS.sub(" ", text.text))
    if text.field != "name":
        plain = names.sub(" ", plain)
    for free in (QUOTE, *FOREIGN) if text.lang == "en" else (QUOTE,):
        for piece in free.findall(plain):
            yield from (Word(word, tuple(dict.fromkeys((*own, *HUNSPELL)))) for word in split(piece))
        plain = free.sub(" ", plain)
    yield from (Word(word, own) for word in split(plain))


def split(text: str) -> list[str]:
    return [word for word in WORD.findall(text) if not re.search(r"\d", word)]


def is_installed() -> bool:
    return norwegian_forms.is_installed() and all(answers(["hunspell", "-d", name, "-l"]) for name in HUNSPELL.values())


class Misspelt(NamedTuple):
    """A word that nobody knows, where it stands, and the nearest that somebody does."""

    text: Text
    word: str
    hint: str


class Reading(NamedTuple):
    """What a reading of many texts came to."""

    words: int
    misspelt: list[Misspelt]


def texts_of_folder(folder: Path) -> tuple[list[Text], re.Pattern[str]]:
    """Every text of the entries in a data folder, and the official names in them."""
    found = list(entries(folder))
    return [text for file, entry in found for text in texts_in(entry, file)], official_names(found)


def read(texts: Iterable[Text], names: re.Pattern[str], lists: Path) -> Reading:
    """Read every word; `lists` is the folder with our own words. Takes half a minute for the whole catalogue."""
    words = {text: list(words_in(text, names)) for text in texts}
    unknown = Speller(lists).unknown(word for of_text in words.values() for word in of_text)
    hints = {lang: suggestions(lang, {word.word for word in unknown if word.langs[0] == lang}) for lang in HUNSPELL}
    misspelt = [
        Misspelt(text, word.word, hints[word.langs[0]].get(word.word, "no suggestion"))
        for text, of_text in words.items()
        for word in dict.fromkeys(of_text)
        if word in unknown
    ]
    return Reading(sum(map(len, words.values())), misspelt)
