"""What a reader who comes within two seconds of a save must see."""

import time

from playwright.sync_api import Page, expect

SECONDS = 2.0


def comes_to_read(page: Page, address: str, *texts: str) -> None:
    """Open the page, again and again for two seconds, until it says all the texts."""
    began = time.monotonic()
    while True:
        page.goto(address)
        said = " ".join(page.locator("main").inner_text().split())
        if all(" ".join(text.split()) in said for text in texts) or time.monotonic() - began > SECONDS:
            break
    for text in texts:
        expect(page.locator("main")).to_contain_text(text)
