"""The decisions board: who may, what bad input gets, two leaders at once, and what the public sees."""

import hashlib
import json
import re
from collections.abc import Callable

import msgspec
import pytest

from app.accounts.types import Role
from app.plan.commands.parts import Place, alter
from app.plan.commands.storing import Made
from app.plan.importing import Known
from app.web.runtime import db
from tests.integration.editing.conftest import fields

PLAN = "bygdevekst-vest-telemark"
WORK = f"/nn/arbeid/plan/{PLAN}/vedtak"
PUBLIC = f"/nn/plan/{PLAN}"
API = f"/api/v1/plans/{PLAN}/editions/2025"
TOKKE = f"{WORK}/tokke-kommune/kommunestyre"
RIGHT = {"date": "17.6.2025", "case_number": "42/25", "decision": "Handlingsplanen er vedteken.", "version": "6.0"}
SECRET = "hemmeleg-7319"


class Leader:
    """A project leader at the board."""

    def __init__(self, people, client) -> None:
        self.client, self.token = client, people.token(client)

    def form(self, address: str) -> dict[str, list[str]]:
        return fields(self.client.get(address).text, "plan-form")

    def post(self, address: str, data=None, **changes):
        return self.client.post(address, data={**(data or {}), **changes, "csrf_token": self.token})

    def record(self, address: str = TOKKE, **changes):
        return self.post(address, one_form(self.client.get(address).text) | RIGHT | changes)


def one_form(page: str) -> dict[str, list[str]]:
    """The first of the page's forms: the one of the decision."""
    return fields(page.replace("plan-form plan-form--end", "other"), "plan-form")


@pytest.fixture
def leader(people) -> Callable[[], Leader]:
    return lambda: Leader(people, people.signed_in(Role.LEADER))


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).replace("\u00a0", " ").split())


def test_tokkes_decision_is_recorded_and_everybody_can_see_it(leader, own_app) -> None:
    someone = own_app.test_client()
    assert "0 av 7 partar" in words(someone.get(f"{PUBLIC}/vedtak").text)
    assert leader().record(reservations="Pengane for 2027", internal_note=SECRET).status_code == 303
    page = words(someone.get(f"{PUBLIC}/vedtak").text)
    assert "1 av 7 partar har registrert vedtak" in page
    assert (
        "Vedteke 17. juni 2025 sak 42/25 · versjon 6.0 Handlingsplanen er vedteken. Atterhald: Pengane for 2027" in page
    )
    assert "Tokke kommune 17. juni 2025" in words(someone.get(PUBLIC).text)
    (approval,) = [a for a in someone.get(API).json["approvals"] if a["date"]]
    assert (approval["party"], approval["body"], approval["version"]) == ("Tokke kommune", "council", "6.0")
    changes = words(someone.get(f"{PUBLIC}/endringar?sidan=2025-06-01").text)
    assert "Vedtak i Tokke kommune" in changes
    for address in ("/vedtak", "", "/endringar?sidan=2020-01-01"):
        assert SECRET not in someone.get(PUBLIC + address).text
    assert SECRET not in someone.get(API).text


def test_the_internal_note_is_shown_to_the_leader(leader) -> None:
    kari = leader()
    kari.record(internal_note=SECRET)
    assert SECRET in kari.client.get(WORK).text
    assert one_form(kari.client.get(TOKKE).text)["internal_note"] == [SECRET]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("date", "31.2.2026", "«31.2.2026» er ikkje ein dag i kalenderen"),
        ("date", "juni 2026", "er ikkje ein dag i kalenderen"),
        ("date", "24.12.2026", "24. desember 2026 er ikkje komen enno"),
        ("date", "", "Skriv datoen for vedtaket"),
        ("date", "17.6.99999", "er ikkje ein dag i kalenderen"),
        ("version", "9.9", "Versjon «9.9» står ikkje i versjonsloggen."),
        ("meetings", "17.6.2025, 31.2.2026", "er ikkje ein dag i kalenderen"),
        ("case_number", "x" * 300, "Skriv høgst 200 teikn"),
        ("decision", "x" * 11_000, "Skriv høgst 10000 teikn"),
    ],
)
def test_bad_input_gets_a_sentence_at_the_field_and_nothing_is_lost_or_saved(
    leader, own_app, field, typed, sentence
) -> None:
    answer = leader().record(**{field: typed})
    assert answer.status_code == 422
    assert sentence in words(answer.text)
    assert re.search(rf'id="{field}"[^>]*aria-describedby="[^"]*{field}-fault"[^>]*aria-invalid="true"', answer.text)
    form = one_form(answer.text)
    for name, value in (RIGHT | {field: typed}).items():
        assert form[name] == [value]
    assert not any(a["date"] for a in own_app.test_client().get(API).json["approvals"])


