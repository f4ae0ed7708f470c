"""Norwegian alphabetical order as a plain string key: … x y z æ ø å, with ä = æ, ö = ø and aa = å.

Stored in a column and compared byte by byte: code points, SQLite's NOCASE and most ICU-less
databases all put the last three letters wrong.
"""

import unicodedata

_LAST_LETTERS = {"æ": "z{a", "ä": "z{a", "ø": "z{b", "ö": "z{b", "å": "z{c"}


def sort_key(text: str) -> str:
    """Return a key that sorts as a Norwegian reader expects. Accents other than å, ä, ö are ignored."""
    folded = unicodedata.normalize("NFC", text).casefold().replace("aa", "å")
    out: list[str] = []
    for letter in folded:
        if letter in _LAST_LETTERS:
            out.append(_LAST_LETTERS[letter])
        else:
            out.append("".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c)))
    return "".join(out)
