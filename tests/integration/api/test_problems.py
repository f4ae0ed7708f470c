"""What cannot be answered is told by RFC 9457, with each parameter that is at fault."""

import pytest


def problem(client, path: str, status: int) -> dict:
    answer = client.get(path)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json"), answer.text[:300]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    body = answer.get_json(force=True)
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    return body


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("limit=abc", ["limit"]),
        ("limit=0", ["limit"]),
        ("limit=101", ["limit"]),
        ("limit=1.5", ["limit"]),
        ("limit=%C2%B2", ["limit"]),
        ("limit=99999999999999999999", ["limit"]),
        ("offset=-1", ["offset"]),
        ("offset=--1", ["offset"]),
        ("offset=100001", ["offset"]),
        ("lang=zz", ["lang"]),
        ("sort=cheapest", ["sort"]),
        ("level=galactic", ["level"]),
        ("municipality=0301", ["municipality"]),
        ("kind=grant&kind=gold&kind=silver", ["kind", "kind"]),
        ("provider=nobody", ["provider"]),
        ("open=maybe", ["open"]),
        ("status=x", ["status"]),
        ("colour=red", ["colour"]),
        ("q=" + "x" * 10_000, ["q"]),
        ("limit=abc&offset=-1&lang=zz&colour=red", ["colour", "lang", "limit", "offset"]),
    ],
)
def test_each_bad_parameter_is_named(client, query, parameters) -> None:
    body = problem(client, f"/api/v1/schemes?{query}", 400)
    assert sorted(error["parameter"] for error in body["errors"]) == parameters
    assert all(0 < len(error["detail"]) < 400 for error in body["errors"])


@pytest.mark.parametrize("name", ["glossary", "practice", "organisations", "vocabularies"])
def test_every_list_checks_its_parameters(client, name) -> None:
    body = problem(client, f"/api/v1/{name}?limit=1000&q=x", 400)
    assert sorted(error["parameter"] for error in body["errors"]) == ["limit", "q"]


def test_an_unknown_scheme_and_an_unknown_address_are_404(client) -> None:
    assert "finst-ikkje" in problem(client, "/api/v1/schemes/finst-ikkje", 404)["detail"]
    problem(client, "/api/v1/nothing", 404)
    problem(client, "/api/v2/schemes", 404)


def test_a_fault_in_the_parameters_comes_before_an_unknown_id(client) -> None:
    assert problem(client, "/api/v1/schemes/finst-ikkje?lang=zz", 400)["errors"]


def test_the_api_only_reads(client) -> None:
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(client, method)("/api/v1/schemes")
        assert (answer.status_code, answer.content_type) == (405, "application/problem+json")
        assert "GET" in answer.headers.get("Allow", ""), "RFC 9110 15.5.6: a 405 says what is allowed"


@pytest.mark.parametrize(
    "key", ["%00", "a%00b", "%FF", "..%2F..%2Fetc", "x" * 3_000, "'--", "%F0%9F%99%82", "%E2%80%AE"]
)
def test_a_strange_id_is_simply_not_there(any_app, key) -> None:
    client = any_app.test_client()
    for path in (f"/api/v1/schemes/{key}", f"/nn/ordningar/{key}", f"/nn/aktorar/{key}", f"/nn/dome/{key}"):
        assert client.get(path).status_code == 404, path


def test_a_fault_inside_is_told_without_its_insides(own_app, monkeypatch, caplog) -> None:
    from app.catalogue import queries

    def fails(*_: object) -> None:
        raise RuntimeError("password=hemmeleg")

    monkeypatch.setattr(queries, "scheme", fails)
    client = own_app.test_client()
    client.may_fail = True
    for path in ("/api/v1/schemes/smil", "/nn/ordningar/smil"):
        answer = client.get(path)
        assert answer.status_code == 500
        assert "hemmeleg" not in answer.text
        assert "RuntimeError" not in answer.text
    assert "hemmeleg" in caplog.text, "but it is logged"
