"""From the first administrator to an editor who is in: links that work once, roles, and people shut out."""

from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select

from app.accounts import queries
from app.accounts.types import Role
from app.audit.log import AuditRow
from app.kernel import clock
from app.mail import outbox
from app.mail.models import MailRow
from app.settings import MailServer
from app.web.runtime import db

from .conftest import OTHER_PASSWORD, PASSWORD, Visitor, link_in

NEW = {
    "name": "Egil Editor",
    "email": "egil@vinje.kommune.no",
    "roles": "editor",
    "municipalities": "4036",
    "lang": "nb",
}


@pytest.fixture
def anne(people):
    return people.add(Role.ADMINISTRATOR, email="anne@vest-telemark.no", password=PASSWORD)


@pytest.fixture
def admin(people, anne):
    return Visitor(people, people.client(anne))


def invite(admin, **changes) -> str:
    """Invite somebody; gives the path of the link on the page."""
    answer = admin.send("/nn/konto/brukarar/ny", **(NEW | changes))
    assert answer.status_code == 303, answer.text[-3_000:]
    return link_in(admin.get(answer.headers["Location"]).text)


def everyone(people) -> dict:
    with people.app.app_context():
        return {found.account.email: found for found in queries.listed(db.session)}


def test_an_editor_is_invited_accepts_sets_a_code_up_and_signs_in_with_it(people, admin) -> None:
    link = invite(admin)
    assert everyone(people)[NEW["email"]].state == "invited"
    egil = Visitor(people)
    page = egil.get(link)
    assert 'lang="nb"' in page.text
    assert NEW["email"] in page.text
    accepted = egil.send(link, name="Egil E. Editor", password=OTHER_PASSWORD)
    assert accepted.headers["Location"].startswith("/nb/konto/kode")
    setup = egil.get(accepted.headers["Location"]).text
    secret = setup.split('<code class="secret">')[1].split("<")[0].replace(" ", "")
    wrong = egil.send("/nb/konto/kode", code="000000")
    assert wrong.status_code == 422
    done = egil.send("/nb/konto/kode", code=pyotp.TOTP(secret).at(clock.now()))
    assert done.text.count("<li><code>") == 10
    account = everyone(people)[NEW["email"]]
    assert (account.state, account.second_factor, account.account.name) == ("active", True, "Egil E. Editor")
    assert account.account.municipalities == {"4036"}
    assert account.account.roles == {Role.EDITOR}
    again = Visitor(people)
    assert again.sign_in(NEW["email"], OTHER_PASSWORD).headers["Location"] == "/nn/logg-inn/kode"


def test_a_link_works_once(people, admin) -> None:
    link = invite(admin)
    first, second = Visitor(people), Visitor(people)
    second.get(link)
    assert first.send(link, name="A", password=OTHER_PASSWORD).status_code == 303
    token = people.token(second.client)
    late = second.client.post(link, data={"csrf_token": token, "name": "B", "password": PASSWORD})
    assert late.status_code == 404
    assert "virker ikke lenger" in late.text
    assert not second.is_signed_in


def test_a_link_dies_after_seven_days_and_when_a_newer_is_made(people, admin, anne, later) -> None:
    old = invite(admin)
    key = everyone(people)[NEW["email"]].account.id
    again = admin.send(f"/nn/konto/brukarar/{key}/lenkje", on=f"/nn/konto/brukarar/{key}", show="1")
    new = link_in(admin.get(again.headers["Location"]).text)
    assert new not in admin.get(again.headers["Location"]).text, "shown once"
    assert Visitor(people).get(old).status_code == 404
    assert Visitor(people).get(new).status_code == 200
    later(timedelta(days=7, seconds=1))
    assert Visitor(people).get(new).status_code == 404


