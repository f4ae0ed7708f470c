"""`verkemiddel plan import`: says what it read, what it doubts and what differs; saves only what is accepted; refuses in a sentence."""

import io
import zipfile
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.cli import main
from app.plan import queries
from app.plan.documents.docx import write
from app.plan.documents.outline import action_plan
from app.plan.importing import compose
from app.plan.rules.whole import Whole

PLAN = "bygdevekst-vest-telemark"


class Desk:
    """A data folder, and the command over it."""

    def __init__(self, var: Path, folder: Path) -> None:
        self.var, self.folder = var, folder

    def plan(self) -> Whole:
        engine = create_engine(f"sqlite:///{self.var}/verkemiddel.sqlite")
        with Session(engine) as session:
            found = queries.whole(session, PLAN, 2025)
        engine.dispose()
        return found

    def reads(self, content: bytes, *options: str, name: str = "plan.docx") -> Result:
        file = self.folder / name
        file.write_bytes(content)
        return self.run(str(file), *options)

    def run(self, *options: str) -> Result:
        environ = {"VERKEMIDDEL_VAR": str(self.var), "VERKEMIDDEL_DATABASE_URL": None}
        return CliRunner().invoke(main, ["plan", "import", *options], env=environ)


@pytest.fixture
def desk(own_app, tmp_path) -> Desk:
    return Desk(own_app.extensions["app.runtime"].settings.var, tmp_path)


@pytest.fixture
def altered(desk) -> bytes:
    """The plan with another meeting and another partner."""
    whole = desk.plan()
    first, *rest = whole.edition.meetings
    edition = msgspec.structs.replace(
        whole.edition, meetings=[msgspec.structs.replace(first, date="2025-06-13"), *rest]
    )
    measures = [
        msgspec.structs.replace(m, partners=[*m.partners, "KS"]) if m.id == "gron-region" else m for m in whole.measures
    ]
    return write(action_plan(compose(whole.plan, edition, whole.goals, measures, whole.ledger), final=False))


def test_our_own_document_is_no_change(desk) -> None:
    done = desk.reads(write(action_plan(desk.plan(), final=False)))
    assert done.exit_code == 0
    assert done.output.splitlines()[-1].startswith("0 part(s) differ, ")
    assert "Nothing was changed." in done.output
    assert "Changed" not in done.output


def test_what_differs_is_told_beside_what_the_plan_holds_and_nothing_is_saved(desk, altered) -> None:
    before = desk.plan()
    done = desk.reads(altered)
    assert done.exit_code == 0
    assert "Changed          measure-gron-region" in done.output
    assert "Changed          meetings" in done.output
    assert "“11. juni 2025” -> “13. juni 2025”" in done.output
    assert "2 part(s) differ" in done.output
    assert desk.reads(altered, "--accept", "all", "--dry-run").exit_code == 0
    assert desk.plan() == before


def test_only_an_accepted_part_is_saved_and_the_rest_still_differs(desk, altered) -> None:
    done = desk.reads(altered, "--accept", "meetings")
    assert done.exit_code == 0
    assert "took in 1 part(s): meetings" in done.output
    after = desk.plan()
    assert after.edition.meetings[0].date == "2025-06-13"
    assert "KS" not in after.measures_by_id["gron-region"].partners
    assert "1 part(s) differ" in desk.reads(altered).output
    assert desk.reads(altered, "--accept", "all").exit_code == 0
    assert "0 part(s) differ" in desk.reads(altered).output


def test_a_part_that_does_not_differ_cannot_be_taken_in_and_the_choice_is_told(desk, altered) -> None:
    before = desk.plan()
    done = desk.reads(altered, "--accept", "log", "--accept", "meetings")
    assert done.exit_code == 1
    assert "These parts cannot be taken in: log." in done.stderr
    assert "Those that can: measure-gron-region, meetings." in done.stderr
    assert desk.plan() == before


def _zip(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


BAD = {
    "a PDF": (b"%PDF-1.7 ...", "This is a PDF. Open the plan in Word, and save it as .docx."),
    "a .doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "save it as .docx without a password."),
    "a zip": (_zip(a=b"hei"), "The file is a zip file, not a Word document. Send a .docx file."),
    "an .odt": (_zip(mimetype=b"x", **{"content.xml": b"<a/>"}), "Open it, and save it as .docx."),
    "nothing": (b"", "The file is empty. Choose another file."),
    "text": ("Delmål 1".encode(), "The file is not a Word document. Send a .docx file."),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_ends_in_one_line_that_says_what_to_do(desk, kind) -> None:
    content, sentence = BAD[kind]
    done = desk.reads(content, "--accept", "all")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert sentence in done.stderr
    assert done.stderr.strip().endswith("Nothing was changed.")


def test_a_file_that_is_not_there_or_a_plan_that_is_not_known_is_told(desk, altered) -> None:
    missing = desk.run(str(desk.folder / "none.docx"))
    assert missing.exit_code == 1
    assert "none.docx cannot be read: No such file or directory." in missing.stderr
    other = desk.reads(altered, "--plan", "nokon")
    assert other.exit_code == 1
    assert f"There is: {PLAN} 2025." in other.stderr
    assert desk.reads(altered, "--year", "2031").exit_code == 1
