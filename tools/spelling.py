"""Spelling of the interface: the texts of the pages and what the codes are called. `catalogue check` reads the entries.

`python tools/spelling.py` prints `where: field.lang: word (suggestions)` and exits 1 where a word is unknown.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.catalogue.spelling.checking import PACKAGES, Text, is_installed, read, texts_of_folder
from app.catalogue.vocabularies import BY_NAME
from tools import messages
from tools.messages import LANGS

DATA = Path(__file__).resolve().parents[1] / "catalogue_data"
MARKUP = re.compile(r"%\(\w+\)[sd]|</?[a-z][^>]*>|&\w+;")


def interface_texts() -> Iterator[Text]:
    """The texts of the pages, and what the codes are called."""
    for lang in LANGS:
        for message in messages.read(lang):
            strings = message.string if isinstance(message.string, (tuple, list)) else [message.string]
            key = message.id if isinstance(message.id, str) else message.id[0]
            yield from (
                Text("translations", f"“{key[:40]}”", lang, MARKUP.sub(" ", str(text))) for text in strings if key
            )
    for name, labels in BY_NAME.items():
        for code, label in labels.items():
            yield from (Text("vocabularies", f"{name}.{code}", lang, getattr(label, lang)) for lang in LANGS)


def main() -> int:
    if not is_installed():
        print(f"Spelling is skipped; it needs: apt-get install {PACKAGES}")
        return 0
    _texts, names = texts_of_folder(DATA)
    reading = read(interface_texts(), names, DATA / "words")
    for text, word, hint in reading.misspelt:
        print(f"{text.file}: {text.field}.{text.lang}: {word} ({hint})")
    print(f"spelling: {reading.words} words in the interface, {len(reading.misspelt)} unknown")
    return bool(reading.misspelt)


if __name__ == "__main__":
    sys.exit(main())
