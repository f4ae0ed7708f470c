"""What words are known in nynorsk, bokmål and English: hunspell's dictionaries, apertium's, and our own lists.

The folder of lists (`catalogue_data/words/`) holds names (`names.txt`), field terms per language (`nn.txt`, `nb.txt`, `en.txt`), and two
lists that make the check stricter or fairer: `slips.nn.txt` and `slips.nb.txt` name words that a dictionary has but
that here are the other Norwegian, `both.nn.txt` and `both.nb.txt` name right words that apertium writes otherwise.
"""

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from app.catalogue.spelling.norwegian_forms import UNREAD, Form, read_forms
from app.catalogue.spelling.programs import answer

HUNSPELL = {"nn": "nn_NO", "nb": "nb_NO", "en": "en_GB"}
OTHER = {"nn": "nb", "nb": "nn"}

# Parts of compounds that are shorter than others may be: three letters find a "word" in nearly everything.
SHORT_PARTS = frozenset(
    """bio bil fag by bu års mål råd tid veg vei lån lov øko hus idé ras sol ved vår mat tak""".split()
)
ENDINGS = frozenset("""messig messige løs løst lause laus""".split())  # never alone, but at the end of any noun
SHORTEST = 4
MOST_HINTS = 40
LINKS = ("", "s", "e")


class Word(NamedTuple):
    """A word of a text, and the languages it may be in."""

    word: str
    langs: tuple[str, ...]


def word_list(folder: Path, name: str) -> frozenset[str]:
    """The words of a list, one a line; a line that starts with # is a heading."""
    path = folder / f"{name}.txt"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def hunspell(lang: str, words: Iterable[str], *flags: str) -> str:
    """Answer of one hunspell process to all the words."""
    return answer(["hunspell", "-i", "utf-8", "-d", HUNSPELL[lang], *flags], words)


def suggestions(lang: str, words: Iterable[str]) -> dict[str, str]:
    """The nearest known words. Hunspell needs a tenth of a second for each, so not for hundreds of them."""
    told = hunspell(lang, sorted(f"^{word}" for word in words)[:MOST_HINTS], "-a")
    return {m[1]: m[2] for m in re.finditer(r"^& (\S+) \d+ \d+: ((?:[^,\n]+(?:, )?){1,4})", told, re.MULTILINE)}


def forms(word: str) -> set[str]:
    """How a word may stand in a list: without a capital, and without the end of "nærings- og …"."""
    bare = {word} if not word.endswith("-") else {word[:-1], word[:-1].removesuffix("s")}
    return bare | {form[:1].lower() + form[1:] for form in bare}


def in_pieces(word: str, names: frozenset[str]) -> list[str]:
    """Split at hyphens, and leave out names, with or without a genitive."""
    word = re.sub(r"['’]s?$", "", word)
    pieces = re.split(r"[-./&]", word.rstrip("-"))
    if {word, word.removesuffix("s")} & names:
        return []
    if word.endswith("-"):
        pieces[-1] += "-"
    return [piece for piece in pieces if piece and not {piece, piece.rstrip("-"), piece.removesuffix("s")} & names]


