"""A form on a page of its own: shown, kept, refused with a sentence, in conflict with somebody else's change, saved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import redirect, request
from flask.typing import ResponseReturnValue

from app.accounts.access import forget_kept_form, kept_form
from app.catalogue import changes
from app.catalogue.editing.form import with_rows_changed
from app.db.uow import UnitOfWork
from app.kernel.errors import Faulty, Missing, Stale
from app.plan import queries
from app.plan.changing import field_name
from app.plan.commands.items import ChangeItem, ItemPlace, change_item
from app.plan.commands.parts import ChangePart, Place, change_part
from app.plan.editing import words
from app.plan.editing.blueprint import known, made, page, posted_version, say
from app.plan.editing.form import Field, Form, Typed, content_of, typed_of, typed_of_post
from app.plan.rules.whole import Whole
from app.web.locale import current_lang, gettext
from app.web.runtime import db, runtime

Content = dict[str, Any]


def _as_it_is(content: Content) -> Content:
    return content


def _over(values: Content, before: Content) -> Content:
    return {name: value for name, value in {**before, **values}.items() if value not in (None, "", [])}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What is edited, with which fields, and where one comes from and goes back to."""

    whole: Whole
    part: Place
    heading: str
    fields: tuple[Field, ...]
    back: tuple[str, str]
    """Address and name of the page that it belongs to."""
    item: ItemPlace | None = None
    """One item of a list in the part; without it, the part itself."""
    start: Content | None = None
    """What a new item begins as: what is not in the form, and what the form is first filled with."""
    fill: Callable[[Content], Content] = _as_it_is
    """Content -> values by field."""
    pour: Callable[[Content, Content], Content] = _over
    """(values by field, content before) -> content."""
    check: Callable[[Content], Mapping[str, str]] = lambda _values: {}
    """What is wrong with the values taken together, by field."""
    first: Callable[[UnitOfWork], None] = lambda _uow: None
    """What is done before, in the same transaction."""
    create: Callable[[UnitOfWork, Content], str] | None = None
    """Does something new with the content, instead of changing what is there; gives the address to go to."""
    sentence: str = ""
    may_remove: bool = False
    asks_why: bool = True
    lead: str = ""
    offer: tuple[str, str] | None = None
    """A check box (name, what it says) that is shown once the form has been refused."""


def _content_at(sheet: Sheet, version: int) -> Content:
    """What is edited, as it was in a version. Raises `Missing` for a version of something else."""
    if sheet.create:
        return {}
    found = queries.version(db.session, sheet.part.plan, version)
    key = sheet.whole.plan.id if sheet.part.kind == "plan" else sheet.part.key or str(sheet.part.edition)
    year = 0 if sheet.part.kind == "plan" else sheet.part.edition
    if (found.edition, found.kind, found.key) != (year, sheet.part.kind, key):
        raise Missing(f"{sheet.part.plan}/{version}")
    if sheet.item is None:
        return found.content
    items = found.content.get(sheet.item.field, [])
    return next((dict(it) for it in items if it[sheet.item.by] == sheet.item.key), {})


def _version_now(sheet: Sheet) -> int:
    if sheet.create:
        return 0
    year = 0 if sheet.part.kind == "plan" else sheet.part.edition
    key = sheet.part.key or (sheet.part.plan if sheet.part.kind == "plan" else str(sheet.part.edition))
    return queries.last_version(db.session, sheet.part.plan, year, sheet.part.kind, key)


def show(sheet: Sheet) -> ResponseReturnValue:
    """The form as it stands, or as it was typed when the session ended. Raises `Missing` where there is no such item."""
    version = _version_now(sheet)
    content = _content_at(sheet, version)
    if not content and sheet.start is None:
        raise Missing(sheet.item.key if sheet.item else sheet.part.key)
    kept = kept_form()
    if kept:
        seen = kept.get("seen", "")
        number = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else version
        return _page(sheet, typed_of_post(kept, sheet.fields), number)
    return _page(sheet, typed_of(sheet.fill(content or sheet.start or {}), sheet.fields), version)


def save(sheet: Sheet) -> ResponseReturnValue:
    """Do what the form says; 422 with sentences or 409 with both texts where it cannot be done."""
    typed, seen = typed_of_post(request.form, sheet.fields), posted_version()
    if order := request.form.get("row"):
        return _page(sheet, with_rows_changed(typed, order), seen)
    before = _content_at(sheet, seen)
    removes = sheet.may_remove and request.form.get("do") == "remove"
    content: Content | None = None
    if not removes:
        values, faults = content_of(typed, sheet.fields)
        faults |= {name: words_ for name, words_ in sheet.check(values).items() if name not in faults}
        if faults:
            return _page(sheet, typed, seen, faults), 422
        content = _named(sheet, _with_their_choice(sheet.pour(values, before or sheet.start or {}), before))
    try:
        with runtime().transactions.begin(db.session) as uow:
            sheet.first(uow)
            target = _send(uow, sheet, content, seen)
            forget_kept_form(uow)
    except Stale as error:
        return _conflict(sheet, error), 409
    except Faulty as error:
        return _page(sheet, typed, seen, words.faults(error.faults)), 422
    say(gettext("Det er teke bort. Det står i historia.") if removes else sheet.sentence)
    return redirect(target, 303)


def _named(sheet: Sheet, content: Content) -> Content | None:
    """The content with what makes it the item that it is; nothing where it holds nothing else."""
    if sheet.item is None:
        return content
    own = {sheet.item.by: sheet.item.key}
    return content | own if content.keys() - own else None


def _send(uow: UnitOfWork, sheet: Sheet, content: Content | None, seen: int) -> str:
    """Change what is edited; the address to go to."""
    by = made(request.form.get("reason", ""))
    if sheet.create and content is not None:
        return sheet.create(uow, content)
    if sheet.item:
        change_item(uow, ChangeItem(made=by, place=sheet.item, content=content, seen=seen, known=known()))
    elif content is not None:
        change_part(uow, ChangePart(made=by, place=sheet.part, content=content, seen=seen, known=known()))
    return sheet.back[0]


def _with_their_choice(content: Content, theirs: Content) -> Content:
    """Where two changed the same field, and the writer chose the other's text."""
    found = changes.leaves(theirs)
    chosen = [name.removeprefix("choose-") for name in request.form if name.startswith("choose-")]
    taken = {path: found.get(path) for path in chosen if request.form[f"choose-{path}"] == "theirs"}
    return changes.with_leaves(content, taken) if taken else content


def _conflict(sheet: Sheet, error: Stale) -> str:
    merge = error.merge
    assert isinstance(merge, changes.Merge)
    return _page(sheet, typed_of(sheet.fill(merge.content), sheet.fields), error.number, merge=merge)


def _page(
    sheet: Sheet,
    typed: Typed,
    seen: int,
    faults: Mapping[str, str] | None = None,
    merge: changes.Merge | None = None,
) -> str:
    lang = sheet.whole.plan.lang if sheet.whole.plan.lang != current_lang() else ""
    form = Form(sheet.fields, typed, faults or {}, lang)
    conflicts = [
        (it.path, field_name(it.path), words.as_text(it.mine, it.path), words.as_text(it.theirs, it.path))
        for it in (merge.conflicts if merge else ())
        if not sheet.item or it.path != sheet.item.by
    ]
    return page(
        "plan_work/sheet.html",
        sheet.whole,
        sheet=sheet,
        form=form,
        seen=seen,
        merge=merge,
        conflicts=conflicts,
        reason=request.form.get("reason", ""),
    )
