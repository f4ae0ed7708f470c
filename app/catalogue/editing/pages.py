"""The form of an entry: open, save, publish, propose."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app.accounts.access import allowed, forget_kept_form, kept_form, the_account
from app.catalogue import changes, permissions, queries
from app.catalogue.acts import Step
from app.catalogue.commands import drafts, inbox, presses
from app.catalogue.editing import form, guide, translating, wording
from app.catalogue.editing.blueprint import (
    ENTRY,
    SECTIONS,
    bp,
    choices,
    demand_edit,
    may_edit,
    number_in,
    posted_number,
    say,
    standing,
    title_of,
)
from app.catalogue.editing.content import as_text, content_of, one_line, read_day, typed_of
from app.catalogue.editing.shape import shapes
from app.catalogue.editing.similar import Similar, similar
from app.catalogue.importing import TYPES
from app.kernel.clock import OSLO
from app.kernel.errors import Faulty, Refused, Stale
from app.web.locale import current_lang
from app.web.locale import gettext as _
from app.web.runtime import db, runtime

LARGEST_POST = 2_000_000
MOST_FIELDS = 5_000


@bp.url_value_preprocessor
def long_forms(_endpoint: str | None, _values: dict[str, object] | None) -> None:
    """A scheme in three languages has some hundred fields. Set before anything reads the form."""
    request.max_content_length = LARGEST_POST
    request.max_form_memory_size = LARGEST_POST
    request.max_form_parts = MOST_FIELDS


@bp.get("/<any(ordningar,aktorar,omgrep,dome):section>/ny")
@allowed(*permissions.WRITERS)
def new(section: str) -> ResponseReturnValue:
    """An empty form."""
    said = said_last()
    return _page(section, form_key(said), form.typed_of_post(said, shapes(TYPES[SECTIONS[section]])), 0)


@bp.get(ENTRY)
@allowed(*permissions.PROPOSERS)
def edit(section: str, key: str) -> ResponseReturnValue:
    now, said = standing(section, key), said_last()
    if not said:
        return _page(section, key, typed_of(now.content, shapes(TYPES[now.kind])), now.number)
    typed = form.typed_of_post(said, shapes(TYPES[now.kind]))
    return _page(section, key, typed, number_in(said) or now.number)


def said_last() -> MultiDict[str, str]:
    """What the page's form said last: what is sent in now, else what was typed when the session ended; else nothing."""
    return request.form if request.method == "POST" else kept_form() or MultiDict()


@bp.post("/<any(ordningar,aktorar,omgrep,dome):section>/ny")
@allowed(*permissions.WRITERS)
def create(section: str) -> ResponseReturnValue:
    return _save(section, form_key(request.form), 0)


@bp.post(ENTRY)
@allowed(*permissions.PROPOSERS)
def save(section: str, key: str) -> ResponseReturnValue:
    return _save(section, key, posted_number())


@bp.post("/liknande/<any(ordningar,aktorar,omgrep,dome):section>")
@allowed(*permissions.PROPOSERS, keeps=False)
def look_alike(section: str) -> ResponseReturnValue:
    """The entries that look like the one being typed, as a part of its page; nothing is saved."""
    kind, key = SECTIONS[section], request.args.get("oppslag") or form_key(request.form)
    content = content_of(form.typed_of_post(request.form, shapes(TYPES[kind])), shapes(TYPES[kind]))
    return render_template("editing/_similar.html", kind=kind, similar=_alike(kind, key, content))


def _alike(kind: str, key: str, content: Mapping[str, Any]) -> tuple[Similar, ...]:
    """What the entry has come to look like since it was published last."""
    published = queries.published_number(db.session, kind, key) if key else 0
    before = queries.content_at(db.session, kind, key, published) if published else None
    return similar(kind, key, content, current_lang(), before)


def form_key(posted: MultiDict[str, str]) -> str:
    return posted.get("key", "").strip().lower()


