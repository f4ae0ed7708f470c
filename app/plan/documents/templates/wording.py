"""Why a file is no template, in words: those of a plan that is read, but for what is said of the plan."""

from collections.abc import Mapping

from app.kernel.text import LocalText
from app.plan.documents.reading import wording
from app.plan.documents.reading.opening import NotRead
from app.plan.documents.templates.opening import LIMITS

T = LocalText
MEGABYTES = LIMITS.file // 1_000_000
FILES: Mapping[NotRead, LocalText] = {
    **wording.FILES,
    NotRead.TOO_LARGE: T(
        f"Fila er større enn {MEGABYTES} MB. Gjer bileta i malen mindre.",
        f"Filen er større enn {MEGABYTES} MB. Gjør bildene i malen mindre.",
        f"The file is larger than {MEGABYTES} MB. Make the pictures of the template smaller.",
    ),
    NotRead.TOO_LARGE_INSIDE: T(
        "Fila er mykje større inni enn ein mal kan vere. Ho er ikkje lesen.",
        "Filen er mye større inni enn en mal kan være. Den er ikke lest.",
        "The file is far larger inside than a template can be. It was not read.",
    ),
    NotRead.TOO_MANY_PAGES: T(
        "Dokumentet har meir tekst enn ein mal kan ha.",
        "Dokumentet har mer tekst enn en mal kan ha.",
        "The document has more text than a template can have.",
    ),
    NotRead.PDF: T(
        "Dette er ein PDF. Opne malen i Word, og lagre han som .docx.",
        "Dette er en PDF. Åpne malen i Word, og lagre den som .docx.",
        "This is a PDF. Open the template in Word, and save it as .docx.",
    ),
}
