"""The parts of the search page that are the same for every reader: drawn once by their templates, filled per request."""

import re
import time
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from operator import itemgetter

from flask import get_template_attribute
from markupsafe import Markup, escape

from app.catalogue import presenters, reading
from app.catalogue.forms import SearchForm
from app.catalogue.freshness.stamps import overdue
from app.catalogue.types import Organisation
from app.kernel.text import Lang
from app.web.runtime import runtime

HOLE = "fyll-inn-her"
"""Stands where a count or a snippet goes. What is around it is kept as bytes, ready to send."""
FIRST, ONWARDS = "fyrste-sida", "sidene-etter"
_ADDRESS = re.compile(f"{FIRST}|{ONWARDS}")
MANY = 2
FEW = 10
QUIET_SECONDS = 0.1
SHORT_FACET = 6
FIXED_ORDER = ("municipality", "level", "phase", "open")
ALWAYS_SHOWN = ("municipality", "level", "open")

Halves = tuple[bytes, bytes]

_asked_at = [0.0]
"""When a reader last asked for cards."""


def hits(
    keys: Sequence[str], snippets: Sequence[Markup], organisations: Mapping[str, Organisation], lang: Lang
) -> bytes:
    """The items of a list of hits, in order: cards, each with its snippet if there is one."""
    _asked_at[0] = time.monotonic()
    drawn = _cards(keys, organisations, lang)
    found = dict(zip(keys, snippets, strict=True)) if snippets else {}
    items: list[bytes] = []
    for key, (before, after) in drawn.items():
        snippet = found.get(key)
        items += (before, f'<p class="hit__snippet">{snippet}</p>'.encode() if snippet else b"", after)
    return b"".join(items)


def _cards(keys: Sequence[str], organisations: Mapping[str, Organisation], lang: Lang) -> dict[str, Halves]:
    draw = partial(_draw_cards, organisations=organisations, lang=lang)
    return runtime().memo.many(("card", lang), keys, draw)


def draw_ahead(keys: Sequence[str], lang: Lang) -> None:
    """Draw the cards of `keys` before anybody asks for them, a few at a time, and only while no reader waits."""
    for at in range(0, len(keys), FEW):
        while time.monotonic() - _asked_at[0] < QUIET_SECONDS:
            time.sleep(QUIET_SECONDS)
        _cards(keys[at : at + FEW], reading.organisations(), lang)
        time.sleep(0.002)


def _draw_cards(keys: list[str], organisations: Mapping[str, Organisation], lang: Lang) -> dict[str, Halves]:
    macro = get_template_attribute("components/card.html", "scheme_card")
    today = runtime().today()
    out: dict[str, Halves] = {}
    for key, published in reading.schemes_once(keys).items():
        stale = overdue(published.scheme, organisations, today)
        card = presenters.card(published.scheme, organisations, lang, today, stale)
        out[key] = _halves(f"<li>{macro(card, snippet=HOLE)}</li>")
    return out


def _halves(drawn: str) -> Halves:
    before, _, after = drawn.encode().partition(HOLE.encode())
    return before, after


def pagination(form: SearchForm, pages: int, lang: Lang) -> Markup:
    """The links to the pages of a search; nothing when there is one."""
    if pages < 2 or form.page > pages:
        return Markup()
    frame: str = runtime().memo.get(("pages", lang, form.page, pages), partial(_draw_pages, form.page, pages))
    first, onwards = map(escape, form.addresses(lang))
    return Markup(_ADDRESS.sub(lambda hole: first if hole[0] == FIRST else onwards, frame))  # noqa: S704 (escaped)


def _draw_pages(at: int, pages: int) -> str:
    return str(get_template_attribute("components/pagination.html", "pagination")(at, pages, FIRST, ONWARDS))


class Facet:
    """A group of filters in one language, drawn once around its counts."""

    def __init__(self, name: str, labels: Mapping[str, str]) -> None:
        """`labels` are all its values, in reading order."""
        self.name = name
        self._boxes = _draw_boxes(name, labels)
        self._always = frozenset(labels) - {"false"} if name in ALWAYS_SHOWN else frozenset()
        self._frames: dict[tuple[int, bool], list[bytes]] = {}

    def filled(self, counts: Mapping[str, int], chosen: Collection[str]) -> bytes:
        """What is chosen first in long lists, then by how many it gives; what gives nothing only if it is chosen."""
        shown = [
            (value, count)
            for value in self._boxes
            if (count := counts.get(value, 0)) or value in chosen or value in self._always
        ]
        if not shown:
            return b""
        if self.name not in FIXED_ORDER:
            shown.sort(key=itemgetter(1), reverse=True)
            if chosen:
                shown.sort(key=lambda pair: pair[0] not in chosen)
        drawn = []
        for value, count in shown:
            before, after = self._boxes[value][2 * (value in chosen) + (count == 1)]
            drawn.append(b"%b%d%b" % (before, count, after))
        at = SHORT_FACET if len(shown) > SHORT_FACET + 2 else len(shown)
        frame = self._frame(len(shown) - at, is_open=bool(chosen) and any(value in chosen for value, _ in shown[at:]))
        return b"".join((frame[0], *drawn[:at], frame[1], *drawn[at:], *frame[2:]))

    def _frame(self, more: int, *, is_open: bool) -> list[bytes]:
        """What stands around the values shown and those behind “show more”."""
        found = self._frames.get((more, is_open))
        if found is None:
            macro = get_template_attribute("components/facet.html", "facet")
            found = self._frames[more, is_open] = macro(self.name, HOLE, more, is_open).encode().split(HOLE.encode())
        return found


def _draw_boxes(name: str, labels: Mapping[str, str]) -> dict[str, tuple[Halves, ...]]:
    """Each value's check box around its count: for many and for one, not chosen; for many and for one, chosen."""
    macro = get_template_attribute("components/facet.html", "value_box")
    kinds = [(chosen, number) for chosen in (False, True) for number in (MANY, 1)]
    out: dict[str, tuple[Halves, ...]] = {}
    for value, label in labels.items():
        out[value] = tuple(_halves(macro(name, value, label, *kind, count=HOLE)) for kind in kinds)
    return out
