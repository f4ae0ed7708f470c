"""A plan that somebody has written in Word: send it in, see what was understood beside what the plan holds, accept part by part."""

import re
from typing import NamedTuple

import msgspec
from flask import redirect, request
from flask.typing import ResponseReturnValue

from app.accounts.access import allowed, the_account
from app.accounts.types import Role
from app.catalogue import changes
from app.kernel.errors import Faulty, Stale
from app.kernel.text import LocalText
from app.plan.commands import taking_in
from app.plan.commands.taking_in import KeepReading, TakeIn
from app.plan.documents.reading import wording
from app.plan.documents.reading.accepting import taken
from app.plan.documents.reading.comparing import compared, digest, loose_doubts
from app.plan.documents.reading.found import Doubt, Proposal
from app.plan.documents.reading.opening import LARGEST_FILE, FileRefused, NotRead
from app.plan.documents.reading.parts import Difference, Part, Status
from app.plan.documents.reading.understanding import understood
from app.plan.editing.blueprint import address, bp, known, made, page, say, the_whole
from app.plan.editing.reading_words import field_name, lack_name
from app.plan.editing.uploads import UPLOADS, Upload
from app.plan.models import ReadingRow
from app.plan.rules.whole import Whole
from app.web.locale import current_lang
from app.web.locale import gettext as _
from app.web.runtime import db, runtime

MOST_COMPARISONS = 3_000_000
AMOUNT = re.compile(r"[\d\s]*")


class Told(NamedTuple):
    """A doubt in words."""

    sentence: str
    doubt: Doubt


class Beside(NamedTuple):
    """A field that differs: as it is in the plan, and as it is in the document, each with what only it has marked."""

    name: str
    old: list[changes.Piece]
    new: list[changes.Piece]


class Shown(NamedTuple):
    """A part as the page shows it."""

    part: Part
    status: str
    differences: list[Beside]
    kept: list[str]
    lacks: list[str]
    doubts: list[Told]


@bp.get("/<plan>/les-inn")
@allowed(Role.LEADER, keeps=False)
def read_document(plan: str) -> ResponseReturnValue:
    return _form(the_whole(plan))


