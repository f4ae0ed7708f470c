"""The form of an entry: what is typed is kept, published, proposed, merged."""

import msgspec
import pytest

from app.accounts.types import Role
from app.catalogue import queries
from app.catalogue.editing.blueprint import SECTION_OF
from app.catalogue.importing import TYPES
from app.catalogue.types import State
from app.web.runtime import db

from .conftest import fields

FUND = "/nn/arbeid/ordningar/vinje-naeringsfond"
PUBLIC = "/nn/ordningar/vinje-naeringsfond"
TOKKE = "/nn/arbeid/ordningar/tokke-naeringsfond"
NEW_PROMISE = "Få inntil 30 % av kostnaden dekt når du prøver noko nytt (2017)."


def test_the_form_saved_untouched_changes_nothing(own_app, editor) -> None:
    """Every field of every kind of entry survives the way out to the page and in again."""
    admin = editor(Role.ADMINISTRATOR)
    with own_app.app_context():
        before = {kind: {} for kind in TYPES}
        for kind, entry in queries.every_entry(db.session):
            if getattr(entry, "state", State.PUBLISHED) is State.PUBLISHED:
                before[kind][entry.id] = entry
    for kind, entries in before.items():
        for key in list(entries)[::9]:
            address = f"/nn/arbeid/{SECTION_OF[kind]}/{key}"
            assert admin.save(address).status_code == 303, address
            with own_app.app_context():
                assert queries.entry(db.session, kind, key) == entries[key]


def test_a_published_change_is_public_at_once_and_found_by_search(vinje, public) -> None:
    assert NEW_PROMISE not in public.get(PUBLIC).text
    assert vinje.save(FUND, promise__nn=NEW_PROMISE).status_code == 303
    assert NEW_PROMISE in public.get(PUBLIC).text
    found = public.get("/api/v1/schemes?q=prøver+noko+nytt+kostnaden&municipality=4036").get_json()
    assert "vinje-naeringsfond" in [item["id"] for item in found["items"][:3]]


def test_a_draft_is_not_public_until_it_is_published(vinje, public, said) -> None:
    answer = vinje.save(FUND, do="save", promise__nn=NEW_PROMISE)
    assert answer.status_code == 303
    assert NEW_PROMISE not in public.get(PUBLIC).text
    assert NEW_PROMISE in vinje.client.get(FUND).text
    assert NEW_PROMISE in said(vinje.client.get(f"{FUND}/utkast").text)
    assert vinje.save(FUND).status_code == 303
    assert NEW_PROMISE in public.get(PUBLIC).text


def test_a_mistake_is_told_at_its_field_and_nothing_typed_is_lost(vinje, public, said) -> None:
    answer = vinje.save(FUND, promise__nn="Kort.", amount__max="mykje", checked_on="31.2.2027")
    assert answer.status_code == 422
    page = said(answer.text)
    assert "«mykje» er ikkje eit heilt tal" in page
    assert "«31.2.2027» er ikkje ein dato" in page or "«31.2.2027» er ikkje ein dag" in page
    kept = fields(answer.text)
    assert (kept["promise-nn"], kept["amount-max"], kept["checked_on"]) == (["Kort."], ["mykje"], ["31.2.2027"])
    assert "mykje" in vinje.client.get(FUND).text, "the draft was kept"
    assert "Kort." not in public.get(PUBLIC).text


def test_the_rules_of_length_are_told_in_the_language_of_the_page(vinje, said) -> None:
    answer = vinje.save(FUND, promise__nn="Kort.")
    assert "Her er 1 ord. Det skal vere 6 til 14." in said(answer.text)
    assert 'aria-describedby="promise-nn-feil"' in answer.text


def test_rows_are_added_moved_and_taken_away_without_a_script(vinje) -> None:
    data = vinje.form(FUND)
    first, second = data["criteria-0-nn"], data["criteria-1-nn"]
    count = len([n for n in data if n.startswith("criteria-") and n.endswith("-nn")])
    added = fields(vinje.post(FUND, data, row="add:criteria").text)
    assert added[f"criteria-{count}-nn"] == [""]
    moved = fields(vinje.post(FUND, data, row="up:criteria:1").text)
    assert (moved["criteria-0-nn"], moved["criteria-1-nn"]) == (second, first)
    removed = fields(vinje.post(FUND, data, row="remove:criteria:0").text)
    assert removed["criteria-0-nn"] == second


@pytest.mark.parametrize("order", ["add:", "up:criteria:99", "remove:nothing:1", "x", "add:amount", "up:criteria:-1"])
def test_an_odd_order_for_rows_is_harmless(vinje, order) -> None:
    assert vinje.post(FUND, vinje.form(FUND), row=order).status_code == 200


def test_two_editors_of_different_fields_lose_nothing(vinje, editor, public) -> None:
    other = editor(Role.EDITOR, municipalities={"4036"})
    mine, theirs = vinje.form(FUND), other.form(FUND)
    other.post(FUND, theirs | {"promise-nn": NEW_PROMISE}, do="publish")
    answer = vinje.post(FUND, mine | {"amount-max": "77 000"}, do="publish")
    assert answer.status_code == 409
    merged = fields(answer.text)
    assert (merged["promise-nn"], merged["amount-max"]) == ([NEW_PROMISE], ["77\u00a0000"])
    assert vinje.post(FUND, merged, do="publish").status_code == 303
    page = public.get(PUBLIC).text
    assert NEW_PROMISE in page
    assert "77\u00a0000" in page


