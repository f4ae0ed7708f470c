"""The money grid in a real browser: by keyboard alone, from a spreadsheet, by two at once, on a phone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from app.accounts.types import Role
from app.plan.rules.amounts import AmountFault
from tests.conftest import ROOT, build_app, closing, make_settings
from tests.people import People
from tests.unit.plan.test_amounts import READ, REFUSED

from .reading import comes_to_read

PLAN = "bygdevekst-vest-telemark"
PAGE = f"/nn/arbeid/plan/{PLAN}/pengar"
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
NB = "\u00a0"
PASTE = """(text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
COPIED = """() => {
  const clipboardData = new DataTransfer();
  document.activeElement.dispatchEvent(new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true }));
  return clipboardData.getData("text/plain");
}"""


@pytest.fixture(scope="module")
def cookies(base: str, served_var: Path) -> list[str]:
    """Of two leaders' sessions."""
    with closing(build_app(make_settings(served_var, base_url=base))) as app:
        people = People(app)
        found = [people.signed_in(Role.LEADER).get_cookie(people.cookie) for _ in range(2)]
        return [cookie.value for cookie in found if cookie]


@pytest.fixture
def leader(chromium: Browser, base: str, cookies: list[str]) -> Iterator[Callable[..., Page]]:
    """`leader(0)` opens the grid in a browser of its own; a fault of a script fails the test."""
    made: list[BrowserContext] = []
    faults: list[str] = []

    def open_grid(which: int = 0, width: int = 1280, address: str = PAGE) -> Page:
        context = chromium.new_context(base_url=base, viewport={"width": width, "height": 900})
        context.add_cookies([{"name": "verkemiddel", "value": cookies[which], "url": base}])
        made.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(address)
        return page

    yield open_grid
    for context in made:
        context.close()
    assert faults == []


def cell(page: Page, row: int, column: int) -> Locator:
    return page.locator(f"#cell-{row}-{column}")


def total(page: Page) -> str:
    return page.locator("[data-grand]").inner_text().replace(NB, " ")


def take_back(page: Page) -> None:
    """Undo the newest save."""
    page.locator(".money-saves form button").first.click()
    expect(page.locator(".said")).to_contain_text("Angra.")


def test_the_grid_is_written_by_keyboard_alone_with_live_sums_paste_and_undo(leader) -> None:
    page = leader()
    keys = page.keyboard
    cell(page, 0, 0).focus()
    keys.press("ArrowRight")
    keys.type("4900000")
    assert total(page) == "17 900 000", "sums follow while typing"
    keys.press("Enter")
    expect(cell(page, 0, 1)).to_have_value(f"4{NB}900{NB}000")
    expect(cell(page, 1, 1)).to_be_focused()
    expect(page.locator("#money-state")).to_contain_text("1 rute er endra, ikkje lagra.")
    expect(page.locator("tbody [data-share]").first).to_have_text(f"59,8{NB}%")
    keys.press("F2")
    keys.press("ArrowLeft")
    keys.press("Backspace")
    keys.press("Escape")
    expect(cell(page, 1, 1)).to_have_value(f"2{NB}000{NB}000")
    keys.press("ArrowDown")
    keys.press("ArrowLeft")
    expect(cell(page, 2, 0)).to_be_focused()
    keys.press("Shift+ArrowUp")
    keys.press("Shift+ArrowRight")
    assert page.evaluate(COPIED) == "200000\t2000000\n200000\t2000000"
    page.evaluate(PASTE, "300 000\t2 500 000\r\n250\u00a0000\tkr 2 600 000,00\r\n")
    expect(cell(page, 2, 1)).to_have_value(f"2{NB}600{NB}000")
    assert total(page) == "19 150 000"
    keys.press("Control+z")
    assert total(page) == "17 900 000"
    keys.press("Control+z")
    assert total(page) == "18 000 000"
    keys.press("Control+y")
    keys.press("Control+Shift+z")
    assert total(page) == "19 150 000"
    keys.press("Control+z")
    keys.press("Control+s")
    expect(page.locator(".said")).to_contain_text("1 rute er lagra.")
    take_back(page)
    assert total(page) == "18 000 000"


def test_a_paste_of_the_wrong_shape_is_refused_and_nothing_is_changed(leader) -> None:
    page = leader()
    cell(page, 2, 3).focus()
    page.evaluate(PASTE, "1\t2\n3\t4\n")
    expect(page.locator("#money-state")).to_contain_text("Utklippet har 2 × 2 ruter")
    page.evaluate(PASTE, "1\t2\n3\n")
    expect(page.locator("#money-state")).to_contain_text("ikkje like lange")
    assert total(page) == "18 000 000"
    expect(page.locator("#money-undo")).to_be_disabled()


def test_what_cannot_be_read_is_told_at_the_cell_and_the_checks_follow(leader) -> None:
    page = leader()
    cell(page, 0, 1).focus()
    page.keyboard.type("1 mill")
    page.keyboard.press("Enter")
    expect(cell(page, 0, 1)).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#cell-0-1-fault")).to_have_text(f"Skriv 1{NB}000{NB}000 i staden for «1 mill».")
    assert total(page) == "?"
    cell(page, 0, 1).focus()
    page.keyboard.type("1 000 000")
    page.keyboard.press("Tab")
    expect(page.locator("#cell-0-1-fault")).to_have_count(0)
    expect(page.locator("#money-checks")).to_contain_text("Over heile perioden får delmåla 48,6")
    expect(page.locator("#money-state")).to_contain_text("slår ut")


def test_the_browser_reads_just_the_amounts_that_the_server_reads(leader) -> None:
    page = leader()
    read = page.evaluate(
        """(texts) => {
          const pattern = new RegExp(document.getElementById("money-form").dataset.pattern, "i");
          return texts.map((text) => pattern.exec(text.trim())?.[1].replace(/\\D/g, "") ?? null);
        }""",
        [*READ, *REFUSED],
    )
    amounts = [int(found) if found is not None and len(found) < 20 else None for found in read]
    assert amounts[: len(READ)] == list(READ.values())
    too_large = [typed for typed, (fault, _) in REFUSED.items() if fault is AmountFault.TOO_LARGE]
    assert all(n is None or t in too_large for t, n in zip(REFUSED, amounts[len(READ) :], strict=True))


def test_leaving_with_something_unsaved_is_warned_about(leader) -> None:
    page = leader()
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.type))
    cell(page, 0, 1).click()
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    page.goto(PAGE)
    assert asked == ["beforeunload"]
    page.goto(PAGE)
    assert asked == ["beforeunload"]


