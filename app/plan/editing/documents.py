"""The documents that the leader writes out: drafts and final copies, the short papers, and the case papers."""

from flask import abort, request
from flask.typing import ResponseReturnValue

from app.accounts.access import allowed
from app.accounts.types import Role
from app.plan import downloads, queries
from app.plan.documents import papers, pdf
from app.plan.documents.case_paper import LONGEST_PARAGRAPH, municipalities
from app.plan.documents.outline import action_plan
from app.plan.documents.reading.opening import FileRefused
from app.plan.documents.templates.fields import TemplateRefused
from app.plan.documents.writing import Document
from app.plan.editing.blueprint import bp, page, the_whole
from app.plan.editing.case_papers import NO_LETTER, paper_file, paragraph_fault, parties
from app.plan.rules.public import public_whole
from app.plan.rules.whole import Whole
from app.web.locale import gettext as _
from app.web.runtime import db, runtime

WITHOUT_TABLES = ("talbevis", "status")


@bp.get("/<plan>/dokument")
@allowed(Role.LEADER)
def documents(plan: str) -> ResponseReturnValue:
    return _documents(public_whole(the_whole(plan)))


@bp.get("/<plan>/dokument/<any(utkast,handlingsplan,talbevis,status):name>.<any(docx,pdf,xlsx):form>")
@allowed(Role.LEADER)
def document_file(plan: str, name: str, form: str) -> ResponseReturnValue:
    whole = public_whole(the_whole(plan))
    if form == "xlsx" and name in WITHOUT_TABLES:
        abort(404)
    return _sent(whole, _document(whole, name), name, form)


@bp.post("/<plan>/dokument/saksframlegg")
@allowed(Role.LEADER)
def case_paper_file(plan: str) -> ResponseReturnValue:
    """Changes nothing: what is typed goes into the file that comes back, and is not kept."""
    whole = public_whole(the_whole(plan))
    party, paragraph = request.form.get("part", ""), request.form.get("avsnitt", "")
    form = "pdf" if request.form.get("form") == "pdf" else "docx"
    faults: dict[str, str] = {}
    if party not in municipalities(whole):
        faults["part"] = _("Vel kven saksframlegget er til.")
    if fault := paragraph_fault(paragraph):
        faults["avsnitt"] = fault
    if faults:
        return _documents(whole, faults=faults, status=422)
    try:
        return paper_file(whole, party, paragraph, form, plain="standard" in request.form)
    except (FileRefused, TemplateRefused):
        sentence = _("Malen til %(party)s passar ikkje lenger. Legg han inn på nytt.", party=party)
        return _documents(whole, faults={"part": sentence}, status=422)
    except pdf.CannotWrite:
        return _documents(whole, status=503)


def _document(whole: Whole, name: str) -> Document:
    match name:
        case "talbevis":
            return papers.proof(whole, runtime().today())
        case "status":
            return papers.status(whole, runtime().today())
        case _:
            return action_plan(whole, final=name == "handlingsplan")


def _sent(whole: Whole, document: Document, name: str, form: str) -> ResponseReturnValue:
    try:
        return downloads.sent(downloads.written(document, form), whole, name, form)
    except pdf.CannotWrite:
        return _documents(whole, status=503)


def _documents(whole: Whole, *, faults: dict[str, str] | None = None, status: int = 200) -> ResponseReturnValue:
    shown = page(
        "plan_work/documents.html",
        whole,
        can_pdf=pdf.can_write(),
        parties=municipalities(whole),
        with_template=[
            one.name for one in parties(whole) if one.id in queries.case_templates(db.session, whole.plan.id)
        ],
        faults=faults or {},
        most=LONGEST_PARAGRAPH,
        typed=NO_LETTER.sub("", request.form.get("avsnitt", "")),
    )
    return shown, status
