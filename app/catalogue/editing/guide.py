"""The form of an entry: its sections, and for each field what it is called, how it is filled in, and a good example."""

import re
from collections.abc import Iterator
from typing import NamedTuple


class Field(NamedTuple):
    name: str
    label: str
    help: str = ""
    example: str = ""


class Section(NamedTuple):
    key: str
    title: str
    fields: tuple[Field, ...]


def _(text: str) -> str:
    """Marks a text for the translations; it is translated where it is shown."""
    return text


_CONTACTS = Field(
    "contacts",
    _("Kven ringjer ein?"),
    _("Eit offentleg kontor som svarar. Skriv aldri namnet på ein privatperson."),
    _("Næringskontoret i Vinje kommune, 35 06 23 00"),
)
_SOURCES = Field(
    "sources",
    _("Kjelder"),
    _("Nettsida du har lese, og kva felt ho stadfestar. Utan kjelde kan ingen kontrollere oppslaget."),
    "https://www.vinje.kommune.no/naeringsfond",
)
_CHECKED = Field("checked_on", _("Kontrollert"), _("Dagen du las kjelda sist."), "1.2.2027")
_CONFIDENCE = Field(
    "confidence",
    _("Kor sikkert er det?"),
    _("Høg: stadfesta på sida til tilbydaren. Middels: delvis, eller ei eldre side. Låg: svak kjelde."),
)
_UNCONFIRMED = Field(
    "unconfirmed",
    _("Ikkje stadfesta"),
    _("Det du ikkje har funne hos tilbydaren, i klåre ord. Lesaren ser det."),
    _("Vi har ikkje funne kor lang tid svaret tek."),
)

