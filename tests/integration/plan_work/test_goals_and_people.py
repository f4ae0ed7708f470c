"""The goals and their weights, the organisation chart, the roles, and whom the names mean."""

import pytest

from app.accounts.types import Role

from .conftest import WORK, fields, words

WEIGHTS = ("bustader", "arbeidsplassar", "kompetanse")


def weigh(who, *weights, **changes):
    typed = {f"weight_{goal}": str(weight) for goal, weight in zip(WEIGHTS, weights, strict=True)}
    return who.post("/delmal", who.form("/delmal", "plan-form") | typed | changes)


def test_the_weights_are_changed_together_and_every_check_follows(leader, public, stored) -> None:
    assert weigh(leader, 50, "30 %", 20).status_code == 303
    assert list(stored().weights.values()) == [50, 30, 20]
    assert "50 %" in public("/delmal/bustader")
    assert "50/30/20" in public("/budsjett")


@pytest.mark.parametrize(
    ("weights", "sentence"),
    [
        ((60, 20, 30), "Vektene er 60 + 20 + 30 = 110. Til saman må dei vere 100."),
        ((60, 20, ""), "Til saman må dei vere 100."),
        ((60, 20, "1.200.000"), "«1.200.000» er ikkje eit heilt tal frå 0 til 100."),
        ((60, 20, -20), "«-20» er ikkje eit heilt tal"),
        ((60, 20, "10000000000000000"), "er ikkje eit heilt tal"),
        ((60, 20, "tjue"), "«tjue» er ikkje eit heilt tal"),
        ((160, -60, 0), "«160» er ikkje eit heilt tal"),
        ((60, 20, "٢٠"), "er ikkje eit heilt tal"),
    ],
)
def test_weights_that_are_wrong_are_not_saved_and_what_was_typed_is_kept(leader, stored, weights, sentence) -> None:
    answer = weigh(leader, *weights)
    assert answer.status_code == 422
    assert sentence in words(answer.text)
    kept = fields(answer.text, "plan-form")
    assert [kept[f"weight_{goal}"] for goal in WEIGHTS] == [[str(weight)] for weight in weights]
    assert list(stored().weights.values()) == [60, 20, 20]


def test_two_leaders_at_the_weights_see_what_the_other_has_saved(leader, worker, stored) -> None:
    other = worker(Role.LEADER)
    mine = leader.form("/delmal", "plan-form")
    weigh(other, 40, 40, 20)
    mine |= {f"weight_{goal}": str(weight) for goal, weight in zip(WEIGHTS, (50, 30, 20), strict=True)}
    answer = leader.post("/delmal", mine)
    assert answer.status_code == 409
    assert words(answer.text).count("No er 40 lagra.") == 2
    assert leader.post("/delmal", fields(answer.text, "plan-form")).status_code == 303
    assert list(stored().weights.values()) == [50, 30, 20]


def test_every_goal_box_role_and_actor_survives_the_way_out_and_in(leader, stored) -> None:
    before = stored()
    for goal in before.goal_ids:
        assert leader.save(f"/delmal/{goal}").status_code == 303
    for one in before.edition.chart:
        assert leader.save(f"/folk/boks/{one.id}").status_code == 303
    for one in before.plan.actors[::4]:
        assert leader.save(f"/folk/aktor/{one.id}").status_code == 303
    assert leader.save("/folk/roller").status_code == 303
    after = stored()
    assert (after.plan, after.edition, after.goals) == (before.plan, before.edition, before.goals)


def test_a_goals_text_is_public_at_once(leader, public) -> None:
    assert (
        leader.save("/delmal/arbeidsplassar", main_objective="Fleire i arbeid.", coordinator="NHO").status_code == 303
    )
    assert "Fleire i arbeid." in public("/delmal/arbeidsplassar")
    answer = leader.save("/delmal/arbeidsplassar", coordinator="Ola", title="")
    assert answer.status_code == 422
    answer = leader.save("/delmal/arbeidsplassar", coordinator="Ola")
    assert "«Ola» er ingen kjend aktør." in words(answer.text)


