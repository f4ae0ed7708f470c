"""Amounts, deadlines and status in words, in the three languages."""

from datetime import date

import pytest
from flask import Flask, g

from app.catalogue import presenters
from app.catalogue.types import Amount, Contact, DeadlineType, Status
from app.kernel.text import LocalText
from app.settings import ROOT
from app.web import filters, locale

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def bare() -> Flask:
    """Flask with our languages and nothing else."""
    app = Flask("bare")
    app.config.update(BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "translations"), BABEL_DEFAULT_LOCALE="nn")
    locale.init_app(app)
    return app


@pytest.fixture(params=["nn", "nb", "en"])
def lang(request, bare):
    with bare.test_request_context("/"):
        g.lang = request.param
        yield request.param


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_most_is_said_as_up_to(lang) -> None:
    text = plain(presenters.amount_in_short(Amount(max=1_200_000)))
    assert {
        "nn": text == "Inntil 1 200 000 kroner",
        "nb": text == "Inntil 1 200 000 kroner",
        "en": text.endswith("NOK 1 200 000") and not text.startswith("Inntil"),
    }[lang], text


def test_the_least_is_said_as_from(lang) -> None:
    text = plain(presenters.amount_in_short(Amount(min=50_000)))
    start = {"nn": "Frå 50 000 kroner", "nb": "Fra 50 000 kroner", "en": "From NOK 50 000"}[lang]
    assert text == start


def test_a_span_and_one_sum(lang) -> None:
    span = plain(presenters.amount_in_short(Amount(min=5_000, max=10_000)))
    one = plain(presenters.amount_in_short(Amount(min=10_000, max=10_000)))
    assert (span, one) == {
        "nn": ("5 000–10 000 kroner", "10 000 kroner"),
        "nb": ("5 000–10 000 kroner", "10 000 kroner"),
        "en": (span, "NOK 10 000"),
    }[lang]
    assert "5 000" in span
    assert "10 000" in span
    assert span.count("NOK") == (lang == "en")


def test_an_english_span_has_the_currency_before_both_figures(lang) -> None:
    if lang == "en":
        assert plain(presenters.amount_in_short(Amount(min=5_000, max=10_000))).startswith("NOK 5 000–")


def test_nothing_is_said_where_no_sum_is_known(lang) -> None:
    for amount in (None, Amount(), Amount(share_percent=50), Amount(note=LocalText("Rammer"))):
        assert presenters.amount_in_short(amount) == ""
    assert presenters.share_in_short(None) == presenters.share_in_short(Amount(max=5)) == ""


def test_figures_do_not_break_over_a_line(lang) -> None:
    assert " 200" not in presenters.amount_in_short(Amount(max=1_200_000))
    assert "50\u00a0%" in presenters.share_in_short(Amount(share_percent=50))


def tag(lang, examples, *dates: str, kind="dated", annual=(), **changes):
    deadline = {"type": kind, "dates": list(dates), "annual": list(annual)}
    return presenters.deadline_tag(examples.scheme(deadline=deadline, **changes), TODAY, lang)


def test_a_near_deadline_is_marked_with_the_days_that_are_left(lang, examples) -> None:
    for day, left in (("2026-11-24", 0), ("2026-11-25", 1), ("2026-12-15", 21)):
        found = tag(lang, examples, day)
        assert (found.colour, found.icon) == ("danger", "Hourglass")
        said = {
            "nn": {0: "i dag", 1: "om 1 dag", 21: "om 21 dagar"},
            "nb": {0: "i dag", 1: "om 1 dag", 21: "om 21 dager"},
            "en": {0: "today", 1: "1 day", 21: "21 days"},
        }[lang][left]
        assert said in plain(found.text), found.text


def test_a_far_deadline_is_a_plain_date(lang, examples) -> None:
    found = tag(lang, examples, "2026-12-16")
    assert found.colour == "neutral"
    date_words = {"nn": "16. desember 2026", "nb": "16. desember 2026", "en": "16 December 2026"}[lang]
    assert date_words in plain(found.text)


def test_a_known_day_counts_before_the_kind_of_deadline(lang, examples) -> None:
    assert "2027" in tag(lang, examples, kind="rolling", annual=("02-15",)).text


@pytest.mark.parametrize("change", [{"status": "unknown"}, {"confidence": "low"}, {"status": "upcoming"}])
def test_a_yearly_day_from_a_weak_source_is_told_as_unconfirmed(lang, examples, change) -> None:
    found = tag(lang, examples, annual=("12-01",), **change)
    assert found.colour == "warning"
    assert {"nn": "ikkje stadfesta", "nb": "ikke bekreftet", "en": "not confirmed"}[lang] in found.text.lower()
    assert tag(lang, examples, annual=("12-01",)).colour == "danger"
    assert tag(lang, examples, "2026-12-01", **change).colour == "danger"


