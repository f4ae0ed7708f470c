"""What cannot be read, asked for or pasted in the money grid is told where it stands, and nothing is saved."""

from collections.abc import Callable

import pytest
from flask import Flask

from app.accounts.types import Role
from tests.people import People

from .money_grid import PAGE, Leader, Stored, cell


@pytest.fixture
def leader(people: People) -> Callable[[], Leader]:
    return lambda: Leader(people, people.signed_in(Role.LEADER))


@pytest.fixture
def stored(own_app: Flask) -> Stored:
    return Stored(own_app)


# -- bad input ---------------------------------------------------------------------------------------

BAD = {
    "1.200.000": "Skriv 1 200 000 i staden for «1.200.000».",
    "1 mill": "Skriv 1 000 000 i staden for «1 mill».",
    "1,2 mill": "Skriv 1 200 000 i staden for «1,2 mill».",
    "-5": "Beløpet kan ikkje vere mindre enn 0.",
    "1000000000000000": "Beløpet er for stort.",
    "1200,50": "«1200,50» har desimalar.",
    "mykje": "«mykje» er ikkje eit beløp.",
    "31.2.2026": "«31.2.2026» ser ut som ein dato.",
    "=SUM(A1:A3)": "Ruta reknar ikkje ut formlar.",
    "–": "Ein strek kan vere 0 eller ikkje oppgjeve.",
    "1.200": "kan lesast på to måtar",
    "12 00": "skil ikkje tusen",
    "1\t2": "Her er fleire tal i same rute.",
    "<script>": "er ikkje eit beløp",
    "9" * 300: "Beløpet er for stort.",
}


@pytest.mark.parametrize("typed", BAD, ids=lambda typed: typed[:20])
def test_bad_input_is_told_at_the_cell_and_nothing_is_saved(leader, stored, typed) -> None:
    me, before = leader().open(), len(stored.versions())
    me.write(cell("kompetanse", 2027), "1 100 000").write(cell("bustader", 2026), typed)
    answer = me.save()
    assert answer.status_code == 422
    assert BAD[typed] in answer.text.replace("\u00a0", " ").replace("&lt;", "<").replace("&gt;", ">")
    assert answer.text.count('aria-invalid="true"') == 1
    assert me.form[me.name(cell("bustader", 2026))] == typed
    assert me.value(cell("kompetanse", 2027)) == "1 100 000"
    assert stored(cell("kompetanse", 2027)) == 1_000_000
    assert len(stored.versions()) == before
    assert me.write(cell("bustader", 2026), "4 900 000").save().status_code == 303
    assert stored(cell("kompetanse", 2027)) == 1_100_000


def test_a_cell_that_the_plan_cannot_have_is_refused_and_what_was_typed_is_shown(leader, stored) -> None:
    before = len(stored.versions())
    for key in ("ukjent//2026/state_cofinancing/planned/nok", "bustader//1999/state_cofinancing/planned/nok", "x"):
        me = leader().open()
        me.form[f"cell:{key}@0"] = "123"
        answer = me.save()
        assert answer.status_code == 422
        assert "«123»" in answer.text
    assert len(stored.versions()) == before


@pytest.mark.parametrize(
    "query",
    ["kjelde=ukjent", "aar=1999", "slag=x", "eining=euro", "tabell=x", "utgave=1999", "aar=x", "kjelde=%00"],
)
def test_an_address_that_asks_for_nothing_that_there_is(leader, query) -> None:
    assert leader().client.get(f"{PAGE}?{query}").status_code == 404


# -- a block from a spreadsheet, without a script ------------------------------------------------------


def block(rows: int, columns: int) -> str:
    return "".join("\t".join(f"{r + 1} {c:03d}" for c in range(columns)) + "\r\n" for r in range(rows))


def test_a_pasted_table_fills_the_grid_and_is_saved_afterwards(leader, stored) -> None:
    me = leader().open()
    answer = me.save(do="paste", block=block(3, 4))
    assert answer.status_code == 200
    assert "ikkje lagra enno" in answer.text
    assert me.value(cell("kompetanse", 2028)) == "3 003"
    assert stored(cell("kompetanse", 2028)) == 400_000
    assert me.save().status_code == 303
    assert stored(cell("kompetanse", 2028)) == 3_003


@pytest.mark.parametrize("shape", [(1, 4), (4, 4), (3, 5), (3, 3), (2, 2), (300, 40), (1000, 1)])
def test_a_block_of_the_wrong_shape_is_refused_and_nothing_is_touched(leader, stored, shape) -> None:
    me, before = leader().open(), len(stored.versions())
    me.write(cell("bustader", 2026), "4 900 000")
    answer = me.save(do="paste", block=block(*shape))
    assert answer.status_code == 422
    assert f"Du la inn {shape[0]} × {shape[1]}. Tabellen her har 3 × 4 ruter (rader × kolonnar)." in answer.text
    assert me.value(cell("bustader", 2026)) == "4 900 000"
    assert me.value(cell("bustader", 2027)) == "4 000 000"
    assert len(stored.versions()) == before


def test_ragged_rows_nothing_at_all_and_words_are_refused(leader) -> None:
    me = leader().open()
    assert "ikkje like lange" in me.save(do="paste", block="1\t2\n3\n4\t5").text
    assert "Lim inn tala" in me.save(do="paste", block="").text
    words = me.save(do="paste", block="ein\t2\t3\t4\n1\t2\t3\t4\n1\t2\t3\t4")
    assert words.status_code == 422
    assert "«ein» er ikkje eit beløp." in words.text
