"""What is wrong with a file, a cell or an import, and what to do about it: one sentence each."""

from collections.abc import Callable
from typing import TypeAlias

from app.catalogue.spreadsheets import layout
from app.catalogue.spreadsheets.cells import Problem
from app.catalogue.spreadsheets.commands import NotImported
from app.catalogue.spreadsheets.opening import NotRead
from app.catalogue.spreadsheets.reading import CellFault, Notice
from app.kernel.text import Lang

Translate: TypeAlias = Callable[[str], str]


def _(text: str) -> str:
    """Marks a text for the translations; it is translated where it is shown."""
    return text


FILES = {
    NotRead.EMPTY: _("Fila er tom. Vel ei fil som du har henta her."),
    NotRead.TOO_LARGE: _("Fila er større enn 5 MB. Ta bort rader du ikkje har endra, og prøv på nytt."),
    NotRead.TOO_LARGE_INSIDE: _("Fila er for stor når ho blir pakka ut. Hent ei ny fil, og lim inn endringane dine."),
    NotRead.TOO_MANY_ROWS: _("Eit ark har meir enn 5000 rader. Ta bort rader du ikkje har endra, og prøv på nytt."),
    NotRead.TOO_MANY_COLUMNS: _(
        "Eit ark har meir enn 200 kolonnar. Slett kolonnar som ikkje er våre, og prøv på nytt."
    ),
    NotRead.TOO_MANY_CELLS: _("Fila har for mange celler. Ta bort rader du ikkje har endra, og prøv på nytt."),
    NotRead.OLD_OR_LOCKED: _(
        "Fila er i eit eldre Excel-format eller låst med passord. Opne henne i Excel og lagre som .xlsx utan passord."
    ),
    NotRead.MACROS: _("Fila har makroar, og dei tek vi ikkje imot. Opne henne i Excel og lagre som .xlsx."),
    NotRead.OTHER_OFFICE: _("Dette er ikkje eit rekneark. Vel ei .xlsx-fil som du har henta her."),
    NotRead.OPEN_DOCUMENT: _("Fila er i OpenDocument-format. Opne henne og lagre som .xlsx."),
    NotRead.PLAIN_TEXT: _("Fila er rein tekst, kanskje CSV. Opne henne i Excel og lagre som .xlsx."),
    NotRead.ONLY_A_ZIP: _("Fila er ei zip-fil med eit anna namn, ikkje eit rekneark. Vel ei .xlsx-fil."),
    NotRead.NOT_A_WORKBOOK: _("Fila er ikkje eit rekneark. Vel ei .xlsx-fil som du har henta her."),
    NotRead.BROKEN: _("Fila er skadd og kan ikkje lesast. Opne henne i Excel, lagre på nytt som .xlsx, og prøv att."),
    NotRead.TOO_MANY_CHANGES: _("Fila endrar for mange oppslag på ein gong. Del henne i fleire filer."),
    NotRead.NONE_OF_OURS: _("Fila har ingen ark vi kjenner. Hent ei fil her, og gjer endringane i den fila."),
}

