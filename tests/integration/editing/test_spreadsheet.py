"""The editor takes the catalogue out as an Excel file, sends it in, looks at every change, and confirms."""

import io
import re
import zipfile
from types import SimpleNamespace

import openpyxl
import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from app.accounts.types import Role
from app.catalogue import changes
from app.catalogue.editing import spreadsheet

PAGE = "/nn/arbeid/rekneark"


@pytest.fixture
def admin(editor):
    return editor(Role.ADMINISTRATOR)


class File:
    """A workbook that was taken out."""

    def __init__(self, person, query: str = "", lang: str = "nn") -> None:
        answer = person.client.get(f"/{lang}/arbeid/rekneark/hent{query}")
        assert answer.status_code == 200, answer.text
        self.book = openpyxl.load_workbook(io.BytesIO(answer.data))

    @property
    def ids(self) -> list[str]:
        return [cell.value for cell in self.book.worksheets[1]["A"]][2:]

    def put(self, path: str, value: object, key: str | None = None) -> str:
        sheet = self.book.worksheets[1]
        column = next(cell.column for cell in sheet[1] if cell.value == path)
        row = self.ids.index(key or self.ids[0]) + 3
        sheet.cell(row, column).value = value
        return str(sheet.cell(row, 1).value)

    def saved(self) -> bytes:
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()


def send(person, data: bytes, name: str = "ark.xlsx", lang: str = "nn"):
    file = FileStorage(io.BytesIO(data), filename=name, name="fil")
    boundary, body = encode_multipart({"csrf_token": person.token, "fil": file})
    form = f"multipart/form-data; boundary={boundary}"
    return person.client.post(f"/{lang}/arbeid/rekneark", data=body, content_type=form)


def digest(page: str) -> str:
    return re.search(r'name="digest" value="([0-9a-f]{64})"', page).group(1)


def confirm(person, address: str, **fields):
    return person.post(address, {"digest": digest(person.client.get(address).text), "do": "lagre"}, **fields)


@pytest.mark.parametrize("lang", ["nn", "nb", "en"])
def test_the_page_offers_both_ways_in_each_language(admin, lang) -> None:
    page = admin.client.get(f"/{lang}/arbeid/rekneark")
    assert page.status_code == 200
    assert {"nn": "Rekneark", "nb": "Regneark", "en": "Spreadsheet"}[lang] in page.text


def test_a_change_is_seen_before_it_is_saved_public_after_and_taken_back_with_one_press(admin, public, said) -> None:
    file = File(admin, "?slag=schemes")
    key = file.put("title.nn", "Ein heilt ny tittel")
    answer = send(admin, file.saved())
    assert answer.status_code == 303
    page = admin.client.get(answer.location).text
    assert "Fila endrar 1 oppslag." in page
    assert "Ein heilt ny" in said(page)
    assert "Ein heilt ny tittel" not in public.get(f"/nn/ordningar/{key}").text
    saved = confirm(admin, answer.location)
    assert saved.status_code == 303
    assert "Ein heilt ny tittel" in public.get(f"/nn/ordningar/{key}").text
    done = admin.client.get(saved.location).text
    assert "1 oppslag er endra" in done
    undo = re.search(r'action="([^"]+/angre/[^"]+)"', done).group(1)
    admin.post(undo, {})
    assert "Ein heilt ny tittel" not in public.get(f"/nn/ordningar/{key}").text


@pytest.mark.parametrize("lang", ["nn", "nb", "en"])
def test_an_untouched_file_changes_nothing_in_any_language(admin, lang, said) -> None:
    answer = send(admin, File(admin, lang=lang).saved(), lang=lang)
    page = said(admin.client.get(answer.location).text)
    wanted = {"nn": "425 er som før", "nb": "425 er som før", "en": "425 are as before"}[lang]
    assert wanted in page
    assert "Lagre" not in page


