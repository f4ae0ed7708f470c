"""Whatever the rules say of an entry, an editor reads it in words of their own language."""

import copy

import msgspec
import pytest
from flask import Flask

from app.catalogue import standard
from app.catalogue.acts import Act, Refusal
from app.catalogue.editing import wording
from app.catalogue.importing import check_value, reference_faults
from app.kernel.errors import Fault, Faulty
from tests.examples import in_three

LONG = " ".join(["ord"] * 90)
SCHEME = {
    "an empty text": {"promise": in_three("")},
    "too few words": {"promise": in_three("Kort.")},
    "too many words": {"summary": in_three(LONG)},
    "a long criterion": {"criteria": [in_three(LONG)]},
    "no title in English": {"title": in_three("Fond", "Fond", "")},
    "too many steps": {"steps": [in_three("Ring oss.")] * 30},
    "a code that is not there": {"status": "kanskje"},
    "no code": {"status": ""},
    "no kinds": {"kinds": []},
    "a number in words": {"amount": {"max": "mykje"}},
    "a negative number": {"amount": {"max": "-5"}},
    "a share above all": {"amount": {"share_percent": 900}},
    "a range turned round": {"amount": {"min": 9, "max": 3}},
    "a note without a number": {"amount": {"note": {"nb": "x"}}},
    "a word for a date": {"checked_on": "i går"},
    "a day that never was": {"checked_on": "2027-02-31"},
    "a deadline that never was": {"deadline": {"type": "dated", "dates": ["2027-02-31"]}},
    "a deadline in words": {"deadline": {"type": "dated", "dates": ["snart"]}},
    "a day of the year that never was": {"deadline": {"type": "annual", "annual": ["02-31"]}},
    "opens again never": {"reopens_on": "2027-13-01"},
    "half an address": {"apply_url": "kommunen.no"},
    "a source that is no address": {"sources": [{"url": "x", "title": "x"}]},
    "no sources": {"sources": []},
    "an unknown provider": {"provider": "ingen"},
    "an unknown relative": {"related": [{"id": "ingen", "how": "before"}]},
    "itself as the general one": {"general": "naeringsfond"},
    "itself as an old address": {"aliases": ["naeringsfond"]},
    "an odd old address": {"aliases": ["Æ Ø"]},
    "places that are none": {"municipalities": ["9999"]},
    "a contact that is odd": {"contacts": [{"name": in_three("x"), "phone": "ring", "email": "x", "url": "x"}]},
    "no provider": {"provider": ""},
    "almost nothing": {"title": None, "promise": None, "summary": None, "sources": None},
    "criteria unknown": {"criteria": []},
    "a text without English": {"payment": {"nn": "Etter rekning.", "nb": "Etter regning."}},
    "figures that differ": {"payment": in_three("Innan 10 dagar.", "Innen 20 dager.", "Within 10 days.")},
    "days that differ": {"payment": in_three("Den 1. mars.", "Den 2. mars.", "On 1 March.")},
    "months that differ": {"payment": in_three("I mars.", "I april.", "In March.")},
    "shares that differ": {"payment": in_three("Du får 10 %.", "Du får 10.", "You get 10 %.")},
    "sums that differ": {"payment": in_three("Du får 2 mill. kroner.", "Du får 2 kroner.", "You get NOK 2 million.")},
    "addresses that differ": {"payment": in_three("Sjå kommunen.no.", "Se annan.no.", "See kommunen.no.")},
}


def reasons(kind, value, organisations=()) -> list[Fault]:
    try:
        entry = check_value(kind, value, "x")
    except Faulty as error:
        return error.faults
    known = {"organisations": {"kommunen"}, "schemes": {"naeringsfond"}, "glossary": set(), "practice": set()}
    found = [*reference_faults(entry, known), *standard.breaches(entry, {it.id: it for it in organisations})]
    return [Fault("x", *breach) for breach in found]


@pytest.mark.parametrize("what", SCHEME)
@pytest.mark.parametrize("lang", ["nn", "nb", "en"])
def test_every_fault_of_a_scheme_has_words(app: Flask, examples, what: str, lang: str) -> None:
    faults = reasons("schemes", examples.value("schemes", **copy.deepcopy(SCHEME[what])), [examples.organisation()])
    assert faults, "the example is wrong"
    told(app, faults, lang)


def told(app: Flask, faults: list[Fault], lang: str) -> dict[str, str]:
    with app.test_request_context(f"/{lang}/"):
        from app.web.locale import gettext

        found = wording.faults(faults)
        unknown = gettext("Dette kan ikkje stå slik: %(reason)s.", reason="")[:18]
    for sentence in found.values():
        assert not sentence.startswith(unknown), faults
        assert "%(" not in sentence
    assert found
    return found


def test_faults_of_the_other_kinds_have_words(app: Flask, examples) -> None:
    for kind, changes in (
        ("organisations", {"name": None}),
        ("organisations", {"contacts": [], "homepage": None, "sources": []}),
        ("organisations", {"type": {"nn": "kommune"}}),
        ("organisations", {"municipality": "1"}),
        ("glossary", {"definition": in_three(LONG)}),
        ("glossary", {"see_also": [{"term": "ingen"}]}),
        ("practice", {"facts": []}),
        ("practice", {"schemes": ["ingen"]}),
        ("practice", {"source_date": "2020-19"}),
    ):
        faults = reasons(kind, examples.value(kind, **changes))
        assert faults, (kind, changes)
        told(app, faults, "nn")


def test_nobody_to_ask_has_words(app: Flask, examples) -> None:
    silent = msgspec.structs.replace(examples.organisation(), contacts=[])
    faults = reasons("schemes", examples.value("schemes"), [silent])
    assert told(app, faults, "nn")["contacts"].startswith("Ingen svarar lesaren")


def test_an_address_that_is_taken_has_words(app: Flask) -> None:
    found = told(app, [Fault("x", "aliases[0]", "“fond” already leads to anna-fond")], "nn")
    assert found == {"aliases-0": "Adressa «fond» fører alt til eit anna oppslag."}


def test_what_differs_is_told_with_both_sides(app: Flask) -> None:
    fault = Fault("x", "payment", "the days differ: nn has month 3; nb has nothing more")
    assert told(app, [fault], "nn")["payment"] == (
        "Datoane er ikkje like på nynorsk og bokmål: månad 3 på nynorsk, ingenting på bokmål."
    )


def test_every_refusal_and_act_has_words() -> None:
    assert set(wording.REFUSALS) == set(Refusal)
    assert set(wording.ACTS) == set(Act)
