"""What a changed workbook would do: every change by entry and field, and every fault by cell in a sentence."""

import datetime as dt

import pytest

from app.catalogue.commands import presses
from app.catalogue.commands.presses import Press
from app.catalogue.spreadsheets import commands, layout, wording
from app.catalogue.spreadsheets.cells import Problem
from app.catalogue.spreadsheets.opening import FileRefused, NotRead
from app.catalogue.types import Scheme

KEY = "naeringsfond"


@pytest.fixture(autouse=True)
def loaded(folder, load) -> None:
    folder.put("schemes", criteria=[{"nn": "Ein", "nb": "En", "en": "One"}, {"nn": "To", "nb": "To", "en": "Two"}])
    load()


@pytest.fixture
def book(exported):
    return exported()


def differences(plan) -> dict:
    return {(e.key, d.path): (d.old, d.new) for e in plan.entries for d in e.differences}


def test_each_change_is_shown_by_entry_and_field_and_the_rest_is_counted(book, planned) -> None:
    book.put("schemes", KEY, "title.nn", "Nytt namn")
    book.put("organisations", "kommunen", "homepage", "https://kommunen.example")
    plan = planned(book)
    assert differences(plan) == {
        (KEY, "title.nn"): ("Næringsfond for bygda", "Nytt namn"),
        ("kommunen", "homepage"): (None, "https://kommunen.example"),
    }
    assert plan.unchanged == 2
    assert plan.may_be_imported


@pytest.mark.parametrize(
    ("path", "typed", "meant"),
    [
        ("amount.max", "200 000 kr", 200000),
        ("amount.max", "200\u00a0000", 200000),
        ("amount.max", 200000.0, 200000),
        ("reopens_on", "1.2.2027", "2027-02-01"),
        ("reopens_on", dt.datetime(2027, 2, 1), "2027-02-01"),  # noqa: DTZ001 (Excel knows no zones)
        ("source_date", 2025, "2025"),
        ("source_date", "2025-03", "2025-03"),
        ("deadline.dates", dt.datetime(2027, 4, 15), ["2027-04-15"]),  # noqa: DTZ001
        ("deadline.dates", "1.2.2027\n15.8.2027", ["2027-02-01", "2027-08-15"]),
        ("deadline.annual", "1.3.\n1.10.", ["03-01", "10-01"]),
        ("deadline.annual", dt.datetime(2026, 3, 1), ["03-01"]),  # noqa: DTZ001
        ("status", "Midlertidig stengt", "paused"),
        ("status", "PAUSED", "paused"),
        ("kinds", "Lån; grant", ["loan", "grant"]),
        ("purposes", "Hire people\n\nBustad", ["hire", "housing"]),
        ("municipalities", "Tokke\n4036", ["4034", "4036"]),
        ("municipalities", "Alle kommunane", "all"),
        ("keywords", "sau\r\n geit \n", ["sau", "geit"]),
        ("keywords", 4036, ["4036"]),
        (
            "criteria.nn",
            "Ein ny\nTo",
            [{"nn": "Ein ny", "nb": "En", "en": "One"}, {"nn": "To", "nb": "To", "en": "Two"}],
        ),
        ("criteria.en", None, [{"nn": "Ein", "nb": "En"}, {"nn": "To", "nb": "To"}]),
        ("criteria.en", "\nTwo", [{"nn": "Ein", "nb": "En"}, {"nn": "To", "nb": "To", "en": "Two"}]),
        ("promise.nb", " Få   hjelp til å starte noe nytt. ", "Få hjelp til å starte noe nytt."),
    ],
)
def test_a_cell_is_read_as_a_person_means_it(book, planned, path, typed, meant) -> None:
    book.put("schemes", KEY, path, typed)
    plan = planned(book)
    column = next(c for c in layout.columns("schemes") if c.path == path)
    assert {d.path: d.new for e in plan.entries for d in e.differences} == {column.leaf: meant}
    assert plan.may_be_imported or path == "criteria.en"  # read rightly, but every text is wanted in three languages


