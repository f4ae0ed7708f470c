"""One press from the list: public at once, dated, undone with one more; and what a press is refused."""

import pytest

from app.accounts.types import Role
from app.catalogue import queries
from app.web.runtime import db

FUND = "/nn/arbeid/ordningar/vinje-naeringsfond"
KEY = "vinje-naeringsfond"
LIST = "/nn/arbeid/oppslag?q=naer"


@pytest.fixture
def stored(own_app):
    """The fund as it stands in the database."""

    def now(key: str = KEY):
        with own_app.app_context():
            return queries.entry(db.session, "schemes", key)

    return now


def press(editor, do: str, day: str = "", **more):
    return editor.post(f"{FUND}/trykk", {"do": do, "day": day, "next": LIST, **more})


def undo_address(page: str) -> str:
    assert 'action="/nn/arbeid/angre/' in page, "the press can be undone"
    return "/nn/arbeid/angre/" + page.split('action="/nn/arbeid/angre/')[1].split('"', maxsplit=1)[0]


@pytest.mark.parametrize(
    ("do", "day", "told", "field", "value"),
    [
        ("stemmer", "", "er stadfesta i dag", "checked_on", "2026-11-24"),
        ("pengar", "1.2.2027", "Pengane er brukte opp", "reopens_on", "2027-02-01"),
        ("pengar", "", "Pengane er brukte opp", "status", "paused"),
        ("stengd", "", "er mellombels stengd", "status", "paused"),
        ("frist", "15.12.2026", "har fått ny frist", "deadline.dates", ["2026-12-15"]),
        ("arkiver", "", "er teken bort", "state", "archived"),
    ],
)
def test_a_press_is_public_at_once_dated_and_undone(vinje, stored, public, said, do, day, told, field, value) -> None:
    before = stored()
    answer = press(vinje, do, day)
    assert (answer.status_code, answer.headers["Location"]) == (303, LIST)
    page = vinje.client.get(LIST).text
    assert told in said(page)
    found = stored()
    for name in field.split("."):
        found = getattr(found, name)
    assert found == value
    if do != "arkiver":
        assert stored().checked_on == "2026-11-24"
    assert public.get(f"/nn/ordningar/{KEY}").status_code == (200 if do != "arkiver" else 404)
    assert vinje.post(undo_address(page), {"next": LIST}).status_code == 303
    assert "Angra. Alt står som før." in said(vinje.client.get(LIST).text)
    assert stored() == before


def test_open_again_takes_away_what_was_said_of_the_pause(vinje, stored) -> None:
    press(vinje, "stengd", "1.2.2027")
    assert stored().status_note.nn.endswith("Opnar att 1. februar 2027.")
    press(vinje, "open")
    assert (stored().status, stored().reopens_on) == ("open", None)
    assert stored().status_note is None or not stored().status_note.nn


def test_a_second_undo_and_an_undo_of_nothing_are_told(vinje, said) -> None:
    press(vinje, "stemmer")
    address = undo_address(vinje.client.get(LIST).text)
    vinje.post(address, {"next": LIST})
    vinje.client.get(LIST)
    vinje.post(address, {"next": LIST})
    assert "Oppslaget er endra sidan" in said(vinje.client.get(LIST).text)
    vinje.post("/nn/arbeid/angre/finst-ikkje", {"next": LIST})
    assert "ingenting å gå tilbake til" in said(vinje.client.get(LIST).text)


@pytest.mark.parametrize(
    ("do", "day", "told"),
    [
        ("frist", "", "Skriv den nye fristen"),
        ("frist", "snart", "«snart» er ikkje ein dato"),
        ("frist", "31.2.2027", "«31.2.2027» er ikkje ein dato"),
        ("frist", "1.2.2020", "Dagen er alt gått"),
        ("pengar", "24.11.2026", "Dagen er alt gått"),
        ("stengd", "1.1.1", "er ikkje ein dato"),
        ("stengd", "<script>", "&lt;script&gt;"),
    ],
)
def test_a_bad_day_is_told_and_changes_nothing(vinje, stored, said, do, day, told) -> None:
    before = stored()
    assert press(vinje, do, day).status_code == 303
    assert told in said(vinje.client.get(LIST).text) or told in vinje.client.get(LIST).text
    assert stored() == before


