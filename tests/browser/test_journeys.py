"""What a person does on the site: with a mouse, a keyboard, a phone, and with scripts switched off."""

import gzip
import re

import pytest
from playwright.sync_api import Browser, Page, expect

NEEDS = {"nn": ("starte verksemd", "Ring"), "nb": ("starte bedrift", "Ring"), "en": ("start a business", "call")}


@pytest.mark.parametrize("lang", ["nn", "nb", "en"])
def test_a_founder_types_a_need_and_reads_a_scheme(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/")
    page.locator("main input[type=search]").first.fill(NEEDS[lang][0])
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"/{lang}/ordningar\?.*q="))
    first = page.locator("#results article a").first
    title = first.inner_text()
    first.click()
    expect(page.locator("h1")).to_have_text(title)
    assert page.locator("html").get_attribute("lang") == lang
    assert page.locator("main a[href^='tel:'], main a[href^='mailto:'], main a[href^='http']").count() > 0


def test_results_follow_the_typing_and_back_returns(page: Page) -> None:
    page.goto("/nn/ordningar")
    page.wait_for_load_state("networkidle")
    before = page.locator("#results-title").inner_text()
    page.locator("#q").press_sequentially("startlån", delay=30)
    expect(page.locator("#results-title")).to_contain_text("startlån")
    expect(page.locator("#results article a").first).to_contain_text(re.compile("startlån", re.IGNORECASE))
    expect(page).to_have_url(re.compile("q=startl"))
    assert page.evaluate("document.activeElement.id") == "q"
    page.go_back()
    expect(page.locator("#results-title")).to_have_text(before)
    expect(page.locator("#q")).to_have_value("")


def test_a_filter_changes_the_other_counts_and_its_chip_takes_it_away(page: Page) -> None:
    page.goto("/nn/ordningar")
    page.wait_for_load_state("networkidle")
    total = page.locator("#results-title").inner_text()
    loans = page.locator("label[for='kind-loan'] .facet__count").inner_text()
    page.locator("#municipality-4036").check()
    expect(page.locator("#results-title")).not_to_have_text(total)
    expect(page).to_have_url(re.compile("municipality=4036"))
    page.locator("#level-local").check()
    expect(page.locator("label[for='kind-loan'] .facet__count")).not_to_have_text(loans)
    page.locator("#results a", has_text="Vinje").first.click()
    expect(page.locator("#municipality-4036")).not_to_be_checked()


def test_everything_works_without_scripts(chromium: Browser, base: str) -> None:
    context = chromium.new_context(base_url=base, java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto("/nn/ordningar")
    page.locator("#municipality-4036").check()
    page.locator("#kind-loan").check()
    page.locator("#q").fill("bustad")
    page.locator("#q").press("Enter")
    assert "municipality=4036" in page.url
    assert "kind=loan" in page.url
    assert page.locator("#kind-loan").is_checked()
    count = page.locator("#results article").count()
    assert count > 0
    page.locator("button:visible", has_text=re.compile("Vis treff|Sorter|Søk")).first.click()
    assert page.locator("#results article").count() == count
    page.locator("#results article a").first.click()
    term = page.locator("a.term").first
    target = term.get_attribute("href")
    assert target
    term.click()
    assert page.url.endswith(target)
    assert page.locator(target).is_visible()
    page.get_by_role("link", name="English").click()
    assert "/en/ordningar/" in page.url
    context.close()


def test_the_keyboard_reaches_the_content_and_shows_where_it_is(page: Page) -> None:
    page.goto("/nn/ordningar?q=tilskot")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main" or page.evaluate(
        "document.activeElement.className"
    ).startswith("ds-skip-link")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"
    unseen = []
    for _ in range(25):
        page.keyboard.press("Tab")
        shown = page.evaluate(
            """() => { const e = document.activeElement;
            const ringed = n => { const s = getComputedStyle(n);
              return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none'; };
            let n = e, seen = false;
            for (let up = 0; n && up < 4; up++, n = n.parentElement) seen ||= ringed(n) && n.matches(':focus-within');
            return [e.outerHTML.slice(0, 90), seen]; }"""
        )
        if not shown[1]:
            unseen.append(shown[0])
    assert unseen == []


def test_the_language_switch_keeps_the_page_and_the_search(page: Page) -> None:
    page.goto("/nn/ordningar?q=fond&municipality=4032")
    page.get_by_role("link", name="Bokmål").click()
    assert "/nb/ordningar?" in page.url
    assert "q=fond" in page.url
    assert "municipality=4032" in page.url
    expect(page.locator("#q")).to_have_value("fond")


def test_dark_mode_follows_the_reader(chromium: Browser, base: str) -> None:
    colours = []
    for scheme in ("light", "dark"):
        context = chromium.new_context(base_url=base, color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto("/nn/")
        colours.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        context.close()
    assert colours[0] != colours[1]


def test_print_hides_what_paper_cannot_use(page: Page) -> None:
    page.goto("/nn/ordningar/smil")
    page.emulate_media(media="print")
    assert page.locator("nav:visible").count() == 0
    assert page.locator("h1").is_visible()


def test_the_first_page_is_light(page: Page) -> None:
    """HTML, style sheet and scripts of the home page, compressed, without the font: under 60 kB."""
    bodies: dict[str, bytes] = {}
    page.on(
        "response",
        lambda r: bodies.update({r.url: r.body()}) if r.status == 200 and not r.url.endswith("woff2") else None,
    )
    page.goto("/nn/", wait_until="networkidle")
    weights = {
        url: len(gzip.compress(body, 6))
        for url, body in bodies.items()
        if "icons.svg" not in url and "favicon" not in url
    }
    assert any(".css" in url for url in weights)
    assert sum(weights.values()) < 60_000, weights
    assert sum(len(gzip.compress(body, 6)) for body in bodies.values()) < 75_000


def test_typing_offers_completions(page: Page) -> None:
    page.goto("/nn/")
    page.wait_for_load_state("networkidle")
    page.locator("main input[type=search]").first.press_sequentially("startl", delay=20)
    option = page.locator("datalist option").first
    expect(option).to_be_attached()
    assert "startl" in (option.get_attribute("value") or "").lower()


def test_a_citizen_finds_what_a_measure_costs_and_who_decided_it(page: Page) -> None:
    page.goto("/nn/")
    page.get_by_role("link", name="Handlingsplanen").first.click()
    expect(page.locator("h1")).to_contain_text("2025–2028")
    page.get_by_role("link", name="Tiltak og tid").click()
    page.get_by_role("link", name=re.compile("1.2 Risiko")).click()
    expect(page.locator("main")).to_contain_text("Utkast til rammeverk")
    page.get_by_role("link", name="Budsjett", exact=True).click()
    expect(page.locator("#period-table").locator("..")).to_contain_text(re.compile(r"18.000.000"))
    page.get_by_role("link", name="Vedtak").click()
    expect(page.locator("table").first).to_contain_text("Kviteseid kommune")
    page.get_by_role("link", name="English").click()
    expect(page.locator("h1")).to_have_text("Decisions")


def test_the_proof_of_figures_fits_the_paper(page: Page) -> None:
    page.goto("/nn/plan/bygdevekst-vest-telemark/talbevis")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 673, "height": 1000})  # A4 within its margins
    assert page.locator("nav:visible").count() == 0
    wide = page.evaluate(
        "[...document.querySelectorAll('.plan-table')].filter(t => t.getBoundingClientRect().right > innerWidth).length"
    )
    assert wide == 0
    assert page.locator(".verdict:visible").count() > 5