@pytest.mark.parametrize(
    ("path", "typed", "says"),
    [
        ("amount.max", "mykje", "«mykje» er ikkje eit heilt tal"),
        ("amount.max", 12.5, "«12.5» er ikkje eit heilt tal"),
        ("amount.max", -5, "«-5» er ikkje eit heilt tal"),
        ("amount.max", True, "SANN eller USANN"),
        ("amount.max", "=A1*2", "formel"),
        ("title.nn", "=HYPERLINK(1)", "formel"),
        ("title.nn", "#REF!", "feil frå Excel"),
        ("title.nn", dt.datetime(2027, 2, 1), "Her står ein dato"),  # noqa: DTZ001
        ("reopens_on", "31.2.2027", "«31.2.2027» er ikkje ein dag i kalenderen"),
        ("reopens_on", dt.datetime(2027, 2, 1, 12, 30), "klokkeslett"),  # noqa: DTZ001
        ("reopens_on", "snart", "«snart» er ikkje ein dag"),
        ("deadline.annual", "31.2.", "«31.2.» er ikkje ein dag i året"),
        ("status", "halvopen", "«halvopen» er ikkje eit val"),
        ("kinds", "Lån\nGåve", "«Gåve» er ikkje eit val"),
        ("criteria.nb", "En\nTo\nTre", "Her er 3 linjer, men på nynorsk er det 2"),
        ("criteria.nb", "En", "Her er 1 linjer, men på nynorsk er det 2"),
        ("title.en", None, "Tittel (engelsk): is empty"),
        ("kinds", None, "Type støtte: is empty"),
        ("apply_url", "vinje.no", "Adressa til søknaden: is “vinje.no”"),
        ("promise.nn", "Ord " * 20, "has 20 words"),
        ("provider", "ingen", "names “ingen”"),
        ("level", "x" * 30_000, "er ikkje eit val her"),
        ("title.nn", "<script>" + "x" * 32_000, None),
    ],
)
def test_a_fault_is_told_by_its_cell_in_a_sentence(book, planned, told, path, typed, says) -> None:
    cell = book.put("schemes", KEY, path, typed)
    plan = planned(book)
    if says is None:
        assert plan.may_be_imported  # strange, but a text: the preview shows it
        return
    assert list(told(plan)) == [cell]
    assert says in told(plan)[cell]
    assert not plan.may_be_imported


def test_a_fault_in_a_list_of_groups_is_told_by_its_own_cell(book, planned, told) -> None:
    cell = book.put("contacts", "kommunen", "email", "ikkje ei adresse")
    assert list(told(planned(book))) == [cell]


def test_a_list_of_groups_is_changed_row_by_row(book, planned) -> None:
    book.add("contacts", id="kommunen", kind_="Aktørar", order_=1, name__nn="Sentralbordet", phone=35000001)
    book.put("contacts", "kommunen", "#order", 2)
    [entry] = planned(book).entries
    [difference] = entry.differences
    assert [c["name"]["nn"] for c in difference.new] == ["Sentralbordet", "Kontoret"]
    assert difference.new[0]["phone"] == "35000001"
    assert difference.new[1] == difference.old[0]


def test_a_deleted_row_of_a_list_takes_the_item_away(book, planned) -> None:
    book.sheet("contacts").delete_rows(book.row("contacts", "kommunen"))
    assert differences(planned(book))["kommunen", "contacts"][1] is None


def test_a_deleted_row_of_an_entry_does_nothing_and_neither_do_the_rows_of_its_lists(book, planned) -> None:
    book.sheet("organisations").delete_rows(book.row("organisations", "kommunen"))
    book.put("contacts", "kommunen", "phone", "1")
    plan = planned(book)
    assert plan.entries == ()
    assert [n.what for n in plan.notices] == ["list_rows_not_read"]


def test_a_row_of_a_list_for_an_entry_that_is_not_there_is_told(book, planned, told) -> None:
    row = book.add("contacts", id="ukjend", kind_="Ordningar", name__nn="X")
    assert told(planned(book)) == {f"Kontaktar!A{row}": "Oppslaget «ukjend» finst ikkje. Rett id-en, eller slett rada."}
    book.put("contacts", "ukjend", "#kind", "Anna")
    assert "Skriv namnet på arket" in next(iter(told(planned(book)).values()))


NEW = {
    "id": "nytt-fond",
    "title__nn": "Nytt fond",
    "title__nb": "Nytt fond",
    "title__en": "New fund",
    "name__text": "Fond",
    "name__lang": "Nynorsk",
    "promise__nn": "Få hjelp til å starte noko nytt i bygda.",
    "summary__nn": "Dette er ei lita ordning som finst i prøvene av programmet, og som ingen i verda kan søkje på.",
    "status": "Open",
    "deadline__type": "Søk når du vil",
    "municipalities": "Vinje",
    "audiences": "Gründer",
    "criteria__nn": "Verksemda held til i Vinje.",
    "criteria__nb": "Virksomheten holder til i Vinje.",
    "criteria__en": "The business is in Vinje.",
    "kinds": "Tilskot",
    "purposes": "Starte verksemd",
    "state_aid__basis": "Ikkje stadfesta",
    "start_before_application__allowed": "Ikkje kjend",
    "level": "Lokal",
    "provider": "ny-aktor",
    "confidence": "Høg",
    "checked_on": "26.11.2026",
}


def with_translations(values):
    return values | {f"{n}__{lang}": values[f"{n}__nn"] for n in ("promise", "summary") for lang in ("nb", "en")}


def add_new(book) -> int:
    row = book.add("schemes", **with_translations(NEW))
    book.add(
        "contacts",
        id="nytt-fond",
        kind_="Ordningar",
        name__nn="Kontoret",
        name__nb="Kontoret",
        name__en="Office",
        phone="1",
    )
    book.add("sources", id="nytt-fond", kind_="ordningar", order_=1, url="https://kommunen.example/x")
    body = {f"{n}__{lang}": "Ny" for n in ("name", "type", "description") for lang in ("nn", "nb", "en")}
    book.add(
        "organisations", id="ny-aktor", level="Lokal", checked_on="26.11.2026", homepage="https://ny.example", **body
    )
    return row


