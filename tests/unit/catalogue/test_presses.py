"""What an editor does with one press, and takes back with another."""

from datetime import date

import pytest

from app.catalogue import queries
from app.catalogue.acts import Refusal
from app.catalogue.commands import moving, presses
from app.catalogue.commands.presses import Press, ReplaceContact, Restore, Undo
from app.catalogue.freshness.queries import confirmations
from app.catalogue.types import Contact
from app.kernel.errors import Missing, Refused
from app.kernel.text import LocalText

TODAY = date(2026, 12, 1)


def press(key="naeringsfond", kind="schemes") -> Press:
    return Press(actor="kari", kind=kind, key=key, today=TODAY)


@pytest.fixture(autouse=True)
def loaded(load) -> None:
    load()


@pytest.fixture
def scheme(session):
    return lambda key="naeringsfond": queries.scheme(session, key).scheme


def test_confirming_dates_the_entry(scheme, do) -> None:
    do(presses.confirm, press())
    assert scheme().checked_on == "2026-12-01"


def test_confirming_confirms_what_the_entry_states_and_undoing_takes_that_back(session, do, folder, load) -> None:
    folder.put("schemes", amount={"max": 5_000})
    load()
    where = ("schemes", "naeringsfond")
    batch = do(presses.confirm, press()).batch
    assert {given.part for given in confirmations(session)[where]} == {"amount", "deadline"}
    do(presses.undo, Undo(actor="kari", batch=batch))
    assert confirmations(session) == {}


def test_a_new_deadline_is_confirmed_by_whoever_set_it(session, do) -> None:
    made = Press(actor="account:7", kind="schemes", key="naeringsfond", today=TODAY)
    do(presses.set_deadline, made, date(2027, 4, 15))
    (given,) = confirmations(session)["schemes", "naeringsfond"]
    assert (given.part, given.account, given.on) == ("deadline", 7, TODAY)


def test_spent_funds_pause_the_scheme_and_say_when_it_opens_in_three_languages(scheme, do) -> None:
    do(presses.mark_funds_spent, press(), date(2027, 2, 1))
    found = scheme()
    assert (found.status, found.reopens_on) == ("paused", "2027-02-01")
    assert found.status_note.nn == "Pengane er brukte opp. Opnar att 1. februar 2027."
    assert found.status_note.nb == "Pengene er brukt opp. Åpner igjen 1. februar 2027."
    assert found.status_note.en == "The money has been used up. Opens again on 1 February 2027."


def test_a_pause_without_a_known_end_says_only_that_it_is_closed_for_now(scheme, do) -> None:
    do(presses.pause, press(), None)
    assert (scheme().status, scheme().reopens_on) == ("paused", None)
    assert "Opnar" not in scheme().status_note.nn


def test_reopening_takes_away_what_was_said_of_the_pause(scheme, do) -> None:
    do(presses.pause, press(), date(2027, 2, 1))
    do(presses.reopen, press())
    assert (scheme().status, scheme().reopens_on, scheme().status_note) == ("open", None, None)


def test_a_new_deadline_is_the_one_that_counts(scheme, do, folder, load) -> None:
    folder.put("schemes", deadline={"type": "dated", "annual": ["03-01"], "text": {"nn": "1. mars kvart år"}})
    load()
    do(presses.set_deadline, press(), date(2027, 4, 15))
    found = scheme().deadline
    assert (found.type, found.dates, found.annual, found.text) == ("dated", ["2027-04-15"], [], None)


@pytest.mark.parametrize("what", [presses.set_deadline, presses.pause, presses.mark_funds_spent])
def test_a_day_that_is_past_is_refused(do, scheme, what) -> None:
    before = scheme()
    with pytest.raises(Refused) as caught:
        do(what, press(), date(2026, 11, 30))
    assert caught.value.code == Refusal.DAY_PAST
    assert scheme() == before


@pytest.mark.parametrize("what", [presses.confirm, presses.reopen, presses.archive])
def test_every_press_can_be_undone_once(scheme, do, what) -> None:
    before = scheme()
    version = do(what, press())
    batch = version.batch
    do(presses.undo, Undo(actor="kari", batch=batch))
    assert scheme() == before
    with pytest.raises(Refused) as caught:
        do(presses.undo, Undo(actor="kari", batch=batch))
    assert caught.value.code == Refusal.CHANGED_SINCE


def test_a_press_that_something_stands_on_is_not_undone(scheme, do) -> None:
    batch = do(presses.pause, press(), None).batch
    do(presses.confirm, press())
    with pytest.raises(Refused):
        do(presses.undo, Undo(actor="kari", batch=batch))
    assert scheme().status == "paused"


def test_an_undo_of_nothing_is_refused(do) -> None:
    with pytest.raises(Refused):
        do(presses.undo, Undo(actor="kari", batch="x"))