@pytest.mark.parametrize(
    "link", ["/nn/invitasjon/x", "/nn/nytt-passord/x", "/en/invitasjon/%00", "/nb/invitasjon/" + "y" * 3_000]
)
def test_a_made_up_link_says_what_to_do(visitor, link) -> None:
    answer = visitor.get(link)
    assert answer.status_code == 404
    assert "<h1" in answer.text


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"email": "egil"}, "heil e-postadresse"),
        ({"email": "ANNE@vest-telemark.no"}, "finst alt ein konto"),
        ({"name": "  "}, "Skriv namnet"),
        ({"name": "x" * 121}, "høgst 120"),
        ({"roles": []}, "minst éi rolle"),
        ({"roles": "king"}, "rollene i lista"),
        ({"municipalities": "0301"}, "kommunane i lista"),
        ({"organisations": "nowhere"}, "aktørane i lista"),
        ({"lang": "de"}, "Vel eit språk"),
    ],
)
def test_a_bad_invitation_says_so_at_the_field_and_keeps_the_rest(people, admin, changes, says) -> None:
    answer = admin.send("/nn/konto/brukarar/ny", **(NEW | changes))
    assert answer.status_code == 422
    assert says in answer.text
    if "name" not in changes:
        assert 'value="Egil Editor"' in answer.text
    assert len(everyone(people)) == 1


def test_script_in_a_name_is_shown_as_it_was_typed(people, admin) -> None:
    answer = admin.send("/nn/konto/brukarar/ny", **(NEW | {"name": "<script>alert(1)</script>"}))
    assert "&lt;script&gt;alert(1)" in admin.get(answer.headers["Location"]).text


def test_a_weak_password_does_not_use_the_link_up(people, admin) -> None:
    link = invite(admin)
    answer = Visitor(people).send(link, name="Egil", password=NEW["email"])
    assert answer.status_code == 422
    assert "kan ikke være e-postadressen" in answer.text
    assert Visitor(people).send(link, name="Egil", password=OTHER_PASSWORD).status_code == 303


def test_an_administrator_without_a_code_is_led_to_setting_it_up_whatever_they_open(people, anne) -> None:
    visitor = Visitor(people, people.client(anne, "password"))
    for path in ("/nn/konto", "/nn/konto/brukarar", "/nn/konto/passord"):
        answer = visitor.get(path)
        assert answer.status_code == 303
        assert answer.headers["Location"].startswith("/nn/konto/kode?next=")
    page = visitor.get("/nn/konto/kode").text
    assert "Administratorar må ha kode" in page
    assert "Ikkje no" not in page
    assert visitor.send("/nn/logg-ut", on="/nn/konto/kode").status_code == 303


def test_rights_take_effect_at_once(people, admin, anne) -> None:
    kari = people.add(Role.EDITOR)
    visitor = Visitor(people, people.client(kari))
    assert visitor.get("/nn/konto/brukarar").status_code == 403
    path = f"/nn/konto/brukarar/{kari.id}"
    admin.send(path, name="Kari", roles=["administrator", "leader"], organisations=[])
    assert visitor.get("/nn/konto/brukarar").status_code == 200
    admin.send(path, name="Kari", roles="contributor", municipalities=["4022", "4036"])
    assert visitor.get("/nn/konto/brukarar").status_code == 403
    found = everyone(people)[kari.email].account
    assert (found.roles, found.municipalities) == ({Role.CONTRIBUTOR}, {"4022", "4036"})


def test_a_shut_account_is_out_at_once_and_can_be_opened_again(people, admin) -> None:
    kari = people.add(Role.EDITOR, password=PASSWORD)
    visitor = Visitor(people, people.client(kari))
    path = f"/nn/konto/brukarar/{kari.id}"
    admin.send(f"{path}/steng", on=path)
    assert not visitor.is_signed_in
    assert Visitor(people).sign_in(kari.email).status_code == 422
    admin.send(f"{path}/opne", on=path)
    assert Visitor(people).sign_in(kari.email).status_code == 303
    assert not visitor.is_signed_in, "the old session stays dead"


def test_the_last_administrator_can_neither_be_shut_nor_lose_the_role(people, admin, anne) -> None:
    people.add(Role.EDITOR)
    path = f"/nn/konto/brukarar/{anne.id}"
    shut = admin.send(f"{path}/steng", on=path)
    assert shut.status_code == 409
    assert "siste administratoren" in shut.text
    lowered = admin.send(path, name="Anne", roles="editor")
    assert lowered.status_code == 422
    assert "siste administratoren" in lowered.text
    people.add(Role.ADMINISTRATOR, email="two@vest-telemark.no")
    assert admin.send(path, name="Anne", roles="editor").status_code == 303


