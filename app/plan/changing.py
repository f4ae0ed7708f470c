"""What has changed in a plan since a day, in words: dated facts of the plan itself, and what was changed here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import url_for

from app.catalogue.changes import Difference, differences
from app.plan.models import PlanVersion
from app.plan.presenters import label, moved, source_name
from app.plan.rules.public import public_content
from app.plan.rules.whole import Whole
from app.plan.rules.whole import label as number_of
from app.web.filters import kroner
from app.web.locale import gettext as _

MANY_AT_ONCE = 12
"""More new parts than this in one go are told in one line."""
LONGEST_VALUE = 120


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that happened."""

    day: date
    what: str
    """In the interface's language."""
    title: str = ""
    """In the plan's language."""
    address: str | None = None
    lines: tuple[tuple[str, str, str], ...] = field(default_factory=tuple)
    """(field, old, new) of each change."""


def items(whole: Whole, versions: Sequence[PlanVersion], since: date) -> list[Item]:
    """Everything from `since` on, the newest first."""
    found = [*_dated(whole), *_changed(whole, versions)]
    return sorted((item for item in reversed(found) if item.day >= since), key=lambda item: item.day, reverse=True)


def _dated(whole: Whole) -> Iterator[Item]:
    edition = whole.edition
    for version in edition.versions:
        if len(version.date) == 10:
            what = _("Versjon %(version)s av dokumentet", version=version.version)
            yield Item(date.fromisoformat(version.date), what, version.status)
    for approval in edition.approvals:
        if approval.date:
            what = _("Vedtak i %(party)s", party=approval.party)
            if approval.body:
                body = label("body", approval.body)
                what = _("Vedtak i %(party)s, %(body)s", party=approval.party, body=body.lower())
            yield Item(date.fromisoformat(approval.date), what, approval.decision or "")
    for measure in whole.measures:
        address = url_for("plan.measure", plan=whole.plan.id, key=measure.id)
        named = f"{number_of(measure, whole.goals_by_id)} {measure.title}"
        for report in measure.reports:
            what = _("Framdrift: %(progress)s", progress=label("progress", report.progress))
            yield Item(date.fromisoformat(report.date), what, named, address, (("", "", report.reason),))
        for note in measure.notes:
            yield Item(date.fromisoformat(note.date), _("Notat"), named, address, (("", "", note.text),))
        for milestone in measure.milestones:
            if milestone.done_on:
                what = _("Milepæl nådd: %(text)s", text=milestone.text)
                yield Item(date.fromisoformat(milestone.done_on), what, named, address)
    for movement in whole.ledger.movements:
        what = _("Flytta %(money)s", money=moved(whole, movement))
        yield Item(date.fromisoformat(movement.date), what, movement.reason)


def _changed(whole: Whole, versions: Sequence[PlanVersion]) -> Iterator[Item]:
    before: dict[tuple[int, str, str], dict[str, Any]] = {}
    new_in_batch: dict[str, int] = {}
    for version in versions:
        if (version.edition, version.kind, version.key) not in before:
            new_in_batch[version.batch] = new_in_batch.get(version.batch, 0) + 1
        before.setdefault((version.edition, version.kind, version.key), {})
    told: set[str] = set()
    before.clear()
    for version in versions:
        key = version.edition, version.kind, version.key
        old, new = before.get(key), _public(version.content)
        before[key] = new
        if version.edition not in (0, whole.edition.year) or version.kind == "movements":
            continue
        if old is None and new_in_batch.get(version.batch, 0) > MANY_AT_ONCE:
            if version.batch not in told:
                told.add(version.batch)
                yield Item(version.at.date(), _("Planen vart lagd inn her"), whole.edition.title)
            continue
        found = differences(old or {}, new)
        if found:
            yield _item(whole, version, found, is_new=old is None)


def _public(content: dict[str, Any]) -> dict[str, Any]:
    found = public_content(content)
    assert isinstance(found, dict)
    return found