def test_a_version_from_after_the_decision_cannot_be_what_was_decided(leader) -> None:
    answer = leader().record(date="9.5.2025")
    assert answer.status_code == 422
    assert "Versjon 6.0 er frå 10. mai 2025, etter vedtaket." in words(answer.text)


def test_two_leaders_who_record_different_bodies_lose_nothing(leader, own_app) -> None:
    kari, ola = leader(), leader()
    vinje = f"{WORK}/vinje-kommune/kommunestyre"
    hers, his = one_form(kari.client.get(TOKKE).text), one_form(ola.client.get(vinje).text)
    assert kari.post(TOKKE, hers | RIGHT).status_code == 303
    assert ola.post(vinje, his | RIGHT | {"date": "24.6.2025"}).status_code == 303
    found = {a["party"]: a["date"] for a in own_app.test_client().get(API).json["approvals"] if a["date"]}
    assert found == {"Tokke kommune": "2025-06-17", "Vinje kommune": "2025-06-24"}


@pytest.mark.parametrize(("choice", "stands"), [("mine", "Avvist."), ("theirs", "Handlingsplanen er vedteken.")])
def test_two_leaders_at_the_same_body_see_both_and_choose(leader, own_app, choice, stands) -> None:
    kari, ola = leader(), leader()
    hers, his = one_form(kari.client.get(TOKKE).text), one_form(ola.client.get(TOKKE).text)
    assert kari.post(TOKKE, hers | RIGHT).status_code == 303
    answer = ola.post(TOKKE, his | RIGHT | {"decision": "Avvist."})
    assert answer.status_code == 409
    shown = words(answer.text)
    assert "Mitt: Avvist." in shown
    assert "Deira: Handlingsplanen er vedteken." in shown
    again = one_form(answer.text) | {"choose-decision": choice}
    assert ola.post(TOKKE, again).status_code == 303
    (approval,) = [a for a in own_app.test_client().get(API).json["approvals"] if a["date"]]
    assert approval["decision"] == stands


def test_a_planned_meeting_is_added_moved_and_taken_away(leader, own_app) -> None:
    kari, someone = leader(), own_app.test_client()

    def days():
        found = someone.get(API).json["meetings"]
        return [m["date"] for m in found if m["party"] == "Tokke kommune" and m["body"] == "council"]

    form = one_form(kari.client.get(TOKKE).text)
    assert form["meetings"] == ["17.6.2025"]
    kari.post(TOKKE, form | {"meetings": "17.6.2025, 3.12.2026"})
    assert days() == ["2025-06-17", "2026-12-03"]
    page = words(kari.client.get(WORK).text)
    assert "Neste møte: Tokke kommune, Kommunestyre, 3. desember 2026" in page
    kari.post(TOKKE, one_form(kari.client.get(TOKKE).text) | {"meetings": "4.12.2026"})
    assert days() == ["2026-12-04"]
    kari.post(TOKKE, one_form(kari.client.get(TOKKE).text) | {"meetings": ""})
    assert days() == []