def _save(section: str, key: str, number: int) -> ResponseReturnValue:
    kind = SECTIONS[section]
    typed = form.typed_of_post(request.form, shapes(TYPES[kind]))
    if order := request.form.get("row"):
        return _page(section, key, form.with_rows_changed(typed, order), number)
    if request.form.get("do") == "translate":
        return _translated(section, key, typed, number)
    content = content_of(typed, shapes(TYPES[kind]))
    content |= {"id": key} | ({"state": "draft"} if kind == "schemes" else {})
    content = _with_their_choice(content, kind, key, number)
    before = queries.content_at(db.session, kind, key, number)
    if number and not may_edit(kind, before):
        return _propose(section, key, content | _state_of(before), typed, number)
    demand_edit(kind, *filter(None, (before, content)))
    command = drafts.SaveDraft(
        actor=the_account().actor,
        kind=kind,
        key=key,
        content=content | _state_of(before),
        number=number,
        reason=request.form.get("reason", "").strip()[:500],
        unread=_unread(request.form),
        settled=_settled(kind, key),
    )
    try:
        with runtime().transactions.begin(db.session) as uow:
            saved = drafts.save_draft(uow, command).number
            forget_kept_form(uow)
    except Refused as error:
        return _page(section, key, typed, number, message=wording.refusal(error.code)), 422
    except Stale as error:
        return _conflict(section, key, error), 409
    return _then(section, key, saved, typed)


def _translated(section: str, key: str, typed: dict[str, Any], number: int) -> ResponseReturnValue:
    """The form with bokmål where it was empty; nothing is saved."""
    try:
        typed, names = translating.with_bokmal(typed, shapes(TYPES[SECTIONS[section]]))
    except translating.NoTranslator:
        message = _("Omsetjaren svara ikkje. Installer pakkane %(packages)s på tenaren.", packages=translating.PACKAGES)
        return _page(section, key, typed, number, message=message), 422
    return _page(section, key, typed, number, translated=names)


def _unread(said: MultiDict[str, str]) -> tuple[str, ...]:
    """The names of the inputs with a machine's text that nobody has read."""
    return tuple(name for name in said.getlist("unread") if name not in said.getlist("read"))


def _state_of(before: Mapping[str, Any]) -> dict[str, Any]:
    """Where the entry stands in our own house is not for the form."""
    return {"state": before["state"]} if "state" in before else {}


def _settled(kind: str, key: str) -> int:
    """The form was shown with the published version beside it, and the writer has chosen."""
    return queries.published_number(db.session, kind, key) if request.form.get("settled") else 0


def _with_their_choice(content: dict[str, Any], kind: str, key: str, number: int) -> dict[str, Any]:
    """Where two changed the same field, and the writer chose the other's text."""
    theirs = changes.leaves(queries.content_at(db.session, kind, key, number))
    chosen = [name.removeprefix("choose-") for name in request.form if name.startswith("choose-")]
    taken = {path: theirs.get(path) for path in chosen if request.form[f"choose-{path}"] == "theirs"}
    return changes.with_leaves(content, taken) if taken else content


def _then(section: str, key: str, number: int, typed: Mapping[str, Any]) -> ResponseReturnValue:
    """What the writer asked for after the save."""
    match request.form.get("do", "save"):
        case "publish":
            return publish_saved(section, key, number, typed)
        case "review":
            move = drafts.MoveDraft(
                actor=the_account().actor, kind=SECTIONS[section], key=key, number=number, step=Step.IN_REVIEW
            )
            with runtime().transactions.begin(db.session) as uow:
                drafts.move_draft(uow, move)
            say(_("Utkastet er lagra og lagt klart til kontroll."))
        case "preview":
            return redirect(url_for(".preview", section=section, key=key), 303)
        case _:
            say(_("Utkastet er lagra. Lesarane ser det ikkje før du publiserer."))
    return redirect(url_for(".edit", section=section, key=key), 303)


