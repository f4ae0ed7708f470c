"""Texts as people type and paste them, made fit to be stored."""

import re

LONGEST_LINE, LONGEST_TEXT = 500, 20_000


def tidy(text: str | None) -> str:
    """A text with its line breaks, without characters that cannot be seen and without space at the ends of lines."""
    lines = (text or "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    visible = ("".join(letter if letter.isprintable() else " " for letter in line).rstrip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(visible)).strip()
