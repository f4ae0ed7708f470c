"""Loading, with a bare session: what is written, heard and reported."""

from datetime import date

import pytest
from sqlalchemy import func, select

from app.audit.log import AuditRow
from app.catalogue import indexing, queries
from app.catalogue.commands import loading
from app.catalogue.models import SchemeAlias, SchemeRow
from app.kernel.errors import Missing
from app.search.follow import Change


def heard(session, since: int = 0) -> set[str]:
    """What the change log names after the row `since`."""
    return set(session.scalars(select(Change.key).where(Change.number > since)))


def now(session) -> int:
    return session.scalar(select(func.max(Change.number))) or 0


def test_a_first_load_adds_everything_and_writes_who_did_it(session, folder, load) -> None:
    report = load()
    assert report.added.total() == 4
    assert not report.changed
    assert not report.unchanged
    rows = session.scalars(select(AuditRow)).all()
    assert {(row.kind, row.actor, row.data["key"]) for row in rows} >= {("EntryAdded", "kari", "naeringsfond")}
    assert "naeringsfond" in heard(session)


def test_a_second_load_changes_nothing_at_all(session, folder, load) -> None:
    load()
    before = [(r.id, r.revision, r.updated_at) for r in session.scalars(select(SchemeRow))]
    reached = now(session)
    report = load()
    assert report.unchanged.total() == 4
    assert not report.added
    assert not report.changed
    assert [(r.id, r.revision, r.updated_at) for r in session.scalars(select(SchemeRow))] == before
    assert len(session.scalars(select(AuditRow)).all()) == 4
    assert now(session) == reached


def test_a_changed_entry_is_counted_stored_and_heard(session, folder, load) -> None:
    load()
    reached = now(session)
    folder.put("schemes", status="closed")
    assert load().changed == {"schemes": 1}
    assert queries.scheme(session, "naeringsfond").scheme.status == "closed"
    assert heard(session, reached) == {"naeringsfond"}
    assert session.get(SchemeRow, "naeringsfond").revision == 2


def test_a_load_that_fails_at_its_last_entry_leaves_nothing_of_the_others(session, folder, load, monkeypatch) -> None:
    load()
    reached = now(session)
    folder.put("organisations", homepage="https://kommunen.example")
    for kind in ("schemes", "glossary", "practice"):
        folder.put(kind, confidence="low")
    real = loading.fill

    def fails_last(row, entry, **more) -> None:
        if entry.id == "bygdebutikken":
            raise RuntimeError("power cut")
        real(row, entry, **more)

    with monkeypatch.context() as patch, pytest.raises(RuntimeError):  # noqa: PT012
        patch.setattr(loading, "fill", fails_last)
        load()
    session.expire_all()
    assert queries.scheme(session, "naeringsfond").scheme.confidence == "high"
    assert queries.organisations(session)["kommunen"].homepage is None
    assert now(session) == reached


def test_an_entry_without_a_file_is_kept_and_named(session, folder, load) -> None:
    folder.put("schemes", id="gammal")
    load()
    (folder.path / "schemes" / "gammal.yaml").unlink()
    assert load().not_in_files == {"schemes": ["gammal"]}
    assert queries.scheme(session, "gammal")


def test_a_draft_is_stored_but_not_public(session, folder, load) -> None:
    folder.put("schemes", state="draft")
    load()
    assert session.get(SchemeRow, "naeringsfond") is not None
    assert queries.schemes(session) == {}
    with pytest.raises(Missing):
        queries.scheme(session, "naeringsfond")


def test_a_published_scheme_that_becomes_a_draft_leaves_the_search(session, folder, load) -> None:
    load()
    reached = now(session)
    folder.put("schemes", state="draft")
    load()
    assert list(indexing.load(session, ["naeringsfond"], date(2026, 11, 24))) == []
    assert heard(session, reached) == {"naeringsfond"}


def test_an_alias_leads_to_its_scheme_and_can_move_to_another(session, folder, load) -> None:
    folder.put("schemes", id="a", aliases=["gammal", "eldre"])
    folder.put("schemes", id="b", aliases=["tredje"])
    load()
    assert [queries.scheme_behind(session, x) for x in ("gammal", "eldre", "tredje")] == ["a", "a", "b"]
    folder.put("schemes", id="a", aliases=["tredje"])
    folder.put("schemes", id="b", aliases=["gammal"])
    load()
    assert [queries.scheme_behind(session, x) for x in ("gammal", "eldre", "tredje")] == ["b", None, "a"]
    assert len(session.scalars(select(SchemeAlias)).all()) == 2


def test_an_alias_of_a_draft_leads_nowhere(session, folder, load) -> None:
    folder.put("schemes", aliases=["gammal"], state="draft")
    load()
    assert queries.scheme_behind(session, "gammal") is None


def test_a_provider_with_a_new_name_is_heard_for_each_of_its_schemes(session, folder, load) -> None:
    folder.put("schemes", id="b")
    load()
    reached = now(session)
    folder.put("organisations", homepage="https://kommunen.example")
    load()
    assert heard(session, reached) >= {"b", "naeringsfond"}


def test_a_partner_with_a_new_name_is_heard_for_the_schemes_it_takes_part_in(session, folder, load) -> None:
    """The partner's name stands in the search document (`indexing._texts`), so the document is no longer right."""
    folder.put("organisations", id="fylket")
    folder.put("schemes", partners=["fylket"])
    load()
    reached = now(session)
    folder.put("organisations", id="fylket", name={"nn": "Fylkeskommunen"})
    load()
    assert "naeringsfond" in heard(session, reached)


def test_entries_that_are_in_no_index_are_heard_by_kind_and_name(session, folder, load) -> None:
    load()
    reached = now(session)
    folder.put("glossary", confidence="low")
    folder.put("practice", confidence="low")
    load()
    assert heard(session, reached) == {"glossary/eigenkapital", "practice/bygdebutikken"}


def test_the_document_of_a_scheme_says_what_its_entry_says(examples) -> None:
    scheme = examples.scheme(general="nasjonal", keywords=["sau"], status="paused")
    made = indexing.document(scheme, {"kommunen": examples.organisation()}, date(2026, 11, 24), 0)
    assert (made.key, made.general) == ("naeringsfond", "nasjonal")
    assert made.facets["municipality"] == made.facets["place"] == ("4036",)
    assert made.facets["status"] == ("paused",)
    assert "sau" in made.texts["en"]["tags"]
    assert "The municipality" in made.texts["en"]["provider"]
    national = indexing.document(examples.scheme(level="national", municipalities="all"), {}, date(2026, 11, 24), 0)
    assert len(national.facets["municipality"]) == 6
    assert national.facets["place"] == ()
