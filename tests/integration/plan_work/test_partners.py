"""Partners answer about their own sentences: by a link that cannot be guessed, replayed or kept, and shows nothing else."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from app.audit.log import AuditRow
from app.kernel import clock
from app.plan.rules import echo

from .conftest import PLAN, WORK, words
from .partner_pages import HUSBANKEN, NAME, PARTNERS, Partner, number_of

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
