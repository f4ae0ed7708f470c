"""Public pages of the plans."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.accounts.access import public, reader
from app.catalogue import reading as catalogue
from app.kernel.errors import Missing
from app.plan import changing, charts, downloads, permissions, presenters, reading
from app.plan.codes import Box, CellKind, CheckLevel, Priority, Unit
from app.plan.documents import html, pdf
from app.plan.documents.outline import action_plan
from app.plan.rules.checks import checks
from app.plan.rules.decisions import next_meeting, parties
from app.plan.rules.deviation import Standing
from app.plan.rules.explaining import explanation_of
from app.plan.rules.ledger import Table
from app.plan.rules.money_checks import money_checks
from app.plan.rules.sentences import Check
from app.plan.rules.what_if import what_if
from app.plan.rules.whole import Whole
from app.plan.types import Actor
from app.web.locale import current_lang
from app.web.locale import gettext as _
from app.web.runtime import runtime

bp = Blueprint("plan", __name__, url_prefix="/<any(nn,nb,en):lang>/plan")

COMING_UP = 5
CHANGES_DAYS = 90


def _whole(plan: str) -> Whole:
    """The edition that the address asks for; the newest without `utgave`. Raises `Missing`, also for another's draft."""
    asked = request.args.get("utgave", "")
    if asked and not (asked.isascii() and asked.isdigit() and len(asked) == 4):
        raise Missing(f"{plan}/{asked[:20]}")
    return reading.whole(plan, int(asked) if asked else None, with_drafts=permissions.may_read_drafts(reader()))


def _page(template: str, whole: Whole, **context: Any) -> str:
    years = reading.editions().get(whole.plan.id, [])
    drafts = reading.drafts().get(whole.plan.id, []) if permissions.may_read_drafts(reader()) else []
    lang = whole.plan.lang
    newest = max(years or drafts)
    is_newest = whole.edition.year == newest
    foreign = Markup(f' lang="{lang}"') if lang != current_lang() else Markup("")  # noqa: S704 (a code of our own)
    return render_template(
        template,
        whole=whole,
        plan=whole.plan,
        edition=whole.edition,
        foreign=foreign,
        goal_names=[_("Delmål %(number)s", number=goal.number) for goal in whole.goals],
        goal_rows=[(goal.id, f"{goal.number}. {goal.title}", foreign) for goal in whole.goals],
        other_years=[year for year in sorted((*years, *drafts), reverse=True) if year != whole.edition.year],
        is_draft=whole.edition.year in drafts,
        newest=newest,
        is_newest=is_newest,
        shown_year={} if is_newest else {"utgave": whole.edition.year},
        word=presenters.label,
        source_name=presenters.source_name,
        loose=presenters.loose,
        millions=presenters.millions,
        in_millions=presenters.in_millions,
        moved=presenters.moved,
        level_colour=presenters.COLOUR_OF_LEVEL,
        explanation_of=explanation_of,
        **context,
    )


def _standings(whole: Whole) -> dict[str, Standing]:
    return reading.standings(whole, runtime().today())


def _organisation_of(actor: Actor | None) -> str | None:
    """The id of the catalogue's organisation that an actor is, where it has a page."""
    found = actor.organisation if actor else None
    return found if found in catalogue.organisations() else None


@bp.get("")
@public
def plans() -> ResponseReturnValue:
    found = list(reading.plans().values())
    if len(found) == 1:
        return redirect(url_for(".overview", plan=found[0].id), 302)
    return render_template("plan/plans.html", plans=found, editions=reading.editions())


@bp.get("/<plan>")
@public
def overview(plan: str) -> ResponseReturnValue:
    whole, today = _whole(plan), runtime().today()
    deciding = parties(whole)
    standings = _standings(whole)
    lines = presenters.lines(whole, standings)
    deviations = Counter(standing.deviation for standing in standings.values() if standing.deviation)
    return _page(
        "plan/overview.html",
        whole,
        lines=lines,
        progress=Counter(line.progress for line in lines),
        deviations=[(presenters.deviation_kind(kind), count) for kind, count in deviations.items()],
        prioritised=sum(line.measure.priority is Priority.PRIORITISED for line in lines),
        coming=presenters.coming(whole, today)[:COMING_UP],
        deciding=deciding,
        decided=[party for party in deciding if party.is_decided],
        bars=charts.stacked(whole.period_table),
        warnings=sum(check.level in (CheckLevel.WARNING, CheckLevel.FAULT) for check in money_checks(whole)),
    )


