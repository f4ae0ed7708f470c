"""Partners answer about their own sentences: by a link that cannot be guessed, replayed or kept, and shows nothing else."""

import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from app.accounts.types import Role
from app.audit.log import AuditRow
from app.kernel import clock
from app.mail.models import MailRow
from app.plan import queries
from app.plan.models import EchoRow, PlanVersion
from app.plan.rules import echo
from app.settings import MailServer
from app.web.runtime import db
from tests.conftest import build_app, closing, make_settings

from .conftest import PLAN, TOKKE, WORK, fields, words

NAME = "Kari Hemmeleg 7319"
PARTNERS = "/partnarar"
HUSBANKEN = f"{PARTNERS}/husbanken"


def link_in(text: str) -> str:
    return urlsplit(re.search(r"https?://[^\s<]+/partnar/[\w-]+", text)[0]).path


class Partner:
    """Somebody with a link, without an account."""

    def __init__(self, people) -> None:
        self.client = people.app.test_client()
        self.token = people.token(self.client)

    def get(self, link):
        return self.client.get(link)

    def answer(self, link, page, **changes):
        """Everything is right, but for the changes."""
        data = fields(page) if page else {}
        for number in range(len(re.findall(r"<fieldset", page))):
            data[f"answer-{number}"] = "agree"
        return self.client.post(link, data={**data, "name": NAME, **changes, "csrf_token": self.token})


@pytest.fixture
def partner(people) -> Partner:
    return Partner(people)


@pytest.fixture
def asked(leader):
    """`asked("husbanken")` makes a link for a partner."""

    def ask(key="husbanken", **data):
        answer = leader.post(f"{PARTNERS}/{key}/lenkje", **data)
        assert answer.status_code == 303
        page = leader.client.get(answer.headers["Location"]).text
        return link_in(page)

    return ask


@pytest.fixture
def rows(own_app):
    def read(kind=EchoRow):
        with own_app.app_context():
            return list(db.session.scalars(select(kind)))

    return read


def number_of(whole, kind, measure):
    found = echo.about(whole)["husbanken"]
    return next(n for n, it in enumerate(found) if (it.kind, it.measure) == (kind, measure))


# -- what the page shows --------------------------------------------------------------------------------


def test_the_page_shows_every_sentence_of_the_partner_and_none_of_others(asked, partner, stored) -> None:
    answer = partner.get(asked())
    text, whole = words(answer.text), stored()
    theirs = echo.about(whole)["husbanken"]
    for one in theirs:
        assert one.text in text or one.kind in ("partner", "responsible")
    own = {one.text for one in theirs}
    for key, found in echo.about(whole).items():
        for one in found:
            if one.kind in ("text", "milestone", "contribution") and one.text not in own and len(one.text) > 30:
                assert one.text not in text, key
    assert "kr" not in re.findall(r"\w+", text), "no money"


def test_the_page_is_kept_by_nobody_and_listed_nowhere(asked, partner, people) -> None:
    link = asked()
    for client in (partner.client, people.app.test_client()):
        for address in (link, "/nn/partnar/takk", "/nn/partnar/" + "x" * 43):
            answer = client.get(address)
            assert answer.headers["Cache-Control"] == "no-store"
            assert "noindex" in answer.headers["X-Robots-Tag"]
            assert '<meta name="robots" content="noindex' in answer.text or answer.status_code != 200
            assert "canonical" not in answer.text


def test_no_answer_about_a_link_stays_in_the_servers_own_cache(asked, partner, people, rows) -> None:
    link = asked()
    partner.answer(link, partner.get(link).text)
    for address in (link, "/nn/partnar/takk", "/nn/partnar/x"):
        people.app.test_client().get(address)
    assert "partnar" not in str(list(people.app.wsgi_app._answers))


def test_only_a_digest_of_the_link_is_stored_and_the_audit_tells_no_secret(asked, partner, rows) -> None:
    link = asked()
    secret = link.rsplit("/", 1)[1]
    assert len(secret) == 43
    partner.answer(link, partner.get(link).text)
    (row,) = rows()
    assert secret not in str(vars(row))
    told = " ".join(f"{one.actor} {one.data}" for one in rows(AuditRow))
    assert secret not in told
    assert NAME not in told
    assert "partner:husbanken" in told


# -- answering ------------------------------------------------------------------------------------------


def test_the_answers_reach_the_leader_with_name_and_day_and_nobody_else(
    asked, partner, leader, public, people, stored
) -> None:
    link, number = asked(), number_of(stored(), "contribution", "gott-nokk")
    page = partner.get(link).text
    sent = partner.answer(link, page, **{f"answer-{number}": "adjust", f"wish-{number}": "berre rettleiing 7319"})
    assert (sent.status_code, sent.headers["Location"]) == (303, "/nn/partnar/takk")
    assert "Takk for svara" in partner.get("/nn/partnar/takk").text
    seen = leader.text(HUSBANKEN)
    for part in (NAME, "berre rettleiing 7319", "Har svara", "setningar stemmer", "Juster"):
        assert part in seen
    assert "1 svar å avgjere" in leader.text(PARTNERS)
    client = people.app.test_client()
    for address in ("", "/endringar", "/tiltak/gott-nokk", "/organisering", "/vedtak"):
        assert "7319" not in public(address)
    assert "7319" not in client.get(f"/api/v1/plans/{PLAN}/editions/2025").text
    assert "7319" not in client.get(f"/api/v1/plans/{PLAN}").text


def test_a_link_is_dead_once_it_is_answered(asked, partner, people, rows) -> None:
    link = asked()
    page = partner.get(link).text
    assert partner.answer(link, page).status_code == 303
    again = partner.answer(link, page, name="Nokon annan")
    assert again.status_code == 410
    assert "Svaret er alt sendt" in again.text
    for client in (partner.client, people.app.test_client()):
        seen = client.get(link)
        assert seen.status_code == 410
        assert "Husbanken" not in seen.text
    (row,) = rows()
    assert row.content.internal_name == NAME


