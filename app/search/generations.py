"""Index generations on disk: built beside, sealed, then made current by one rename.

    <index>/<fingerprint>/CURRENT          the name of the current generation
    <index>/<fingerprint>/gen-…/           one whole, immutable index
    <index>/<fingerprint>/gen-…/SEAL       what it holds, signed

The fingerprint names schema, analysis and engine, so that a changed program never reads an old
index. The seal lists every file with its digest and is signed with the installation's own key: a
generation that is cut short, spoilt, or put there by somebody else is never opened (Whoosh
unpickles parts of its files).
"""

import contextlib
import fcntl
import hashlib
import hmac
import json
import os
import re
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from app.search.port import IndexBusy, Position

_NAME = re.compile(r"^gen-[0-9a-f]{32}$")
_SEAL = "SEAL"
_KEEP_SECONDS = 60


class Sealed(NamedTuple):
    """A generation whose seal holds."""

    folder: Path
    position: Position
    files: dict[str, str]
    """The digest of each file."""


class Generations:
    def __init__(self, index_dir: Path, fingerprint: str, secret: str) -> None:
        self.home = index_dir / fingerprint
        self._secret = secret.encode()

    @contextmanager
    def writing(self, wait: float) -> Iterator[None]:
        """Hold the one writer's lock, released by the system if this process dies. Raises `IndexBusy`."""
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "WRITER").open("w") as lock:
            until = time.monotonic() + wait
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() >= until:
                        raise IndexBusy from None
                    time.sleep(0.02)
            yield

    def new(self) -> Path:
        folder = self.home / f"gen-{uuid.uuid4().hex}"
        folder.mkdir(parents=True)
        return folder

    def copy(self, folder: Path) -> Path:
        """A new generation that starts as `folder`. Segment files never change, so they are shared."""
        fresh = self.new()
        for file in folder.iterdir():
            if file.name != _SEAL and not file.name.endswith("LOCK"):
                os.link(file, fresh / file.name)
        return fresh

    def publish(self, folder: Path, position: Position) -> None:
        """Seal `folder` and make it current; from here on every reader sees it."""
        body = {"change": position.change, "day": position.day, "files": _digests(folder)}
        sealed = {"body": body, "signature": self._sign(body)}
        _write_whole(folder / _SEAL, json.dumps(sealed))
        _write_whole(self.home / "CURRENT", folder.name)
        with contextlib.suppress(OSError):  # another process may be sweeping too
            self._sweep(folder)

    def current(self) -> Sealed | None:
        """The current generation, or None when there is none that can be trusted."""
        try:
            name = (self.home / "CURRENT").read_text("ascii").strip()
            if not _NAME.match(name) or (self.home / name).is_symlink():
                return None
            folder = self.home / name
            sealed = json.loads((folder / _SEAL).read_text("utf-8"))
            body = sealed["body"]
            if not hmac.compare_digest(sealed["signature"], self._sign(body)) or body["files"] != _digests(folder):
                return None
            return Sealed(folder, Position(body["change"], body["day"]), body["files"])
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def current_name(self) -> str:
        """The name of the current generation as the pointer says, unchecked and cheap; empty when there is none."""
        try:
            return (self.home / "CURRENT").read_text("ascii").strip()
        except (OSError, UnicodeDecodeError):
            return ""

    def _sign(self, body: dict[str, Any]) -> str:
        return hmac.new(self._secret, json.dumps(body, sort_keys=True).encode(), hashlib.sha256).hexdigest()

    def _sweep(self, kept: Path) -> None:
        """Remove generations that no reader can still be opening, and those of other fingerprints."""
        now = time.time()
        for folder in self.home.parent.glob("*/gen-*"):
            if folder != kept and now - folder.stat().st_mtime > _KEEP_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)


def _digests(folder: Path) -> dict[str, str]:
    files = sorted(f for f in folder.iterdir() if f.name != _SEAL and not f.name.endswith("LOCK"))
    return {file.name: _digest(file) for file in files}


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _write_whole(path: Path, text: str) -> None:
    """Write so that a reader sees the old text or the new, never a part."""
    temporary = path.with_name(f".{path.name}-{uuid.uuid4().hex}")
    with temporary.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