@bp.get("/<plan>/delmal/<key>")
@public
def goal(plan: str, key: str) -> ResponseReturnValue:
    whole = _whole(plan)
    if key not in whole.goals_by_id:
        raise Missing(key)
    found = whole.goals_by_id[key]
    return _page(
        "plan/goal.html",
        whole,
        goal=found,
        lines=presenters.lines(whole, _standings(whole), key),
        row=whole.period_table.row(key),
        year_row=whole.year_table.row(key),
        coming=presenters.coming(whole, runtime().today(), whole.measures_of(key)),
        groups=[box for box in whole.edition.chart if box.goal == key],
        organisation_of=_organisation_of,
    )


@bp.get("/<plan>/tiltak/<key>")
@public
def measure(plan: str, key: str) -> ResponseReturnValue:
    whole = _whole(plan)
    if key not in whole.measures_by_id:
        raise Missing(key)
    found = whole.measures_by_id[key]
    line = presenters.line(whole, found, _standings(whole)[key])
    named = [link.scheme for link in found.schemes if link.scheme]
    return _page(
        "plan/measure.html",
        whole,
        measure=found,
        line=line,
        goal=whole.goals_by_id[found.goal],
        schemes=catalogue.schemes(named),
        remarks=[check for check in checks(whole) if check.measure == key and check.code.startswith("partner_")],
        linked_to_this=[other for other in whole.measures if any(link.measure == key for link in other.links)],
        money=[cell for kind in CellKind for cell in whole.book.pick(measure=key, kind=kind)],
        hours=[cell for kind in CellKind for cell in whole.book.pick(measure=key, kind=kind, unit=Unit.HOURS)],
        organisation_of=_organisation_of,
        organisations=catalogue.organisations(),
        numbers={one.measure.id: one.number for one in presenters.lines(whole, _standings(whole))},
    )


@bp.get("/<plan>/tidslinje")
@public
def timeline(plan: str) -> ResponseReturnValue:
    whole = _whole(plan)
    scale = charts.Scale(whole.years)
    standings = _standings(whole)
    return _page(
        "plan/timeline.html",
        whole,
        axis=scale.axis(runtime().today()),
        bars=charts.lines(whole.measures, scale),
        groups=[(goal, presenters.lines(whole, standings, goal.id)) for goal in whole.goals],
    )


@bp.get("/<plan>/budsjett")
@public
def budget(plan: str) -> ResponseReturnValue:
    whole = _whole(plan)
    return _page("plan/budget.html", whole, **_money(whole))


@bp.get("/<plan>/talbevis")
@public
def proof(plan: str) -> ResponseReturnValue:
    whole = _whole(plan)
    figures = [(one, _now(whole, one.table, one.row, one.column)) for one in whole.edition.printed]
    return _page("plan/proof.html", whole, figures=figures, **_money(whole))


@bp.get("/<plan>/dokument")
@public
def documents(plan: str, *, status: int = 200) -> ResponseReturnValue:
    whole = _whole(plan)
    document = action_plan(whole, final=True)
    body = runtime().memo.get(("document", plan, whole.edition.year, "html"), lambda: html.body(document))
    return _page("plan/documents.html", whole, document=document, body=body, can_pdf=pdf.can_write()), status


@bp.get("/<plan>/dokument/handlingsplan.<any(docx,pdf,xlsx):form>")
@public
def document_file(plan: str, form: str) -> ResponseReturnValue:
    whole = _whole(plan)
    key = ("document", plan, whole.edition.year, form)
    try:
        content = runtime().memo.get(key, lambda: downloads.written(action_plan(whole, final=True), form))
    except pdf.CannotWrite:
        return documents(plan, status=503)
    return downloads.sent(content, whole, "handlingsplan", form)


