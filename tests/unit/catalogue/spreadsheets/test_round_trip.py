"""A workbook that nobody has touched changes nothing, whatever the catalogue holds and whatever the language."""

import io

import msgspec
import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.bootstrap import transactions
from app.catalogue.acts import Act
from app.catalogue.commands.storing import Made, store
from app.catalogue.importing import TYPES
from app.catalogue.spreadsheets import cells, commands, layout
from app.catalogue.spreadsheets.export import export
from app.catalogue.types import Scheme
from app.db.base import Base

from .conftest import ALL, say

ODD = st.sampled_from(
    [
        "=1+1", "+47 35 06 23 00", "-", "@namn", "'sitat", '"', "a  b", " luft ", "200\u00a0000", "_x0041_", "_x005F_x0041_",
        "_x000D_", "\ufffe", "\x85", "1.3", "1e5", "SANN", "#N/A", "a;b", "</c>", "&amp;", "ja\u200b", "😀",
    ]
)  # fmt: skip
TEXT = st.one_of(ODD, st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=40))
IN_THREE = st.builds(lambda nn, nb, en: {"nn": nn, "nb": nb, "en": en}, TEXT, TEXT | st.just(""), TEXT | st.just(""))
LISTS = st.lists(IN_THREE, max_size=4)


@settings(max_examples=10, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(
    texts=st.fixed_dictionaries({"title": IN_THREE, "payment": IN_THREE, "criteria": LISTS, "covers": LISTS}),
    keywords=st.lists(TEXT, max_size=12),
    contacts=st.lists(st.fixed_dictionaries({"name": IN_THREE, "phone": TEXT}), max_size=12),
    amount=st.fixed_dictionaries({"max": st.integers(1, 10**14), "note": IN_THREE}),
    deadline=st.fixed_dictionaries(
        {"dates": st.lists(st.dates().map(str), max_size=2), "annual": st.lists(st.sampled_from(["02-29", "12-01"]))}
    ),
    reopens_on=st.dates().map(str),
    source_date=st.sampled_from(["2024", "2024-05", "2024-05-06"]),
)
def test_any_content_comes_back_as_it_was(
    examples, texts, keywords, contacts, amount, deadline, reopens_on, source_date
):
    entry = msgspec.convert(
        examples.value("schemes", keywords=keywords, contacts=contacts, amount=amount, source_date=source_date)
        | texts
        | {"deadline": {"type": "dated", **deadline}, "reopens_on": reopens_on},
        Scheme,
    )
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        with transactions().begin(session) as uow:
            store(uow, "organisations", examples.organisation(), Made(actor="kari", what=Act.LOADED))
            uow.session.flush()
            store(uow, "schemes", entry, Made(actor="kari", what=Act.LOADED))
        data = export(session, ALL, "nn", say)
        found = commands.compare(session, data, say)
        assert (found.changed, found.unchanged, found.faults, found.notices) == ([], 2, [], [])
        again = io.BytesIO()
        openpyxl.load_workbook(io.BytesIO(data)).save(again)  # another program has opened and saved it
        found = commands.compare(session, again.getvalue(), say)
        assert (found.changed, found.unchanged, found.faults) == ([], 2, [])
    engine.dispose()


@pytest.mark.parametrize("lang", ["nn", "nb", "en"])
def test_the_workbook_is_alike_in_every_language(lang, load, exported, planned) -> None:
    load()
    plan = planned(exported(lang=lang))
    assert (plan.entries, plan.unchanged, plan.faults, plan.notices) == ((), 4, (), ())


def test_every_field_of_every_kind_has_its_column() -> None:
    for kind in layout.KINDS:
        leaves = {column.leaf.split(".")[0] for column in layout.columns(kind)} | set(layout.lists(kind))
        assert leaves == {*TYPES[kind].__struct_fields__} - {"id"}


def test_what_looks_like_a_formula_is_text(load, folder, exported) -> None:
    folder.put("schemes", keywords=["=cmd()"])
    load()
    cell = exported().cell("schemes", "naeringsfond", "keywords")
    assert (cell.data_type, cell.value) == ("s", "=cmd()")


def test_amounts_and_days_are_numbers_and_days_in_the_workbook(load, folder, exported) -> None:
    folder.put("schemes", amount={"max": 200000}, status="paused", reopens_on="2027-02-01")
    load()
    book = exported()
    assert book.cell("schemes", "naeringsfond", "amount.max").value == 200000
    assert book.cell("schemes", "naeringsfond", "reopens_on").is_date


def test_the_names_of_the_columns_are_hidden_and_the_headings_stay_in_sight(load, exported) -> None:
    load()
    sheet = exported().sheet("schemes")
    assert sheet.row_dimensions[1].hidden
    assert sheet.freeze_panes == "C3"
    assert sheet.auto_filter.ref.startswith("A2:")
    assert [cell.value for cell in sheet[2]][:3] == ["Id", "Versjon", "På nettsidene?"]


def test_ids_cannot_be_typed_over_and_codes_are_chosen_from_a_list(load, exported) -> None:
    load()
    offered = exported().sheet("schemes").data_validations.dataValidation
    assert any(v.type == "custom" and v.formula1 == "FALSE" and str(v.sqref) == "A3:B3" for v in offered)
    assert sum(v.type == "list" for v in offered) == 8


def test_only_what_is_asked_for_is_exported(load, folder, exported) -> None:
    folder.put("schemes", id="anna")
    load()
    book = exported({"schemes": {"anna"}})
    assert [cell.value for cell in book.sheet("schemes")["A"]][2:] == ["anna"]
    assert layout.sheet_name("glossary", "nn", say) not in book.book.sheetnames


def test_a_word_for_a_code_means_one_thing_in_all_languages() -> None:
    for sheet in layout.sheets():
        for column in layout.columns_of(sheet):
            found = layout.codes_by_word(column, say)
            for lang in ("nn", "nb", "en"):
                for code, word in layout.labels(column, lang, say).items():
                    assert found[layout.folded(word)] == code


def test_a_text_that_excel_has_no_room_for_stays_as_it_was_and_the_sheet_says_so(
    load, folder, exported, planned
) -> None:
    folder.put("schemes", covers=[{"nn": "x" * 20_000}, {"nn": "y" * 20_000}])
    load()
    book = exported()
    assert book.cell("schemes", "naeringsfond", "covers.nn").value == cells.TOO_LONG
    book.put("schemes", "naeringsfond", "title.nn", "Ny tittel")
    [entry] = planned(book).entries
    assert [d.path for d in entry.differences] == ["title.nn"]
