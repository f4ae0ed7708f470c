"""A milestone, a municipality's row and an explanation, each on a page of its own."""

import pytest

from app.accounts.types import Role

from .conftest import TOKKE, fields, words

KEY = "risikoreduserande-tiltak"
MEASURE = f"/tiltak/{KEY}"
MILESTONE = f"{MEASURE}/milepael/oppstart"
OTHER = f"{MEASURE}/milepael/utkast-rammeverk"
OF_VINJE, OF_TOKKE = f"{MEASURE}/deltaking/vinje-kommune", f"{MEASURE}/deltaking/tokke-kommune"


def test_a_milestone_saved_untouched_is_as_it_was(leader, stored) -> None:
    before = stored().measures_by_id[KEY]
    for one in before.milestones:
        assert leader.save(f"{MEASURE}/milepael/{one.id}").status_code == 303
    assert stored().measures_by_id[KEY] == before


def test_a_milestone_is_changed_and_taken_away(leader, public) -> None:
    assert leader.save(MILESTONE, text="Vi startar", date="hausten 2027").status_code == 303
    assert "andre halvår 2027 (om mogleg) Vi startar" in public(MEASURE)
    assert leader.save(MILESTONE, do="remove").status_code == 303
    assert "Vi startar" not in public(MEASURE)
    assert leader.get(MILESTONE).status_code == 404


def test_two_leaders_at_two_milestones_both_get_through(leader, worker, public) -> None:
    other = worker(Role.LEADER)
    mine, theirs = leader.form(MILESTONE, "plan-form"), other.form(OTHER, "plan-form")
    assert other.post(OTHER, theirs | {"text": "Rammeverket deira"}).status_code == 303
    assert leader.post(MILESTONE, mine | {"text": "Starten min"}).status_code == 303
    page = public(MEASURE)
    assert "Rammeverket deira" in page
    assert "Starten min" in page


def test_two_leaders_at_the_same_milestone_see_both_texts(leader, worker, public) -> None:
    other = worker(Role.LEADER)
    mine, theirs = leader.form(MILESTONE, "plan-form"), other.form(MILESTONE, "plan-form")
    other.post(MILESTONE, theirs | {"text": "Teksten til hi", "date": "2027"})
    answer = leader.post(MILESTONE, mine | {"text": "Teksten min"})
    assert answer.status_code == 409
    assert "Teksten til hi" in words(answer.text)
    chosen = fields(answer.text, "plan-form")
    assert chosen["date"] == ["2027"]
    assert leader.post(MILESTONE, chosen | {"choose-text": "theirs"}).status_code == 303
    assert "Teksten til hi" in public(MEASURE)


def test_a_milestone_that_somebody_took_away_is_not_lost_for_the_one_who_wrote(leader, worker, public) -> None:
    other = worker(Role.LEADER)
    mine = leader.form(MILESTONE, "plan-form")
    other.save(MILESTONE, do="remove")
    answer = leader.post(MILESTONE, mine | {"text": "Teksten min"})
    assert answer.status_code == 409
    assert leader.post(MILESTONE, fields(answer.text, "plan-form") | {"choose-text": "mine"}).status_code == 303
    assert "Teksten min" in public(MEASURE)


def test_a_milestone_that_somebody_changed_is_not_taken_away_unseen(leader, worker, public) -> None:
    other = worker(Role.LEADER)
    mine = leader.form(MILESTONE, "plan-form")
    other.save(MILESTONE, text="Ny tekst")
    answer = leader.post(MILESTONE, mine, do="remove")
    assert answer.status_code == 409
    assert "Ny tekst" in public(MEASURE)


def test_a_municipality_writes_its_row_and_what_is_internal_stays_inside(vinje, leader, public, own_app) -> None:
    data = {
        "progress": "planning",
        "topic": "Vi kartlegg tomter.",
        "internal_contact": "Kari K",
        "internal_note": "Hemmeleg",
    }
    assert vinje.save(OF_VINJE, **data).status_code == 303
    page = public(MEASURE)
    assert "Vinje kommune Under planlegging Vi kartlegg tomter." in page
    assert "Kari K" not in page
    assert "Hemmeleg" not in page
    assert "Hemmeleg" not in own_app.test_client().get("/api/v1/plans/bygdevekst-vest-telemark/editions/2025").text
    assert "Hemmeleg" in leader.text(MEASURE)


def test_a_municipality_does_not_see_or_write_anothers_row(vinje, worker) -> None:
    tokke = worker(Role.EDITOR, municipalities={TOKKE})
    assert tokke.save(OF_TOKKE, internal_note="Løyndomen til Tokke", topic="Tomter").status_code == 303
    assert vinje.get(OF_TOKKE).status_code == 403
    assert vinje.post(OF_TOKKE, topic="Nei").status_code == 403
    page = vinje.text(MEASURE)
    assert "Løyndomen til Tokke" not in page
    assert "Skriv for Tokke kommune" not in page
    assert "Skriv for Vinje kommune" in page


def test_two_municipalities_write_their_rows_at_the_same_time(vinje, worker, public) -> None:
    tokke = worker(Role.EDITOR, municipalities={TOKKE})
    mine, theirs = vinje.form(OF_VINJE, "plan-form"), tokke.form(OF_TOKKE, "plan-form")
    assert tokke.post(OF_TOKKE, theirs | {"topic": "Tomter i Tokke"}).status_code == 303
    assert vinje.post(OF_VINJE, mine | {"topic": "Tomter i Vinje"}).status_code == 303
    assert "Tomter i Tokke" in public(MEASURE)
    assert "Tomter i Vinje" in public(MEASURE)


@pytest.mark.parametrize("organisation", ["finst-ikkje", "%00", "æøå"])
def test_a_row_of_nobody_is_not_found(leader, organisation) -> None:
    assert leader.get(f"{MEASURE}/deltaking/{organisation}").status_code == 404


def test_a_municipality_without_a_word_is_not_a_row(vinje, stored) -> None:
    assert vinje.save(OF_VINJE).status_code == 303
    assert not stored().measures_by_id[KEY].participation


def test_an_explanation_stands_beside_the_deviation(leader, public) -> None:
    assert leader.save(f"{MEASURE}/forklaring", explanation="Vi ventar på TEK.").status_code == 303
    assert "Vi ventar på TEK." in public(MEASURE)
    assert leader.save(f"{MEASURE}/forklaring", explanation="").status_code == 303
    assert "Vi ventar på TEK." not in public(MEASURE)


def test_a_milestone_is_not_for_editors_to_change(vinje) -> None:
    assert vinje.get(MILESTONE).status_code == 403
    assert vinje.post(MILESTONE, text="Nei").status_code == 403
    assert "Endre milepælen" not in vinje.text(MEASURE)
