"""What the reader's spelling and language must not decide: the same thing has the same key."""

from pathlib import Path

import pytest

from app.kernel.errors import Faulty
from app.search.language.analysis import Analyser
from app.search.language.lexicon import read

ROOT = Path(__file__).resolve().parents[4]
LEXICON = ROOT / "catalogue_data" / "lexicon.yaml"


@pytest.fixture(scope="module")
def rules() -> Analyser:
    """The analysis as it is where no table of words was built."""
    return Analyser(LEXICON)


def keys(analyser: Analyser, text: str, lang: str) -> set[str]:
    return {key for token in analyser.tokens(text, lang) for key in token.keys}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("nynorsk", "bokmaal"),
    [
        ("tilskot", "tilskudd"),
        ("bustader", "boliger"),
        ("verksemda", "virksomheten"),
        ("rettleiing", "veiledning"),
        ("søkjarar", "søkere"),
    ],
)
def test_the_two_norms_meet_in_a_key(rules: Analyser, nynorsk: str, bokmaal: str) -> None:
    assert keys(rules, nynorsk, "nn") & keys(rules, bokmaal, "nb")


@pytest.mark.parametrize(("english", "norwegian"), [("grant", "tilskot"), ("loan", "lån"), ("housing", "bustad")])
def test_english_meets_norwegian_in_a_concept(rules: Analyser, english: str, norwegian: str) -> None:
    assert keys(rules, english, "en") & keys(rules, norwegian, "nn")


def test_what_stands_apart_is_also_read_as_one_word(rules: Analyser) -> None:
    assert keys(rules, "bustad tilskot", "nn") & keys(rules, "bustadtilskot", "nn")


def test_a_token_says_where_it_stands(rules: Analyser) -> None:
    text = "Søk om lån, straks."
    assert [text[t.start : t.end] for t in rules.tokens(text, "nn")] == ["Søk", "om", "lån", "straks"]


def test_different_things_keep_different_keys(rules: Analyser) -> None:
    assert not keys(rules, "lån", "nn") & keys(rules, "løn", "nn")
    assert not keys(rules, "gard", "nn") & keys(rules, "garanti", "nn")


def test_every_word_of_the_catalogue_has_a_key(rules: Analyser) -> None:
    text = " ".join(path.read_text("utf-8") for path in sorted((ROOT / "catalogue_data" / "schemes").glob("s*.yaml")))
    assert [token.surface for token in rules.tokens(text, "nn") if not token.keys] == []


@pytest.mark.parametrize("content", [b"", b"\x00" * 64, b"not a table", b"\xff" * 4_096])
def test_a_spoilt_table_is_passed_over(content: bytes, tmp_path: Path, rules: Analyser) -> None:
    (tmp_path / "x.words").write_bytes(content)
    analyser = Analyser(LEXICON, tmp_path / "x.words")
    assert not analyser.has_table
    assert keys(analyser, "bustadtilskot", "nn") == keys(rules, "bustadtilskot", "nn")


def test_a_fault_in_the_lexicon_is_named(tmp_path: Path) -> None:
    (tmp_path / "lexicon.yaml").write_text("- {nn: [fjøs], nb: [fjøs]}\n- {nb: [låve]}\n", "utf-8")
    with pytest.raises(Faulty) as refused:
        read(tmp_path / "lexicon.yaml")
    assert all(fault.file == "lexicon.yaml" for fault in refused.value.faults)