class Dictionary:
    """One language: hunspell's and apertium's words, asked for in large batches, and our own."""

    def __init__(self, lang: str, lists: Path) -> None:
        self.lang = lang
        self.own = word_list(lists, lang)
        self._both = word_list(lists, f"both.{lang}")
        slips = word_list(lists, f"slips.{lang}")
        self._slips = [word for word in slips if "*" in word]
        self._slip = slips - set(self._slips)
        self._unknown: set[str] = set()
        self._read: dict[str, Form] = {}
        self._other: dict[str, Form] = {}
        self._other_lists: set[str] = set()
        self._asked: set[str] = set()

    def learn(self, words: Iterable[str]) -> None:
        """Ask about words, so that `knows` can answer."""
        new = {form for word in words for form in forms(word)} - self._asked
        self._ask(new | {form[1:] for form in new if form.startswith("u")})
        if self.lang in OTHER:
            strange = {form for form in new if not self.has(form)}
            self._ask({word[i:j] for word in strange for i in range(len(word)) for j in range(i + 3, len(word) + 1)})
            self._other_lists |= _listed(OTHER[self.lang], strange)

    def _ask(self, words: set[str]) -> None:
        new = words - self._asked
        self._asked |= new
        self._unknown |= set(hunspell(self.lang, sorted(new), "-l").splitlines()) if new else set()
        if self.lang in OTHER:
            self._read |= read_forms(self.lang, new)
            self._other |= read_forms(OTHER[self.lang], new)

    def knows(self, word: str) -> bool:
        """Is it a right word of this language?"""
        return any(
            not self.is_slip(form) and (self.has(form) or self._has_compound(form, strict=form in self._other_lists))
            for form in forms(word)
        )

    def has(self, form: str) -> bool:
        read = self._read.get(form, UNREAD)
        return (
            form in self.own
            or form in self._both
            or (form in self._asked and form not in self._unknown)
            or read.is_word
            or read.is_compound
            or (form.startswith("u") and self._read.get(form[1:], UNREAD).is_adjective)
        )

    def is_slip(self, form: str) -> bool:
        """Does only the other Norwegian write it so, whatever the dictionaries take?"""
        if form in self.own or form in self._both:
            return False
        if form in self._slip or any(fnmatchcase(form, pattern) for pattern in self._slips):
            return True
        return self._other.get(form, UNREAD).is_word and not self._read.get(form, UNREAD).is_word

    def _has_compound(self, word: str, *, strict: bool) -> bool:
        """Is it known words in a row, with s or e between them?

        `strict`, for a word that the other Norwegian has: apertium must write the last part so in this one.
        """
        return self.lang in OTHER and any(
            self._is_part(word[:i].removesuffix(link) if link else word[:i])
            and word[:i].endswith(link)
            and (self._is_end(word[i:], strict=strict) or self._has_compound(word[i:], strict=strict))
            for i in range(2, len(word) - 1)
            for link in LINKS
        )

    def _is_end(self, part: str, *, strict: bool) -> bool:
        return part in ENDINGS or (self._is_part(part) and (not strict or self._read.get(part, UNREAD).is_word))

    def _is_part(self, part: str) -> bool:
        return part in SHORT_PARTS or (len(part) >= SHORTEST and self.has(part) and not self.is_slip(part))


def _listed(lang: str, words: set[str]) -> set[str]:
    """Which of these does hunspell have as they stand, not only as a compound made up on the way?"""
    unknown = set(hunspell(lang, sorted(words), "-l").splitlines()) if words else set()
    asked = sorted(words - unknown)
    answers = (
        re.findall(r"^[*+&#-]", hunspell(lang, [f"^{word}" for word in asked], "-a"), re.MULTILINE) if asked else []
    )
    return {word for word, told in zip(asked, answers, strict=True) if told != "-"}


class Speller:
    """All three languages, with the lists of a folder."""

    def __init__(self, lists: Path) -> None:
        self.names = word_list(lists, "names")
        self.books = {lang: Dictionary(lang, lists) for lang in HUNSPELL}

    def unknown(self, words: Iterable[Word]) -> set[Word]:
        """Return the words that none of their languages has."""
        pieces = {word: self._pieces(word) for word in set(words)}
        for lang, book in self.books.items():
            book.learn(piece for word, found in pieces.items() if lang in word.langs for piece in found)
        return {
            word
            for word, found in pieces.items()
            if not all(len(piece) == 1 or any(self.books[lang].knows(piece) for lang in word.langs) for piece in found)
        }

    def _pieces(self, word: Word) -> list[str]:
        whole = any(self.books[lang].own & {word.word, word.word.lower()} for lang in word.langs)
        return [] if whole else in_pieces(word.word, self.names)