def _now(whole: Whole, table: str, row: str, column: str) -> int | None:
    return (whole.period_table if table == "period" else whole.year_table).at(row, column)


def _money(whole: Whole) -> dict[str, Any]:
    found: list[Check] = list(money_checks(whole))
    order = {level: n for n, level in enumerate((CheckLevel.FAULT, CheckLevel.WARNING, CheckLevel.OK, CheckLevel.INFO))}
    return {
        "checks": sorted(found, key=lambda check: order[check.level]),
        "bars": charts.stacked(whole.period_table),
        "source_bars": charts.stacked(whole.source_table),
        "what_if": what_if(whole.period_table, whole.weights, runtime().today().year),
        "notes": {(note.table, note.row, note.column): note for note in whole.edition.footnotes},
        "by_measure": [m for m in whole.measures if whole.book.of_measure(m.id) is not None],
        "actual": _actual(whole),
        "hours": _hours(whole),
        "source_heads": [_source_head(whole, key) for key in whole.year_table.columns],
        "source_rows": [(row.key, presenters.source_name(whole, row.key), "") for row in whole.source_table.rows],
        "source_row_names": [presenters.source_name(whole, row.key) for row in whole.source_table.rows],
        "weights_words": "/".join(str(weight) for weight in whole.weights.values()),
    }


def _source_head(whole: Whole, key: str) -> str:
    """The source's name, and what the document prints where that says more."""
    name = presenters.source_name(whole, key)
    printed = next((source.printed for source in whole.plan.sources if source.id == key), None)
    return f"{name} ({printed})" if printed and any(letter.isdigit() for letter in printed) else name


def _actual(whole: Whole) -> list[tuple[str, int | None, dict[int, int | None]]]:
    """What has been granted, paid out and spent, by year; nothing where none of it is stated."""
    kinds = list(dict.fromkeys(cell.kind for cell in whole.ledger.cells if cell.kind != "planned"))
    return [
        (kind, whole.book.kind_total(kind), {year: whole.book.kind_total(kind, year) for year in whole.years})
        for kind in kinds
    ]


def _hours(whole: Whole) -> Table | None:
    """The hours that are planned, goal × year; nothing where none are stated."""
    table = whole.book.period_table(whole.goal_ids, whole.years, None, unit=Unit.HOURS)
    return table if table.sum.total is not None else None


@bp.get("/<plan>/vedtak")
@public
def decisions(plan: str) -> ResponseReturnValue:
    whole = _whole(plan)
    found = parties(whole)
    return _page(
        "plan/decisions.html",
        whole,
        parties=found,
        decided=[party for party in found if party.is_decided],
        ahead=next_meeting(found, runtime().today()),
        logged={version.version: version for version in whole.edition.versions},
        changed=reading.changed_parts(whole),
        parts_changed=presenters.parts_changed,
    )


@bp.get("/<plan>/vedtak/<sha256>.json")
@public
def frozen_version(plan: str, sha256: str) -> ResponseReturnValue:
    """What a frozen version holds, letter by letter: anybody can work out its fingerprint."""
    whole = _whole(plan)
    content = reading.frozen(plan, whole.edition.year).get(sha256)
    if content is None:
        raise Missing(sha256)
    return Response(content, content_type="application/json")


@bp.get("/<plan>/organisering")
@public
def organisation(plan: str) -> ResponseReturnValue:
    whole = _whole(plan)
    boxes = [(kind, [box for box in whole.edition.chart if box.kind is kind]) for kind in Box]
    return _page(
        "plan/organisation.html",
        whole,
        boxes=[(kind, found) for kind, found in boxes if found],
        organisation_of=_organisation_of,
    )


@bp.get("/<plan>/endringar")
@public
def changes(plan: str) -> ResponseReturnValue:
    whole, today = _whole(plan), runtime().today()
    asked = request.args.get("sidan", "")
    since, is_bad = today - timedelta(days=CHANGES_DAYS), False
    if asked:
        try:
            since = date.fromisoformat(asked)
        except ValueError:
            is_bad = True
    return _page(
        "plan/changes.html",
        whole,
        items=changing.items(whole, reading.history(plan), since),
        since=since,
        asked=asked[:20],
        is_bad=is_bad,
    )
