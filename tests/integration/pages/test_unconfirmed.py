"""What nobody has seen in a source is left out, and the page of the scheme says so."""

import pytest

BOTH = {
    "nn": "Telefon og e-post er ikkje stadfesta",
    "nb": "Telefon og e-post er ikke bekreftet",
    "en": "Phone and e-mail are not confirmed",
}
PHONE = {"nn": "Telefon er ikkje stadfesta", "nb": "Telefon er ikke bekreftet", "en": "Phone number is not confirmed"}
SOURCE = {
    "nn": "Kjelda til dømet er ikkje oppgjeven",
    "nb": "Kilden til eksempelet er ikke oppgitt",
    "en": "No source is given for this example",
}
LANGS = ("nn", "nb", "en")


@pytest.mark.parametrize("lang", LANGS)
def test_an_office_with_only_a_web_address_says_that_phone_and_mail_are_not_confirmed(client, lang) -> None:
    assert BOTH[lang] in client.get(f"/{lang}/ordningar/laanekassen-sletting").text


@pytest.mark.parametrize("lang", LANGS)
def test_an_office_with_mail_but_no_phone_says_that_the_phone_is_not_confirmed(client, lang) -> None:
    page = client.get(f"/{lang}/ordningar/investinor-matching").text
    assert PHONE[lang] in page
    assert BOTH[lang] not in page


@pytest.mark.parametrize("lang", LANGS)
def test_an_office_with_a_phone_has_nothing_to_excuse(client, lang) -> None:
    page = client.get(f"/{lang}/ordningar/nav-mentor").text
    assert PHONE[lang] not in page
    assert BOTH[lang] not in page


@pytest.mark.parametrize("lang", LANGS)
def test_an_example_without_a_source_says_so_but_arithmetic_on_the_rule_does_not(client, bundle, lang) -> None:
    for key in ("senja-omsetningsgaranti-tapsgaranti", "tokke-kloakkanlegg", "kulturminnefondet"):
        examples = bundle.entries["schemes"][key].entry.examples
        bare = [it for it in examples if it.kind != "worked" and not it.source]
        assert client.get(f"/{lang}/ordningar/{key}").text.count(SOURCE[lang]) == len(bare), key


def test_a_scheme_of_which_no_source_says_that_it_is_open_is_not_shown_as_open(client) -> None:
    for key in ("distriktssenteret-rettleiing", "siva-inkubasjon", "siva-naeringshage", "eksfin-arbeidskapital"):
        assert "Vi veit ikkje sikkert om ordninga er open" in client.get(f"/nn/ordningar/{key}").text, key


def test_a_model_from_elsewhere_is_not_said_to_be_for_the_six_municipalities(client) -> None:
    for key in ("senja-provebu", "senja-omsetningsgaranti-tapsgaranti", "skape-etablererstipend-rogaland"):
        page = client.get(f"/nn/ordningar/{key}").text
        assert "Ingen av dei seks kommunane" in page, key
        assert "Alle dei seks kommunane" not in page, key
