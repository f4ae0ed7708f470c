"""Writing an entry: save the draft, hand it in, publish it now or at a set time."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import delete

from app.catalogue import changes, queries
from app.catalogue.acts import Act, Refusal, Step
from app.catalogue.commands.storing import Made, checked, demand_standard, store
from app.catalogue.events import DraftDiscarded, DraftSaved, DraftStep
from app.catalogue.models import EntryDraft, EntryVersion
from app.db.uow import UnitOfWork
from app.kernel.errors import Faulty, Refused, Stale

LARGEST_CONTENT = 256_000
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, kw_only=True, slots=True)
class SaveDraft:
    """`number` is the version that the writer saw: the draft's, else the published one's, 0 for a new entry."""

    actor: str
    kind: str
    key: str
    content: dict[str, Any]
    number: int
    reason: str = ""
    unread: tuple[str, ...] = ()
    """Leaves that a machine wrote and no person has read yet."""
    settled: int = 0
    """The published version whose differences from the draft the writer has taken a stand on."""


def save_draft(uow: UnitOfWork, command: SaveDraft) -> EntryDraft:
    """Keep what has been written, finished or not. Raises `Stale` with both texts merged when somebody saved meanwhile."""
    session, kind, key = uow.session, command.kind, command.key
    draft = session.get(EntryDraft, (kind, key))
    published = queries.published_number(session, kind, key)
    now = draft.number if draft else published
    if not now:
        check_new_key(uow, kind, key)
    content = command.content | {"id": key}
    if len(msgspec.json.encode(content)) > LARGEST_CONTENT:
        raise Refused(Refusal.TOO_LARGE)
    if command.number != now:
        base = queries.content_at(session, kind, key, command.number)
        raise Stale(changes.merge(base, content, queries.content_at(session, kind, key, now)), now)
    number = queries.last_number(session, kind, key) + 1
    _add_version(uow, command, content, number)
    if draft is None:
        draft = EntryDraft(kind=kind, key=key, base=published, step=Step.WRITING)
        session.add(draft)
    draft.base = command.settled or draft.base
    draft.number, draft.reason, draft.unread = number, command.reason, list(command.unread)
    draft.actor, draft.saved_at = command.actor, datetime.now(UTC)
    if draft.step is Step.APPROVED:
        draft.step, draft.publish_at = Step.WRITING, None
    uow.record(DraftSaved(actor=command.actor, kind=kind, key=key))
    return draft


def check_new_key(uow: UnitOfWork, kind: str, key: str) -> None:
    """Refuse an id that has the wrong form, or that leads somewhere already."""
    if not _ID.fullmatch(key) or len(key) > 80:
        raise Refused(Refusal.ID_FORM)
    if key in queries.keys(uow.session)[kind] or (kind == "schemes" and queries.is_alias(uow.session, key)):
        raise Refused(Refusal.ID_TAKEN)


def _add_version(uow: UnitOfWork, command: SaveDraft, content: dict[str, Any], number: int) -> None:
    made = Made(actor=command.actor, what=Act.DRAFTED, reason=command.reason)
    version = EntryVersion(
        kind=command.kind,
        key=command.key,
        number=number,
        content=content,
        is_published=False,
        what=made.what,
        actor=made.actor,
        reason=made.reason,
        batch=made.batch,
    )
    uow.session.add(version)


@dataclass(frozen=True, kw_only=True, slots=True)
class MoveDraft:
    """Hand the draft in for review, or give it back to the writer."""

    actor: str
    kind: str
    key: str
    number: int
    step: Step
    note: str = ""


def move_draft(uow: UnitOfWork, command: MoveDraft) -> EntryDraft:
    draft = _the_draft(uow, command.kind, command.key, command.number)
    draft.step, draft.publish_at = command.step, None
    uow.record(
        DraftStep(actor=command.actor, kind=command.kind, key=command.key, step=command.step.value, note=command.note)
    )
    return draft


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishDraft:
    """`at` is when; `None`, or a time that is past, means now."""

    actor: str
    kind: str
    key: str
    number: int
    reason: str = ""
    at: datetime | None = None


def publish_draft(uow: UnitOfWork, command: PublishDraft) -> EntryVersion | None:
    """Make the draft the public content, together with what was published since it was begun.

    Returns the version, or `None` when it waits for its time. Raises `Faulty` where the entry is not complete,
    `Stale` where the draft and a later published version are in conflict, `Refused` while machine text is unread.
    """
    draft = _the_draft(uow, command.kind, command.key, command.number)
    if draft.unread:
        raise Refused(Refusal.UNREAD_MACHINE_TEXT)
    content = _with_what_came_meanwhile(uow, draft)
    if command.kind == "schemes":
        content["state"] = "published"
    entry = checked(uow, command.kind, content | {"id": command.key})
    demand_standard(uow, command.kind, entry)
    reason = command.reason or draft.reason
    if command.at and command.at > datetime.now(UTC):
        draft.step, draft.publish_at, draft.reason, draft.actor = Step.APPROVED, command.at, reason, command.actor
        uow.record(DraftStep(actor=command.actor, kind=draft.kind, key=draft.key, step=draft.step.value, note=reason))
        return None
    made = Made(actor=command.actor, what=Act.PUBLISHED, reason=reason)
    version = store(uow, command.kind, entry, made)
    _throw_away(uow, draft)
    return version


def publish_due(uow: UnitOfWork, now: datetime) -> list[tuple[str, str]]:
    """Publish every draft whose time has come; return (kind, id) of each.

    One that cannot be published any more goes back to review, with nothing lost.
    """
    done = []
    for draft in queries.drafts_due(uow.session, now):
        command = PublishDraft(actor=draft.actor, kind=draft.kind, key=draft.key, number=draft.number)
        try:
            publish_draft(uow, command)
            done.append((command.kind, command.key))
        except (Faulty, Stale, Refused) as error:
            move = MoveDraft(
                actor=command.actor,
                kind=command.kind,
                key=command.key,
                number=command.number,
                step=Step.IN_REVIEW,
                note=f"{type(error).__name__}: {error}",
            )
            move_draft(uow, move)
    return done


@dataclass(frozen=True, kw_only=True, slots=True)
class DiscardDraft:
    actor: str
    kind: str
    key: str
    number: int


def discard_draft(uow: UnitOfWork, command: DiscardDraft) -> None:
    """Throw the draft away. What is public stays as it is."""
    draft = _the_draft(uow, command.kind, command.key, command.number)
    _throw_away(uow, draft)
    uow.record(DraftDiscarded(actor=command.actor, kind=command.kind, key=command.key))


def _the_draft(uow: UnitOfWork, kind: str, key: str, number: int) -> EntryDraft:
    draft = uow.session.get(EntryDraft, (kind, key))
    if draft is None:
        raise Refused(Refusal.NO_DRAFT)
    if draft.number != number:
        seen = queries.content_at(uow.session, kind, key, number)
        raise Stale(changes.merge(seen, seen, queries.content_at(uow.session, kind, key, draft.number)), draft.number)
    return draft


def _with_what_came_meanwhile(uow: UnitOfWork, draft: EntryDraft) -> dict[str, Any]:
    mine = queries.content_at(uow.session, draft.kind, draft.key, draft.number)
    published = queries.published_number(uow.session, draft.kind, draft.key)
    if published == draft.base:
        return dict(mine)
    base = queries.content_at(uow.session, draft.kind, draft.key, draft.base)
    theirs = queries.content_at(uow.session, draft.kind, draft.key, published)
    merged = changes.merge(base, mine, theirs)
    if merged.conflicts:
        raise Stale(merged, draft.number)
    return merged.content


def _throw_away(uow: UnitOfWork, draft: EntryDraft) -> None:
    of_draft = (EntryVersion.kind == draft.kind, EntryVersion.key == draft.key, ~EntryVersion.is_published)
    uow.session.execute(delete(EntryVersion).where(*of_draft))
    uow.session.delete(draft)