SCHEMES = (
    Section(
        "kort",
        _("Kort sagt"),
        (
            Field("title", _("Tittel"), _("Det folk kallar ordninga. Kort."), _("Næringsfondet i Vinje")),
            Field(
                "name", _("Namnet hos tilbydaren"), _("Slik tilbydaren skriv det, og på kva språk."), _("Næringsfond")
            ),
            Field(
                "promise",
                _("Lovnad"),
                _("Éi setning på 6 til 14 ord: kva får du?"),
                _("Få inntil halve kostnaden dekt når du startar noko nytt."),
            ),
            Field(
                "summary",
                _("Samandrag"),
                _("15 til 45 ord. Kven gjev kva til kven, og kva er det viktigaste å vite?"),
                _(
                    "Kommunen gjev tilskot til den som startar eller utviklar ei verksemd i Vinje. Søk før du set i gang."
                ),
            ),
            Field("keywords", _("Søkjeord"), _("Ord folk søkjer med, som ikkje står i teksten elles."), _("gründer")),
        ),
    ),
    Section(
        "status",
        _("Status og frist"),
        (
            Field("status", _("Kan ein søkje no?"), _("Vel «ikkje kjend» når du ikkje veit.")),
            Field("status_note", _("Meir om statusen"), "", _("Pengane er brukte opp. Opnar att 1. februar 2027.")),
            Field("reopens_on", _("Opnar att"), _("Berre når ordninga er mellombels stengd."), "1.2.2027"),
            Field(
                "deadline",
                _("Søknadsfrist"),
                _("Kvart år: berre når kjelda seier at dagen kjem att. Elles skriv du datoane med årstal."),
                "1.3.2027",
            ),
        ),
    ),
    Section(
        "kven",
        _("Kven kan få?"),
        (
            Field("municipalities", _("Kvar gjeld det?"), _("Kommunane der folk kan bruke ordninga.")),
            Field("area_note", _("Meir om staden"), "", _("Berre bygdene vest for Åmot.")),
            Field("audiences", _("Målgrupper")),
            Field(
                "criteria",
                _("Krav"),
                _("Eitt krav i kvar rad, høgst 20 ord. Dei harde krava først: kvar, kven, storleik, alder."),
                _("Verksemda held til i Vinje."),
            ),
            Field("not_for", _("Ikkje for"), _("Kven som ikkje kan få, når kjelda seier det."), _("Vanleg drift")),
            Field("phases", _("Fase")),
            Field("industries", _("Bransjar"), _("La stå tomt når ordninga gjeld alle.")),
            Field("industry_note", _("Meir om bransjen")),
            Field("organisation_forms", _("Selskapsformer"), _("La stå tomt når ordninga gjeld alle.")),
            Field("organisation_note", _("Meir om selskapsforma")),
            Field("company_age", _("Kor gammal verksemd"), "", _("Inntil tre år frå registreringa")),
            Field("company_size", _("Kor stor verksemd"), "", _("Færre enn 250 tilsette")),
        ),
    ),
    Section(
        "kva",
        _("Kva får ein?"),
        (
            Field("kinds", _("Type støtte")),
            Field("purposes", _("Føremål"), _("Det viktigaste først.")),
            Field("amount", _("Beløp og del"), _("Heile kroner. La stå tomt det kjelda ikkje seier."), "200 000"),
            Field("covers", _("Dekkjer"), "", _("Utstyr og maskiner")),
            Field("not_covered", _("Dekkjer ikkje"), "", _("Eiga løn")),
            Field("payment", _("Utbetaling"), _("Korleis og når pengane kjem."), _("Når rekneskapen er godkjend.")),
            Field("repayment", _("Tilbakebetaling")),
            Field("state_aid", _("Statsstøtte"), _("Etter kva reglar støtta blir gjeven.")),
            Field("combines_with", _("Kan brukast saman med")),
            Field("examples", _("Døme frå røynda"), _("Berre offentlege døme, med kjelde. Dikt aldri eit døme.")),
        ),
    ),
    Section(
        "soknad",
        _("Slik søkjer ein"),
        (
            Field(
                "start_before_application",
                _("Kan arbeidet starte før søknaden?"),
                _("Mange mistar støtta fordi dei startar for tidleg. Vel «ikkje kjend» når kjelda ikkje seier det."),
            ),
            Field(
                "steps",
                _("Steg for steg"),
                _("To til seks steg. Det første er noko ein kan gjere i dag."),
                _("Ring næringskontoret og fortel om planen."),
            ),
            Field("documents", _("Kva må sendast inn?"), "", _("Budsjett og finansieringsplan")),
            Field(
                "apply_url",
                _("Adressa til søknaden"),
                _("Heile adressa, med https://."),
                "https://www.regionalforvaltning.no",
            ),
            Field("processing_time", _("Kor lang tid tek svaret?"), "", _("Om lag seks veker")),
            Field("decided_by", _("Kven avgjer?"), "", _("Formannskapet")),
            Field("appeal", _("Klage"), "", _("Innan tre veker")),
        ),
    ),
    Section(
        "kontakt",
        _("Tilbydar og kontakt"),
        (
            Field("level", _("Nivå")),
            Field("provider", _("Tilbydar")),
            Field("partners", _("Samarbeidspartar")),
            Field("provider_note", _("Meir om tilbydaren")),
            _CONTACTS,
        ),
    ),
    Section(
        "kjelder",
        _("Kjelder og samanheng"),
        (
            _SOURCES,
            Field("source_date", _("Kor ny er kjelda?"), _("Året, månaden eller dagen kjelda er frå."), "2026-05"),
            _CHECKED,
            _CONFIDENCE,
            _UNCONFIRMED,
            Field("related", _("I slekt med"), _("Ordningar som kan kome før, etter, eller i staden for denne.")),
            Field("general", _("Lokal utgåve av"), _("Den nasjonale ordninga som denne er ein kopi av.")),
            Field("aliases", _("Eldre adresser"), _("Adresser som fører hit.")),
        ),
    ),
)

ORGANISATIONS = (
    Section(
        "kort",
        _("Kort sagt"),
        (
            Field("name", _("Namn")),
            Field("type", _("Kva slags aktør"), "", _("kommune")),
            Field("description", _("Kva gjer dei?"), _("Éi eller to setningar i vanlege ord.")),
            Field("offers", _("Kva tilbyr dei?"), "", _("Gratis rettleiing for den som vil starte for seg sjølv")),
            Field("level", _("Nivå")),
            Field("municipality", _("Kommune"), _("Berre når aktøren er ein av dei seks kommunane.")),
            Field("aliases", _("Andre namn")),
        ),
    ),
    Section(
        "kontakt",
        _("Kontakt"),
        (
            _CONTACTS,
            Field("homepage", _("Nettstad"), "", "https://www.seljord.kommune.no"),
            Field("organisation_number", _("Organisasjonsnummer"), _("Ni siffer."), "964 963 282"),
        ),
    ),
    Section("kjelder", _("Kjelder"), (_SOURCES, _CHECKED, _UNCONFIRMED)),
)

