"""Which sentences of a plan are about an actor, and what an answer does to the plan."""

import msgspec
import pytest

from app.plan.echoes import Asked, Sentence
from app.plan.rules import echo
from app.plan.types import Actor, Contribution, Milestone

ACTORS = (
    Actor(id="nav", name="NAV Vest-Telemark", aliases=["NAV"]),
    Actor(id="tfk", name="Telemark fylkeskommune", aliases=["Fylkeskommunen", "TFK"]),
    Actor(id="nettverk", name="Kompetansenettverket i Telemark fylkeskommune"),
    Actor(id="lo", name="LO"),
)


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("NAV Vest-Telemark hjelper.", {"nav"}),
        ("Vi navigerer, og ein nav er ikkje NAVET.", set()),
        ("Kompetansenettverket i Telemark fylkeskommune møtest.", {"nettverk"}),
        ("Det er fylkeskommunen som betaler.", {"tfk"}),
        ("TFKs pengar og NAV sine folk", {"tfk", "nav"}),
        ("Lo og latter", set()),
        ("Medfylkeskommunen", set()),
        ("", set()),
    ],
)
def test_an_actor_is_named_by_its_spellings_and_the_longest_counts(text, whom) -> None:
    assert echo.Names(ACTORS)(text) == whom


def test_nobody_is_named_where_the_plan_names_nobody() -> None:
    assert echo.Names([])("NAV") == set()


def test_what_the_lists_the_contributions_and_the_text_say_of_husbanken(real) -> None:
    found = echo.about(real)["husbanken"]
    assert {one.kind for one in found} == {"role", "partner", "contribution", "text"}
    assert len(found) == len(set(found))
    in_pilot = [(one.kind, one.text) for one in found if one.measure == "gott-nokk"]
    assert in_pilot == [
        ("partner", "Pilot: «Gøtt nøkk»"),
        ("contribution", "døme på modulhus-pilotar; potensielt støtte"),
        (
            "text",
            "korleis statlege verkemiddel, mellom anna dei frå Husbanken, kan koplast på når piloten blir ført vidare",
        ),
        ("text", "Husbanken kan vise til andre modulhuspilotar, og kan hende støtte utviklinga."),
    ]
    (sure,) = [one.certainty for one in found if one.measure == "gott-nokk" and one.kind == "contribution"]
    assert sure == "can"


def test_a_sentence_that_does_not_name_the_actor_is_never_among_theirs(real) -> None:
    names = echo.Names(real.plan.actors)
    group_of = {actor.name: actor.id for actor in real.plan.actors}
    for actor, found in echo.about(real).items():
        read = [one for one in found if one.kind in ("text", "milestone")]
        assert all((group_of[one.group] if one.group else actor) in names(one.text) for one in read)


def test_nothing_internal_is_a_sentence(changed) -> None:
    whole = changed.measure(
        "gott-nokk",
        internal_notes=["Husbanken vil ikkje, 7319"],
        milestones=[Milestone(id="m", text="Husbanken svarar", internal_note="7319 Husbanken")],
    )
    found = echo.about(whole)["husbanken"]
    assert "7319" not in str(found)
    assert (
        Sentence(
            kind="milestone",
            text="Husbanken svarar",
            measure="gott-nokk",
            where="1.3 Pilot: «Gøtt nøkk»",
            milestone="m",
        )
        in found
    )


def asked(whole, kind, measure="gott-nokk", actor="husbanken", **answer):
    (one, *_) = [it for it in echo.about(whole)[actor] if it.kind == kind and it.measure == measure]
    return Asked(sentence=one, **answer)


