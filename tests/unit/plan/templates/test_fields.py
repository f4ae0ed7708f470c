"""Every field that is unknown and every one that is missing is named; what may have been meant is said."""

import io
import unicodedata

import pytest
from docx import Document

from app.plan.documents.templates.fields import FIELDS, REQUIRED, Matter, TemplateRefused, Wrong, check, nearest
from app.plan.documents.templates.opening import opened

from .making import changed, main, saved, template


def refused(data: bytes) -> set[tuple[Matter, str]]:
    with pytest.raises(TemplateRefused) as error:
        opened(data)
    return {(wrong.matter, wrong.text) for wrong in error.value.faults}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("saksnumer", "saksnummer"),
        ("Saksnummer", "saksnummer"),
        ("sak_nummer", "saksnummer"),
        ("aar", "år"),
        ("kommunen", "kommune"),
        ("oekonomi", "økonomi"),
        ("lokaltavsnitt", "lokalt_avsnitt"),
        ("budsjett_tabell", "budsjettabell"),
        ("rådmann", ""),
    ],
)
def test_a_field_that_is_nearly_right_is_recognised(written: str, meant: str) -> None:
    assert nearest(written) == meant


def test_unknown_and_missing_fields_are_all_told_at_once() -> None:
    assert set(check(["kommune", "saksnumer", "vedtak", "rådmann"])) == {
        Wrong(Matter.UNKNOWN, "saksnumer", "saksnummer"),
        Wrong(Matter.UNKNOWN, "rådmann"),
        Wrong(Matter.MISSING, "tittel"),
        Wrong(Matter.MISSING, "lokalt_avsnitt"),
    }


def test_all_fields_together_are_right_whichever_way_their_letters_are_stored() -> None:
    assert list(check(FIELDS)) == []
    assert list(check([unicodedata.normalize("NFD", name) for name in FIELDS])) == []
    assert set(REQUIRED) < set(FIELDS)


def test_fields_are_found_in_headers_and_in_pieces_as_word_stores_them() -> None:
    assert refused(template(header="{{ komune }}")) == {(Matter.UNKNOWN, "komune")}
    pieces = '{{ saks</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/></w:rPr><w:t>numer }}'
    assert refused(main(template("HER"), "HER", pieces)) == {(Matter.UNKNOWN, "saksnumer")}
    assert refused(template(title="{{ titel }}")) == {(Matter.UNKNOWN, "titel")}


@pytest.mark.parametrize(
    ("data", "matter"),
    [
        (template("{{ kommune"), Matter.NOT_CLOSED),
        (main(template("A", "B"), ">A<", ">{<"), None),
        (main(main(template("A", "B"), ">A<", ">{<"), ">B<", ">{ kommune }}<"), Matter.NOT_CLOSED),
        (main(template("A"), "<w:t>A", '<w:t xml:lang="{{ kommune }}">A'), Matter.MISPLACED),
        (main(template("A"), "<w:t>A", "<!-- {{ kommune }} --><w:t>A"), Matter.MISPLACED),
        (main(template("A"), "<w:t>A", "<w:instrText>{{ kommune }}</w:instrText><w:t>A"), Matter.MISPLACED),
        (template("{{ kommune }}" * 298), Matter.TOO_MANY),
        (main(template("A"), "<w:t>A", "<w:instrText> INCLUDETEXT a.docx</w:instrText><w:t>A"), Matter.FETCHES),
        (
            changed(
                template(),
                "word/_rels/document.xml.rels",
                lambda rels: rels.replace(
                    b"</Rel",
                    b'<Relationship Id="x" Type="a/image" Target="http://example.no/x.png" TargetMode="External"/></Rel',
                ),
            ),
            Matter.FETCHES,
        ),
        (
            changed(
                template(),
                "word/_rels/document.xml.rels",
                lambda rels: rels.replace(b"</Rel", b'<Relationship Id="x" Type="a/oleObject" Target="x.bin"/></Rel'),
            ),
            Matter.FETCHES,
        ),
    ],
)
def test_a_field_where_nothing_can_be_filled_in_is_told(data: bytes, matter: Matter | None) -> None:
    if matter is None:
        assert opened(data)
    else:
        assert matter in {found for found, _text in refused(data)}


def test_a_field_in_a_footnote_is_told_for_nothing_fills_it_in() -> None:
    notes = '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote><w:p><w:r><w:t>{{ kommune }}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    data = changed(template(), "word/footnotes.xml", lambda _part: notes.encode())
    assert refused(data) == {(Matter.MISPLACED, "kommune")}


def test_words_own_template_is_read_as_a_document() -> None:
    kind = b"wordprocessingml.%s.main+xml"
    data = changed(
        template(), "[Content_Types].xml", lambda types: types.replace(kind % b"document", kind % b"template")
    )
    with pytest.raises(ValueError, match="not a Word file"):
        Document(io.BytesIO(data))
    assert saved(Document(io.BytesIO(opened(data))))
