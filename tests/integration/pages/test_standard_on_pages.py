"""What the standard of an entry asks of its page: it is said, or it is said that it is not known."""

import re

import pytest

from app.catalogue.types import Level, Scheme, State, Status
from tests.integration.data.figures import page_text


@pytest.fixture(scope="module")
def published(bundle) -> list[Scheme]:
    return [scheme for scheme in bundle.all(Scheme) if scheme.state is State.PUBLISHED]


def words(page: str) -> str:
    return re.sub(r"\s+", " ", page_text(page))


def said(client, scheme: Scheme) -> str:
    return words(client.get(f"/nn/ordningar/{scheme.id}").text)


def test_what_is_said_of_the_status_stands_on_the_page_of_an_open_scheme_too(client, published) -> None:
    noted = [scheme for scheme in published if scheme.status is Status.OPEN and scheme.status_note]
    for scheme in noted[:8]:
        assert words(scheme.status_note.nn) in said(client, scheme), scheme.id


def test_a_local_scheme_that_nobody_answers_for_names_the_office_of_the_municipality(client, published) -> None:
    silent = next(scheme for scheme in published if scheme.id == "seljord-frivilligsentral")
    assert silent.level is Level.LOCAL
    assert "Næringskontoret i kommunen din" in said(client, silent)


@pytest.mark.parametrize(("allowed", "words"), [("no", "Ikkje start"), ("unknown", "Spør før du set i gang")])
def test_whether_work_may_start_is_said_loudly_or_that_it_is_not_known(client, published, allowed, words) -> None:
    of_this_kind = [
        scheme
        for scheme in published
        if scheme.start_before_application.allowed == allowed
        and scheme.status is not Status.CLOSED
        and scheme.deadline.type != "none"
        and not (allowed == "unknown" and scheme.start_before_application.note)
    ]
    for scheme in of_this_kind[:8]:
        assert words in said(client, scheme), scheme.id


def test_an_entry_that_rests_on_weak_sources_says_so_before_anything_else(client, published) -> None:
    for scheme in [scheme for scheme in published if scheme.confidence == "low"]:
        text = said(client, scheme)
        if scheme.status is not Status.CLOSED:
            assert text.index("Lite av det som står her, er stadfesta") < text.index("Om ordninga"), scheme.id


def test_where_no_recipient_is_known_the_nearest_practice_is_linked(client, published) -> None:
    without = [scheme for scheme in published if all(it.kind != "single" for it in scheme.examples)]
    missing = [scheme.id for scheme in without if "/nn/dome/" not in client.get(f"/nn/ordningar/{scheme.id}").text]
    assert not missing
