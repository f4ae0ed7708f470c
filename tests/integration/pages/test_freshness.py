"""What a reader and a program are told about how fresh a scheme is."""

from datetime import date

import pytest

from app.bootstrap import catch_up
from app.catalogue.freshness import commands
from app.catalogue.freshness.rules import Part
from app.search import follow
from app.web.runtime import db
from tests.conftest import TODAY, build_app, closing, load_into, make_settings

KEY = "naeringsfond"
WORDS = {
    "nn": ("Ikkje stadfesta sidan 2023", "Stadfesta 24.\u00a0november 2026"),
    "nb": ("Ikke bekreftet siden 2023", "Bekreftet 24.\u00a0november 2026"),
    "en": ("Not confirmed since 2023", "Confirmed 24\u00a0November 2026"),
}


@pytest.fixture
def small_app(folder, tmp_path):
    """An app over one scheme with old sources, whose contact is borrowed from its provider."""
    from app.catalogue.importing import read_bundle

    folder.put("schemes", amount={"max": 5_000}, checked_on="2024-01-01", source_date="2023")
    config = make_settings(tmp_path / "var")
    config.var.mkdir()
    load_into(config.database_url, read_bundle(folder.path))
    with closing(build_app(config)) as app:
        with app.app_context():
            catch_up(db.session, app.extensions["app.runtime"].index, TODAY)
        yield app


def confirm(app, **changes) -> list[int]:
    values = {"kind": "schemes", "key": KEY, "on": TODAY, "account": 7, "actor": "account:7"} | changes
    with app.app_context(), app.extensions["app.runtime"].transactions.begin(db.session) as uow:
        return commands.confirm(uow, commands.ConfirmParts(**values))


@pytest.mark.parametrize("lang", WORDS)
def test_an_overdue_part_fades_and_says_since_when(small_app, tree, lang) -> None:
    page = tree(small_app.test_client().get(f"/{lang}/ordningar/{KEY}"))
    said = [" ".join(e.itertext()) for e in page.root.iter("span") if "stamp--stale" in (e.get("class") or "")]
    assert said
    assert set(said) == {WORDS[lang][0]}
    assert page.all("dd", class_="stale")


@pytest.mark.parametrize("lang", WORDS)
def test_a_confirmation_is_seen_at_once_on_a_page_that_was_kept(small_app, lang) -> None:
    client = small_app.test_client()
    address = f"/{lang}/ordningar/{KEY}"
    assert WORDS[lang][0] in client.get(address).text
    confirm(small_app)
    text = client.get(address).text
    assert WORDS[lang][0] not in text
    assert WORDS[lang][1] in text


def test_a_taken_back_confirmation_is_gone_from_the_page(small_app) -> None:
    client = small_app.test_client()
    numbers = confirm(small_app)
    client.get(f"/nn/ordningar/{KEY}")
    with small_app.app_context(), small_app.extensions["app.runtime"].transactions.begin(db.session) as uow:
        commands.withdraw(uow, commands.WithdrawConfirmations(ids=numbers, actor="account:7"))
    assert WORDS["nn"][0] in client.get(f"/nn/ordningar/{KEY}").text


def test_the_day_alone_makes_a_part_overdue(folder, tmp_path, small_app) -> None:
    days = [date(2027, 12, 8), date(2027, 12, 9)]
    confirm(small_app)
    config = small_app.extensions["app.runtime"].settings
    with closing(build_app(config, today=lambda: days[0])) as app:
        client = app.test_client()
        fresh = client.get(f"/nn/ordningar/{KEY}").text
        days.pop(0)
        stale = client.get(f"/nn/ordningar/{KEY}").text
    since = "Ikkje stadfesta sidan 24.\u00a0november 2026"
    assert since not in fresh
    assert since in stale


def test_a_borrowed_contact_is_as_fresh_as_the_providers(small_app) -> None:
    client = small_app.test_client()
    assert client.get(f"/api/v1/schemes/{KEY}").json["freshness"]["contact"]["confirmed_on"] == "2026-11-23"
    confirm(small_app, kind="organisations", key="kommunen")
    assert client.get(f"/api/v1/schemes/{KEY}").json["freshness"]["contact"]["by"] == "person"
    assert WORDS["nn"][1] in client.get("/nn/aktorar/kommunen").text


def test_the_api_tells_each_part(small_app) -> None:
    confirm(small_app, parts=[Part.DEADLINE])
    found = small_app.test_client().get(f"/api/v1/schemes/{KEY}").json["freshness"]
    assert found["amount"] == {"confirmed_on": "2023", "by": "source", "next_check": "2024-12-31", "overdue": True}
    assert found["deadline"] == {
        "confirmed_on": "2026-11-24",
        "by": "person",
        "next_check": "2027-11-24",
        "overdue": False,
    }


def test_a_closed_scheme_has_nothing_that_can_go_stale(client, bundle) -> None:
    closed = [
        k for k, i in bundle.entries["schemes"].items() if i.entry.status == "closed" and i.entry.state == "published"
    ]
    for key in closed[:3]:
        assert client.get(f"/api/v1/schemes/{key}").json["freshness"] == {}
        assert "stamp" not in client.get(f"/nn/ordningar/{key}").text
    assert closed


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("nn", "lenge sidan det vart stadfesta"),
        ("nb", "lenge siden det ble bekreftet"),
        ("en", "confirmed a long time ago"),
    ],
)
def test_an_overdue_part_fades_in_the_list_too_until_it_is_confirmed(small_app, lang, words) -> None:
    client = small_app.test_client()
    card = client.get(f"/{lang}/ordningar").text
    assert "hit__fact stale" in card
    assert "hit__deadline stale" in card
    assert words in card
    confirm(small_app)
    with small_app.app_context():
        follow.note(db.session, KEY)
        db.session.commit()
        catch_up(db.session, small_app.extensions["app.runtime"].index, TODAY)
    card = client.get(f"/{lang}/ordningar").text
    assert " stale" not in card
    assert words not in card
