"""Build the table of Norwegian words from Debian's `apertium-nno-nob`: `python tools/word_table.py VAR [--force]`.

Reads the package's compiled dictionaries themselves (the format of lttoolbox 3.5 and later): every inflected form
with its analysis in nynorsk and in bokmål, and the bilingual dictionary that gives a nynorsk lemma its bokmål
lemma, which is the key of both. The data are GPL, so the table is made where it is used and never committed.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.search.language.folding import fold
from app.search.language.words import FILE, Entry, WordTable, write

PACKAGE = Path("/usr/share/apertium/apertium-nno-nob")
_LONGEST_FORM, _LONGEST_PATH, _MOST_KEYS = 32, 90, 3
_PASSED_OVER = frozenset(" 0123456789_/()@+.,:;!?\"'’ʼ*%&–¤")
_TAGS_PASSED_OVER = frozenset(
    {"<gen>", "<guio>", "<detriple>", "<cmp-split>", "<compound-R>", "<cog>", "<ant>", "<al>", "<num>"}
)
_ORDER = {"n": 0, "adj": 1, "vblex": 2, "np": 9}

Lemma = tuple[str, str]
"""A lemma and its part of speech."""


class Machine(NamedTuple):
    """A finite-state transducer: the first state, the last ones, and per state (letter in, letter out, next)."""

    first: int
    last: frozenset[int]
    moves: list[list[tuple[str, str, int]]]


class _Reader:
    """The number format of lttoolbox: two bits say how many bytes follow."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.at = 0

    def starts_with(self, magic: bytes) -> bool:
        return self._data.startswith(magic, self.at)

    def number(self) -> int:
        data, at = self._data, self.at
        extra = data[at] >> 6
        self.at = at + 1 + extra
        return int.from_bytes(bytes([data[at] & 0x3F]) + data[at + 1 : at + 1 + extra], "big")

    def text(self) -> str:
        return "".join([chr(self.number()) for _ in range(self.number())])


def read_machine(path: Path, section: str = "main@standard") -> Machine:
    """Read one section of a compiled dictionary. Raises `ValueError` when the format is another one."""
    reader = _Reader(path.read_bytes())
    if not reader.starts_with(b"LTTB" + bytes(8)):
        raise ValueError(f"{path} is not a dictionary of lttoolbox in the format that is known here")
    reader.at = 12
    reader.text()
    tags = [f"<{reader.text()}>" for _ in range(reader.number())]

    def symbol(code: int) -> str:
        return tags[-code - 1] if code < 0 else chr(code) if code else ""

    pairs = [(symbol(reader.number() - len(tags)), symbol(reader.number() - len(tags))) for _ in range(reader.number())]
    for _ in range(reader.number()):
        name, machine = reader.text(), _read_section(reader, pairs)
        if name == section:
            return machine
    raise ValueError(f"{path} has no section {section}")


def _read_section(reader: _Reader, pairs: list[tuple[str, str]]) -> Machine:
    if reader.starts_with(b"LTTD"):
        if not reader.starts_with(b"LTTD" + bytes(8)):
            raise ValueError("dictionaries with weights are not known here")
        reader.at += 12
    number = reader.number
    first = number()
    last, at = set(), 0
    for _ in range(number()):
        at += number()
        last.add(at)
    size = number()
    moves: list[list[tuple[str, str, int]]] = []
    for state in range(size):
        pair, here = 0, []
        for _ in range(number()):
            pair += number()
            here.append((*pairs[pair], (state + number()) % size))
        moves.append(here)
    return Machine(first, frozenset(last), moves)


def paths(machine: Machine) -> Iterator[tuple[str, str]]:
    """Every (text in, text out) without digits, blanks and the tags that are passed over."""
    first, last, moves = _shortened(machine)
    stack = [(first, "", "")]
    while stack:
        state, text, out = stack.pop()
        if state in last:
            yield text, out
        if len(text) <= _LONGEST_PATH:
            stack += [(after, text + a, out + b) for a, b, after in moves[state]]


def _shortened(machine: Machine) -> Machine:
    """The same without what is passed over, and with states that only lead on left out."""
    first, last, every = machine
    moves = [[m for m in here if m[0] not in _PASSED_OVER and m[1] not in _TAGS_PASSED_OVER] for here in every]
    for here in moves:
        for number, (a, b, after) in enumerate(here):
            while after not in last and len(moves[after]) == 1 and len(a) < _LONGEST_PATH:
                c, d, after = moves[after][0]  # noqa: PLW2901 (follow the chain)
                a, b = a + c, b + d  # noqa: PLW2901
            here[number] = (a, b, after)
    return Machine(first, last, moves)


def translations(machine: Machine) -> dict[Lemma, list[str]]:
    """The bilingual dictionary: (lemma, part of speech) -> folded lemmas of the other language."""
    found: dict[Lemma, list[str]] = {}
    for text, target in paths(machine):
        lemma, _, tags = text.partition("<")
        other = target.partition("<")[0]
        if other and "#" not in other and " " not in other:
            into = found.setdefault((plain(lemma), tags.partition(">")[0]), [])
            if (folded := plain(other)) not in into:
                into.append(folded)
    for (source, _), into in found.items():
        if len(into) > 1:  # the likest first: it is the one that a reader of the other norm would write
            share = {other: alike(source, other) for other in into}
            into.sort(key=share.__getitem__, reverse=True)
    return found


