"""A warning names entries with the same address or a very similar title, while somebody types and when it is saved."""

import pytest

from app.accounts.types import Role

from .conftest import fields

FUND = "/nn/arbeid/ordningar/vinje-naeringsfond"
NEW = "/nn/arbeid/ordningar/ny"
LOOK = "/nn/arbeid/liknande/ordningar"
OWN = "https://www.vinje.kommune.no/naeringsplan.505699.nn.html"
HEADING = "Finst det alt?"


@pytest.fixture
def look(vinje, said):
    def looking(section: str = "ordningar", of: str = "", **typed: str) -> str:
        typed = {name.replace("__", "-"): value for name, value in typed.items()}
        answer = vinje.post(f"/nn/arbeid/liknande/{section}" + (f"?oppslag={of}" if of else ""), typed)
        assert answer.status_code == 200
        assert "<html" not in answer.text, "a part of the page only"
        return said(answer.text)

    return looking


@pytest.mark.parametrize(
    "typed",
    [
        {"title__nn": "Næringsfondet i Vinje"},
        {"title__nb": "  NÆRINGSFONDET i vinje."},
        {"title__nn": "Nærigsfondet i Vinje"},
        {"title__en": "Business fund in Vinje (kommunalt næringsfond)"},
        {"title__nn": "Heilt ulik", "sources__0__url": OWN},
        {"title__nn": "Heilt ulik", "apply_url": OWN.replace("https://www.", "http://") + "/"},
    ],
)
def test_a_new_entry_that_looks_like_another_is_warned_about(look, typed) -> None:
    found = look(**typed)
    assert HEADING in found
    assert "Næringsfondet i Vinje" in found
    assert ("same adresse" in found) is ("Heilt ulik" in typed.values())


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"title__nn": ""},
        {"title__nn": "Fond"},
        {"title__nn": "Beiterett i Hjartdal"},
        {"title__nn": "<script>alert(1)</script>"},
        {"title__nn": "x" * 100_000},
        {"title__nn": "Heilt ulik", "apply_url": "https://www.regionalforvaltning.no"},
        {"title__nn": "Heilt ulik", "apply_url": "ikkje ei adresse"},
    ],
)
def test_nothing_is_said_where_nothing_is_alike(look, typed) -> None:
    assert look(**typed) == ""


def test_the_same_fund_of_another_municipality_is_not_the_same(look) -> None:
    assert "i Tokke" not in look(title__nn="Næringsfondet i Vinje")


def test_an_existing_entry_is_not_like_itself_nor_warned_of_what_it_was_like_before(vinje, said) -> None:
    assert HEADING not in vinje.client.get(FUND).text
    own = vinje.form(FUND)
    address = f"{LOOK}?oppslag=vinje-naeringsfond"
    assert said(vinje.post(address, own).text) == ""
    other = said(vinje.post(address, own | {"title-nn": "Startlån"}).text)
    assert HEADING in other
    assert "Startlån" in other


def test_without_a_script_the_saved_draft_shows_it_and_publishing_says_it(vinje, said) -> None:
    typed = vinje.form(FUND) | {"title-nn": "Startlån", "title-nb": "Startlån"}
    answer = vinje.post(FUND, typed, do="save")
    saved = vinje.client.get(answer.location).text
    assert HEADING in saved
    assert vinje.post(FUND, fields(saved), do="publish").status_code == 303
    page = said(vinje.client.get(FUND).text)
    assert "Oppslaget liknar på «Startlån" in page
    assert HEADING not in page, "told once"


@pytest.mark.parametrize(
    ("section", "typed", "link"),
    [
        ("aktorar", {"name-nn": "Husbanken"}, "/nn/aktorar/husbanken"),
        ("omgrep", {"term-nn": "Eigenkapital"}, "/nn/omgrep#eigenkapital"),
        ("dome", {"title-nn": "Omstillinga i Fyresdal 2017–2023"}, None),
    ],
)
def test_every_kind_of_entry_has_the_warning_with_a_link_to_the_page_of_the_other(editor, section, typed, link) -> None:
    admin = editor(Role.ADMINISTRATOR)
    answer = admin.post(f"/nn/arbeid/liknande/{section}", typed)
    assert answer.status_code == 200
    assert link is None or f'href="{link}"' in answer.text


def test_the_warning_is_for_those_who_write(editor, public) -> None:
    assert editor(Role.CONTRIBUTOR).post(LOOK, {"title-nn": "Startlån"}).status_code == 200
    assert editor(Role.LEADER).post(LOOK, {"title-nn": "Startlån"}).status_code == 403
    assert public.post(LOOK, data={"title-nn": "Startlån"}).status_code in (400, 401)
