"""Entries -> YAML: nothing is lost on the way out and in again."""

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.bootstrap import transactions
from app.catalogue import exporting, importing
from app.catalogue.commands import loading
from app.db.base import Base


def out_again(folder, tmp_path):
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        with transactions().begin(session) as uow:
            loading.load_catalogue(uow, loading.LoadCatalogue(bundle=importing.read_bundle(folder.path), actor="tests"))
        count = exporting.export(session, tmp_path / "out")
    engine.dispose()
    return count


def files(path):
    return {str(file.relative_to(path)): file.read_bytes() for file in path.rglob("*.yaml")}


@pytest.mark.parametrize("change", ["as it is", "CRLF", "comments", "byte order mark", "no last line end", "quotes"])
def test_what_was_loaded_comes_back_to_the_letter(folder, tmp_path, change) -> None:
    for kind in importing.TYPES:
        (file,) = (folder.path / kind).iterdir()
        raw = file.read_bytes()
        raw = {
            "as it is": raw,
            "CRLF": raw.replace(b"\n", b"\r\n"),
            "comments": "# Først ein merknad – æøå\n\n".encode() + raw.replace(b"\n", b"   # her\n", 1) + b"\n\n# sist",
            "byte order mark": b"\xef\xbb\xbf" + raw,
            "no last line end": raw.rstrip(),
            "quotes": raw.replace(b"confidence: high", b"'confidence':   \"high\""),
        }[change]
        file.write_bytes(raw)
    assert out_again(folder, tmp_path) == 4
    assert files(tmp_path / "out") == files(folder.path)


@pytest.mark.parametrize("kind", importing.TYPES)
def test_the_canonical_text_of_every_real_entry_reads_as_the_same_entry(bundle, kind) -> None:
    for key, loaded in bundle.entries[kind].items():
        assert importing.read_entry(kind, exporting.as_yaml(loaded.entry), key) == loaded.entry


@given(
    st.text(
        st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=["Cs", "Cc"]),
        min_size=1,
        max_size=40,
    )
)
def test_any_words_survive_the_canonical_text(examples, words: str) -> None:
    term = examples.term(also=[words], source={"nn": words})
    text = exporting.as_yaml(term)
    assert importing.read_entry("glossary", text, "x") == term
    assert yaml.safe_load(text)["source"]["nn"] == words or words == "null"


@pytest.mark.parametrize("kind", importing.TYPES)
def test_the_published_json_schema_accepts_right_entries_and_refuses_wrong_ones(examples, kind) -> None:
    schema = json.loads(exporting.schemas()[f"{kind}.schema.json"])
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    assert validator.is_valid(examples.value(kind))
    assert not validator.is_valid(examples.value(kind, colour="red"))
    assert not validator.is_valid(examples.value(kind, id="Not A Slug"))
