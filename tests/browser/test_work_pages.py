"""The pages of those who keep the catalogue true: axe, narrow screens, keyboard, and without scripts."""

import re
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from .test_accessible import AXE, LOOKS, TAGS
from .test_editing import FUND, PUBLIC, first_administrator

LIST = "/nn/arbeid/oppslag?mine=nei"
ONE = f"{LIST}&q=Vinje"
PAGES = {
    "desk": "/nn/arbeid/",
    "entries": LIST,
    "organisations": "/nb/arbeid/oppslag?slag=organisations&mine=nei",
    "nothing found": "/en/arbeid/oppslag?q=xyzzy&mine=nei",
    "form of a scheme": FUND,
    "form of an organisation": "/nb/arbeid/aktorar/husbanken",
    "form of a term": "/en/arbeid/omgrep/eigenkapital",
    "form of a practice example": "/nn/arbeid/dome/fyresdal-omstilling-2017-2023",
    "new scheme": "/nn/arbeid/ordningar/ny",
    "draft as readers see it": f"{FUND}/utkast",
    "history": f"{FUND}/historie",
    "inbox": "/nn/arbeid/innboks",
    "contacts": "/nn/arbeid/kontakt?kommune=4036",
    "spreadsheet": "/nn/arbeid/rekneark",
    "report": "/nn/meld?del=ordningar&oppslag=vinje-naeringsfond",
    "thanks": "/en/meld/takk?svar=ja",
}


