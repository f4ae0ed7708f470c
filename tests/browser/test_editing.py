"""A newcomer's first day, and two people at the same entry: in a real browser, on a phone, without scripts."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

ROOT = Path(__file__).resolve().parents[2]
FUND = "/nn/arbeid/ordningar/vinje-naeringsfond"
PASSWORD = "hest lampe fjord sykkel"


def accept(page: Page, link: str) -> None:
    """Open an invitation and choose a password."""
    page.goto(link)
    page.get_by_label("Namnet ditt").fill("Kari Nordmann")
    page.get_by_label("Passord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Lag kontoen").click()


def link_in(text: str) -> str:
    found = re.search(r"/nn/invitasjon/[\w.-]+", text)
    assert found, text
    return found.group(0)


@pytest.fixture(scope="module")
def editor(chromium: Browser, base: str, served_var: Path) -> BrowserContext:
    """The first administrator comes in by the command's link, and invites an editor, who accepts."""
    environ = os.environ | {"VERKEMIDDEL_VAR": str(served_var), "PORT": base.rsplit(":", 1)[1]}
    add = ["user", "add", "admin@example.no", "--name", "Admin", "--role", "administrator"]
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", *add], cwd=ROOT, env=environ, check=True, capture_output=True, text=True
    )
    looks = {"base_url": base, "java_script_enabled": False, "viewport": {"width": 390, "height": 800}}
    first = chromium.new_context(**looks)  # type: ignore[arg-type]
    page = first.new_page()
    accept(page, link_in(done.stdout))
    secret = re.sub(r"\W", "", page.locator("code.secret").inner_text())
    page.get_by_label("Skriv koden som appen viser").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Slå på").click()
    page.goto("/nn/konto/brukarar/ny")
    page.get_by_label("Namn", exact=True).fill("Kari Nordmann")
    page.get_by_label("E-post").fill("kari@example.no")
    page.locator("input[name=roles][value=editor]").check()
    page.locator("input[name=municipalities][value='4036']").check()
    page.get_by_role("button", name="Inviter").click()
    link = link_in(page.locator("code.secret").inner_text())
    first.close()
    context = chromium.new_context(**looks)  # type: ignore[arg-type]
    accept(context.new_page(), link)
    return context


def test_two_browsers_at_the_same_entry_lose_nothing(editor: BrowserContext) -> None:
    mine, theirs = editor.new_page(), editor.new_page()
    for page in (mine, theirs):
        page.goto(FUND)
    theirs.locator("#promise-nn").fill("Få hjelp av kommunen til å prøve noko heilt nytt.")
    theirs.locator(".entry-end button[value=save]").click()
    mine.locator("#promise-nn").fill("Min eigen lovnad til den som vil prøve noko.")
    mine.locator("#reason").fill("Ny tekst")
    mine.locator(".entry-end button[value=save]").click()
    shown = mine.locator(".entry-conflict").inner_text()
    assert "Få hjelp av kommunen til å prøve noko heilt nytt." in shown
    assert "Min eigen lovnad til den som vil prøve noko." in shown
    mine.get_by_label("Teksten deira").check()
    mine.locator(".entry-end button[value=save]").click()
    expect(mine.locator("#promise-nn")).to_have_value("Få hjelp av kommunen til å prøve noko heilt nytt.")
