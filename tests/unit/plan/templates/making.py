"""Word templates as a municipality may write them, and files that only claim to be one."""

import io
import zipfile
from collections.abc import Callable

from docx import Document

WHOLE = ("{{ tittel }}", "{{ vedtak }}", "{{ lokalt_avsnitt }}")


def template(*paragraphs: str, header: str = "", title: str = "") -> bytes:
    """A template with these paragraphs after the fields that must be there."""
    document = Document()
    for text in (*WHOLE, *paragraphs):
        document.add_paragraph(text)
    document.sections[0].header.paragraphs[0].text = header
    document.core_properties.title = title
    return saved(document)


def saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def changed(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The file with one part changed, or made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, change(old.read(name) if name in old.namelist() else b""))
    return out.getvalue()


def main(data: bytes, old: str, new: str) -> bytes:
    """The file with something put in the place of something in its text."""
    assert old.encode() in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
    return changed(data, "word/document.xml", lambda part: part.replace(old.encode(), new.encode()))
