"""What is told about a measure: progress with a reason, notes, milestones; seen by the public at once."""

import pytest

from app.accounts.types import Role
from app.plan import queries
from app.web.runtime import db

from .conftest import PLAN, PUBLIC, TOKKE, VINJE, WORK, fields, words

KEY = "innsikt-bustadstrategi"
MEASURE = f"/tiltak/{KEY}"
REASON = "Kommunestyret har sagt ja, og gruppa er i gang."


def report(who, **changes):
    data = {"report_progress": "in_progress", "report_reason": REASON, "report_date": "24.11.2026"}
    return who.post(f"{MEASURE}/framdrift", data | changes)


def test_progress_with_a_reason_is_public_at_once_and_leaves_the_list_of_the_silent(leader, public) -> None:
    assert "Framdrift ikkje meld" in public(MEASURE)
    answer = report(leader)
    assert (answer.status_code, answer.headers["Location"]) == (303, WORK + MEASURE)
    page = public(MEASURE)
    assert "I gang" in page
    assert REASON in page
    assert REASON in public("/endringar?sidan=2026-11-01")
    assert f"{WORK}{MEASURE}" not in leader.get().text.split('id="silent"')[1].split("</section>")[0]


def test_of_two_reports_from_the_same_day_the_last_stands(leader, public, stored) -> None:
    report(leader)
    report(leader, report_progress="on_hold", report_reason="Prosjektleiaren er sjuk.")
    assert "På vent" in public("/tidslinje")
    assert [r.progress for r in stored().measures_by_id[KEY].reports] == ["in_progress", "on_hold"]


def test_a_double_press_reports_once(leader, stored) -> None:
    for _ in range(2):
        assert report(leader).status_code == 303
    assert len(stored().measures_by_id[KEY].reports) == 1


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"report_reason": " "}, "report_reason", "Skriv kvifor."),
        ({"report_progress": ""}, "report_progress", "Vel kor langt arbeidet er kome."),
        ({"report_progress": "finished"}, "report_progress", "Vel ein av dei i lista."),
        ({"report_date": "31.2.2026"}, "report_date", "«31.2.2026» er ikkje ein dag i kalenderen."),
        ({"report_date": "2026"}, "report_date", "«2026» er ikkje ein dag i kalenderen."),
        ({"report_date": "1.1.2027"}, "report_date", "1.1.2027 er ikkje komen enno."),
        ({"report_date": ""}, "report_date", "Skriv dagen."),
        ({"report_reason": "x" * 20_001}, "report_reason", "Skriv høgst 20000 teikn."),
    ],
)
def test_a_bad_report_gets_a_sentence_at_its_field_and_nothing_typed_is_lost(
    leader, stored, changes, field, sentence
) -> None:
    answer = report(leader, **changes)
    assert answer.status_code == 422
    assert sentence in words(answer.text)
    assert f'id="{field}-feil"' in answer.text
    sent = {"report_progress": "in_progress", "report_reason": REASON, "report_date": "24.11.2026"} | changes
    kept = fields(answer.text, "framdrift")
    assert kept["report_date"] == [sent["report_date"]]
    assert kept["report_reason"] == [sent["report_reason"]]
    assert not stored().measures_by_id[KEY].reports


def test_a_milestone_is_added_with_a_date_in_words_and_ticked_off(leader, public, stored) -> None:
    new = {"text": "Spørjeundersøkinga er send ut", "date": "våren 2027", "certainty": "possibly"}
    assert leader.post(f"{MEASURE}/milepael", new).status_code == 303
    assert "første halvår 2027 (om mogleg) Spørjeundersøkinga er send ut" in public(MEASURE)
    done = {
        "milestone": "sporjeundersokinga-er-send-ut",
        "done_on": "20.11.2026",
        "evidence": "Brevet til innbyggjarane",
    }
    assert leader.post(f"{MEASURE}/nadd", done).status_code == 303
    page = public(MEASURE)
    assert "Nådd 20. november 2026" in page
    assert "Brevet til innbyggjarane" in page
    assert stored().measures_by_id[KEY].milestones[0].date == "2027-H1"


@pytest.mark.parametrize("date", ["31. februar 2027", "sommaren 2027", "2027-13", "om ei veke", "0001", "99999"])
def test_a_milestone_with_a_date_that_cannot_be_read_is_not_saved(leader, stored, date) -> None:
    answer = leader.post(f"{MEASURE}/milepael", text="Noko", date=date)
    assert answer.status_code == 422
    assert f"«{date}» er ikkje ei tid." in words(answer.text)
    assert fields(answer.text, "milepael")["date"] == [date]
    assert not stored().measures_by_id[KEY].milestones


