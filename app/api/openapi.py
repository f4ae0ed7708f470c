"""/openapi.json, made from the definitions that answer."""

import re
from functools import lru_cache
from typing import Any

import msgspec
from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from app.accounts.access import public
from app.api.endpoints import ALL, SCHEME, Endpoint
from app.api.shapes import Problem
from app.web.runtime import runtime

bp = Blueprint("openapi", __name__)

PLACE = re.compile(r"\{(\w+)\}")
PLACES: dict[str, tuple[str, dict[str, Any]]] = {
    "id": ("The id.", {"type": "string"}),
    "year": ("The year of the edition.", {"type": "integer"}),
}
"""What stands in an address: what it is, and its schema."""


@bp.get("/openapi.json")
@public
def openapi() -> ResponseReturnValue:
    response = Response(
        msgspec.json.encode(document(runtime().settings.base_url)), content_type="application/json; charset=utf-8"
    )
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@lru_cache(maxsize=4)
def document(base_url: str) -> dict[str, Any]:
    """The OpenAPI 3.1 description of the API."""
    types = [endpoint.answer for endpoint in ALL] + [Problem]
    (*answers, problem), components = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Verkemiddel",
            "version": "1",
            "summary": "Support schemes for business and community in Vest-Telemark, Norway",
            "description": "Read-only. Null means that no source states the value. Check the source before you act on it.",
            "license": {"name": "EUPL-1.2 (code)", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": base_url}],
        "paths": {endpoint.path: {"get": _operation(endpoint, answers[n], problem)} for n, endpoint in enumerate(ALL)},
        "components": {"schemas": components},
    }


def _operation(endpoint: Endpoint, schema: dict[str, Any], problem: dict[str, Any]) -> dict[str, Any]:
    parameters: list[dict[str, Any]] = [
        {
            "name": p.name,
            "in": "query",
            "description": p.about,
            "required": False,
            "schema": p.schema(),
            **({"style": "form", "explode": True} if p.repeats else {}),
        }
        for p in endpoint.parameters
    ]
    faults = {
        "description": "A parameter cannot be used (RFC 9457)",
        "content": {"application/problem+json": {"schema": problem}},
    }
    responses: dict[str, Any] = {
        "200": {"description": "The answer", "content": {"application/json": {"schema": schema}}},
        "400": faults,
    }
    for name in reversed(PLACE.findall(endpoint.path)):
        about, schema_of = PLACES[name]
        in_path = {"name": name, "in": "path", "required": True, "schema": schema_of, "description": about}
        parameters.insert(0, in_path)
        responses["404"] = {**faults, "description": "Nothing is published there (RFC 9457)"}
    if endpoint is SCHEME:
        responses["308"] = {"description": "The id was merged into another; Location says which"}
    return {"operationId": endpoint.name, "summary": endpoint.about, "parameters": parameters, "responses": responses}
