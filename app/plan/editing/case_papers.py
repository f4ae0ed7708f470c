"""The case paper of a party as a file: on the party's own template where it has one, else as we set it up."""

import re

from flask import abort
from flask.typing import ResponseReturnValue

from app.accounts.access import the_account
from app.kernel.errors import Missing
from app.plan import downloads, permissions, queries
from app.plan.documents import paper_words
from app.plan.documents.case_paper import LONGEST_PARAGRAPH, case_paper, municipalities
from app.plan.documents.templates.filling import filled
from app.plan.documents.templates.opening import opened
from app.plan.documents.templates.values import case_values
from app.plan.documents.words import say
from app.plan.editing import reach
from app.plan.rules.public import public_whole
from app.plan.rules.whole import Whole
from app.plan.types import Actor
from app.web.locale import gettext as _
from app.web.runtime import db, runtime

NO_LETTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def parties(whole: Whole) -> list[Actor]:
    """Everybody who gets a case paper."""
    found = [whole.actor(name) for name in municipalities(whole)]
    return list({actor.id: actor for actor in found if actor}.values())


def own_parties(whole: Whole) -> list[Actor]:
    """Those whose template and case paper the account looks after."""
    return [actor for actor in parties(whole) if permissions.may_dress(the_account(), actor, reach.own())]


def own_party(whole: Whole, key: str) -> Actor:
    """Raises `Missing`; ends with 403 where it is somebody else's."""
    actor = next((actor for actor in parties(whole) if actor.id == key), None)
    if actor is None:
        raise Missing(f"{whole.plan.id}/{key[:80]}")
    if not permissions.may_dress(the_account(), actor, reach.own()):
        abort(403)
    return actor


def paragraph_fault(paragraph: str) -> str:
    """What is wrong with the paragraph that somebody wrote for the paper; else nothing."""
    if len(paragraph) > LONGEST_PARAGRAPH:
        return _("Avsnittet kan ha høgst %(most)s teikn.", most=LONGEST_PARAGRAPH)
    return _("Avsnittet har eit teikn som ikkje kan skrivast.") if NO_LETTER.search(paragraph) else ""


def printed_name(whole: Whole, party: Actor) -> str:
    """The party as the edition prints it."""
    return next(name for name in municipalities(whole) if whole.actor(name) == party)


def paper_file(whole: Whole, name: str, paragraph: str, form: str, *, plain: bool) -> ResponseReturnValue:
    """`name` is the party as printed; `plain` passes its template by, and so does a PDF.

    Raises `CannotWrite`, and `TemplateRefused` for a template that newer fields have made a wrong one.
    """
    whole, today, party = public_whole(whole), runtime().today(), whole.actor(name)
    row = queries.case_template(db.session, whole.plan.id, party.id) if party and form == "docx" and not plain else None
    if row:
        content = on_template(whole, name, paragraph, row.content)
    else:
        content = downloads.written(case_paper(whole, name, paragraph, today), form)
    return downloads.sent(content, whole, f"saksframlegg-{municipalities(whole).index(name) + 1}", form)


def on_template(whole: Whole, name: str, paragraph: str, template: bytes) -> bytes:
    """The paper on a template. Raises `FileRefused`, `TemplateRefused`."""
    today = runtime().today()
    title = say(paper_words.CASE_PAPER, whole.plan.lang, municipality=name)
    return filled(opened(template), case_values(public_whole(whole), name, paragraph, today), title, today)
