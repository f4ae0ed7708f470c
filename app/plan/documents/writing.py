"""Which documents there are, what they can be written as, and what their files are called."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.plan.documents import docx, pdf, xlsx
from app.plan.documents.blocks import Document


@dataclass(frozen=True, slots=True)
class Form:
    """What a document can be written as."""

    media_type: str
    write: Callable[[Document], bytes]


FORMS: Mapping[str, Form] = {
    "docx": Form("application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx.write),
    "pdf": Form("application/pdf", pdf.write),
    "xlsx": Form("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx.write),
}


def file_name(plan: str, year: int, document: str, form: str) -> str:
    """“bygdevekst-vest-telemark-2025-utkast.docx”."""
    return f"{plan}-{year}-{document}.{form}"


__all__ = ["FORMS", "Document", "Form", "file_name"]
