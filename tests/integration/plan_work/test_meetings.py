"""Meeting mode: saved press by press, in the minutes and the version log, and public only by what it changes."""

import re

import msgspec
import pytest

from app.accounts.types import Role
from app.plan.commands.parts import Place, alter
from app.plan.commands.storing import Made
from app.plan.importing import Known
from app.plan.types import Milestone
from app.web.runtime import db
from tests.integration.editing.conftest import fields

PLAN = "bygdevekst-vest-telemark"
WORK = f"/nn/arbeid/plan/{PLAN}/mote"
PUBLIC = f"/nn/plan/{PLAN}"
API = f"/api/v1/plans/{PLAN}/editions/2025"
SECRET = "hemmeleg-7319"


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).replace("\u00a0", " ").split())


def first_form(page: str) -> dict[str, list[str]]:
    return fields(page.replace("plan-form plan-form--end", "other"), "plan-form")


class Leader:
    """A project leader who runs a meeting."""

    def __init__(self, people) -> None:
        self.client = people.signed_in(Role.LEADER)
        self.token = people.token(self.client)

    def post(self, address: str, data=None, **changes):
        return self.client.post(address, data={**(data or {}), **changes, "csrf_token": self.token})

    def start(self, **changes) -> str:
        """Start a meeting as the page suggests; the address of the running meeting."""
        answer = self.post(WORK, first_form(self.client.get(WORK).text), **changes)
        assert answer.status_code == 303, words(answer.text)
        return answer.headers["Location"]

    def number_of(self, run: str, title: str) -> str:
        """The address of the item with that in its title."""
        page = self.client.get(run).text
        found = re.findall(r'<a class="agenda__item" href="([^"]+)">(.*?)</a>', page, re.DOTALL)
        return next(address for address, text in found if title in text)

    def decide(self, address: str, **typed):
        return self.post(address, first_form(self.client.get(address).text), **typed)

    def end(self, run: str, **typed):
        return self.post(run, first_form(self.client.get(run).text), **typed)


@pytest.fixture
def leader(people) -> Leader:
    return Leader(people)


@pytest.fixture
def milestone(own_app) -> None:
    """A milestone of Gøtt nøkk that has passed."""
    place = Place(plan=PLAN, edition=2025, kind="measures", key="gott-nokk")
    one = Milestone(id="tomt", text="Tomta er klar", date="2026-H1")
    with own_app.app_context(), own_app.extensions["app.runtime"].transactions.begin(db.session) as uow:
        alter(uow, MADE, place, lambda m: msgspec.structs.replace(m, milestones=[one]), Known((), ()))


MADE = Made(actor="tests", reason="", batch="1")


@pytest.mark.usefixtures("milestone")
def test_a_meeting_changes_the_plan_and_writes_minutes_and_the_version_log(leader, own_app) -> None:
    someone = own_app.test_client()
    run = leader.start(participants=["Styringsgruppe", "Husbanken"])
    assert "Milepælen «Tomta er klar» skulle vore nådd innan første halvår 2026." in words(leader.client.get(run).text)
    nokk = leader.number_of(run, "Gøtt nøkk")
    answer = leader.decide(
        nokk,
        do="next",
        progress="in_progress",
        reason="Arkitekten er i gang",
        note="Open kveld i april",
        decision=SECRET,
        **{"m-tomt-new_date": "mars 2027"},
    )
    assert answer.headers["Location"].endswith("/sak/2")
    api = someone.get(API).json
    (measure,) = [m for g in api["goals"] for m in g["measures"] if m["id"] == "gott-nokk"]
    assert measure["progress"] == "in_progress"
    assert measure["reports"] == [{"date": "2026-11-24", "progress": "in_progress", "reason": "Arkitekten er i gang"}]
    assert [m["date"] for m in measure["milestones"]] == ["2027-03"]
    assert leader.end(run, summary=SECRET, freeze="y").headers["Location"] == f"{run}/referat"
    minutes = words(leader.client.get(f"{run}/referat").text)
    for part in (
        "Til stades Styringsgruppe, Husbanken",
        "Framdrift: ikkje meld → I gang",
        "Grunn: Arkitekten er i gang",
        "Milepælen «Tomta er klar»: første halvår 2026 → mars 2027",
        "Notat: Open kveld i april",
        f"Vedtak: {SECRET}",
        "Ført i versjonsloggen som versjon 6.1.",
    ):
        assert part in minutes, part
    row = someone.get(API).json["versions"][-1]
    assert (row["version"], row["date"]) == ("6.1", "2026-11-24")
    assert row["status"] == "Endra etter møte i styringsgruppa 24. november 2026"
    assert row["sha256"]
    assert "Referat" in words(leader.client.get(WORK).text)
    assert f"{run}/referat" in leader.client.get(WORK).text
    told = someone.get(f"{PUBLIC}/endringar?sidan=2026-11-01").text
    assert "Arkitekten er i gang" in told
    for address in (f"{PUBLIC}/endringar?sidan=2020-01-01", f"{PUBLIC}/vedtak", f"{PUBLIC}/tiltak/gott-nokk", API):
        assert SECRET not in someone.get(address).text
    snapshot = someone.get(f"{PUBLIC}/vedtak/{row['sha256']}.json").text
    assert SECRET not in snapshot


