"""A newcomer: makes the first administrator, invites an editor, who accepts with a code, signs out and in again."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .test_accessible import AXE, LOOKS, ROOT, TAGS

PASSWORD = "blå elv stein hatt"
EDITOR_PASSWORD = "kvitveis i november"


@pytest.fixture(scope="module")
def first_link(base: str, served_var: Path) -> str:
    """What `verkemiddel user add` prints on the machine of the server."""
    environ = os.environ | {"VERKEMIDDEL_VAR": str(served_var), "PORT": base.rsplit(":", 1)[1]}
    command = [sys.executable, "-m", "app.cli", "user", "add", "anne@vest-telemark.no", "--name", "Anne"]
    done = subprocess.run(
        [*command, "--role", "administrator"], cwd=ROOT, env=environ, check=True, capture_output=True, text=True
    )
    found = re.search(rf"{base}\S+", done.stdout)
    assert found, done.stdout
    return found[0]


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name).click()


def set_a_code_up(page: Page) -> pyotp.TOTP:
    """Read the key on the page, prove it, and keep the recovery codes."""
    totp = pyotp.TOTP(page.locator("code.secret").inner_text().replace(" ", ""))
    expect(page.locator("img.qr")).to_be_visible()
    assert page.locator("img.qr").evaluate("e => e.naturalWidth") > 100, "the policy lets the picture through"
    page.get_by_label("Skriv koden som appen viser").fill(totp.now())
    press(page, "Slå på")
    expect(page.locator(".codes li")).to_have_count(10)
    page.get_by_role("link", name="Eg har teke vare på dei").click()
    return totp


def new_page(chromium: Browser, base: str, *, scripts: bool = True) -> tuple[BrowserContext, Page]:
    context = chromium.new_context(base_url=base, java_script_enabled=scripts, viewport={"width": 1280, "height": 900})
    return context, context.new_page()


@pytest.fixture(scope="module")
def administrator(chromium: Browser, base: str, first_link: str):
    """The first administrator, signed in with a code."""
    context, page = new_page(chromium, base)
    page.goto(first_link)
    page.get_by_label("Passord").fill(PASSWORD)
    press(page, "Lag kontoen")
    expect(page.get_by_text("Administratorar må ha kode")).to_be_visible()
    set_a_code_up(page)
    expect(page.locator("h1")).to_have_text("Arbeidsbordet")
    yield page
    context.close()


def invite(administrator: Page, email: str) -> str:
    administrator.goto("/nn/konto/brukarar")
    administrator.get_by_role("link", name="Inviter ein brukar").click()
    administrator.locator("#name").fill("Egil Editor")
    administrator.get_by_label("E-post", exact=True).fill(email)
    administrator.get_by_label("Vinje", exact=True).check()
    press(administrator, "Inviter")
    return administrator.locator(".ds-alert code.secret").inner_text()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_invited_editor_gets_in_sets_a_code_up_goes_out_and_in_again(
    chromium: Browser, base: str, administrator: Page, scripts: bool
) -> None:
    email = f"egil{scripts}@vinje.kommune.no"
    link = invite(administrator, email)
    context, page = new_page(chromium, base, scripts=scripts)
    page.goto(link)
    page.get_by_label("Passord").fill("passord12345")
    press(page, "Lag kontoen")
    expect(page.get_by_text("lett å gjette")).to_be_visible()
    page.get_by_label("Passord").fill(EDITOR_PASSWORD)
    press(page, "Lag kontoen")
    totp = None
    if scripts:
        totp = set_a_code_up(page)
    else:
        page.get_by_role("link", name="Ikkje no").click()
    expect(page.locator("h1")).to_have_text("Arbeidsbordet")
    page.get_by_role("link", name="Min konto").click()
    expect(page.get_by_text("Redaktør – Vinje")).to_be_visible()
    assert page.get_by_role("link", name="Brukarar").count() == 0
    page.goto("/nn/")
    page.get_by_role("button", name="Logg ut").click()
    expect(page.get_by_text("Du er logga ut.")).to_be_visible()
    assert page.get_by_role("button", name="Logg ut").count() == 0
    page.get_by_role("link", name="Logg inn").click()
    page.get_by_label("E-post").fill(email)
    page.get_by_label("Passord").fill(EDITOR_PASSWORD)
    press(page, "Logg inn")
    if totp:
        expect(page.locator("h1")).to_have_text("Skriv koden")
        page.get_by_label("Kode").fill(totp.at(time.time() + 30))
        press(page, "Logg inn")
    expect(page.locator("h1")).to_have_text("Arbeidsbordet")
    context.close()


def test_signing_in_is_done_by_keyboard_alone(chromium: Browser, base: str, administrator: Page) -> None:
    link = invite(administrator, "kari@tokke.kommune.no")
    context, page = new_page(chromium, base)
    page.goto(link)
    page.locator("#password").focus()
    page.keyboard.type(EDITOR_PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Slå på kode ved innlogging")
    page.goto("/nn/konto")
    page.get_by_role("button", name="Logg ut").focus()
    page.keyboard.press("Enter")
    page.locator("#email").focus()
    for text in ("kari@tokke.kommune.no", EDITOR_PASSWORD):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Arbeidsbordet")
    context.close()


PUBLIC_PAGES = ("/nn/logg-inn", "/nb/nytt-passord", "/en/logg-inn/feil/unknown", "/nn/invitasjon/x")
OWN_PAGES = (
    "/nn/konto",
    "/nn/konto/passord",
    "/nn/konto/kode",
    "/nn/konto/brukarar",
    "/en/konto/brukarar/ny",
    "/nn/konto/brukarar/1",
)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def test_axe_finds_no_violation_and_nothing_scrolls_sideways(administrator: Page, look) -> None:
    width, scheme = look
    administrator.set_viewport_size({"width": width, "height": 900})
    administrator.emulate_media(color_scheme=scheme)
    found = {}
    for path in (*PUBLIC_PAGES, *OWN_PAGES, "faults"):
        administrator.goto("/nn/konto/brukarar/ny" if path == "faults" else path)
        if path == "faults":
            press(administrator, "Inviter")
            expect(administrator.get_by_text("Rett dette")).to_be_visible()
        over = administrator.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        administrator.evaluate(AXE)
        result = administrator.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
        faults = [f"{v['id']}: {[n['html'][:120] for n in v['nodes'][:3]]}" for v in result["violations"]]
        if faults or over > 0:
            found[path] = faults, over
    administrator.set_viewport_size({"width": 1280, "height": 900})
    assert found == {}