def test_every_kind_of_deadline_has_its_words(lang, examples) -> None:
    said = {kind: tag(lang, examples, "2020-01-01", kind=kind).text for kind in DeadlineType}
    assert all(said.values())
    assert (
        said[DeadlineType.ROLLING]
        == {
            "nn": "Søk når du vil",
            "nb": "Søk når du vil",
            "en": "Apply at any time",
        }[lang]
    )
    assert said[DeadlineType.DATED] == said[DeadlineType.UNKNOWN] != said[DeadlineType.NONE]


def test_only_what_is_not_open_gets_a_mark(lang) -> None:
    assert presenters.status_tag(Status.OPEN, lang) is None
    found = {status: presenters.status_tag(status, lang) for status in Status if status is not Status.OPEN}
    assert len({t.text for t in found.values()}) == 4
    assert found[Status.CLOSED].text == {"nn": "Avslutta", "nb": "Avsluttet", "en": "Closed"}[lang]


def test_a_card_says_in_which_language_a_text_really_is(lang, examples) -> None:
    scheme = examples.scheme(title={"nn": "Fond"}, promise={"nn": "Få hjelp til noko nytt i bygda."})
    card = presenters.card(scheme, {"kommunen": examples.organisation()}, lang, TODAY)
    assert card.title == ("Fond", "nn")
    assert card.provider.lang == lang
    assert card.place == "Vinje"


def test_a_card_without_a_place_is_for_the_whole_country(lang, examples) -> None:
    assert presenters.card(examples.scheme(municipalities="all"), {}, lang, TODAY).place == ""


# -- whom to ring (no words of ours) ---------------------------------------------------------------

SILENT, PHONE, MAIL = (
    Contact(name=LocalText("Utan nummer"), address="Vegen 1"),
    Contact(name=LocalText("Med nummer"), phone="35 00 00 00"),
    Contact(name=LocalText("Med post"), email="post@kommunen.example"),
)


def contacts(examples, scheme, provider, partner=(), homepage=None):
    def body(key, found, site=None):
        made = examples.organisation(id=key, homepage=site)
        return type(made)(**{f: getattr(made, f) for f in made.__struct_fields__} | {"contacts": list(found)})

    entry = examples.scheme(partners=["fylket"])
    entry = type(entry)(**{f: getattr(entry, f) for f in entry.__struct_fields__} | {"contacts": list(scheme)})
    everyone = {"kommunen": body("kommunen", provider, homepage), "fylket": body("fylket", partner)}
    return presenters.contacts_of(entry, everyone)


def test_the_schemes_own_office_comes_first_then_the_provider_then_a_partner(examples) -> None:
    assert contacts(examples, [MAIL, SILENT], [PHONE]) == [MAIL]
    assert contacts(examples, [], [PHONE, SILENT], [MAIL]) == [PHONE]
    assert contacts(examples, [SILENT], [PHONE]) == [PHONE]
    assert contacts(examples, [], [SILENT], [MAIL]) == [MAIL]


def test_the_providers_pages_are_the_last_way_and_nothing_is_invented(examples) -> None:
    (found,) = contacts(examples, [], [], homepage="https://kommunen.example")
    assert (found.url, found.phone, found.email) == ("https://kommunen.example", None, None)
    assert contacts(examples, [], []) == []
    assert contacts(examples, [SILENT], []) == [SILENT]


# -- figures and dates -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "nn", "en"),
    [
        ("2026", "2026", "2026"),
        ("2026-02", "februar 2026", "February 2026"),
        ("2026-02-03", "3. februar 2026", "3 February 2026"),
        (date(2026, 2, 3), "3. februar 2026", "3 February 2026"),
    ],
)
def test_days_months_and_years_are_written_as_such(value, nn, en) -> None:
    assert (plain(filters.day(value, "nn")), plain(filters.day(value, "en"))) == (nn, en)


def test_telephone_links_are_international() -> None:
    assert filters.phone_link("35 06 23 00") == "tel:+4735062300"
    assert filters.phone_link("+46 8 12") == "tel:+46812"
    assert filters.phone_link("116 117") == "tel:116117"


def test_figures_stay_with_their_units() -> None:
    assert filters.unbroken("inntil 1 000 000 kroner og 50 % innan 1. april") == (
        "inntil 1\u00a0000\u00a0000\u00a0kroner og 50\u00a0% innan 1.\u00a0april"
    )
