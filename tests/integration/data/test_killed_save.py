"""Killing the server during a save leaves every entry whole, old or new, and the index level with it after the start."""

import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from contextlib import suppress
from pathlib import Path

from sqlalchemy import create_engine, text

from app.accounts.types import Role
from tests.conftest import Script, build_app, closing, make_settings
from tests.people import People

ROOT = Path(__file__).resolve().parents[3]
TIMES = int(os.environ.get("KILLS", "12"))
"""How often the server is killed; 50 by hand now and then."""
ADDRESS = "/nn/arbeid/ordningar/naeringsfond"


def editor_of(var: Path) -> str:
    """The cookie of an administrator's session."""
    with closing(build_app(make_settings(var, base_url="http://127.0.0.1"))) as app:
        people = People(app)
        cookie = people.signed_in(Role.ADMINISTRATOR).get_cookie(people.cookie)
        assert cookie
        return cookie.value


class Server:
    """A real server process over a small catalogue, and an editor signed in to it."""

    def __init__(self, var: Path, cookie: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.environ = os.environ | {"VERKEMIDDEL_VAR": str(var), "PORT": str(self.port)}
        self.cookies = f"verkemiddel={cookie}"
        self.log = var / "server.log"

    def start(self) -> None:
        command = [sys.executable, "-m", "app.cli", "serve", "--workers", "1"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environ, stdout=log, stderr=log, start_new_session=True
            )
        for _ in range(300):
            with suppress(OSError):
                self.ask("/readyz")
                return
            time.sleep(0.1)
        raise AssertionError(self.log.read_text("utf-8")[-2000:])

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(20)

    def ask(self, path: str, data: dict[str, str] | None = None) -> str:
        body = urllib.parse.urlencode(data).encode() if data else None
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", body, {"Cookie": self.cookies})
        with urllib.request.urlopen(request, timeout=30) as answer:
            if found := answer.headers.get("Set-Cookie"):
                self.cookies = f"{self.cookies.split('; session=')[0]}; {found.split(';')[0]}"
            return str(answer.read().decode())

    def form(self) -> dict[str, str]:
        """What a browser would send from the form, as far as this entry needs it."""
        page = self.ask(ADDRESS)
        found = dict(re.findall(r'<input [^>]*?name="([^"]+)" value="([^"]*)"', page))
        found |= dict(re.findall(r'<textarea [^>]*?name="([^"]+)"[^>]*>([^<]*)</textarea>', page))
        for name, options in re.findall(r'<select [^>]*?name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
            chosen = re.search(r'value="([^"]*)" selected', options)
            found[name] = chosen.group(1) if chosen else ""
        boxes = re.findall(r'<input [^>]*?type="checkbox"[^>]*?name="([^"]+)" value="([^"]+)" checked', page)
        found |= dict(boxes)
        return found


def stored(url: str) -> str:
    """The round that the stored entry is of; it must be one only, and that of its newest version."""
    engine = create_engine(url)
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        entry = connection.execute(text("SELECT entry FROM scheme WHERE id = 'naeringsfond'")).scalar_one()
        newest = connection.execute(
            text("SELECT content FROM entry_version WHERE key = 'naeringsfond' AND is_published ORDER BY number DESC")
        ).scalar()
    engine.dispose()
    titles = [set(re.findall(r"Fond runde (\d+)", it)) for it in (entry, newest)]
    assert titles[0] == titles[1], "the entry and its newest version differ"
    assert len(titles[0]) == 1, "the languages of one save were stored apart"
    return titles[0].pop()


def is_level(verkemiddel: Script) -> bool:
    """The server's own follower brings the index level a moment after the start."""
    for _ in range(40):
        if verkemiddel("search", "check").returncode == 0:
            return True
        time.sleep(0.25)
    return False


def test_a_killed_server_leaves_the_old_entry_or_the_new_one_and_the_index_level(folder, verkemiddel, tmp_path) -> None:
    var = tmp_path / "var"
    folder.put("schemes", title=dict.fromkeys(("nn", "nb", "en"), "Fond runde 0"))
    assert verkemiddel("catalogue", "load", str(folder.path)).returncode == 0
    server, url = Server(var, editor_of(var)), f"sqlite:///{var}/verkemiddel.sqlite"
    chance, stands, seen = random.Random(5), "0", set()
    for number in range(1, TIMES + 1):
        server.start()
        assert is_level(verkemiddel), "the index is level with the entry after the start"
        assert f"Fond runde {stands}" in server.ask("/api/v1/schemes?q=fond")
        data = server.form() | {f"title-{lang}": f"Fond runde {number}" for lang in ("nn", "nb", "en")}

        def save(data: dict[str, str] = data) -> None:
            with suppress(OSError):
                server.ask(ADDRESS, data | {"do": "publish"})

        saving = threading.Thread(target=save)
        saving.start()
        time.sleep(chance.uniform(0.0, 0.6))
        server.kill()
        saving.join(30)
        now = stored(url)
        assert now in (stands, str(number))
        seen.add(now == str(number))
        stands = now
    assert verkemiddel("search", "follow").returncode == 0
    assert verkemiddel("search", "check").returncode == 0
    assert seen == {True, False} or TIMES < 5, "some saves were cut short, and some were done"
