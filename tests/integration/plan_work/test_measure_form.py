"""The form of a measure: everything in it is kept, refused with sentences, merged, and public at once."""

import pytest

from app.accounts.types import Role
from app.plan import queries
from app.web.runtime import db

from .conftest import PLAN, WORK, fields, words

KEY = "gott-nokk"
MEASURE = f"/tiltak/{KEY}"
FORM = f"{MEASURE}/skjema"
TITLE = "Pilot: eit modulhus for bygda"


def test_every_measure_survives_the_way_out_to_the_form_and_in_again(leader, stored) -> None:
    before = stored().measures_by_id
    for key in before:
        assert leader.save(f"/tiltak/{key}/skjema").status_code == 303
    assert stored().measures_by_id == before


def test_a_change_is_public_at_once_and_lists_stay_lists(leader, public, stored) -> None:
    data = leader.form(FORM, "plan-form")
    at = next(name for name in data if name.endswith("-blocks"))
    changed = {"title": TITLE, at: "Først dette:\n\n- eit punkt\n- eit punkt til", "learning": "Alt tek tid."}
    assert leader.post(FORM, data | changed, reason="Ny tittel").status_code == 303
    page = public(MEASURE)
    for text in (TITLE, "eit punkt til", "Alt tek tid."):
        assert text in page
    assert stored().measures_by_id[KEY].sections[0].blocks[1].items == ["eit punkt", "eit punkt til"]
    assert TITLE in public("/endringar?sidan=2026-11-01")


def test_rows_are_added_and_taken_away_without_a_script(leader) -> None:
    data = leader.form(FORM, "plan-form")
    count = len([name for name in data if name.endswith("-blocks")])
    more = fields(leader.post(FORM, data, row="add:sections").text, "plan-form")
    assert more[f"sections-{count}-blocks"] == [""]
    fewer = fields(leader.post(FORM, data, row="remove:contributions:0").text, "plan-form")
    assert fewer["contributions-0-actor"] == data["contributions-1-actor"]
    assert fewer["seen"] == data["seen"]


def test_contributions_links_and_schemes_are_written_in_rows(leader, public, stored) -> None:
    new = {
        "contributions-9-actor": "Tokke kommune",
        "contributions-9-what": "ei tomt",
        "contributions-9-certainty": "can",
        "links-9-target": "measure:kompetansesirkel",
        "links-9-how": "Deler erfaringar.",
        "schemes-9-name": "Husbanken sine lån",
        "schemes-9-scheme": "skattefunn",
    }
    assert leader.save(FORM, **new).status_code == 303
    measure = stored().measures_by_id[KEY]
    assert measure.contributions[-1].actors == ["tokke-kommune"]
    assert measure.contributions[1].actors == ["husbanken"], "what the other rows mean is kept"
    assert measure.links[-1].measure == "kompetansesirkel"
    assert "Deler erfaringar." in public(MEASURE)


BAD = [
    ({"title": ""}, "title", "Tiltaket må ha ein tittel."),
    ({"goal": ""}, "goal", "Eit tiltak må ha eit delmål."),
    ({"goal": "finst-ikkje"}, "goal", "Vel ein av dei i lista."),
    ({"number": "1.200.000"}, "number", "«1.200.000» er ikkje eit nummer frå 1 til 999."),
    ({"number": "-1"}, "number", "«-1» er ikkje eit nummer"),
    ({"number": "1000000000000000"}, "number", "er ikkje eit nummer"),
    ({"number": "1"}, "number", "Eit anna tiltak under delmålet har alt nummer 1."),
    ({"from_year": "2024"}, "from_year", "«2024» er ikkje eit år i perioden 2025–2028."),
    ({"from_year": "om lag 2026"}, "from_year", "er ikkje eit år i perioden"),
    ({"from_year": "2028", "to_year": "2026"}, "to_year", "Det siste året, 2026, er før det første, 2028."),
    ({"responsible": ""}, "responsible", "Skriv minst éin som har ansvaret."),
    ({"partners": "Husbanken\nOla Ukjend"}, "partners", "«Ola Ukjend» er ingen kjend aktør."),
    ({"priority": "ended"}, "priority", "Vel ein av dei i lista."),
    ({"revision_change": "", "revision_reason": "Derfor"}, "revision_change", "Vel kva utgåva gjer med tiltaket."),
    ({"contributions-0-actor": "", "contributions-0-what": "noko"}, "contributions-0-actor", "Skriv kven."),
    ({"sections-0-type": ""}, "sections-0-type", "Vel kva slag avsnitt det er."),
    ({"links-0-how": "Slik"}, "links-0-target", "Vel eit delmål eller eit tiltak."),
    ({"schemes-0-name": "X", "schemes-0-scheme": "finst-ikkje"}, "schemes-0-scheme", "Vel ein av dei i lista."),
]


