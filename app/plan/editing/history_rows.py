"""The list of changes: what each version is a version of, and what was changed in it, in a few words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import msgspec

from app.catalogue.changes import differences
from app.plan import presenters
from app.plan.cells import Movement
from app.plan.changing import MANY_AT_ONCE, field_name
from app.plan.models import TEMPLATES, PlanVersion
from app.plan.rules.whole import Whole, label
from app.web.filters import kroner
from app.web.locale import gettext as _


@dataclass(frozen=True, slots=True)
class Row:
    """A version in the list, or the first of many that were put in at once."""

    version: PlanVersion
    part: str
    """What it is a version of, as the address says it; empty for many."""
    name: str
    is_own_words: bool
    """Is the name in the plan's language?"""
    what: str
    """What was changed, in the reader's language."""


def rows(
    whole: Whole, found: Sequence[PlanVersion], before: Mapping[int, PlanVersion], *, told_together: bool
) -> list[Row]:
    """A row for each version, the newest first, or one for many new parts; `before` has the version before each."""
    made: list[Row] = []
    for batch, together in groupby(found, key=lambda version: version.batch):
        versions = list(together)
        if (
            told_together
            and batch
            and len(versions) > MANY_AT_ONCE
            and not any(version.id in before for version in versions)
        ):
            made.append(
                Row(versions[0], "", _("Planen vart lagd inn"), False, _("%(count)s delar", count=len(versions)))
            )
        else:
            made += [_row(whole, version, before.get(version.id)) for version in versions]
    return made


def _row(whole: Whole, version: PlanVersion, before: PlanVersion | None) -> Row:
    name, is_own_words = name_of(whole, version)
    return Row(version, f"{version.kind}/{version.key}", name, is_own_words, _what(version, before))


def _what(version: PlanVersion, before: PlanVersion | None) -> str:
    """“Framdrift, Milepælar”, “9 000 000 → 8 900 000”, or that the part is new."""
    if version.kind == "movements":
        return _("Flytting")
    if version.kind == TEMPLATES:
        return str(version.content.get("file_name") or _("Teken bort"))
    if before is None:
        return _("Ny")
    if version.kind == "cells":
        return f"{_amount(before.content)} → {_amount(version.content)}"
    names = [field_name(it.path) for it in differences(before.content, version.content)]
    return ", ".join(dict.fromkeys(names))


def _amount(content: Mapping[str, Any]) -> str:
    amount = content.get("amount")
    return kroner(amount) if isinstance(amount, int) else _("ikkje oppgjeve")


def name_of(whole: Whole, version: PlanVersion) -> tuple[str, bool]:
    """What a version is a version of, and whether in the plan's own words."""
    if version.kind == "movements":
        return presenters.moved(whole, msgspec.convert(version.content, Movement)), False
    return part_name(whole, version.kind, version.key)


def part_name(whole: Whole, kind: str, key: str) -> tuple[str, bool]:
    """What a part is called, and whether in the plan's own words."""
    match kind:
        case "plan":
            return _("Avtala og aktørane"), False
        case "editions":
            return _("Utgåva for %(year)s", year=key), False
        case "goals" if key in whole.goals_by_id:
            return f"{whole.goals_by_id[key].number}. {whole.goals_by_id[key].title}", True
        case "measures" if key in whole.measures_by_id:
            measure = whole.measures_by_id[key]
            return f"{label(measure, whole.goals_by_id)} {measure.title}", True
        case "cells":
            return _cell_name(whole, key), False
        case "templates":
            return _("Malen til %(party)s", party=_party_name(whole, key)), False
        case _:
            return key, False


def _party_name(whole: Whole, key: str) -> str:
    return next((actor.name for actor in whole.plan.actors if actor.id == key), key)


def _cell_name(whole: Whole, key: str) -> str:
    """“Delmål 1, 2026, Statleg medfinansiering, planlagt”."""
    steps = key.split("/")
    if len(steps) != 6:
        return key
    goal, measure, year, source, kind, unit = steps
    found = whole.measures_by_id.get(measure)
    if found:
        of = _("Tiltak %(number)s", number=label(found, whole.goals_by_id))
    else:
        of = _("Delmål %(number)s", number=whole.goals_by_id[goal].number) if goal in whole.goals_by_id else goal
    counted = [presenters.label("cell_kind", kind)] + ([presenters.label("unit", unit)] if unit != "nok" else [])
    return ", ".join([of, year, presenters.source_name(whole, source), *counted])
