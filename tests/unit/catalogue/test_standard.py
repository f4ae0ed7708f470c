"""What the check demands of every published entry."""

from app.catalogue import standard
from tests.examples import in_three


def breached(entry, *organisations) -> list[str]:
    return [where for where, _ in standard.breaches(entry, {it.id: it for it in organisations})]


def test_an_entry_that_is_right_breaches_nothing(examples) -> None:
    assert breached(examples.scheme(), examples.organisation()) == []
    for entry in (examples.organisation(), examples.term(), examples.practice()):
        assert breached(entry) == []


def test_a_text_lacks_no_language(examples) -> None:
    scheme = examples.scheme(payment={"nn": "Etter rekning.", "nb": "Etter regning."})
    assert breached(scheme, examples.organisation()) == ["payment.en"]


def test_a_figure_that_differs_deep_in_an_entry_is_found(examples) -> None:
    scheme = examples.scheme(amount={"note": in_three("Inntil 10 kroner.", "Inntil 20 kroner.", "Up to NOK 10.")})
    assert breached(scheme, examples.organisation()) == ["amount.note"]


def test_a_scheme_has_a_criterion_or_says_that_none_is_known(examples) -> None:
    assert breached(examples.scheme(criteria=[]), examples.organisation()) == ["criteria"]
    said = examples.scheme(criteria=[], unconfirmed=[in_three("Krava er ikkje kjende.")])
    assert breached(said, examples.organisation()) == []


def test_somebody_answers_for_every_scheme(examples) -> None:
    contact = [{"name": in_three("Kontoret"), "phone": "35 00 00 00"}]
    silent = examples.organisation(contacts=[])
    municipality = examples.organisation(id="vinje-kommune", municipality="4036", contacts=contact)
    assert breached(examples.scheme(), silent) == ["contacts"]
    assert standard.whom_to_ask(examples.scheme(contacts=contact), {}) == "own"
    assert standard.whom_to_ask(examples.scheme(), {"kommunen": examples.organisation()}) == "provider"
    assert (
        standard.whom_to_ask(examples.scheme(), {"kommunen": silent, "vinje-kommune": municipality}) == "municipality"
    )


def test_a_contact_with_only_an_address_does_not_answer(examples) -> None:
    scheme = examples.scheme(contacts=[{"name": in_three("Kontoret"), "address": "Postboks 1"}])
    assert standard.whom_to_ask(scheme, {}) == "nobody"


def test_a_draft_is_held_to_nothing(examples) -> None:
    assert breached(examples.scheme(state="draft", criteria=[])) == []


def test_a_definition_has_at_most_forty_words_in_each_language(examples) -> None:
    term = examples.term(definition=in_three("ord " * 40, "ord " * 41, "word " * 40))
    assert breached(term) == ["definition.nb"]


def test_an_organisation_can_be_reached_or_says_that_it_is_not_known(examples) -> None:
    assert breached(examples.organisation(contacts=[])) == ["contacts"]
    assert breached(examples.organisation(contacts=[], homepage="https://kommunen.example")) == []