def test_the_ministry_can_be_added_and_taken_away_until_it_has_decided(leader, own_app) -> None:
    kari, someone = leader(), own_app.test_client()
    kdd = {"party": "KDD", "party_body": "ministry", "planned": "1.12.2026"}
    assert kari.post(f"{WORK}/part", kdd).status_code == 303
    assert "Departement" in someone.get(f"{PUBLIC}/vedtak").text
    assert "party_not_approving" not in {c["code"] for c in someone.get(API).json["checks"]}
    twice = kari.post(f"{WORK}/part", kdd)
    assert (twice.status_code, "står alt i oversynet" in twice.text) == (422, True)
    kari.record(f"{WORK}/kdd/departement", version="", date="20.11.2026")
    kari.post(f"{WORK}/kdd/departement/fjern")
    assert len(someone.get(API).json["approvals"]) == 8, "it has decided"
    kari.record(f"{WORK}/kdd/departement", version="", date="", decision="", case_number="")
    kari.post(f"{WORK}/kdd/departement/fjern")
    assert len(someone.get(API).json["approvals"]) == 7


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"party": "Nokon heilt annan"}, "står ikkje mellom aktørane"),
        ({"party": ""}, "Vel ein part."),
        ({"party_body": "kongen"}, "Vel kva organ det gjeld."),
        ({"planned": "31.2.2027"}, "er ikkje ein dag i kalenderen"),
    ],
)
def test_a_party_that_cannot_be_is_refused_at_the_field(leader, changes, sentence) -> None:
    answer = leader().post(f"{WORK}/part", {"party": "KDD", "party_body": "ministry", "planned": ""} | changes)
    assert answer.status_code == 422
    assert sentence in words(answer.text)


def test_the_county_says_which_body_when_it_decides(leader, own_app) -> None:
    kari, county = leader(), f"{WORK}/telemark-fylkeskommune/organ"
    refused = kari.record(county)
    assert (refused.status_code, "Vel kva organ det gjeld." in refused.text) == (422, True)
    assert kari.record(county, body="county_council").status_code == 303
    (approval,) = [a for a in own_app.test_client().get(API).json["approvals"] if a["date"]]
    assert approval["body"] == "county_council"
    assert kari.client.get(county).status_code == 404


VERSION = {
    "number": "7.0",
    "name": "Til vedtak",
    "dated": "november 2026",
    "status": "Til dei",
    "changed_by": "Piloten",
}


def test_the_version_log_takes_days_and_months(leader, own_app) -> None:
    kari = leader()
    assert kari.post(f"{WORK}/versjon", VERSION).status_code == 303
    assert kari.post(f"{WORK}/versjon", VERSION | {"number": "7.1", "dated": "24.11.2026"}).status_code == 303
    found = own_app.test_client().get(API).json["versions"][-2:]
    assert [(v["date"], v["precision"], v["sha256"]) for v in found] == [
        ("2026-11", "month", None),
        ("2026-11-24", "day", None),
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"dated": "31.2.2026"}, "«31.2.2026» er ikkje i kalenderen"),
        ({"dated": "13.2026"}, "er ikkje i kalenderen"),
        ({"dated": ""}, "Skriv datoen"),
        ({"dated": "2027"}, "2027 er ikkje komen enno"),
        ({"number": "6.0"}, "Versjon 6.0 står alt i loggen"),
        ({"number": ""}, "Skriv eit versjonsnummer"),
        ({"status": "\u200b"}, "Skriv kva som er gjort"),
    ],
)
def test_a_row_that_cannot_be_is_refused_at_the_field(leader, changes, sentence) -> None:
    answer = leader().post(f"{WORK}/versjon", VERSION | changes)
    assert answer.status_code == 422
    assert sentence in words(answer.text)


