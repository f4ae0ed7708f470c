"""Codes and their labels belong together."""

import pytest

from app.catalogue import types
from app.catalogue.forms import FILTERS
from app.catalogue.vocabularies import BY_NAME, ENUMS, MUNICIPALITY
from app.kernel.text import LANGS
from app.plan import vocabularies as plan


@pytest.mark.parametrize("name", [*ENUMS, *plan.ENUMS])
def test_every_code_has_a_label_in_three_languages_and_every_label_a_code(name) -> None:
    labels, codes = (BY_NAME | plan.BY_NAME)[name], (ENUMS | plan.ENUMS)[name]
    assert set(labels) == {code.value for code in codes}
    for code, text in labels.items():
        for lang in LANGS:
            assert getattr(text, lang), (name, code, lang)


def test_labels_of_one_vocabulary_differ() -> None:
    for name, labels in [*BY_NAME.items(), *plan.BY_NAME.items()]:
        for lang in LANGS:
            said = [getattr(text, lang) for text in labels.values()]
            assert len(said) == len(set(said)), (name, lang)


def test_the_municipalities_are_those_that_entries_may_name() -> None:
    assert set(MUNICIPALITY) == set(types.Municipality.__args__)


def test_every_filter_has_a_vocabulary_or_is_the_provider() -> None:
    assert set(FILTERS) - set(BY_NAME) == {"provider"}


FIXED = {
    "level": "local regional national",
    "status": "open upcoming paused closed unknown",
    "kind": "grant loan guarantee tax_relief equity advice network training land programme",
    "audience": "founder sme farm forest_owner employer municipality developer homeowner association individual",
    "phase": "idea startup growth restructuring international succession",
    "deadline": "rolling dated call none unknown",
    "priority": "prioritised later unfinished ended",
    "progress": "not_started planning in_progress on_hold done ended_without_completion merged",
    "source": "state_cofinancing municipal_share county county_governor public_schemes other",
}


@pytest.mark.parametrize("name", FIXED)
def test_the_codes_of_the_contract_are_there_for_ever(name) -> None:
    assert set(FIXED[name].split()) <= set((BY_NAME | plan.BY_NAME)[name])


def test_no_name_is_used_for_two_vocabularies() -> None:
    assert not set(BY_NAME) & set(plan.BY_NAME)
