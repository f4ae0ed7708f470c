"""A municipality's own Word template for its case paper: sent in, looked at, kept, fetched, replaced, taken away."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from app.accounts.access import allowed
from app.kernel.errors import Missing
from app.plan import downloads, permissions, queries
from app.plan.commands.case_templates import KeepCaseTemplate, keep_case_template, remove_case_template
from app.plan.documents import pdf
from app.plan.documents.case_paper import LONGEST_PARAGRAPH
from app.plan.documents.reading.opening import FileRefused, NotRead
from app.plan.documents.templates import wording
from app.plan.documents.templates.example import example
from app.plan.documents.templates.fields import TemplateRefused
from app.plan.documents.templates.opening import LIMITS
from app.plan.editing import case_template_words as words
from app.plan.editing import reach
from app.plan.editing.blueprint import address, bp, made, names, page, say, the_whole
from app.plan.editing.case_papers import (
    NO_LETTER,
    on_template,
    own_parties,
    own_party,
    paper_file,
    paragraph_fault,
    printed_name,
)
from app.plan.editing.uploads import UPLOADS, Upload
from app.plan.models import TEMPLATES
from app.plan.rules.whole import Whole
from app.plan.types import Actor
from app.web.locale import current_lang
from app.web.locale import gettext as _
from app.web.runtime import db, runtime

ALL = "/<plan>/dokument/malar"
ONE = f"{ALL}/<party>"
MOST_VERSIONS = 20


@bp.get(ALL)
@allowed(*permissions.TELLERS)
def templates(plan: str) -> ResponseReturnValue:
    """Whose templates the reader looks after; straight to the one where there is only one."""
    whole = the_whole(plan)
    found = own_parties(whole)
    if len(found) == 1:
        return redirect(address(".template", whole, party=found[0].id), 303)
    kept = queries.case_templates(db.session, plan)
    return page("plan_work/templates.html", whole, parties=found, kept=kept, leads=reach.leads())


@bp.get(f"{ALL}/dome.docx")
@allowed(*permissions.TELLERS)
def example_template(plan: str) -> ResponseReturnValue:
    whole = the_whole(plan)
    return downloads.sent(example(whole.plan.lang), whole, "mal-dome", "docx")


@bp.get(ONE)
@allowed(*permissions.TELLERS)
def template(plan: str, party: str) -> ResponseReturnValue:
    whole = the_whole(plan)
    return _page(whole, own_party(whole, party))


def _page(
    whole: Whole,
    party: Actor,
    *,
    faults: list[str] | None = None,
    typed: str = "",
    paragraph_fault: str = "",
    no_pdf: bool = False,
) -> str:
    plan = whole.plan.id
    return page(
        "plan_work/template.html",
        whole,
        party=party,
        kept=queries.case_template(db.session, plan, party.id),
        faults=faults or [],
        megabytes=wording.MEGABYTES,
        fields=words.explained(),
        names=names(),
        versions=queries.versions(db.session, plan, kind=TEMPLATES, key=party.id, before=0, limit=MOST_VERSIONS),
        can_pdf=pdf.can_write() and not no_pdf,
        most=LONGEST_PARAGRAPH,
        paragraph_fault=paragraph_fault,
        typed=NO_LETTER.sub("", typed),
        several=len(own_parties(whole)) > 1,
    )


@bp.post(ONE)
@allowed(*permissions.TELLERS, keeps=False)
def send_template(plan: str, party: str) -> ResponseReturnValue:
    """Look at the template, fill it in once to see that it can be, and keep it; nothing is saved where anything is wrong."""
    whole = the_whole(plan)
    actor = own_party(whole, party)
    file = request.files.get("fil")
    if file is None or not file.filename:
        return _page(whole, actor, faults=[_("Vel ei fil først.")]), 422
    content = file.read(LIMITS.file + 1)
    try:
        on_template(whole, printed_name(whole, actor), "", content)
    except FileRefused as error:
        return _page(whole, actor, faults=[_word(error.why)]), 422
    except TemplateRefused as error:
        return _page(whole, actor, faults=list(dict.fromkeys(map(words.sentence, error.faults)))), 422
    command = KeepCaseTemplate(
        made=made(_("Mal for saksframlegg")), plan=plan, party=actor.id, file_name=file.filename, content=content
    )
    with runtime().transactions.begin(db.session) as uow:
        keep_case_template(uow, command)
    say(_("Malen er lagra. Saksframlegget til %(party)s bruker han no.", party=actor.name))
    return redirect(address(".template", whole, party=party), 303)


def _word(why: NotRead) -> str:
    return wording.FILES[why].pick(current_lang()).text


def _too_large(plan: str, party: str) -> str:
    whole = the_whole(plan)
    return _page(whole, own_party(whole, party), faults=[_word(NotRead.TOO_LARGE)])


UPLOADS["plan_work.send_template"] = Upload(LIMITS.file, _too_large)


@bp.get(f"{ONE}/mal.docx")
@allowed(*permissions.TELLERS)
def template_file(plan: str, party: str) -> ResponseReturnValue:
    """The template as it was sent in."""
    whole = the_whole(plan)
    actor = own_party(whole, party)
    row = queries.case_template(db.session, plan, actor.id)
    if row is None:
        raise Missing(f"{plan}/{TEMPLATES}/{actor.id}")
    return downloads.sent(row.content, whole, f"mal-{actor.id}", "docx")


@bp.post(f"{ONE}/fjern")
@allowed(*permissions.TELLERS)
def remove_template(plan: str, party: str) -> ResponseReturnValue:
    whole = the_whole(plan)
    actor = own_party(whole, party)
    with runtime().transactions.begin(db.session) as uow:
        remove_case_template(uow, made(_("Malen er teken bort")), plan, actor.id)
    say(_("Malen er teken bort. Saksframlegget får standardoppsettet."))
    return redirect(address(".template", whole, party=party), 303)


@bp.post(f"{ONE}/saksframlegg")
@allowed(*permissions.TELLERS)
def own_case_paper(plan: str, party: str) -> ResponseReturnValue:
    """Changes nothing: what is typed goes into the file that comes back, and is not kept."""
    whole = the_whole(plan)
    actor = own_party(whole, party)
    paragraph = request.form.get("avsnitt", "")
    form = "pdf" if request.form.get("form") == "pdf" else "docx"
    if fault := paragraph_fault(paragraph):
        return _page(whole, actor, typed=paragraph, paragraph_fault=fault), 422
    plain = request.form.get("form") == "standard"
    try:
        return paper_file(whole, printed_name(whole, actor), paragraph, form, plain=plain)
    except (FileRefused, TemplateRefused):
        return _page(whole, actor, typed=paragraph, faults=[_("Malen passar ikkje lenger. Legg han inn på nytt.")]), 422
    except pdf.CannotWrite:
        return _page(whole, actor, typed=paragraph, no_pdf=True), 503
