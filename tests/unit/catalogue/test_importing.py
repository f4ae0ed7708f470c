"""catalogue_data -> entries: what is right is read, and each fault is named by file, field and reason."""

import pytest

from app.catalogue import importing
from app.catalogue.importing import LARGEST_FILE, read_bundle, read_entry
from app.kernel.errors import Fault, Faulty

FUND = "schemes/naeringsfond.yaml"


def faults_of(folder) -> list[Fault]:
    with pytest.raises(Faulty) as caught:
        read_bundle(folder.path)
    return caught.value.faults


def one_fault(folder) -> tuple[str, str, str]:
    found = faults_of(folder)
    assert len(found) == 1, found
    return found[0]


def test_a_right_folder_is_read_whole(folder) -> None:
    bundle = read_bundle(folder.path)
    assert {kind: list(entries) for kind, entries in bundle.entries.items()} == {
        "organisations": ["kommunen"],
        "schemes": ["naeringsfond"],
        "glossary": ["eigenkapital"],
        "practice": ["bygdebutikken"],
    }


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"colour": "red"}, "", "has the unknown field colour"),
        ({"provider": None}, "", "lacks provider"),
        ({"level": "galactic"}, "level", "is “galactic”; expected one of local, national, regional"),
        ({"kinds": ["grant", "gold"]}, "kinds[1]", "is “gold”; expected one of"),
        ({"kinds": "grant"}, "kinds", "is “grant”; expected a list"),
        ({"kinds": []}, "kinds", "is empty"),
        ({"title": "Fond"}, "title", "is “Fond”; expected a group of fields"),
        ({"title": {"nb": "Fond"}}, "title", "lacks nn"),
        ({"title": {"nn": "Fond", "se": "Foanda"}}, "title", "has the unknown field se"),
        ({"steps": [{"nn": 7}, {"nn": "Send."}]}, "steps[0].nn", "is “7”; expected text"),
        ({"municipalities": ["0301"]}, "municipalities[0]", "is “0301”; expected one of"),
        ({"checked_on": "23.11.2026"}, "checked_on", "is “23.11.2026”, which has the wrong form"),
        ({"deadline": {"type": "dated", "dates": ["2026-02-30"]}}, "deadline.dates[0]", "is not a day of the calendar"),
        ({"sources": []}, "sources", "is empty"),
        ({"general": "naeringsfond"}, "general", "is the scheme itself"),
    ],
)
def test_a_wrong_field_is_named_with_its_file_and_what_was_expected(folder, change, field, reason) -> None:
    folder.put("schemes", **change)
    file, where, words = one_fault(folder)
    assert (file, where) == (FUND, field)
    assert reason in words


def test_an_id_is_a_slug(folder) -> None:
    file = folder.put("glossary", id="Eigen kapital")
    file, where, words = one_fault(folder)
    assert (file, where) == ("glossary/Eigen kapital.yaml", "id")
    assert "which has the wrong form" in words


def test_a_sum_of_the_wrong_type_is_named_where_it_stands(folder) -> None:
    folder.put("schemes", amount={"max": "mykje", "share_percent": 150})
    where = {fault.field for fault in faults_of(folder)}
    assert {"amount.max", "amount.share_percent"} <= where or where == {"amount"}


def test_every_fault_of_every_file_is_told_at_once(folder) -> None:
    folder.put("schemes", level="x", status="y")
    folder.put("glossary", confidence="z")
    folder.write("practice", "bygdebutikken.yaml", "a: [")
    assert {(f.file, f.field) for f in faults_of(folder)} >= {
        (FUND, "level"),
        (FUND, "status"),
        ("glossary/eigenkapital.yaml", "confidence"),
    }


def test_a_key_that_stands_twice_is_a_fault_on_its_line(folder) -> None:
    folder.write("glossary", "eigenkapital.yaml", "id: eigenkapital\nconfidence: high\nid: annan\n")
    assert one_fault(folder) == (
        "glossary/eigenkapital.yaml",
        "line 3",
        "is not valid YAML: the key “id” stands twice",
    )


def test_a_key_that_is_no_word_is_a_fault(folder) -> None:
    folder.write("glossary", "eigenkapital.yaml", "id: eigenkapital\n1: x\n")
    assert "the key 1 is not a word" in one_fault(folder)[2]


@pytest.mark.parametrize("word", ["no", "yes", "on", "off", "nei", "2026-11-23", "true"])
def test_words_stay_words(folder, word) -> None:
    """YAML 1.1 reads a bare `no` as false: the country code and the answer are words here. So are dates."""
    text = folder.put("glossary").read_text("utf-8").replace("id:", f"also: [{word}]\nid:", 1)
    folder.write("glossary", "eigenkapital.yaml", text)
    assert read_bundle(folder.path).entries["glossary"]["eigenkapital"].entry.also == [word]


