"""Front-end files: an address that changes with the content, so that browsers may keep them for ever."""

import hashlib
import logging
from functools import lru_cache
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

log = logging.getLogger(__name__)

STATIC = Path(__file__).resolve().parents[1] / "static"
BUILT = STATIC / "built"
FOR_EVER = 31_536_000


@lru_cache
def digest(name: str) -> str:
    path = BUILT / name
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10] if path.exists() else ""


def address(name: str) -> str:
    """`app.css` -> `/static/app.css?v=…`."""
    return f"/static/{name}?v={digest(name)}"


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(asset=address)
    if not (BUILT / "app.css").exists():
        log.warning("The front-end files are not built; pages are unstyled. Run `make assets` (needs Node 20 and npm).")
        return

    def headers(response_headers: dict[str, str], path: str, _url: str) -> None:
        response_headers["X-Content-Type-Options"] = "nosniff"

    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app, root=str(BUILT), prefix="/static/", max_age=FOR_EVER, add_headers_function=headers
    )
