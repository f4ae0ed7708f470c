"""The catalogue as an Excel file: take it out, send it in, look at every change, and confirm."""

from collections.abc import Collection
from typing import NamedTuple

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from app.accounts.access import allowed, may_open, the_account
from app.catalogue import changes, permissions, queries
from app.catalogue.commands import presses
from app.catalogue.editing import wording
from app.catalogue.editing.blueprint import bp, say, title_of
from app.catalogue.editing.content import as_text
from app.catalogue.spreadsheets import commands, layout
from app.catalogue.spreadsheets import wording as words
from app.catalogue.spreadsheets.commands import ImportRows, KeepPreview, NotImported
from app.catalogue.spreadsheets.export import export
from app.catalogue.spreadsheets.opening import LARGEST_FILE, FileRefused, NotRead
from app.catalogue.spreadsheets.planning import Planned
from app.catalogue.spreadsheets.reading import CellFault
from app.catalogue.types import Entry, Level, Scheme, Status
from app.catalogue.vocabularies import MUNICIPALITY
from app.kernel.errors import Fault, Refused
from app.kernel.text import Lang
from app.web.errors import hear_out, page
from app.web.locale import current_lang, speaking
from app.web.locale import gettext as _
from app.web.runtime import db, runtime

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST_POST = 20_000_000
"""Room for a file that is too large, so that the page can say so."""
MOST_COMPARISONS = 3_000_000
"""Pairs of words on one page: a text in the place of another costs as many as their words multiplied."""
FILTERS = {"kommune": tuple(MUNICIPALITY), "niva": tuple(Level), "status": tuple(Status)}
"""What can be asked of schemes, by the name of the field."""


@bp.url_value_preprocessor
def _room_for_a_file(endpoint: str | None, _values: object) -> None:
    """Before anything reads the form."""
    if endpoint == "editing.send_in":
        request.max_content_length = LARGEST_POST


@bp.errorhandler(RequestEntityTooLarge)
def _far_too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    """A file that was not even read is told of where it was sent from."""
    hear_out()
    if request.endpoint != "editing.send_in" or not may_open("editing.send_in"):
        return page(413)
    return _page(_(words.FILES[NotRead.TOO_LARGE])), 413


class _Words:
    """Compares texts word by word as long as it is cheap; then whole texts stand beside each other."""

    def __init__(self) -> None:
        self.left = MOST_COMPARISONS

    def pieces(self, old: object, new: object) -> list[changes.Piece]:
        before, after = as_text(old), as_text(new)
        self.left -= (before.count(" ") + 1) * (after.count(" ") + 1)
        if self.left >= 0:
            return changes.word_by_word(before, after)
        whole = (changes.Piece("gone", f"{before} "), changes.Piece("new", after))
        return [piece for piece in whole if piece.text.strip()]


class Change(NamedTuple):
    """A field that is changed, as the page shows it."""

    label: str
    path: str
    pieces: list[changes.Piece]


class Clash(NamedTuple):
    """A field that others have changed too."""

    name: str
    label: str
    base: str
    mine: str
    theirs: str


class Shown(NamedTuple):
    """An entry of the preview."""

    planned: Planned
    title: str
    changes: list[Change]
    clashes: list[Clash]
    faults: list[tuple[str, str]]


def in_language(text: str, lang: Lang) -> str:
    """One of our texts in a language that need not be the page's."""
    with speaking(lang):
        return _(text)


@bp.get("/rekneark")
@allowed(*permissions.WRITERS, keeps=False)
def spreadsheet() -> ResponseReturnValue:
    return _page()


def _page(fault: str = "") -> str:
    return render_template(
        "editing/spreadsheet.html",
        fault=fault,
        kinds=layout.KIND_NAMES,
        filters=FILTERS,
        vocabularies={"kommune": "municipality", "niva": "level", "status": "status"},
        megabytes=LARGEST_FILE // 1_000_000,
    )


@bp.get("/rekneark/hent")
@allowed(*permissions.WRITERS, keeps=False)
def take_out() -> ResponseReturnValue:
    """The workbook: everything, or the kinds and the schemes that are asked for."""
    kinds = [kind for kind in layout.KINDS if kind in request.args.getlist("slag")] or list(layout.KINDS)
    selection: dict[str, Collection[str] | None] = dict.fromkeys(kinds)
    asked = {name: request.args.get(name, "") for name, codes in FILTERS.items() if request.args.get(name) in codes}
    if "schemes" in selection and asked:
        found = [entry for kind, entry in queries.every_entry(db.session) if kind == "schemes"]
        selection["schemes"] = {entry.id for entry in found if _is_asked_for(entry, asked)}
    data = export(db.session, selection, current_lang(), in_language)
    name = f"verkemiddel-{runtime().today().isoformat()}.xlsx"
    return Response(data, mimetype=TYPE, headers={"Content-Disposition": f"attachment; filename={name}"})


