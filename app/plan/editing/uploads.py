"""Pages that take a file: how large it may be is said before anything reads the form."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from app.accounts.access import may_open
from app.plan.editing.blueprint import bp

ROOM = 200_000
"""Bytes for the rest of the form."""


@dataclass(frozen=True, slots=True)
class Upload:
    """`refused` is the page again, with a sentence; it takes what the address holds."""

    largest: int
    refused: Callable[..., str]


UPLOADS: dict[str, Upload] = {}
"""By endpoint."""


@bp.url_value_preprocessor
def _room_for_the_file(endpoint: str | None, _values: object) -> None:
    if endpoint in UPLOADS:
        request.max_content_length = UPLOADS[endpoint].largest + ROOM


@bp.errorhandler(RequestEntityTooLarge)
def _too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    found = UPLOADS.get(request.endpoint or "")
    if found is None or not may_open(request.endpoint or ""):
        return error
    return found.refused(**(request.view_args or {})), 413