def plain(text: str) -> str:
    """Folded, without hyphens: what a form or a lemma is called in the table."""
    if text.isascii():  # most are, and folding is slow
        return text.lower().replace("-", "")
    return fold(text).replace("-", "").replace("‑", "")


def alike(a: str, b: str) -> float:
    """The share of two words that is the same from their first letter and to their last."""
    head, shorter = 0, min(len(a), len(b))
    while head < shorter and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < shorter - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    return (head + tail) / max(len(a), len(b), 1)


class Keys:
    """The keys of a lemma: the bokmål lemma, in its commonest spelling, for both languages."""

    def __init__(self, to_nb: dict[Lemma, list[str]], to_nn: dict[Lemma, list[str]]) -> None:
        self._to_nb, self._to_nn = to_nb, to_nn

    def of(self, lemma: Lemma, language: str) -> tuple[str, ...]:
        if language == "nn":
            return tuple(self._to_nb.get(lemma, ())[:_MOST_KEYS]) or (lemma[0],)
        return (self._common_spelling(lemma),)

    def _common_spelling(self, lemma: Lemma) -> str:
        """`fremtid` -> `framtid`: two spellings in bokmål that are one word in nynorsk, when they look alike."""
        for nn in self._to_nn.get(lemma, ())[:1]:
            for nb in self._to_nb.get((nn, lemma[1]), ())[:1]:
                if nb != lemma[0] and alike(nb, lemma[0]) >= 0.75:  # below that they are other words
                    return nb
        return lemma[0]


def gather(machine: Machine, language: str, keys: Keys, into: dict[str, str]) -> None:
    """Add every form of one language: form -> notes such as `00-bustad 3L-bustad`, parted by blanks.

    A note is a rank (0 is best), what the form is (N noun, L first part of a compound, A another word), `=` when
    the form is the lemma and `-` when not, and the key. Strings, because a million of small objects is too many.
    """
    cache: dict[str, tuple[Lemma, tuple[str, ...]] | None] = {}
    for form, analysis in paths(machine):
        name = plain(form)
        if not name.isalpha() or not 1 < len(name) <= _LONGEST_FORM:
            continue
        raw = analysis.partition(">")[0]
        if raw not in cache:
            cache[raw] = _keyed(raw, language, keys)
        if (known := cache[raw]) is None:
            continue
        (lemma, found), tags = known, analysis
        rank = _ORDER.get(lemma[1], 5) + (2 if "<imp>" in tags else 0)
        role = "L" if "<compound-only-L>" in tags else "N" if lemma[1] == "n" else "A"
        same = "=" if name == lemma[0] else "-"
        notes = into.get(name, "")
        for order, key in enumerate(found):
            note = f" {rank}{role}{order}{same}{key} "
            if note not in notes:
                notes += note
        into[name] = notes


def _keyed(raw: str, language: str, keys: Keys) -> tuple[Lemma, tuple[str, ...]] | None:
    """`Bustad<n` -> the lemma, and its keys; nothing for what is more than a word."""
    name, _, kind = raw.partition("<")
    if not name or " " in name or "#" in name:
        return None
    lemma = (plain(name), kind)
    return lemma, tuple(k for k in keys.of(lemma, language) if k.isalpha()) or (lemma[0],)


def entry_of(notes: str) -> Entry:
    """Put the notes of one form in order."""
    read = [(int(n[0]), n[1], int(n[2]), n[3] != "=", n[4:]) for n in notes.split()]
    read = [note for note in read if note[0] < _ORDER["np"]] or read
    left = min(((rank, order, key) for rank, role, order, _, key in read if role == "L"), default=(0, 0, ""))
    right = min(((order, key) for _, role, order, _, key in read if role == "N"), default=(0, ""))
    best: dict[str, tuple[bool, int, int]] = {}
    for rank, role, order, other, key in read:
        rated = (other, rank + 3 * (role == "L"), order)
        best[key] = min(best.get(key, rated), rated)
    ordered = sorted(best, key=lambda key: (best[key], key))
    return Entry(tuple(ordered), sum(not best[key][0] for key in ordered), left[2], right[1])


def build(package: Path, target: Path) -> int:
    """Write the table of words to `target`. Return how many forms it has."""
    keys = Keys(
        translations(read_machine(package / "nno-nob.autobil.bin")),
        translations(read_machine(package / "nob-nno.autobil.bin")),
    )
    gathered: dict[str, str] = {}
    gather(read_machine(package / "nno-nob.automorf.bin"), "nn", keys, gathered)
    gather(read_machine(package / "nob-nno.automorf.bin"), "nb", keys, gathered)
    return write(target, ((form, entry_of(gathered[form])) for form in sorted(gathered)))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("var", type=Path, help="the folder of data, as VERKEMIDDEL_VAR")
    parser.add_argument("--force", action="store_true", help="build even when there is a table")
    options = parser.parse_args()
    target = options.var / FILE
    if WordTable.open(target) is not None and not options.force:
        print(f"{target} is there")
        return 0
    if not PACKAGE.is_dir():
        print("apertium-nno-nob is not installed: the search makes do with rules (apt-get install apertium-nno-nob)")
        return 0
    started = time.monotonic()
    try:
        count = build(PACKAGE, target)
    except (OSError, ValueError, IndexError) as error:
        print(f"no table of words, the search makes do with rules: {error}", file=sys.stderr)
        return 0
    print(f"{target}: {count} forms, {target.stat().st_size / 1e6:.1f} MB, {time.monotonic() - started:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