def test_a_frozen_version_can_be_checked_by_anybody_and_a_later_change_is_told(leader, own_app) -> None:
    kari, someone = leader(), own_app.test_client()
    kari.post(f"{WORK}/versjon", VERSION | {"freeze": "y"})
    kari.record(version="7.0", date="20.11.2026")
    (row,) = [v for v in someone.get(API).json["versions"] if v["sha256"]]
    assert (row["version"], row["frozen_on"]) == ("7.0", "2026-11-24")
    content = someone.get(f"{PUBLIC}/vedtak/{row['sha256']}.json")
    assert hashlib.sha256(content.data).hexdigest() == row["sha256"]
    assert len(json.loads(content.data)["measures"]) == 14
    page = words(someone.get(f"{PUBLIC}/vedtak").text)
    assert "Fryst 24. november 2026" in page
    assert "Planen er endra" not in page
    kari.record(f"{WORK}/vinje-kommune/kommunestyre", version="7.0", date="21.11.2026")
    assert "Planen er endra" not in words(someone.get(f"{PUBLIC}/vedtak").text), "a decision is no change of the plan"
    change_a_title(own_app)
    page = words(someone.get(f"{PUBLIC}/vedtak").text)
    assert page.count("Planen er endra etter denne versjonen") == 2
    assert "Etter dette er tiltaka endra. Sjå endringane" in page
    assert "Endra sidan: tiltaka" in words(kari.client.get(WORK).text)
    assert someone.get(f"{PUBLIC}/vedtak/{'0' * 64}.json").status_code == 404
    kari.post(f"{WORK}/frys", {"version": "7.0"})
    assert "berre éin gong" in words(kari.client.get(WORK).text)


def change_a_title(app) -> None:
    place = Place(plan=PLAN, edition=2025, kind="measures", key="gott-nokk")
    with app.app_context(), app.extensions["app.runtime"].transactions.begin(db.session) as uow:
        alter(
            uow,
            Made(actor="tests", reason="", batch="1"),
            place,
            lambda measure: msgspec.structs.replace(measure, title="Noko heilt anna"),
            Known((), ()),
        )


@pytest.mark.parametrize("role", [Role.EDITOR, Role.CONTRIBUTOR])
def test_only_leaders_come_in(people, role) -> None:
    client = people.signed_in(role, municipalities={"4034"} if role is Role.EDITOR else set())
    for address in (WORK, TOKKE):
        assert client.get(address).status_code == 403


@pytest.mark.parametrize(
    "address", ["/ingen/kommunestyre", "/tokke-kommune/kongen", "/tokke-kommune/fylkesting", "/a%00b/organ"]
)
def test_a_body_that_is_not_there_is_404(leader, address) -> None:
    assert leader().client.get(WORK + address).status_code == 404


def test_the_board_shows_those_who_are_left(leader) -> None:
    kari = leader()
    kari.record()
    left = kari.client.get(f"{WORK}?vis=att").text
    assert 'id="tokke-kommune"' not in left
    assert 'id="vinje-kommune"' in left
    assert 'id="vinje-kommune"' not in kari.client.get(f"{WORK}?vis=vedteke").text
    assert kari.client.get(f"{WORK}?vis=%3Cscript%3E").status_code == 200


def test_the_last_decision_adopts_the_edition_and_undoing_one_puts_it_forward_again(leader, own_app) -> None:
    kari, someone = leader(), own_app.test_client()
    for name in ("fyresdal", "kviteseid", "nissedal", "seljord", "tokke", "vinje"):
        kari.record(f"{WORK}/{name}-kommune/kommunestyre")
        assert someone.get(API).json["status"] == "proposed"
    kari.record(f"{WORK}/telemark-fylkeskommune/organ", body="county_council")
    assert someone.get(API).json["status"] == "adopted"
    assert "Vedteken av partane" in words(kari.client.get(WORK).text)
    history = words(kari.client.get(f"{WORK.removesuffix('/vedtak')}/historie?del=editions/2025").text)
    assert "Statusen følgjer vedtaka" in history
    assert "Framlegg frå styringsgruppa Vedteken av partane" in history
    assert kari.record(date="", case_number="", decision="", version="").status_code == 303
    assert someone.get(API).json["status"] == "proposed"
