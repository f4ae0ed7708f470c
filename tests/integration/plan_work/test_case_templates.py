"""A municipality keeps its own Word template, and its case paper comes out in it."""

import io
import sqlite3
import zipfile

import docx
import pytest
from sqlalchemy import update
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from app.accounts.types import Role
from app.audit.log import AuditRow
from app.db import backup
from app.plan.models import CaseTemplateRow, PlanVersion
from app.web.runtime import db
from tests.unit.plan.templates.making import changed, template

from .conftest import WORK, words

VINJE_PAGE, TOKKE_PAGE = "/dokument/malar/vinje-kommune", "/dokument/malar/tokke-kommune"
OWN = template("Vinje kommune, eiga form: {{ kommune }}", "{{ budsjettabell }}", header="Brevhovud {{ år }}")


def send(worker, data: bytes = OWN, name: str = "saksmal.docx", page: str = VINJE_PAGE):
    file = FileStorage(io.BytesIO(data), filename=name, name="fil")
    boundary, body = encode_multipart({"csrf_token": worker.token, "fil": file})
    return worker.client.post(WORK + page, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def paragraphs(answer) -> list[str]:
    assert answer.status_code == 200, words(answer.text)[:500]
    return [p.text for p in docx.Document(io.BytesIO(answer.data)).paragraphs if p.text]


def test_the_case_paper_comes_in_the_template_that_the_municipality_sent_in(vinje, leader) -> None:
    assert "Ingen mal enno." in vinje.text(VINJE_PAGE)
    sent = send(vinje)
    assert (sent.status_code, sent.headers["Location"]) == (303, WORK + VINJE_PAGE)
    assert "Malen er lagra. Saksframlegget til Vinje kommune bruker han no." in vinje.text(VINJE_PAGE)
    own = paragraphs(vinje.post(f"{VINJE_PAGE}/saksframlegg", avsnitt="Hos oss.", form="docx"))
    assert own[1].startswith("Vinje kommune godkjenner «Handlingsplan")
    assert own[2:] == ["Hos oss.", "Vinje kommune, eiga form: Vinje kommune"]
    of_leader = leader.post("/dokument/saksframlegg", part="Vinje kommune", avsnitt="Hos oss.", form="docx")
    assert paragraphs(of_leader) == own
    assert docx.Document(io.BytesIO(of_leader.data)).tables[0].cell(0, 1).text == "Kroner i 2025"


def test_one_may_choose_the_standard_layout_and_others_have_it_anyhow(vinje, leader) -> None:
    send(vinje)
    ours = paragraphs(leader.post("/dokument/saksframlegg", part="Vinje kommune", standard="1"))
    assert "Framlegg til vedtak" in ours
    assert paragraphs(vinje.post(f"{VINJE_PAGE}/saksframlegg", form="standard")) == ours
    assert "Framlegg til vedtak" in paragraphs(leader.post("/dokument/saksframlegg", part="Tokke kommune"))
    assert "Har eigen mal: Vinje kommune." in leader.text("/dokument")


def test_every_unknown_and_missing_field_is_named_and_nothing_is_saved(vinje, rows) -> None:
    document = docx.Document()
    document.add_paragraph("{{ saksnumer }} {{ tittel }} {{ rådmann }} {{ vedtak")
    out = io.BytesIO()
    document.save(out)
    answer = send(vinje, out.getvalue())
    assert answer.status_code == 422
    page = words(answer.text).replace("&#34;", '"')
    assert "Malen er ikkje lagra" in page
    assert "Malen har feltet «saksnumer», som ikkje finst. Meinte du «saksnummer»?" in page
    assert "Malen har feltet «rådmann», som ikkje finst. Sjå lista over felt." in page
    assert "Malen manglar feltet «vedtak», som må vere med. Skriv {{ vedtak }} der det skal stå." in page
    assert "Malen manglar feltet «lokalt_avsnitt»" in page
    assert "«{{ vedtak» er ikkje lukka med }} i same avsnittet." in page
    assert rows(CaseTemplateRow) == []


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Fila er tom."),
        (b"%PDF-1.7", "Dette er ein PDF. Opne malen i Word"),
        (changed(OWN, "word/vbaProject.bin", lambda _part: b"x"), "Fila har makroar."),
        (OWN[:2_000], "Fila er skadd"),
        (template("{{ ''.__class__ }}"), "«{{ ''.__class__ }}» er ikkje eit felt."),
        (template("{% for x in range(10**9) %}x{% endfor %}"), "«{% for x in range(10**9) %}» er ikkje eit felt."),
        (template("Sjå {{ budsjettabell }}"), "Feltet «budsjettabell» blir ein tabell."),
    ],
    ids=["empty", "pdf", "macros", "broken", "attribute", "loop", "table in a line"],
)
def test_a_bad_file_is_a_sentence_and_the_template_before_it_stays(vinje, rows, data, sentence) -> None:
    send(vinje)
    answer = send(vinje, data, "ny.docx")
    assert answer.status_code == 422
    assert sentence in words(answer.text).replace("&#39;", "'")
    assert [row.file_name for row in rows(CaseTemplateRow)] == ["saksmal.docx"]


