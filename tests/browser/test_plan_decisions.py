"""From sign-in: Tokke's decision is recorded and a meeting is run, on a wide screen and a phone, and all can see what came of it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .test_accessible import AXE, TAGS
from .test_editing import accept, link_in

ROOT = Path(__file__).resolve().parents[2]
PLAN = "bygdevekst-vest-telemark"
WORK = f"/nn/arbeid/plan/{PLAN}"
PUBLIC = f"/nn/plan/{PLAN}"
SECRET = "Berre mellom oss 7319"
SIZES = {"wide": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 800}}


@pytest.fixture(scope="module")
def leader(chromium: Browser, base: str, served_var: Path) -> Iterator[BrowserContext]:
    """The project leader, who came in by the command's link."""
    environ = os.environ | {"VERKEMIDDEL_VAR": str(served_var), "PORT": base.rsplit(":", 1)[1]}
    add = ["user", "add", "leiar@example.no", "--name", "Leiar", "--role", "leader"]
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", *add], cwd=ROOT, env=environ, check=True, capture_output=True, text=True
    )
    context = chromium.new_context(base_url=base, viewport=SIZES["wide"])  # type: ignore[arg-type]
    page = context.new_page()
    accept(page, link_in(done.stdout))
    yield context
    context.close()


def look(page: Page, name: str) -> None:
    """No violation, no sideways scroll, wide and on a phone; a picture where one is asked for."""
    pictures = os.environ.get("PICTURES")
    for size, box in SIZES.items():
        page.set_viewport_size(box)  # type: ignore[arg-type]
        page.evaluate(AXE)
        found: Any = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
        assert [f"{v['id']}: {[n['html'][:140] for n in v['nodes'][:3]]}" for v in found["violations"]] == [], name
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, (name, size)
        if pictures:
            page.screenshot(path=f"{pictures}/{name}-{size}.png", full_page=True)
    page.set_viewport_size(SIZES["wide"])  # type: ignore[arg-type]


def test_tokkes_decision_is_recorded_by_keyboard_and_public(
    leader: BrowserContext, chromium: Browser, base: str
) -> None:
    page = leader.new_page()
    page.goto(f"{WORK}/vedtak")
    look(page, "board")
    page.get_by_role("link", name="Registrer Tokke kommune, Kommunestyre").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/tokke-kommune/kommunestyre")
    page.get_by_label("Vedteke den").focus()
    page.keyboard.type("31.2.2026")
    page.keyboard.press("Enter")
    expect(page.locator("#date-fault")).to_contain_text("er ikkje ein dag i kalenderen")
    look(page, "decision-fault")
    page.get_by_label("Vedteke den").fill("17.6.2025")
    page.get_by_label("Saksnummer").fill("42/25")
    page.locator("#decision").fill("Handlingsplanen er vedteken.")
    page.get_by_label("Versjon som vart vedteken").select_option("6.0")
    page.get_by_label("Internt notat").fill(SECRET)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Lagre")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Lagra")
    look(page, "board-recorded")
    everybody = chromium.new_context(base_url=base).new_page()
    everybody.goto(f"{PUBLIC}/vedtak")
    expect(everybody.locator("main")).to_contain_text("1 av 7 partar har registrert vedtak")
    expect(everybody.locator("main")).to_contain_text("Handlingsplanen er vedteken.")
    expect(everybody.locator("main")).not_to_contain_text(SECRET)
    look(everybody, "public-decisions")
    everybody.goto(f"{PUBLIC}/endringar?sidan=2025-06-01")
    expect(everybody.locator("main")).to_contain_text("Vedtak i Tokke kommune")
    everybody.context.close()


def test_a_meeting_is_run_on_a_phone_and_ends_in_minutes(leader: BrowserContext, chromium: Browser, base: str) -> None:
    page = leader.new_page()
    page.goto(f"{WORK}/mote")
    look(page, "meeting-start")
    page.set_viewport_size(SIZES["phone"])  # type: ignore[arg-type]
    page.get_by_label("Styringsgruppe").check()
    page.get_by_role("button", name="Start møtet").click()
    look(page, "meeting-agenda")
    page.locator(".agenda__item", has_text="Gøtt nøkk").click()
    look(page, "meeting-item")
    page.set_viewport_size(SIZES["phone"])  # type: ignore[arg-type]
    small = [
        box["height"]
        for box in page.locator(".tap").evaluate_all(
            "all => all.map(e => ({height: e.getBoundingClientRect().height}))"
        )
    ]
    assert min(small) >= 48, "large enough for a thumb"
    page.get_by_label("I gang").check()
    page.get_by_label("Kvifor?").fill("Arkitekten er i gang")
    page.get_by_label("Vedtak i styringsgruppa").fill(SECRET)
    page.get_by_role("button", name="Lagre, neste sak").click()
    expect(page.get_by_role("status")).to_contain_text("er lagra")
    again = leader.new_page()
    again.goto(f"{WORK}/mote")
    again.get_by_role("link", name=re.compile("Hald fram med møtet")).click()
    expect(again.locator(".agenda__item", has_text="Gøtt nøkk")).to_contain_text("Teken")
    again.get_by_label("Frys planen som denne versjonen").check()
    again.get_by_role("button", name="Avslutt møtet").click()
    expect(again.locator(".minutes")).to_contain_text("Framdrift: ikkje meld → I gang")
    expect(again.locator(".minutes")).to_contain_text(SECRET)
    again.get_by_text("Som rein tekst").click()
    expect(again.locator("#plain")).to_have_value(re.compile("Grunn: Arkitekten er i gang"))
    look(again, "minutes")
    if pictures := os.environ.get("PICTURES"):
        again.pdf(path=f"{pictures}/minutes.pdf")
    everybody = chromium.new_context(base_url=base).new_page()
    for path in ("/endringar", "/tiltak/gott-nokk"):
        everybody.goto(PUBLIC + path)
        expect(everybody.locator("main")).to_contain_text("Arkitekten er i gang")
        expect(everybody.locator("main")).not_to_contain_text(SECRET)
    everybody.goto(f"{PUBLIC}/vedtak")
    expect(everybody.locator("main")).to_contain_text("Fryst")
    look(everybody, "public-frozen")
    everybody.context.close()
