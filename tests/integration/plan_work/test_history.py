"""The history of everything in the plan: found, compared word by word, and brought back as a new version."""

import re
from html import unescape

import pytest

from app.accounts.types import Role
from app.plan import queries
from app.plan.commands.storing import Made, put_down_cell
from app.web.runtime import db

from .conftest import PLAN, words

KEY = "gott-nokk"
FORM = f"/tiltak/{KEY}/skjema"
HISTORY = f"/historie?del=measures/{KEY}"


def versions(app, kind: str, key: str = "") -> list[int]:
    with app.app_context():
        return [v.id for v in queries.versions(db.session, PLAN, kind=kind, key=key, before=0, limit=100)]


def test_every_change_is_listed_with_who_when_and_why(leader) -> None:
    leader.save(FORM, title="Ein ny tittel", reason="Etter møte i styringsgruppa")
    page = leader.text("/historie")
    assert "1.3 Ein ny tittel" in page
    assert leader.account.name in page
    assert "Etter møte i styringsgruppa" in page


def test_the_list_is_narrowed_to_a_part_and_paged(leader, monkeypatch) -> None:
    cells = leader.text("/historie?del=cells")
    assert "Delmål 1, 2025, Statleg medfinansiering, Planlagt" in cells
    assert "Fleire eigna bustader" not in cells.split("Kvifor", 1)[1].split("Verkemiddel")[0]
    monkeypatch.setattr("app.plan.editing.history.A_PAGE", 10)
    page = leader.get(HISTORY).text
    assert page.count('name="fra"') == 1
    first = leader.get("/historie?del=cells").text
    (address,) = re.findall(r'href="([^"]*eldre=[^"]*)"', first)
    older = leader.client.get(unescape(address)).text
    listed = [re.findall(r'href="[^"]*del=(cells(?:/|%2F)[^"]*)"', text) for text in (first, older)]
    assert [len(keys) for keys in listed] == [10, 10]
    assert not set(listed[0]) & set(listed[1])


def test_the_list_says_what_was_changed_and_a_loaded_plan_is_one_line(leader, monkeypatch) -> None:
    leader.save(FORM, subtitle="Noko nytt", reason="Etter møtet")
    monkeypatch.setattr("app.plan.editing.history.A_PAGE", 10)
    page = leader.get("/historie").text
    newest, loaded = (words(row) for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL)[1:])
    assert "Undertittel" in newest and "Etter møtet" in newest
    assert re.search(r"Planen vart lagd inn \d+ delar", loaded)
    assert "eldre=" not in page


def test_two_versions_are_compared_field_by_field_and_word_by_word(leader) -> None:
    leader.save(FORM, subtitle="Utvikling av ein ny type modulhus tilpassa marknaden.")
    page = leader.get(HISTORY).text
    assert "<dt>Undertittel</dt>" in page
    assert "<ins>ein </ins>" in page
    assert "<del>ny " not in page


def test_lists_are_compared_as_the_text_they_are(leader) -> None:
    data = leader.form(FORM, "plan-form")
    name = next(name for name in data if name.endswith("-blocks"))
    leader.post(FORM, data | {name: data[name][0] + "\n\n- eit nytt punkt"})
    page = words(leader.get(HISTORY).text)
    assert "Teksten" in page
    assert "- eit nytt punkt" in page
    assert "{" not in page.split("Skilnaden", 1)[1]


def test_any_two_versions_can_be_chosen(leader, own_app) -> None:
    for title in ("Ein", "To", "Tre"):
        leader.save(FORM, title=title)
    newest, *_, oldest = versions(own_app, "measures", KEY)
    page = leader.get(f"{HISTORY}&fra={newest}&til={oldest}").text
    assert "<ins>Tre</ins>" in page, "the older one is always the first"
    assert f'name="version" value="{oldest}"' in page


