"""Confirming an import: exactly what was shown, all or nothing, and taken back with one press."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.catalogue import queries
from app.catalogue.commands import presses
from app.catalogue.commands.presses import Press, Undo
from app.catalogue.spreadsheets import commands
from app.catalogue.spreadsheets.commands import ImportRows, KeepPreview, NotImported
from app.kernel.errors import Missing, Refused

from .conftest import say

KEY = "naeringsfond"


def anything(_entry) -> bool:
    return True


@pytest.fixture
def book(load, exported):
    load()
    return exported()


@pytest.fixture
def kept(session, do):
    def run(file) -> str:
        found = commands.compare(session, file.saved(), say)
        return do(commands.keep_preview, KeepPreview(actor="kari", file_name="ark.xlsx", compared=found)).id

    return run


@pytest.fixture
def seen(session):
    """The plan as its sender sees it."""
    return lambda number: commands.plan_of(session, commands.kept(session, number, "kari"), anything)


def command(number, digest, **changes) -> ImportRows:
    return ImportRows(**{"actor": "kari", "number": number, "digest": digest, "may_edit": anything} | changes)


@pytest.fixture
def refused(do):
    def run(what: ImportRows) -> str:
        with pytest.raises(Refused) as caught:
            do(commands.import_rows, what)
        return caught.value.code

    return run


def test_what_was_shown_is_saved_in_one_batch_and_one_press_takes_it_back(session, book, kept, seen, do) -> None:
    book.put("schemes", KEY, "title.nn", "Nytt namn")
    book.put("glossary", "eigenkapital", "also", "eigne pengar")
    before = dict(queries.every_entry(session))
    number = kept(book)
    assert dict(queries.every_entry(session)) == before  # nothing until it is confirmed
    done = do(commands.import_rows, command(number, seen(number).digest))
    assert [(v.kind, v.key, v.what, v.reason) for v in done] == [
        ("schemes", KEY, "imported", "ark.xlsx"),
        ("glossary", "eigenkapital", "imported", "ark.xlsx"),
    ]
    assert queries.scheme(session, KEY).scheme.title.nn == "Nytt namn"
    do(presses.undo, Undo(actor="kari", batch=done[0].batch))
    assert dict(queries.every_entry(session)) == before


def test_a_new_organisation_and_the_scheme_that_names_it_come_in_together(session, book, kept, seen, do) -> None:
    from .test_planning import add_new

    add_new(book)
    number = kept(book)
    assert len(do(commands.import_rows, command(number, seen(number).digest))) == 2
    assert queries.scheme(session, "nytt-fond").scheme.provider == "ny-aktor"


def test_a_double_press_saves_once(book, kept, seen, do) -> None:
    book.put("schemes", KEY, "title.nn", "Nytt namn")
    number = kept(book)
    what = command(number, seen(number).digest)
    do(commands.import_rows, what)
    with pytest.raises(Missing):
        do(commands.import_rows, what)


def test_one_fault_saves_nothing(session, book, kept, seen, refused) -> None:
    book.put("schemes", KEY, "title.nn", "Nytt namn")
    book.put("glossary", "eigenkapital", "confidence", "kanskje")
    number = kept(book)
    assert refused(command(number, seen(number).digest)) == NotImported.HAS_FAULTS
    assert queries.scheme(session, KEY).scheme.title.nn != "Nytt namn"


def test_an_error_half_way_saves_nothing(session, book, kept, seen, do, monkeypatch) -> None:
    book.put("schemes", KEY, "title.nn", "Nytt namn")
    book.put("glossary", "eigenkapital", "also", "eigne pengar")
    number = kept(book)
    real = commands.store

    def fails_late(uow, kind, entry, made):
        if kind == "glossary":
            raise RuntimeError("power cut")
        return real(uow, kind, entry, made)

    monkeypatch.setattr(commands, "store", fails_late)
    with pytest.raises(RuntimeError):
        do(commands.import_rows, command(number, seen(number).digest))
    assert queries.scheme(session, KEY).scheme.title.nn != "Nytt namn"
    assert commands.kept(session, number, "kari")


@pytest.mark.parametrize("elsewhere", [True, False])
def test_a_change_between_the_preview_and_the_confirmation_saves_nothing(
    session, book, kept, seen, do, refused, elsewhere
) -> None:
    book.put("schemes", KEY, "title.nn" if elsewhere else "status", "Avslutta")
    number = kept(book)
    digest = seen(number).digest
    do(presses.pause, Press(actor="ola", kind="schemes", key=KEY, today=date(2026, 12, 1)), None)
    assert refused(command(number, digest)) == NotImported.CHANGED_MEANWHILE
    assert queries.scheme(session, KEY).scheme.status == "paused"


@pytest.mark.parametrize(("side", "status"), [("mine", "closed"), ("theirs", "paused")])
def test_a_conflict_is_saved_only_with_an_answer(session, book, kept, seen, do, refused, side, status) -> None:
    do(presses.pause, Press(actor="ola", kind="schemes", key=KEY, today=date(2026, 12, 1)), None)
    book.put("schemes", KEY, "status", "Avslutta")
    book.put("schemes", KEY, "title.nn", "Nytt namn")
    number = kept(book)
    digest = seen(number).digest
    assert refused(command(number, digest)) == NotImported.UNANSWERED
    assert refused(command(number, digest, choices={("schemes", KEY, "status"): "x"})) == NotImported.UNANSWERED
    do(commands.import_rows, command(number, digest, choices={("schemes", KEY, "status"): side}))
    assert queries.scheme(session, KEY).scheme.title.nn == "Nytt namn"
    assert queries.scheme(session, KEY).scheme.status == status


def test_entries_that_are_not_the_persons_save_nothing(session, book, kept, seen, refused) -> None:
    book.put("schemes", KEY, "title.nn", "Nytt namn")
    number = kept(book)
    what = command(number, seen(number).digest, may_edit=lambda entry: entry.id != KEY)
    assert refused(what) == NotImported.NOT_ALLOWED


def test_an_untouched_file_has_nothing_to_save(book, kept, seen, refused) -> None:
    number = kept(book)
    assert refused(command(number, seen(number).digest)) == NotImported.NOTHING_TO_DO


def test_a_preview_is_its_senders_alone_and_goes_after_a_day(session, book, kept, seen, do) -> None:
    number = kept(book)
    with pytest.raises(Missing):
        commands.kept(session, number, "ola")
    with pytest.raises(Missing):
        commands.kept(session, "\x00", "kari")
    old = commands.kept(session, number, "kari")
    old.expires_at = datetime.now(UTC) - timedelta(seconds=1)
    session.commit()
    with pytest.raises(Missing):
        commands.kept(session, number, "kari")
    kept(book)
    session.expire_all()
    assert session.get(type(old), number) is None
