"""Money is moved with a reason, and footnotes and explanations stand beside it: public, in the history, and taken back."""

from typing import Any

import pytest

from app.accounts.types import Role
from app.plan import exporting, queries
from app.plan.cells import Movement
from app.plan.commands import money
from app.plan.commands.storing import Made
from app.plan.importing import known_in, read_plans
from app.web.runtime import db
from tests.conftest import ROOT

PLAN = "bygdevekst-vest-telemark"
PAGE = f"/nn/arbeid/plan/{PLAN}/pengar"
EDITION = f"/api/v1/plans/{PLAN}/editions/2025"
MOVE: dict[str, str] = {
    "from_place": "bustader",
    "from_year": "2026",
    "to_place": "bustader",
    "to_year": "2027",
    "source": "state_cofinancing",
    "amount": "100 000",
    "reason": "Anbodet er utsett.",
}


@pytest.fixture
def leader(people) -> Any:
    """Sends forms as the leader."""

    class Leader:
        client = people.signed_in(Role.LEADER)

        def post(self, path: str, **data: str) -> Any:
            return self.client.post(PAGE + path, data=data | {"csrf_token": people.token(self.client)})

    return Leader()


@pytest.fixture
def budget(own_app) -> Any:
    """The planned amounts of the public API, by goal, year and source."""

    def found() -> dict[tuple[str, int, str], int | None]:
        cells = own_app.test_client().get(EDITION).json["budget"]
        return {(c["goal_id"], c["year"], c["source"]): c["amount_nok"] for c in cells if not c["measure_id"]}

    return found


def test_100_000_moved_from_2026_to_2027_is_public_and_in_the_changes(leader, budget, own_app) -> None:
    answer = leader.post("/flytt", **MOVE)
    assert answer.status_code == 303
    said = leader.client.get(answer.location).text.replace("\u00a0", " ")
    assert "100 000 kroner er flytta frå delmål 1, 2026 til delmål 1, 2027." in said
    assert budget()["bustader", 2026, "state_cofinancing"] == 4_900_000
    assert budget()["bustader", 2027, "state_cofinancing"] == 4_100_000
    public = own_app.test_client()
    (movement,) = public.get(EDITION).json["movements"]
    assert (movement["amount_nok"], movement["from_year"], movement["to_year"]) == (100_000, 2026, 2027)
    assert movement["reason"] == "Anbodet er utsett."
    for page in ("budsjett", "endringar"):
        text = public.get(f"/nn/plan/{PLAN}/{page}").text.replace("\u00a0", " ")
        assert "100 000 kroner frå 2026 til 2027 (Delmål 1)" in text, page
        assert "Anbodet er utsett." in text
    assert "18 000 000" in public.get(f"/nn/plan/{PLAN}/budsjett").text.replace("\u00a0", " ")


def test_a_movement_and_its_cells_are_one_change_in_the_history_and_the_audit(leader, own_app) -> None:
    leader.post("/flytt", **MOVE)
    with own_app.app_context():
        newest = queries.money_history(db.session, PLAN, 2025)[-3:]
        assert {version.kind for version in newest} == {"cells", "movements"}
        assert len({version.batch for version in newest}) == 1
        assert {version.reason for version in newest} == {"Anbodet er utsett."}
    text = leader.client.get(f"/nn/arbeid/plan/{PLAN}/historie").text.replace("\u00a0", " ")
    assert "100 000 kroner frå 2026 til 2027 (Delmål 1)" in text
    assert "5 000 000 kroner → 4 900 000 kroner" in text


