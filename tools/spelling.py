"""Spelling of the entries and of the interface: every text against the dictionaries of its own language.

`python tools/spelling.py [FOLDER]` prints `file: field.lang: word (suggestions)` and exits 1 where a word is unknown. A
word is known when hunspell or apertium writes it so in that language, when it stands in `catalogue_data/words/`, or when
it is a Norwegian compound of known words. A word that only the other Norwegian writes so is a slip, even where hunspell
takes it: so a bokmål form in a nynorsk text is found.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.catalogue.vocabularies import BY_NAME
from tools import norwegian_forms
from tools.dictionaries import HUNSPELL, Speller, Word, suggestions
from tools.messages import LANGS, read

DATA = Path(__file__).resolve().parents[1] / "catalogue_data"
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
MARKUP = re.compile(r"%\(\w+\)[sd]|</?[a-z][^>]*>|&\w+;")
WORD = re.compile(r"[^\W_]+(?:[-'’.&/][^\W_]+)*-?")  # "e-post", "t.d", "nærings-"


class Text(NamedTuple):
    file: str
    field: str
    lang: str  # "any": search words, aliases and titles of sources stand in whatever language they have
    text: str


def entries(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for kind in FOLDERS:
        for path in sorted((folder / kind).glob("*.yaml")):
            yield f"{kind}/{path.name}", yaml.load(path.read_text("utf-8"), Loader=loader)


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


def interface_texts() -> Iterator[Text]:
    """The texts of the pages, and what the codes are called."""
    for lang in LANGS:
        for message in read(lang):
            strings = message.string if isinstance(message.string, (tuple, list)) else [message.string]
            key = message.id if isinstance(message.id, str) else message.id[0]
            yield from (
                Text("translations", f"“{key[:40]}”", lang, MARKUP.sub(" ", str(text))) for text in strings if key
            )
    for name, labels in BY_NAME.items():
        for code, label in labels.items():
            yield from (Text("vocabularies", f"{name}.{code}", lang, getattr(label, lang)) for lang in LANGS)


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
    return (
        bool(shutil.which("hunspell"))
        and norwegian_forms.is_installed()
        and all(
            subprocess.run(["hunspell", "-d", name, "-l"], input=b"", capture_output=True, check=False).returncode == 0
            for name in HUNSPELL.values()
        )
    )


def check(texts: list[Text], names: re.Pattern[str]) -> Iterator[str]:
    """Say where there is a word that nobody knows, and end with how many words were read."""
    words = {text: list(words_in(text, names)) for text in texts}
    unknown = Speller().unknown(word for of_text in words.values() for word in of_text)
    hints = {lang: suggestions(lang, {word.word for word in unknown if word.langs[0] == lang}) for lang in HUNSPELL}
    for text, of_text in words.items():
        for word in dict.fromkeys(of_text):
            if word in unknown:
                hint = hints[word.langs[0]].get(word.word, "no suggestion")
                yield f"{text.file}: {text.field}.{text.lang}: {word.word} ({hint})"


def main(arguments: list[str]) -> int:
    if not is_installed():
        print(f"Spelling is skipped; it needs: apt-get install {PACKAGES}")
        return 0
    found = list(entries(Path(arguments[0]) if arguments else DATA))
    texts = [*(text for file, entry in found for text in texts_in(entry, file)), *interface_texts()]
    names = official_names(found)
    faults = list(check(texts, names))
    for fault in faults:
        print(fault)
    count = sum(1 for text in texts for _ in words_in(text, names))
    print(f"spelling: {count} words in {len(found)} entries and the interface, {len(faults)} unknown")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
