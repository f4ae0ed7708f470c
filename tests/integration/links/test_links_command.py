"""`verkemiddel links check`, and what an editor sees of it."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from app.bootstrap import transactions
from app.catalogue import importing
from app.catalogue.commands import loading
from app.catalogue.links import commands, queries
from app.catalogue.links.addresses import addresses
from app.catalogue.links.models import LinkRow
from app.catalogue.links.verdicts import NOTES, Judged, Note, Verdict
from app.db.base import Base
from app.kernel.text import LANGS

from .conftest import status, to

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def session():
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()


def load(session, folder) -> None:
    with transactions().begin(session) as uow:
        bundle = importing.read_bundle(folder.path)
        loading.load_catalogue(uow, loading.LoadCatalogue(bundle=bundle, actor="tests"))


def record(session, *found: Judged, now: datetime = NOW) -> None:
    with transactions().begin(session) as uow:
        commands.record(uow, found, now)


def dead(url: str) -> Judged:
    return Judged(url=url, verdict=Verdict.DEAD, note=Note.GONE, status=404)


def well(url: str) -> Judged:
    return Judged(url=url, verdict=Verdict.OK, note=Note.NONE, status=200)


def sources(*urls: str) -> list[dict[str, str]]:
    return [{"url": url} for url in urls]


def test_every_address_of_an_entry_is_found_with_its_field(examples) -> None:
    entry = examples.scheme(
        apply_url="https://a.example/",
        contacts=[{"name": {"nn": "Kontoret"}, "url": "https://b.example/"}],
        examples=[{"kind": "single", "text": {"nn": "Ei sak."}, "source": "https://c.example/"}],
        sources=sources("https://d.example/", "https://e.example/"),
    )
    assert dict(addresses(entry)) == {
        "apply_url": "https://a.example/",
        "contacts[0].url": "https://b.example/",
        "examples[0].source": "https://c.example/",
        "sources[0].url": "https://d.example/",
        "sources[1].url": "https://e.example/",
    }
    assert dict(addresses(examples.organisation(homepage="https://f.example/"))) == {"homepage": "https://f.example/"}


def test_a_repaired_link_is_cleared_and_one_that_stays_bad_keeps_its_first_day(session, folder) -> None:
    folder.put("schemes", sources=sources("https://a.example/", "https://b.example/"))
    load(session, folder)
    record(session, dead("https://a.example/"), dead("https://b.example/"))
    record(session, dead("https://a.example/"), well("https://b.example/"), now=NOW + timedelta(days=7))
    (left,) = queries.to_mend(session, NOW)
    assert (left.url, left.since) == ("https://a.example/", NOW)
    record(session, dead("https://b.example/"), now=NOW + timedelta(days=14))
    assert {one.since for one in queries.to_mend(session, NOW)} == {NOW, NOW + timedelta(days=14)}


def test_an_address_that_two_entries_name_is_shown_at_both_and_one_that_none_names_at_none(session, folder) -> None:
    folder.put("schemes", sources=sources("https://a.example/"))
    folder.put("practice", sources=sources("https://a.example/"))
    load(session, folder)
    record(session, dead("https://a.example/"), dead("https://old.example/"))
    assert [(one.kind, one.key, one.field) for one in queries.to_mend(session, NOW)] == [
        ("practice", "bygdebutikken", "sources[0].url"),
        ("schemes", "naeringsfond", "sources[0].url"),
    ]
    with transactions().begin(session) as uow:
        assert commands.forget_others(uow, queries.every_address(session)) == 1
    assert session.scalars(select(LinkRow.url)).all() == ["https://a.example/"]


def test_each_editor_sees_the_links_they_answer_for(session, folder) -> None:
    folder.put("schemes", sources=sources("https://a.example/"))
    load(session, folder)
    record(session, dead("https://a.example/"))
    assert queries.to_mend(session, NOW, ["4036"], [])
    assert queries.to_mend(session, NOW, [], ["kommunen"])
    assert queries.to_mend(session, NOW, ["4034"], ["nokon-annan"]) == []


def test_uncertain_is_shown_after_a_month_but_a_wall_never(session, folder) -> None:
    folder.put("schemes", sources=sources("https://wall.example/", "https://slow.example/"))
    load(session, folder)
    wall = Judged(url="https://wall.example/", verdict=Verdict.UNCERTAIN, note=Note.WALL, status=403)
    slow = Judged(url="https://slow.example/", verdict=Verdict.UNCERTAIN, note=Note.SLOW)
    record(session, wall, slow)
    record(session, wall, slow, now=NOW + timedelta(days=29))
    assert queries.to_mend(session, NOW + timedelta(days=29)) == []
    assert [one.url for one in queries.to_mend(session, NOW + timedelta(days=30))] == ["https://slow.example/"]


def test_the_longest_unchecked_come_first_and_drafts_not_at_all(session, folder) -> None:
    folder.put("schemes", sources=sources("https://a.example/", "https://b.example/", "https://c.example/"))
    folder.put("schemes", id="utkast", state="draft", sources=sources("https://draft.example/"))
    folder.put("practice", sources=sources("https://c.example/"))
    load(session, folder)
    record(session, well("https://a.example/"), now=NOW)
    record(session, well("https://b.example/"), now=NOW - timedelta(days=1))
    assert queries.every_address(session) == ["https://c.example/", "https://b.example/", "https://a.example/"]


def test_a_very_long_address_is_kept_like_any_other(session) -> None:
    url = "https://a.example/" + "æ" * 20_000
    record(session, dead(url))
    assert session.scalars(select(LinkRow.url)).all() == [url]


def test_every_note_has_words_in_three_languages() -> None:
    assert set(NOTES) == {note.value for note in Note}
    for words in NOTES.values():
        assert all(getattr(words, lang) for lang in LANGS)


# -- the command -----------------------------------------------------------------------------------


@pytest.fixture
def site_in_entries(folder, site, verkemiddel):
    """A catalogue whose entries name pages of a site on loopback."""
    site.pages |= {"/gone": status(404), "/old": to("/ok")}
    folder.put("schemes", apply_url=site.url("/gone"), sources=sources(site.url("/old")))
    folder.put("practice", sources=sources(site.url("/ok")))
    done = verkemiddel("catalogue", "load", str(folder.path))
    assert done.returncode == 0, done.stderr
    return site


def kept(tmp_path) -> dict[str, tuple[str, bool]]:
    with sqlite3.connect(tmp_path / "var" / "verkemiddel.sqlite") as connection:
        rows = connection.execute("SELECT url, verdict, first_seen_bad FROM link_check").fetchall()
    connection.close()
    return {url: (verdict, bad is not None) for url, verdict, bad in rows}


def test_the_command_tells_what_to_mend_and_ends_well(verkemiddel, site_in_entries, tmp_path) -> None:
    site = site_in_entries
    done = verkemiddel("links", "check")
    assert done.returncode == 0, done.stderr
    assert f"dead      schemes/naeringsfond apply_url: {site.url('/gone')} (the page no longer exists)" in done.stdout
    assert f"schemes/naeringsfond sources[0].url: {site.url('/old')} -> {site.url('/ok')}" in done.stdout
    assert "1 ok · 1 moved · 0 uncertain · 1 dead" in done.stdout
    assert kept(tmp_path) == {
        site.url("/ok"): ("ok", False),
        site.url("/old"): ("moved", True),
        site.url("/gone"): ("dead", True),
    }
    assert {agent for *_, agent in site.visits} == {
        "Mozilla/5.0 (compatible; Verkemiddel link check; +http://127.0.0.1:8000/)"
    }
    site.pages["/gone"] = status(200)
    assert verkemiddel("links", "check").returncode == 0
    assert kept(tmp_path)[site.url("/gone")] == ("ok", False)


def test_in_production_this_machine_is_never_asked(verkemiddel, site_in_entries) -> None:
    production = {"VERKEMIDDEL_ENVIRONMENT": "production", "VERKEMIDDEL_SECRET_KEY": "x" * 40}
    done = verkemiddel("links", "check", **production)
    assert done.returncode == 0, done.stderr
    assert "0 ok · 0 moved · 3 uncertain · 0 dead" in done.stdout
    assert site_in_entries.visits == []


def test_at_most_so_many_and_the_rest_the_next_time(verkemiddel, site_in_entries, tmp_path) -> None:
    for seen in (1, 2, 3):
        done = verkemiddel("links", "check", "--most", "1")
        assert done.returncode == 0
        assert "2 addresses were not reached this time" in done.stdout
        assert len(kept(tmp_path)) == seen


@pytest.mark.parametrize("option", [("--most", "0"), ("--seconds", "x")])
def test_a_bad_option_is_a_sentence(verkemiddel, option) -> None:
    done = verkemiddel("links", "check", *option)
    assert done.returncode == 2
    assert option[0] in done.stderr


def test_a_database_without_tables_is_a_sentence(verkemiddel) -> None:
    done = verkemiddel("links", "check")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