WRONG: dict[str, tuple[dict[str, str], str]] = {
    "more than there is": ({"amount": "5 000 001"}, "Der er det berre 5 000 000 kroner å flytte."),
    "nothing there": ({"from_place": "bustader", "source": "county"}, "Det er ikkje oppgjeve noko beløp"),
    "no reason": ({"reason": "  "}, "Skriv kvifor pengane blir flytta."),
    "the same cell": ({"to_year": "2026"}, "Vel to ulike stader."),
    "no amount": ({"amount": ""}, "Skriv kor mykje som skal flyttast."),
    "nothing": ({"amount": "0"}, "Skriv kor mykje som skal flyttast."),
    "a word": ({"amount": "1 mill"}, "Skriv 1 000 000 i staden for «1 mill»."),
    "negative": ({"amount": "-5"}, "Beløpet kan ikkje vere mindre enn 0."),
    "a year outside": ({"to_year": "2031"}, "Vel eit år i perioden."),
    "no year": ({"to_year": ""}, "Vel eit år."),
    "no goal": ({"from_place": ""}, "Vel kvar pengane skal takast frå."),
    "no such goal": ({"to_place": "ukjent"}, "Vel eit delmål eller eit tiltak i planen."),
    "no such source": ({"source": "ukjent"}, "Vel ei kjelde i planen."),
    "a long reason": ({"reason": "x" * 501}, "Skriv høgst 500 teikn."),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_movement_is_refused_at_its_field_and_nothing_is_moved(leader, budget, own_app, case) -> None:
    before = budget()
    changes, sentence = WRONG[case]
    answer = leader.post("/flytt", **(MOVE | changes))
    assert answer.status_code == 422
    text = answer.text.replace("\u00a0", " ")
    assert sentence in text
    assert 'aria-invalid="true"' in text
    assert "Anbodet er utsett." in text or "reason" in changes
    assert budget() == before
    assert own_app.test_client().get(EDITION).json["movements"] == []


def test_a_movement_is_taken_back_by_one_the_other_way(leader, budget, own_app) -> None:
    before = budget()
    answer = leader.post("/flytt", **MOVE)
    address = next(text for text in leader.client.get(answer.location).text.split('"') if "/angre/" in text)
    assert leader.post(address.removeprefix(PAGE).replace("&amp;", "&")).status_code == 303
    assert budget() == before
    movements = own_app.test_client().get(EDITION).json["movements"]
    assert [(m["from_year"], m["to_year"]) for m in movements] == [(2026, 2027), (2027, 2026)]


def test_money_is_moved_between_goals_and_into_a_blank(leader, budget) -> None:
    leader.post("/flytt", **(MOVE | {"to_place": "kompetanse", "to_year": "2026"}))
    assert budget()["kompetanse", 2026, "state_cofinancing"] == 2_100_000
    leader.post(
        "/flytt", **(MOVE | {"source": "municipal_share", "from_year": "2025", "to_year": "2026", "amount": "100 000"})
    )
    assert budget()["bustader", 2025, "municipal_share"] == 0
    assert budget()["bustader", 2026, "municipal_share"] == 100_000


def test_money_of_measures_is_moved_between_measures(leader, people, own_app) -> None:
    key = "bustader/innsikt-bustadstrategi/2026/state_cofinancing/planned/nok"
    leader.post("", **{f"cell:{key}@0": "300 000", "tiltak": "1"})
    leader.client.post(f"{PAGE}?tiltak=1", data={f"cell:{key}@0": "300 000", "csrf_token": people.token(leader.client)})
    there = {
        "from_place": "bustader/innsikt-bustadstrategi",
        "to_place": "bustader/kompetansesirkel",
        "to_year": "2026",
    }
    assert leader.post("/flytt", **(MOVE | there)).status_code == 303
    edition = own_app.test_client().get(EDITION).json
    cells = {c["measure_id"]: c["amount_nok"] for c in edition["budget"] if c["measure_id"]}
    assert cells == {"innsikt-bustadstrategi": 200_000, "kompetansesirkel": 100_000}
    (movement,) = edition["movements"]
    assert (movement["from_measure_id"], movement["to_measure_id"]) == ("innsikt-bustadstrategi", "kompetansesirkel")


# -- footnotes and explanations ---------------------------------------------------------------------


def notes(leader: Any, own_app: Any, **changes: str) -> Any:
    """Send the form as it stands, with changes."""
    edition = own_app.test_client().get(EDITION).json
    data = {"seen": leader.client.get(f"{PAGE}/merknader").text.split('name="seen" value="')[1].split('"')[0]}
    for n, note in enumerate(edition["footnotes"]):
        data |= {f"note-cell-{n}": f"{note['table']}|{note['row']}|{note['column']}"}
        data |= {f"note-mark-{n}": note["mark"], f"note-text-{n}": note["text"]}
    return leader.post("/merknader", **(data | changes))


NEW = {"note-cell-2": "period|bustader|2026", "note-mark-2": "**", "note-text-2": "Halvparten er sett av til innsikt."}


def test_a_footnote_stands_at_its_cell_for_everybody(leader, own_app) -> None:
    assert notes(leader, own_app, **NEW).status_code == 303
    public = own_app.test_client()
    page = public.get(f"/nn/plan/{PLAN}/budsjett").text
    assert "** Halvparten er sett av til innsikt." in page
    assert page.count('id="note-period-bustader-2026"') == 1
    assert len(public.get(EDITION).json["footnotes"]) == 3
    notes(leader, own_app, **{"note-text-2": ""})
    assert len(public.get(EDITION).json["footnotes"]) == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"note-cell-2": ""}, "Vel ei rute i ein av tabellane."),
        ({"note-cell-2": "period|bustader|1999"}, "Vel ei rute i ein av tabellane."),
        ({"note-cell-2": "period|bustader|total"}, "Den ruta har alt ein fotnote."),
        ({"note-mark-2": ""}, "Skriv eit kort merke, til dømes *."),
        ({"note-text-2": "x" * 1001}, "Skriv høgst 1000 teikn."),
        ({"why:weights_year|||2025": "x" * 1001}, "Skriv høgst 1000 teikn."),
    ],
)
def test_a_wrong_footnote_is_told_at_its_field(leader, own_app, changes, sentence) -> None:
    answer = notes(leader, own_app, **(NEW | changes))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert len(own_app.test_client().get(EDITION).json["footnotes"]) == 2


