"""What the analysis must join, keep apart and take to pieces, with a table of words and without."""

import threading
from pathlib import Path

import pytest
import yaml

from app.kernel.errors import Faulty
from app.search.language import lexicon as lexicons
from app.search.language.analysis import STOP, Analyser, Token
from app.search.language.words import Entry, write

ROOT = Path(__file__).resolve().parents[4]
DATA = ROOT / "catalogue_data"


def noun(form: str, key: str, *, lemma: bool = False, left: str = "") -> tuple[str, Entry]:
    return form, Entry((key,), int(lemma), left, key)


WORDS = [
    noun("traktor", "traktor", lemma=True, left="traktor"),
    noun("traktorane", "traktor"),
    noun("hamn", "havn", lemma=True, left="havn"),
    noun("havn", "havn", lemma=True, left="havn"),
    noun("havnene", "havn"),
    noun("avgift", "avgift", lemma=True),
    noun("kulturminnefond", "kulturminnefond", lemma=True),
    ("hamne", Entry(("havn",), 0, "havn", "")),
    ("havne", Entry(("havn",), 0, "havn", "")),
    ("epost", Entry(("epost",), 1, "", "epost")),
    ("støte", Entry(("støte",), 1, "", "")),
    ("støtte", Entry(("støtte", "støte"), 1, "støtte", "støtte")),
]


@pytest.fixture(scope="module", params=["table", "rules"])
def analyser(request, tmp_path_factory):
    table = tmp_path_factory.mktemp("words") / "t.words"
    if request.param == "table":
        write(table, WORDS)
    return Analyser(DATA / "lexicon.yaml", table)


@pytest.fixture(scope="module")
def with_table(tmp_path_factory):
    table = tmp_path_factory.mktemp("words") / "t.words"
    write(table, WORDS)
    return Analyser(DATA / "lexicon.yaml", table)


def keys(analyser, text, lang="nn"):
    return {key for token in analyser.tokens(text, lang) for key in token.keys}


@pytest.mark.parametrize(
    ("nn", "nb"),
    [
        ("tilskot", "tilskudd"),
        ("tilskota", "tilskuddene"),
        ("verksemder", "virksomheter"),
        ("bustaden", "boligen"),
        ("søkjarane", "søkere"),
        ("rekneskapet", "regnskapet"),
        ("bustadtilskot", "boligtilskuddet"),
        ("løyve", "tillatelse"),
        ("vidaregåande skular", "videregående skole"),
    ],
)
def test_both_norms_share_a_key(analyser, nn, nb):
    assert keys(analyser, nn) & keys(analyser, nb, "nb")


@pytest.mark.parametrize(
    ("norwegian", "english"), [("tilskot", "grants"), ("flyktning", "refugees"), ("gard", "farms")]
)
def test_english_meets_norwegian_in_a_concept_of_the_lexicon(analyser, norwegian, english):
    assert keys(analyser, norwegian) & keys(analyser, english, "en")


def test_the_last_key_of_an_english_word_is_its_stem(analyser):
    assert all(token.keys[-1].startswith("en:") for token in analyser.tokens("grants for farmers in Vinje", "en"))


@pytest.mark.parametrize(
    ("habit", "usual"),
    [
        ("bustad tilskot", "bustadtilskot"),
        ("lønns tilskudd", "lønstilskot"),
        ("naering", "næring"),
        ("stoette", "støtte"),
        ("laan", "lån"),
        ("huspanken", "Husbanken"),
        ("TILSKOT", "tilskot"),
    ],
)
def test_spelling_habits_do_not_matter(analyser, habit, usual):
    assert keys(analyser, habit) & keys(analyser, usual)


def test_a_word_with_a_hyphen_is_the_word_without(with_table):
    assert keys(with_table, "e-post") & keys(with_table, "epost")


def test_a_compound_that_nobody_has_seen_shares_the_key_of_its_twin(with_table):
    assert keys(with_table, "hamneavgift") & keys(with_table, "havneavgift", "nb")
    (token,) = with_table.tokens("hamneavgift", "nn")
    assert {"~havn"} < set(token.parts)


def test_the_parts_of_a_compound_are_found_in_either_norm(analyser):
    (token,) = analyser.tokens("boligtilskudd", "nb")
    assert {"bustad", "tilskot"} <= set(token.parts)


@pytest.mark.parametrize("word", ["tilskot", "tilsegn", "verkemiddel", "opplæring", "oppstart", "nettverk", "prosjekt"])
def test_words_that_only_look_like_compounds_stay_whole(analyser, word):
    assert analyser.split(word) == ()