def test_a_row_with_a_new_id_and_no_version_is_a_new_entry_that_may_name_another_new_one(book, planned, told) -> None:
    add_new(book)
    plan = planned(book)
    assert told(plan) == {}
    assert {e.key: e.is_new for e in plan.entries} == {"nytt-fond": True, "ny-aktor": True}
    scheme = next(e.entry for e in plan.entries if e.key == "nytt-fond")
    assert isinstance(scheme, Scheme)
    assert (scheme.state, scheme.municipalities, len(scheme.sources)) == ("published", ["4036"], 1)


def test_a_new_entry_is_held_to_the_standard_and_an_old_one_is_not_made_worse(book, planned, told) -> None:
    row = add_new(book)
    for lang in ("nn", "nb", "en"):
        book.put("schemes", "nytt-fond", f"criteria.{lang}", None)
        cell = book.put("schemes", KEY, f"criteria.{lang}", None)
    assert {cell.rpartition("!")[2][-1] for cell in told(planned(book))} == {str(row), cell[-1]}


@pytest.mark.parametrize(
    ("key", "version", "says"),
    [
        ("Nytt Fond", None, "kan ikkje vere id"),
        ("x" * 81, None, "kan ikkje vere id"),
        ("ukjend", 1, "finst ikkje. Er id-en endra?"),
        ("naeringsfond", None, "står i fleire rader"),
        ("gammalt", None, "ei eldre adresse til «naeringsfond»"),
        (None, None, "manglar id"),
        ("=1", None, "formel"),
    ],
)
def test_an_id_that_cannot_be_is_told(folder, load, exported, planned, told, key, version, says) -> None:
    folder.put("schemes", aliases=["gammalt"])
    load()
    book = exported()
    row = book.add("schemes", id=key, version=version, title__nn="Noko")
    assert says in told(planned(book))[f"Ordningar!A{row}"]


def test_a_row_without_its_version_or_with_one_that_never_was_is_told(book, planned, told) -> None:
    cell = book.put("schemes", KEY, "version", None)
    assert "«Versjon» er tom" in told(planned(book))[cell]
    for wrong in (7, "ein", -1, 1.5):
        book.put("schemes", KEY, "version", wrong)
        assert "er ikkje ein versjon av «naeringsfond»" in told(planned(book))[cell]


def test_an_address_that_leads_to_another_scheme_is_not_taken(folder, load, exported, planned, told) -> None:
    folder.put("schemes", id="anna", aliases=["gammalt"])
    load()
    book = exported()
    cell = book.put("schemes", KEY, "aliases", "gammalt")
    assert told(planned(book)) == {cell: "«gammalt» fører alt til «anna»."}


# -- others have changed it meanwhile ---------------------------------------------------------------


def press(key=KEY):
    return Press(actor="ola", kind="schemes", key=key, today=dt.date(2026, 12, 1))


def test_what_others_changed_elsewhere_in_the_entry_stays(book, planned, do) -> None:
    do(presses.pause, press(), None)
    book.put("schemes", KEY, "title.nn", "Nytt namn")
    [entry] = planned(book).entries
    assert [d.path for d in entry.differences] == ["title.nn"]
    assert (entry.content["status"], entry.number, entry.conflicts) == ("paused", 2, ())


def test_the_same_field_changed_by_both_is_a_conflict_with_all_three_texts(book, planned, do) -> None:
    do(presses.pause, press(), None)
    book.put("schemes", KEY, "status", "Avslutta")
    [entry] = planned(book).entries
    assert [(c.path, c.base, c.mine, c.theirs) for c in entry.conflicts] == [("status", "open", "closed", "paused")]


def test_the_same_change_by_both_is_no_change(book, planned, do) -> None:
    do(presses.confirm, press())
    book.put("schemes", KEY, "checked_on", "1.12.2026")
    plan = planned(book)
    assert (plan.entries, plan.unchanged) == ((), 4)


def test_an_old_workbook_that_nobody_changed_undoes_nothing(book, planned, do) -> None:
    do(presses.pause, press(), None)
    assert planned(book).entries == ()


def test_what_is_not_the_persons_to_change_is_marked_before_and_after_the_change(book, planned) -> None:
    def of_vinje(entry):
        return not isinstance(entry, Scheme) or entry.municipalities == ["4036"]

    book.put("schemes", KEY, "title.nn", "Nytt")
    assert planned(book, of_vinje).is_allowed
    book.put("schemes", KEY, "municipalities", "Tokke")
    assert not planned(book, of_vinje).is_allowed
    assert not planned(book, of_vinje).may_be_imported


def test_a_file_that_changes_more_than_a_person_can_look_over_is_refused(book, planned) -> None:
    for n in range(commands.MOST_CHANGED + 1):
        book.sheet("glossary").append([f"ord-{n}", None, "ord"])
    with pytest.raises(FileRefused) as caught:
        planned(book)
    assert caught.value.why is NotRead.TOO_MANY_CHANGES


def test_every_code_has_its_words() -> None:
    assert set(wording.FILES) == set(NotRead)
    assert set(wording.CELLS) == set(Problem)
    assert set(wording.IMPORTS) == set(commands.NotImported)
