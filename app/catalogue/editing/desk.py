"""The editor's own page, and the list of entries with what can be done in one press."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.access import allowed, the_account
from app.accounts.types import Account, Role
from app.catalogue import permissions, presenters, queries, rules
from app.catalogue.editing import inboxes
from app.catalogue.editing.blueprint import SECTION_OF, bp, lenient, names, title_of
from app.catalogue.editing.content import one_line
from app.catalogue.freshness import queries as freshness
from app.catalogue.links import queries as links
from app.catalogue.models import EntryDraft
from app.catalogue.types import Entry, Scheme, State
from app.catalogue.vocabularies import MUNICIPALITY
from app.kernel import clock
from app.kernel.collation import sort_key
from app.search_log import queries as search_log
from app.search_log.rules import month_of
from app.web.filters import day
from app.web.locale import current_lang
from app.web.runtime import db, runtime

SHORT = 10


@dataclass(frozen=True, slots=True)
class Row:
    """An entry in the list."""

    kind: str
    section: str
    key: str
    title: str
    place: str
    status: str
    is_scheme: bool
    is_paused: bool
    is_archived: bool
    deadline: str
    checked_on: str
    may_edit: bool


@bp.get("/")
@allowed(*permissions.PROPOSERS, keeps=False)
def desk() -> ResponseReturnValue:
    """What waits for me: due, dead links, proposals, messages, drafts; and what people looked for in vain."""
    account, today = the_account(), runtime().today()
    proposals, messages = inboxes.mine(db.session, account) if _writes(account) else ([], [])
    everything = Role.ADMINISTRATOR in account.roles
    mine = (None, None) if everything else (account.municipalities, account.organisations)
    return render_template(
        "editing/desk.html",
        due=_by_entry(freshness.due(db.session, today, *mine)) if _writes(account) else [],
        links=links.to_mend(db.session, clock.now(), *mine) if _writes(account) else [],
        proposals=len(proposals),
        messages=len(messages),
        drafts=_drafts(account),
        misses=search_log.misses(db.session, month_of(today))[:SHORT] if _writes(account) else [],
        names=names(db.session),
        writes=_writes(account),
        section_of=SECTION_OF,
        today=today,
    )


def _by_entry(due: Iterable[freshness.Due]) -> list[list[freshness.Due]]:
    """What is due of each entry, the most urgent entry first."""
    found: dict[tuple[str, str], list[freshness.Due]] = {}
    for item in due:
        found.setdefault((item.kind, item.key), []).append(item)
    return list(found.values())


def _writes(account: Account) -> bool:
    return bool(account.roles & {Role.ADMINISTRATOR, *permissions.WRITERS})


def _drafts(account: Account) -> list[tuple[EntryDraft, str]]:
    """Drafts that are mine, or that wait for somebody who may publish them."""
    found = []
    for draft in queries.drafts(db.session):
        content = queries.content_at(db.session, draft.kind, draft.key, draft.number)
        if draft.actor == account.actor or _may_edit(account, draft.kind, content):
            found.append((draft, title_of(draft.kind, content)))
    return found


def _may_edit(account: Account, kind: str, content: Mapping[str, Any]) -> bool:
    entry = lenient(kind, content)
    return _writes(account) and (entry is None or permissions.may_edit(account, entry))


@bp.get("/oppslag")
@allowed(*permissions.PROPOSERS, keeps=False)
def entries() -> ResponseReturnValue:
    """Every entry, or those that match; mine first of all."""
    account = the_account()
    typed = one_line(request.args.get("q"))[:100]
    kind = request.args.get("slag", "schemes")
    kind = kind if kind in SECTION_OF else "schemes"
    only_mine = request.args.get("mine", "ja" if account.municipalities or account.organisations else "nei") == "ja"
    lang, today = current_lang(), runtime().today()
    found = [
        _row(kind, entry, account, today)
        for found_kind, entry in queries.every_entry(db.session)
        if found_kind == kind and (not only_mine or permissions.answers_for(account, entry))
    ]
    wanted = sort_key(typed)
    rows = sorted(
        (row for row in found if wanted in sort_key(f"{row.title} {row.key}")), key=lambda r: sort_key(r.title)
    )
    return render_template(
        "editing/entries.html", rows=rows, kind=kind, typed=typed, only_mine=only_mine, section_of=SECTION_OF, lang=lang
    )


def _row(kind: str, entry: Entry, account: Account, today: date) -> Row:
    scheme = entry if isinstance(entry, Scheme) else None
    status = rules.status_of(scheme, today) if scheme else ""
    coming = rules.next_deadline(scheme.deadline, today) if scheme else None
    return Row(
        kind=kind,
        section=SECTION_OF[kind],
        key=entry.id,
        title=title_of(kind, msgspec.to_builtins(entry)),
        place=", ".join(MUNICIPALITY[n].nn for n in sorted(permissions.places_of(entry))),
        status=presenters.label("status", status, current_lang()) if status else "",
        is_scheme=scheme is not None,
        is_paused=bool(scheme and scheme.status == "paused"),
        is_archived=bool(scheme and scheme.state is State.ARCHIVED),
        deadline=day(coming) if coming else "",
        checked_on=getattr(entry, "checked_on", ""),
        may_edit=_writes(account) and permissions.may_edit(account, entry),
    )