def test_a_word_of_the_field_is_not_taken_for_an_inflection_of_another(with_table):
    assert "~støte" not in keys(with_table, "støtte")


@pytest.mark.parametrize(
    "text", ["", " ", "🙂", "\u200f", "---", "<b>", "og " * 300, "a" * 10_000, "\x00", "ﬁ", "e-", "-e-"]
)
def test_any_text_is_answered_with_tokens_inside_it(analyser, text):
    for lang in ("nn", "nb", "en"):
        for token in analyser.tokens(text, lang):
            assert isinstance(token, Token)
            assert 0 <= token.start < token.end <= len(text)
            assert token.keys


def test_the_table_changes_the_fingerprint(tmp_path):
    write(tmp_path / "t.words", WORDS)
    with_it, without = (Analyser(DATA / "lexicon.yaml", table) for table in (tmp_path / "t.words", None))
    assert with_it.fingerprint != without.fingerprint
    (tmp_path / "t.words").write_bytes(b"broken")
    assert Analyser(DATA / "lexicon.yaml", tmp_path / "t.words").fingerprint == without.fingerprint


def test_threads_get_what_one_thread_gets(analyser):
    text = "Tilskot til hamneavgift, bustad tilskot og e-post for søkjarane i vidaregåande skular " * 5
    alone = analyser.tokens(text, "nn")
    fresh = Analyser(DATA / "lexicon.yaml")
    expected = fresh.tokens(text, "nn")
    results = []
    threads = [threading.Thread(target=lambda: results.append(fresh.tokens(text, "nn"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 8
    assert analyser.tokens(text, "nn") == alone


def strings(value, lang="nn"):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from strings(inner, name if name in ("nn", "nb", "en") else lang)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, lang)
    elif isinstance(value, str):
        yield lang, value


def test_no_word_of_the_catalogue_is_without_a_key():
    analyser = Analyser(DATA / "lexicon.yaml")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    keyless = {
        token.surface
        for path in DATA.rglob("*.yaml")
        for lang, text in strings(yaml.load(path.read_text("utf-8"), loader))
        for token in analyser.tokens(text, lang)
        if not token.keys or not all(key.strip("~:_") for key in token.keys)
    }
    assert keyless == set()


def test_every_form_of_the_lexicon_has_its_concept():
    analyser = Analyser(DATA / "lexicon.yaml")
    astray = [
        form
        for line in lexicons.read(DATA / "lexicon.yaml")
        for lang, forms in (("nn", line.nn), ("nb", [*line.nb, *line.also, *line.slips]), ("en", line.en))
        for form in forms
        if not all(line.key in token.keys for token in analyser.tokens(form, lang))
    ]
    assert astray == []


def written(tmp_path, *lines):
    path = tmp_path / "lexicon.yaml"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["- {nb: [x]}"], "line 1"),
        (["# head", "- {nn: [a]}", "- {nn: [a]}"], "line 3: `a` stands on line 2 already"),
        (["- {nn: [bil], slips: [bål]}", "- {nn: [bål]}"], "line 1: the slip `bål` is a right word on line 2"),
        (["- {nn: [bil], parts: [b, il], nosplit: true}"], "line 1: `bil` has both parts and nosplit"),
        (["- {nn: [bil], near: [buss 3]}"], "line 1: `buss 3`: how near is a figure from 0.1 to 2.0"),
        (["- {nn: [bil], finds: [Bil]}"], "line 1: `bil` is said to be near itself"),
        (["- {nn: ['!']}"], "line 1: `nn: !` holds no word"),
        (["nn: [a]"], "is not a list"),
        (["- {nn: ["], "lexicon.yaml"),
    ],
)
def test_a_fault_of_the_lexicon_is_told_by_its_line(tmp_path, lines, said):
    with pytest.raises(Faulty) as refused:
        lexicons.read(written(tmp_path, *lines))
    assert any(said in str(fault) for fault in refused.value.faults)


def test_near_goes_both_ways_and_finds_goes_one(tmp_path):
    path = written(tmp_path, "- {nn: [kurs], near: [skule 0.5], finds: [plan]}", "- {nn: [skule]}", "- {nn: [plan]}")
    lexicon = Analyser(path).lexicon
    assert lexicon.near == {"kurs": ("skule", "plan"), "skule": ("kurs",)}
    assert lexicon.weight("kurs", "skule") == lexicon.weight("skule", "kurs") == 0.5
    assert lexicon.weight("kurs", "plan") == 1.0


def test_stop_words_are_folded_words_in_lower_case():
    assert all(word == word.lower() and word.isalpha() for word in STOP)