@pytest.mark.parametrize(
    ("choice", "stands"), [("mine", "Min lovnad er inntil 30 % til det meste (2017)."), ("theirs", NEW_PROMISE)]
)
def test_two_editors_of_the_same_field_see_both_texts_and_choose(vinje, editor, public, choice, stands) -> None:
    other = editor(Role.EDITOR, municipalities={"4036"})
    mine, theirs = vinje.form(FUND), other.form(FUND)
    other.post(FUND, theirs | {"promise-nn": NEW_PROMISE}, do="publish")
    answer = vinje.post(FUND, mine | {"promise-nn": "Min lovnad er inntil 30 % til det meste (2017)."}, do="publish")
    assert answer.status_code == 409
    assert NEW_PROMISE in answer.text
    assert "Min lovnad" in answer.text
    chosen = fields(answer.text) | {"choose-promise.nn": choice}
    assert vinje.post(FUND, chosen, do="publish").status_code == 303
    assert stands in public.get(PUBLIC).text


def test_a_double_press_publishes_once(vinje, own_app) -> None:
    data = vinje.form(FUND) | {"promise-nn": NEW_PROMISE}
    assert vinje.post(FUND, data, do="publish").status_code == 303
    assert vinje.post(FUND, data, do="publish").status_code in (303, 409)
    with own_app.app_context():
        history = queries.history(db.session, "schemes", "vinje-naeringsfond")
    assert [v.what for v in history].count("published") <= 2


def test_an_editor_of_vinje_cannot_touch_tokkes_own_entries_but_may_propose(vinje, own_app, said) -> None:
    page = vinje.client.get(TOKKE)
    assert "Du kan gjere framlegg" in said(page.text)
    answer = vinje.save(TOKKE, promise__nn=NEW_PROMISE)
    assert answer.status_code == 303
    with own_app.app_context():
        assert queries.scheme(db.session, "tokke-naeringsfond").scheme.promise.nn != NEW_PROMISE
        assert [p.path for p in queries.proposals(db.session)] == ["promise.nn"]


@pytest.mark.parametrize("step", ["utkast", "trykk", "adresse", "historie"])
def test_an_editor_of_vinje_is_refused_every_other_way_into_tokkes_entries(vinje, step) -> None:
    data = {"do": "stemmer", "number": "1", "key": "nytt"}
    assert vinje.post(f"{TOKKE}/{step}", data).status_code == 403


def test_an_entry_cannot_be_taken_over_by_giving_it_to_ones_own_municipality(vinje, editor, own_app) -> None:
    answer = vinje.post(FUND, vinje.form(FUND) | {"municipalities": ["4034"]}, do="publish")
    assert answer.status_code == 403
    with own_app.app_context():
        assert queries.scheme(db.session, "vinje-naeringsfond").scheme.municipalities == ["4036"]


def test_a_contributor_proposes_and_cannot_publish(editor, own_app) -> None:
    partner = editor(Role.CONTRIBUTOR, organisations={"innovasjon-norge"})
    address = "/nn/arbeid/ordningar/in-oppstartslan"
    assert partner.save(address, promise__nn=NEW_PROMISE).status_code == 303
    with own_app.app_context():
        assert queries.scheme(db.session, "in-oppstartslan").scheme.promise.nn != NEW_PROMISE
        assert len(queries.proposals(db.session)) == 1
    for post in (f"{address}/utkast", f"{address}/trykk", f"{address}/historie", "/nn/arbeid/ordningar/ny"):
        assert partner.post(post, {"do": "stemmer"}).status_code == 403


def test_a_new_entry_is_warned_about_twins_and_published(vinje, public, said, own_app) -> None:
    with own_app.app_context():
        twin = msgspec.to_builtins(queries.scheme(db.session, "vinje-naeringsfond").scheme)
    data = vinje.form(FUND) | {"key": "vinje-prøve", "number": "0"}
    refused = vinje.post("/nn/arbeid/ordningar/ny", data, do="save")
    assert refused.status_code == 422
    assert "Adressa kan ha små bokstavar" in said(refused.text)
    assert twin["title"]["nn"] in said(refused.text), "the twin is named"
    made = vinje.post("/nn/arbeid/ordningar/ny", data | {"key": "vinje-prove"}, do="publish")
    assert made.status_code == 303
    assert public.get("/nn/ordningar/vinje-prove").status_code == 200


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "javascript:alert(1)"]
)
def test_markup_in_any_field_is_shown_as_text(vinje, public, typed) -> None:
    data = vinje.form(FUND)
    filled = [name for name, values in data.items() if name.endswith("-nn") and values[0]]
    texts = {name: [f"{typed} og noko meir tekst her no"] for name in filled}
    answer = vinje.post(FUND, data | texts, do="save")
    assert answer.status_code == 303
    for address in (FUND, f"{FUND}/utkast"):
        page = vinje.client.get(address).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "7*7" in page or "7*7" not in typed
        assert ">49<" not in page


def test_giant_pastes_are_refused_with_a_sentence_and_kept_in_the_form(vinje, said) -> None:
    answer = vinje.post(FUND, vinje.form(FUND) | {"summary-nn": "ord " * 80_000}, do="save")
    assert answer.status_code == 422
    assert "Teksten er for lang" in said(answer.text)
    assert len(fields(answer.text)["summary-nn"][0]) > 300_000


def test_a_form_without_its_token_changes_nothing(vinje, own_app) -> None:
    data = vinje.form(FUND) | {"promise-nn": NEW_PROMISE, "do": "publish"}
    data.pop("csrf_token")
    assert vinje.client.post(FUND, data=data).status_code == 400
    with own_app.app_context():
        assert queries.scheme(db.session, "vinje-naeringsfond").scheme.promise.nn != NEW_PROMISE
