"""What is typed survives: a session that ends in the middle, a mistake in a new entry, a reason given too early."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.accounts.models import KeptFormRow
from app.accounts.types import Role
from app.catalogue import queries
from app.web.runtime import db

from .conftest import Editor, fields

FUND = "/nn/arbeid/ordningar/vinje-naeringsfond"
PUBLIC = "/nn/ordningar/vinje-naeringsfond"
NEW = "/nn/arbeid/ordningar/ny"
EMAIL, PASSWORD = "kari@vinje.kommune.no", "blå elv stein hatt"
NEW_PROMISE = "Få inntil 30 % av kostnaden dekt når du prøver noko nytt (2017)."


@pytest.fixture
def kari(people) -> Editor:
    account = people.add(Role.EDITOR, email=EMAIL, password=PASSWORD, municipalities={"4036"})
    return Editor(people, people.client(account, how="password"))


def sign_in_again(person: Editor, answer) -> str:
    """Follow the way to the sign-in page and back; gives the address that the person comes to."""
    assert (answer.status_code, answer.location[:12]) == (303, "/nn/logg-inn")
    page = person.client.get(answer.location)
    assert "er teke vare på" in page.text
    typed = {name: page.text.split(f'name="{name}" value="')[1].split('"')[0] for name in ("next", "kept")}
    back = person.post("/nn/logg-inn", typed, email=EMAIL, password=PASSWORD)
    assert back.status_code == 303
    return back.location


def kept_forms(app) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(KeptFormRow))


def test_what_was_typed_when_the_session_ended_comes_back_is_published_and_then_forgotten(
    kari, later, public, own_app
) -> None:
    typed = kari.form(FUND) | {"promise-nn": NEW_PROMISE, "reason": "Ny sats", "publish_at": "1.2.2099"}
    later(timedelta(hours=3))
    address = sign_in_again(kari, kari.post(FUND, typed, do="publish"))
    assert NEW_PROMISE not in public.get(PUBLIC).text, "nothing was saved for somebody who was signed out"
    back = kari.form(address)
    assert (back["promise-nn"], back["reason"], back["publish_at"]) == ([NEW_PROMISE], ["Ny sats"], ["1.2.2099"])
    kari.token = kari.people.token(kari.client)
    assert kari.post(address, back | {"publish_at": ""}, do="publish").status_code == 303
    assert NEW_PROMISE in public.get(PUBLIC).text
    assert kept_forms(own_app) == 0
    assert kari.form(address)["reason"] == [""], "the address shows the entry as it is from now on"


def test_what_another_changed_meanwhile_is_not_overwritten_by_what_was_kept(kari, editor, later, public) -> None:
    typed = kari.form(FUND) | {"amount-max": "77 000"}
    later(timedelta(hours=3))
    address = sign_in_again(kari, kari.post(FUND, typed, do="publish"))
    other = editor(Role.EDITOR, municipalities={"4036"})
    assert other.save(FUND, promise__nn=NEW_PROMISE).status_code == 303
    kari.token = kari.people.token(kari.client)
    answer = kari.post(address, kari.form(address), do="publish")
    assert answer.status_code == 409
    assert kari.post(address, fields(answer.text), do="publish").status_code == 303
    page = public.get(PUBLIC).text
    assert NEW_PROMISE in page
    assert "77\u00a0000" in page


def test_a_new_entry_typed_too_late_comes_back_with_its_address(kari, later, own_app) -> None:
    typed = kari.form(NEW) | {"key": "heilt-nytt", "title-nn": "Eit heilt nytt fond", "municipalities": "4036"}
    later(timedelta(hours=3))
    address = sign_in_again(kari, kari.post(NEW, typed, do="save"))
    back = kari.form(address)
    assert (back["key"], back["title-nn"]) == (["heilt-nytt"], ["Eit heilt nytt fond"])
    kari.token = kari.people.token(kari.client)
    assert kari.post(address, back, do="save").status_code == 303
    assert kept_forms(own_app) == 0
    with own_app.app_context():
        assert queries.draft(db.session, "schemes", "heilt-nytt")


def test_a_new_entry_with_a_mistake_is_mended_on_the_page_that_tells_it(vinje, public) -> None:
    """The page stands at the address for new entries, and its form goes to the draft that was made."""
    typed = vinje.form(FUND) | {"key": "eit-nytt", "number": "0", "promise-nn": "Kort.", "aliases-0": ""}
    answer = vinje.post(NEW, typed, do="publish")
    assert answer.status_code == 422
    (action,) = {part.split('"')[0] for part in answer.text.split('entry-form" novalidate action="')[1:]}
    assert action == "/nn/arbeid/ordningar/eit-nytt"
    mended = fields(answer.text) | {"promise-nn": NEW_PROMISE}
    assert vinje.post(action, mended, do="publish").status_code == 303
    assert NEW_PROMISE in public.get("/nn/ordningar/eit-nytt").text


@pytest.mark.parametrize("button", [{"row": "add:criteria"}, {"do": "publish", "publish_at": "snart"}])
def test_the_reason_is_kept_when_the_form_comes_back(vinje, button) -> None:
    typed = vinje.form(FUND) | {"reason": "Ny sats"}
    assert fields(vinje.post(FUND, typed, **button).text)["reason"] == ["Ny sats"]
