"""Where the leader begins: what waits, and the answer to an open question."""

from sqlalchemy import text

from app.accounts.types import Role
from app.plan import queries
from app.web.runtime import db

from .conftest import PLAN, WORK, words

QUESTIONS = "/sporsmal"


def test_the_leader_begins_at_what_waits_and_an_editor_at_their_measures(leader, vinje) -> None:
    assert leader.client.get("/nn/arbeid/plan").headers["Location"] == WORK
    assert vinje.client.get("/nn/arbeid/plan").headers["Location"] == f"{WORK}/tiltak"
    assert 'href="/nn/arbeid/plan"' in vinje.client.get("/nn/arbeid/").text, "the menu of their desk leads here"


def test_without_a_plan_the_page_says_so(people, own_app) -> None:
    with own_app.app_context(), own_app.extensions["app.runtime"].transactions.begin(db.session) as uow:
        for table in (
            "plan_version",
            "plan_movement",
            "plan_cell",
            *(f"plan_{kind}" for kind in ("measure", "goal", "edition")),
        ):
            uow.session.execute(text(f"DELETE FROM {table}"))
        uow.session.execute(text("DELETE FROM action_plan"))
    assert "Her er ingen plan enno" in people.signed_in(Role.LEADER).get("/nn/arbeid/plan").text


def test_each_thing_that_waits_is_a_sentence_with_a_link_to_where_it_is_put_right(leader) -> None:
    page = leader.get()
    said = words(page.text)
    assert "Ikkje oppdatert på 563 dagar." in said
    assert f'href="{WORK}/tiltak/innsikt-bustadstrategi"' in page.text
    assert "Delmål 2 har inga arbeidsgruppe i organisasjonskartet." in said
    assert "Vinje kommune har ikkje registrert vedtak." in said
    assert "Er tilskotsbrevet frå 10.01.2024 eller 10.01.2025?" in said


def test_an_open_question_is_answered_there_and_is_not_asked_again(leader, stored) -> None:
    answer = leader.post(QUESTIONS, question="signert", answer="Ja, avtala vart signert 02.06.2025.")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{WORK}#sporsmal")
    (signed,) = [q for q in stored().edition.internal_questions if q.id == "signert"]
    assert signed.answer == "Ja, avtala vart signert 02.06.2025."
    page = leader.get().text
    assert 'id="answer-signert"' not in page
    assert "Ja, avtala vart signert 02.06.2025." in page


def test_an_empty_answer_gets_a_sentence_at_the_field(leader, stored) -> None:
    answer = leader.post(QUESTIONS, question="signert", answer="  \u200b ")
    assert answer.status_code == 422
    assert "Skriv eit svar" in words(answer.text)
    assert 'aria-describedby="answer-signert-feil"' in answer.text
    assert not [q for q in stored().edition.internal_questions if q.answer]


def test_questions_and_answers_never_reach_the_public(leader, public, own_app) -> None:
    leader.post(QUESTIONS, question="eigar", answer="Det løynde svaret")
    reader = own_app.test_client()
    for address in ("", "/endringar?sidan=2020-01-01", "/vedtak", "/organisering"):
        assert "Det løynde svaret" not in public(address)
        assert "Kven er eigar i organisasjonskartet" not in public(address)
    edition = reader.get(f"/api/v1/plans/{PLAN}/editions/2025").text
    assert "løynde" not in edition
    assert "internal" not in edition


def test_two_leaders_who_answer_at_the_same_time_both_get_through(leader, worker, stored) -> None:
    other = worker(Role.LEADER)
    for who, key in ((leader, "eigar"), (other, "signert")):
        assert who.post(QUESTIONS, question=key, answer=f"Svar på {key}").status_code == 303
    answers = {q.id: q.answer for q in stored().edition.internal_questions if q.answer}
    assert answers == {"eigar": "Svar på eigar", "signert": "Svar på signert"}


def test_an_answer_sent_after_the_session_has_ended_comes_back_after_signing_in(leader, expired, stored) -> None:
    page = expired(leader, QUESTIONS, on="", question="eigar", answer="Vest-Telemarkrådet")
    assert 'name="answer" rows="2" lang="nn">Vest-Telemarkrådet</textarea>' in page.text
    assert not [q for q in stored().edition.internal_questions if q.answer]


def test_the_page_is_not_for_editors(vinje) -> None:
    assert vinje.get().status_code == 403
    assert vinje.post(QUESTIONS, question="eigar", answer="x").status_code == 403


def test_an_answer_is_a_version_with_who_and_why(leader, own_app) -> None:
    leader.post(QUESTIONS, question="eigar", answer="Vest-Telemarkrådet")
    with own_app.app_context():
        last = queries.history(db.session, PLAN)[-1]
    assert (last.kind, last.reason) == ("editions", "Svar på eit ope spørsmål")
    assert last.actor.startswith("account:")
