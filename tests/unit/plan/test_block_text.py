"""Paragraphs and lists as one text, and back."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plan.rules.block_text import blocks_of, text_of


def test_every_text_of_the_real_plan_comes_back_as_it_was(real) -> None:
    sections = [section for measure in real.measures for section in measure.sections]
    assert len(sections) > 40
    for section in [*sections, *real.edition.sections]:
        blocks = msgspec.to_builtins(section.blocks)
        assert blocks_of(text_of(blocks)) == blocks


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("Eitt.\n\nTo.", [{"text": "Eitt."}, {"text": "To."}]),
        ("Ei linje\nog ei til", [{"text": "Ei linje og ei til"}]),
        ("Desse:\n- ein\n- to\n  på to linjer", [{"text": "Desse:"}, {"items": ["ein", "to på to linjer"]}]),
        ("1. ein\n2) to", [{"items": ["ein", "to"], "numbered": True}]),
        ("- ein\n\n- to", [{"items": ["ein", "to"]}]),
        ("- ein\n1. to", [{"items": ["ein"]}, {"items": ["to"], "numbered": True}]),
        ("1. mars startar vi.", [{"text": "1. mars startar vi."}]),
        ("2. halvår er sett av.", [{"text": "2. halvår er sett av."}]),
        ("2026-2028 er perioden.", [{"text": "2026-2028 er perioden."}]),
        ("• ein", [{"items": ["ein"]}]),
        (" \n\n ", []),
        ("-", [{"text": "-"}]),
    ],
)  # fmt: skip
def test_what_people_write_becomes_paragraphs_and_lists(text, blocks) -> None:
    assert blocks_of(text) == blocks


@given(st.text(alphabet="ab1.)-• \n", max_size=60))
def test_what_is_saved_once_is_saved_again_without_a_change(text) -> None:
    blocks = blocks_of(text)
    assert blocks_of(text_of(blocks)) == blocks
