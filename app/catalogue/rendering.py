"""The parts of the search page that are the same for every reader: drawn once by their templates, filled per request."""

from collections.abc import Mapping, Sequence
from functools import partial

from flask import get_template_attribute
from markupsafe import Markup

from app.catalogue import presenters, reading
from app.catalogue.types import Organisation
from app.kernel.text import Lang
from app.web.runtime import runtime

HOLE = "fyll-inn-her"
"""Stands where a count or a snippet goes."""
MANY = 2

Halves = tuple[str, str]


def hits(
    keys: Sequence[str], snippets: Sequence[Markup], organisations: Mapping[str, Organisation], lang: Lang
) -> list[Markup]:
    """The cards of a page of hits, in order, each with its snippet if there is one."""
    draw = partial(_draw_cards, organisations=organisations, lang=lang)
    drawn: dict[str, Halves] = runtime().memo.many(("card", lang), keys, draw)
    found = dict(zip(keys, snippets, strict=True)) if snippets else {}
    return [_filled(halves, found.get(key, "")) for key, halves in drawn.items()]


def _filled(halves: Halves, snippet: str) -> Markup:
    inside = f'<p class="hit__snippet">{snippet}</p>' if snippet else ""
    return Markup(f"{halves[0]}{inside}{halves[1]}")  # noqa: S704 (drawn by a template; the snippet is escaped)


def _draw_cards(keys: list[str], organisations: Mapping[str, Organisation], lang: Lang) -> dict[str, Halves]:
    macro = get_template_attribute("components/card.html", "scheme_card")
    today = runtime().today()
    out: dict[str, Halves] = {}
    for key, published in reading.schemes(keys).items():
        card = presenters.card(published.scheme, organisations, lang, today)
        before, _, after = str(macro(card, snippet=HOLE)).partition(HOLE)
        out[key] = before, after
    return out


def facet_values(name: str, values: Sequence[tuple[str, str, int, bool]], lang: Lang) -> Markup:
    """Check boxes of a facet: (value, label, count, chosen)."""
    keys = [(value, label, chosen, count == 1) for value, label, count, chosen in values]
    drawn: dict[tuple[str, str, bool, bool], Halves] = runtime().memo.many(
        ("facet", lang, name), keys, partial(_draw_values, name)
    )
    boxes = (f"{drawn[key][0]}{value[2]}{drawn[key][1]}" for key, value in zip(keys, values, strict=True))
    return Markup("".join(boxes))  # noqa: S704 (drawn by a template; a count is a number)


def _draw_values(name: str, keys: list[tuple[str, str, bool, bool]]) -> dict[tuple[str, str, bool, bool], Halves]:
    macro = get_template_attribute("components/facet.html", "value_box")
    out: dict[tuple[str, str, bool, bool], Halves] = {}
    for key in keys:
        value, label, chosen, one = key
        before, _, after = str(macro(name, value, label, chosen, HOLE, 1 if one else MANY)).partition(HOLE)
        out[key] = before, after
    return out