@pytest.mark.parametrize(
    ("text", "where", "reason"),
    [
        (b"id: [", "line 2", "is not valid YAML"),
        (b"id: a\n\tb: c\n", "line 2", "is not valid YAML"),
        (b"id: a\n---\nid: b\n", "line 2", "is not valid YAML"),
        (b"", "", "expected a group of fields"),
        (b"- a\n- b\n", "", "expected a group of fields"),
        (b"id: \xff\n", "", "is not UTF-8 text (byte 4)"),
        ("id: æ".encode("utf-16"), "", "is not UTF-8 text (byte 0)"),
        (b"id: \x01\n", "", "is not valid YAML"),
        (b"# " + b"x" * LARGEST_FILE, "", f"at most {LARGEST_FILE}"),
    ],
)
def test_a_file_that_is_no_entry_at_all_is_named(folder, text, where, reason) -> None:
    folder.write("practice", "bygdebutikken.yaml", text)
    file, field, words = one_fault(folder)
    assert (file, field) == ("practice/bygdebutikken.yaml", where)
    assert reason in words


def test_a_file_has_the_name_of_its_id(folder) -> None:
    folder.put("glossary").rename(folder.path / "glossary" / "annan.yaml")
    assert one_fault(folder) == ("glossary/annan.yaml", "id", "is “eigenkapital”; it must be the file's name, “annan”")


def test_a_file_name_that_does_not_end_in_yaml_is_a_fault(folder) -> None:
    folder.put("glossary").rename(folder.path / "glossary" / "eigenkapital.yml")
    assert one_fault(folder) == ("glossary/eigenkapital.yml", "", "the file name must end in .yaml")


def test_a_folder_in_the_place_of_a_file_is_a_fault(folder) -> None:
    (folder.path / "glossary" / "mappe.yaml").mkdir()
    assert one_fault(folder)[0] == "glossary/mappe.yaml"


def test_an_empty_folder_is_a_fault(tmp_path) -> None:
    with pytest.raises(Faulty) as caught:
        read_bundle(tmp_path)
    assert "no entries found" in str(caught.value.faults[0])


@pytest.mark.parametrize(
    ("kind", "change", "where", "missing"),
    [
        ("schemes", {"provider": "ukjend"}, "provider", "organisations/"),
        ("schemes", {"partners": ["kommunen", "ukjend"]}, "partners[1]", "organisations/"),
        ("schemes", {"general": "ukjend"}, "general", "schemes/"),
        ("schemes", {"related": [{"id": "ukjend", "how": "before"}]}, "related[0].id", "schemes/"),
        ("glossary", {"see_also": [{"term": "eigenkapital"}, {"term": "ukjend"}]}, "see_also[1]", "glossary/"),
        ("glossary", {"see_also": [{"organisation": "ukjend"}]}, "see_also[0]", "organisations/"),
        ("practice", {"schemes": ["ukjend"]}, "schemes[0]", "schemes/"),
    ],
)
def test_a_reference_to_an_entry_that_is_not_there_is_named(folder, kind, change, where, missing) -> None:
    file = folder.put(kind, **change)
    found = one_fault(folder)
    assert found == (f"{kind}/{file.name}", where, f"names “ukjend”, which is not in {missing}")


def test_an_alias_leads_to_one_scheme_only(folder) -> None:
    folder.put("schemes", id="a", aliases=["gammal"])
    folder.put("schemes", id="b", aliases=["gammal"])
    assert one_fault(folder) == ("schemes/b.yaml", "aliases[0]", "“gammal” already leads to a")


def test_an_alias_is_not_the_id_of_another_scheme(folder) -> None:
    folder.put("schemes", id="b", aliases=["naeringsfond"])
    assert one_fault(folder) == ("schemes/b.yaml", "aliases[0]", "“naeringsfond” already leads to naeringsfond")


def test_drafts_are_read_and_keep_their_state(folder) -> None:
    folder.put("schemes", state="draft")
    assert read_bundle(folder.path).entries["schemes"]["naeringsfond"].entry.state == "draft"


def test_an_unchanged_file_is_not_parsed_again(folder, monkeypatch) -> None:
    bundle = read_bundle(folder.path)
    known = {(kind, key): item for kind, entries in bundle.entries.items() for key, item in entries.items()}
    folder.put("glossary", confidence="low")
    parsed: list[str] = []
    read = importing.read_entry
    monkeypatch.setattr(importing, "read_entry", lambda k, t, name: parsed.append(name) or read(k, t, name))
    again = read_bundle(folder.path, known)
    assert parsed == ["glossary/eigenkapital.yaml"]
    assert again.entries["glossary"]["eigenkapital"].entry.confidence == "low"


def test_a_fault_reads_as_one_line(folder) -> None:
    folder.put("schemes", level="x\ny")
    assert all("\n" not in str(fault) for fault in faults_of(folder))


def test_an_entry_by_itself_is_checked_the_same_way(examples) -> None:
    with pytest.raises(Faulty) as caught:
        read_entry("glossary", "id: x", "x.yaml")
    assert str(caught.value.faults[0]) == "x.yaml: (whole file): lacks term, definition, source, confidence"


@pytest.mark.parametrize("kind", ["organisations", "practice"])
def test_the_day_it_was_checked_is_a_day_in_every_kind_of_entry(folder, kind) -> None:
    folder.put(kind, checked_on="2026-13-45")
    assert one_fault(folder)[1] == "checked_on"


def test_an_id_has_no_line_end_in_it(folder) -> None:
    folder.put("schemes", aliases=["gammal\n"])
    assert one_fault(folder)[1] == "aliases[0]"
