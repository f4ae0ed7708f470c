"""The leader's journey in a real browser: signs in, reports progress, adds a milestone; the public and the history see both."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .reading import comes_to_read
from .test_accessible import AXE, LOOKS, TAGS

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "fjell og fjord i mars"
EMAIL = "leiar@vest-telemark.no"
PLAN = "bygdevekst-vest-telemark"
WORK, PUBLIC = f"/nn/arbeid/plan/{PLAN}", f"/nn/plan/{PLAN}"
MEASURE = "/tiltak/innsikt-bustadstrategi"
PAGES = (
    "",
    "/tiltak",
    MEASURE,
    f"{MEASURE}/skjema",
    f"{MEASURE}/avslutt",
    f"{MEASURE}/forklaring",
    f"{MEASURE}/deltaking/vinje-kommune",
    "/tiltak/risikoreduserande-tiltak/milepael/oppstart",
    "/nytt-tiltak",
    "/delmal",
    "/delmal/bustader",
    "/folk",
    "/folk/boks/ny",
    "/folk/avtala",
    "/folk/roller",
    "/folk/aktor/pilotkommunane",
    "/dokument",
    "/dokument/malar",
    "/dokument/malar/vinje-kommune",
    "/historie",
    f"/historie?del=measures{MEASURE.removeprefix('/tiltak')}",
)


@pytest.fixture(scope="module")
def leader(chromium: Browser, base: str, served_var: Path) -> BrowserContext:
    """The project leader, invited by the command's link, with an account and no session yet."""
    environ = os.environ | {"VERKEMIDDEL_VAR": str(served_var), "PORT": base.rsplit(":", 1)[1]}
    add = ["user", "add", EMAIL, "--name", "Liv Leiar", "--role", "leader"]
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", *add], cwd=ROOT, env=environ, check=True, capture_output=True, text=True
    )
    link = re.search(r"/nn/invitasjon/[\w.-]+", done.stdout)
    assert link, done.stdout
    context = chromium.new_context(base_url=base, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(link.group(0))
    page.get_by_label("Passord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Lag kontoen").click()
    page.get_by_role("button", name="Logg ut").click()
    expect(page.get_by_role("contentinfo").get_by_role("link", name="Logg inn")).to_be_visible()
    page.close()
    return context


@pytest.fixture(scope="module")
def signed_in(leader: BrowserContext) -> Page:
    page = leader.new_page()
    page.goto("/nn/logg-inn")
    page.get_by_label("E-post").fill(EMAIL)
    page.get_by_label("Passord").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Logg inn").click()
    return page


def test_from_sign_in_to_what_the_public_and_the_history_see(signed_in: Page) -> None:
    page = signed_in
    page.get_by_role("link", name="Planen", exact=True).click()
    expect(page.locator("h1")).to_have_text("Planen i dag")
    page.get_by_role("link", name="1.1 Samarbeid om innsiktsarbeid").first.click()
    page.get_by_label("Kor langt er arbeidet kome?").select_option("in_progress")
    page.get_by_role("button", name="Meld framdrift").click()
    expect(page.get_by_text("Skriv kvifor. Lesarane skal forstå")).to_be_visible()
    expect(page.get_by_label("Kor langt er arbeidet kome?")).to_have_value("in_progress")
    page.get_by_label("Kvifor seier du det no?").fill("Alle seks kommunane har sagt ja.")
    page.get_by_role("button", name="Meld framdrift").click()
    expect(page.get_by_role("status")).to_contain_text("Framdrifta er meld.")
    page.get_by_text("Ny milepæl").click()
    page.get_by_label("Milepæl", exact=True).fill("Felles metode er klar")
    page.get_by_label("Når?").fill("våren 2027")
    page.get_by_role("button", name="Legg til milepælen").click()
    expect(page.get_by_role("status")).to_contain_text("Milepælen er lagd til.")
    said = "Alle seks kommunane har sagt ja.", "Felles metode er klar", "første halvår 2027"
    comes_to_read(page, PUBLIC + MEASURE, *said)
    page.goto(WORK + MEASURE)
    page.get_by_role("main").get_by_role("link", name="Historie", exact=True).last.click()
    expect(page.locator(".differences ins")).to_contain_text("Felles metode er klar")
    expect(page.locator("table")).to_contain_text("Liv Leiar")


def test_the_keyboard_alone_reports_progress(signed_in: Page) -> None:
    page = signed_in
    page.goto(WORK + MEASURE)
    page.get_by_label("Kor langt er arbeidet kome?").focus()
    page.keyboard.type("På vent")
    page.keyboard.press("Tab")
    page.keyboard.type("Vi ventar på svar.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Framdrifta er meld.")
    expect(page.locator(".plan-head__facts")).to_contain_text("På vent")
    fold = page.get_by_text("Skriv eit notat")
    fold.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Kva har hendt?")).to_be_visible()


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def test_axe_finds_no_violation_and_nothing_scrolls_sideways(signed_in: Page, look) -> None:
    assert AXE, "axe-core is missing: run `make assets`"
    width, scheme = look
    page = signed_in
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    found = {}
    for path in (*PAGES, "faults", "weights"):
        _open(page, path)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        page.evaluate(AXE)
        result = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
        faults = [f"{v['id']}: {[n['html'][-160:] for n in v['nodes'][:3]]}" for v in result["violations"]]
        if faults or over > 0:
            found[path] = faults, over
    page.set_viewport_size({"width": 1280, "height": 900})
    assert found == {}


def _open(page: Page, path: str) -> None:
    """A page of the work, or one that has said no."""
    match path:
        case "faults":
            page.goto(f"{WORK}/nytt-tiltak")
            page.locator(".entry-end").get_by_role("button", name="Lagre").click()
            expect(page.get_by_role("alert")).to_be_visible()
        case "weights":
            page.goto(f"{WORK}/delmal")
            page.locator("#weight_bustader").fill("70")
            page.get_by_role("button", name="Lagre vektene").click()
            expect(page.get_by_role("alert")).to_contain_text("110")
        case _:
            page.goto(WORK + path)
    for fold in page.locator("main details > summary").all():
        fold.click()
    page.evaluate("Promise.all(document.getAnimations().map(one => one.finished))")
