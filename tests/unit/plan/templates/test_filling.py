"""A template filled in opens in other programs, holds the data of the plan, and looks as its owner made it."""

import io
import zipfile
from datetime import date

import pytest
from docx import Document
from docx.shared import RGBColor

from app.plan.documents.templates.example import example
from app.plan.documents.templates.fields import FIELDS, TABLES, Matter, TemplateRefused
from app.plan.documents.templates.filling import filled
from app.plan.documents.templates.opening import opened
from app.plan.documents.templates.values import case_values

from .making import changed, saved, template

TODAY = date(2026, 11, 26)


@pytest.fixture(scope="session")
def fill(real):
    values = case_values(real, "Vinje kommune", "Hos oss er hus & heim <viktig>.\n\nAndre avsnitt.", TODAY)
    return lambda data: Document(io.BytesIO(filled(opened(data), values, "Saksframlegg", TODAY)))


def texts(document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def test_every_field_has_a_value(real) -> None:
    assert tuple(case_values(real, "Vinje kommune", "", TODAY)) == FIELDS


@pytest.mark.parametrize("lang", ["nn", "nb", "en"])
def test_the_example_has_every_field_and_passes(lang, fill) -> None:
    document = fill(example(lang))
    assert not any("{{" in text for text in texts(document))
    assert document.sections[0].header.paragraphs[0].text == "Vinje kommune"
    assert len(document.tables) == 1 + len(TABLES)


def test_paragraphs_and_tables_come_where_their_fields_stood(fill) -> None:
    found = fill(template("Før", "{{ budsjettabell }}", "Etter {{ kommune }}, {{ år }}.", "{{ prioriterte_tiltak }}"))
    lines = texts(found)
    assert lines[2:6] == ["Hos oss er hus & heim <viktig>.", "Andre avsnitt.", "Før", "Etter Vinje kommune, 2025."]
    assert lines[6].startswith("1.1 ")
    assert len(lines) == 12
    rows = [[cell.text for cell in row.cells] for row in found.tables[0].rows]
    assert rows[0] == ["Kven som betaler", "Kroner i 2025"]
    assert rows[-1] == ["SUM", "1\u00a0200\u00a0000"]


def test_the_looks_of_the_template_are_kept(fill) -> None:
    document = Document(io.BytesIO(template()))
    run = document.add_paragraph("", style="List Bullet").add_run("{{ prioriterte_tiltak }}")
    run.font.color.rgb = RGBColor(1, 2, 3)
    found = [p for p in fill(saved(document)).paragraphs if p.style.name == "List Bullet"]
    assert len(found) == 6
    assert {str(run.font.color.rgb) for p in found for run in p.runs if run.text} == {"010203"}


def test_a_list_without_lines_leaves_no_bullet(fill) -> None:
    document = Document(io.BytesIO(template()))
    document.add_paragraph("{{ lokale_tiltak }}", style="List Bullet")
    assert not [p for p in fill(saved(document)).paragraphs if p.style.name == "List Bullet"]


@pytest.mark.parametrize("where", [{"paragraphs": ("Sjå {{ budsjettabell }}",)}, {"header": "{{ budsjettabell }}"}])
def test_a_table_that_does_not_stand_alone_is_told(where, fill) -> None:
    with pytest.raises(TemplateRefused) as refused:
        fill(template(*where.get("paragraphs", ()), header=where.get("header", "")))
    assert [(wrong.matter, wrong.text) for wrong in refused.value.faults] == [(Matter.NOT_ALONE, "budsjettabell")]


def test_a_table_may_stand_in_a_cell(fill) -> None:
    document = Document(io.BytesIO(template()))
    document.add_table(1, 1).cell(0, 0).text = "{{ møtetabell }}"
    (outer,) = fill(saved(document)).tables
    assert outer.cell(0, 0).tables[0].cell(1, 0).text == "Formannskap"


def test_the_file_does_not_look_for_the_template_it_was_made_from(real, fill) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{kind}" Target="file:///\\\\server\\mal.dotm" TargetMode="External"/></Relationships>'
    attached = b'<w:attachedTemplate xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"/></w:settings>'
    data = changed(template(), "word/_rels/settings.xml.rels", lambda _part: rels.encode())
    data = changed(data, "word/settings.xml", lambda part: part.replace(b"</w:settings>", attached))
    out = io.BytesIO()
    fill(data).save(out)
    assert b"server" not in out.getvalue()
    with zipfile.ZipFile(out) as archive:
        assert not [name for name in archive.namelist() if b"attachedTemplate" in archive.read(name)]


def test_the_same_data_gives_the_same_file(real) -> None:
    values = case_values(real, "Vinje kommune", "", TODAY)
    assert filled(opened(template()), values, "T", TODAY) == filled(opened(template()), values, "T", TODAY)