def test_an_administrator_frees_somebody_who_has_lost_their_telephone(people, admin) -> None:
    kari = people.add(Role.EDITOR, password=PASSWORD)
    own = Visitor(people, people.client(kari))
    secret = own.get("/nn/konto/kode").text.split('<code class="secret">')[1].split("<")[0].replace(" ", "")
    own.send("/nn/konto/kode", code=pyotp.TOTP(secret).at(clock.now()))
    path = f"/nn/konto/brukarar/{kari.id}"
    admin.send(f"{path}/utan-kode", on=path)
    assert not own.is_signed_in
    assert Visitor(people).sign_in(kari.email).headers["Location"] == "/nn/konto/start"


def test_codes_can_be_renewed_and_turned_off_with_the_password_only(people) -> None:
    kari = people.add(Role.EDITOR, password=PASSWORD)
    own = Visitor(people, people.client(kari))
    secret = own.get("/nn/konto/kode").text.split('<code class="secret">')[1].split("<")[0].replace(" ", "")
    first = own.send("/nn/konto/kode", code=pyotp.TOTP(secret).at(clock.now())).text
    for path in ("/nn/konto/kode/gjenoppretting", "/nn/konto/kode/av"):
        assert own.send(path, on="/nn/konto/kode", password="feil passord her").status_code == 422
    renewed = own.send("/nn/konto/kode/gjenoppretting", on="/nn/konto/kode", password=PASSWORD).text
    assert renewed.count("<li><code>") == 10
    assert not set(first.split("<li><code>")[1:]) & set(renewed.split("<li><code>")[1:])
    assert own.send("/nn/konto/kode/av", on="/nn/konto/kode", password=PASSWORD).status_code == 303
    assert Visitor(people).sign_in(kari.email).headers["Location"] == "/nn/konto/start"


# -- forgotten passwords ---------------------------------------------------------------------------


def letters(people) -> list[MailRow]:
    with people.app.app_context():
        return list(db.session.scalars(select(MailRow).order_by(MailRow.id)))


def test_a_forgotten_password_is_made_anew_by_letter(people) -> None:
    kari = people.add(Role.EDITOR, email="kari@vinje.kommune.no", password=PASSWORD, lang="en")
    old = Visitor(people, people.client(kari))
    visitor = Visitor(people)
    asked = visitor.send("/nn/nytt-passord", email="Kari@Vinje.kommune.no")
    assert "Sjå i e-posten din" in asked.text
    (letter,) = letters(people)
    assert (letter.to, letter.subject) == (kari.email, "New password for Verkemiddel Vest-Telemark")
    link = link_in(letter.text)
    assert link.startswith("/en/nytt-passord/")
    assert "https://verkemiddel.example" + link in letter.text
    changed = visitor.send(link, password=OTHER_PASSWORD)
    assert changed.headers["Location"] == "/en/logg-inn?changed=1"
    assert not old.is_signed_in
    assert not visitor.is_signed_in, "the new password is still asked for"
    assert visitor.get(link).status_code == 404
    assert Visitor(people).sign_in(kari.email, OTHER_PASSWORD).status_code == 303
    assert len(letters(people)) == 2, "its owner is told"


def test_asking_for_a_password_says_nothing_of_who_has_an_account(people) -> None:
    people.add(Role.EDITOR, email="kari@vinje.kommune.no", password=PASSWORD)
    said = {Visitor(people).send("/nn/nytt-passord", email=email).text for email in ("kari@vinje.kommune.no", "x@y.no")}
    assert len(said) == 1
    assert len(letters(people)) == 1


