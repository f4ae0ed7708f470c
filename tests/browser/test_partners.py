"""A partner answers by a link, without an account and without scripts, and the leader takes an answer over."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .test_editing import accept, link_in
from .test_plan_decisions import ROOT, SIZES, WORK, look


@pytest.fixture(scope="module")
def leader(chromium: Browser, base: str, served_var) -> Iterator[BrowserContext]:
    environ = os.environ | {"VERKEMIDDEL_VAR": str(served_var), "PORT": base.rsplit(":", 1)[1]}
    add = ["user", "add", "partnarleiar@example.no", "--name", "Leiar", "--role", "leader"]
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", *add], cwd=ROOT, env=environ, check=True, capture_output=True, text=True
    )
    context = chromium.new_context(base_url=base, viewport=SIZES["wide"])  # type: ignore[arg-type]
    accept(context.new_page(), link_in(done.stdout))
    yield context
    context.close()


def new_link(page: Page, partner: str) -> str:
    page.goto(f"{WORK}/partnarar")
    page.get_by_role("link", name=partner, exact=True).click()
    page.get_by_role("button", name=re.compile("Lag (ny )?lenkje")).click()
    shown = page.locator("code.secret").text_content()
    assert shown
    return "/nn/partnar/" + shown.rsplit("/", 1)[1]


def test_a_partner_answers_by_keyboard_and_the_leader_takes_it_over(
    leader: BrowserContext, chromium: Browser, base: str
) -> None:
    page = leader.new_page()
    page.goto(f"{WORK}/partnarar")
    look(page, "partners")
    link = new_link(page, "LO")
    look(page, "partner-link")
    partner = chromium.new_context(base_url=base, viewport=SIZES["wide"]).new_page()  # type: ignore[arg-type]
    partner.goto(link)
    look(partner, "partner-sheet")
    partner.get_by_role("button", name="Send svara").click()
    expect(partner.get_by_role("group", name="Rett dette, og send på nytt")).to_contain_text("Setning 1")
    look(partner, "partner-faults")
    expect(partner.get_by_label("Slik bør det stå")).to_have_count(2)
    expect(partner.get_by_label("Slik bør det stå").first).to_be_hidden()
    partner.locator("#answer-0-agree").focus()
    partner.keyboard.press("ArrowRight")
    expect(partner.get_by_label("Slik bør det stå").first).to_be_visible()
    partner.get_by_label("Slik bør det stå").first.fill("kjennskap til bransjen")
    partner.locator("#answer-1-agree").check()
    partner.get_by_label("Namn, og gjerne rolle").fill("Ola, rådgjevar")
    look(partner, "partner-filled")
    partner.get_by_label("Namn, og gjerne rolle").press("Enter")
    partner.wait_for_url("**/partnar/takk")
    look(partner, "partner-thanks")
    partner.goto(link)
    expect(partner.locator("h1")).to_have_text("Svaret er alt sendt")
    look(partner, "partner-replayed")
    partner.context.close()
    page.reload()
    expect(page.locator("main")).to_contain_text("Ola, rådgjevar")
    look(page, "partner-answers")
    page.get_by_role("button", name=re.compile("Ta inn i planen")).click()
    expect(page.get_by_role("status")).to_contain_text("Teken inn i planen")
    look(page, "partner-settled")


def test_everything_works_without_scripts(leader: BrowserContext, chromium: Browser, base: str) -> None:
    link = new_link(leader.new_page(), "UDIR")
    context = chromium.new_context(base_url=base, java_script_enabled=False)
    page = context.new_page()
    page.goto(link)
    for box in page.get_by_label("Stemmer", exact=True).all():
        box.check()
    page.get_by_label("Namn, og gjerne rolle").fill("Kari")
    page.get_by_role("button", name="Send svara").click()
    expect(page.locator("h1")).to_have_text("Takk for svara")
    context.close()


def test_a_long_sheet_is_readable_on_a_phone(leader: BrowserContext, chromium: Browser, base: str) -> None:
    link = new_link(leader.new_page(), "Husbanken")
    context = chromium.new_context(base_url=base, viewport=SIZES["phone"])  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(link)
    look(page, "partner-long")
    context.close()
