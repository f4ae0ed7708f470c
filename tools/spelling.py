"""Spelling of the catalogue: every text of `catalogue_data/` against the dictionaries of its own language.

`python tools/spelling.py` prints `file: field.lang: word (suggestions)` and exits 1 where a word is unknown.
A word is known when hunspell has it in that language, when it stands in `catalogue_data/words/` (proper names
and field terms), or when it is a Norwegian compound of known words. A word that only the other Norwegian has
is a slip, even if its parts are known: so a bokmål form in a nynorsk text is found.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "catalogue_data"
FOLDERS = ("schemes", "organisations", "glossary", "practice")
DICTIONARIES = {"nn": "nn_NO", "nb": "nb_NO", "en": "en_GB"}
OTHER = {"nn": "nb", "nb": "nn"}
PACKAGES = "hunspell hunspell-no hunspell-en-gb"

# Ordinary words that the Debian dictionaries lack; names and terms of the field stand in catalogue_data/words.
LACKING = {
    "nn": frozenset(""" """.split()),
    "nb": frozenset("""noe noen""".split()),
    "en": frozenset[str](),
}
# Parts of compounds that are shorter than others may be: three letters find a "word" in nearly everything.
SHORT_PARTS = frozenset("""bio bil fag by bu års mål råd tid veg vei lån lov øko""".split())
SHORTEST = 4

ADDRESS = re.compile(r"https?://\S+|\S+@\S+|(?:[\w-]+\.)+(?:no|com|org|eu|net)\b(?:/\S*)?")
QUOTE = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")  # may be in any language
BRACKET = re.compile(r"\([^()]*\)")  # in English texts: the Norwegian name of a thing
WORD = re.compile(r"[^\W_]+(?:[-'’.&/][^\W_]+)*-?")  # "e-post", "t.d", "nærings-"
LINKS = ("", "s", "e")


class Text(NamedTuple):
    file: str
    field: str
    lang: str  # "any": search words, aliases and titles of sources stand in whatever language they have
    text: str


class Word(NamedTuple):
    """A word of a text, and the languages it may be in."""

    word: str
    langs: tuple[str, ...]


def entries() -> Iterator[tuple[str, dict[str, Any]]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for folder in FOLDERS:
        for path in sorted((DATA / folder).glob("*.yaml")):
            yield f"{folder}/{path.name}", yaml.load(path.read_text("utf-8"), Loader=loader)


def texts_in(node: Any, file: str, field: str = "") -> Iterator[Text]:
    """Walk an entry: texts in three languages, the name as written, and strings in any language."""
    if isinstance(node, list):
        for i, item in enumerate(node):
            yield from texts_in(item, file, f"{field}[{i}]")
    elif isinstance(node, dict) and "nn" in node:
        yield from (Text(file, field, lang, text) for lang, text in node.items())
    elif isinstance(node, dict) and field == "name":
        yield Text(file, field, node["lang"], node["text"])
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
            names.add(entry["name"]["text"])
        elif file.startswith("organisations/"):
            names.update(entry["name"].values())
    several = sorted((name for name in names if " " in name), key=len, reverse=True)
    return re.compile("|".join(rf"\b{re.escape(name)}(?!\w)" for name in several))


def words_in(text: Text, names: re.Pattern[str]) -> Iterator[Word]:
    own = tuple(DICTIONARIES) if text.lang == "any" else (text.lang,)
    plain = ADDRESS.sub(" ", text.text)
    if text.field != "name":
        plain = names.sub(" ", plain)
    for free in (QUOTE, BRACKET) if text.lang == "en" else (QUOTE,):
        for piece in free.findall(plain):
            yield from (Word(word, tuple(dict.fromkeys((*own, *DICTIONARIES)))) for word in split(piece))
        plain = free.sub(" ", plain)
    yield from (Word(word, own) for word in split(plain))


def split(text: str) -> Iterator[str]:
    for word in WORD.findall(text):
        if not re.search(r"\d", word):
            yield word


def hunspell(lang: str, words: Iterable[str], *flags: str) -> str:
    """Answer of one hunspell process to all the words."""
    command = ["hunspell", "-i", "utf-8", "-d", DICTIONARIES[lang], *flags]
    return subprocess.run(
        command, input="\n".join(words) + "\n", capture_output=True, encoding="utf-8", check=True
    ).stdout


def suggestions(lang: str, words: Iterable[str]) -> dict[str, str]:
    answer = hunspell(lang, sorted(f"^{word}" for word in words), "-a")
    return {m[1]: m[2] for m in re.finditer(r"^& (\S+) \d+ \d+: ((?:[^,\n]+(?:, )?){1,4})", answer, re.MULTILINE)}


def own_words(name: str) -> frozenset[str]:
    path = DATA / "words" / f"{name}.txt"
    return frozenset(path.read_text("utf-8").split()) if path.exists() else frozenset()


def forms(word: str) -> set[str]:
    """How a word may stand in a list: as it is, or without the capital of a sentence's first word."""
    return {word, word[:1].lower() + word[1:]}


