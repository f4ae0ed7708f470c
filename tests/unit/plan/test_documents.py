"""The small rules behind the documents: titles, dates, the drawing of the chart, and files that do not change by themselves."""

import io
import zipfile

import pytest

from app.plan.codes import Box
from app.plan.documents import chart, words
from app.plan.documents.outline import without_draft
from app.plan.documents.tables import title_in
from app.plan.documents.zips import steady
from app.plan.types import ChartBox, TitleVariant


@pytest.mark.parametrize(
    ("title", "final"),
    [
        ("Utkast til handlingsplan - oppfølging", "Handlingsplan - oppfølging"),
        ("UTKAST TIL plan", "Plan"),
        ("Regionplan 2026", "Regionplan 2026"),
        ("Utkastet", "Utkastet"),
        ("Draft action plan", "Action plan"),
    ],
)
def test_a_final_plan_is_not_called_a_draft(title, final) -> None:
    assert without_draft(title) == final


@pytest.mark.parametrize(
    ("date", "nn", "en"),
    [
        ("2025-06-17", "17. juni 2025", "17 June 2025"),
        ("2025-06", "juni 2025", "June 2025"),
        ("2025", "2025", "2025"),
        ("2026-H2", "andre halvår 2026", "second half of 2026"),
        ("2027-Q3", "3. kvartal 2027", "quarter 3 of 2027"),
    ],
)
def test_a_date_of_any_precision_has_words(date, nn, en) -> None:
    assert words.day(date, "nn") == nn
    assert words.day(date, "en") == en


def test_a_title_has_another_form_only_where_it_says_so() -> None:
    variants = [
        TitleVariant(text="Kort", where="Budsjettabellen i del 7"),
        TitleVariant(text="Anna", where="brødteksten"),
    ]
    assert title_in("Lang", variants, words.IN_YEAR_TABLE) == "Kort"
    assert title_in("Lang", variants, words.IN_PERIOD_TABLE) == "Lang"


KINDS = [(kind, str(kind)) for kind in Box]


def boxes(*found: tuple[str, Box, str | None]) -> list[ChartBox]:
    return [ChartBox(id=key, name=f"Gruppa for {key}", kind=kind, parent=parent) for key, kind, parent in found]


def test_every_box_has_a_place_of_its_own_inside_the_drawing() -> None:
    many = boxes(("styre", Box.STEERING, None), *((f"g{n}", Box.WORKING_GROUP, "styre") for n in range(8)))
    drawing = chart.draw(many, KINDS)
    assert len(drawing.boxes) == 9
    assert len(drawing.connections) == 8
    for n, one in enumerate(drawing.boxes):
        assert one.x >= 0 and one.x + one.width <= drawing.width
        assert one.y >= 0 and one.y + one.height <= drawing.height
        for other in drawing.boxes[n + 1 :]:
            apart = one.x + one.width <= other.x or other.x + other.width <= one.x
            assert apart or one.y + one.height <= other.y or other.y + other.height <= one.y


def test_a_box_is_as_high_as_its_name_needs_and_nobody_is_invented_as_its_parent() -> None:
    long = [
        ChartBox(id="a", name="Arbeidsgruppe for eit svært langt og omstendeleg namn", kind=Box.STAFF, parent="borte")
    ]
    drawing = chart.draw(long, KINDS)
    (box,) = drawing.boxes
    assert box.height >= 12 * len(box.lines)
    assert " ".join(box.lines) == long[0].name
    assert not drawing.connections


def test_the_same_content_is_the_same_archive_whenever_it_was_packed() -> None:
    packed = []
    for year in (1990, 2020):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr(zipfile.ZipInfo("a.xml", (year, 1, 1, 0, 0, 0)), "<a/>")
        packed.append(out.getvalue())
    assert packed[0] != packed[1]
    assert steady(packed[0]) == steady(packed[1])
    changed = zipfile.ZipFile(io.BytesIO(steady(packed[0], {"a.xml": lambda content: content + b"!"})))
    assert changed.read("a.xml") == b"<a/>!"
