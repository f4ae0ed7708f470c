"""Ids for what people add: made of its name, and free."""

import re
import unicodedata
from collections.abc import Collection
from itertools import count

LONGEST = 60
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ð": "d", "þ": "th", "ß": "ss"})


def id_for(name: str, taken: Collection[str]) -> str:
    """“Gøtt nøkk” -> `gott-nokk`; with a number after it where that is taken."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    slug = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")
    slug = slug[:LONGEST].rstrip("-") or "punkt"
    return next(one for n in count(1) if (one := slug if n == 1 else f"{slug}-{n}") not in taken)