@pytest.mark.parametrize(("changes", "field", "sentence"), BAD, ids=lambda it: str(it)[:40])
def test_bad_input_gets_a_sentence_at_its_field_and_nothing_typed_is_lost(
    leader, stored, changes, field, sentence
) -> None:
    before = stored().measures_by_id[KEY]
    answer = leader.save(FORM, learning="Noko eg skreiv", **changes)
    assert answer.status_code == 422
    assert sentence in words(answer.text)
    assert f'id="{field}-feil"' in answer.text
    kept = fields(answer.text, "plan-form")
    assert kept["learning"] == ["Noko eg skreiv"]
    for name, typed in changes.items():
        assert kept[name][0] in (typed, ""), "a choice that is not in the list is shown as none"
    assert stored().measures_by_id[KEY] == before


def test_unknown_names_become_actors_when_the_leader_says_so(leader, stored, public) -> None:
    answer = leader.save(FORM, partners="Husbanken\nBygdelaget")
    assert 'name="new_actors"' in answer.text
    assert leader.post(FORM, fields(answer.text, "plan-form"), new_actors="yes").status_code == 303
    assert stored().actor("bygdelaget").id == "bygdelaget"
    assert "Bygdelaget" in public(MEASURE)


def test_nothing_is_half_saved(leader, stored) -> None:
    """The new actor goes with the measure that is refused."""
    assert leader.save(FORM, partners="Bygdelaget", number="1", new_actors="yes").status_code == 422
    assert stored().actor("Bygdelaget") is None


def test_two_leaders_at_different_fields_lose_nothing(leader, worker, public) -> None:
    other = worker(Role.LEADER)
    mine, theirs = leader.form(FORM, "plan-form"), other.form(FORM, "plan-form")
    assert other.post(FORM, theirs | {"subtitle": "Undertittelen deira"}).status_code == 303
    assert leader.post(FORM, mine | {"title": TITLE}).status_code == 303
    assert TITLE in public(MEASURE)
    assert "Undertittelen deira" in public(MEASURE)


@pytest.mark.parametrize(("choice", "stands"), [("mine", TITLE), ("theirs", "Tittelen deira")])
def test_two_leaders_at_the_same_field_see_both_texts_and_choose(leader, worker, public, choice, stands) -> None:
    other = worker(Role.LEADER)
    mine, theirs = leader.form(FORM, "plan-form"), other.form(FORM, "plan-form")
    other.post(FORM, theirs | {"title": "Tittelen deira", "subtitle": "Undertittelen deira"})
    answer = leader.post(FORM, mine | {"title": TITLE})
    assert answer.status_code == 409
    page = words(answer.text)
    for text in ("Tittelen deira", TITLE, "Min tekst:", "Teksten deira:", "Ingenting er lagra enno."):
        assert text in page
    chosen = fields(answer.text, "plan-form")
    assert chosen["subtitle"] == ["Undertittelen deira"]
    assert leader.post(FORM, chosen | {"choose-title": choice}).status_code == 303
    assert stands in public(MEASURE)


def test_a_form_sent_after_the_session_has_ended_comes_back_after_signing_in(leader, expired, stored) -> None:
    data = leader.form(FORM, "plan-form")
    page = expired(leader, FORM, on=FORM, **(data | {"learning": "Ein lang tekst\nmed to linjer", "number": "x"}))
    kept = fields(page.text, "plan-form")
    assert kept["learning"] == ["Ein lang tekst\nmed to linjer"]
    assert (kept["number"], kept["seen"]) == (["x"], data["seen"])
    assert stored().measures_by_id[KEY].learning is None


