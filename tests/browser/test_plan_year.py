"""A whole year with the plan, from sign-in: frozen, adopted, revised, accounted for, reported. Nothing is written twice."""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .conftest import serving
from .reading import comes_to_read
from .test_accessible import AXE, LOOKS, TAGS
from .test_editing import accept, link_in

ROOT = Path(__file__).resolve().parents[2]
PLAN = "bygdevekst-vest-telemark"
WORK, PUBLIC = f"/nn/arbeid/plan/{PLAN}", f"/nn/plan/{PLAN}"
COUNCILS = ("fyresdal", "kviteseid", "nissedal", "seljord", "tokke", "vinje")
RESERVATION = "Seljord tek atterhald om pengane i 2027."
MOVED, PAID, JOINED = (
    "Tomta er klar først i 2027.",
    "Fylkeskommunen har sagt ja til å betale.",
    "Husbanken vil vere med på bustader for tilsette.",
)
ENDED, GAVE = "Katalogen står på nettsidene.", "Tolv elevar har valt helsefag."
AFTERWARDS = "Lagt til etter at planen var vedteken."
YEAR_PAGES = (
    "/vedtak?utgave=2025",
    "/lop?utgave=2025",
    "/lop?utgave=2026",
    "/revisjon?utgave=2025",
    "/revisjon",
    "/revisjon/gott-nokk",
    "/revisjon/synleggjere-karriere",
    "/utgreiing",
    "/samanlikn",
    "/rapport",
    "/rapport?utgave=2025",
    "/rapport/sporsmal",
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A server of its own: a year changes everything."""
    var = tmp_path_factory.mktemp("year")
    with serving(var) as address:
        yield address, var


@pytest.fixture(scope="module")
def leader(chromium: Browser, house: tuple[str, Path]) -> Iterator[BrowserContext]:
    base, var = house
    environ = os.environ | {"VERKEMIDDEL_VAR": str(var), "PORT": base.rsplit(":", 1)[1]}
    add = ["user", "add", "leiar@example.no", "--name", "Leiar", "--role", "leader"]
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", *add], cwd=ROOT, env=environ, check=True, capture_output=True, text=True
    )
    context = chromium.new_context(base_url=base, viewport={"width": 1280, "height": 900})
    accept(context.new_page(), link_in(done.stdout))
    yield context
    context.close()


@pytest.fixture
def anybody(chromium: Browser, house: tuple[str, Path]) -> Iterator[Page]:
    context = chromium.new_context(base_url=house[0])
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def year(leader: BrowserContext, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The year as it was lived in the browser: `page`, the fingerprint that was frozen, and the Word files by name."""
    page, files = leader.new_page(), tmp_path_factory.mktemp("word")
    sha256 = freeze(page)
    adopt(page)
    begin_next(page)
    change_measures(page)
    end_a_measure(page)
    asked = answer(page)
    words = {name: take_word(page, files, name) for name in ("utgreiing", "rapport")}
    words["rapport 2025"] = take_word(page, files, "rapport", "?utgave=2025")
    return {"page": page, "sha256": sha256, "asked": asked, "words": words}


def said(page: Page, text: str) -> None:
    expect(page.get_by_role("status")).to_contain_text(text)


def freeze(page: Page) -> str:
    page.goto(f"{WORK}/vedtak")
    page.get_by_role("button", name="Frys planen no").click()
    said(page, "Versjon 6.0 er fryst")
    page.goto(f"{PUBLIC}/vedtak")
    return page.locator(".fingerprint").inner_text().strip()


def adopt(page: Page) -> None:
    """Six councils and the county council decide on version 6.0; one has a reservation."""
    for name in COUNCILS:
        page.goto(f"{WORK}/vedtak/{name}-kommune/kommunestyre")
        page.get_by_label("Vedteke den").fill("17.6.2025")
        page.get_by_label("Versjon som vart vedteken").select_option("6.0")
        if name == "seljord":
            page.get_by_label("Atterhald").fill(RESERVATION)
        page.get_by_role("button", name="Lagre").click()
        said(page, "Lagra")
    expect(page.locator(".plan-body")).to_contain_text("6 av 7 partar har vedteke planen")
    page.goto(f"{WORK}/vedtak/telemark-fylkeskommune/organ")
    page.get_by_label("Organ").select_option("county_council")
    page.get_by_label("Vedteke den").fill("24.6.2025")
    page.get_by_label("Versjon som vart vedteken").select_option("6.0")
    page.get_by_role("button", name="Lagre").click()
    expect(page.locator(".plan-body")).to_contain_text("7 av 7 partar har vedteke planen")


def begin_next(page: Page) -> None:
    page.goto(f"{WORK}/revisjon")
    page.get_by_role("button", name="Start utgåva for 2026").click()
    said(page, "Utgåva for 2026 er starta")


def change_measures(page: Page) -> None:
    """A date with its reason, an amount with its reason, and a partner without any."""
    page.goto(f"{WORK}/tiltak/gott-nokk/skjema")
    page.get_by_label("Tidsramme").fill("2027-2028")
    page.get_by_label("Første år").fill("2027")
    page.get_by_label("Kvifor endrar du?").fill(MOVED)
    page.locator(".entry-end").get_by_role("button", name="Lagre").click()
    said(page, "")
    page.goto(f"{WORK}/pengar?tiltak=1&kjelde=county")
    page.locator("tr[data-measure=kompetansesirkel] input").nth(1).fill("250 000")
    page.locator("#reason").fill(PAID)
    page.locator("#money-save").click()
    expect(page.locator(".said")).to_contain_text("1 rute er lagra.")
    page.goto(f"{WORK}/tiltak/smb-utvikling/skjema")
    partners = page.get_by_label("Samarbeidspartar")
    partners.fill(partners.input_value() + "\nHusbanken")
    page.locator(".entry-end").get_by_role("button", name="Lagre").click()
    said(page, "")


def end_a_measure(page: Page) -> None:
    page.goto(f"{WORK}/tiltak/synleggjere-karriere/avslutt")
    page.get_by_label("Korleis er tiltaket avslutta?").select_option("done")
    page.get_by_label("Kvifor blir det avslutta?").fill(ENDED)
    page.get_by_label("Kva har tiltaket bidrege til?").fill(GAVE)
    page.get_by_role("button", name="Lagre").last.click()
    said(page, "Tiltaket er avslutta.")


def answer(page: Page) -> dict[str, str]:
    """The conversation: what stood in the box for each changed measure when it was opened. Only the partner's reason is written."""
    asked = {}
    for key in ("gott-nokk", "kompetansesirkel", "smb-utvikling"):
        page.goto(f"{WORK}/revisjon/{key}")
        box = page.get_by_label("Kvifor er det endra?")
        asked[key] = box.input_value()
        expect(page.get_by_label("Kva har tiltaket bidrege til?")).to_have_count(0)
        if key == "smb-utvikling":
            page.get_by_role("button", name="Lagre", exact=True).click()
            expect(page.locator("#reason-fault")).to_contain_text("Skriv kvifor")
            box.fill(JOINED)
        page.get_by_role("button", name="Lagre", exact=True).click()
        said(page, "er lagra.")
    page.get_by_role("button", name="Alle dei uendra stemmer").click()
    expect(page.locator(".plan-body")).to_contain_text("Alle tiltaka er svara for.")
    return asked


def take_word(page: Page, folder: Path, name: str, query: str = "") -> str:
    """The words of a Word file that the page offers."""
    page.goto(f"{WORK}/{name}{query}")
    with page.expect_download() as taking:
        page.get_by_role("link", name="Hent som Word").click()
    file = folder / f"{name}{len(query)}.docx"
    taking.value.save_as(file)
    return plain("\n".join(paragraph.text for paragraph in Document(str(file)).paragraphs))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_plan_becomes_adopted_by_itself_and_what_each_adopted_is_the_frozen_version(
    year: dict[str, Any], anybody: Page
) -> None:
    comes_to_read(anybody, PUBLIC, "Vedteken av partane", "Utgåva for 2025")
    page = year["page"]
    page.goto(f"{WORK}/historie?del=editions/2025&utgave=2025")
    expect(page.locator("main")).to_contain_text("Statusen følgjer vedtaka")
    page.goto(f"{WORK}/lop?utgave=2025")
    adopted = page.locator(".year-adopted > li")
    expect(adopted).to_have_count(1)
    expect(adopted).to_contain_text("Versjon 6.0")
    for name in COUNCILS:
        expect(adopted).to_contain_text(f"{name.capitalize()} kommune")
    expect(adopted).to_contain_text("Telemark fylkeskommune")
    expect(adopted).to_contain_text(RESERVATION)


def test_what_was_frozen_keeps_its_fingerprint_and_is_what_it_was(year: dict[str, Any], anybody: Page) -> None:
    page = year["page"]
    page.goto(f"{WORK}/delmal/bustader?utgave=2025")
    page.get_by_label("Hovudmål").fill(AFTERWARDS)
    page.locator(".entry-end").get_by_role("button", name="Lagre").click()
    comes_to_read(anybody, f"{PUBLIC}/vedtak?utgave=2025", "Planen er endra etter denne versjonen")
    assert anybody.locator(".fingerprint").inner_text().strip() == year["sha256"]
    letters = anybody.request.get(f"{PUBLIC}/vedtak/{year['sha256']}.json?utgave=2025").body()
    assert hashlib.sha256(letters).hexdigest() == year["sha256"]
    assert AFTERWARDS.encode() not in letters


def test_the_page_asks_only_for_the_why_that_nobody_has_given(year: dict[str, Any]) -> None:
    assert year["asked"] == {"gott-nokk": MOVED, "kompetansesirkel": PAID, "smb-utvikling": ""}


def test_a_reason_that_is_given_once_stands_in_the_accounts_the_report_and_both_files(year: dict[str, Any]) -> None:
    page, told = (
        year["page"],
        (MOVED, PAID, JOINED, ENDED, GAVE, "2026-2028 → 2027-2028", "250 000 kr", "Husbanken kjem med"),
    )
    page.goto(f"{WORK}/utgreiing")
    accounts = plain(page.locator(".plan-body").inner_text())
    page.goto(f"{WORK}/rapport")
    report = plain(" ".join(box.input_value() for box in page.locator("textarea").all()))
    page.goto(f"{WORK}/rapport?utgave=2025")
    last_year = plain(" ".join(box.input_value() for box in page.locator("textarea").all()))
    everywhere = {"accounts": accounts, "report": report, "report of 2025": last_year, **year["words"]}
    missing = {(where, text) for where, words in everywhere.items() for text in told if text not in words}
    assert missing == set()
    assert not re.search(r"\b20\d\d-\d\d-\d\d\b", " ".join(everywhere.values())), "a date as a machine writes it"


def test_an_ended_measure_still_stands_in_next_years_plan_and_beside_the_old_one(year: dict[str, Any]) -> None:
    page = year["page"]
    for address in (f"{PUBLIC}/tiltak/synleggjere-karriere?utgave=2026", f"{WORK}/tiltak", f"{WORK}/samanlikn"):
        page.goto(address)
        expect(page.locator("main")).to_contain_text("Synleggjering av karriere")
        expect(page.locator("main")).to_contain_text("Avslutta")


def test_next_years_draft_is_for_those_who_work_on_it_until_it_is_put_forward(
    year: dict[str, Any], anybody: Page
) -> None:
    answer = anybody.goto(f"{PUBLIC}?utgave=2026")
    assert answer
    assert answer.status == 404
    assert anybody.request.get(f"/api/v1/plans/{PLAN}/editions/2026").status == 404
    page = year["page"]
    page.goto(f"{PUBLIC}?utgave=2026")
    expect(page.locator("main")).to_contain_text("Dette er eit utkast til utgåva for 2026")


def test_sentences_that_still_say_last_year_are_shown_to_the_leader(year: dict[str, Any]) -> None:
    page = year["page"]
    page.goto(f"{WORK}/revisjon")
    section = page.get_by_role("region", name="Tekst som framleis seier 2025")
    expect(section).to_contain_text("Utgåva for 2025 gjer tiltaka dette året konkrete")


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def test_axe_finds_no_violation_on_the_pages_of_the_year(year: dict[str, Any], look: tuple[int, Any]) -> None:
    assert AXE, "axe-core is missing: run `make assets`"
    width, scheme = look
    page = year["page"]
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    found = {}
    for path in YEAR_PAGES:
        page.goto(WORK + path)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        page.evaluate(AXE)
        result = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
        faults = [f"{v['id']}: {[n['html'][:160] for n in v['nodes'][:3]]}" for v in result["violations"]]
        if faults or over > 0:
            found[path] = faults, over
        if pictures := os.environ.get("PICTURES"):
            name = re.sub(r"\W+", "-", path).strip("-")
            page.screenshot(path=f"{pictures}/{name}-{width}-{scheme}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})
    assert found == {}
