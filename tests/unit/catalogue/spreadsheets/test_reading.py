"""Files that are not what they should be: a plain answer, and never more work than the limits allow."""

import contextlib
import io
import zipfile
import zlib

import pytest

from app.catalogue.spreadsheets import opening, reading
from app.catalogue.spreadsheets.opening import FileRefused, NotRead

from .conftest import say

NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@pytest.fixture
def book(load, exported):
    load()
    return exported()


def zipped(**parts: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def with_part(data: bytes, changed: str, text: str | bytes, *also: tuple[str, str | bytes]) -> bytes:
    """The file with one part replaced and others added."""
    parts = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.infolist():
            parts[part.filename] = archive.read(part)
    return zipped(**parts | {changed: text} | dict(also))


def sheet(rows: str, before: str = "", after: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<worksheet {NS}><sheetData>{rows}</sheetData>{after}</worksheet>'


def why(data: bytes) -> NotRead:
    with pytest.raises(FileRefused) as caught:
        reading.read(data, say)
    return caught.value.why


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        (b"", NotRead.EMPTY),
        (b"id;tittel\nfond;Fondet\n", NotRead.PLAIN_TEXT),
        ("æøå\n".encode() * 3000, NotRead.PLAIN_TEXT),
        (b"\x00\x01\x02" * 50, NotRead.NOT_A_WORKBOOK),
        (b"\x89PNG\r\n\x1a\n" + b"\xff" * 100, NotRead.NOT_A_WORKBOOK),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500, NotRead.OLD_OR_LOCKED),
        (zipped(**{"bilete.txt": "hei"}), NotRead.ONLY_A_ZIP),
        (zipped(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}), NotRead.OTHER_OFFICE),
        (zipped(**{"[Content_Types].xml": "<Types/>", "anna.xml": "<w/>"}), NotRead.ONLY_A_ZIP),
        (zipped(mimetype="application/vnd.oasis", **{"content.xml": "<o/>"}), NotRead.OPEN_DOCUMENT),
        (zipped(**{"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}), NotRead.BROKEN),
        (zipped(**{"[Content_Types].xml": "x.macroEnabled.main+xml", "xl/workbook.xml": "<w/>"}), NotRead.MACROS),
        (b"PK\x03\x04 not a zip at all", NotRead.BROKEN),
        (b"PK" + b"x" * opening.LARGEST_FILE, NotRead.TOO_LARGE),
        (zipped(**{"[Content_Types].xml": "", "x": b"0" * (opening.LARGEST_UNPACKED + 1)}), NotRead.TOO_LARGE_INSIDE),
        (zipped(**{"[Content_Types].xml": "", **{f"n{n}": "" for n in range(400)}}), NotRead.TOO_LARGE_INSIDE),
    ],
)
def test_a_file_of_another_kind_is_refused_with_what_it_is(data, answer) -> None:
    assert why(data) is answer


@pytest.mark.parametrize("length", [100, 1_000, 3_000, -2_000, -60, -1])
def test_a_file_that_is_cut_off_is_broken(book, length) -> None:
    assert why(book.saved()[:length]) is NotRead.BROKEN


def test_a_file_with_flipped_bytes_is_read_or_refused_and_never_worse(book) -> None:
    data = book.saved()
    for n in range(40, len(data), max(1, len(data) // 60)):
        with contextlib.suppress(FileRefused):
            reading.read(data[:n] + bytes([data[n] ^ 0x55]) + data[n + 1 :], say)


def test_what_the_file_says_of_its_own_size_is_not_trusted(book) -> None:
    """A part that unpacks to more than its header says does not get past the limit."""
    data = book.saved()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo("xl/styles.xml")
    lying = bytearray(data)
    at = data.rindex(b"xl/styles.xml") - 46
    lying[at + 24 : at + 28] = (info.file_size // 2).to_bytes(4, "little")
    assert why(bytes(lying)) is NotRead.BROKEN


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FAR = '<row r="1"><c r="XFD1"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (sheet("<row><c><v>&b;</v></c></row>", before=BOMB), NotRead.BROKEN),
        (sheet("<row/>" * (opening.MOST_ROWS * 2 + 1)), NotRead.TOO_MANY_ROWS),
        (sheet('<row r="900000"/>'), NotRead.TOO_MANY_ROWS),
        (sheet('<row r="1e9"/>'), NotRead.TOO_MANY_ROWS),
        (sheet(f"<row>{'<c/>' * 201}</row>"), NotRead.TOO_MANY_COLUMNS),
        (sheet(FAR), NotRead.TOO_MANY_COLUMNS),
        (sheet('<row><c r="½"><v>1</v></c></row>'), NotRead.BROKEN),
        (sheet(f"<row>{'<c/>' * 199}</row>" * 1_600), NotRead.TOO_MANY_CELLS),
        (sheet("<row><c><is>" + "<t/>" * 710_000 + "</is></c></row>"), NotRead.TOO_MANY_CELLS),
        (sheet("", after="<x/>" * 70_000), NotRead.TOO_LARGE_INSIDE),
        (sheet('<row r="1"><c r="A1" t="s"><v>999</v></c></row>'), NotRead.BROKEN),
        (sheet(f'<row r="1"><c r="A1"><v>{"9" * 9_000}</v></c></row>'), NotRead.BROKEN),
        ("<worksheet", NotRead.BROKEN),
        (b"\xff\xfe\x00", NotRead.BROKEN),
    ],
)
def test_a_sheet_made_to_cost_time_or_memory_is_refused(book, text, answer) -> None:
    assert why(with_part(book.saved(), "xl/worksheets/sheet2.xml", text)) is answer


def test_styles_made_to_cost_time_are_refused(book) -> None:
    assert why(with_part(book.saved(), "xl/styles.xml", f"<styleSheet {NS}>{'<xf/>' * 70_000}</styleSheet>")) is (
        NotRead.TOO_LARGE_INSIDE
    )


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch) -> None:
    bomb = zipped(**{"[Content_Types].xml": "<Types/>", "xl/workbook.xml": b"0" * 60_000_000})
    assert len(bomb) < 100_000
    unpacked = []
    real = zlib.decompressobj
    monkeypatch.setattr(zipfile.zlib, "decompressobj", lambda *a: unpacked.append(a) or real(*a))
    assert why(bomb) is NotRead.TOO_LARGE_INSIDE
    assert unpacked == []


def test_a_claim_of_a_million_rows_and_columns_is_not_believed(book) -> None:
    claimed = with_part(book.saved(), "xl/worksheets/sheet9.xml", sheet("").replace(
        "<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'
    ))  # fmt: skip
    assert len(reading.read(claimed, say).sheets) == 8


def test_parts_that_we_do_not_read_are_never_unpacked(book) -> None:
    data = with_part(book.saved(), "xl/media/image1.png", b"\x00", ("xl/externalLinks/externalLink1.xml", "<not xml"))
    assert reading.read(data, say).faults == []


# -- sheets and columns that are not as they were -----------------------------------------------------


def test_hidden_sheets_are_read_and_told_of(book, planned) -> None:
    book.sheet("schemes").sheet_state = "hidden"
    book.put("schemes", "naeringsfond", "title.nn", "Nytt")
    plan = planned(book)
    assert [n.what for n in plan.notices] == ["sheet_hidden"]
    assert len(plan.entries) == 1


def test_a_strange_sheet_and_a_strange_column_are_told_of_and_not_read(book, planned) -> None:
    book.book.create_sheet("Notat")["A1"] = "=1/0"
    column = book.sheet("schemes").max_column + 1
    book.sheet("schemes").cell(1, column).value = "mitt notat"
    book.sheet("schemes").cell(3, column).value = "hugs å ringje"
    plan = planned(book)
    assert plan.entries == () and not plan.has_faults
    assert {n.what for n in plan.notices} == {"sheet_not_read", "column_not_read"}


def test_a_new_heading_and_a_moved_column_change_nothing(book, planned) -> None:
    sheet = book.sheet("schemes")
    sheet.cell(2, 4).value = "Eige namn"
    sheet.move_range(f"D1:D{sheet.max_row}", cols=120)
    sheet.delete_cols(4)
    sheet.title = "Mine ordningar"
    plan = planned(book)
    assert plan.entries == () and not plan.has_faults


def test_a_column_that_is_gone_leaves_its_field_alone(book, planned) -> None:
    for path in ("summary.nb", "criteria.en", "kinds"):
        book.sheet("schemes").delete_cols(book.column("schemes", path))
    book.put("schemes", "naeringsfond", "title.nn", "Nytt")
    [entry] = planned(book).entries
    assert [d.path for d in entry.differences] == ["title.nn"]
    assert {n.what for n in planned(book).notices} == {"column_missing"}


def test_a_column_that_is_gone_from_a_list_is_told_of_where_a_row_is_changed(book, planned, told) -> None:
    book.sheet("contacts").delete_cols(book.column("contacts", "name.nb"))
    assert not planned(book).has_faults
    book.put("contacts", "kommunen", "phone", "1")
    assert "Kolonnen «Namn (bokmål)» manglar i arket" in next(iter(told(planned(book)).values()))


def test_a_column_twice_is_told_of(book, planned, told) -> None:
    column = book.sheet("schemes").max_column + 1
    cell = book.sheet("schemes").cell(1, column)
    cell.value = "title.nn"
    assert told(planned(book)) == {f"Ordningar!{cell.coordinate}": "Kolonnen står òg i D. La berre éin stå."}


def test_merged_cells_are_told_of_and_merged_headings_are_not(book, planned, told) -> None:
    book.sheet("schemes").merge_cells("D2:F2")
    assert not planned(book).has_faults
    book.sheet("schemes").merge_cells("D3:E3")
    assert told(planned(book))["Ordningar!D3"] == (
        "Cellene D3:E3 er slegne saman. Del dei att, så kvar celle har sin verdi."
    )


def test_a_sheet_without_its_row_of_names_is_told_of(book, planned, told) -> None:
    book.sheet("glossary").delete_rows(1)
    assert list(told(planned(book))) == ["Ordliste!A1"]


def test_a_sheet_twice_is_told_of(book, planned, told) -> None:
    book.book.copy_worksheet(book.sheet("schemes")).title = "Kopi"
    assert told(planned(book)) == {"Kopi!A1": "Arket er det same som «Ordningar». La berre eitt stå."}


def test_a_list_without_its_sheet_is_left_alone(book, planned) -> None:
    del book.book["Kontaktar"]
    plan = planned(book)
    assert plan.entries == ()
    assert [n.what for n in plan.notices] == ["list_missing"]


def test_a_workbook_of_somebody_elses_is_refused() -> None:
    import openpyxl

    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    assert why(out.getvalue()) is NotRead.NONE_OF_OURS


def test_rows_in_another_order_mean_the_same(book, folder, load, exported, planned) -> None:
    folder.put("schemes", id="anna")
    load()
    book = exported()
    sheet = book.sheet("schemes")
    for column in range(1, sheet.max_column + 1):
        one, two = sheet.cell(3, column), sheet.cell(4, column)
        one.value, two.value = two.value, one.value
    assert planned(book).entries == ()


def test_a_giant_paste_is_refused(book) -> None:
    for n in range(opening.MOST_ROWS + 1):
        book.sheet("glossary").append([f"x-{n}"])
    assert why(book.saved()) is NotRead.TOO_MANY_ROWS
