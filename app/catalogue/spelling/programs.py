"""The programs that know words: hunspell and apertium's `lt-proc`, both from Debian."""

import subprocess
from collections.abc import Iterable, Sequence


def answer(command: Sequence[str], lines: Iterable[str] = ()) -> str:
    """What one process says to all the lines. Raises `subprocess.CalledProcessError`."""
    done = subprocess.run(  # noqa: S603 (fixed programs; the words go in by standard input)
        list(command), input="".join(f"{line}\n" for line in lines), capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout


def answers(command: Sequence[str]) -> bool:
    """Does the program do its work without complaint?"""
    try:
        answer(command)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True