def test_a_milestone_without_a_day_of_being_reached_is_not_ticked_off(leader) -> None:
    leader.post(f"{MEASURE}/milepael", text="Noko", date="2027")
    answer = leader.post(f"{MEASURE}/nadd", milestone="noko", done_on="", evidence="Brevet")
    assert answer.status_code == 422
    assert fields(answer.text, "nadd")["evidence"] == ["Brevet"]


def test_a_note_is_public(leader, public) -> None:
    assert leader.post(f"{MEASURE}/notat", note_text="Møte med Husbanken.", note_date="1.11.2026").status_code == 303
    assert "1. november 2026 Møte med Husbanken." in public(MEASURE)


@pytest.mark.parametrize("press", ["framdrift", "notat", "milepael", "nadd"])
def test_a_measure_that_is_not_there_is_not_found(leader, press) -> None:
    assert leader.post(f"/tiltak/finst-ikkje/{press}").status_code == 404


def test_a_milestone_that_is_not_there_is_not_found(leader) -> None:
    answer = leader.post(f"{MEASURE}/nadd", milestone="finst-ikkje", done_on="1.11.2026")
    assert answer.status_code == 404


def test_what_is_internal_stays_inside(leader, public, own_app) -> None:
    leader.post(f"{MEASURE}/milepael", text="Noko", date="2027", internal_note="Løynd tanke")
    report(leader)
    assert "Løynd tanke" in leader.text(MEASURE)
    name = leader.account.name
    reader = own_app.test_client()
    for address in (MEASURE, "", "/tidslinje", "/endringar?sidan=2020-01-01"):
        assert "Løynd tanke" not in public(address)
        assert name not in public(address)
    api = reader.get(f"/api/v1/plans/{PLAN}/editions/2025").text
    assert "Løynd" not in api
    assert name not in api
    assert reader.get(f"{PUBLIC}{MEASURE}").status_code == 200


def test_a_report_sent_after_the_session_has_ended_comes_back_after_signing_in(leader, expired, stored) -> None:
    page = expired(
        leader, f"{MEASURE}/framdrift", on=MEASURE, press="report", report_reason="Lang tekst", report_date="x"
    )
    kept = fields(page.text, "framdrift")
    assert (kept["report_reason"], kept["report_date"]) == (["Lang tekst"], ["x"])
    assert not stored().measures_by_id[KEY].reports


def test_every_press_is_a_version_by_whoever_pressed(leader, own_app) -> None:
    report(leader)
    with own_app.app_context():
        last = queries.history(db.session, PLAN)[-1]
    assert (last.kind, last.key, last.actor) == ("measures", KEY, leader.account.actor)


# -- editors -----------------------------------------------------------------------------------------


def test_an_editor_tells_about_a_measure_that_their_municipality_takes_part_in(vinje, public) -> None:
    assert report(vinje).status_code == 303
    assert vinje.post(f"{MEASURE}/notat", note_text="Møte i Vinje.", note_date="1.11.2026").status_code == 303
    assert REASON in public(MEASURE)
    assert "Møte i Vinje." in public(MEASURE)


def test_an_editor_of_another_municipality_is_refused_and_does_not_see_the_measure(worker, vinje, amend) -> None:
    amend("measures", KEY, responsible=["Tokke kommune"], partners=["Husbanken"])
    tokke = worker(Role.EDITOR, municipalities={TOKKE})
    husbanken = worker(Role.EDITOR, organisations={"husbanken"})
    assert f"{WORK}{MEASURE}" not in vinje.get("/tiltak").text
    assert vinje.get(MEASURE).status_code == 403
    for press in ("framdrift", "notat", "milepael", "nadd"):
        assert vinje.post(f"{MEASURE}/{press}").status_code == 403
    for theirs in (tokke, husbanken):
        assert f"{WORK}{MEASURE}" in theirs.get("/tiltak").text
        assert report(theirs).status_code == 303


def test_an_editor_adds_no_milestones_but_ticks_them_off(leader, vinje, public) -> None:
    leader.post(f"{MEASURE}/milepael", text="Noko", date="2027")
    assert vinje.post(f"{MEASURE}/milepael", text="Meir", date="2027").status_code == 403
    assert "Ny milepæl" not in vinje.text(MEASURE)
    assert vinje.post(f"{MEASURE}/nadd", milestone="noko", done_on="1.11.2026").status_code == 303
    assert "Nådd 1. november 2026" in public(MEASURE)


def test_a_contributor_is_refused(worker) -> None:
    contributor = worker(Role.CONTRIBUTOR, municipalities={VINJE})
    assert contributor.get("/tiltak").status_code == 403
    assert report(contributor).status_code == 403