@pytest.mark.usefixtures("milestone")
def test_a_milestone_is_ticked_off_with_one_tap(leader, own_app) -> None:
    run = leader.start()
    leader.decide(leader.number_of(run, "Gøtt nøkk"), **{"m-tomt-done": "y"})
    api = own_app.test_client().get(API).json
    (measure,) = [m for g in api["goals"] for m in g["measures"] if m["id"] == "gott-nokk"]
    assert [m["done_on"] for m in measure["milestones"]] == ["2026-11-24"]


@pytest.mark.usefixtures("milestone")
def test_a_milestone_that_somebody_moved_meanwhile_is_asked_about(leader, own_app, people) -> None:
    run = leader.start()
    nokk = leader.number_of(run, "Gøtt nøkk")
    mine = first_form(leader.client.get(nokk).text) | {"m-tomt-new_date": "2028", "note": "Mitt notat"}
    Leader(people).decide(nokk, **{"m-tomt-new_date": "1.3.2027"})
    answer = leader.post(nokk, mine)
    assert answer.status_code == 409
    assert "No står han til 1. mars 2027" in words(answer.text)
    again = first_form(answer.text)
    assert again["note"] == ["Mitt notat"]
    assert leader.post(nokk, again).status_code == 303
    api = own_app.test_client().get(API).json
    (measure,) = [m for g in api["goals"] for m in g["measures"] if m["id"] == "gott-nokk"]
    assert [m["date"] for m in measure["milestones"]] == ["2028"]


def test_a_meeting_goes_on_where_it_was_after_a_break(leader, people) -> None:
    run = leader.start()
    leader.decide(leader.number_of(run, "SMB-utvikling"), decision="Vi held fram.")
    other_tablet = Leader(people)
    assert run in other_tablet.client.get(WORK).text
    other_tablet.decide(other_tablet.number_of(run, "Eventuelt"), decision="Neste møte i januar.")
    minutes = words(leader.client.get(f"{run}/referat").text)
    assert "Vi held fram." in minutes
    assert "Neste møte i januar." in minutes
    assert "Møtet er ikkje avslutta." in minutes


def test_a_party_gets_a_new_meeting_date(leader, own_app) -> None:
    run = leader.start()
    leader.decide(leader.number_of(run, "Tokke kommune"), **{"council-planned": "10.12.2026"})
    found = own_app.test_client().get(API).json["meetings"]
    assert "2026-12-10" in [m["date"] for m in found if m["party"] == "Tokke kommune"]
    page = words(leader.client.get(f"{run}/referat").text)
    assert "Nytt møte i Kommunestyre: 10. desember 2026 (før: 17. juni 2025)" in page