def test_nobody_is_flooded_with_letters(people, later) -> None:
    people.add(Role.EDITOR, email="kari@vinje.kommune.no", password=PASSWORD)
    links = set()

    def ask() -> int:
        """Ask once more; gives how many different links there have been."""
        assert Visitor(people).send("/nn/nytt-passord", email="kari@vinje.kommune.no").status_code == 200
        (letter,) = letters(people)
        links.add(link_in(letter.text))
        return len(links)

    assert [ask() for _ in range(6)] == [1, 2, 3, 3, 3, 3]
    later(timedelta(minutes=16))
    assert ask() == 4


def test_an_invited_person_and_a_shut_account_get_no_password_letter(people, admin) -> None:
    invite(admin)
    Visitor(people).send("/nn/nytt-passord", email=NEW["email"])
    assert letters(people) == []


def test_a_link_expires_after_an_hour(people, later) -> None:
    people.add(Role.EDITOR, email="kari@vinje.kommune.no", password=PASSWORD)
    Visitor(people).send("/nn/nytt-passord", email="kari@vinje.kommune.no")
    link = link_in(letters(people)[0].text)
    later(timedelta(minutes=61))
    assert Visitor(people).get(link).status_code == 404


def test_the_record_of_what_was_done_holds_no_secret_and_no_address(people, admin) -> None:
    link = invite(admin)
    Visitor(people).send(link, name="Egil", password=OTHER_PASSWORD)
    with people.app.app_context():
        rows = db.session.scalars(select(AuditRow)).all()
    kinds = [row.kind for row in rows]
    assert {"AccountInvited", "InvitationAccepted", "SignedIn"} <= set(kinds)
    text = " ".join(f"{row.actor} {row.data}" for row in rows)
    for secret in (NEW["email"], OTHER_PASSWORD, link.rsplit("/", 1)[1], "argon2"):
        assert secret not in text
    assert rows[-1].actor.startswith("account:")


# -- with a mail server ----------------------------------------------------------------------------


class TestWithAMailServer:
    """The link goes by letter, and a server that is down is told of where the administrator looks."""

    @pytest.fixture
    def settings(self):
        return {"mail": MailServer(host="127.0.0.1", port=1, security="none", sender="vm@vest-telemark.no")}

    def test_the_invitation_goes_by_letter_in_the_language_of_who_gets_it(self, people, admin) -> None:
        answer = admin.send("/nn/konto/brukarar/ny", **NEW)
        page = admin.get(answer.headers["Location"]).text
        assert "/invitasjon/" not in page
        assert "på veg til" in page
        (letter,) = letters(people)
        assert letter.subject == "Du er invitert til Verkemiddel Vest-Telemark"
        assert "Åpne denne lenken" in letter.text
        assert Visitor(people).get(link_in(letter.text)).status_code == 200

    def test_a_dead_mail_server_holds_nothing_up_and_is_said(self, people, admin) -> None:
        location = admin.send("/nn/konto/brukarar/ny", **NEW).headers["Location"]
        with people.app.app_context():
            outbox.send_waiting(db.session, people.app.extensions["app.runtime"].settings.mail)
        everybody = admin.get("/nn/konto/brukarar").text
        assert "1 brev er ikkje sendt" in everybody
        assert "could not be reached" in everybody
        assert "brevet er ikkje sendt" in everybody
        assert "Vi prøver på nytt" in admin.get(location).text
        shown = admin.send(f"{location}/lenkje", on=location, show="1")
        link = link_in(admin.get(shown.headers["Location"]).text)
        assert Visitor(people).send(link, name="Egil", password=OTHER_PASSWORD).status_code == 303

    def test_a_newer_link_takes_the_place_of_a_letter_that_has_not_gone(self, people, admin) -> None:
        location = admin.send("/nn/konto/brukarar/ny", **NEW).headers["Location"]
        old = link_in(letters(people)[0].text)
        admin.send(f"{location}/lenkje", on=location)
        (letter,) = letters(people)
        assert link_in(letter.text) != old

    def test_an_administrator_sends_somebody_a_link_to_a_new_password(self, people, admin) -> None:
        kari = people.add(Role.EDITOR, password=PASSWORD)
        path = f"/nn/konto/brukarar/{kari.id}"
        assert admin.send(f"{path}/lenkje", on=path).status_code == 303
        assert "/nn/nytt-passord/" in link_in(letters(people)[-1].text)
