"""Every page, in light and dark, wide and narrow: no violation that axe can find, no sideways scroll."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[2]
AXE = (
    (ROOT / "node_modules/axe-core/axe.min.js").read_text("utf-8") if (ROOT / "node_modules/axe-core").exists() else ""
)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PLAN = "/plan/bygdevekst-vest-telemark"
PAGES = {
    "home": "/nn/",
    "search": "/nn/ordningar",
    "search filtered": "/nb/ordningar?q=l%C3%A5n&municipality=4036&kind=loan",
    "search corrected": "/nn/ordningar?q=skattefun",
    "nothing fits": "/en/ordningar?q=xyzzyplugh&kind=grant",
    "page past the last": "/nn/ordningar?page=99",
    "open scheme": "/nn/ordningar/skattefunn",
    "unconfirmed scheme": "/nn/ordningar/fyresdal-naeringsfond",
    "closed scheme": "/nn/ordningar?status=closed",
    "scheme with all parts": "/en/ordningar/in-oppstartstilskudd-2",
    "organisations": "/nn/aktorar",
    "organisation": "/nn/aktorar/husbanken",
    "glossary": "/nn/omgrep",
    "practice": "/nn/dome",
    "practice example": "/nn/dome/fyresdal-omstilling-2017-2023",
    "help": "/nn/hjelp",
    "about": "/en/om",
    "privacy": "/nb/personvern",
    "plan": f"/nn{PLAN}",
    "plan goal": f"/nb{PLAN}/delmal/arbeidsplassar",
    "plan measure": f"/en{PLAN}/tiltak/risikoreduserande-tiltak",
    "plan budget": f"/nn{PLAN}/budsjett",
    "plan proof": f"/nn{PLAN}/talbevis",
    "plan timeline": f"/en{PLAN}/tidslinje",
    "plan decisions": f"/nn{PLAN}/vedtak",
    "plan organisation": f"/nn{PLAN}/organisering",
    "plan changes": f"/nn{PLAN}/endringar?sidan=x",
    "plan as a document": f"/nb{PLAN}/dokument",
    "not found": "/nn/finst-ikkje",
}
LOOKS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def test_axe_finds_no_violation_on_any_page(chromium: Browser, base: str, look: tuple[int, Any]) -> None:
    assert AXE, "axe-core is missing: run `make assets`"
    width, scheme = look
    context = chromium.new_context(base_url=base, viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    found: dict[str, list[str]] = {}
    for name, path in PAGES.items():
        page.goto(path)
        page.evaluate(AXE)
        result = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
        faults = [f"{v['id']}: {[n['html'][:120] for n in v['nodes'][:3]]}" for v in result["violations"]]
        if faults:
            found[name] = faults
    context.close()
    assert found == {}


def test_axe_would_find_a_planted_fault(chromium: Browser, base: str) -> None:
    context = chromium.new_context(base_url=base)
    page = context.new_page()
    page.goto("/nn/")
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/static/favicon.svg\"><input type=text>')"
    )
    page.evaluate(AXE)
    result = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
    context.close()
    assert {"image-alt", "label"} <= {violation["id"] for violation in result["violations"]}


@pytest.mark.parametrize("width", [320, 390])
def test_no_page_scrolls_sideways(chromium: Browser, base: str, width: int) -> None:
    context = chromium.new_context(base_url=base, viewport={"width": width, "height": 800})
    page = context.new_page()
    wide = {}
    for name, path in PAGES.items():
        page.goto(path)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            wide[name] = over
    context.close()
    assert wide == {}