@pytest.mark.usefixtures("milestone")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"progress": "in_progress"}, "Skriv kvifor framdrifta er endra"),
        ({"reason": "Fordi"}, "Vel framdrifta som grunnen gjeld"),
        ({"progress": "heilt_ferdig", "reason": "x"}, "Vel ein av dei i lista"),
        ({"m-tomt-new_date": "31.2.2027"}, "«31.2.2027» er ikkje i kalenderen"),
        ({"m-tomt-done": "y", "m-tomt-done_on": "24.12.2026"}, "24. desember 2026 er ikkje komen enno"),
        ({"decision": "x" * 11_000}, "Skriv høgst 10000 teikn"),
    ],
)
def test_bad_input_changes_nothing_and_keeps_what_was_typed(leader, own_app, typed, sentence) -> None:
    run = leader.start()
    before = own_app.test_client().get(API).json
    nokk = leader.number_of(run, "Gøtt nøkk")
    answer = leader.decide(nokk, **({"note": "Eit notat"} | typed))
    assert answer.status_code == 422
    assert sentence in words(answer.text)
    form = first_form(answer.text)
    assert form["note"] == ["Eit notat"]
    assert all(form[name] == [value] for name, value in typed.items() if name not in ("progress", "m-tomt-done"))
    assert own_app.test_client().get(API).json == before


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"date": "31.2.2026"}, "er ikkje ein dag i kalenderen"),
        ({"date": "1.1.2027"}, "er ikkje komen enno"),
        ({"participants": ["Kari Nordmann"]}, "Vel mellom rollene og organisasjonane i lista."),
        ({"items": []}, "Vel minst éi sak."),
        ({"items": ["measure/none"]}, "Saklista er endra."),
    ],
)
def test_a_meeting_that_cannot_be_does_not_start(leader, typed, sentence) -> None:
    answer = leader.post(WORK, first_form(leader.client.get(WORK).text), **typed)
    assert answer.status_code == 422
    assert sentence in words(answer.text)


def test_a_meeting_ends_once_and_then_nothing_more_is_tapped_in(leader, own_app) -> None:
    run = leader.start()
    item = leader.number_of(run, "Eventuelt")
    form = first_form(leader.client.get(run).text)
    refused = leader.post(run, form, number="6.0")
    assert (refused.status_code, "Versjon 6.0 står alt i loggen" in refused.text) == (422, True)
    assert leader.post(run, form).status_code == 303
    assert leader.post(run, form).status_code == 303
    assert len(own_app.test_client().get(API).json["versions"]) == 8
    assert leader.post(item, {"decision": "For seint"}).headers["Location"].endswith("/referat")
    assert "For seint" not in leader.client.get(f"{run}/referat").text
    leader.post(f"{run}/avbryt")
    assert leader.client.get(f"{run}/referat").status_code == 200


def test_a_meeting_need_not_be_in_the_version_log(leader, own_app) -> None:
    run = leader.start()
    form = first_form(leader.client.get(run).text)
    form.pop("log")
    assert leader.post(run, form, number="").status_code == 303
    assert len(own_app.test_client().get(API).json["versions"]) == 7


def test_only_a_meeting_without_decisions_is_taken_away(leader) -> None:
    run, empty = leader.start(), leader.start()
    leader.decide(leader.number_of(run, "Eventuelt"), decision="Noko")
    assert leader.post(f"{run}/avbryt").headers["Location"] == run
    leader.post(f"{empty}/avbryt")
    assert leader.client.get(empty).status_code == 404
    assert leader.client.get(run).status_code == 200


@pytest.mark.parametrize("role", [Role.EDITOR, Role.CONTRIBUTOR])
def test_minutes_are_for_leaders_alone(leader, people, own_app, role) -> None:
    run = leader.start()
    for address in (WORK, run, f"{run}/referat", f"{run}/sak/1"):
        assert people.signed_in(role).get(address).status_code == 403
        assert own_app.test_client().get(address).status_code == 303


@pytest.mark.parametrize("address", ["/none", "/none/referat", "/none/sak/1", "/a%00b"])
def test_a_meeting_that_is_not_there_is_404(leader, address) -> None:
    assert leader.client.get(WORK + address).status_code == 404


def test_an_item_that_is_not_there_is_404(leader) -> None:
    run = leader.start()
    for number in ("0", "99", "9" * 30):
        assert leader.client.get(f"{run}/sak/{number}").status_code == 404
