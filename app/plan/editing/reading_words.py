"""What the fields of a reading are called."""

from app.plan.codes import Body
from app.plan.presenters import label, source_name
from app.plan.rules.ledger import SUM, TOTAL
from app.plan.rules.whole import Whole
from app.web.locale import gettext as _


def _names() -> dict[str, str]:
    return {
        "title": _("Tittel"),
        "municipalities": _("Kommunar"),
        "heading": _("Overskrift"),
        "blocks": _("Tekst"),
        "update_requirements": _("Krav ved oppdatering"),
        "main_objective": _("Hovudmål"),
        "introduction": _("Innleiing"),
        "remarks": _("Merknader"),
        "table_note": _("Setninga over tabellen"),
        "number": _("Nummer"),
        "subtitle": _("Undertittel"),
        "priority": _("Prioritering"),
        "responsible": _("Hovudansvarleg"),
        "partners": _("Samarbeidspartar"),
        "time_frame": _("Tidsramme"),
        "sections": _("Tekst"),
        "co_writers": _("Dei som har skrive planen"),
        "name": _("Namn"),
        "status": _("Status"),
        "changed_by": _("Sist endra av"),
        "date": _("Dato"),
        "case_number": _("Saksnummer"),
        "version": _("Versjon"),
        "decision": _("Vedtak"),
        "reservations": _("Atterhald"),
        TOTAL: _("Totalbudsjett"),
        SUM: _("Sum"),
        "goal": _("Delmål"),
        "spread": _("Beløpet er fordelt på tiltak eller har inga kjelde. Skriv det på sida Pengar."),
    }


def field_name(name: str, whole: Whole) -> str:
    """“sections/Utfordring” -> “Utfordring”; a name that is none of ours is somebody's own words."""
    names = _names() | {source.id: source_name(whole, source.id) for source in whole.plan.sources}
    steps = [step for step in name.split("/") if step not in ("versions", "*")]
    if len(steps) > 1 and steps[0] == "sections":
        steps = [steps[1] or names["sections"]]
    return " – ".join(label("body", step) if step in set(Body) else names.get(step, step) for step in steps)


def lack_name(name: str) -> str:
    return _names().get(name, name)
