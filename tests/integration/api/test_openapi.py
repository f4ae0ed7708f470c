"""/openapi.json describes what is answered: every answer is held against it."""

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from app.api import endpoints


@pytest.fixture(scope="module")
def document(app):
    return app.test_client().get("/openapi.json").json


@pytest.fixture(scope="module")
def validator(document):
    registry = Registry().with_resource("urn:api", Resource(document, DRAFT202012))

    def of(path: str, status: int = 200) -> Draft202012Validator:
        way = f"urn:api#/paths/{path.replace('~', '~0').replace('/', '~1')}/get/responses/{status}/content"
        media = "application~1json" if status == 200 else "application~1problem+json"
        return Draft202012Validator({"$ref": f"{way}/{media}/schema"}, registry=registry)

    return of


def there(path: str) -> str:
    """The address of something that is there."""
    key = "bygdevekst-vest-telemark" if path.startswith("/api/v1/plans") else "smil"
    return path.replace("{id}", key).replace("{year}", "2025")


def check(validator, answer: object) -> None:
    faults = [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:120]}" for e in validator.iter_errors(answer)]
    assert not faults, faults[:5]


def test_it_is_openapi_3_1_and_readable_from_anywhere(client, document) -> None:
    answer = client.get("/openapi.json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert document["openapi"].startswith("3.1")
    assert document["servers"] == [{"url": "https://verkemiddel.example"}]


def test_every_route_of_the_api_is_described_and_nothing_else(app, document) -> None:
    routes = {
        rule.rule.replace("<key>", "{id}").replace("<year>", "{year}")
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/")
    }
    assert routes == set(document["paths"])


@pytest.mark.parametrize("endpoint", endpoints.ALL, ids=lambda e: e.name)
@pytest.mark.parametrize("lang", ["nn", "nb", "en"])
def test_each_answer_is_what_its_schema_says(client, validator, endpoint, lang) -> None:
    path = there(endpoint.path)
    query = "&".join(
        [f"lang={lang}"] * any(p.name == "lang" for p in endpoint.parameters)
        + ["limit=100"] * any(p.name == "limit" for p in endpoint.parameters)
        + ["q=til"] * any(p.name == "q" for p in endpoint.parameters)
    )
    check(validator(endpoint.path), client.get(f"{path}?{query}").json)


def test_every_scheme_is_what_its_schema_says(client, validator, bundle) -> None:
    of = validator(endpoints.SCHEME.path)
    for key in bundle.entries["schemes"]:
        answer = client.get(f"/api/v1/schemes/{key}")
        if answer.status_code == 200:
            check(of, answer.json)


def test_a_refusal_is_what_its_schema_says(client, validator) -> None:
    check(validator(endpoints.SCHEMES.path, 400), client.get("/api/v1/schemes?limit=x&lang=zz").json)
    check(validator(endpoints.SCHEME.path, 404), client.get("/api/v1/schemes/none").json)


def test_the_schema_would_notice_a_wrong_answer(client, validator) -> None:
    answer = client.get("/api/v1/schemes").json
    answer["items"][0]["level"] = 7
    assert not validator(endpoints.SCHEMES.path).is_valid(answer)


def test_every_parameter_that_is_described_is_understood(client, document) -> None:
    for path, methods in document["paths"].items():
        for parameter in methods["get"]["parameters"]:
            if parameter["in"] != "query":
                continue
            schema = parameter["schema"].get("items", parameter["schema"])
            value = schema.get(
                "default", (schema.get("enum") or ["nav" if parameter["name"] == "provider" else "1"])[0]
            )
            answer = client.get(f"{there(path)}?{parameter['name']}={value}")
            assert answer.status_code == 200, (path, parameter["name"], answer.text[:200])
