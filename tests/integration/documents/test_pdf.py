"""The action plan as PDF: tagged, in a language, with a title, and with the words and figures of the Word file."""

import io
import re
from collections import Counter

import pytest
from pypdf import PdfReader

from app.plan.documents import pdf
from tests.integration.plan.conftest import PLAN

needs_pango = pytest.mark.skipif(not pdf.can_write(), reason="Pango is not here: apt install libpangoft2-1.0-0")


@pytest.fixture(scope="module")
def final_pdf(app) -> PdfReader:
    if not pdf.can_write():
        pytest.skip("Pango is not here: apt install libpangoft2-1.0-0")
    return PdfReader(io.BytesIO(app.test_client().get(f"/nn/plan/{PLAN}/dokument/handlingsplan.pdf").data))


def elements(found):
    """Every element of the tree of tags."""
    found = found.get_object()
    if "/S" in found:
        yield found
    below = found.get("/K", [])
    for child in (one.get_object() for one in (below if isinstance(below, list) else [below])):
        if isinstance(child, dict) and "/S" in child:
            yield from elements(child)


@pytest.fixture(scope="module")
def tags(final_pdf):
    return list(elements(final_pdf.trailer["/Root"]["/StructTreeRoot"]))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_it_declares_its_language_its_title_and_pdf_ua(final_pdf) -> None:
    root = final_pdf.trailer["/Root"]
    assert root["/Lang"] == "nn-NO"
    assert root["/MarkInfo"]["/Marked"] is True or bool(root["/MarkInfo"]["/Marked"])
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert final_pdf.metadata.title == "Handlingsplan - oppfølging av Bygdevekstavtale for Vest-Telemark"
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_object().get_data()


def test_headings_lists_tables_and_the_chart_are_tagged(tags, final) -> None:
    count = Counter(tag["/S"] for tag in tags)
    assert count["/H1"] == 1
    assert count["/H2"] == 8
    assert count["/Table"] == len(final.tables) == 7
    assert count["/THead"] == 7
    assert count["/Caption"] == 7 + 1, "the chart has one, too"
    assert count["/L"] > 20
    assert count["/Figure"] == 1


def test_every_table_has_headings_that_its_cells_are_tied_to(tags) -> None:
    for table in (tag for tag in tags if tag["/S"] == "/Table"):
        cells = list(elements(table))
        assert any(cell["/S"] == "/TH" for cell in cells)
        for cell in (cell for cell in cells if cell["/S"] == "/TD"):
            attributes = cell["/A"] if isinstance(cell["/A"], list) else [cell["/A"]]
            assert any("/Headers" in found.get_object() for found in attributes)


def test_the_chart_has_its_text_alternative(tags, final) -> None:
    (figure,) = [tag for tag in tags if tag["/S"] == "/Figure"]
    assert figure["/Alt"] == final.alternatives[0]


def test_its_words_and_figures_are_those_of_the_word_file(final_pdf, final) -> None:
    pages = [page.extract_text() for page in final_pdf.pages]
    marks = re.compile(rf"^(Handlingsplanen for Vest-Telemark 2025|Side \d+ av {len(pages)}|•|\d\.) *$", re.MULTILINE)
    found = squeezed("".join(marks.sub("", page) for page in pages))
    assert len(pages) < 25
    for paragraph in final.paragraphs:
        assert squeezed(paragraph) in found, paragraph
    for rows in final.tables.values():
        for row in rows:
            for cell in row:
                assert squeezed(cell) in found, cell
    for note in final.footnotes:
        assert squeezed(note) in found


def test_it_has_bookmarks_to_its_sections(final_pdf, final) -> None:
    titles = [found.title for found in final_pdf.outline[1] if not isinstance(found, list)]
    assert titles == final.sections


def test_a_machine_without_pango_says_so_on_the_page_and_fails_nowhere(own_app, monkeypatch) -> None:
    def missing() -> None:
        raise pdf.CannotWrite

    monkeypatch.setattr(pdf, "_weasyprint", missing)
    own = own_app.test_client()
    own.may_fail = True
    page = own.get(f"/nn/plan/{PLAN}/dokument")
    assert page.status_code == 200
    assert "Pango manglar" in page.text
    assert ".pdf" not in page.text
    answer = own.get(f"/nn/plan/{PLAN}/dokument/handlingsplan.pdf")
    assert answer.status_code == 503
    assert "Pango manglar" in answer.text
    assert own.get(f"/nn/plan/{PLAN}/dokument/handlingsplan.docx").status_code == 200


@needs_pango
def test_nothing_is_fetched_from_anywhere_whatever_a_text_says(plan_folder, leader) -> None:
    trap = '<img src="http://127.0.0.1:9/x.png"> & "quoted" \\ </title>'
    plan_folder.edit("2025/goals/bustader.yaml", lambda goal: goal.update(main_objective=trap))
    plan_folder.edit("plan.yaml", lambda plan: plan.update(short_title=trap))
    plan_folder.load()
    answer = leader.get(f"/nn/arbeid/plan/{PLAN}/dokument/utkast.pdf")
    assert answer.status_code == 200
    text = squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages))
    assert text.count(squeezed(trap)) > 10
