"""Parts of pages that are drawn once and not for every reader."""

import re
from collections.abc import Iterable, Mapping, MutableMapping
from functools import lru_cache
from typing import Any

from flask import Flask, Response, render_template, request
from flask.templating import Environment
from markupsafe import Markup, escape

from app.web.locale import current_lang

_HOLE = "\x01"


class PlainEnvironment(Environment):
    """Gives templates the globals as they are. Jinja's chain of maps over them is slow at every import and include."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


def page_around(template: str, parts: Mapping[str, bytes], **context: object) -> Response:
    """The page of `template`, large `parts` put in last and as bytes: copying and encoding them takes long.

    The template finds each part under its name, false when it is empty. No text that a reader types may have NUL in it.
    """
    marks = {name: Markup(f"\x00{name}\x00" if part else "") for name, part in parts.items()}  # noqa: S704
    pieces = _marked(tuple(parts)).split(render_template(template, **context, **marks).encode())
    pieces[1::2] = [parts[name.decode()] for name in pieces[1::2]]
    return Response(b"".join(pieces), mimetype="text/html")


@lru_cache(maxsize=20)
def _marked(names: Iterable[str]) -> re.Pattern[bytes]:
    return re.compile(f"\x00({'|'.join(map(re.escape, names))})\x00".encode())


def init_app(app: Flask) -> None:
    drawn: dict[tuple[object, ...], str] = {}

    def part(name: str, fill: str = "", **values: str) -> Markup:
        """The template `name`, the same for every reader. Of the request it may use the language and `here`, the endpoint, and nothing else.

        `values`, one of a few each, are given to it. `fill` may be anything: it stands where the template says `{{ fill }}`.
        """
        here = request.endpoint or ""
        key = name, current_lang(), here, *values.items()
        found = drawn.get(key)
        if found is None or app.debug:
            found = drawn[key] = app.jinja_env.get_template(name).render(values, here=here, fill=_HOLE)
        return Markup(found.replace(_HOLE, escape(fill)))  # noqa: S704 (drawn by a template, which escapes)

    app.jinja_env.globals.update(part=part)
