"""A real server process that somebody signed in talks to, and that can be killed at any instant."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from contextlib import suppress
from pathlib import Path

from app.accounts.types import Role
from tests.conftest import ROOT, build_app, closing, make_settings
from tests.people import People

FORM_COOKIE = "; verkemiddel_form="


def cookie_of(var: Path, role: Role) -> str:
    """The cookie of a new person's session."""
    with closing(build_app(make_settings(var, base_url="http://127.0.0.1"))) as app:
        people = People(app)
        cookie = people.signed_in(role).get_cookie(people.cookie)
        assert cookie
        return cookie.value


class Server:
    """Started and killed as often as one likes; who is signed in stays so."""

    def __init__(self, var: Path, role: Role) -> None:
        cookie = cookie_of(var, role)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.environ = os.environ | {"VERKEMIDDEL_VAR": str(var), "PORT": str(self.port)}
        self.cookies, self.log = f"verkemiddel={cookie}", var / "server.log"

    def start(self) -> None:
        command = [sys.executable, "-m", "app.cli", "serve", "--workers", "1"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environ, stdout=log, stderr=log, start_new_session=True
            )
        for _ in range(600):
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
                self.cookies = f"{self.cookies.split(FORM_COOKIE)[0]}; {found.split(';')[0]}"
            return str(answer.read().decode())
