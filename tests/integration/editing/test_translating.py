"""“Lag utkast til bokmål”: by Apertium where it is, marked until a person has read it; else how to install it."""

import shutil
from pathlib import Path

import pytest

from app.catalogue.editing import translating

from .conftest import fields

FUND = "/nn/arbeid/ordningar/vinje-naeringsfond"
PUBLIC_NB = "/nb/ordningar/vinje-naeringsfond"
PROGRAM = """#!/bin/sh
[ "$1 $2" = "-u nno-nob" ] || exit 3
sed -e 's/ikkje/ikke/g' -e 's/Fondet/Fondet her/'
"""
EMPTIED = {"summary-nb": "", "promise-nb": ""}
MARK = "Omsett av maskin"


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in Apertium's place, alone on the path but for the shell's own."""
    place = tmp_path / "bin"
    place.mkdir()
    for name in ("sh", "sed", "sleep"):
        found = shutil.which(name)
        assert found
        (place / name).symlink_to(found)
    made = place / "apertium"
    made.write_text(PROGRAM)
    made.chmod(0o755)
    monkeypatch.setenv("PATH", str(place))
    return made


def test_what_lacks_in_bokmal_is_drafted_and_what_is_there_stands(vinje, program) -> None:
    before = vinje.form(FUND)
    answer = vinje.post(FUND, before | EMPTIED | {"summary-nn": "Fondet er ikkje stort."}, do="translate")
    assert answer.status_code == 200
    after = fields(answer.text)
    assert after["summary-nb"] == ["Fondet her er ikke stort."]
    assert after["promise-nb"] == [before["promise-nn"][0]]
    assert after["title-nb"] == before["title-nb"], "a text that a person wrote is left alone"
    assert set(after["unread"]) == {"promise-nb", "summary-nb"}
    assert MARK in answer.text
    assert MARK not in vinje.client.get(FUND).text, "nothing is saved"


def test_a_machines_text_is_marked_until_it_is_read_and_not_published_before(vinje, program, public, said) -> None:
    short = {"decided_by-nn": "Formannskapet vedtok ikkje retningslinene 18. mai 2017.", "decided_by-nb": ""}
    drafted = fields(vinje.post(FUND, vinje.form(FUND) | short, do="translate").text)
    refused = vinje.post(FUND, drafted, do="publish")
    assert refused.status_code == 422
    assert "Noko er omsett av maskin og ikkje lese" in said(refused.text)
    assert MARK in vinje.client.get(FUND).text, "the saved draft remembers"
    rows = fields(vinje.post(FUND, vinje.form(FUND), row="add:criteria").text)
    assert rows["unread"] == ["decided_by-nb"], "so does the form while rows come and go"
    read = fields(refused.text) | {"read": "decided_by-nb"}
    assert vinje.post(FUND, read, do="publish").status_code == 303
    assert "vedtok ikke retningslinene 18." in said(public.get(PUBLIC_NB).text)
    assert MARK not in vinje.client.get(FUND).text


@pytest.mark.parametrize("fault", ["exit 1", "cat", "sleep 9"])
def test_a_program_that_fails_loses_nothing(vinje, program, said, monkeypatch, fault) -> None:
    monkeypatch.setattr(translating, "SECONDS", 0.5)
    program.write_text(f"#!/bin/sh\n{fault}\n" if fault != "cat" else "#!/bin/sh\necho ein tekst\n")
    answer = vinje.post(FUND, vinje.form(FUND) | EMPTIED | {"summary-nn": "Ein ny tekst."}, do="translate")
    assert answer.status_code == 422
    assert "Omsetjaren svara ikkje." in said(answer.text)
    assert fields(answer.text)["summary-nn"] == ["Ein ny tekst."]


def test_where_the_program_is_not_installed_the_page_says_how_and_nothing_is_lost(vinje, program, said) -> None:
    program.unlink()
    page = vinje.client.get(FUND).text
    assert "krev pakkane apertium og apertium-nno-nob på tenaren" in said(page)
    button = page.split('value="translate"')[1].split(">")[0]
    assert "disabled" in button
    answer = vinje.post(FUND, vinje.form(FUND) | EMPTIED | {"summary-nn": "Ein ny tekst."}, do="translate")
    assert answer.status_code == 422
    assert "Installer pakkane apertium apertium-nno-nob" in said(answer.text)
    assert fields(answer.text)["summary-nn"] == ["Ein ny tekst."]


@pytest.mark.skipif(not translating.is_installed(), reason="apertium is not installed (apt install apertium-nno-nob)")
def test_the_real_program_writes_bokmal() -> None:
    assert translating.bokmal(["Eg veit ikkje kva det kostar.", "Kommunen gjev støtte."]) == [
        "Jeg vet ikke hva det koster.",
        "Kommunen gir støtte.",
    ]
