"""The figures of a text as values, so that `1,54 mill. kroner` and `NOK 1 540 000` are the same."""

import html
import re
from collections.abc import Iterator
from typing import Any

from app.catalogue.agreement import plain
from app.kernel.text import Lang

_FIGURE = re.compile(
    r"(?P<number>\d{1,3}(?:[ .,]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?)"
    r"(?P<scale>[ -]?(?:milliard|mrd|billion|bn|million|mill|tusen|thousand)\w*)?"
)
_SCALES = {"m": 1_000_000, "t": 1_000}
_TAGS = re.compile(r"<(script|style|head)\b.*?</\1>|<[^>]+>", re.DOTALL)

# What is our own bookkeeping in the facts, or is shown in another way (codes, addresses, the sources' own dates).
NOT_SHOWN = frozenset(
    """id notes correction note source source_urls sources_by_group source_date name_source provider provider_url url page
    geography application_url apply_url contact_url homepage homepage_basis in_seed status_evidence confidence
    kommune_nr name_note""".split()
)


def spaced(text: str) -> str:
    return re.sub(r"[\u00a0\u202f\u2009]", " ", text)


def values(text: str, lang: Lang = "nn") -> set[float]:
    """Every figure; one with a scale counts both as it is written and scaled up."""
    out: set[float] = set()
    for match in _FIGURE.finditer(spaced(text)):
        number = plain(match["number"], lang)
        if number.count(".") > 1:
            continue
        out.add(float(number))
        if scale := (match["scale"] or "").strip(" -"):
            billion = scale.startswith(("milliard", "mrd", "b"))
            out.add(float(number) * (1_000_000_000 if billion else _SCALES[scale[0]]))
    return out


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def page_text(page: str) -> str:
    """What a reader sees, and the addresses behind it."""
    links = " ".join(re.findall(r'href="(?:tel|mailto):([^"]+)"', page))
    return spaced(html.unescape(_TAGS.sub(" ", page))) + " " + links


def strings(node: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a facts entry that may be shown, with the field it stands in."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in NOT_SHOWN:
                yield from strings(value, f"{name}.{key}" if name else key)
    elif isinstance(node, list):
        for value in node:
            yield from strings(value, name)
    elif isinstance(node, (str, int, float)) and not isinstance(node, bool):
        yield name, str(node)


def figures_of(text: str) -> list[str]:
    """The figures worth looking for, as written: all but single digits without a unit, which may be written in words."""
    without = re.sub(r"https?://\S+|\S+@\S+|\b\w+\.(?:no|com|org)\S*", " ", spaced(text))
    if re.fullmatch(r"\s*\+?\d[\d ]{6,}\s*", text):
        return [text.strip()]
    return [
        match[0].strip()
        for match in _FIGURE.finditer(without)
        if len(match["number"]) > 1 or match["scale"] or re.match(r" ?(?:%|prosent)", without[match.end() :])
    ]


def is_on(figure: str, page_values: set[float], page_digits: str) -> bool:
    wanted = {float(digits(figure))} if re.fullmatch(r"\+?[\d ]+", figure) else values(figure)
    return bool(wanted & page_values) or (len(digits(figure)) >= 5 and digits(figure) in page_digits)


_ISO = re.compile(r"(?<!\d)\d{4}-(0[1-9]|1[0-2])-([0-3]\d)(?!\d)")
_MONTH_DAY = re.compile(r"(?<![\d-])(0[1-9]|1[0-2])-([0-3]\d)(?![\d-])")


def iso_days(field: str, text: str) -> set[str]:
    """`2021-02-15`, and among deadlines `02-15`, -> 15/2."""
    found = _ISO.findall(text) + (_MONTH_DAY.findall(text) if field == "deadlines" else [])
    return {f"{int(day)}/{int(month)}" for month, day in found}


def without_codes(field: str, text: str) -> str:
    """Leave out what a page writes in another way: the days above but their years, municipalities, the country code."""
    text = _ISO.sub(lambda match: match[0][:4], text)
    text = _MONTH_DAY.sub(" ", text) if field == "deadlines" else text
    return re.sub(r"\((?:40|38)\d\d\)|\+47", " ", text)
