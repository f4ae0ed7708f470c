"""Ids of what people add."""

import pytest

from app.plan.rules.naming import id_for


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Gøtt nøkk", "gott-nokk"),
        ("Næringsråd på Å", "naeringsrad-pa-a"),
        ("«!»", "punkt"),
        ("Café 2", "cafe-2"),
        ("漢字", "punkt"),
    ],
)
def test_an_id_is_made_of_the_name(name, key) -> None:
    assert id_for(name, ()) == key


def test_an_id_that_is_taken_gets_a_number() -> None:
    assert id_for("Oppstart", {"oppstart", "oppstart-2"}) == "oppstart-3"


def test_a_long_name_gives_a_short_id() -> None:
    assert len(id_for("ord " * 100, ())) <= 60