def publish_saved(section: str, key: str, number: int, typed: Mapping[str, Any]) -> ResponseReturnValue:
    kind = SECTIONS[section]
    day = one_line(request.form.get("publish_at"))
    at = _publish_time(day)
    if day and at is None:
        message = _("Utkastet er lagra, men ikkje publisert: «%(day)s» er ikkje ein dato. Skriv dag.månad.år.", day=day)
        return _page(section, key, typed, number, message=message), 422
    alike = _alike(kind, key, content_of(typed, shapes(TYPES[kind])))
    command = drafts.PublishDraft(actor=the_account().actor, kind=kind, key=key, number=number, at=at)
    try:
        with runtime().transactions.begin(db.session) as uow:
            version = drafts.publish_draft(uow, command)
            batch = version.batch if version and presses.can_be_undone(uow.session, [version]) else ""
    except Faulty as error:
        faults = wording.faults(error.faults)
        message = _("Utkastet er lagra, men kan ikkje publiserast enno. Rett det som er merkt.")
        return _page(section, key, typed, number, faults=faults, message=message), 422
    except Refused as error:
        return _page(section, key, typed, number, message=wording.refusal(error.code)), 422
    except Stale as error:
        return _conflict(section, key, error), 409
    if version is None:
        say(_("Utkastet er godkjent og blir publisert til tida du valde."))
    else:
        say(_("Publisert. Endringa er synleg no."), undo=batch)
    if alike:
        titles = ", ".join(f"«{it.title}»" for it in alike)
        say(_("Oppslaget liknar på %(titles)s. Sjå etter at det ikkje er det same.", titles=titles), colour="warning")
    return redirect(url_for(".edit", section=section, key=key), 303)


def _publish_time(typed: str) -> datetime | None:
    """Six in the morning, Norwegian time, on the day that was typed."""
    try:
        day = datetime.fromisoformat(read_day(typed.strip()))
    except ValueError:
        return None
    return day.replace(hour=6, tzinfo=OSLO)


def _propose(
    section: str, key: str, content: dict[str, Any], typed: Mapping[str, Any], number: int
) -> ResponseReturnValue:
    command = inbox.Propose(
        actor=the_account().actor,
        kind=SECTIONS[section],
        key=key,
        content=content,
        note=request.form.get("reason", "").strip()[:500],
    )
    try:
        with runtime().transactions.begin(db.session) as uow:
            inbox.propose(uow, command)
            forget_kept_form(uow)
    except Refused as error:
        return _page(section, key, typed, number, message=wording.refusal(error.code)), 422
    say(_("Takk. Framlegget er sendt til den som har ansvar for oppslaget."))
    return redirect(url_for(".edit", section=section, key=key), 303)


def _conflict(section: str, key: str, error: Stale) -> str:
    """The form with both changes in it, and the fields that both changed above it."""
    merged = error.merge
    assert isinstance(merged, changes.Merge)
    typed = typed_of(merged.content, shapes(TYPES[SECTIONS[section]]))
    return _page(section, key, typed, error.number, merge=merged)


def _page(
    section: str,
    key: str,
    typed: Mapping[str, Any],
    number: int,
    *,
    faults: Mapping[str, str] | None = None,
    message: str = "",
    merge: changes.Merge | None = None,
    translated: tuple[str, ...] = (),
) -> str:
    kind, said = SECTIONS[section], said_last()
    content = content_of(typed, shapes(TYPES[kind]))
    draft = queries.draft(db.session, kind, key) if key else None
    stored = queries.content_at(db.session, kind, key, number) if number else {}
    return render_template(
        "editing/edit.html",
        section=section,
        kind=kind,
        key=key,
        title=title_of(kind, content | {"id": key}) if number else "",
        sections=form.inputs(kind, shapes(TYPES[kind]), typed, faults or {}, choices),
        faults=faults or {},
        message=message,
        merge=merge,
        number=number,
        draft=draft,
        unread=tuple(dict.fromkeys((*(_unread(said) if said else draft.unread if draft else ()), *translated))),
        reason=said.get("reason", draft.reason if draft else ""),
        publish_at=said.get("publish_at", ""),
        published=queries.published_number(db.session, kind, key) if key else 0,
        may_edit=not stored or may_edit(kind, stored),
        similar=_alike(kind, key, content),
        can_translate=translating.is_installed(),
        label_of=guide.label,
        as_text=as_text,
        steps=Step,
    )
