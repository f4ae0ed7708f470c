"""What stands in an agenda and in minutes, in words."""

from collections.abc import Iterator

from app.plan.codes import AgendaKind
from app.plan.minutes import AgendaItem, ChangedField, MeetingRun, Reason, Recorded
from app.plan.presenters import label, loose
from app.web.locale import current_lang, ngettext
from app.web.locale import gettext as _

COLOUR_OF = {
    AgendaKind.LATE: "warning",
    AgendaKind.DECISION: "info",
    AgendaKind.UNBALANCED: "warning",
    AgendaKind.STALE: "neutral",
    AgendaKind.OTHER: "neutral",
}


def kind_word(kind: AgendaKind) -> str:
    return {
        AgendaKind.LATE: _("Forseinka"),
        AgendaKind.DECISION: _("Ventar på vedtak"),
        AgendaKind.UNBALANCED: _("Pengane går ikkje opp"),
        AgendaKind.STALE: _("Ikkje høyrt frå"),
        AgendaKind.OTHER: _("Anna"),
    }[kind]


def title(item: AgendaItem) -> str:
    """What the item is called; a check and the last item have no name of their own."""
    if item.title:
        return item.title
    return _("Pengane") if item.kind is AgendaKind.UNBALANCED else _("Eventuelt")


def reason(why: Reason) -> str:
    """A sentence about why the item is on the agenda."""
    if why.text:
        return why.text.pick(current_lang()).text
    body = label("body", why.body) if why.body else _("Organet")
    when = loose(why.date) if why.date else ""
    match why.code:
        case "milestone_passed":
            return _("Milepælen «%(name)s» skulle vore nådd innan %(when)s.", name=why.name, when=when)
        case "period_passed":
            return _("Tidsramma gjekk ut i %(when)s.", when=when)
        case "not_started":
            return _("Skulle starta i %(when)s, men er ikkje starta.", when=when)
        case "on_hold":
            return _("Arbeidet er sett på vent.")
        case "never_reported":
            return _("Ingen har meldt framdrift.")
        case "not_updated":
            days = why.days or 0
            return ngettext("Siste melding er %(num)d dag gammal.", "Siste melding er %(num)d dagar gammal.", days)
        case "meeting_passed":
            return _("%(body)s skulle handsame planen %(when)s. Vedtaket er ikkje registrert.", body=body, when=when)
        case "meeting_ahead":
            return _("%(body)s handsamar planen %(when)s.", body=body, when=when)
        case "no_meeting":
            return _("%(body)s har ikkje vedteke planen, og ingen møtedato er sett.", body=body)
        case _:
            return _("Det som ikkje står på lista.")


def change(it: ChangedField) -> str:
    """What was changed in the plan, with what stood there."""
    blank = _("ikkje oppgjeve")
    match it.what:
        case "progress":
            old = label("progress", it.old) or _("ikkje meld")
            return _("Framdrift: %(old)s → %(new)s", old=old, new=label("progress", it.new))
        case "milestone_done":
            return _("Milepælen «%(name)s» er nådd %(new)s", name=it.name, new=loose(it.new))
        case "milestone_date":
            old = loose(it.old) if it.old else blank
            return _("Milepælen «%(name)s»: %(old)s → %(new)s", name=it.name, old=old, new=loose(it.new))
        case "meeting_date":
            old = loose(it.old) if it.old else blank
            return _(
                "Nytt møte i %(body)s: %(new)s (før: %(old)s)", body=label("body", it.name), new=loose(it.new), old=old
            )
        case _:
            return _("Notat: %(text)s", text=it.new)


def taken_up(run: MeetingRun) -> list[tuple[int, AgendaItem, list[Recorded]]]:
    """The items that something was recorded about, by their numbers, and what."""
    found = [(n, item, [r for r in run.records if r.item == item.key]) for n, item in enumerate(run.agenda, 1)]
    return [one for one in found if one[2]]


def not_taken_up(run: MeetingRun) -> list[tuple[int, str]]:
    """The numbers and names of the other items."""
    done = {record.item for record in run.records}
    return [(number, title(item)) for number, item in enumerate(run.agenda, 1) if item.key not in done]


def as_text(run: MeetingRun, plan_title: str) -> str:
    """The minutes as plain text, to be copied into a letter or an archive."""
    return "\n".join(_lines(run, plan_title))


def _lines(run: MeetingRun, plan_title: str) -> Iterator[str]:
    yield _("Referat frå møte i styringsgruppa %(day)s", day=loose(run.date))
    yield plan_title
    if run.participants:
        yield _("Til stades: %(names)s", names=", ".join(run.participants))
    for number, item, records in taken_up(run):
        yield ""
        yield _("Sak %(number)s: %(title)s", number=number, title=title(item))
        yield from (f"  {reason(why)}" for why in item.reasons)
        for record in records:
            if record.decision:
                yield "  " + _("Vedtak: %(text)s", text=record.decision)
            yield from (f"  - {change(one)}" for one in record.changes)
            if record.reason:
                yield "    " + _("Grunn: %(text)s", text=record.reason)
    if left := not_taken_up(run):
        yield ""
        yield _("Utan vedtak")
        yield from ("  " + _("Sak %(number)s: %(title)s", number=number, title=name) for number, name in left)
    if run.summary:
        yield ""
        yield run.summary
    if run.version:
        yield ""
        yield _("Ført i versjonsloggen som versjon %(version)s.", version=run.version)
