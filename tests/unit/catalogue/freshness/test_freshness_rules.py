"""When a part was last confirmed, and when somebody should look again."""

from datetime import date

import pytest

from app.catalogue.freshness import rules
from app.catalogue.freshness.rules import Given, Part

TODAY = date(2026, 11, 24)
AMOUNT = {"max": 100_000}
PHONE = [{"name": {"nn": "Kontoret"}, "phone": "35 00 00 00"}]
HOURS = [{"name": {"nn": "Kontoret"}, "phone": "35 00 00 00", "note": {"nn": "Måndag til torsdag."}}]


def source(told: str | None, *parts: str) -> dict[str, object]:
    return {"url": "https://kommunen.example/x", "confirms": list(parts)} | ({"date": told} if told else {})


def person(entry, part: Part, on: date, number: int = 1, check: date | None = None) -> Given:
    return Given(
        id=number,
        part=part,
        on=on,
        account=7,
        next_check=check or rules.next_check(entry, part, on),
        facts=rules.facts_of(entry, part),
    )


def test_a_part_goes_stale_only_where_the_entry_states_it(examples) -> None:
    bare = examples.scheme(deadline={"type": "unknown"})
    assert rules.parts_of(bare) == ()
    full = examples.scheme(amount=AMOUNT, contacts=PHONE)
    assert rules.parts_of(full) == (Part.AMOUNT, Part.DEADLINE, Part.CONTACT)
    assert rules.parts_of(examples.scheme(amount=AMOUNT, contacts=PHONE, status="closed")) == ()
    assert rules.parts_of(examples.organisation()) == (Part.CONTACT,)
    assert rules.parts_of(examples.organisation(contacts=[{"name": {"nn": "Kontoret"}}])) == ()
    assert rules.parts_of(examples.term()) == ()


def test_the_newest_source_that_states_the_part_speaks_for_it(examples) -> None:
    entry = examples.scheme(
        amount=AMOUNT,
        sources=[source("2019", "amount"), source("2024-03", "amount", "deadline"), source("2025-06-01", "steps")],
    )
    found = rules.confirmed(entry)
    assert found[Part.AMOUNT].told == "2024-03"
    assert found[Part.AMOUNT].on == date(2024, 3, 31)
    assert found[Part.AMOUNT].by == "source"
    assert found[Part.DEADLINE].told == "2024-03"


def test_a_part_without_a_dated_source_is_as_old_as_the_sources_are_said_to_be(examples) -> None:
    undated = [source(None, "amount")]
    old = examples.scheme(amount=AMOUNT, sources=undated, source_date="2021")
    assert rules.confirmed(old)[Part.AMOUNT].told == "2021"
    fresh = examples.scheme(amount=AMOUNT, sources=undated)
    assert rules.confirmed(fresh)[Part.AMOUNT].told == "2026-11-23"


def test_a_source_is_never_newer_than_the_day_it_was_read(examples) -> None:
    entry = examples.scheme(amount=AMOUNT, sources=[source("2026", "amount")], checked_on="2026-02-01")
    assert rules.confirmed(entry)[Part.AMOUNT].on == date(2026, 2, 1)


@pytest.mark.parametrize(
    ("part", "changes", "wanted"),
    [
        (Part.AMOUNT, {}, "2027-01-31"),
        (Part.CONTACT, {}, "2026-07-31"),
        (Part.DEADLINE, {}, "2027-01-31"),
        (Part.DEADLINE, {"deadline": {"type": "call"}}, "2026-07-31"),
        (Part.AMOUNT, {"confidence": "low"}, "2026-07-31"),
        (Part.CONTACT, {"confidence": "low"}, "2026-04-30"),
        # sixty days before the next deadline
        (Part.DEADLINE, {"deadline": {"type": "dated", "annual": ["05-15"]}}, "2026-03-16"),
        (Part.DEADLINE, {"deadline": {"type": "dated", "annual": ["03-01", "09-15"]}}, "2026-07-17"),
        # too near to be looked at sixty days before: the next one, or half a year
        (Part.DEADLINE, {"deadline": {"type": "dated", "annual": ["03-01"]}}, "2026-07-31"),
        # the last single day known: the day after, the round is over
        (Part.DEADLINE, {"deadline": {"type": "dated", "dates": ["2026-03-01"]}}, "2026-03-02"),
        (Part.DEADLINE, {"deadline": {"type": "dated", "dates": ["2025-03-01"]}}, "2026-07-31"),
    ],
)
def test_when_to_look_again_at_what_was_confirmed_on_31_january(examples, part, changes, wanted) -> None:
    entry = examples.scheme(amount=AMOUNT, contacts=PHONE, **changes)
    assert rules.next_check(entry, part, date(2026, 1, 31)).isoformat() == wanted


