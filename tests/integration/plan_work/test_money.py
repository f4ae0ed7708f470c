"""The money grid of the leader's pages: what is saved, merged, taken back and shown to everybody."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from app.accounts.types import Role
from app.kernel import clock
from tests.conftest import load_plans_into
from tests.integration.plan import region
from tests.people import People

from .money_grid import EDITION, PAGE, PLAN, Leader, Stored, cell


@pytest.fixture
def leader(people: People) -> Callable[[], Leader]:
    return lambda: Leader(people, people.signed_in(Role.LEADER))


@pytest.fixture
def stored(own_app: Flask) -> Stored:
    return Stored(own_app)


# -- saving -----------------------------------------------------------------------------------------


def test_a_changed_cell_is_saved_with_one_version_and_the_others_stand(leader, stored) -> None:
    before = len(stored.versions())
    answer = leader().open().write(cell("bustader", 2026), "4 900 000").save(reason="Nytt anslag")
    assert answer.status_code == 303
    assert stored(cell("bustader", 2026)) == 4_900_000
    (new,) = stored.versions()[before:]
    assert (new.content["amount"], new.reason, new.key) == (4_900_000, "Nytt anslag", cell("bustader", 2026))
    assert new.actor.startswith("account:")


def test_blank_is_not_stated_and_never_zero(leader, stored) -> None:
    me = leader().open(f"{PAGE}?tabell=kjelder")
    assert me.value(cell("bustader", 2025, "county")) == ""
    me.write(cell("bustader", 2025, "county"), "0").write(cell("bustader", 2025), " ").save()
    assert stored(cell("bustader", 2025, "county")) == 0
    assert stored(cell("bustader", 2025)) is None


def test_nothing_changed_makes_no_version(leader, stored) -> None:
    before = len(stored.versions())
    assert leader().open().save().status_code == 303
    assert len(stored.versions()) == before


def test_one_cell_changes_every_table_chart_sum_and_check_that_stands_on_it(leader, own_app) -> None:
    public = own_app.test_client()
    budget = f"/nn/plan/{PLAN}/budsjett"
    before = public.get(budget).text.replace("\u00a0", " ")
    assert "18 000 000" in before
    leader().open().write(cell("bustader", 2025), "600 000").save()
    after = public.get(budget).text.replace("\u00a0", " ")
    for sum_ in ("10 900 000", "18 100 000", "700 000", "1 300 000", "1 000 000"):
        assert sum_ in after, sum_
    assert "18 000 000" not in after.split('id="checks"')[0]
    assert "Over heile perioden får delmåla 60,2 %" in after
    assert before.split('class="chart"')[1:3] != after.split('class="chart"')[1:3]
    edition = public.get(EDITION).json
    assert edition["totals"]["period_nok"] == 18_100_000
    assert edition["totals"]["year_nok"] == 1_300_000
    assert "weights_period" in {check["code"] for check in edition["checks"] if check["level"] == "warning"}
    assert "18,1" in public.get(f"/nn/plan/{PLAN}").text
    for page in (f"/nn/plan/{PLAN}/talbevis", f"/nn/plan/{PLAN}/endringar"):
        assert "600 000" in public.get(page).text.replace("\u00a0", " ")


# -- two at once ------------------------------------------------------------------------------------


def test_cells_that_only_one_has_changed_are_put_together_without_a_word_lost(leader, stored) -> None:
    mine, theirs = leader().open(), leader().open()
    theirs.write(cell("kompetanse", 2027), "1 100 000").save()
    answer = mine.write(cell("bustader", 2026), "4 900 000").save()
    assert answer.status_code == 303
    assert "samstundes endra 1 rute" in mine.client.get(answer.location).text
    assert stored(cell("kompetanse", 2027)) == 1_100_000
    assert stored(cell("bustader", 2026)) == 4_900_000


@pytest.mark.parametrize(("choice", "ends"), [("mine", 4_900_000), ("theirs", 4_800_000)])
def test_a_cell_that_both_have_changed_shows_both_amounts_and_is_chosen(leader, stored, choice, ends) -> None:
    mine, theirs, key = leader().open(), leader().open(), cell("bustader", 2026)
    theirs.write(key, "4 800 000").write(cell("bustader", 2028), "1 400 000").save()
    mine.write(cell("kompetanse", 2028), "500 000")
    answer = mine.write(key, "4 900 000").save()
    assert answer.status_code == 409
    shown = answer.text.replace("\u00a0", " ")
    assert "Du: 4 900 000" in shown
    assert "Lagra: 4 800 000" in shown
    assert stored(key) == 4_800_000
    assert mine.value(cell("kompetanse", 2028)) == "500 000"
    assert mine.value(cell("bustader", 2028)) == "1 400 000"
    assert mine.save().status_code == 409, "nobody has chosen yet"
    value = "theirs" if choice == "theirs" else mine.page.split(f'name="choose:{key}" value="mine')[1].split('"')[0]
    assert mine.save(**{f"choose:{key}": value if choice == "theirs" else f"mine{value}"}).status_code == 303
    assert stored(key) == ends
    assert stored(cell("kompetanse", 2028)) == 500_000
    assert stored(cell("bustader", 2028)) == 1_400_000


def test_the_same_change_by_both_is_no_conflict(leader, stored) -> None:
    mine, theirs, key = leader().open(), leader().open(), cell("bustader", 2026)
    theirs.write(key, "4 900 000").save()
    before = len(stored.versions())
    assert mine.write(key, "4900000").save().status_code == 303
    assert len(stored.versions()) == before


def test_a_cell_that_was_made_and_emptied_meanwhile_is_still_seen_as_changed(leader, stored) -> None:
    address, key = f"{PAGE}?kjelde=-", cell("bustader", 2026, "")
    mine, theirs = leader().open(address), leader()
    theirs.open(address).write(key, "70 000").save()
    theirs.open(address).write(key, "").save()
    assert stored(key) is None
    assert mine.write(key, "80 000").save().status_code == 303
    theirs.open(address).write(key, "90 000").save()
    assert mine.write(key, "85 000").save().status_code == 409


def test_a_version_of_another_cell_is_believed_in_nothing(leader, stored) -> None:
    me, key = leader().open(), cell("bustader", 2026)
    for seen in ("999999", "1", "x", "-1", "9" * 40):
        name = me.name(key)
        me.form = {n.split("@")[0] + f"@{seen}" if n == name else n: v for n, v in me.form.items()}
        assert me.write(key, "1").save().status_code == 409, seen
    assert stored(key) == 5_000_000


# -- taking back ----------------------------------------------------------------------------------------


def undo_address(page: str) -> str:
    """Where the newest change is taken back."""
    return next(text for text in page.split('"') if "/angre/" in text).replace("&amp;", "&")


def test_a_save_is_taken_back_as_a_new_version_and_that_too(leader, stored) -> None:
    me, key = leader().open(), cell("bustader", 2026)
    me.write(key, "4 900 000").write(cell("kompetanse", 2026), "").save(reason="Feil")
    before = len(stored.versions())
    address = undo_address(me.client.get(PAGE).text)
    assert me.post(address, {}).status_code == 303
    assert (stored(key), stored(cell("kompetanse", 2026))) == (5_000_000, 2_000_000)
    assert len(stored.versions()) == before + 2
    again = undo_address(me.client.get(PAGE).text)
    assert again != address
    me.post(again, {})
    assert (stored(key), stored(cell("kompetanse", 2026))) == (4_900_000, None)


def test_a_save_that_others_have_built_on_is_not_taken_back(leader, stored) -> None:
    me, other, key = leader().open(), leader(), cell("bustader", 2026)
    me.write(key, "4 900 000").write(cell("kompetanse", 2026), "1").save()
    address = undo_address(me.client.get(PAGE).text)
    other.open().write(key, "4 800 000").save()
    answer = me.post(address, {})
    assert "er endra sidan" in me.client.get(answer.location).text
    assert (stored(key), stored(cell("kompetanse", 2026))) == (4_800_000, 1)
    assert me.post(address.replace("/angre/", "/angre/x"), {}).status_code == 404


# -- who may ------------------------------------------------------------------------------------------------


def test_the_leader_and_administrators_may_and_nobody_else(people, own_app) -> None:
    for role, status in ((Role.LEADER, 200), (Role.ADMINISTRATOR, 200), (Role.EDITOR, 403), (Role.CONTRIBUTOR, 403)):
        client = people.signed_in(role)
        assert client.get(PAGE).status_code == status, role
    assert own_app.test_client().get(PAGE).status_code in (302, 303)


def test_a_form_that_comes_in_after_its_session_has_ended_is_kept(people, monkeypatch, stored) -> None:
    account, address = people.add(Role.LEADER), f"{PAGE}?tabell=kjelder&aar=2026"
    me = Leader(people, people.client(account)).open(address)
    me.write(cell("bustader", 2026), "4 900 000").write(cell("kompetanse", 2026), "ikkje tal")
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() + timedelta(hours=13))
    answer = me.client.post(
        address, data=me.form | {"csrf_token": me.token}, headers={"Referer": f"http://localhost{address}"}
    )
    assert answer.status_code == 303
    kept = answer.location.split("kept=")[1].split("&")[0]
    again = Leader(people, people.client(account)).open(f"{address}&kept={kept}")
    assert again.value(cell("bustader", 2026)) == "4 900 000"
    assert again.value(cell("kompetanse", 2026)) == "ikkje tal"
    assert again.write(cell("kompetanse", 2026), "5").save().status_code == 303
    assert stored(cell("bustader", 2026)) == 4_900_000


# -- tried out before it is saved ------------------------------------------------------------------------------


def test_the_checks_can_be_seen_before_anything_is_saved(leader, stored) -> None:
    me = leader().open().write(cell("bustader", 2025), "600 000").write(cell("bustader", 2026), "x")
    answer = me.post(f"{PAGE}/kontroll", me.form)
    assert answer.status_code == 200
    assert "Over heile perioden får delmåla 60,2" in answer.text.replace("\u00a0", " ")
    assert "Delmål 1, 2026, Statleg medfinansiering" in answer.text
    assert "<html" not in answer.text
    assert stored(cell("bustader", 2025)) == 500_000


# -- kinds, hours, measures --------------------------------------------------------------------------------------


def test_what_is_granted_paid_and_spent_is_written_beside_what_is_planned(leader, own_app) -> None:
    for kind, amount in (("granted", "900 000"), ("paid", "950 000"), ("spent", "650 000")):
        me = leader().open(f"{PAGE}?slag={kind}")
        me.write(cell("bustader", 2025, kind=kind), amount).save()
    page = own_app.test_client().get(f"/nn/plan/{PLAN}/budsjett").text.replace("\u00a0", " ")
    assert "Delmål 1 har fått utbetalt 950 000 kr i 2025. Det er 50 000 kr meir enn tilsegna på 900 000 kr." in page
    assert "Delmål 1 har brukt 650 000 kr i 2025." in page


def test_hours_are_written_in_their_own_grid_and_are_no_money(leader, own_app) -> None:
    me = leader().open(f"{PAGE}?eining=hours&kjelde=municipal_share")
    me.write("bustader//2026/municipal_share/planned/hours", "120 timar").save()
    edition = own_app.test_client().get(EDITION).json
    (hours,) = [c for c in edition["budget"] if c["hours"]]
    assert (hours["hours"], hours["amount_nok"], hours["year"]) == (120, None, 2026)
    assert edition["totals"]["period_nok"] == 18_000_000
    page = own_app.test_client().get(f"/nn/plan/{PLAN}/budsjett").text
    assert "120" in page.split('id="hours"')[1]


def test_hours_and_money_spent_on_a_measure_stand_on_its_page(leader, own_app) -> None:
    at = "innsikt-bustadstrategi"
    me = leader().open(f"{PAGE}?eining=hours&kjelde=municipal_share&tiltak=1")
    me.write(f"bustader/{at}/2026/municipal_share/planned/hours", "250").save()
    me.open(f"{PAGE}?slag=spent&tiltak=1").write(cell("bustader", 2025, measure=at, kind="spent"), "80 000").save()
    page = own_app.test_client().get(f"/nn/plan/{PLAN}/tiltak/{at}").text.replace("\u00a0", " ")
    money, hours = page.split("<caption>")[1:3]
    assert money.startswith("Kroner")
    assert "80 000" in money
    assert "Brukt" in money
    assert hours.startswith("Timar")
    assert "250" in hours.split("</table>")[0]


def test_money_is_shared_out_on_measures(leader, own_app) -> None:
    key = cell("bustader", 2025, measure="innsikt-bustadstrategi")
    me = leader().open()
    assert "innsikt-bustadstrategi" not in me.page
    me.open(f"{PAGE}?tiltak=1").write(key, "300 000").save()
    assert me.open().value(key) == "300 000", "measures show by themselves once they have money"
    page = own_app.test_client().get(f"/nn/plan/{PLAN}/budsjett").text.replace("\u00a0", " ")
    assert "Samarbeid om innsiktsarbeid" in page.split('id="by-measure"')[1]
    assert "300 000" in page.split('id="by-measure"')[1].split("</table>")[0]
    codes = {check["code"] for check in own_app.test_client().get(EDITION).json["checks"]}
    assert "sections_disagree" in codes, "section 7 reads the measures, section 6 the goal's frame"


def test_the_plan_of_another_region_is_written_by_the_measure(leader, own_app, tmp_path) -> None:
    load_plans_into(own_app.extensions["app.runtime"].settings.database_url, region.write(tmp_path / "plan"))
    address = f"/nn/arbeid/plan/{region.KEY}/pengar?tabell=kjelder&aar=2027"
    key = "havbruk/tiltak-1/2027/stat/planned/nok"
    me = leader().open(address)
    assert len(me.form) == (4 + 40) * 5
    assert me.value(key) == "100 000"
    me.write(key, "150 000").write("havbruk/tiltak-5/2027/stat/planned/nok", "")
    assert me.save().status_code == 303
    edition = own_app.test_client().get(f"/api/v1/plans/{region.KEY}/editions/2026").json
    amounts = {c["measure_id"]: c["amount_nok"] for c in edition["budget"] if c["year"] == 2027 and c["measure_id"]}
    assert (amounts["tiltak-1"], amounts["tiltak-5"]) == (150_000, None)
