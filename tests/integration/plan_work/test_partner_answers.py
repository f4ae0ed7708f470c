"""The leader asks partners, sees what they answered, and takes it over or sets it aside."""

import shutil

import pytest

from app.accounts.types import Role
from app.mail.models import MailRow
from app.plan import queries
from app.plan.models import PlanVersion
from app.settings import MailServer
from app.web.runtime import db
from tests.conftest import build_app, closing, make_settings

from .conftest import PLAN, TOKKE, words
from .partner_pages import HUSBANKEN, PARTNERS, link_in, number_of


def test_only_the_leader_sees_and_asks_partners(worker) -> None:
    editor = worker(Role.EDITOR, municipalities={TOKKE})
    for address in (PARTNERS, HUSBANKEN):
        assert editor.get(address).status_code == 403
    for address in (f"{HUSBANKEN}/lenkje", f"{HUSBANKEN}/steng", f"{HUSBANKEN}/svar/x/0"):
        assert editor.post(address, settled="taken").status_code == 403


def test_the_link_is_shown_once(asked, leader) -> None:
    link = asked()
    assert link not in leader.get(HUSBANKEN).text
    assert "Ventar på svar" in leader.text(PARTNERS)


def test_the_leader_sees_where_tables_and_text_differ(leader) -> None:
    assert "stader skil tabell og tekst seg" in leader.text(PARTNERS)
    assert "står som samarbeidspart i tabellen, men teksten nemner ikkje" in leader.text(PARTNERS)


def settle(leader, rows, number, settled, **data):
    return leader.post(f"{HUSBANKEN}/svar/{rows()[0].id}/{number}", settled=settled, **data)


def test_an_answer_is_taken_over_into_the_plan_with_one_press(asked, partner, leader, stored, public, rows) -> None:
    link, number = asked(), number_of(stored(), "contribution", "gott-nokk")
    wish = {f"answer-{number}": "adjust", f"wish-{number}": "rettleiing om regelverket"}
    partner.answer(link, partner.get(link).text, **wish)
    assert settle(leader, rows, number, "taken", words="rettleiing om reglane").status_code == 303
    (it,) = [c for c in stored().measures_by_id["gott-nokk"].contributions if c.actor == "Husbanken"]
    assert it.what == "rettleiing om reglane"
    assert "rettleiing om reglane" in public("/tiltak/gott-nokk")
    assert "Teken inn i planen" in leader.text(HUSBANKEN)
    last = rows(PlanVersion)[-1]
    assert last.reason == "Svar frå Husbanken"
    assert last.actor.startswith("account:")
    settle(leader, rows, number, "set_aside")
    assert "Nokon har alt teke stilling til dette svaret" in leader.text(HUSBANKEN)


def test_no_longer_takes_the_partner_out_of_the_table(asked, partner, leader, stored, rows) -> None:
    link, number = asked(), number_of(stored(), "partner", "gott-nokk")
    partner.answer(link, partner.get(link).text, **{f"answer-{number}": "no_more"})
    settle(leader, rows, number, "taken")
    assert "Husbanken" not in stored().measures_by_id["gott-nokk"].partners


def test_what_is_set_aside_changes_nothing(asked, partner, leader, stored, rows) -> None:
    link, before = asked(), stored()
    partner.answer(link, partner.get(link).text, **{"answer-1": "no_more", "answer-2": "no_more"})
    settle(leader, rows, 1, "set_aside")
    settle(leader, rows, 2, "by_hand")
    assert stored() == before
    assert "Lagd til side" in leader.text(HUSBANKEN)
    assert "svar å avgjere" not in leader.text(PARTNERS)


def test_a_sentence_that_has_changed_meanwhile_is_not_written_over(asked, partner, leader, stored, amend, rows) -> None:
    link, number = asked(), number_of(stored(), "contribution", "gott-nokk")
    page = partner.get(link).text
    partner.answer(link, page, **{f"answer-{number}": "adjust", f"wish-{number}": "noko anna"})
    amend("measures", "gott-nokk", contributions=[])
    settle(leader, rows, number, "taken")
    assert "Planen seier noko anna no" in leader.text(HUSBANKEN)
    assert stored().measures_by_id["gott-nokk"].contributions == []
    assert rows()[0].content.asked[number].settled is None


@pytest.mark.parametrize(
    ("address", "data"),
    [
        (f"{PARTNERS}/finst-ikkje/lenkje", {}),
        (f"{HUSBANKEN}/svar/finst-ikkje/0", {"settled": "taken"}),
        (f"{HUSBANKEN}/svar/{'x' * 99}/0", {"settled": "taken"}),
        (f"{HUSBANKEN}/svar/%00/0", {"settled": "taken"}),
        (f"{HUSBANKEN}/svar/x/0", {"settled": "eta"}),
    ],
)
def test_what_is_not_there_is_said_so(leader, address, data) -> None:
    assert leader.post(address, **data).status_code == 404


def test_somebody_the_plan_says_nothing_about_cannot_be_asked(leader, rows) -> None:
    answer = leader.post(f"{PARTNERS}/oxford-research/lenkje")
    assert answer.status_code == 422
    assert "Planen har ingen setningar om Oxford Research" in words(answer.text)
    assert rows() == []


class TestWithAMailServer:
    """The link goes by letter where the leader writes an address."""

    @pytest.fixture
    def own_app(self, loaded_var, tmp_path):
        shutil.copytree(loaded_var, tmp_path / "var")
        server = MailServer(host="127.0.0.1", port=1, security="none", sender="vm@vest-telemark.no")
        with closing(build_app(make_settings(tmp_path / "var", mail=server))) as app:
            yield app

    def test_the_link_goes_by_letter_and_is_not_shown(self, leader, partner, rows) -> None:
        answer = leader.post(f"{HUSBANKEN}/lenkje", email="post@husbanken.no")
        page = leader.client.get(answer.headers["Location"]).text
        assert "/nn/partnar/" not in page
        assert "Brevet med lenkja er på veg" in words(page)
        (letter,) = rows(MailRow)
        assert (letter.to, letter.subject) == ("post@husbanken.no", "Stemmer det planen seier om Husbanken?")
        assert partner.get(link_in(letter.text)).status_code == 200
        leader.post(f"{HUSBANKEN}/lenkje", email="post@husbanken.no")
        assert len(rows(MailRow)) == 1, "the old letter is withdrawn"

    def test_an_address_that_is_none_is_said_at_the_field(self, leader, rows) -> None:
        answer = leader.post(f"{HUSBANKEN}/lenkje", email="husbanken")
        assert answer.status_code == 422
        assert "«husbanken» er ikkje ei e-postadresse" in words(answer.text)
        assert 'value="husbanken"' in answer.text
        assert rows() == []


def test_the_sentences_asked_stand_as_they_were_when_the_plan_changes(asked, partner, amend, own_app) -> None:
    link = asked()
    amend("measures", "gott-nokk", contributions=[], partners=[])
    assert "døme på modulhus-pilotar" in partner.get(link).text
    with own_app.app_context():
        assert len(queries.echoes(db.session, PLAN, 2025)) == 1
