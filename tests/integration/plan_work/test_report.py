"""The yearly report: filled, written over, configured, as Word; bad input, two at once, who may."""

import io

import pytest
from docx import Document

from app.accounts.types import Role

from .conftest import PUBLIC, WORK, Worker

SECRET = "hemmeleg-7319"


def docx_text(leader: Worker) -> str:
    document = Document(io.BytesIO(leader.get("/rapport.docx").data))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_boxes_are_filled_and_what_is_written_stands_while_the_rest_follows_the_plan(leader: Worker, amend) -> None:
    form = leader.form("/rapport", "plan-form")
    assert "14 tiltak" in form["box-summary"][0]
    assert leader.post("/rapport", form, **{"box-results": "Tre hus er bygde."}).status_code == 303
    amend("goals", "bustader", main_objective="Nye hus")
    form = leader.form("/rapport", "plan-form")
    assert form["box-results"] == ["Tre hus er bygde."]
    assert "Nye hus" in form["box-goals"][0]
    assert "Tre hus er bygde." in docx_text(leader)
    assert "Framdrift og milepælar" in docx_text(leader)
    leader.post("/rapport", form, again="results")
    assert "Tre hus" not in leader.form("/rapport", "plan-form")["box-results"][0]


def test_two_who_write_in_the_same_box_see_both_texts(leader: Worker) -> None:
    form = leader.form("/rapport", "plan-form")
    leader.post("/rapport", form, **{"box-problems": "Først"})
    late = leader.post("/rapport", form, **{"box-problems": "Så eg"})
    assert late.status_code == 409
    assert "Først" in late.text and "Så eg" in late.text


def test_a_text_that_is_far_too_long_is_refused_and_kept_on_the_screen(leader: Worker) -> None:
    sent = leader.post("/rapport", leader.form("/rapport", "plan-form"), **{"box-problems": "x" * 20_001})
    assert sent.status_code == 422
    assert "box-problems-fault" in sent.text
    assert "x" * 20_001 in sent.text


def test_questions_are_set_up_and_their_texts_follow_them(leader: Worker) -> None:
    leader.post("/rapport", leader.form("/rapport", "plan-form"), **{"box-summary": "Kort sagt"})
    sent = leader.post("/rapport/sporsmal", questions="Samandrag | 2 000\nKva lærte de?")
    assert sent.status_code == 303
    form = leader.form("/rapport", "plan-form")
    assert form["box-summary"] == ["Kort sagt"]
    assert "Kva lærte de?" in leader.text("/rapport") and "Høgst 2000 teikn" in leader.text("/rapport")
    assert "box-goals" not in form


@pytest.mark.parametrize(
    "typed", ["", "A\nA", "A | mange", "A | 0", "x" * 201, "A | ²", "\n".join(f"S {n}" for n in range(41))]
)
def test_wrong_questions_are_refused_with_a_sentence(leader: Worker, typed: str) -> None:
    sent = leader.post("/rapport/sporsmal", questions=typed)
    assert sent.status_code == 422
    assert "questions-fault" in sent.text


def test_nothing_internal_fills_the_report_and_nobody_else_sees_it(leader: Worker, worker, own_app, amend) -> None:
    amend("goals", "bustader", internal_notes=[SECRET])
    assert SECRET not in leader.get("/rapport").text
    leader.post("/rapport", leader.form("/rapport", "plan-form"), **{"box-problems": SECRET})
    someone = own_app.test_client()
    for page in ("", "/endringar?sidan=2020-01-01", "/dokument"):
        assert SECRET not in someone.get(PUBLIC + page).text
    for page in ("/rapport", "/rapport.docx", "/rapport/sporsmal"):
        assert worker(Role.EDITOR, municipalities={"4036"}).get(page).status_code == 403
        assert someone.get(WORK + page).status_code in (302, 303, 401)
