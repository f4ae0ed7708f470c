"""Refusals and faults -> answers: a page for people, RFC 9457 problem details for programs."""

import json
from collections.abc import Sequence
from http import HTTPStatus

from flask import Flask, Response, current_app, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge

from app.kernel.errors import Missing, Refused

API = "/api/"
MOST_HEARD = 50_000_000
"""Bytes of a body that is too large."""


def problem(status: int, detail: str, errors: Sequence[dict[str, str]] = ()) -> Response:
    """An answer of type application/problem+json (RFC 9457)."""
    body: dict[str, object] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if errors:
        body["errors"] = list(errors)
    text = json.dumps(body, ensure_ascii=False)
    return Response(text, status, {"Access-Control-Allow-Origin": "*"}, content_type="application/problem+json")


def page(status: int, kind: str = "") -> ResponseReturnValue:
    """The page that tells what went wrong; `kind` where the status alone does not say it."""
    return render_template("errors/error.html", status=status, kind=kind, request_id=g.get("request_id", "")), status


def hear_out() -> None:
    """Read what is left of a body that was refused: a browser that is cut off in the middle never sees the answer."""
    unread, left = request.environ["wsgi.input"], min(request.content_length or 0, MOST_HEARD)
    while left > 0 and (piece := unread.read(min(left, 65_536))):
        left -= len(piece)


def init_app(app: Flask) -> None:
    def answer(status: int, detail: str) -> ResponseReturnValue:
        return problem(status, detail) if request.path.startswith(API) else page(status)

    @app.errorhandler(Missing)
    def missing(error: Missing) -> ResponseReturnValue:
        return answer(404, f"There is nothing published with the id “{str(error)[:80]}”.")

    @app.errorhandler(Refused)
    def refused(error: Refused) -> ResponseReturnValue:
        return answer(409, f"Refused: {error.code}.")

    @app.errorhandler(CSRFError)
    def foreign_form(error: CSRFError) -> ResponseReturnValue:
        return page(400, "csrf")

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> ResponseReturnValue:
        if error.code is None or error.code < 400:
            return error.get_response()
        if isinstance(error, RequestEntityTooLarge):
            hear_out()
        response = make_response(answer(error.code, error.description or ""))
        if isinstance(error, MethodNotAllowed) and error.valid_methods:
            response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
        return response

    @app.errorhandler(Exception)
    def failed(error: Exception) -> ResponseReturnValue:
        current_app.logger.exception("unhandled error", extra={"request_id": g.get("request_id")})
        return answer(500, "Something failed here. It has been logged; please try again later.")
