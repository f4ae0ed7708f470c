"""Splitting Norwegian compounds: *bustadtilskot* -> *bustad* + *tilskot*, *søknadsfristen* -> *søknads* + *fristen*.

The cheapest way through the word wins: few parts, no very short ones, no preposition first. A word that stands
in the table itself is only split when every part is beyond doubt, so that *tilskot* and *rekneskap* stay whole.
"""

from typing import NamedTuple, Protocol

LONGEST_WORD, MOST_PARTS = 40, 4
SHORT = frozenset(
    """by is øl øy år bil bok bru båt bær dag dyr egg elg fag fly gap hav hus jul kai lag lam lys liv lån løn mat mål mur
    ost rad råd sal sau sjø ski sol sti stø tak tog tre tun tur ull ung ved veg vei vin vår øks rus bad bar bur buss dam
    due fat fot får gen hol hud jern jus kor ledd lyd nes ord par pil pol rom rør sag sak sky smi tid tre vær vev tap
    bo ny ku nav olje geit hest grav mark mink rein rug skog snø uke veke kol gas vass gras glas kass pris jakt""".split()
)
"""Words of two and three letters that do stand in compounds (longer ones here are harmless)."""

NOT_FIRST = frozenset(
    """til for fore frå fra på av om opp inn inne ut ute ned nede med mot over under etter ved hos før gjen sam mis van
    bort an be unn inn fram frem att åt sær van vel mellom gjennom per pre pro re de in kon eks sub bi hen ben und føre
    vid vidar utan uten så som kva ein eit no likes rå rest regn bere bære under nett gje gi fri hand for til""".split()
)
NOT_LAST = frozenset(
    """skap skapen skapet skapar dom domen heit heiten het heten leik leiken ling lingar ing inga ingen ar ane er ene en et
    ling else elsen nad naden ning ninga ningen tilling stilling setjing setning semd sam lege laus løs leg lig
    messig vis verk verket ring ringa ringen ist isme tet teten sjon sjonen ur tar tur te ste ser sar tal kar karen karane karar ledning leiing""".split()
)
"""Last pieces that are endings more often than words."""


class Nouns(Protocol):
    """What is known of words and parts. An empty answer means no."""

    def left(self, text: str) -> str:
        """The key of `text` as a first part of a compound, with or without its linking letter."""

    def joint(self, text: str) -> float:
        """What `text` costs as a first part, about 1."""

    def right(self, text: str) -> str:
        """The key of `text` as the noun a compound ends in, inflected or not."""

    def whole(self, text: str) -> str:
        """`noun` when `text` is a noun of its own, `other` when it is another word, nothing when it is unknown."""


class Part(NamedTuple):
    """A piece of a compound as written, and its key."""

    written: str
    key: str


Way = tuple[float, tuple[Part, ...]]


class Splitter:
    """Pure: the same word gives the same parts. Callers memoise."""

    def __init__(self, nouns: Nouns) -> None:
        self._nouns = nouns

    def split(self, word: str) -> tuple[Part, ...]:
        """Return the parts of `word`, or nothing when it is not a compound."""
        kind = self._nouns.whole(word)
        if not 6 <= len(word) <= LONGEST_WORD or kind == "other" or not word.isalpha():
            return ()
        found = self._cheapest(word, 0, strict=kind == "noun", memo={})
        return found[1] if found and 1 < len(found[1]) <= MOST_PARTS else ()

    def _cheapest(self, word: str, start: int, *, strict: bool, memo: dict[int, Way | None]) -> Way | None:
        if start in memo:
            return memo[start]
        best: Way | None = None
        rest = word[start:]
        if start and (price := _price(rest, strict=strict, last=True)) < 9 and (key := self._nouns.right(rest)):
            best = (price, (Part(rest, key),))
        for end in range(len(word) - 2, start + 1, -1):
            piece = word[start:end]
            price = _price(piece, strict=strict, last=False)
            if price >= 9 or not (key := self._nouns.left(piece)):
                continue
            price *= self._nouns.joint(piece)
            if piece.endswith("s") and self._nouns.left(piece[:-1]) and self._nouns.right(word[end - 1 :]):
                price += 0.1  # tog|stubben rather than togs|tubben
            after = self._cheapest(word, end, strict=strict, memo=memo)
            if after and (best is None or price + after[0] < best[0]):
                best = (price + after[0], (Part(piece, key), *after[1]))
        memo[start] = best
        return best


def _price(piece: str, *, strict: bool, last: bool) -> float:
    """What a piece costs: 1, more when it is unlikely, 9 when it is out of the question."""
    bare = piece if last else piece.removesuffix("s")
    if len(bare) < 4 and bare not in SHORT and piece not in SHORT:
        return 9.0 if strict or len(piece) < 3 else 1.8
    if piece in NOT_LAST if last else (piece in NOT_FIRST or bare in NOT_FIRST):
        return 9.0 if strict else 1.9
    return 1.0
