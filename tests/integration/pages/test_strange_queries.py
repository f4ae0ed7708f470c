"""However strange the address, there is a page or a problem, never a fault of ours, and never a long wait."""

import time
from urllib.parse import quote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.catalogue.forms import FILTERS

HANG = 5.0
"""Seconds. Far above what anything takes; a guard against an answer that never ends."""

STRANGE = [
    "q=%00",
    "q=%01%1b%7f%c2%80",
    "q=" + "a" * 10_000,
    "q=" + "a" * 299 + "%20" + "b" * 5_000,
    "q=" + "%20".join(["ord"] * 500),
    "q=" + "%20".join(f"ord{n}" for n in range(500)),
    "q=" + quote("title:* AND ("),
    "q=" + quote("* OR NOT ~2 ^5 [a TO b] {"),
    "q=" + quote("'; DROP TABLE scheme; --"),
    "q=" + quote("<script>alert(1)</script><img src=x onerror=alert(1)>"),
    "q=" + quote("{{ 7*7 }} ${7*7} %s %(x)s {0}"),
    "q=" + quote("\U0001f642\U0001f3d4\ufe0f\U0001f468\u200d\U0001f469\u200d\U0001f467"),
    "q=" + quote("\u202e\u0634\u0631\u0643\u0629\u200f \u2066\u062d\u0642\u0648\u0644"),
    "q=" + quote("e\u0301" * 500),
    "q=" + quote("İıſẞŁ"),
    "q=%",
    "q=%ff%fe",
    "q=%u0041",
    "q=%ED%A0%80",
    "q=%e",
    "%",
    "=&=&&;",
    "q",
    "q=a&q=b&q=c",
    "offset=-1&page=-1",
    "limit=abc&page=abc",
    "limit=" + "9" * 400 + "&page=" + "9" * 400,
    "page=%D9%A3&limit=%D9%A3",
    "sort=&lang=&kind=&open=",
    "kind=grant&kind=grant&kind=gold&level=%00",
    "provider=" + quote("../../etc/passwd"),
    "&".join(f"kind=k{n}" for n in range(900)),
    "&".join(f"x{n}=1" for n in range(900)),
    "q[]=a&q[b]=c",
    "__proto__=1&constructor=2",
    "q=" + quote('"stien') + "&q=" + quote("(((((((((("),
    "q=" + quote("a" * 60 + " " + "å" * 60),
    "q=" + quote("-" * 300),
    "lang=nb&lang=zz",
]


def ask(client, path: str, query: str) -> None:
    began = time.monotonic()
    answer = client.get(path, query_string=query)
    assert answer.status_code in (200, 400, 404, 414), (path, query[:80], answer.status_code)
    assert time.monotonic() - began < HANG, (path, query[:80])
    if path.startswith("/api/") and answer.status_code != 200:
        assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize("query", STRANGE, ids=range(len(STRANGE)))
def test_a_strange_query_is_answered(client, query) -> None:
    for path in ("/nn/ordningar", "/en/ordningar", "/api/v1/schemes", "/api/v1/suggest", "/api/v1/glossary", "/nn/om"):
        ask(client, path, query)


@pytest.mark.parametrize("query", STRANGE[:1] + STRANGE[15:20], ids=str)
def test_it_is_answered_on_both_databases(any_app, query) -> None:
    for path in ("/nn/ordningar", "/api/v1/schemes", "/nn/ordningar/smil"):
        ask(any_app.test_client(), path, query)


NAMES = st.sampled_from([*FILTERS, "q", "sort", "page", "limit", "offset", "lang"]) | st.text(max_size=6)
VALUES = st.text(max_size=60) | st.sampled_from(["grant", "4036", "true", "-1", "title", "1e9", "sti AND (", "tilskot"])


@settings(max_examples=60)
@given(
    st.lists(st.tuples(NAMES, VALUES), max_size=6),
    st.sampled_from(["/nb/ordningar", "/api/v1/schemes", "/api/v1/suggest"]),
)
def test_any_parameters_are_answered(app, pairs, path) -> None:
    query = "&".join(f"{quote(n, errors='replace')}={quote(v, errors='replace')}" for n, v in pairs)
    ask(app.test_client(), path, query)


@settings(max_examples=20)
@given(st.text(st.characters(max_codepoint=0xFF), max_size=60))
@example("\xff\xfe\xe6")
@example("n\xc3\xa6ringsfond")
def test_anything_unencoded_after_the_question_mark_is_answered(app, raw: str) -> None:
    """As programs send it that do not encode their addresses, UTF-8 or not."""
    query = f"q={raw}"
    for path in ("/nn/ordningar", "/api/v1/schemes"):
        answer = app.test_client().get(path, environ_overrides={"QUERY_STRING": query})
        assert answer.status_code in (200, 400)


def test_unencoded_letters_are_read_as_what_they_are(client) -> None:
    encoded = client.get("/api/v1/schemes?q=n%C3%A6ringsfond").json
    raw = client.get("/api/v1/schemes", environ_overrides={"QUERY_STRING": "q=n\xc3\xa6ringsfond"}).json
    assert raw["total"] == encoded["total"] > 0


@pytest.mark.parametrize(
    "path", ["/%00", "/nn/%00", "/nn/ordningar/%ff%fe", "/nn/ordningar/" + "x" * 5_000, "//nn//", "/nn/om/%2e%2e/"]
)
def test_a_strange_path_is_not_there(any_app, path) -> None:
    client = any_app.test_client()
    assert client.get(path).status_code in (404, 308, 400)


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept-Language": "x" * 5_000},
        {"Accept-Language": "nb;q=1e400,en;q=nan"},
        {"Accept-Encoding": "br;q=x"},
        {"HX-Request": "\xff"},
        {"If-None-Match": "*"},
        {"Cookie": "a=b; ;;; =" + "x" * 500},
        {"Host": "evil.example"},
        {"Range": "bytes=5-1"},
    ],
    ids=str,
)
def test_strange_headers_are_answered(client, headers) -> None:
    for path in ("/", "/nn/ordningar", "/api/v1/schemes"):
        answer = client.get(path, headers=headers)
        assert answer.status_code in (200, 302, 304, 400), path
        assert b"evil.example" not in answer.data