def test_two_leaders_in_two_browsers_lose_nothing(leader) -> None:
    mine, theirs = leader(0), leader(1)
    for page, at, text in ((theirs, (2, 2), "1 100 000"), (theirs, (0, 1), "4 800 000"), (mine, (0, 1), "4 900 000")):
        cell(page, *at).fill(text)
    cell(mine, 1, 3).fill("450 000")
    theirs.get_by_role("button", name="Lagre").click()
    expect(theirs.locator(".said")).to_contain_text("2 ruter er lagra.")
    mine.get_by_role("button", name="Lagre").click()
    expect(mine.locator("#money-message")).to_contain_text("Ingenting er lagra enno.")
    both = mine.locator(".money__cell--both")
    expect(both).to_have_count(1)
    expect(both).to_contain_text(f"Du: 4{NB}900{NB}000")
    expect(both).to_contain_text(f"Lagra: 4{NB}800{NB}000")
    expect(cell(mine, 2, 2)).to_have_value(f"1{NB}100{NB}000")
    expect(cell(mine, 1, 3)).to_have_value("450 000".replace(" ", NB))
    both.get_by_text("Du:").click()
    mine.get_by_role("button", name="Lagre").click()
    expect(mine.locator(".said")).to_contain_text("2 ruter er lagra.")
    theirs.goto(PAGE)
    values = [cell(theirs, *at).input_value().replace(NB, " ") for at in ((0, 1), (2, 2), (1, 3))]
    assert values == ["4 900 000", "1 100 000", "450 000"]
    for at, text in (((0, 1), "5 000 000"), ((2, 2), "1 000 000"), ((1, 3), "400 000")):
        cell(theirs, *at).fill(text)
    theirs.get_by_role("button", name="Lagre").click()
    expect(theirs.locator("[data-grand]")).to_have_text(f"18{NB}000{NB}000")


def test_100_000_moved_from_2026_to_2027_is_public(leader) -> None:
    page = leader()
    page.get_by_role("link", name="Flytt pengar").click()
    page.locator("#from_place").select_option("bustader")
    page.locator("#from_year").select_option("2026")
    page.locator("#to_place").select_option("bustader")
    page.locator("#to_year").select_option("2027")
    page.get_by_label("Beløp i kroner").fill("100 000")
    page.get_by_label("Kvifor?").fill("Anbodet er utsett.")
    page.get_by_role("button", name="Flytt").click()
    expect(cell(page, 0, 1)).to_have_value(f"4{NB}900{NB}000")
    expect(cell(page, 0, 2)).to_have_value(f"4{NB}100{NB}000")
    for public in ("budsjett", "endringar"):
        comes_to_read(page, f"/nn/plan/{PLAN}/{public}", "frå 2026 til 2027 (Delmål 1)", "Anbodet er utsett.")
    page.goto(PAGE)
    take_back(page)


def test_without_scripts_it_is_a_form_with_one_button(chromium: Browser, base: str, cookies: list[str]) -> None:
    context = chromium.new_context(base_url=base, java_script_enabled=False)
    context.add_cookies([{"name": "verkemiddel", "value": cookies[0], "url": base}])
    page = context.new_page()
    page.goto(PAGE)
    cell(page, 0, 1).fill("-5")
    page.get_by_role("button", name="Lagre").click()
    expect(page.locator("#cell-0-1-fault")).to_have_text("Beløpet kan ikkje vere mindre enn 0.")
    page.locator(".money-paste summary").click()
    page.locator("#block").fill("\n".join(["1\t2\t3\t4"] * 3))
    page.get_by_role("button", name="Fyll inn").click()
    expect(cell(page, 2, 3)).to_have_value("4")
    expect(page.get_by_text("ikkje lagra enno")).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("address", ["", "?tabell=kjelder", "?tiltak=1", "/flytt", "/merknader"])
def test_axe_finds_nothing_and_only_the_table_scrolls_sideways(leader, width, address) -> None:
    page = leader(0, width, PAGE + address)
    if not address.startswith("/"):
        cell(page, 0, 0).fill("1 mill")
        page.keyboard.press("Enter")
        expect(page.locator("#cell-0-0-fault")).to_contain_text("Skriv")
    page.evaluate(AXE)
    found = page.evaluate("async () => (await axe.run()).violations.map((v) => [v.id, v.nodes.map((n) => n.html)])")
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
