"""Interface texts: collect them, check that all three languages have them all, compile them.

Nynorsk is the source: a text stands in the code as a reader of nynorsk sees it, so the nynorsk
catalogue holds every text as itself.
"""

import argparse
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools.interface_terms import read_terms, strays

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "translations"
LANGS = ("nn", "nb", "en")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


def po_path(lang: str) -> Path:
    return FOLDER / lang / "LC_MESSAGES" / "messages.po"


def extracted() -> Catalog:
    """Every text in the code and the templates."""
    with (ROOT / "babel.cfg").open("r", encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    catalog = Catalog(project="verkemiddel", charset="utf-8")
    found = extract_from_dir(ROOT, methods, options, keywords={"_": None, "gettext": None, "ngettext": (1, 2)})
    for name, _line, message, comments, _context in sorted(found, key=lambda item: (item[0], item[1])):
        catalog.add(message, locations=[(name, 0)], auto_comments=comments)
    return catalog


def read(lang: str) -> Catalog:
    path = po_path(lang)
    if not path.exists():
        return Catalog(locale=lang, project="verkemiddel", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=lang)


def update() -> None:
    """Bring the three catalogues level with the code; what nobody uses goes, nynorsk fills itself."""
    for lang in LANGS:
        catalog = read(lang)
        catalog.update(extracted(), no_fuzzy_matching=True)  # afresh: catalogues share their messages
        catalog.obsolete.clear()
        if lang == "nn":
            for message in catalog:
                if message.id:
                    message.string = message.id
        write(lang, catalog)


def write(lang: str, catalog: Catalog) -> None:
    catalog.fuzzy = False
    catalog.header_comment = f"# Interface texts of Verkemiddel, {lang}. Kept by tools/messages.py."
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=110, no_location=True, omit_header=False, sort_output=True)
    text = re.sub(
        r'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team|Report-Msgid-Bugs-To|Project-Id-Version):.*\n',
        "",
        buffer.getvalue().decode(),
        flags=re.MULTILINE,
    )
    po_path(lang).parent.mkdir(parents=True, exist_ok=True)
    po_path(lang).write_text(text, "utf-8")


def faults() -> Iterator[str]:
    wanted = {message.id for message in extracted() if message.id}
    for lang in LANGS:
        catalog = read(lang)
        have = {message.id for message in catalog if message.id}
        yield from (f"{lang}: lacks “{_text(key)}”; run `make messages` and translate it" for key in wanted - have)
        yield from (f"{lang}: “{_text(key)}” is used nowhere; run `make messages`" for key in have - wanted)
        for message in catalog:
            if message.id:
                yield from (f"{lang}: “{_text(message.id)}” {reason}" for reason in _message_faults(message, lang))


def _message_faults(message: Message, lang: str) -> Iterator[str]:
    ids = [str(i) for i in (message.id if isinstance(message.id, tuple) else (message.id,))]
    strings = [
        str(s or "") for s in (message.string if isinstance(message.string, (tuple, list)) else (message.string,))
    ]
    if message.fuzzy:
        yield "is marked fuzzy; read it and take the mark away"
    if len(strings) < len(ids) or not all(strings):
        yield "is not translated"
        return
    if set(PLACEHOLDER.findall(ids[-1])) != set(PLACEHOLDER.findall(strings[-1])):
        yield "has other placeholders in the translation"
    if lang != "nn":
        yield from strays(ids[-1], strings[-1], lang, read_terms())
    if lang == "nn" and tuple(strings) != tuple(ids):
        yield "is changed in nynorsk; change the source text instead"


def _text(key: object) -> str:
    return str(key[0] if isinstance(key, tuple) else key)[:80]


def compile_all() -> None:
    for lang in LANGS:
        po, mo = po_path(lang), po_path(lang).with_suffix(".mo")
        if po.exists() and (not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime):
            with mo.open("wb") as file:
                write_mo(file, read(lang))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("update", "check", "compile"):
        parser.add_argument(f"--{name}", action="store_true")
    asked = parser.parse_args()
    if asked.update:
        update()
    if asked.compile:
        compile_all()
    if asked.check:
        found = list(faults())
        for fault in found:
            print(fault, file=sys.stderr)
        print(
            f"{len(found)} fault(s) in the interface texts"
            if found
            else "the interface texts are complete in three languages"
        )
        sys.exit(bool(found))


if __name__ == "__main__":
    main()
