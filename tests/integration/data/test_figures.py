"""Every figure and day of the collected facts stands on its page, in all three languages.

The facts lie beside the repository; without them there is nothing to compare.
"""

from typing import NamedTuple

import pytest
import yaml
from werkzeug.test import Client

from app.catalogue.agreement import days
from app.catalogue.types import Term
from app.kernel.text import LANGS
from tests.conftest import ROOT
from tests.integration.data import figures

FACTS = ROOT.parent / "shared" / "facts"
DRAFTS = {"een", "in-mentor-gruender", "in-rentestotte-landbruk"}
PAGES = {
    "schemes_national": "ordningar",
    "schemes_local": "ordningar",
    "organisations": "aktorar",
    "practice": "dome",
}
# Figures of the facts that rightly stand on no page, and why.
RIGHTLY_ABSENT = {
    ("fyresdal-kommune", "350 67 100"): "the number was the forest officer's in 2017, and nobody has seen it since",
}

pytestmark = pytest.mark.skipif(not FACTS.is_dir(), reason="the folder shared/facts is not beside the repository")


class Seen(NamedTuple):
    """What a page says in figures."""

    values: set[float]
    digits: str
    days: set[str]


def seen(text: str, lang) -> Seen:
    return Seen(figures.values(text, lang), figures.digits(text), set(days(text, lang)))


def facts(name: str) -> list[dict]:
    found = yaml.safe_load((FACTS / f"{name}.yaml").read_text("utf-8"))
    entries = found if isinstance(found, list) else next(v for v in found.values() if isinstance(v, list))
    return [entry for entry in entries if entry["id"] not in DRAFTS]


def misses(entry: dict, page: Seen) -> list[str]:
    out = []
    for field, text in figures.strings(entry):
        if day := sorted(figures.iso_days(field, text) - page.days):
            out.append(f"{entry['id']}: {field}: the days {day}")
        for figure in figures.figures_of(figures.without_codes(field, text)):
            if (entry["id"], figure) in RIGHTLY_ABSENT:
                continue
            if not figures.is_on(figure, page.values, page.digits):
                out.append(f"{entry['id']}: {field}: {figure}")
    return out


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", PAGES)
def test_every_figure_of_the_facts_is_on_the_page(app, name, lang) -> None:
    client, out = Client(app), []  # other tests read the same pages strictly
    for entry in facts(name):
        answer = client.get(f"/{lang}/{PAGES[name]}/{entry['id']}", follow_redirects=True)
        assert answer.status_code == 200, entry["id"]
        out += misses(entry, seen(figures.page_text(answer.text), lang))
    assert not out


@pytest.mark.parametrize("lang", LANGS)
def test_every_figure_of_a_term_is_in_its_definition(bundle, lang) -> None:
    terms = {term.id: term for term in bundle.all(Term)}
    out = []
    for entry in facts("glossary"):
        term = terms[entry["id"]]
        shown = " ".join(getattr(text, lang) for text in (term.term, term.definition, term.source))
        out += misses({"id": entry["id"], "definition": entry["definition_nn"]}, seen(shown, lang))
    assert not out


def test_a_figure_that_is_not_on_the_page_is_missed() -> None:
    page = seen("Inntil 500 000 kroner, frist 15. mars. Ring 35 06 23 00.", "nn")
    assert misses({"id": "a", "amount_max_nok": 500000, "deadlines": "03-15", "phone": "350 62 300"}, page) == []
    assert misses({"id": "a", "amount_max_nok": 400000}, page) == ["a: amount_max_nok: 400000"]
    assert misses({"id": "a", "deadlines": "2024-04-15"}, page) == [
        "a: deadlines: the days ['15/4']",
        "a: deadlines: 2024",
    ]
