"""Entries that look like the one being written: the same address, or a very similar title."""

import difflib
from collections.abc import Mapping
from typing import Any, NamedTuple

from app.catalogue import reading
from app.kernel.text import LANGS, Lang
from app.search.language.folding import words

NEAR = 0.8
MOST = 5


class Similar(NamedTuple):
    key: str
    title: str
    same_address: bool


def similar(kind: str, key: str, content: Mapping[str, Any], lang: Lang) -> tuple[Similar, ...]:
    """Published schemes with the same application address or source, or a title much like this one's."""
    if kind != "schemes":
        return ()
    titles = [_plain(text) for text in (content.get("title") or {}).values() if text]
    addresses = _addresses(content)
    found = []
    for other, published in reading.every_scheme().items():
        scheme = published.scheme
        if other == key:
            continue
        theirs = {_address(url) for url in (scheme.apply_url, *(s.url for s in scheme.sources)) if url}
        shared = bool(addresses & theirs)
        near = max(
            (_nearness(mine, _plain(getattr(scheme.title, code))) for mine in titles for code in LANGS), default=0.0
        )
        if shared or near >= NEAR:
            found.append((shared, near, Similar(other, scheme.title.pick(lang).text, shared)))
    found.sort(key=lambda item: (-item[1], not item[0]))
    return tuple(item[2] for item in found[:MOST])


def _plain(text: str) -> str:
    return " ".join(word.surface for word in words(text))


def _nearness(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= NEAR else 0.0


def _addresses(content: Mapping[str, Any]) -> set[str]:
    urls = [content.get("apply_url"), *(source.get("url") for source in content.get("sources") or [])]
    return {_address(url) for url in urls if url}


def _address(url: str) -> str:
    """Without what does not matter: scheme, `www.`, a last slash."""
    return url.split("://", 1)[-1].removeprefix("www.").rstrip("/").lower()