@pytest.mark.parametrize("do", ["", "slett", "Stemmer"])
def test_a_press_that_there_is_not_is_a_bad_request(vinje, do) -> None:
    assert press(vinje, do).status_code == 400


@pytest.mark.parametrize("where", ["https://vond.example/", "//vond.example", "/\\vond.example", "javascript:alert(1)"])
def test_a_press_leads_only_to_pages_of_our_own(vinje, where) -> None:
    answer = press(vinje, "stemmer", next=where)
    assert answer.headers["Location"] == "/nn/arbeid/"


def test_a_press_on_another_municipalitys_entry_is_refused_and_so_is_its_undo(vinje, editor, stored) -> None:
    tokke = editor(Role.EDITOR, municipalities={"4034"})
    address = "/nn/arbeid/ordningar/tokke-naeringsfond"
    assert vinje.post(f"{address}/trykk", {"do": "stemmer"}).status_code == 403
    tokke.post(f"{address}/trykk", {"do": "pengar", "next": LIST})
    undo = undo_address(tokke.client.get(LIST).text)
    assert vinje.post(undo, {}).status_code == 403
    assert stored("tokke-naeringsfond").status == "paused"


def test_a_press_for_schemes_only_is_refused_on_an_organisation(editor, said) -> None:
    admin = editor(Role.ADMINISTRATOR)
    admin.post("/nn/arbeid/aktorar/husbanken/trykk", {"do": "pengar", "next": LIST})
    assert "berre gjerast med ei støtteordning" in said(admin.client.get(LIST).text)


def test_the_list_shows_mine_first_and_finds_by_title(vinje, said) -> None:
    page = said(vinje.client.get("/nn/arbeid/oppslag").text)
    assert "Næringsfondet i Vinje" in page
    assert "i Tokke" not in page
    everything = said(vinje.client.get("/nn/arbeid/oppslag?mine=nei&q=tokke").text)
    assert "i Tokke" in everything
    assert vinje.client.get("/nn/arbeid/oppslag?slag=ukjend&q=%00%F0%9F%98%80").status_code == 200


# -- a new contact for all in the municipality ------------------------------------------------------

CONTACTS = "/nn/arbeid/kontakt"


def first_contact(page: str) -> str:
    return page.split('name="old" value="')[1].split('"', maxsplit=1)[0]


def with_phone(own_app, number: str) -> set[str]:
    with own_app.app_context():
        return {
            entry.id
            for _, entry in queries.every_entry(db.session)
            if any(contact.phone == number for contact in getattr(entry, "contacts", []))
        }


def test_a_contact_is_replaced_in_every_entry_and_back_with_one_press(vinje, own_app, said) -> None:
    page = vinje.client.get(CONTACTS).text
    data = {"kommune": "4036", "old": first_contact(page), "phone": "35 99 88 77", "email": "ny@vinje.example"}
    assert vinje.post(CONTACTS, data).status_code == 303
    page = vinje.client.get(CONTACTS).text
    changed = with_phone(own_app, "35 99 88 77")
    assert len(changed) > 3
    assert f"Kontakten er bytt i {len(changed)} oppslag" in said(page)
    vinje.post(undo_address(page), {"next": CONTACTS})
    assert with_phone(own_app, "35 99 88 77") == set()


def test_a_contact_that_cannot_stand_is_told_and_nothing_is_changed(vinje, own_app, said) -> None:
    old = first_contact(vinje.client.get(CONTACTS).text)
    answer = vinje.post(CONTACTS, {"kommune": "4036", "old": old, "url": "vinje.no", "phone": "35 99 88 77"})
    assert answer.status_code == 422
    assert "er ikkje ei heil nettadresse" in said(answer.text)
    assert with_phone(own_app, "35 99 88 77") == set()


@pytest.mark.parametrize(("place", "status"), [("4034", 403), ("9999", 404), ("", 404)])
def test_contacts_of_others_are_left_alone(vinje, place, status) -> None:
    old = first_contact(vinje.client.get(CONTACTS).text)
    assert vinje.post(CONTACTS, {"kommune": place, "old": old, "phone": "1"}).status_code == status


def test_a_contact_that_somebody_has_replaced_already_is_not_found(vinje) -> None:
    assert vinje.post(CONTACTS, {"kommune": "4036", "old": "0" * 16, "phone": "1"}).status_code == 404
