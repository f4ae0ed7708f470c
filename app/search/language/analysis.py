"""text -> tokens: where it stands, how it is written, which keys it shares with other words, which parts it has.

One key space for nynorsk and bokmål. A word of the lexicon has its concept as key; another
Norwegian word has its stem, spelt the nynorsk way where a rule says so; an English word has its
English stem under `en:`, and joins Norwegian only through a concept of the lexicon.
"""

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import snowballstemmer

from app.kernel.text import Lang
from app.search.language import lexicon as lexicons
from app.search.language.compounds import Splitter
from app.search.language.folding import Word, words

# Bokmål spelling -> nynorsk spelling, where the change is regular. Order matters.
_SPELLING = [
    (re.compile(pattern), to)
    for pattern, to in (
        (r"^virk", "verk"),
        (r"^syk", "sjuk"),
        (r"^først", "fyrst"),
        (r"^hjem", "heim"),
        (r"^egen", "eigen"),
        (r"^øy", "øy"),
        (r"givning", "gjeving"),
        (r"giver", "gjevar"),
        (r"givar", "gjevar"),
        (r"skudd", "skot"),
        (r"bolig", "bustad"),
        (r"vann", "vass"),
        (r"vatn", "vass"),
        (r"(?<=.)lig(e|t|)$", r"leg\1"),
        (r"(?<=.)het(en|er|ene|)$", r"heit\1"),
        (r"forskning", "forsking"),
        (r"hånd", "hand"),
        (r"melk", "mjølk"),
        (r"skog", "skog"),
    )
]

STOP = frozenset(
    """og i på til for av med om frå fra som er å at det den dei de ein ei eit en et eg jeg du vi me dykk dere kan kunne
    skal vil vere være har ha hadde få får ikkje ikke kva hva kven hvem korleis hvordan når då da der her eller men også òg
    så seg sin si sitt sine min mi mitt mine din di ditt dine noko noe nokon noen alle alt mange meir mer ved hos under over
    etter før mot mellom utan uten blir bli vert må bør berre bare sjølv selv denne dette desse disse kor hvor gje gi mitt
    the a an of to for in on and or is are be with from my your our we i you can how what who when do does get need want""".split()
)


class Token(NamedTuple):
    start: int
    end: int
    surface: str
    keys: tuple[str, ...]
    parts: tuple[str, ...]


class Analyser:
    """Immutable after construction, hence safe to share between threads."""

    def __init__(self, lexicon_path: Path) -> None:
        stemmer_no, stemmer_en = snowballstemmer.stemmer("norwegian"), snowballstemmer.stemmer("english")

        @lru_cache(maxsize=200_000)
        def stem_no(word: str) -> str:
            return str(stemmer_no.stemWord(spelt_the_nynorsk_way(word)))

        @lru_cache(maxsize=50_000)
        def stem_en(word: str) -> str:
            return str(stemmer_en.stemWord(word))

        self._stem_no, self._stem_en = stem_no, stem_en
        self.lexicon = lexicons.read(lexicon_path, stem_no=stem_no, stem_en=stem_en)
        self.fingerprint = hashlib.sha256(lexicon_path.read_bytes() + Path(__file__).read_bytes()).hexdigest()
        self._splitter = Splitter({p[0] for p in self.lexicon.concepts if len(p) == 1 and len(p[0]) > 2})

    def tokens(self, text: str, lang: Lang) -> list[Token]:
        """Analyse `text`, written in `lang`."""
        found = list(words(text))
        concepts = self._concepts(found, lang)
        return [
            Token(
                word.start,
                word.end,
                word.surface,
                (*concepts[i], *self._own_keys(word.surface, lang)),
                self._parts(word.surface, lang),
            )
            for i, word in enumerate(found)
        ]

    def _own_keys(self, surface: str, lang: Lang) -> tuple[str, ...]:
        return (f"en:{self._stem_en(surface)}",) if lang == "en" else (f"~{self._stem_no(surface)}",)

    def _concepts(self, found: Sequence[Word], lang: Lang) -> list[tuple[str, ...]]:
        """The concepts each word belongs to; a phrase of the lexicon gives its concept to each of its words."""
        table, stem = (self.lexicon.english, self._stem_en) if lang == "en" else (self.lexicon.concepts, self._stem_no)
        stems = [stem(word.surface) for word in found]
        keys: list[dict[str, None]] = [{} for _ in found]
        for start in range(len(found)):
            for length in range(1, min(self.lexicon.longest, len(found) - start) + 1):
                for concept in table.get(tuple(stems[start : start + length]), ()):
                    for at in range(start, start + length):
                        keys[at][concept] = None
        return [tuple(k) for k in keys]

    def _parts(self, surface: str, lang: Lang) -> tuple[str, ...]:
        """Keys of the parts of a Norwegian compound."""
        if lang == "en" or len(surface) < 6:
            return ()
        stem = self._stem_no(surface)
        pieces = self.lexicon.parts.get(stem) or self._splitter.split(stem)
        keys: dict[str, None] = {}
        for piece in pieces:
            if piece in STOP:
                continue
            piece_stem = self._stem_no(piece)
            keys.update(dict.fromkeys(self.lexicon.concepts.get((piece_stem,)) or (f"~{piece_stem}",)))
        return tuple(keys)


@lru_cache(maxsize=200_000)
def spelt_the_nynorsk_way(word: str) -> str:
    for pattern, to in _SPELLING:
        word = pattern.sub(to, word)
    return word