class Dictionary:
    """One language: hunspell's words, asked for in large batches, and our own."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.own = own_words(lang) | LACKING[lang]
        self._asked: dict[str, bool] = {}

    def learn(self, words: Iterable[str]) -> None:
        new = sorted({form for word in words for form in forms(word)} - self._asked.keys())
        if new:
            unknown = set(hunspell(self.lang, new, "-l").splitlines())
            self._asked.update((word, word not in unknown) for word in new)

    def has(self, word: str) -> bool:
        return any(form in self.own or self._asked.get(form, False) for form in forms(word))

    def learn_parts(self, words: Iterable[str]) -> None:
        self.learn(word[i:j] for word in words for i in range(len(word)) for j in range(i + SHORTEST, len(word) + 1))

    def has_compound(self, word: str) -> bool:
        """Is it known words in a row, with s or e between them?"""
        return any(
            self._is_part(word[:i].removesuffix(link) if link else word[:i])
            and word[:i].endswith(link)
            and (self._is_part(word[i:]) or self.has_compound(word[i:]))
            for i in range(2, len(word) - 1)
            for link in LINKS
        )

    def _is_part(self, part: str) -> bool:
        return part in SHORT_PARTS or (len(part) >= SHORTEST and self.has(part))


def in_pieces(word: str, names: frozenset[str]) -> list[str]:
    """Split at hyphens, and leave out names, with or without a genitive."""
    pieces = [word] if word in names else [piece for piece in re.split(r"[-./&]", word) if piece]
    return [piece for piece in pieces if not {piece, re.sub(r"(?:['’]s|['’]|s)$", "", piece)} & names]


class Speller:
    def __init__(self) -> None:
        self.names = own_words("names")
        self.books = {lang: Dictionary(lang) for lang in DICTIONARIES}

    def unknown(self, words: Iterable[Word]) -> set[Word]:
        """Return the words that none of their languages has."""
        pieces = {word: self._pieces(word) for word in set(words)}
        for book in self.books.values():
            book.learn(piece for found in pieces.values() for piece in found)
        compounds = {piece for found in pieces.values() for piece in found if not self._listed(piece, ("nn", "nb"))}
        for lang in OTHER:
            self.books[lang].learn_parts(compounds)
        return {word for word, found in pieces.items() if not all(self._known(piece, word.langs) for piece in found)}

    def _pieces(self, word: Word) -> list[str]:
        if any(word.word in self.books[lang].own for lang in word.langs):
            return []
        return in_pieces(word.word, self.names)

    def _listed(self, piece: str, langs: tuple[str, ...]) -> bool:
        return any(self.books[lang].has(piece) for lang in langs)

    def _known(self, piece: str, langs: tuple[str, ...]) -> bool:
        if self._listed(piece, langs) or re.fullmatch("[a-zA-Z]", piece):
            return True
        return any(
            self.books[lang].has_compound(piece) and (OTHER[lang] in langs or not self.books[OTHER[lang]].has(piece))
            for lang in langs
            if lang in OTHER
        )


def main() -> int:
    installed = shutil.which("hunspell") and all(
        subprocess.run(["hunspell", "-d", name, "-l"], input=b"", capture_output=True, check=False).returncode == 0
        for name in DICTIONARIES.values()
    )
    if not installed:
        print(f"Spelling is skipped; it needs: apt-get install {PACKAGES}")
        return 0
    found = list(entries())
    names = official_names(found)
    texts = [text for file, entry in found for text in texts_in(entry, file)]
    words = {text: list(words_in(text, names)) for text in texts}
    unknown = Speller().unknown(word for of_text in words.values() for word in of_text)
    hints = {lang: suggestions(lang, {word.word for word in unknown if word.langs[0] == lang}) for lang in DICTIONARIES}
    for text, of_text in words.items():
        for word in dict.fromkeys(of_text):
            if word in unknown:
                hint = hints[word.langs[0]].get(word.word, "no suggestion")
                print(f"{text.file}: {text.field}.{text.lang}: {word.word} ({hint})")
    count = sum(len(of_text) for of_text in words.values())
    print(f"{count} words in {len(found)} entries: {len({w.word for w in unknown})} unknown")
    return bool(unknown)


if __name__ == "__main__":
    sys.exit(main())