def test_a_file_in_one_language_is_read_on_the_page_of_another(admin, said) -> None:
    answer = send(admin, File(admin, lang="en").saved(), lang="nn")
    assert "425 er som før" in said(admin.client.get(answer.location).text)


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("nn", "Beløp og del: Høgst (kroner)"),
        ("nb", "«mykje» er ikke et helt tall"),
        ("en", "“mykje” is not a whole number"),
    ],
)
def test_a_fault_is_told_by_its_cell_in_the_language_of_the_page_and_there_is_nothing_to_press(
    admin, said, lang, sentence
) -> None:
    file = File(admin, "?slag=schemes", lang)
    file.put("amount.max", "mykje" if lang != "nn" else 1)
    file.put("amount.min", 2)
    page = admin.client.get(send(admin, file.saved(), lang=lang).location).text
    if lang != "nn":
        assert sentence in said(page)
        assert 'value="lagre"' not in page
    assert 'value="kast"' in page


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "tom.xlsx", "Fila er tom."),
        (b"a;b\n", "ark.csv", "Fila er rein tekst"),
        (b"PK\x05\x06" + b"\x00" * 18, "ark.xlsx", "Fila er ei zip-fil med eit anna namn"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "ark.xls", "eldre Excel-format"),
        (b"PK" + b"\x00" * 5_000_000, "stor.xlsx", "større enn 5 MB"),
        (b"x", "", "Vel ei fil først."),
    ],
)
def test_a_file_of_another_kind_gets_a_sentence_on_the_page(admin, data, name, sentence) -> None:
    answer = send(admin, data, name)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_script_in_a_cell_is_shown_as_text(admin) -> None:
    file = File(admin, "?slag=schemes")
    file.put("title.nn", "<script>alert(1)</script>")
    page = admin.client.get(send(admin, file.saved(), "<b>ark.xlsx").location).text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "<b>" not in page


def test_only_schemes_of_a_place_are_taken_out_when_that_is_asked_for(admin) -> None:
    everything, few = File(admin, "?slag=schemes").ids, File(admin, "?slag=schemes&kommune=4036&niva=local").ids
    assert 0 < len(few) < len(everything)
    assert File(admin, "?slag=schemes&kommune=9999").ids == everything


def test_an_editor_of_vinje_cannot_change_what_is_tokkes_own_by_a_file(vinje, admin, public, said) -> None:
    file = File(vinje, "?slag=schemes&kommune=4034&niva=local")
    tokke = next(
        key for key in file.ids if admin.client.get(f"/api/v1/schemes/{key}").json["municipalities"] == ["4034"]
    )
    file.put("title.nn", "Teken over", tokke)
    answer = send(vinje, file.saved())
    page = vinje.client.get(answer.location).text
    assert "Du har ikkje ansvar for dette oppslaget." in page
    assert 'value="lagre"' not in page
    refused = confirm(vinje, answer.location)
    assert refused.status_code == 409
    assert "Teken over" not in public.get(f"/nn/ordningar/{tokke}").text


def test_a_file_is_its_senders_alone(admin, editor) -> None:
    other = editor(Role.ADMINISTRATOR)
    file = File(admin, "?slag=schemes")
    file.put("title.nn", "Ny")
    address = send(admin, file.saved()).location
    assert other.client.get(address).status_code == 404
    assert other.post(address, {"digest": "x", "do": "lagre"}).status_code == 404
    assert admin.client.get(f"{PAGE}/finst-ikkje").status_code == 404


def test_a_change_by_another_is_told_and_the_choice_is_the_persons(admin, editor, public) -> None:
    file = File(admin, "?slag=schemes")
    key = file.put("title.nn", "Den eine")
    other = File(admin, "?slag=schemes")
    other.put("title.nn", "Den andre", key)
    other.put("title.en", "The other", key)
    address = send(admin, file.saved()).location
    seen = digest(admin.client.get(address).text)
    confirm(admin, send(admin, other.saved()).location)
    stale = admin.post(address, {"digest": seen, "do": "lagre"})
    assert stale.status_code == 409
    assert "Noko er endra av andre" in stale.text
    assert "Den andre" in stale.text  # all three texts are shown
    assert confirm(admin, address).status_code == 409
    choice = {f"val/schemes/{key}/title.nn": "mine"}
    assert confirm(admin, address, **choice).status_code == 303
    assert "Den eine" in public.get(f"/nn/ordningar/{key}").text
    assert "The other" in public.get(f"/en/ordningar/{key}").text


def test_a_file_can_be_put_aside(admin) -> None:
    file = File(admin, "?slag=schemes")
    file.put("title.nn", "Ny")
    address = send(admin, file.saved()).location
    assert admin.post(address, {"do": "kast"}).status_code == 303
    assert admin.client.get(address).status_code == 404


