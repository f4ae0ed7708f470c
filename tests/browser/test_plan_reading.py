"""A leader sends in a plan from Word in a real browser: sees it beside the plan, takes in two parts and not the third."""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.accounts.types import Role
from app.plan import queries
from app.plan.documents.docx import write
from app.plan.documents.outline import action_plan
from app.plan.importing import compose
from app.plan.rules.whole import Whole
from tests.conftest import build_app, closing, make_settings
from tests.people import People
from tests.unit.plan.reading import rough, sources

from .test_accessible import LOOKS
from .test_work_pages import faults_on

PLAN = "bygdevekst-vest-telemark"
PAGE = f"/nn/arbeid/plan/{PLAN}/les-inn"


def the_plan(var: Path) -> Whole:
    engine = create_engine(f"sqlite:///{var}/verkemiddel.sqlite")
    with Session(engine) as session:
        found = queries.whole(session, PLAN, 2025)
    engine.dispose()
    return found


@pytest.fixture
def files(served_var: Path, tmp_path: Path) -> dict[str, Path]:
    """The plan as it is, with three changes, and written so that much of it is in doubt; and a file that is none."""
    whole = the_plan(served_var)
    first, *rest = whole.edition.meetings
    edition = msgspec.structs.replace(
        whole.edition, meetings=[msgspec.structs.replace(first, date="2025-06-13"), *rest]
    )
    measures = [
        msgspec.structs.replace(m, partners=[*m.partners, "KS"]) if m.id == "gron-region" else m for m in whole.measures
    ]
    goals = [
        msgspec.structs.replace(g, main_objective="Nok av gode bustader.") if g.number == 1 else g for g in whole.goals
    ]
    altered = compose(whole.plan, edition, goals, measures, whole.ledger)
    contents = {
        "same": write(action_plan(whole, final=False)),
        "altered": write(action_plan(altered, final=False)),
        "doubtful": rough.Gathered(sources.of_plan(altered)).write(),
        "none": b"%PDF-1.7 ...",
    }
    found = {name: tmp_path / f"{name}.docx" for name in contents}
    for name, content in contents.items():
        found[name].write_bytes(content)
    return found


@pytest.fixture(scope="module")
def cookie(base: str, served_var: Path) -> str:
    with closing(build_app(make_settings(served_var, base_url=base))) as app:
        people = People(app)
        found = people.signed_in(Role.LEADER).get_cookie(people.cookie)
        assert found
        return found.value


@pytest.fixture
def leader(chromium: Browser, base: str, cookie: str) -> Iterator[Page]:
    context = chromium.new_context(base_url=base, viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "verkemiddel", "value": cookie, "url": base}])
    yield context.new_page()
    context.close()


def send(page: Page, file: Path) -> None:
    page.goto(PAGE)
    page.get_by_label("Word-fila").set_input_files(file)
    page.get_by_role("button", name="Les fila").click()


def part(page: Page, text: str) -> Locator:
    return page.locator(".reading__parts > li").filter(has_text=text)


def test_two_parts_are_taken_in_a_third_is_not_and_the_history_shows_it(leader, files, served_var) -> None:
    before = the_plan(served_var)
    send(leader, files["altered"])
    expect(leader.locator(".lead")).to_contain_text("3 delar er endra, 0 er nye")
    meeting = part(leader, "Møtedatoar").locator(".beside")
    expect(meeting).to_contain_text(re.compile(r"I planen\s*11\. juni 2025\s*I dokumentet\s*13\. juni 2025"))
    expect(part(leader, "Grøn region").locator(".beside ins")).to_contain_text("KS")
    assert the_plan(served_var) == before
    for text in ("Møtedatoar", "Grøn region"):
        part(leader, text).get_by_label("Ta inn").check()
    leader.get_by_role("button", name="Lagre det som er valt").click()
    expect(leader.locator(".said")).to_contain_text("2 delar av dokumentet er lagra i planen.")
    expect(leader.locator(".lead")).to_contain_text("1 delar er endra, 0 er nye")
    expect(part(leader, "Nok av gode bustader.")).to_have_count(1)
    after = the_plan(served_var)
    assert after.edition.meetings[0].date == "2025-06-13"
    assert after.measures_by_id["gron-region"].partners[-1] == "KS"
    assert after.goals == before.goals
    leader.goto(f"/nn/arbeid/plan/{PLAN}/historie")
    expect(leader.locator("main")).to_contain_text("altered.docx")


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def test_axe_finds_no_violation_in_any_state_and_nothing_scrolls_sideways(leader, files, look) -> None:
    width, scheme = look
    leader.set_viewport_size({"width": width, "height": 900})
    leader.emulate_media(color_scheme=scheme)
    leader.goto(PAGE)
    found = {"form": faults_on(leader)}
    for name, file in files.items():
        send(leader, file)
        expect(leader.locator("main")).to_contain_text("PDF" if name == "none" else "linjer er usikre")
        for fold in leader.locator("main details:not([open]) > summary").all():
            fold.click()
        found[name] = faults_on(leader)
    assert {name: faults for name, faults in found.items() if faults} == {}