def test_a_partners_words_take_the_place_of_the_sentence_and_of_nothing_else(real) -> None:
    measure = real.measures_by_id["gott-nokk"]
    it = asked(real, "contribution", answer="adjust", wish="berre rettleiing")
    new = echo.taken(measure, it, "berre rettleiing")
    assert [c.what for c in new.contributions if c.actor == "Husbanken"] == ["berre rettleiing"]
    assert [c for c in new.contributions if c.actor != "Husbanken"] == [
        c for c in measure.contributions if c.actor != "Husbanken"
    ]
    it = asked(real, "text", answer="adjust", wish="Ny setning.")
    new = echo.taken(measure, it, "Ny setning.")
    assert "Ny setning." in str(new.sections)
    assert it.sentence.text not in str(new.sections)
    assert msgspec.structs.replace(new, sections=measure.sections) == measure


def test_no_longer_takes_the_name_out_of_the_list_but_never_the_last_responsible(real, changed) -> None:
    measure = real.measures_by_id["gott-nokk"]
    new = echo.taken(measure, asked(real, "partner", answer="no_more"), "")
    assert new.partners == [one for one in measure.partners if one != "Husbanken"]
    alone = changed.measure("gott-nokk", responsible=["Husbanken"])
    it = asked(alone, "responsible", answer="no_more")
    assert not echo.can_be_taken(alone.measures_by_id["gott-nokk"], it)


def test_what_others_share_or_what_has_changed_must_be_written_by_hand(real, changed) -> None:
    shared = asked(real, "contribution", "verkemiddelapparatet", answer="no_more")
    assert not echo.can_be_taken(real.measures_by_id["verkemiddelapparatet"], shared)
    it = asked(real, "contribution", answer="adjust", wish="noko")
    other = changed.measure("gott-nokk", contributions=[Contribution(actor="Husbanken", what="heilt nytt")])
    assert not echo.can_be_taken(other.measures_by_id["gott-nokk"], it)
    assert not echo.can_be_taken(None, it)
    assert not echo.can_be_taken(real.measures_by_id["gott-nokk"], asked(real, "partner", answer="adjust", wish="x"))


def test_an_answer_must_be_whole(real) -> None:
    assert echo.fault(None, "") == "unanswered"
    assert echo.fault("adjust", "") == "no_wish"
    assert echo.fault("adjust", "slik") is None
    assert echo.fault("agree", "") is None
    open_ = [asked(real, "partner", answer=one) for one in ("agree", "adjust", "no_more")]
    assert echo.unsettled(open_) == [1, 2]
    assert echo.unsettled([msgspec.structs.replace(one, settled="set_aside") for one in open_]) == []


# -- members of a group ------------------------------------------------------------------------------


@pytest.fixture
def grouped(changed):
    """Two municipalities that are a group, and one measure that names the group and one of them."""
    actors = [
        Actor(id="vinje", name="Vinje kommune", organisation="vinje-kommune"),
        Actor(id="tokke", name="Tokke kommune", organisation="tokke-kommune"),
        Actor(id="kommunane", name="Pilotkommunane", members=["vinje-kommune", "tokke-kommune"]),
    ]
    return changed.plan(actors=actors)


def test_a_member_gets_the_sentences_about_its_group_marked_with_the_groups_name(grouped) -> None:
    found = echo.about(grouped)
    of_group = found["kommunane"]
    assert of_group
    assert {one.group for one in of_group} == {None}
    assert found["tokke"] == [msgspec.structs.replace(one, group="Pilotkommunane") for one in of_group]


def test_a_sentence_that_names_the_member_too_is_the_members_own(grouped) -> None:
    own = [one for one in echo.about(grouped)["vinje"] if not one.group]
    assert own
    assert all("Vinje" in one.text for one in own)


def test_one_member_takes_nothing_out_of_the_plan_for_the_whole_group(grouped) -> None:
    measure = grouped.measures_by_id["gott-nokk"]
    about_ = next(one for one in echo.about(grouped)["tokke"] if one.measure == "gott-nokk" and one.group)
    for answer in ("no_more", "adjust"):
        assert not echo.can_be_taken(measure, Asked(sentence=about_, answer=answer, wish="Noko anna"))
