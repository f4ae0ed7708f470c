"""A document of the plan as an answer to a browser."""

from flask import Response

from app.plan.documents.words import TAG
from app.plan.documents.writing import FORMS, Document, file_name
from app.plan.rules.whole import Whole


def sent(content: bytes, whole: Whole, name: str, form: str) -> Response:
    """The file, to be saved under a name that says what it is."""
    answer = Response(content, mimetype=FORMS[form].media_type)
    saved_as = file_name(whole.plan.id, whole.edition.year, name, form)
    answer.headers["Content-Disposition"] = f'attachment; filename="{saved_as}"'
    answer.headers["Content-Language"] = TAG[whole.plan.lang]
    return answer


def written(document: Document, form: str) -> bytes:
    """The file of a document. Raises `CannotWrite` where the machine lacks what writes it."""
    return FORMS[form].write(document)