def test_a_file_without_the_forms_token_is_refused(admin) -> None:
    fields = {"fil": (io.BytesIO(b"x"), "ark.xlsx")}
    answer = admin.client.post(PAGE, data=fields, content_type="multipart/form-data")
    assert answer.status_code in (400, 403)


def test_a_contributor_has_no_spreadsheets(editor) -> None:
    assert editor(Role.CONTRIBUTOR).client.get(PAGE).status_code == 403


def test_giant_texts_stand_whole_beside_each_other_and_do_not_tie_up_the_server(monkeypatch) -> None:
    """Comparing sixteen thousand equal words with as many others takes minutes."""
    compare = spreadsheet._Words()
    assert [piece.kind for piece in compare.pieces("ein to tre", "ein to fire")] == ["same", "gone", "new"]
    monkeypatch.setattr(changes, "word_by_word", lambda _old, _new: pytest.fail("compared by words"))
    old, new = "a b " * 8_000, "b a " * 8_000
    assert [(piece.kind, piece.text.strip()) for piece in compare.pieces(old, new)] == [
        ("gone", old.strip()),
        ("new", new.strip()),
    ]
    assert [piece.kind for piece in compare.pieces(None, "ny")] == ["new"]


def test_a_file_far_too_large_to_be_read_is_told_of_on_the_page(admin, people, public, said) -> None:
    data = b"PK" + b"\x00" * spreadsheet.LARGEST_POST
    answer = send(admin, data)
    assert answer.status_code == 413
    assert "større enn 5 MB" in said(answer.text)
    assert "Sjå endringane" in answer.text, "the form stands ready for another file"
    stranger = send(SimpleNamespace(client=public, token=people.token(public)), data)
    assert stranger.status_code in (401, 413)
    assert "Sjå endringane" not in stranger.text


def test_a_zip_file_with_another_name_is_told_from_a_workbook(admin, said) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("bilete/ferie.jpg", b"\xff\xd8\xff" * 100)
    answer = send(admin, made.getvalue(), "ordningar.xlsx")
    assert answer.status_code == 422
    assert "Fila er ei zip-fil med eit anna namn" in said(answer.text)


def copied(person, kind: str, key: str, new: str):
    """A file with a row more: a copy of an entry under a new id."""
    file = File(person, f"?slag={kind}")
    sheet = file.book.worksheets[1]
    row = file.ids.index(key) + 3
    for cell in list(sheet[row]):
        sheet.cell(sheet.max_row if cell.column > 1 else sheet.max_row + 1, cell.column).value = cell.value
    last = sheet.max_row
    sheet.cell(last, 1).value = new
    version = next(cell.column for cell in sheet[1] if cell.value == "version")
    sheet.cell(last, version).value = None
    return file


def test_a_new_scheme_from_a_file_is_taken_off_the_pages_by_the_undo_that_is_offered(admin, public, said) -> None:
    file = copied(admin, "schemes", "vinje-naeringsfond", "vinje-nytt-fond")
    for sheet in file.book.worksheets[2:]:
        for row in list(sheet.iter_rows(min_row=3)):
            if row[0].value == "vinje-naeringsfond":
                sheet.append([cell.value if cell.column > 1 else "vinje-nytt-fond" for cell in row])
    address = send(admin, file.saved()).location
    saved = confirm(admin, address)
    assert saved.status_code == 303, said(saved.text)
    assert public.get("/nn/ordningar/vinje-nytt-fond").status_code == 200
    undo = re.search(r'action="([^"]+/angre/[^"]+)"', admin.client.get(saved.location).text).group(1)
    assert "Angra." in said(admin.client.get(admin.post(undo, {}).location).text)
    assert public.get("/nn/ordningar/vinje-nytt-fond").status_code == 404


def test_no_undo_is_offered_for_a_file_with_a_new_term_and_the_page_says_so(admin, public, said) -> None:
    address = send(admin, copied(admin, "glossary", "eigenkapital", "eigenkapital-to").saved()).location
    saved = confirm(admin, address)
    assert saved.status_code == 303
    page = admin.client.get(saved.location).text
    assert "/angre/" not in page
    assert "kan ikkje angrast på ein gong" in said(page)