def test_a_check_is_always_after_the_confirmation(examples, bundle) -> None:
    for kind in ("schemes", "organisations"):
        for item in bundle.entries[kind].values():
            for part in rules.parts_of(item.entry):
                assert rules.next_check(item.entry, part, TODAY) > TODAY


def test_an_editor_sees_it_on_the_day_and_the_public_two_weeks_later(examples) -> None:
    entry = examples.scheme(amount=AMOUNT)
    (one,) = [rules.confirmed(entry, [person(entry, Part.AMOUNT, date(2026, 12, 1))])[Part.AMOUNT]]
    assert one.next_check == date(2027, 12, 1)
    assert not one.is_due(date(2027, 11, 30))
    assert one.is_due(date(2027, 12, 1))
    assert not one.is_overdue(date(2027, 12, 15))
    assert one.is_overdue(date(2027, 12, 16))


def test_a_persons_word_counts_before_a_source_of_the_same_day_and_the_newest_counts(examples) -> None:
    entry = examples.scheme(amount=AMOUNT)
    same_day = person(entry, Part.AMOUNT, date(2026, 11, 23))
    assert rules.confirmed(entry, [same_day])[Part.AMOUNT].by == "person"
    older = person(entry, Part.AMOUNT, date(2026, 11, 22))
    assert rules.confirmed(entry, [older])[Part.AMOUNT].by == "source"
    newest = person(entry, Part.AMOUNT, date(2026, 12, 24), number=2)
    found = rules.confirmed(entry, [newest, same_day, older])[Part.AMOUNT]
    assert (found.on, found.account, found.told) == (date(2026, 12, 24), 7, "2026-12-24")


def test_a_persons_word_holds_for_the_facts_that_the_person_saw(examples) -> None:
    seen = examples.scheme(amount=AMOUNT, contacts=PHONE)
    given = [person(seen, part, date(2026, 12, 1)) for part in Part]
    reworded = examples.scheme(amount=AMOUNT | {"note": {"nn": "Kvart år."}}, contacts=HOURS)
    assert {one.by for one in rules.confirmed(reworded, given).values()} == {"person"}
    for part, changes in {
        Part.AMOUNT: {"amount": {"max": 200_000}, "contacts": PHONE},
        Part.DEADLINE: {"amount": AMOUNT, "contacts": PHONE, "deadline": {"type": "call"}},
        Part.CONTACT: {"amount": AMOUNT, "contacts": [PHONE[0] | {"phone": "35 00 00 01"}]},
    }.items():
        found = rules.confirmed(examples.scheme(**changes), given)
        assert {p for p, one in found.items() if one.by == "source"} == {part}


def test_a_deadline_is_near_within_two_weeks(examples) -> None:
    entry = examples.scheme(deadline={"type": "dated", "dates": ["2026-12-08"]})
    assert rules.near_deadline(entry, date(2026, 11, 24)) == date(2026, 12, 8)
    assert rules.near_deadline(entry, date(2026, 12, 8)) == date(2026, 12, 8)
    assert rules.near_deadline(entry, date(2026, 11, 23)) is None
    assert rules.near_deadline(entry, date(2026, 12, 9)) is None


def test_who_answers_for_an_entry(examples) -> None:
    local = examples.scheme()
    assert rules.concerns(local, ["4036"], [])
    assert not rules.concerns(local, ["4034"], [])
    assert rules.concerns(local, [], ["kommunen"])
    everywhere = examples.scheme(municipalities="all", level="national", provider="staten", partners=["fylket"])
    assert not rules.concerns(everywhere, ["4036"], ["kommunen"])
    assert rules.concerns(everywhere, [], ["fylket"])
    national_for_some = examples.scheme(level="national", provider="staten")
    assert not rules.concerns(national_for_some, ["4036"], [])
    office = examples.organisation(municipality="4036")
    assert rules.concerns(office, ["4036"], [])
    assert rules.concerns(office, [], ["kommunen"])
    assert not rules.concerns(examples.organisation(), ["4036"], ["anna"])
    assert not rules.concerns(examples.term(), ["4036"], ["kommunen"])
