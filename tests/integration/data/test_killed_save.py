"""Killing the server during a save leaves every entry whole, old or new, and the index level with it after the start."""

import os
import random
import re
import threading
import time
from contextlib import suppress

from sqlalchemy import create_engine, text

from app.accounts.types import Role
from tests.conftest import Script
from tests.killing import Server

TIMES = int(os.environ.get("KILLS", "12"))
"""How often the server is killed; 50 by hand now and then."""
ADDRESS = "/nn/arbeid/ordningar/naeringsfond"


def form(server: Server) -> dict[str, str]:
    """What a browser would send from the form, as far as this entry needs it."""
    page = server.ask(ADDRESS)
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
    server, url = Server(var, Role.ADMINISTRATOR), f"sqlite:///{var}/verkemiddel.sqlite"
    chance, stands, seen = random.Random(5), "0", set()
    for number in range(1, TIMES + 1):
        server.start()
        assert is_level(verkemiddel), "the index is level with the entry after the start"
        assert f"Fond runde {stands}" in server.ask("/api/v1/schemes?q=fond")
        data = form(server) | {f"title-{lang}": f"Fond runde {number}" for lang in ("nn", "nb", "en")}

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