@pytest.mark.parametrize("seen", ["", "x", "0", "-1", "1", "999999999999999999"])
def test_a_version_that_is_not_the_measures_is_not_found(leader, stored, seen) -> None:
    before = stored()
    assert leader.save(FORM, seen=seen, title="Nytt").status_code == 404
    assert stored().measures_by_id == before.measures_by_id


# -- a new measure, and the end of one -----------------------------------------------------------------


def test_a_new_measure_is_public_and_in_the_history(leader, public, own_app) -> None:
    new = {
        "title": "Bygdeøl",
        "goal": "arbeidsplassar",
        "number": "5",
        "time_frame": "2027",
        "responsible": "Vinje kommune",
    }
    answer = leader.save("/nytt-tiltak", **new, reason="Ønske frå næringa")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{WORK}/tiltak/bygdeol")
    assert "Bygdeøl" in public("/delmal/arbeidsplassar")
    assert "Nytt tiltak" in public("/endringar?sidan=2026-11-01")
    with own_app.app_context():
        last = queries.history(db.session, PLAN)[-1]
    assert (last.key, last.reason) == ("bygdeol", "Ønske frå næringa")


def test_a_new_measure_with_a_title_that_is_taken_gets_an_address_of_its_own(leader) -> None:
    new = {"title": "Gøtt nøkk", "goal": "bustader", "number": "9", "time_frame": "2027", "responsible": "PL"}
    assert leader.save("/nytt-tiltak", **new).headers["Location"] == f"{WORK}/tiltak/gott-nokk-2"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"goal": ""}, "Eit tiltak må ha eit delmål."),
        ({"number": "1"}, "har alt nummer 1"),
        ({"title": " "}, "må ha ein tittel"),
    ],
)
def test_a_new_measure_that_is_wrong_is_not_saved(leader, stored, changes, sentence) -> None:
    new = {"title": "Noko", "goal": "bustader", "number": "9", "time_frame": "2027", "responsible": "PL"} | changes
    answer = leader.save("/nytt-tiltak", **new)
    assert answer.status_code == 422
    assert sentence in words(answer.text)
    assert fields(answer.text, "plan-form")["responsible"] == ["PL"]
    assert len(stored().measures) == 14


def test_a_measure_is_ended_with_an_evaluation_and_stays_in_the_plan(leader, public) -> None:
    data = {"ending": "done", "reason_to_end": "Huset står.", "evaluation": "Gav fire nye bustader."}
    assert leader.post(f"{MEASURE}/avslutt", data).status_code == 303
    page = public(MEASURE)
    for text in ("Avslutta", "Gjennomført", "Huset står.", "Gav fire nye bustader."):
        assert text in page
    assert "Avslutt tiltaket" not in leader.text(MEASURE)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"evaluation": ""}, "evaluation"),
        ({"reason_to_end": ""}, "reason_to_end"),
        ({"ending": "in_progress"}, "ending"),
        ({"ending": "merged"}, "into"),
        ({"into": "kompetansesirkel"}, "into"),
        ({"ending": "merged", "into": KEY}, "into"),
    ],
)
def test_an_end_without_reason_or_evaluation_is_refused(leader, stored, changes, field) -> None:
    data = {"ending": "done", "reason_to_end": "Huset står.", "evaluation": "Gav fire nye bustader."}
    answer = leader.post(f"{MEASURE}/avslutt", data | changes)
    assert answer.status_code == 422
    assert f'id="{field}-feil"' in answer.text
    assert stored().measures_by_id[KEY].priority == "later"


@pytest.mark.parametrize("address", [FORM, f"{MEASURE}/avslutt", "/nytt-tiltak", f"{MEASURE}/forklaring"])
def test_the_forms_are_for_leaders_alone(vinje, address) -> None:
    assert vinje.get(address).status_code == 403
    assert vinje.post(address).status_code == 403


def test_no_measure_is_ever_deleted(own_app) -> None:
    rules = [rule.rule for rule in own_app.url_map.iter_rules() if rule.endpoint.startswith("plan_work.")]
    assert not [rule for rule in rules if "slett" in rule or "delete" in rule]
