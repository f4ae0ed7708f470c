"""Every reason, doubt and status of a reading in words."""

from collections.abc import Mapping

from app.kernel.text import LocalText
from app.plan.documents.reading.found import Matter
from app.plan.documents.reading.opening import LARGEST_FILE, MOST_PAGES, NotRead
from app.plan.documents.reading.parts import Status

T = LocalText
MEGABYTES = LARGEST_FILE // 1_000_000

FILES: Mapping[NotRead, LocalText] = {
    NotRead.EMPTY: T(
        "Fila er tom. Vel ei anna fil.", "Filen er tom. Velg en annen fil.", "The file is empty. Choose another file."
    ),
    NotRead.TOO_LARGE: T(
        f"Fila er større enn {MEGABYTES} MB. Ta bort bilete, og lagre ho på nytt.",
        f"Filen er større enn {MEGABYTES} MB. Ta bort bilder, og lagre den på nytt.",
        f"The file is larger than {MEGABYTES} MB. Take out pictures, and save it again.",
    ),
    NotRead.TOO_LARGE_INSIDE: T(
        "Fila er mykje større inni enn ein handlingsplan kan vere. Send inn berre handlingsplanen.",
        "Filen er mye større inni enn en handlingsplan kan være. Send inn bare handlingsplanen.",
        "The file is far larger inside than an action plan can be. Send only the action plan.",
    ),
    NotRead.TOO_MANY_PAGES: T(
        f"Dokumentet har meir enn {MOST_PAGES} sider. Send inn berre handlingsplanen.",
        f"Dokumentet har mer enn {MOST_PAGES} sider. Send inn bare handlingsplanen.",
        f"The document has more than {MOST_PAGES} pages. Send only the action plan.",
    ),
    NotRead.PDF: T(
        "Dette er ein PDF. Opne planen i Word, og lagre han som .docx.",
        "Dette er en PDF. Åpne planen i Word, og lagre den som .docx.",
        "This is a PDF. Open the plan in Word, and save it as .docx.",
    ),
    NotRead.OLD_OR_LOCKED: T(
        "Fila er i det gamle formatet .doc, eller låst med passord. Opne ho i Word, og lagre som .docx utan passord.",
        "Filen er i det gamle formatet .doc, eller låst med passord. Åpne den i Word, og lagre som .docx uten passord.",
        "The file is in the old format .doc, or locked with a password. Open it in Word, and save it as .docx without a password.",
    ),
    NotRead.RICH_TEXT: T(
        "Fila er i formatet RTF. Opne ho i Word, og lagre som .docx.",
        "Filen er i formatet RTF. Åpne den i Word, og lagre som .docx.",
        "The file is in the format RTF. Open it in Word, and save it as .docx.",
    ),
    NotRead.MACROS: T(
        "Fila har makroar. Lagre ho som .docx utan makroar.",
        "Filen har makroer. Lagre den som .docx uten makroer.",
        "The file has macros. Save it as .docx without macros.",
    ),
    NotRead.OTHER_OFFICE: T(
        "Fila er eit rekneark eller ein presentasjon, ikkje eit Word-dokument. Send inn ei .docx-fil.",
        "Filen er et regneark eller en presentasjon, ikke et Word-dokument. Send inn en .docx-fil.",
        "The file is a spreadsheet or a presentation, not a Word document. Send a .docx file.",
    ),
    NotRead.OPEN_DOCUMENT: T(
        "Fila er i formatet .odt. Opne ho, og lagre ho som .docx.",
        "Filen er i formatet .odt. Åpne den, og lagre den som .docx.",
        "The file is in the format .odt. Open it, and save it as .docx.",
    ),
    NotRead.ONLY_A_ZIP: T(
        "Fila er ei zip-fil, ikkje eit Word-dokument. Send inn ei .docx-fil.",
        "Filen er en zip-fil, ikke et Word-dokument. Send inn en .docx-fil.",
        "The file is a zip file, not a Word document. Send a .docx file.",
    ),
    NotRead.NOT_A_DOCUMENT: T(
        "Fila er ikkje eit Word-dokument. Send inn ei .docx-fil.",
        "Filen er ikke et Word-dokument. Send inn en .docx-fil.",
        "The file is not a Word document. Send a .docx file.",
    ),
    NotRead.BROKEN: T(
        "Fila er skadd og kan ikkje lesast. Opne ho i Word, og lagre ho på nytt.",
        "Filen er skadet og kan ikke leses. Åpne den i Word, og lagre den på nytt.",
        "The file is damaged and cannot be read. Open it in Word, and save it again.",
    ),
    NotRead.NOT_A_PLAN: T(
        "Dokumentet følgjer ikkje malen for handlingsplanar: Ingen delmål, tiltak, budsjett eller møte vart funne. Bruk malen.",
        "Dokumentet følger ikke malen for handlingsplaner: Ingen delmål, tiltak, budsjett eller møter ble funnet. Bruk malen.",
        "The document does not follow the template of action plans: no goals, measures, budgets or meetings were found. Use the template.",
    ),
}