def test_a_version_is_brought_back_as_a_new_one(leader, public, stored, own_app) -> None:
    before = stored().measures_by_id[KEY]
    leader.save(FORM, title="Ein ny tittel", learning="Noko")
    assert leader.post("/historie", leader.form(HISTORY, "historie")).status_code == 303
    assert stored().measures_by_id[KEY] == before
    assert len(versions(own_app, "measures", KEY)) == 3
    assert "Ein ny tittel" not in public(f"/tiltak/{KEY}")
    assert "Henta tilbake versjon" in leader.text(HISTORY)


def test_a_cell_is_brought_back_even_when_it_is_gone(leader, own_app, public) -> None:
    with own_app.app_context():
        (old,) = [v for v in queries.history(db.session, PLAN) if v.key.startswith("bustader//2025/state_cofinancing")]
        key, amount = old.key, old.content["amount"]
    spoil(own_app, key)
    newest, oldest = versions(own_app, "cells", key)
    assert leader.post("/historie", version=oldest, seen=newest).status_code == 303
    with own_app.app_context():
        whole = queries.whole(db.session, PLAN, 2025)
        assert whole.book.amount("bustader", 2025, "state_cofinancing", "frame") == amount


def spoil(app, key: str) -> None:
    """Take the cell away, as a load without it would."""
    with app.app_context():
        transactions = app.extensions["app.runtime"].transactions
        with transactions.begin(db.session) as uow:
            (row,) = [
                row
                for row in queries.cells(uow.session, PLAN, 2025)
                if "/".join(map(str, (row.goal, row.measure, row.year, row.source, row.kind, row.unit))) == key
            ]
            row.amount = None
            put_down_cell(uow, Made(actor="tests", reason="", batch="spoilt"), row)
            uow.session.delete(row)


def test_what_was_changed_meanwhile_is_not_brought_back_unseen(leader, worker, own_app, stored) -> None:
    leader.save(FORM, title="Ein")
    newest, oldest = versions(own_app, "measures", KEY)
    worker(Role.LEADER).save(FORM, title="To")
    assert leader.post("/historie", version=oldest, seen=newest).status_code == 303
    assert "Nokon har endra dette medan du las." in leader.text(HISTORY)
    assert stored().measures_by_id[KEY].title == "To"


def test_a_version_that_no_longer_fits_is_refused_with_the_reason(leader, own_app, stored) -> None:
    leader.save("/folk/aktor/ny", name="Bygdelaget")
    leader.save(FORM, partners="Bygdelaget")
    newest, oldest = versions(own_app, "plan")
    assert leader.post("/historie", version=oldest, seen=newest).status_code == 303
    assert "«Bygdelaget» er ingen kjend aktør." in leader.text("/historie")
    assert stored().actor("Bygdelaget")


def test_history_shows_what_is_internal_to_leaders_alone(leader, vinje, public) -> None:
    leader.save(FORM, internal_notes="Løynd tanke")
    assert "Løynd tanke" in leader.text(HISTORY)
    assert "Løynd tanke" not in public("/endringar?sidan=2020-01-01")
    assert vinje.get("/historie").status_code == 403
    assert vinje.post("/historie", version=1, seen=1).status_code == 403


@pytest.mark.parametrize(
    "query",
    ["del=x/y", "del=/", "del=measures/%00", "fra=x&til=y", f"del=measures/{KEY}&eldre=999999999999", "eldre=-1"],
)
def test_odd_questions_are_answered(leader, query) -> None:
    assert leader.get(f"/historie?{query}").status_code == 200


@pytest.mark.parametrize("numbers", ["fra=1&til=2", "fra=999999999&til=1"])
def test_versions_of_other_parts_are_not_compared(leader, numbers) -> None:
    assert leader.get(f"{HISTORY}&{numbers}").status_code == 404


@pytest.mark.parametrize("version", ["", "x", "0", "999999999", "-1", "9" * 30])
def test_a_version_that_is_not_there_is_not_found(leader, version) -> None:
    assert leader.post("/historie", version=version, seen="1").status_code == 404
