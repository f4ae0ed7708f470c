"""The fields of what is told about a measure: a report, a note, a milestone, a municipality's row."""

from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec

from app.catalogue.editing.shape import Sort
from app.plan import presenters
from app.plan.codes import Certainty, Change, Priority, Progress
from app.plan.editing.form import Field, Unreadable
from app.plan.rules.typed_dates import as_typed, read_day, read_loose
from app.plan.types import Measure, ProgressReport, Revision
from app.web.locale import gettext


def _(text: str) -> str:
    """Marks a text for the translations; it is translated where it is shown."""
    return text


def day_read(today: date) -> Callable[[str], str]:
    """Reads a day that has come."""

    def read(text: str) -> str:
        found = read_day(text)
        if found is None:
            sentence = _("«%(text)s» er ikkje ein dag i kalenderen. Skriv dag.månad.år, til dømes %(example)s.")
            raise Unreadable(gettext(sentence, text=text, example=as_typed(today.isoformat())))
        if found > today.isoformat():
            raise Unreadable(gettext(_("%(day)s er ikkje komen enno."), day=as_typed(found)))
        return found

    return read


def loose_read(text: str) -> str:
    """Reads a date of any precision."""
    found = read_loose(text)
    if found is None:
        sentence = _(
            "«%(text)s» er ikkje ei tid. Skriv til dømes 2027, våren 2027, 2. kvartal 2027, mars 2027 eller 1.3.2027."
        )
        raise Unreadable(gettext(sentence, text=text))
    return found


def progress_choices() -> list[tuple[str, str]]:
    return [(code.value, presenters.label("progress", code)) for code in Progress]


def certainty_choices() -> list[tuple[str, str]]:
    return [(code.value, presenters.label("certainty", code)) for code in Certainty]


def report_fields(today: date) -> tuple[Field, ...]:
    return (
        Field(
            "report_progress",
            _("Kor langt er arbeidet kome?"),
            Sort.CHOICE,
            choices=progress_choices(),
            needed=_("Vel kor langt arbeidet er kome."),
        ),
        Field(
            "report_reason",
            _("Kvifor seier du det no?"),
            help=_("Éi eller to setningar. Alle kan lese dei."),
            example=_("Kommunestyret har sagt ja, og prosjektgruppa er i gang."),
            needed=_("Skriv kvifor. Lesarane skal forstå kva som har hendt."),
            long=True,
        ),
        _day_field("report_date", _("Dato"), today),
    )


def note_fields(today: date) -> tuple[Field, ...]:
    return (
        Field(
            "note_text",
            _("Kva har hendt?"),
            help=_("Alle kan lese notatet."),
            needed=_("Skriv kva som har hendt."),
            long=True,
        ),
        _day_field("note_date", _("Dato"), today),
    )


def _day_field(name: str, label: str, today: date) -> Field:
    return Field(
        name, label, needed=_("Skriv dagen."), read=day_read(today), show=as_typed, small=True, own_words=False
    )


def milestone_fields(today: date) -> tuple[Field, ...]:
    """The whole milestone; the names are those of its parts."""
    return (
        Field(
            "text",
            _("Milepæl"),
            needed=_("Skriv kva som skal vere nådd."),
            example=_("Utkast til bustadstrategi er ferdig."),
        ),
        Field(
            "date",
            _("Når?"),
            help=_("Så nøyaktig som du veit: 2027, våren 2027, 2. kvartal 2027, mars 2027 eller 1.3.2027."),
            read=loose_read,
            show=as_typed,
            small=True,
            own_words=False,
        ),
        Field("certainty", _("Kor sikkert er det?"), Sort.CHOICE, choices=certainty_choices()),
        Field(
            "done_on",
            _("Nådd den"),
            help=_("La stå tomt til milepælen er nådd."),
            read=day_read(today),
            show=as_typed,
            small=True,
            own_words=False,
        ),
        Field(
            "evidence",
            _("Kva viser at han er nådd?"),
            help=_("Til dømes eit vedtak eller ei nettside. Alle kan lese det."),
        ),
        Field("internal_note", _("Internt notat"), help=_("Berre dei som arbeider med planen, ser dette."), long=True),
    )


def done_fields(today: date) -> tuple[Field, ...]:
    """To tick a milestone off."""
    wanted = ("done_on", "evidence")
    return tuple(one for one in milestone_fields(today) if one.name in wanted)


def participation_fields() -> tuple[Field, ...]:
    return (
        Field("progress", _("Kor langt er kommunen kome?"), Sort.CHOICE, choices=progress_choices()),
        Field("topic", _("Kva gjer kommunen?"), help=_("Alle kan lese det."), long=True),
        Field("internal_contact", _("Kontakt i kommunen"), help=_("Berre dei som arbeider med planen, ser dette.")),
        Field("internal_note", _("Internt notat"), help=_("Berre dei som arbeider med planen, ser dette."), long=True),
    )


def explanation_fields() -> tuple[Field, ...]:
    return (
        Field(
            "explanation",
            _("Forklaring"),
            help=_("Står ved sida av avviket, og alle kan lese ho. Tøm feltet for å ta ho bort."),
            long=True,
        ),
    )


def end_fields(others: list[tuple[str, str]]) -> tuple[Field, ...]:
    """`others` are the measures that it may go into."""
    endings = [pair for pair in progress_choices() if pair[0] in ENDINGS]
    return (
        Field(
            "ending",
            _("Korleis er tiltaket avslutta?"),
            Sort.CHOICE,
            choices=endings,
            needed=_("Vel korleis det er avslutta."),
        ),
        Field(
            "into", _("Slått saman med"), Sort.CHOICE, help=_("Berre når tiltaket går inn i eit anna."), choices=others
        ),
        Field("reason_to_end", _("Kvifor blir det avslutta?"), needed=_("Skriv kvifor."), long=True),
        Field(
            "evaluation",
            _("Kva har tiltaket bidrege til?"),
            help=_("Ei kort vurdering. Departementet spør etter ho kvart år."),
            needed=_("Skriv ei kort vurdering."),
            long=True,
        ),
    )


ENDINGS = (Progress.DONE, Progress.ENDED_WITHOUT_COMPLETION, Progress.MERGED)


def check_end(values: dict[str, Any]) -> dict[str, str]:
    is_merged = values.get("ending") == Progress.MERGED
    if is_merged and not values.get("into"):
        return {"into": gettext(_("Vel tiltaket det går inn i."))}
    if values.get("into") and not is_merged:
        return {"into": gettext(_("La stå tomt når tiltaket ikkje er slått saman med eit anna."))}
    return {}


def ended(values: dict[str, Any], today: date, by: str) -> Callable[[Measure], Measure]:
    """The measure with its end: priority, revision with the evaluation, and a last report."""
    progress = Progress(values["ending"])
    change = Change.MERGED if progress is Progress.MERGED else Change.ENDED
    why = values["reason_to_end"]
    revision = Revision(change=change, reason=why, evaluation=values["evaluation"], into=values.get("into"))
    report = ProgressReport(date=today.isoformat(), progress=progress, reason=why, internal_by=by)
    return lambda it: msgspec.structs.replace(
        it,
        priority=Priority.ENDED,
        priority_from="stated",
        revision=revision,
        reports=it.reports if report in it.reports else [*it.reports, report],
    )


def filled(content: dict[str, Any], before: str = "") -> dict[str, Any]:
    """The content without what is empty, and without a prefix in the names."""
    return {name.removeprefix(before): value for name, value in content.items() if value not in (None, "", [])}
