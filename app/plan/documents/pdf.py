"""A document as a tagged PDF that declares PDF/UA-1. The declaration is WeasyPrint's; nobody has found it conformant."""

import logging
import re
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from app.plan.documents import html
from app.plan.documents.blocks import Document
from app.plan.documents.words import TAG

STYLE = Path(__file__).with_name("paper.css")
FONT = Path(__file__).resolve().parents[2] / "static" / "built" / "inter.woff2"
NEEDED = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


class CannotWrite(Exception):
    """The machine lacks the library that sets the text, Pango."""

    def __init__(self) -> None:
        super().__init__(f"PDF needs Pango, which this machine lacks. Install it with: sudo apt-get install {NEEDED}")


def can_write() -> bool:
    """Is what makes PDF here?"""
    try:
        _weasyprint()
    except CannotWrite:
        return False
    return True


def write(document: Document) -> bytes:
    """The PDF file. Raises `CannotWrite` where Pango is missing."""
    weasyprint = _weasyprint()
    nothing_else = weasyprint.urls.URLFetcher(allowed_protocols=("data",))
    found = weasyprint.HTML(string=page(document), url_fetcher=nothing_else)
    return bytes(found.write_pdf(pdf_variant="pdf/ua-1", presentational_hints=True))


def page(document: Document) -> str:
    """The whole HTML page that the PDF is made of."""
    of_page, of_pages = document.page_words
    around = (
        f"@page {{ @top-right {{ content: {_quoted(document.running_title)} }}"
        f" @bottom-center {{ content: {_quoted(of_page + ' ')} counter(page) {_quoted(f' {of_pages} ')} counter(pages) }} }}"
    )
    return Markup(
        '<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="author" content="{author}"><meta name="description" content="{subject}">'
        '<meta name="dcterms.created" content="{written}"><style>{style}</style></head>'
        '<body class="{kind}"><h1>{title}</h1>{body}</body></html>'
    ).format(
        lang=TAG[document.lang],
        title=document.title,
        author=document.author,
        subject=document.subject,
        written=document.written.isoformat(),
        style=Markup(_face() + STYLE.read_text("utf-8") + around),  # noqa: S704 (our own, with strings that are quoted)
        kind="plain" if document.is_plain else "long",
        body=html.body(document),
    )


@cache
def _face() -> str:
    """The font of the pages, where the front-end files are built."""
    if not FONT.exists():
        return ""
    source = f"url(data:font/woff2;base64,{b64encode(FONT.read_bytes()).decode()})"
    return "".join(f"@font-face {{ font-family: Inter; font-weight: {w}; src: {source} }}" for w in ("normal", "bold"))


def _quoted(text: str) -> str:
    """A string of CSS: letters and digits as they are, everything else by its number."""
    return '"' + re.sub(r"[^\w –.-]", lambda found: f"\\{ord(found[0]):06x}", text) + '"'


def _weasyprint() -> Any:
    try:
        import weasyprint  # noqa: PLC0415 (slow, and not on every machine)
    except OSError as error:
        raise CannotWrite from error
    for talkative in ("weasyprint.progress", "fontTools"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
    return weasyprint
