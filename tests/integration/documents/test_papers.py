"""The short papers: proof of figures, status, and case papers, each from the same data."""

import io
import zipfile

import pytest

from app.plan.documents import pdf
from tests.integration.plan.conftest import PLAN
from tests.word import Word

PAGE = f"/nn/arbeid/plan/{PLAN}/dokument"
MUNICIPALITIES = [f"{name} kommune" for name in ("Fyresdal", "Kviteseid", "Nissedal", "Seljord", "Tokke", "Vinje")]


@pytest.fixture
def send(leader, people):
    token = people.token(leader)
    return lambda **fields: leader.post(f"{PAGE}/saksframlegg", data={"csrf_token": token, "form": "docx", **fields})


def test_the_proof_says_that_every_figure_of_the_document_is_worked_out_alike(leader) -> None:
    paper = Word(leader.get(f"{PAGE}/talbevis.docx").data)
    assert "Alle 32 tal som dokumentet viser, er like dei som er rekna ut." in paper.paragraphs
    assert "18\u00a0000\u00a0000" in paper.tables["Budsjett 2025–2028. Beløp i kroner"][-1]


def test_the_proof_shows_a_figure_that_differs_and_the_check_that_sees_it(leader, plan_folder) -> None:
    def change(ledger):
        (cell,) = [
            c for c in ledger["cells"] if (c["goal"], c["year"], c["source"]) == ("bustader", 2025, "state_cofinancing")
        ]
        cell["amount"] = 510_000

    plan_folder.edit("2025/ledger.yaml", change)
    plan_folder.load()
    paper = Word(leader.get(f"{PAGE}/talbevis.docx").data)
    rows = paper.tables["Talbevis"]
    assert ["1. Fleire eigna bustader i Vest-Telemark", "2025", "500\u00a0000", "510\u00a0000"] in rows


def test_the_proof_begins_its_checks_with_what_must_be_looked_at(leader, plan_folder) -> None:
    cell = {"goal": "bustader", "measure": "gott-nokk", "year": 2025, "source": "state_cofinancing", "amount": 510_000}
    plan_folder.edit("2025/ledger.yaml", lambda ledger: ledger["cells"].append(cell))
    plan_folder.load()
    _heads, first, *_rest = Word(leader.get(f"{PAGE}/talbevis.docx").data).tables["Kontrollar"]
    assert first[0] == "Må sjåast på"
    assert "10\u00a0000\u00a0kr" in first[1]


def test_the_status_has_every_measure_and_who_has_not_decided(leader) -> None:
    paper = Word(leader.get(f"{PAGE}/status.docx").data)
    assert len(paper.tables["Tiltak og framdrift"]) == 15
    assert any(
        line.startswith("0 av 7 partar har godkjent planen. Ventar på: Fyresdal kommune,") for line in paper.paragraphs
    )


@pytest.mark.skipif(not pdf.can_write(), reason="Pango is not here: apt install libpangoft2-1.0-0")
def test_the_proof_and_the_status_fit_on_a_page(leader) -> None:
    from pypdf import PdfReader

    for name in ("talbevis", "status"):
        assert len(PdfReader(io.BytesIO(leader.get(f"{PAGE}/{name}.pdf").data)).pages) == 1


def test_every_municipality_gets_the_same_paper_with_its_own_dates_and_paragraph(send) -> None:
    for name in MUNICIPALITIES:
        answer = send(part=name, avsnitt="Hos oss er hus & heim <viktig>.\n\nAndre avsnitt.")
        assert answer.status_code == 200
        paper = Word(answer.data)
        assert paper.document.core_properties.title == f"Saksframlegg til {name}"
        assert [row[0] for row in paper.tables["Handsaming"]] == ["Organ", "Formannskap", "Kommunestyre"]
        assert paper.under(f"Kva planen har å seie for {name}") == ["Hos oss er hus & heim <viktig>.", "Andre avsnitt."]
        assert any(line.startswith(f"{name} godkjenner «Handlingsplan") for line in paper.paragraphs)
    assert paper.tables["Handsaming"][2][1] == "24. juni 2025"


def test_without_a_local_paragraph_there_is_a_marked_place_for_it(send) -> None:
    paper = Word(send(part="Vinje kommune").data)
    assert paper.under("Kva planen har å seie for Vinje kommune") == [
        "[Skriv eit avsnitt om kva planen har å seie for kommunen.]"
    ]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"part": ""}, "Vel kven saksframlegget er til."),
        ({"part": "Oslo kommune"}, "Vel kven saksframlegget er til."),
        ({"part": "Vinje kommune", "avsnitt": "å" * 4_001}, "Avsnittet kan ha høgst 4000 teikn."),
        ({"part": "Vinje kommune", "avsnitt": "bjølle \x07"}, "Avsnittet har eit teikn som ikkje kan skrivast."),
    ],
)
def test_what_cannot_be_is_a_sentence_at_the_field_and_what_was_typed_is_kept(send, fields, sentence) -> None:
    answer = send(**fields)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert answer.mimetype == "text/html"
    assert fields.get("avsnitt", "").rstrip(" \x07") in answer.text


def test_papers_without_a_table_of_money_are_not_workbooks(leader) -> None:
    assert leader.get(f"{PAGE}/status.xlsx").status_code == 404
    assert zipfile.is_zipfile(io.BytesIO(leader.get(f"{PAGE}/utkast.xlsx").data))