GLOSSARY = (
    Section(
        "ord",
        _("Ordet"),
        (
            Field("term", _("Omgrep"), _("Med liten førebokstav, om det ikkje er eit namn."), _("eigenkapital")),
            Field("definition", _("Forklaring"), _("Høgst 40 ord. Forklar som til ein nabo."), ""),
            Field("also", _("Òg kalla")),
            Field("see_also", _("Sjå òg")),
        ),
    ),
    Section(
        "kjelder",
        _("Kjelder"),
        (Field("source", _("Kvar forklaringa er frå"), "", _("Forvaltingslova")), _SOURCES, _CONFIDENCE),
    ),
)

PRACTICE = (
    Section(
        "dome",
        _("Dømet"),
        (
            Field("title", _("Tittel")),
            Field("place", _("Stad")),
            Field("municipalities", _("Kommunar")),
            Field("theme", _("Tema")),
            Field("period", _("Når"), "", "2019–2023"),
            Field("facts", _("Kva hende?"), _("Berre det kjelda seier, ei setning i kvar rad.")),
            Field("lesson", _("Det vi kan lære"), _("Vår eiga lesing. Sida seier at det er vår.")),
            Field("relevance", _("Kven kan ha nytte av det?")),
            Field("schemes", _("Ordningar som vart brukte")),
        ),
    ),
    Section(
        "kjelder",
        _("Kjelder"),
        (
            _SOURCES,
            Field("source_date", _("Kor ny er kjelda?"), _("Året, månaden eller dagen kjelda er frå."), "2026-05"),
            _CHECKED,
            _CONFIDENCE,
        ),
    ),
)

SECTIONS = {"schemes": SCHEMES, "organisations": ORGANISATIONS, "glossary": GLOSSARY, "practice": PRACTICE}

PARTS = {
    "nn": _("Nynorsk"),
    "nb": _("Bokmål"),
    "en": _("Engelsk"),
    "min": _("Minst (kroner)"),
    "max": _("Høgst (kroner)"),
    "share_percent": _("Høgst så stor del (prosent)"),
    "note": _("Merknad"),
    "type": _("Slag"),
    "annual": _("Kvart år den (dag.månad.)"),
    "dates": _("Den (dag.månad.år)"),
    "text": _("Tekst"),
    "lang": _("Språk"),
    "basis": _("Regelverk"),
    "allowed": _("Svar"),
    "kind": _("Slag"),
    "source": _("Kjelde (adresse)"),
    "name": _("Namn"),
    "phone": _("Telefon"),
    "email": _("E-post"),
    "url": _("Nettadresse"),
    "address": _("Adresse"),
    "title": _("Tittel"),
    "date": _("Dato på kjelda"),
    "confirms": _("Stadfestar felta"),
    "id": _("Oppslag"),
    "how": _("Korleis"),
    "term": _("Omgrep"),
    "organisation": _("Aktør"),
}
"""What the parts of a field are called."""

CHOICES = {
    "how.before": _("Kan kome før"),
    "how.after": _("Kan kome etter"),
    "how.alternative": _("Eit alternativ"),
    "allowed.yes": _("Ja"),
    "allowed.no": _("Nei, ikkje før søknaden er send"),
    "allowed.unknown": _("Ikkje kjend"),
    "confidence.high": _("Høg"),
    "confidence.medium": _("Middels"),
    "confidence.low": _("Låg"),
    "kind.single": _("Éi sak"),
    "kind.aggregate": _("Samla tal"),
    "kind.worked": _("Rekneeksempel"),
    "kind.related": _("Nærliggjande døme"),
    "lang.nn": _("Nynorsk"),
    "lang.nb": _("Bokmål"),
    "lang.en": _("Engelsk"),
    "municipalities.all": _("Alle kommunane"),
}
"""What codes without a vocabulary of their own are called, by field."""


def fields(kind: str) -> Iterator[Field]:
    """Every field of the form, in its order."""
    return (field for section in SECTIONS[kind] for field in section.fields)


def label(kind: str, path: str) -> str:
    """What the field of a leaf or an input is called: `criteria-0-nn`, `deadline.dates` -> “Krav”, “Søknadsfrist”.

    In nynorsk, to be translated where it is shown.
    """
    name = re.split(r"[.\[-]", path, maxsplit=1)[0]
    return next((field.label for field in fields(kind) if field.name == name), name)
