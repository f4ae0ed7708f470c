"""Which requests are counted as searches in vain."""

import pytest

from app.web.answers import TOLD, AnswerCache

MISSING = "xyzzyqwerty"


@pytest.fixture
def told(app, monkeypatch) -> list[str]:
    """What is told of the answers of this test's requests."""
    heard: list[str] = []
    cache = app.wsgi_app
    assert isinstance(cache, AnswerCache)
    monkeypatch.setattr(cache, "_tell", heard.append)
    return heard


def test_each_search_in_vain_is_told_also_when_the_answer_was_kept(client, told) -> None:
    for _ in range(3):
        client.get(f"/nn/ordningar?q={MISSING}a")
    assert told == [f"{MISSING}a"] * 3


def test_what_finds_something_or_asks_nothing_is_not_told(client, told) -> None:
    for query in ("q=tilskot", "q=", "", "page=900", f"q={MISSING}&kind=grant", "q=tilskot&page=900"):
        client.get(f"/nn/ordningar?{query}")
    client.get(f"/api/v1/schemes?q={MISSING}")
    assert told == []


def test_a_search_in_one_municipality_is_told(client, told) -> None:
    client.get(f"/nn/ordningar?q={MISSING}&municipality=4036")
    assert told == [MISSING]


def test_who_has_a_cookie_is_not_counted(client, told) -> None:
    client.set_cookie("verkemiddel_form", "x")
    client.get(f"/nn/ordningar?q={MISSING}")
    assert told == []


def test_what_a_view_leaves_is_not_sent_to_the_reader(client) -> None:
    answer = client.get(f"/nn/ordningar?q={MISSING}")
    assert TOLD not in str(answer.headers)