def _is_asked_for(entry: Entry, asked: dict[str, str]) -> bool:
    if not isinstance(entry, Scheme):
        return False
    place = asked.get("kommune")
    return (
        (not place or (entry.municipalities != "all" and place in entry.municipalities))
        and asked.get("niva", entry.level) == entry.level
        and asked.get("status", entry.status) == entry.status
    )


@bp.post("/rekneark")
@allowed(*permissions.WRITERS, keeps=False)
def send_in() -> ResponseReturnValue:
    """Read the file and keep what it changes; nothing is saved in the catalogue."""
    file = request.files.get("fil")
    data = file.read(LARGEST_FILE + 1) if file else b""
    if file is None or not file.filename:
        return _page(_("Vel ei fil først.")), 422
    try:
        compared = commands.compare(db.session, data, in_language)
    except FileRefused as error:
        return _page(_(words.FILES[error.why])), 422
    keep = KeepPreview(actor=the_account().actor, file_name=file.filename, compared=compared)
    with runtime().transactions.begin(db.session) as uow:
        number = commands.keep_preview(uow, keep).id
    return redirect(url_for(".look_at", number=number), 303)


@bp.get("/rekneark/<number>")
@allowed(*permissions.WRITERS, keeps=False)
def look_at(number: str) -> ResponseReturnValue:
    """Every change by entry and field, and every fault by cell."""
    return _preview(number)


def _preview(number: str, fault: str = "") -> str:
    kept = commands.kept(db.session, number, the_account().actor)
    plan, compare = commands.plan_of(db.session, kept, _may_edit), _Words()
    return render_template(
        "editing/spreadsheet_preview.html",
        kept=kept,
        plan=plan,
        entries=[_shown(planned, compare) for planned in plan.entries],
        faults=[_told(found) for found in plan.faults],
        notices=[words.notice(found, current_lang(), _) for found in plan.notices],
        fault=fault,
        kinds=layout.KIND_NAMES,
    )


def _may_edit(entry: Entry) -> bool:
    return permissions.may_edit(the_account(), entry)


def _shown(planned: Planned, compare: _Words) -> Shown:
    clashing = {conflict.path for conflict in planned.conflicts}
    return Shown(
        planned,
        title_of(planned.kind, planned.before or planned.content) or planned.key,
        [
            Change(_label(planned, d.path), d.path, compare.pieces(d.old, d.new))
            for d in planned.differences
            if d.path not in clashing
        ],
        [
            Clash(
                _clash_name(planned, c.path),
                _label(planned, c.path),
                as_text(c.base),
                as_text(c.mine),
                as_text(c.theirs),
            )
            for c in planned.conflicts
        ],
        [_told(found) for found in planned.faults],
    )


def _label(planned: Planned, path: str) -> str:
    return layout.heading(planned.kind, path, current_lang(), in_language)


def _clash_name(planned: Planned, path: str) -> str:
    return f"val/{planned.kind}/{planned.key}/{path}"


def _told(found: CellFault) -> tuple[str, str]:
    """(“Ordningar!F12”, the sentence)."""
    return f"{found.sheet}!{found.cell}", words.cell(found, current_lang(), _, _in_words)


def _in_words(reason: str) -> str:
    """What a rule of the catalogue says."""
    return wording.faults([Fault("", "x", reason)])["x"]


@bp.post("/rekneark/<number>")
@allowed(*permissions.WRITERS)
def confirm_import(number: str) -> ResponseReturnValue:
    """Take in exactly what was shown, or throw it away."""
    actor = the_account().actor
    if request.form.get("do") == "kast":
        with runtime().transactions.begin(db.session) as uow:
            commands.discard(uow, number, actor)
        say(_("Fila er lagd bort. Ingenting er lagra."))
        return redirect(url_for(".spreadsheet"), 303)
    command = ImportRows(
        actor=actor,
        number=number,
        digest=request.form.get("digest", ""),
        may_edit=_may_edit,
        choices=_choices(),
    )
    try:
        with runtime().transactions.begin(db.session) as uow:
            done = commands.import_rows(uow, command)
            count, undo = len(done), command.batch if presses.can_be_undone(uow.session, done) else ""
    except Refused as error:
        return _preview(number, _(words.IMPORTS[NotImported(error.code)])), 409
    say(_("%(count)s oppslag er endra, og er synlege no.", count=count), undo=undo)
    if not undo:
        say(_("Fila hadde nye aktørar, omgrep eller døme, så dette kan ikkje angrast på ein gong."), colour="info")
    return redirect(url_for(".spreadsheet"), 303)


def _choices() -> dict[tuple[str, str, str], str]:
    found = {}
    for name, side in request.form.items():
        start, _slash, rest = name.partition("/")
        parts = rest.split("/")
        if start == "val" and len(parts) == 3:
            found[parts[0], parts[1], parts[2]] = side
    return found