def test_the_leaders_word_stands_beside_the_check_it_is_about(leader, own_app) -> None:
    name = "why:weights_year|||2027"
    assert name in leader.client.get(f"{PAGE}/merknader").text
    notes(leader, own_app, **{name: "Bygginga tek til i 2027."})
    public = own_app.test_client()
    for page in ("budsjett", "talbevis"):
        assert public.get(f"/nn/plan/{PLAN}/{page}").text.count("Bygginga tek til i 2027.") == 1
    words = {(c["code"], c["year"]): c["explanation"] for c in public.get(EDITION).json["checks"]}
    assert words["weights_year", 2027] == "Bygginga tek til i 2027."
    assert words["weights_year", 2026] is None
    notes(leader, own_app, **{name: ""})
    assert "Bygginga" not in public.get(f"/nn/plan/{PLAN}/budsjett").text


def test_two_who_write_notes_at_once_lose_nothing(leader, own_app, people) -> None:
    seen = leader.client.get(f"{PAGE}/merknader").text.split('name="seen" value="')[1].split('"')[0]
    notes(leader, own_app, **NEW)
    answer = notes(leader, own_app, **{"note-text-2": "", "note-text-0": "Min tekst.", "seen": seen})
    assert answer.status_code == 409
    assert "Min tekst." in answer.text
    assert "Halvparten er sett av til innsikt." in answer.text
    assert len(own_app.test_client().get(EDITION).json["footnotes"]) == 3


def test_what_was_written_here_is_exported_and_read_back_the_same(leader, own_app, tmp_path) -> None:
    leader.post("/flytt", **MOVE)
    notes(leader, own_app, **NEW, **{"why:weights_year|||2027": "Bygginga tek til i 2027."})
    leader.client.get(PAGE)
    with own_app.app_context():
        exporting.export(db.session, tmp_path)
        here = queries.whole(db.session, PLAN, 2025)
    there = read_plans(tmp_path, known_in(ROOT / "catalogue_data"))[PLAN].editions[2025]
    assert there == here
    assert here.edition.explanations
    assert here.ledger.movements


def test_nothing_internal_of_the_money_is_public(leader, own_app) -> None:
    with own_app.app_context(), own_app.extensions["app.runtime"].transactions.begin(db.session) as uow:
        row = queries.cells(uow.session, PLAN, 2025)[0]
        row.internal_note = "berre for leiaren"
        movement = Movement(
            date="2026-11-01",
            from_goal="bustader",
            from_year=2026,
            to_goal="bustader",
            to_year=2028,
            source="state_cofinancing",
            amount=1_000,
            reason="Open grunn.",
            internal_note="hemmeleg avtale",
        )
        made = Made(actor="account:1", reason="intern grunn", batch="b")
        money.move_money(uow, money.MoveMoney(made=made, plan=PLAN, edition=2025, movement=movement))
    public = own_app.test_client()
    for page in (EDITION, *(f"/nn/plan/{PLAN}{path}" for path in ("", "/budsjett", "/talbevis", "/endringar"))):
        text = public.get(page).text
        assert not [word for word in ("berre for leiaren", "hemmeleg avtale", "intern grunn") if word in text], page
    assert "Open grunn." in public.get(f"/nn/plan/{PLAN}/budsjett").text
