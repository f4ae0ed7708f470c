"""Does the caller want a page, or the part of it that changes?"""

from flask import Flask, Response, request


def wants_fragment() -> bool:
    """True for a swap by htmx; a page restored from history is always whole."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-History-Restore-Request") != "true"


def init_app(app: Flask) -> None:
    @app.after_request
    def vary(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.vary.add("HX-Request")
        return response
