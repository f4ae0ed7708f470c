"""Where documents are fetched, and who may fetch which."""

import pytest

from app.accounts.types import Role
from tests.integration.plan import region
from tests.integration.plan.conftest import PLAN
from tests.word import Word

PUBLIC, WORK = f"/nn/plan/{PLAN}/dokument", f"/nn/arbeid/plan/{PLAN}/dokument"


def test_the_page_shows_the_plan_and_leads_to_its_files(client, edition) -> None:
    page = client.get(PUBLIC).text
    for form in ("docx", "xlsx"):
        assert f"{PUBLIC}/handlingsplan.{form}" in page
    assert "8 Handlingsplanen er godkjent av" in page
    assert "18\u00a0000\u00a0000" in page
    assert "Logg (slettast" not in page
    assert edition["goals"][0]["main_objective"] in page


@pytest.mark.parametrize("lang", ["nn", "nb", "en"])
def test_the_words_of_the_document_are_the_plan_s_own_whatever_the_page_speaks(client, lang) -> None:
    page = client.get(f"/{lang}/plan/{PLAN}/dokument").text
    assert "Hovudansvarleg" in page
    assert ('class="document" lang="nn"' in page) == (lang != "nn")


def test_a_file_has_a_name_a_kind_and_a_language(client) -> None:
    answer = client.get(f"{PUBLIC}/handlingsplan.docx")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{PLAN}-2025-handlingsplan.docx"'
    assert answer.mimetype.endswith("wordprocessingml.document")
    assert answer.headers["Content-Language"] == "nn-NO"


@pytest.mark.parametrize(
    "address",
    [f"{PUBLIC}/utkast.docx", f"{PUBLIC}/handlingsplan.exe", f"{PUBLIC}/talbevis.pdf", "/nn/plan/nope/dokument"],
)
def test_what_is_not_there_is_not_found(client, address) -> None:
    assert client.get(address).status_code == 404


def test_an_edition_that_is_not_there_is_not_found(client) -> None:
    assert client.get(f"{PUBLIC}/handlingsplan.docx?utgave=2031").status_code == 404
    assert client.get(f"{PUBLIC}?utgave=x").status_code == 404


def test_drafts_are_the_leader_s_alone(client, people) -> None:
    address = f"{WORK}/utkast.docx"
    assert client.get(address).status_code == 303
    assert people.signed_in(Role.EDITOR).get(address).status_code == 403
    assert people.signed_in(Role.LEADER).get(address).status_code == 200


def test_the_leader_s_page_leads_to_every_paper(leader) -> None:
    page = leader.get(WORK).text
    for name in ("utkast", "handlingsplan", "talbevis", "status"):
        assert f"{WORK}/{name}.docx" in page
    assert "Fyresdal kommune</option>" in page


def test_a_changed_plan_gives_a_changed_file(plan_folder, own_app) -> None:
    reader = own_app.test_client()
    before = Word(reader.get(f"{PUBLIC}/handlingsplan.docx").data)
    plan_folder.edit("2025/goals/bustader.yaml", lambda goal: goal.update(main_objective="Nye hus."))
    plan_folder.load()
    after = Word(reader.get(f"{PUBLIC}/handlingsplan.docx").data)
    assert "Hovudmål: Nye hus." in after.paragraphs
    assert "Hovudmål: Nye hus." not in before.paragraphs


def test_the_plan_of_another_region_is_written_in_its_own_language(plan_folder, leader) -> None:
    region.write(plan_folder.path)
    plan_folder.load()
    address = f"/nn/arbeid/plan/{region.KEY}/dokument"
    for form in ("docx", "xlsx"):
        assert leader.get(f"{address}/handlingsplan.{form}").status_code == 200
    paper = Word(leader.get(f"{address}/utkast.docx").data)
    assert paper.languages == {"nb-NO"}
    assert paper.sections[0] == "Logg (slettes i endelig versjon)"
    assert len(paper.sections) == 9
    assert [len(paper.tables[f"Tiltak under delmål {n}"]) for n in (1, 2, 3, 4)] == [11] * 4
    assert paper.tables["Budsjett 2026. Beløp i kroner"][-1][2] == "4\u00a0641\u00a0000"
    assert paper.tables["Godkjenninger"][1][1].split("\n") == [
        "1. mars 2026",
        "Sak 12/26",
        "Versjon 1",
        "Planen vedtas.",
        "Forbehold: Med forbehold om midler.",
    ]
    assert paper.under("1 Introduksjon") == ["Denne delen er ikke skrevet ennå."]
    assert "Gruppe havbruk (under Styret)" in paper.alternatives[0]
    for name in ("status", "talbevis"):
        assert leader.get(f"{address}/{name}.docx").status_code == 200
