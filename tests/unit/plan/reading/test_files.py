"""A file that is no action plan in Word is refused with a reason, at once, whatever it claims to be."""

import io
import time
import zipfile

import pytest

from app.plan.documents.docx import write
from app.plan.documents.outline import action_plan
from app.plan.documents.reading.opening import FileRefused, NotRead, opened
from app.plan.documents.reading.understanding import understood

TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
MAIN = b'<Relationships><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/></Relationships>'
SHEET = MAIN.replace(b"word/document", b"xl/workbook")


def _zip(**parts: bytes) -> bytes:
    out = io.BytesIO()
    names = {"types": "[Content_Types].xml", "rels": "_rels/.rels", "document": "word/document.xml"}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(names.get(name, name), content)
    return out.getvalue()


def _doc(body: bytes, **more: bytes) -> bytes:
    return _zip(
        types=TYPES, rels=MAIN, document=b'<w:document xmlns:w="w"><w:body>' + body + b"</w:body></w:document>", **more
    )


FILES = {
    "nothing": (b"", NotRead.EMPTY),
    "a PDF": (b"%PDF-1.7\n...", NotRead.PDF),
    "an old .doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, NotRead.OLD_OR_LOCKED),
    "RTF": (b"{\\rtf1 hei}", NotRead.RICH_TEXT),
    "plain text": (b"Delm\xc3\xa5l 1", NotRead.NOT_A_DOCUMENT),
    "a renamed zip": (_zip(**{"a.txt": b"hei"}), NotRead.ONLY_A_ZIP),
    "a zip that lacks the document": (_zip(types=TYPES, rels=MAIN), NotRead.ONLY_A_ZIP),
    "a broken zip": (_doc(b"")[:120], NotRead.BROKEN),
    "broken XML": (_zip(types=TYPES, rels=MAIN, document=b"<w"), NotRead.BROKEN),
    "a workbook": (_zip(types=TYPES, rels=SHEET, **{"xl/workbook.xml": b"<a/>"}), NotRead.OTHER_OFFICE),
    "an .odt": (_zip(**{"mimetype": b"x", "content.xml": b"<a/>"}), NotRead.OPEN_DOCUMENT),
    "macros by type": (_zip(types=b"<Types>ms-word.document.macroEnabled.main+xml</Types>", rels=MAIN), NotRead.MACROS),
    "macros by part": (_doc(b"", **{"word/vbaProject.bin": b"x"}), NotRead.MACROS),
    "a bomb": (_doc(b"\n" * 30_000_000), NotRead.TOO_LARGE_INSIDE),
    "too many elements": (_doc(b"<p><r><t>x</t></r></p>" * 250_000), NotRead.TOO_LARGE_INSIDE),
    "far too deep": (_doc(b"<a>" * 5_000 + b"</a>" * 5_000), NotRead.TOO_LARGE_INSIDE),
    "301 pages": (_doc(b"", **{"docProps/app.xml": b"<a><Pages>301</Pages></a>"}), NotRead.TOO_MANY_PAGES),
    "more text than 300 pages": (
        _doc(b"<p><r><t>" + b"ord og tal " * 150_000 + b"</t></r></p>"),
        NotRead.TOO_LARGE_INSIDE,
    ),
    "an entity": (
        _zip(types=TYPES, rels=MAIN, document=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        NotRead.BROKEN,
    ),
    "too large": (b"PK" + b"\0" * 20_000_001, NotRead.TOO_LARGE),
}


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_refused(name: str) -> None:
    data, why = FILES[name]
    started = time.perf_counter()
    with pytest.raises(FileRefused) as refused:
        opened(data)
    assert refused.value.why is why
    assert time.perf_counter() - started < 10


def test_too_much_text_that_does_not_pack_well_is_too_many_pages() -> None:
    text = b"".join(b"%d " % (n * 7919 % 999_983) for n in range(260_000))
    with pytest.raises(FileRefused) as refused:
        opened(_doc(b"<p><r><t>" + text + b"</t></r></p>"))
    assert refused.value.why is NotRead.TOO_MANY_PAGES


def test_another_template_is_told(real) -> None:
    with pytest.raises(FileRefused) as refused:
        understood(_doc(b"<w:p><w:r><w:t>Referat</w:t></w:r></w:p>"), real)
    assert refused.value.why is NotRead.NOT_A_PLAN


def test_a_long_document_of_something_else_is_refused_in_little_time(real) -> None:
    row = b"<w:p><w:r><w:t>Eit avsnitt om noko heilt anna %d.</w:t></w:r></w:p>"
    data = _doc(b"".join(row % (n * 7919) for n in range(30_000)))
    started = time.perf_counter()
    with pytest.raises(FileRefused):
        understood(data, real)
    assert time.perf_counter() - started < 30


def test_a_document_with_pictures_and_unknown_parts_is_read(real) -> None:
    data = io.BytesIO(write(action_plan(real, final=False)))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("word/media/image1.png", b"\x89PNG" + bytes(range(256)) * 400)
        archive.writestr("customXml/item9.xml", b"<a/>")
    assert len(understood(data.getvalue(), real).measures) == 14