def test_a_box_is_added_changed_and_taken_away(leader, public, stored) -> None:
    new = {"name": "Arbeidsgruppe for arbeidsplassar", "kind": "working_group", "goal": "arbeidsplassar"}
    assert leader.save("/folk/boks/ny", **new, internal_contact="Løynd Kontakt").status_code == 303
    page = public("/organisering")
    assert "Arbeidsgruppe for arbeidsplassar" in page
    assert "Løynd Kontakt" not in page
    assert "Delmål 2 har inga arbeidsgruppe" not in leader.text()
    key = stored().edition.chart[-1].id
    assert leader.save(f"/folk/boks/{key}", do="remove").status_code == 303
    assert "Arbeidsgruppe for arbeidsplassar" not in public("/organisering")


def test_a_box_that_is_sent_twice_stands_once(leader, stored) -> None:
    form = leader.form("/folk/boks/ny", "plan-form") | {"name": "Referansegruppa", "kind": "working_group"}
    for _press in range(2):
        assert leader.post("/folk/boks/ny", form).status_code == 303
    assert [box.name for box in stored().edition.chart].count("Referansegruppa") == 1


def test_a_box_without_name_or_kind_is_not_saved(leader, stored) -> None:
    before = stored().edition.chart
    answer = leader.save("/folk/boks/ny", name="", kind="")
    assert answer.status_code == 422
    assert "Boksen må ha eit namn." in words(answer.text)
    assert "Vel kva slag boks det er." in words(answer.text)
    assert stored().edition.chart == before


def test_roles_are_written_in_rows(leader, public) -> None:
    assert leader.save("/folk/roller", **{"roles-9-actor": "NHO", "roles-9-task": "Heiar fram."}).status_code == 303
    assert "Heiar fram." in public("/organisering")
    answer = leader.save("/folk/roller", **{"roles-10-actor": "Ola", "roles-10-task": "Nei."})
    assert answer.status_code == 422
    assert "«Ola» er ingen kjend aktør." in words(answer.text)
    assert fields(answer.text, "plan-form")["roles-3-task" if "roles-3-task" in answer.text else "roles-2-task"]


def test_spellings_are_confirmed_once(leader, stored) -> None:
    assert leader.post("/folk/stadfest", actor="kdd").headers["Location"] == f"{WORK}/folk#aktorar"
    (kdd,) = [one for one in stored().plan.actors if one.id == "kdd"]
    assert kdd.confirmed
    assert 'value="kdd"' not in leader.get("/folk").text
    assert leader.post("/folk/stadfest", actor="finst-ikkje").status_code == 404


def test_an_actor_gets_a_new_spelling_that_can_be_used_at_once(leader, public) -> None:
    assert leader.save("/folk/aktor/husbanken", aliases="Den Norske Stats Husbank").status_code == 303
    assert leader.save("/tiltak/gott-nokk/skjema", partners="Den Norske Stats Husbank").status_code == 303
    assert "Den Norske Stats Husbank" in public("/tiltak/gott-nokk")


@pytest.mark.parametrize(
    ("item", "changes", "sentence"),
    [
        ("husbanken", {"aliases": "KDD"}, "«KDD» er alt ein skrivemåte for ein annan aktør"),
        ("husbanken", {"name": ""}, "Aktøren må ha eit namn."),
        ("husbanken", {"name": "Banken"}, "«Husbanken» er ingen kjend aktør."),
        ("husbanken", {"do": "remove"}, "«Husbanken» er ingen kjend aktør."),
    ],
)
def test_an_actor_that_the_plan_still_names_keeps_its_spelling(leader, stored, item, changes, sentence) -> None:
    before = stored().plan
    answer = leader.save(f"/folk/aktor/{item}", **changes)
    assert answer.status_code == 422
    assert sentence in words(answer.text)
    assert stored().plan == before


@pytest.mark.parametrize(
    "address", ["/delmal", "/delmal/bustader", "/folk", "/folk/boks/ny", "/folk/roller", "/folk/aktor/kdd"]
)
def test_goals_and_people_are_for_leaders_alone(vinje, address) -> None:
    assert vinje.get(address).status_code == 403
    assert vinje.post("/folk/stadfest" if address == "/folk" else address).status_code == 403


@pytest.mark.parametrize("address", ["/delmal/x", "/folk/boks/x", "/folk/aktor/x"])
def test_what_is_not_there_is_not_found(leader, address) -> None:
    assert leader.get(address).status_code == 404
    assert leader.post(address).status_code == 404