def test_an_archived_scheme_is_no_longer_public_and_keeps_its_history(session, scheme, do) -> None:
    do(presses.archive, press())
    with pytest.raises(Missing):
        scheme()
    assert len(queries.history(session, "schemes", "naeringsfond")) == 2


def test_a_press_that_is_for_schemes_is_refused_for_other_entries(do) -> None:
    with pytest.raises(Refused) as caught:
        do(presses.pause, press("kommunen", "organisations"), None)
    assert caught.value.code == Refusal.NOT_A_SCHEME
    with pytest.raises(Refused) as caught:
        do(presses.confirm, press("finst-ikkje"))
    assert caught.value.code == Refusal.NO_ENTRY


OLD = Contact(name=LocalText("Næringskontoret"), phone="35 00 00 01")
NEW = Contact(name=LocalText("Næringskontoret"), phone="35 00 00 02")


def replace(municipality="4036") -> ReplaceContact:
    return ReplaceContact(actor="kari", municipality=municipality, old=OLD, new=NEW, today=TODAY)


@pytest.fixture
def offices(folder, load) -> None:
    contact = [{"name": {"nn": "Næringskontoret"}, "phone": "35 00 00 01"}]
    folder.put("organisations", id="vinje", municipality="4036", contacts=contact)
    folder.put("schemes", id="vinjefond", contacts=contact)
    folder.put("schemes", id="tokkefond", contacts=contact, municipalities=["4034"])
    folder.put("schemes", id="landsfond", contacts=contact, municipalities="all", level="national")
    load()


def test_a_new_contact_stands_in_all_that_is_the_municipalitys_own_and_nowhere_else(
    session, offices, scheme, do
) -> None:
    done = do(presses.replace_contact, replace())
    assert {version.key for version in done} == {"vinje", "vinjefond"}
    assert scheme("vinjefond").contacts == [NEW]
    assert queries.organisations(session)["vinje"].contacts == [NEW]
    assert scheme("tokkefond").contacts == scheme("landsfond").contacts == [OLD]


def test_a_new_contact_is_taken_back_everywhere_with_one_press(session, offices, scheme, do) -> None:
    batch = do(presses.replace_contact, replace())[0].batch
    assert len(do(presses.undo, Undo(actor="kari", batch=batch))) == 2
    assert scheme("vinjefond").contacts == queries.organisations(session)["vinje"].contacts == [OLD]


def test_a_bulk_undo_that_cannot_be_whole_undoes_nothing(session, offices, scheme, do) -> None:
    batch = do(presses.replace_contact, replace())[0].batch
    do(presses.confirm, press("vinjefond"))
    with pytest.raises(Refused):
        do(presses.undo, Undo(actor="kari", batch=batch))
    assert queries.organisations(session)["vinje"].contacts == [NEW]


def test_a_contact_that_nobody_has_is_refused(offices, do) -> None:
    with pytest.raises(Refused) as caught:
        do(presses.replace_contact, replace("4022"))
    assert caught.value.code == Refusal.NOTHING_CHANGED


def test_an_earlier_version_is_restored_as_a_new_one(session, scheme, do) -> None:
    before = scheme()
    do(presses.pause, press(), None)
    do(presses.restore, Restore(actor="kari", kind="schemes", key="naeringsfond", number=1))
    assert scheme() == before
    assert [v.what for v in queries.history(session, "schemes", "naeringsfond")] == ["restored", "paused", "loaded"]


def test_a_scheme_with_a_new_address_is_found_at_both_and_everything_that_named_it_follows(
    session, scheme, do, folder, load
) -> None:
    folder.put("schemes", id="tvilling", general="naeringsfond", related=[{"id": "naeringsfond", "how": "before"}])
    folder.put("practice", schemes=["naeringsfond"])
    load()
    do(moving.move_scheme, moving.MoveScheme(actor="kari", key="naeringsfond", new_key="bygdefond"))
    assert queries.scheme_behind(session, "naeringsfond") == "bygdefond"
    assert scheme("tvilling").general == "bygdefond"
    assert scheme("tvilling").related[0].id == "bygdefond"
    assert queries.practice_examples(session)["bygdebutikken"].schemes == ["bygdefond"]
    assert [v.what for v in queries.history(session, "schemes", "bygdefond")] == ["moved", "loaded"]


def test_the_file_of_a_moved_scheme_does_not_bring_the_old_address_back(session, scheme, do, folder, load) -> None:
    do(moving.move_scheme, moving.MoveScheme(actor="kari", key="naeringsfond", new_key="bygdefond"))
    assert load().added.total() == 0
    folder.put("schemes", keywords=["sau"])
    assert load().proposed == {"schemes": 1}
    assert [p.key for p in queries.proposals(session)] == ["bygdefond"]
    assert queries.scheme_behind(session, "naeringsfond") == "bygdefond"