def _form(whole: Whole, fault: str = "") -> str:
    return page("plan_work/read_document.html", whole, fault=fault, megabytes=LARGEST_FILE // 1_000_000)


def _too_large(plan: str) -> str:
    return _form(the_whole(plan), _word(wording.FILES[NotRead.TOO_LARGE]))


UPLOADS["plan_work.send_document"] = Upload(LARGEST_FILE, _too_large)


@bp.post("/<plan>/les-inn")
@allowed(Role.LEADER, keeps=False)
def send_document(plan: str) -> ResponseReturnValue:
    """Read the file, and keep what was understood; nothing is saved in the plan."""
    whole = the_whole(plan)
    file = request.files.get("fil")
    if file is None or not file.filename:
        return _form(whole, _("Vel ei fil først.")), 422
    try:
        found = understood(file.read(LARGEST_FILE + 1), whole)
    except FileRefused as error:
        return _form(whole, _word(wording.FILES[error.why])), 422
    command = KeepReading(
        actor=the_account().actor,
        plan=whole.plan.id,
        edition=whole.edition.year,
        file_name=file.filename,
        content=msgspec.json.encode(found).decode(),
    )
    with runtime().transactions.begin(db.session) as uow:
        number = taking_in.keep_reading(uow, command)
    return redirect(address(".look_at_document", whole, number=number), 303)


@bp.get("/<plan>/les-inn/<number>")
@allowed(Role.LEADER, keeps=False)
def look_at_document(plan: str, number: str) -> ResponseReturnValue:
    return _preview(the_whole(plan), number)


def _read(whole: Whole, number: str) -> tuple[ReadingRow, Proposal, list[Part]]:
    row = taking_in.kept_reading(db.session, number, the_account().actor, whole.plan.id)
    found = msgspec.json.decode(row.content, type=Proposal)
    return row, found, compared(found, whole)


def _preview(whole: Whole, number: str, fault: str = "", chosen: list[str] | None = None) -> str:
    row, found, parts = _read(whole, number)
    shown = [_shown(part, whole) for part in parts]
    return page(
        "plan_work/document_read.html",
        whole,
        kept=row,
        fault=fault,
        digest=digest(parts),
        chosen=chosen or [],
        differing=[it for it in shown if it.part.status in (Status.CHANGED, Status.NEW)],
        missing=[it for it in shown if it.part.status is Status.MISSING],
        unsure=[it for it in shown if it.part.status is Status.SAME and it.doubts],
        same=[it for it in shown if it.part.status is Status.SAME and not it.doubts],
        doubts=[_told(doubt) for doubt in loose_doubts(parts, found)],
        counts={status: sum(part.status is status for part in parts) for status in Status},
        doubt_count=len(found.doubts),
    )


def _shown(part: Part, whole: Whole) -> Shown:
    return Shown(
        part,
        _word(wording.STATUS[part.status]),
        [_beside(difference, whole) for difference in part.differences],
        [field_name(kept, whole) for kept in part.kept] if part.status is not Status.SAME else [],
        [lack_name(lack) for lack in part.lacks],
        [_told(doubt) for doubt in part.doubts],
    )


def _beside(difference: Difference, whole: Whole) -> Beside:
    pieces = _pieces(difference)
    old, new = ([piece for piece in pieces if piece.kind != other] for other in ("new", "gone"))
    return Beside(field_name(difference.field, whole), old, new)


def _pieces(difference: Difference) -> list[changes.Piece]:
    """Word by word as long as it is cheap; then whole texts stand beside each other, as amounts do, which are one word each."""
    is_amount = AMOUNT.fullmatch(difference.old) and AMOUNT.fullmatch(difference.new)
    if not is_amount and (difference.old.count(" ") + 1) * (difference.new.count(" ") + 1) <= MOST_COMPARISONS:
        return changes.word_by_word(difference.old, difference.new)
    both = (changes.Piece("gone", difference.old), changes.Piece("new", difference.new))
    return [piece for piece in both if piece.text]


def _told(doubt: Doubt) -> Told:
    return Told(_word(wording.DOUBTS[doubt.matter]), doubt)


def _word(text: LocalText) -> str:
    return text.pick(current_lang()).text


@bp.post("/<plan>/les-inn/<number>")
@allowed(Role.LEADER)
def accept_document(plan: str, number: str) -> ResponseReturnValue:
    """Save the parts that are accepted, or throw the reading away."""
    whole = the_whole(plan)
    if request.form.get("do") == "kast":
        with runtime().transactions.begin(db.session) as uow:
            taking_in.forget_reading(uow, number, the_account().actor, whole.plan.id)
        say(_("Fila er lagd bort. Ingenting er lagra."))
        return redirect(address(".read_document", whole), 303)
    row, _found, parts = _read(whole, number)
    chosen = request.form.getlist("del")
    accepted = {part.key for part in parts if part.may_be_accepted} & set(chosen)
    if request.form.get("digest") != digest(parts):
        sentence = _("Planen er endra sidan du opna sida. Sjå over på nytt; ingenting er lagra.")
        return _preview(whole, number, sentence, chosen), 409
    if not accepted:
        return _preview(whole, number, _("Vel minst éin del å ta inn.")), 422
    out = taken(parts, accepted, whole)
    command = TakeIn(
        made=made(request.form.get("why", "") or row.file_name),
        plan=whole.plan.id,
        edition=whole.edition.year,
        known=known(),
        parts=out.parts,
        new_measures=out.new_measures,
        cells=out.cells,
        names=out.names,
    )
    try:
        with runtime().transactions.begin(db.session) as uow:
            taking_in.take_in(uow, command)
    except (Faulty, Stale):
        sentence = _("Planen heng ikkje saman med desse delane. Ta inn færre om gongen; ingenting er lagra.")
        return _preview(whole, number, sentence, chosen), 422
    say(_("%(count)s delar av dokumentet er lagra i planen.", count=len(accepted)))
    return redirect(address(".look_at_document", whole, number=number), 303)
