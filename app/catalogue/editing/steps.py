"""What is done with a draft or an entry from its own page: preview, give back, discard, move, history, restore."""

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import allowed, the_account
from app.catalogue import changes, permissions, queries
from app.catalogue.acts import Step
from app.catalogue.commands import drafts, moving, presses
from app.catalogue.editing import wording
from app.catalogue.editing.blueprint import (
    ENTRY,
    bp,
    demand_edit,
    lenient,
    names,
    posted_number,
    say,
    standing,
    title_of,
)
from app.catalogue.editing.content import as_text
from app.catalogue.editing.guide import label
from app.catalogue.types import Organisation, PracticeExample, Scheme
from app.catalogue.views import organisation_page, practice_page, scheme_page
from app.kernel import clock
from app.kernel.errors import Faulty, Refused, Stale
from app.web.locale import gettext as _
from app.web.runtime import db, runtime


@bp.get(f"{ENTRY}/utkast")
@allowed(*permissions.PROPOSERS)
def preview(section: str, key: str) -> ResponseReturnValue:
    """The entry as the public would see it."""
    now = standing(section, key)
    entry = lenient(now.kind, now.content)
    g.preview_of = url_for(".edit", section=section, key=key)
    if isinstance(entry, Scheme) and entry.provider in queries.keys(db.session)["organisations"]:
        return scheme_page(entry, clock.now())
    if isinstance(entry, Organisation):
        return organisation_page(entry)
    if isinstance(entry, PracticeExample):
        return practice_page(entry)
    return render_template("editing/preview.html", section=section, key=key, entry=entry, content=now.content)


@bp.post(f"{ENTRY}/utkast")
@allowed(*permissions.WRITERS)
def draft_step(section: str, key: str) -> ResponseReturnValue:
    """Give a draft back to its writer, or throw it away."""
    now = standing(section, key)
    demand_edit(now.kind, now.content)
    number = posted_number()
    actor = the_account().actor
    try:
        with runtime().transactions.begin(db.session) as uow:
            if request.form.get("do") == "discard":
                drafts.discard_draft(uow, drafts.DiscardDraft(actor=actor, kind=now.kind, key=key, number=number))
                said = _("Utkastet er kasta. Det som er publisert, står som før.")
            else:
                move = drafts.MoveDraft(actor=actor, kind=now.kind, key=key, number=number, step=Step.WRITING)
                drafts.move_draft(uow, move)
                said = _("Utkastet er gjeve tilbake til den som skriv.")
    except Refused as error:
        say(wording.refusal(error.code), colour="danger")
        return redirect(url_for(".desk"), 303)
    except Stale:
        say(_("Nokon har endra utkastet medan du las det. Her er det som det står no."), colour="warning")
        return redirect(url_for(".edit", section=section, key=key), 303)
    say(said)
    target = url_for(".edit", section=section, key=key) if now.published else url_for(".desk")
    return redirect(target, 303)


@bp.post(f"{ENTRY}/adresse")
@allowed(*permissions.WRITERS)
def move(section: str, key: str) -> ResponseReturnValue:
    """Give a scheme a new address."""
    now = standing(section, key)
    demand_edit(now.kind, now.content)
    if now.kind != "schemes" or not now.published:
        abort(404)
    new_key = request.form.get("key", "").strip().lower()
    command = moving.MoveScheme(actor=the_account().actor, key=key, new_key=new_key)
    try:
        with runtime().transactions.begin(db.session) as uow:
            moving.move_scheme(uow, command)
    except Refused as error:
        say(wording.refusal(error.code), colour="danger")
        return redirect(url_for(".edit", section=section, key=key), 303)
    say(_("Ordninga har fått ny adresse. Den gamle fører hit."))
    return redirect(url_for(".edit", section=section, key=new_key), 303)


@bp.get(f"{ENTRY}/historie")
@allowed(*permissions.PROPOSERS)
def history(section: str, key: str) -> ResponseReturnValue:
    """Every published version, and the difference between two of them: by default the last two."""
    now = standing(section, key)
    versions = queries.history(db.session, now.kind, key)
    known = {version.number: version for version in versions}
    new = request.args.get("til", type=int)
    new = new if new in known else (versions[0].number if versions else 0)
    before = [number for number in known if number < new]
    old = request.args.get("fra", type=int)
    old = old if old in known else (before[0] if before else 0)
    found = changes.differences(known[old].content, known[new].content) if old and new else []
    return render_template(
        "editing/history.html",
        section=section,
        kind=now.kind,
        key=key,
        title=title_of(now.kind, now.content),
        versions=versions,
        names=names(db.session),
        old=old,
        new=new,
        act_words=wording.ACTS,
        differences=[(label(now.kind, d.path), d.path, changes.word_by_word(*map(as_text, d[1:]))) for d in found],
    )


@bp.post(f"{ENTRY}/historie")
@allowed(*permissions.WRITERS)
def restore(section: str, key: str) -> ResponseReturnValue:
    """Make an earlier version the public one again."""
    now = standing(section, key)
    number = posted_number()
    demand_edit(now.kind, now.content, queries.content_at(db.session, now.kind, key, number))
    command = presses.Restore(actor=the_account().actor, kind=now.kind, key=key, number=number)
    try:
        with runtime().transactions.begin(db.session) as uow:
            batch = presses.restore(uow, command).batch
    except Faulty:
        say(_("Den utgåva følgjer ikkje dagens reglar for oppslag. Opne skjemaet og rett ho der."), colour="danger")
    else:
        say(_("Den eldre utgåva er publisert att."), undo=batch)
    return redirect(url_for(".history", section=section, key=key), 303)
