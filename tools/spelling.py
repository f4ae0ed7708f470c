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
    "nn": frozenset(
        """anskaffingar arenaer bachelor bilag blogg datoen deltidsutdanning drivstoffanlegg eigarskapen
        enkeltbedrifter etterkant fagkyndig fagperson fakturaar fakturaen forholdsmessig fortrinnsvis
        frikjøp frådelt førebelse halden husleitar hyttefolk idéfasen innboksen innleigd innlogging innvilga
        innvilging kap karakterutskrift kontaktskjemaet kriterieside lågterskeltilbod mastergrad mentor
        mentoren milepælar møteinnkalling nedbemanning nettbrett nettportal nettportalen næringsmessig
        oppstart oversiktskart pellets pilotere piloterer postmottaket privatisteksamen prosjektansvaret
        rasvurdering referatsak rettsbasert risikoen samlokaliserte skjemaet skjønsmessig snittprisen
        stegene styringsgruppa såle søkbare temaet testperiode trinnfri usentrale ustadfesta utmålt
        vassanalyse vedtakslista virkedag webinar yttertak éi""".split()
    ),
    "nb": frozenset(
        """aleneboende arenaer bachelor datoen datoene datoer fakturaen fakturaer fastboende forberedelsesår fradelt
        helsemessige husleter kap kl kontaktskjemaet kriterieside lavterskeltilbud mentor noe noen
        næringsmessig pellets rasvurdering referatsak risikoen samboere skjemaer skjemaet skjønnsmessig
        sluttdatoen søkbare temaer temaet trinnfri webinar""".split()
    ),
    "en": frozenset("cableway cableways eco".split()),
}
# Words both dictionaries have (an old spelling, another meaning) that here are slips: the other Norwegian is meant.
SLIPS = {
    "nn": frozenset(
        """annen ansvarlig avgjort avgjør bare ble bor bygge bygger da dekke dekker dekket dem egen egne ellers
        enkeltforetak enkeltpersonforetak et fant fikk finnes foreløpig foretak foretaket fortsatt
        fortsetter funnet gi gikk gir gis gitt gjeldende gjelder hele helt hører høy høye høyst ifølge igjen
        kjøretøy kjøretøyet kommer kostet lav leder lederen lønn lønnen mulig mye nettsiden oppgir oppnevnt
        overtar prosjekter rammet riktig se siden sitter skole skolen skriver sonen sted sto strøm søke
        søker tar tilbyder tilgjengelig tomten trenger uten vanlig vanlige vanligvis vei veier vet årlig
        årlige""".split()
    ),
    "nb": frozenset(
        """avtala bedrifta bur bustad bustaden bustadene bustader då døme dømes dømet ei eiga eigen eigenkapital eigna
        eigne fekk framleis frå føre gav gjekk gjev gjeve gongen gonger hausten heile heilt hjå ho høgst
        høgste kjelda kjelde kjem krava kva kvar kvart kven løn løysing løyve marknad nettsida noreg
        nyutdanna ordninga ramma rekneskap rettleiing same seier sida sjå skular skule stadfesta stadfesting
        starta støtta tek tida tiltaka treng utlysing utlysinga veg vegen veker vilkåra von åra òg""".split()
    ),
}
# Parts of compounds that are shorter than others may be: three letters find a "word" in nearly everything.
SHORT_PARTS = frozenset("""bio bil fag by bu års mål råd tid veg vei lån lov øko""".split())
SHORTEST = 4
MOST = 40

ADDRESS = re.compile(r"https?://\S+|\S+@\S+|(?:[\w-]+\.)+(?:no|com|org|eu|net|me)\b(?:/\S*)?")
QUOTE = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")  # may be in any language
FOREIGN = (  # in English texts: the Norwegian name of a thing, in brackets, or with a capital inside a sentence
    re.compile(r"\([^()]*\)"),
    re.compile(r"[A-ZÆØÅ]\w+ og [A-ZÆØÅ]\w+"),
    re.compile(r"(?<=[^.:!?\s] )[A-ZÆØÅ][\w-]+(?: (?:[A-ZÆØÅ][\w-]+|(?:og|i|for|på|til)\b))*"),
)
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
    return re.compile("|".join(rf"\b{re.escape(name)}(?!\w)" for name in several))