def test_of_two_who_send_at_once_one_is_heard(asked, partner, people, rows) -> None:
    link, other = asked(), Partner(people)
    page = partner.get(link).text
    with ThreadPoolExecutor(2) as both:
        sent = list(both.map(lambda who: who[0].answer(link, page, name=who[1]), ((partner, "Ein"), (other, "To"))))
    assert sorted(one.status_code for one in sent) == [303, 410]
    (heard,) = [name for name, one in zip(("Ein", "To"), sent, strict=True) if one.status_code == 303]
    assert rows()[0].content.internal_name == heard


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": "  "}, "Skriv kven som svarar"),
        ({"name": "x" * 121}, "Skriv høgst 120 teikn"),
        ({"answer-0": ""}, "Svar på denne"),
        ({"answer-0": "kanskje"}, "Svar på denne"),
        ({"answer-1": "adjust", "wish-1": " "}, "Skriv korleis det skal stå"),
        ({"answer-1": "adjust", "wish-1": "x" * 1001}, "Skriv høgst 1000 teikn"),
        ({"remark": "x" * 1001}, "Skriv høgst 1000 teikn"),
    ],
)
def test_bad_input_is_said_at_the_field_and_nothing_typed_is_lost(asked, partner, rows, changes, said) -> None:
    link = asked()
    answer = partner.answer(link, partner.get(link).text, **{"remark": "Dette skreiv eg", **changes})
    assert answer.status_code == 422
    assert said in words(answer.text)
    assert changes.get("remark", "Dette skreiv eg") in answer.text
    assert rows()[0].answered_at is None


def test_strange_letters_and_fields_do_no_harm(asked, partner, rows) -> None:
    link = asked()
    page = partner.get(link).text
    sent = partner.answer(
        link, page, name="<b>Kari</b>\x00\u202e", **{"answer-999": "agree", "answer-x": "agree", "wish--1": "x"}
    )
    assert sent.status_code == 303
    assert rows()[0].content.internal_name == "<b>Kari</b>"


# -- links that do not work ------------------------------------------------------------------------------


@pytest.mark.parametrize("token", ["x", "a" * 43, "a" * 500, "..%2f..%2f", "%00" * 43, "æ" * 43, "'" * 43])
def test_a_guessed_link_shows_nothing(asked, partner, token) -> None:
    asked()
    for answer in (partner.get(f"/nn/partnar/{token}"), partner.answer(f"/nn/partnar/{token}", "")):
        assert answer.status_code == 404
        assert "Husbanken" not in answer.text


def test_a_link_that_is_nearly_right_shows_nothing(asked, partner) -> None:
    link = asked()
    other = link[:-1] + ("A" if link[-1] != "A" else "B")
    assert partner.get(other).status_code == 404
    assert partner.get(link.swapcase().replace("/NN/PARTNAR/", "/nn/partnar/")).status_code == 404


def test_a_link_lasts_thirty_days(asked, partner, leader, monkeypatch) -> None:
    link, real = asked(), clock.now
    page = partner.get(link).text
    monkeypatch.setattr(clock, "now", lambda: real() + timedelta(days=29, hours=23))
    assert partner.get(link).status_code == 200
    monkeypatch.setattr(clock, "now", lambda: real() + timedelta(days=30, minutes=1))
    for answer in (partner.get(link), partner.answer(link, page)):
        assert answer.status_code == 410
        assert "Lenkja er gått ut" in answer.text
        assert "Husbanken" not in answer.text
    leader.sign_in()
    assert "Lenkja er gått ut" in leader.text(HUSBANKEN)


def test_a_link_opens_one_partners_sentences_only(asked, partner, rows) -> None:
    first, second = asked("husbanken"), asked("ks")
    page = partner.get(second).text
    assert "Husbanken kan vise til andre" in partner.get(first).text
    assert "Husbanken kan vise til andre" not in page
    assert partner.answer(second, page).status_code == 303
    assert {row.partner: bool(row.answered_at) for row in rows()} == {"husbanken": False, "ks": True}
    assert partner.get(first).status_code == 200, "the other link is untouched"


def test_a_new_link_kills_the_old_one_and_a_closed_one_is_dead(asked, partner, leader) -> None:
    first, second = asked(), asked()
    assert partner.get(first).status_code == 404
    assert partner.get(second).status_code == 200
    leader.post(f"{HUSBANKEN}/steng")
    assert partner.get(second).status_code == 404
    assert "Ikkje spurd" in leader.text(HUSBANKEN)


def test_trying_many_links_is_stopped(asked, partner) -> None:
    link = asked()
    guesses = [partner.get("/nn/partnar/" + f"{n:043d}").status_code for n in range(61)]
    assert guesses == [404] * 60 + [429]
    assert partner.get(link).status_code == 429
    assert "Husbanken" not in partner.get(link).text


def test_a_link_gives_no_way_into_the_work(asked, partner) -> None:
    partner.get(asked())
    for address in (PARTNERS, HUSBANKEN, ""):
        assert partner.get(WORK + address).status_code == 303


def test_the_log_never_holds_a_link(asked, partner, people, monkeypatch, caplog) -> None:
    link = asked()
    monkeypatch.setattr("app.web.logging.time.perf_counter", iter(range(0, 10_000, 10)).__next__)
    partner.get(link)
    assert "GET /<any(nn,nb,en):lang>/partnar/<token>" in caplog.text
    assert link.rsplit("/", 1)[1] not in caplog.text


# -- the leader's side ------------------------------------------------------------------------------------


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