DOUBTS: Mapping[Matter, LocalText] = {
    Matter.TRACKED: T(
        "Dokumentet har spora endringar. Dei er lesne som godtekne.",
        "Dokumentet har sporede endringer. De er lest som godtatt.",
        "The document has tracked changes. They were read as accepted.",
    ),
    Matter.COMMENTS: T(
        "Dokumentet har merknader i margen. Dei er ikkje lesne.",
        "Dokumentet har merknader i margen. De er ikke lest.",
        "The document has comments. They were not read.",
    ),
    Matter.TITLE_DIFFERS: T(
        "Tittelen er ein annan enn i tabellen.",
        "Tittelen er en annen enn i tabellen.",
        "The title is not the one in the table.",
    ),
    Matter.FAKE_HEADING: T(
        "Lesen som overskrift, men er ikkje laga som overskrift i Word.",
        "Lest som overskrift, men er ikke laget som overskrift i Word.",
        "Read as a heading, but it is not made as a heading in Word.",
    ),
    Matter.UNKNOWN_HEADING: T(
        "Overskrifta høyrer ikkje til malen, eller har ingen tekst under seg.",
        "Overskriften hører ikke til malen, eller har ingen tekst under seg.",
        "The heading is not one of the template, or has no text below it.",
    ),
    Matter.HEADING_IN_TEXT: T(
        "Overskrift og tekst står på same linje. Dei er skilde.",
        "Overskrift og tekst står på samme linje. De er skilt.",
        "Heading and text stand on the same line. They were parted.",
    ),
    Matter.BULLET_JOINED: T(
        "Avsnittet held fram setninga i punktet over, og er lese saman med det.",
        "Avsnittet fortsetter setningen i punktet over, og er lest sammen med det.",
        "The paragraph goes on with the sentence of the item above, and was read as a part of it.",
    ),
    Matter.TEXT_JOINED: T(
        "Ein tabell stod midt i setninga. Ho er sett saman att.",
        "En tabell stod midt i setningen. Den er satt sammen igjen.",
        "A table stood in the middle of the sentence. It was put together again.",
    ),
    Matter.TABLE_JOINED: T(
        "Tabellen har ikkje eigne overskrifter, og er lesen som resten av tabellen før.",
        "Tabellen har ikke egne overskrifter, og er lest som resten av tabellen før.",
        "The table has no heads of its own, and was read as the rest of the table before.",
    ),
    Matter.ROW_JOINED: T(
        "Rada har ikkje nummer, og er lesen som resten av rada over.",
        "Raden har ikke nummer, og er lest som resten av raden over.",
        "The row has no number, and was read as the rest of the row above.",
    ),
    Matter.NO_HEADER: T(
        "Tabellen manglar overskrifter. Kolonnane er lesne i rekkjefølgja i malen.",
        "Tabellen mangler overskrifter. Kolonnene er lest i rekkefølgen i malen.",
        "The table has no heads. Its columns were read in the order of the template.",
    ),
    Matter.CELLS_MERGED: T("Cella gjeld fleire rader.", "Cellen gjelder flere rader.", "The cell is for several rows."),
    Matter.CAPTION_IN_CELL: T(
        "Ein tabelltittel stod i cella. Han er teken bort.",
        "En tabelltittel stod i cellen. Den er tatt bort.",
        "A caption stood in the cell. It was taken away.",
    ),
    Matter.UNKNOWN_TABLE: T(
        "Tabellen er ikkje kjend, og er ikkje lesen.",
        "Tabellen er ikke kjent, og er ikke lest.",
        "The table is not known, and was not read.",
    ),
    Matter.LIST_AND: T(
        "Er dette éin eller fleire? Det er lese som eitt namn.",
        "Er dette én eller flere? Det er lest som ett navn.",
        "Is this one or several? It was read as one name.",
    ),
    Matter.NO_COMMA: T(
        "Komma manglar, eller eit ord er delt.",
        "Komma mangler, eller et ord er delt.",
        "A comma is missing, or a word is split.",
    ),
    Matter.UNKNOWN_NAME: T(
        "Namnet er ikkje blant dei planen har.",
        "Navnet er ikke blant dem planen har.",
        "The name is not among those of the plan.",
    ),
    Matter.TIME_FRAME: T(
        "Tidsramma er ikkje år i avtaleperioden.",
        "Tidsrammen er ikke år i avtaleperioden.",
        "The time frame is not years of the period.",
    ),
    Matter.GREY: T(
        "Rada er grå. Ho er lesen som «seinare i perioden».",
        "Raden er grå. Den er lest som «senere i perioden».",
        "The row is grey. It was read as “later in the period”.",
    ),
    Matter.GREY_LOST: T(
        "Ingen rader er grå eller merkte med ord. Kva som er prioritert, er ikkje lese.",
        "Ingen rader er grå eller merket med ord. Hva som er prioritert, er ikke lest.",
        "No rows are grey or marked in words. What has priority was not read.",
    ),
    Matter.NOT_IN_TABLE: T(
        "Tiltaket står ikkje i tabellen.", "Tiltaket står ikke i tabellen.", "The measure is not in the table."
    ),
    Matter.NO_TEXT: T(
        "Tiltaket har ikkje eigen tekst.", "Tiltaket har ikke egen tekst.", "The measure has no text of its own."
    ),
    Matter.NUMBER_TWICE: T(
        "Nummeret stemmer ikkje, eller står to gonger.",
        "Nummeret stemmer ikke, eller står to ganger.",
        "The number is not right, or stands twice.",
    ),
    Matter.DATE_MENDED: T("Datoen er skriven feil.", "Datoen er skrevet feil.", "The date is written wrong."),
    Matter.DATE_WITHOUT_YEAR: T(
        "Datoen manglar år. Året til planen er brukt.",
        "Datoen mangler år. Planens år er brukt.",
        "The date has no year. The year of the plan was used.",
    ),
    Matter.DATE_UNREADABLE: T(
        "Dette er ikkje ein dato i kalenderen. Det er ikkje lese.",
        "Dette er ikke en dato i kalenderen. Det er ikke lest.",
        "This is not a day of the calendar. It was not read.",
    ),
    Matter.AMOUNT_UNREADABLE: T(
        "Beløpet kan ikkje lesast sikkert. Det er ikkje lese.",
        "Beløpet kan ikke leses sikkert. Det er ikke lest.",
        "The amount cannot be read with certainty. It was not read.",
    ),
    Matter.AMOUNTS_RUN_TOGETHER: T(
        "Fleire beløp står i éi celle. Dei er skilde slik at summen stemmer.",
        "Flere beløp står i én celle. De er skilt slik at summen stemmer.",
        "Several amounts stand in one cell. They were parted so that the sum holds.",
    ),
    Matter.SUM_DIFFERS: T("Summen stemmer ikkje.", "Summen stemmer ikke.", "The sum does not hold."),
    Matter.TABLES_DIFFER: T(
        "Dei to budsjettabellane har kvar sitt beløp. Ingen av dei er lesne.",
        "De to budsjettabellene har hvert sitt beløp. Ingen av dem er lest.",
        "The two budget tables have different amounts. Neither was read.",
    ),
    Matter.UNKNOWN_COLUMN: T(
        "Kolonnen er ikkje kjend, og er ikkje lesen.",
        "Kolonnen er ikke kjent, og er ikke lest.",
        "The column is not known, and was not read.",
    ),
    Matter.UNKNOWN_ROW: T(
        "Rada er ikkje kjend, og er ikkje lesen.",
        "Raden er ikke kjent, og er ikke lest.",
        "The row is not known, and was not read.",
    ),
    Matter.NOTE_LOOSE: T(
        "Lesen som fotnote til cella med same teikn.",
        "Lest som fotnote til cellen med samme tegn.",
        "Read as a footnote of the cell with the same mark.",
    ),
    Matter.NOTE_NOT_FOUND: T(
        "Teikn og fotnote høyrer ikkje saman to og to.",
        "Tegn og fotnote hører ikke sammen to og to.",
        "Marks and footnotes do not match.",
    ),
    Matter.LETTER_DATE: T(
        "Teksten viser til eit brev. Er datoen rett?",
        "Teksten viser til et brev. Er datoen riktig?",
        "The text names a letter. Is the date right?",
    ),
    Matter.ROLES_IN_TEXT: T(
        "Rolla står i løpande tekst. Ho er lesen som tekst, ikkje som rolle.",
        "Rollen står i løpende tekst. Den er lest som tekst, ikke som rolle.",
        "The role stands in running text. It was read as text, not as a role.",
    ),
    Matter.WRITERS_IN_TEXT: T(
        "Lesen som liste over dei som har skrive planen.",
        "Lest som liste over dem som har skrevet planen.",
        "Read as the list of those who wrote the plan.",
    ),
    Matter.CHART: T(
        "Figuren kan ikkje lesast inn. Desse boksane i planen vart ikkje funne.",
        "Figuren kan ikke leses inn. Disse boksene i planen ble ikke funnet.",
        "The figure cannot be read in. These boxes of the plan were not found.",
    ),
    Matter.CERTAINTY: T(
        "«Eventuelt», «kanskje» eller liknande: Kor sikkert er bidraget?",
        "«Eventuelt», «kanskje» eller lignende: Hvor sikkert er bidraget?",
        "“Possibly”, “perhaps” or the like: how certain is the contribution?",
    ),
    Matter.FRAMED: T(
        "Teksten stod i ei ramme eller ein tekstboks. Han er lesen saman med resten.",
        "Teksten stod i en ramme eller en tekstboks. Den er lest sammen med resten.",
        "The text stood in a frame or a text box. It was read together with the rest.",
    ),
    Matter.STRUCK: T(
        "Teksten er stroken ut. Han er ikkje lesen.",
        "Teksten er strøket ut. Den er ikke lest.",
        "The text is struck out. It was not read.",
    ),
    Matter.OBJECTS: T(
        "Dokumentet har innhald frå eit anna program, til dømes eit rekneark. Det er ikkje lese.",
        "Dokumentet har innhold fra et annet program, for eksempel et regneark. Det er ikke lest.",
        "The document holds something from another program, such as a spreadsheet. It was not read.",
    ),
    Matter.ROW_PARTED: T(
        "Fleire tiltak står i éi rad. Dei er skilde.",
        "Flere tiltak står i én rad. De er skilt.",
        "Several measures stand in one row. They were parted.",
    ),
    Matter.IN_THOUSANDS: T(
        "Beløpa ser ut til å stå i tusen eller millionar. Skriv dei i heile kroner. Dei er ikkje lesne.",
        "Beløpene ser ut til å stå i tusen eller millioner. Skriv dem i hele kroner. De er ikke lest.",
        "The amounts seem to be in thousands or millions. Write them in whole kroner. They were not read.",
    ),
}

STATUS: Mapping[Status, LocalText] = {
    Status.SAME: T("Som før", "Som før", "As before"),
    Status.CHANGED: T("Endra", "Endret", "Changed"),
    Status.NEW: T("Nytt", "Nytt", "New"),
    Status.MISSING: T("Ikkje i dokumentet", "Ikke i dokumentet", "Not in the document"),
}