@pytest.fixture(scope="module")
def work(chromium: Browser, base: str, served_var: Path) -> Iterator[Page]:
    """The first administrator's page; something lies in the inbox, and an entry has a history."""
    context = chromium.new_context(base_url=base, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    first_administrator(page, base, served_var, "arbeid@example.no")
    page.goto(PAGES["report"])
    page.locator("textarea").fill("Telefonnummeret er feil.")
    page.wait_for_timeout(3_500)  # sooner than this only a program writes
    page.locator("main form").get_by_role("button").click()
    expect(page).to_have_url(re.compile("/takk"))
    page.goto(ONE)
    page.locator("#vinje-naeringsfond").get_by_role("button", name="Alt stemmer").click()
    expect(page.locator(".said")).to_contain_text("er stadfesta i dag")
    yield page
    context.close()


def faults_on(page: Page) -> list[str]:
    """What axe finds, and whether the page scrolls sideways."""
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.evaluate(AXE)
    result = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
    found = [f"{v['id']}: {[n['html'][:160] for n in v['nodes'][:3]]}" for v in result["violations"]]
    return [*found, *([f"scrolls {over} px sideways"] if over > 0 else [])]


def fill_the_form_wrongly(page: Page) -> None:
    page.goto(FUND)
    page.locator("#promise-nn").fill("Kort.")
    page.locator("#amount-max").fill("mykje")
    page.locator(".entry-end").get_by_role("button", name="Publiser").click()
    expect(page.get_by_role("alert")).to_be_visible()


def see_a_file(page: Page, tmp_path: Path) -> None:
    """Take the workbook out, change a title, and look at the change before it is confirmed."""
    page.goto("/nn/arbeid/rekneark")
    with page.expect_download() as taking:
        page.get_by_role("button", name="Hent Excel-fila").click()
    file = tmp_path / "ark.xlsx"
    taking.value.save_as(file)
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[1]
    column = next(cell.column for cell in sheet[1] if cell.value == "title.nn")
    sheet.cell(3, column).value = "Ein annan tittel"
    book.save(file)
    page.locator("#fil").set_input_files(file)
    page.get_by_role("button", name="Sjå endringane").click()
    expect(page.locator("main")).to_contain_text("Ein annan")


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def test_axe_finds_no_violation_and_nothing_scrolls_sideways(work: Page, tmp_path: Path, look) -> None:
    width, scheme = look
    work.set_viewport_size({"width": width, "height": 900})
    work.emulate_media(color_scheme=scheme)
    found = {}
    for name, path in PAGES.items():
        work.goto(path)
        for fold in work.locator("main details:not([open]) > summary").all()[:3]:
            fold.click()
        if faults := faults_on(work):
            found[name] = faults
    fill_the_form_wrongly(work)
    found |= {"form with faults": faults} if (faults := faults_on(work)) else {}
    work.get_by_role("button", name="Kast utkastet").click()
    see_a_file(work, tmp_path)
    found |= {"changes of a file": faults} if (faults := faults_on(work)) else {}
    work.get_by_role("button", name="Legg bort fila").click()
    work.set_viewport_size({"width": 1280, "height": 900})
    assert found == {}


def test_a_twin_is_named_while_the_title_is_typed_and_the_typing_is_not_disturbed(work: Page) -> None:
    work.goto("/nn/arbeid/ordningar/ny")
    work.wait_for_load_state("networkidle")
    box = work.locator(".entry-similar")
    assert box.inner_text() == ""
    work.locator("#title-nn").press_sequentially("Næringsfondet i Vinje", delay=20)
    expect(box).to_contain_text("Finst det alt?")
    expect(box).to_contain_text("Næringsfondet i Vinje")
    expect(box).to_be_in_viewport()
    assert work.evaluate("document.activeElement.id") == "title-nn"
    assert faults_on(work) == []
    work.locator("#title-nn").fill("Noko heilt anna og ulikt")
    expect(box).to_have_text("")
    work.locator("#apply_url").fill("https://www.vinje.kommune.no/naeringsplan.505699.nn.html")
    expect(box).to_contain_text("same adresse")
    expect(box).to_be_in_viewport()


def test_on_a_phone_the_warning_does_not_hide_the_field_that_is_typed_in(work: Page) -> None:
    work.set_viewport_size({"width": 390, "height": 900})
    work.goto("/nn/arbeid/ordningar/ny")
    work.wait_for_load_state("networkidle")
    work.locator("#title-nn").press_sequentially("Næringsfondet i Vinje", delay=20)
    expect(work.locator(".entry-similar")).to_contain_text("Finst det alt?")
    work.wait_for_timeout(300)
    field = work.locator("#title-nn").bounding_box()
    warning = work.locator(".entry-similar").bounding_box()
    assert field
    assert warning
    assert field["y"] + field["height"] <= warning["y"]
    work.set_viewport_size({"width": 1280, "height": 900})


def tab_to(page: Page, name: str, most: int = 800) -> None:
    """Press Tab until what is focused has the name; fails where the keyboard cannot get there, or sees nothing there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if name in page.evaluate("[document.activeElement.id, (document.activeElement.textContent || '').trim()]"):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", "the focus can be seen"
            return
    pytest.fail(f"the keyboard does not reach {name}")


def test_an_entry_is_opened_changed_and_saved_by_keyboard_alone(work: Page) -> None:
    work.goto(ONE)
    tab_to(work, "Næringsfondet i Vinje")
    work.keyboard.press("Enter")
    expect(work).to_have_url(re.compile(re.escape(FUND)))
    tab_to(work, "promise-nn")
    work.keyboard.press("Control+A")
    work.keyboard.type("Få hjelp av kommunen til å prøve noko nytt.")
    tab_to(work, "reason")
    work.keyboard.type("Prøvd med tastatur")
    tab_to(work, "Lagre utkast")
    work.keyboard.press("Enter")
    expect(work.locator(".said")).to_contain_text("Utkastet er lagra.")
    expect(work.locator("#promise-nn")).to_have_value("Få hjelp av kommunen til å prøve noko nytt.")
    tab_to(work, "Kast utkastet")
    work.keyboard.press("Space")
    expect(work.locator(".said")).to_contain_text("Utkastet er kasta.")


def test_enter_in_a_field_saves_and_does_nothing_worse(work: Page) -> None:
    work.goto(FUND)
    work.locator("#title-en").fill("Business fund in Vinje")
    work.keyboard.press("Enter")
    expect(work.locator(".said")).to_contain_text("Utkastet er lagra.")
    work.get_by_role("button", name="Kast utkastet").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_press_is_made_from_the_list_and_undone(work: Page, chromium: Browser, base: str, scripts: bool) -> None:
    context = chromium.new_context(base_url=base, java_script_enabled=scripts, viewport={"width": 390, "height": 800})
    context.add_cookies(work.context.cookies())  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"/nn/arbeid/oppslag?mine=nei&q={urllib.parse.quote('Næringsfondet i Vinje')}")
    row = page.locator("#vinje-naeringsfond")
    row.locator("summary").click()
    row.get_by_label("Opnar att").fill("1.2.2099")
    row.get_by_role("button", name="Pengane er brukte opp").click()
    expect(page.locator(".said")).to_contain_text("Pengane er brukte opp")
    reader = context.new_page()
    reader.goto(PUBLIC)
    expect(reader.locator("main")).to_contain_text("Opnar att 1.\u00a0februar 2099")
    page.get_by_role("button", name="Angre").click()
    expect(page.locator(".said")).to_contain_text("Angra. Alt står som før.")
    reader.reload()
    expect(reader.locator("main")).not_to_contain_text("2099")
    context.close()
