"""The schema: from nothing to the newest, alike on both databases, and what the models say."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.bootstrap import transactions
from app.catalogue import importing, queries
from app.catalogue.commands import loading
from app.catalogue.models import SchemeAlias, SchemeRow
from app.db import migrate
from app.db.base import Base


def test_an_empty_database_becomes_what_the_models_say(engine) -> None:
    migrate.upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []


def test_constraints_have_the_names_of_the_convention(engine) -> None:
    migrate.upgrade(engine)
    found = inspect(engine)
    assert {key["name"] for key in found.get_foreign_keys("scheme")} >= {"fk_scheme_provider_id_organisation"}
    assert {index["name"] for index in found.get_indexes("scheme")} >= {"ix_scheme_provider_id", "ix_scheme_state"}
    if engine.dialect.name == "postgresql":
        assert found.get_pk_constraint("scheme")["name"] == "pk_scheme"


def test_upgrading_twice_does_nothing(engine) -> None:
    migrate.upgrade(engine)
    before = inspect(engine).get_table_names()
    migrate.upgrade(engine)
    assert inspect(engine).get_table_names() == before


def test_there_is_one_newest_revision() -> None:
    assert len(ScriptDirectory(str(migrate.SCRIPTS)).get_heads()) == 1


def test_down_and_up_again_with_data(engine, folder) -> None:
    folder.put("schemes", aliases=["gammal"])
    for _ in range(2):
        migrate.upgrade(engine)
        with Session(engine) as session:
            with transactions().begin(session) as uow:
                bundle = importing.read_bundle(folder.path)
                loading.load_catalogue(uow, loading.LoadCatalogue(bundle=bundle, actor="tests"))
            assert queries.scheme_behind(session, "gammal") == "naeringsfond"
        command.downgrade(migrate.config(engine), "base")
        assert set(inspect(engine).get_table_names()) <= {"alembic_version"}


def test_an_upgrade_that_fails_half_way_leaves_nothing(engine, monkeypatch) -> None:
    from alembic import op

    real = op.create_table

    def fails_late(name, *columns, **options):
        if name == "scheme_alias":
            raise RuntimeError("power cut")
        return real(name, *columns, **options)

    with monkeypatch.context() as patch, pytest.raises(RuntimeError):  # noqa: PT012
        patch.setattr(op, "create_table", fails_late)
        migrate.upgrade(engine)
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    migrate.upgrade(engine)
    assert "scheme_alias" in inspect(engine).get_table_names()


def test_the_database_itself_refuses_a_scheme_without_a_provider(engine, examples) -> None:
    migrate.upgrade(engine)
    entry = examples.scheme()
    with Session(engine) as session:
        session.add(SchemeRow(id="x", entry=entry, source_text="", state=entry.state, provider_id="nobody"))
        with pytest.raises(IntegrityError):
            session.commit()


def test_an_instant_keeps_its_zone(engine, folder) -> None:
    migrate.upgrade(engine)
    with Session(engine) as session:
        with transactions().begin(session) as uow:
            loading.load_catalogue(uow, loading.LoadCatalogue(bundle=importing.read_bundle(folder.path), actor="tests"))
        session.expire_all()
        assert queries.scheme(session, "naeringsfond").updated_at.utcoffset().total_seconds() == 0
        assert session.scalars(select(SchemeAlias)).all() == []


def test_what_was_there_before_histories_has_a_first_version(engine, folder) -> None:
    migrate.upgrade(engine)
    with Session(engine) as session, transactions().begin(session) as uow:
        bundle = importing.read_bundle(folder.path)
        loading.load_catalogue(uow, loading.LoadCatalogue(bundle=bundle, actor="tests"))
    command.downgrade(migrate.config(engine), "0001")
    migrate.upgrade(engine)
    with Session(engine) as session:
        for kind, entries in bundle.entries.items():
            for key, loaded in entries.items():
                assert queries.published_number(session, kind, key) == 1
                assert importing.check_value(kind, queries.content_at(session, kind, key, 1), key) == loaded.entry
