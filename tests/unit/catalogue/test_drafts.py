"""Writing an entry: drafts, two writers at once, review, publishing now and later."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from sqlalchemy import select

from app.catalogue import queries
from app.catalogue.acts import Refusal, Step
from app.catalogue.changes import with_leaves
from app.catalogue.commands import drafts
from app.catalogue.commands.drafts import DiscardDraft, MoveDraft, PublishDraft, SaveDraft
from app.catalogue.models import EntryVersion, SchemeAlias
from app.kernel.errors import Faulty, Missing, Refused, Stale

KEY = "naeringsfond"


@pytest.fixture
def content(session, load):
    """The small scheme as it stands, after a load."""
    load()

    def with_changes(**leaves):
        now = msgspec.to_builtins(queries.entry(session, "schemes", KEY))
        return with_leaves(now, {path.replace("__", "."): value for path, value in leaves.items()})

    return with_changes


def saved(do, content, number=1, key=KEY, **more):
    return do(
        drafts.save_draft, SaveDraft(actor="kari", kind="schemes", key=key, content=content, number=number, **more)
    )


def publish(do, number, **more):
    return do(drafts.publish_draft, PublishDraft(actor="kari", kind="schemes", key=KEY, number=number, **more))


def test_a_saved_draft_changes_nothing_that_is_public(session, content, do) -> None:
    saved(do, content(promise__nn="Få noko heilt anna enn det som står her no."))
    assert "starte noko nytt" in queries.scheme(session, KEY).scheme.promise.nn
    assert queries.draft(session, "schemes", KEY).step is Step.WRITING


def test_a_draft_may_be_unfinished_and_wrong_and_nothing_of_it_is_lost(session, content, do) -> None:
    wrong = content(promise__nn="Kort.", provider="nokon som ikkje finst") | {"amount": {"max": "mykje"}}
    draft = saved(do, wrong)
    assert queries.content_at(session, "schemes", KEY, draft.number)["amount"] == {"max": "mykje"}


def test_publishing_an_unfinished_draft_names_every_fault_and_keeps_the_draft(session, content, do) -> None:
    draft = saved(do, content(promise__nn="Kort.", provider="ingen"))
    with pytest.raises(Faulty) as caught:
        publish(do, draft.number)
    assert {fault.field for fault in caught.value.faults} == {"promise.nn"}
    draft = saved(do, content(provider="ingen"), draft.number)
    with pytest.raises(Faulty) as caught:
        publish(do, draft.number)
    assert {fault.field for fault in caught.value.faults} == {"provider"}
    assert queries.draft(session, "schemes", KEY)


def test_a_published_draft_is_public_is_a_version_and_is_gone_as_a_draft(session, content, do) -> None:
    draft = saved(do, content(amount__max=50_000), reason="ny sats")
    version = publish(do, draft.number)
    assert queries.scheme(session, KEY).scheme.amount.max == 50_000
    assert queries.draft(session, "schemes", KEY) is None
    assert [(v.what, v.reason) for v in queries.history(session, "schemes", KEY)] == [
        ("published", "ny sats"),
        ("loaded", ""),
    ]
    assert version.is_published
    assert session.scalars(select(EntryVersion).where(~EntryVersion.is_published)).all() == []


def test_the_second_of_two_writers_sees_the_first_ones_change_and_loses_nothing(session, content, do) -> None:
    saved(do, content(amount__max=50_000))
    with pytest.raises(Stale) as caught:
        saved(do, content(promise__nn="Få pengar til det du vil starte med i bygda."))
    merged = caught.value.merge
    assert merged.conflicts == ()
    assert merged.taken == ("amount.max",)
    draft = saved(do, merged.content, caught.value.number)
    both = queries.content_at(session, "schemes", KEY, draft.number)
    assert both["amount"] == {"max": 50_000}
    assert both["promise"]["nn"].startswith("Få pengar")


def test_two_writers_of_the_same_field_are_shown_both_texts(content, do) -> None:
    saved(do, content(amount__max=50_000))
    with pytest.raises(Stale) as caught:
        saved(do, content(amount__max=60_000))
    (conflict,) = caught.value.merge.conflicts
    assert (conflict.path, conflict.base, conflict.mine, conflict.theirs) == ("amount.max", None, 60_000, 50_000)


def test_a_draft_takes_in_what_was_published_after_it_was_begun(session, content, do, folder, load) -> None:
    draft = saved(do, content(amount__max=50_000))
    folder.put("schemes", keywords=["sau"])
    load()
    publish(do, draft.number)
    scheme = queries.scheme(session, KEY).scheme
    assert (scheme.amount.max, scheme.keywords) == (50_000, ["sau"])


def test_a_draft_in_conflict_with_what_was_published_is_not_published_until_the_writer_has_chosen(
    session, content, do, folder, load
) -> None:
    draft = saved(do, content(keywords=["geit"]))
    folder.put("schemes", keywords=["sau"])
    load()
    with pytest.raises(Stale) as caught:
        publish(do, draft.number)
    assert [c.path for c in caught.value.merge.conflicts] == ["keywords"]
    now = queries.published_number(session, "schemes", KEY)
    draft = saved(do, content(keywords=["sau", "geit"]), caught.value.number, settled=now)
    publish(do, draft.number)
    assert queries.scheme(session, KEY).scheme.keywords == ["sau", "geit"]


def test_machine_text_is_not_published_until_a_person_has_read_it(session, content, do) -> None:
    draft = saved(do, content(promise__nb="Få hjelp til å starte noe nytt."), unread=("promise.nb",))
    with pytest.raises(Refused) as caught:
        publish(do, draft.number)
    assert caught.value.code == Refusal.UNREAD_MACHINE_TEXT
    draft = saved(do, content(), draft.number)
    assert publish(do, draft.number)


def test_a_new_entry_is_nowhere_public_before_it_is_published(session, content, do) -> None:
    draft = saved(do, content(), 0, key="nytt-fond")
    with pytest.raises(Missing):
        queries.scheme(session, "nytt-fond")
    do(drafts.publish_draft, PublishDraft(actor="kari", kind="schemes", key="nytt-fond", number=draft.number))
    assert queries.scheme(session, "nytt-fond").scheme.id == "nytt-fond"


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("Nytt Fond", Refusal.ID_FORM),
        ("", Refusal.ID_FORM),
        ("x" * 81, Refusal.ID_FORM),
        (KEY, Refusal.ID_TAKEN),
        ("gammal", Refusal.ID_TAKEN),
    ],
)
def test_a_new_address_has_the_right_form_and_leads_nowhere_yet(session, content, do, key, code) -> None:
    content()
    session.add(SchemeAlias(id="gammal", scheme_id=KEY))
    session.commit()
    with pytest.raises((Refused, Stale)) as caught:
        saved(do, content(), 0, key=key)
    assert isinstance(caught.value, Stale) if key == KEY else caught.value.code == code


def test_a_giant_paste_is_refused(content, do) -> None:
    with pytest.raises(Refused) as caught:
        saved(do, content(summary__nn="x" * 300_000))
    assert caught.value.code == Refusal.TOO_LARGE


def test_a_draft_waits_for_its_time_and_then_is_published(session, content, do) -> None:
    draft = saved(do, content(amount__max=50_000))
    at = datetime.now(UTC) + timedelta(days=1)
    assert publish(do, draft.number, at=at) is None
    assert queries.scheme(session, KEY).scheme.amount is None
    assert do(drafts.publish_due, at - timedelta(minutes=1)) == []
    assert do(drafts.publish_due, at) == [("schemes", KEY)]


def test_a_draft_that_can_no_longer_be_published_at_its_time_goes_back_to_review(
    session, content, do, folder, load
) -> None:
    draft = saved(do, content(keywords=["geit"]))
    publish(do, draft.number, at=datetime.now(UTC) + timedelta(hours=1))
    folder.put("schemes", keywords=["sau"])
    load()
    assert do(drafts.publish_due, datetime.now(UTC) + timedelta(hours=2)) == []
    assert queries.draft(session, "schemes", KEY).step is Step.IN_REVIEW
    assert queries.scheme(session, KEY).scheme.keywords == ["sau"]


def test_who_writes_on_takes_an_approved_draft_out_of_the_queue(session, content, do) -> None:
    draft = saved(do, content(amount__max=50_000))
    publish(do, draft.number, at=datetime.now(UTC) + timedelta(hours=1))
    saved(do, content(amount__max=70_000), draft.number)
    assert queries.draft(session, "schemes", KEY).step is Step.WRITING
    assert do(drafts.publish_due, datetime.now(UTC) + timedelta(hours=2)) == []


def test_a_draft_is_handed_in_and_given_back(session, content, do) -> None:
    draft = saved(do, content())
    for step in (Step.IN_REVIEW, Step.WRITING):
        do(drafts.move_draft, MoveDraft(actor="ola", kind="schemes", key=KEY, number=draft.number, step=step))
        assert queries.draft(session, "schemes", KEY).step is step


def test_a_discarded_draft_leaves_the_public_entry_and_its_history(session, content, do) -> None:
    draft = saved(do, content(amount__max=50_000))
    do(drafts.discard_draft, DiscardDraft(actor="kari", kind="schemes", key=KEY, number=draft.number))
    assert queries.draft(session, "schemes", KEY) is None
    assert queries.scheme(session, KEY).scheme.amount is None
    assert len(queries.history(session, "schemes", KEY)) == 1


def test_a_press_on_a_draft_that_somebody_changed_meanwhile_is_stale(content, do) -> None:
    first = saved(do, content(amount__max=50_000))
    number = first.number
    saved(do, content(amount__max=60_000), number)
    with pytest.raises(Stale):
        publish(do, number)


def test_publishing_twice_by_a_double_press_publishes_once(session, content, do) -> None:
    draft = saved(do, content(amount__max=50_000))
    number = draft.number
    publish(do, number)
    with pytest.raises(Refused) as caught:
        publish(do, number)
    assert caught.value.code == Refusal.NO_DRAFT
    assert len(queries.history(session, "schemes", KEY)) == 2
