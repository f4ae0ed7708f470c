"""A real server over the real catalogue, and the system's Chromium."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

EXPECTED = re.compile(r"status of (403|404|409|422|429)")
"""A page that says no is still a page."""
ROOT = Path(__file__).resolve().parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def served_var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the server."""
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="session")
def base(served_var: Path) -> Iterator[str]:
    """The address of a server with the real entries."""
    with serving(served_var) as address:
        yield address


@contextmanager
def serving(var: Path) -> Iterator[str]:
    """A server with the real entries in a data folder of its own; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environ = os.environ | {"VERKEMIDDEL_VAR": str(var), "PORT": str(port)}
    command = [sys.executable, "-m", "app.cli"]
    for kind in ("catalogue", "plan"):
        subprocess.run([*command, kind, "load"], cwd=ROOT, env=environ, check=True, capture_output=True)
    with (var / "server.log").open("wb") as log:
        server = subprocess.Popen([*command, "serve", "--workers", "1"], cwd=ROOT, env=environ, stdout=log, stderr=log)
        address = f"http://127.0.0.1:{port}"
        try:
            for _ in range(100):
                try:
                    urllib.request.urlopen(f"{address}/readyz", timeout=5).close()
                    break
                except OSError:
                    time.sleep(0.2)
            yield address
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(20)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing: apt-get install chromium")
        pytest.skip("Chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser, base: str) -> Iterator[BrowserContext]:
    made = chromium.new_context(base_url=base, viewport={"width": 1280, "height": 900})
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails the test when a script fails, a policy is broken or something outside is asked for."""
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on(
        "console",
        lambda line: faults.append(line.text) if line.type == "error" and not EXPECTED.search(line.text) else None,
    )
    opened.on(
        "request",
        lambda request: (
            None if "127.0.0.1" in request.url or request.url.startswith("data:") else faults.append(request.url)
        ),
    )
    yield opened
    assert faults == []