CELLS = {
    Problem.FORMULA: _("Her står ein formel. Skriv verdien."),
    Problem.ERROR: _("Her står ein feil frå Excel. Skriv verdien."),
    Problem.TRUTH: _("Her står SANN eller USANN. Skriv ein tekst eller eit tal."),
    Problem.TIME: _("Her står eit klokkeslett. Skriv berre dagen, til dømes 1.2.2027."),
    Problem.DATE_IN_TEXT: _("Her står ein dato, men feltet er tekst. Formater cella som tekst, og skriv på nytt."),
    Problem.NOT_A_NUMBER: _("«%(value)s» er ikkje eit heilt tal. Skriv til dømes 200 000."),
    Problem.NOT_A_DATE: _("«%(value)s» er ikkje ein dag i kalenderen. Skriv dag.månad.år, til dømes 1.2.2027."),
    Problem.NOT_A_DAY_OF_THE_YEAR: _("«%(value)s» er ikkje ein dag i året. Skriv dag.månad., til dømes 1.3."),
    Problem.NOT_A_CHOICE: _("«%(value)s» er ikkje eit val her. Sjå arket «Kva ein kan velje»."),
    Problem.LINES_DIFFER: _(
        "Her er %(count)s linjer, men på nynorsk er det %(wanted)s. Skriv like mange på kvart språk."
    ),
    Problem.TOO_LARGE: _("Oppslaget er for langt. Kort det ned."),
    Problem.MERGED: _("Cellene %(area)s er slegne saman. Del dei att, så kvar celle har sin verdi."),
    Problem.ID_MISSING: _("Rada manglar id. Skriv han inn, eller slett rada."),
    Problem.ID_FORM: _("«%(id)s» kan ikkje vere id. Bruk små bokstavar frå a til z, tal og bindestrek."),
    Problem.ID_TWICE: _("«%(id)s» står i fleire rader. La berre éi stå."),
    Problem.ID_UNKNOWN: _(
        "Oppslaget «%(id)s» finst ikkje. Er id-en endra? Skriv han som han var. Er oppslaget nytt? Tøm «Versjon»."
    ),
    Problem.ID_IS_ALIAS: _("«%(id)s» er ei eldre adresse til «%(other)s». Vel ein annan id."),
    Problem.VERSION_MISSING: _("Oppslaget «%(id)s» finst alt, men «Versjon» er tom. Hent ei ny fil, og endre der."),
    Problem.VERSION_UNKNOWN: _("«%(version)s» er ikkje ein versjon av «%(id)s». Hent ei ny fil, og endre der."),
    Problem.COLUMN_TWICE: _("Kolonnen står òg i %(other)s. La berre éin stå."),
    Problem.COLUMN_MISSING: _("Kolonnen «%(column)s» manglar i arket, så rada kan ikkje endrast. Lim han inn att."),
    Problem.SHEET_TWICE: _("Arket er det same som «%(other)s». La berre eitt stå."),
    Problem.NO_ID_COLUMN: _("Den gøymde rada med namn på felta manglar i arket. Hent ei ny fil, og endre der."),
    Problem.LIST_OF_NOBODY: _("Oppslaget «%(id)s» finst ikkje. Rett id-en, eller slett rada."),
    Problem.KIND_UNKNOWN: _("Skriv namnet på arket der oppslaget «%(id)s» står."),
    Problem.ALIAS_TAKEN: _("«%(alias)s» fører alt til «%(other)s»."),
    Problem.RULE: "%(sentence)s",
}

NOTICES = {
    "sheet_not_read": _("Arket «%(sheet)s» er ikkje eit av våre, og er ikkje lese."),
    "sheet_hidden": _("Arket «%(sheet)s» er gøymt. Det er lese likevel."),
    "column_not_read": _("%(sheet)s: Kolonnen %(column)s («%(name)s») er ikkje ein av våre, og er ikkje lesen."),
    "column_missing": _("%(sheet)s: Kolonnen «%(column)s» manglar. Feltet blir som det er."),
    "list_rows_not_read": _(
        "%(sheet)s: %(count)s rader høyrer til oppslag som ikkje har si eiga rad i fila. Dei er ikkje lesne."
    ),
    "list_missing": _("Arket «%(list)s» manglar. Det som stod der, blir som det er."),
}

IMPORTS = {
    NotImported.CHANGED_MEANWHILE: _(
        "Noko er endra av andre sidan du såg førehandsvisinga, så ingenting er lagra. Sjå over på nytt."
    ),
    NotImported.HAS_FAULTS: _("Fila har feil, så ingenting er lagra. Rett dei i Excel, og send fila inn på nytt."),
    NotImported.NOT_ALLOWED: _("Fila endrar oppslag du ikkje har ansvar for, så ingenting er lagra."),
    NotImported.UNANSWERED: _(
        "Vel kva tekst som skal stå i kvart felt som andre òg har endra. Ingenting er lagra enno."
    ),
    NotImported.NOTHING_TO_DO: _("Fila endrar ingenting."),
}


def cell(fault: CellFault, lang: Lang, translate: Translate, rule: Translate) -> str:
    """The sentence about a cell. `rule` says in words what a rule of the catalogue has against the value."""
    say = _saying(translate)
    values = dict(fault.values)
    if fault.problem is Problem.RULE:
        heading = layout.heading(values["kind"], values["path"].split("[")[0], lang, say)
        values["sentence"] = f"{heading}: {rule(values['reason'])}" if values["path"] else rule(values["reason"])
    elif fault.problem is Problem.COLUMN_MISSING:
        values["column"] = layout.heading(values["list"], values["path"], lang, say)
    text = CELLS[fault.problem]
    return (text if fault.problem is Problem.RULE else translate(text)) % values


def notice(found: Notice, lang: Lang, translate: Translate) -> str:
    say = _saying(translate)
    values = {"sheet": found.sheet} | found.values
    if found.what == "column_missing":
        values = {
            "sheet": found.sheet,
            "column": layout.heading(found.values["sheet"], found.values["path"], lang, say),
        }
    elif found.what == "list_missing":
        values = {"list": layout.sheet_name(found.values["list"], lang, say)}
    return translate(NOTICES[found.what]) % values


def _saying(translate: Translate) -> layout.Say:
    return lambda text, _lang: translate(text)