def _item(whole: Whole, version: PlanVersion, found: list[Difference], *, is_new: bool) -> Item:
    day = version.at.date()
    if version.kind == "cells":
        return Item(day, _("Budsjettet er endra"), _cell_name(whole, version.content), None, (_amounts(found),))
    if version.kind == "measures" and (measure := whole.measures_by_id.get(version.key)):
        named = f"{number_of(measure, whole.goals_by_id)} {measure.title}"
        address: str | None = url_for("plan.measure", plan=whole.plan.id, key=measure.id)
        what = _("Nytt tiltak") if is_new else _("Tiltaket er endra")
    elif version.kind == "goals" and (goal := whole.goals_by_id.get(version.key)):
        named, address = goal.title, url_for("plan.goal", plan=whole.plan.id, key=goal.id)
        what = _("Nytt delmål") if is_new else _("Delmålet er endra")
    else:
        named, address, what = "", None, _("Planen er endra")
    lines = [] if is_new else [(field_name(d.path), _shown(d.old), _shown(d.new)) for d in found]
    return Item(day, what, named, address, tuple(dict.fromkeys(lines)))


def _cell_name(whole: Whole, cell: dict[str, Any]) -> str:
    goal = whole.goals_by_id.get(cell["goal"])
    title = goal.title if goal else cell["goal"]
    return f"{title}, {cell['year']}, {source_name(whole, cell['source'])}"


def _amounts(found: list[Difference]) -> tuple[str, str, str]:
    change = next((d for d in found if d.path == "amount"), found[0])
    blank = _("ikkje oppgjeve")
    old, new = (kroner(v) if isinstance(v, int) else blank for v in (change.old, change.new))
    return "", old, new


def _shown(value: Any) -> str:
    """A value that is one text or figure; lists and groups are only said to have changed."""
    if isinstance(value, bool) or value is None or isinstance(value, (list, dict)):
        return ""
    text = str(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"


def field_name(path: str) -> str:
    """What a field is called in the reader's language."""
    names = _names_of_measures() | _names_of_the_rest()
    return names.get(path.split(".", maxsplit=1)[0], _("Andre opplysningar"))


def _names_of_measures() -> dict[str, str]:
    return {
        "title": _("Tittel"),
        "titles": _("Andre titlar"),
        "subtitle": _("Undertittel"),
        "priority": _("Prioritet"),
        "time_frame": _("Tidsramme"),
        "from_year": _("Første år"),
        "to_year": _("Siste år"),
        "responsible": _("Hovudansvarleg"),
        "partners": _("Samarbeidspartar"),
        "contributions": _("Kven som bidreg"),
        "sections": _("Teksten"),
        "milestones": _("Milepælar"),
        "reports": _("Framdrift"),
        "explanation": _("Forklaring"),
        "participation": _("Deltaking i kommunane"),
        "notes": _("Notat"),
        "links": _("Samanheng med anna"),
        "schemes": _("Støtteordningar"),
    }


def _names_of_the_rest() -> dict[str, str]:
    return {
        "weight_percent": _("Vekt"),
        "main_objective": _("Hovudmål"),
        "coordinator": _("Koordinator"),
        "approvals": _("Vedtak"),
        "meetings": _("Møte"),
        "versions": _("Versjonslogg"),
        "status": _("Status"),
        "chart": _("Organisasjonskart"),
        "goal": _("Delmål"),
        "number": _("Nummer"),
        "early_phase": _("Tidleg fase"),
        "cross_cutting": _("På tvers av delmåla"),
        "time_certainty": _("Kor sikker er tida?"),
        "state_money": _("Statlege midlar?"),
        "revision": _("Kva denne utgåva gjer"),
        "learning": _("Kva har vi lært?"),
        "transfer_value": _("Kva kan andre bruke?"),
        "introduction": _("Om delmålet"),
        "roles": _("Kven gjer kva"),
        "co_writers": _("Har vore med og skrive planen"),
        "actors": _("Aktørar og skrivemåtar"),
        "amount": _("Beløp"),
        "internal_notes": _("Interne notat"),
        "internal_note": _("Internt notat"),
        "internal_contact": _("Kontakt"),
        "internal_questions": _("Opne spørsmål"),
        "text": _("Milepæl"),
        "date": _("Dato"),
        "done_on": _("Nådd den"),
        "evidence": _("Kva viser at han er nådd?"),
        "certainty": _("Kor sikkert er det?"),
        "progress": _("Framdrift"),
        "topic": _("Kva gjer kommunen?"),
        "name": _("Namn"),
        "aliases": _("Andre skrivemåtar"),
        "short_title": _("Kort tittel"),
        "signing_planned": _("Planlagd signering"),
        "signed_on": _("Signert den"),
        "letters": _("Brev som avtala byggjer på"),
        "stale_after_days": _("Dagar utan nytt før eit tiltak står som «ikkje oppdatert»"),
        "changed_by": _("Sist endra av"),
        "file_name": _("Fil"),
    }