def test_a_file_that_is_far_too_large_is_told_on_the_page(vinje) -> None:
    answer = send(vinje, b"PK" + b"\0" * 6_000_000)
    assert answer.status_code == 413
    assert "Fila er større enn 5 MB." in words(answer.text)
    assert send(vinje, b"PK" + b"\0" * 5_000_001).status_code == 422
    assert vinje.client.post(WORK + VINJE_PAGE, data={"csrf_token": vinje.token}).status_code == 422


def test_it_is_fetched_as_it_was_sent_replaced_and_taken_away_and_the_history_tells(vinje, leader, rows) -> None:
    send(vinje)
    assert vinje.get(f"{VINJE_PAGE}/mal.docx").data == OWN
    send(leader, template("Ny"), "../../ny\u202emal.docx")
    assert [row.file_name for row in rows(CaseTemplateRow)] == ["ny mal.docx"]
    assert vinje.post(f"{VINJE_PAGE}/fjern").status_code == 303
    assert vinje.get(f"{VINJE_PAGE}/mal.docx").status_code == 404
    assert vinje.post(f"{VINJE_PAGE}/fjern").status_code == 404
    page = vinje.text(VINJE_PAGE)
    assert page.index("Teken bort") < page.index("Lagd inn: ny mal.docx") < page.index("Lagd inn: saksmal.docx")
    assert [row.kind for row in rows(AuditRow) if row.kind.startswith("CaseTemplate")] == [
        "CaseTemplateKept",
        "CaseTemplateKept",
        "CaseTemplateRemoved",
    ]


def test_the_plans_history_shows_it_restores_none_and_the_public_sees_none(vinje, leader, public, rows) -> None:
    before = public("/endringar")
    send(vinje)
    send(vinje, template("Ny"), "ny.docx")
    assert "Malen til Vinje kommune" in leader.text("/historie")
    page = leader.text("/historie?del=templates/vinje-kommune")
    assert "ny.docx" in page
    assert "Hent tilbake" not in page
    assert public("/endringar") == before
    number = next(row.id for row in rows(PlanVersion) if row.kind == "templates")
    assert leader.post("/historie", version=number, seen=number).status_code == 404


def test_an_editor_reaches_the_template_of_the_own_municipality_only(vinje, worker, leader) -> None:
    send(leader, page=TOKKE_PAGE)
    assert vinje.get("/dokument/malar").headers["Location"] == WORK + VINJE_PAGE
    assert send(vinje, page=TOKKE_PAGE).status_code == 403
    for address in (TOKKE_PAGE, f"{TOKKE_PAGE}/mal.docx"):
        assert vinje.get(address).status_code == 403
    for address in (f"{TOKKE_PAGE}/fjern", f"{TOKKE_PAGE}/saksframlegg"):
        assert vinje.post(address).status_code == 403
    assert vinje.get("/dokument/malar/oslo").status_code == 404
    assert vinje.get("/dokument").status_code == 403
    assert worker(Role.CONTRIBUTOR).get(VINJE_PAGE).status_code == 403
    assert "ikkje knytt til nokon kommune" in worker(Role.EDITOR).text("/dokument/malar")
    assert "Eigen mal frå" in leader.text("/dokument/malar")


def test_the_example_can_be_sent_in_as_it_is(vinje) -> None:
    example = vinje.get("/dokument/malar/dome.docx").data
    assert send(vinje, example, "døme.docx").status_code == 303
    found = paragraphs(vinje.post(f"{VINJE_PAGE}/saksframlegg", form="docx"))
    assert found[0].startswith("Handlingsplan")
    assert not [text for text in found if "{{" in text]


def test_what_is_typed_stays_where_it_cannot_be_written(vinje) -> None:
    answer = vinje.post(f"{VINJE_PAGE}/saksframlegg", avsnitt="bjølle \x07", form="docx")
    assert answer.status_code == 422
    assert "Avsnittet har eit teikn som ikkje kan skrivast." in words(answer.text)
    assert "bjølle" in answer.text


def test_a_kept_template_that_no_longer_fits_is_told_and_the_standard_layout_still_comes(vinje, leader) -> None:
    send(vinje)
    with (
        vinje.people.app.app_context(),
        vinje.people.app.extensions["app.runtime"].transactions.begin(db.session) as uow,
    ):
        uow.session.execute(update(CaseTemplateRow).values(content=template("{{ gamalt_felt }}")))
    answer = leader.post("/dokument/saksframlegg", part="Vinje kommune")
    assert answer.status_code == 422
    assert "Malen til Vinje kommune passar ikkje lenger." in words(answer.text)
    assert vinje.post(f"{VINJE_PAGE}/saksframlegg", form="docx").status_code == 422
    assert paragraphs(vinje.post(f"{VINJE_PAGE}/saksframlegg", form="standard"))


def test_a_backup_holds_the_template(vinje, tmp_path) -> None:
    send(vinje)
    with vinje.people.app.app_context():
        backup.write(db.engine, tmp_path / "copy.sqlite")
    with sqlite3.connect(tmp_path / "copy.sqlite") as copy:
        (content,) = copy.execute("SELECT content FROM plan_case_template").fetchone()
    copy.close()
    assert zipfile.is_zipfile(io.BytesIO(content))
    assert content == OWN