def words_in(text: Text, names: re.Pattern[str]) -> Iterator[Word]:
    own = tuple(DICTIONARIES) if text.lang == "any" else (text.lang,)
    plain = ADDRESS.sub(" ", text.text)
    if text.field != "name":
        plain = names.sub(" ", plain)
    for free in (QUOTE, *FOREIGN) if text.lang == "en" else (QUOTE,):
        for piece in free.findall(plain):
            yield from (Word(word, tuple(dict.fromkeys((*own, *DICTIONARIES)))) for word in split(piece))
        plain = free.sub(" ", plain)
    yield from (Word(word, own) for word in split(plain))


def split(text: str) -> list[str]:
    return [word for word in WORD.findall(text) if not re.search(r"\d", word)]


def hunspell(lang: str, words: Iterable[str], *flags: str) -> str:
    """Answer of one hunspell process to all the words."""
    command = ["hunspell", "-i", "utf-8", "-d", DICTIONARIES[lang], *flags]
    return subprocess.run(
        command, input="\n".join(words) + "\n", capture_output=True, encoding="utf-8", check=True
    ).stdout


def suggestions(lang: str, words: Iterable[str]) -> dict[str, str]:
    """The nearest known words. Hunspell needs a tenth of a second for each, so not for hundreds of them."""
    answer = hunspell(lang, sorted(f"^{word}" for word in words)[:MOST], "-a")
    return {m[1]: m[2] for m in re.finditer(r"^& (\S+) \d+ \d+: ((?:[^,\n]+(?:, )?){1,4})", answer, re.MULTILINE)}


def own_words(name: str) -> frozenset[str]:
    path = DATA / "words" / f"{name}.txt"
    return frozenset(path.read_text("utf-8").split()) if path.exists() else frozenset()


def forms(word: str) -> set[str]:
    """How a word may stand in a list: without a capital, and without the end of "nærings- og …"."""
    bare = {word} if not word.endswith("-") else {word[:-1], word[:-1].removesuffix("s")}
    return bare | {form[:1].lower() + form[1:] for form in bare}


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

    def lists(self, words: Iterable[str]) -> set[str]:
        """Which of these does the dictionary have as they stand, not only as a compound made up on the way?"""
        asked = sorted({form for word in words for form in forms(word) if self._asked.get(form)})
        answers = re.findall(r"^[*+&#-]", hunspell(self.lang, [f"^{word}" for word in asked], "-a"), re.MULTILINE)
        return {word for word, answer in zip(asked, answers, strict=True) if answer != "-"}

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
    word = re.sub(r"['’]s?$", "", word)
    pieces = [word, *re.split(r"[-./&]", word.rstrip("-"))]
    if {word, word.removesuffix("s")} & names:
        return []
    if word.endswith("-"):
        pieces[-1] += "-"
    return [piece for piece in pieces[1:] if piece and not {piece, piece.rstrip("-"), piece.removesuffix("s")} & names]


class Speller:
    def __init__(self) -> None:
        self.names = own_words("names")
        self.books = {lang: Dictionary(lang) for lang in DICTIONARIES}
        self.theirs: dict[str, set[str]] = {}  # what only the other Norwegian has

    def unknown(self, words: Iterable[Word]) -> set[Word]:
        """Return the words that none of their languages has."""
        pieces = {word: self._pieces(word) for word in set(words)}
        for book in self.books.values():
            book.learn(piece for found in pieces.values() for piece in found)
        for lang, other in OTHER.items():
            strange = {piece for word, found in pieces.items() if lang in word.langs for piece in found}
            strange = {piece for piece in strange if not self.books[lang].has(piece)}
            self.books[lang].learn_parts(strange)
            self.theirs[lang] = self.books[other].lists(strange)
        return {word for word, found in pieces.items() if not all(self._known(piece, word.langs) for piece in found)}

    def _pieces(self, word: Word) -> list[str]:
        if any(word.word in self.books[lang].own for lang in word.langs):
            return []
        return in_pieces(word.word, self.names)

    def _known(self, piece: str, langs: tuple[str, ...]) -> bool:
        if len(piece) == 1 or any(
            self.books[lang].has(piece) and not forms(piece) & SLIPS.get(lang, set()) for lang in langs
        ):
            return True
        norwegian = [lang for lang in langs if lang in OTHER and not forms(piece) & self.theirs[lang]]
        return any(self.books[lang].has_compound(form) for lang in norwegian for form in forms(piece))


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
