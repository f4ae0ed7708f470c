"""What a meeting of the steering group should take up: what is late, awaits a decision, is unbalanced or is not heard of."""

from collections.abc import Iterator, Mapping
from datetime import date

from app.plan.codes import AgendaKind, CheckLevel, Deviation, Progress
from app.plan.minutes import AgendaItem, Reason
from app.plan.rules.decisions import Case, Party, parties, waited_for
from app.plan.rules.deviation import Standing
from app.plan.rules.money_checks import money_checks
from app.plan.rules.timing import span
from app.plan.rules.whole import Whole, label
from app.plan.types import Measure


def agenda(whole: Whole, standings: Mapping[str, Standing], today: date) -> list[AgendaItem]:
    """The items in the order they should be taken; the last one is for what nobody foresaw."""
    return [
        *_measures(whole, standings, today, AgendaKind.LATE),
        *_decisions(whole, today),
        *_unbalanced(whole),
        *_measures(whole, standings, today, AgendaKind.STALE),
        AgendaItem(key="other", kind=AgendaKind.OTHER, reasons=[Reason(code="other")]),
    ]


_KIND_OF = {
    Deviation.LATE: AgendaKind.LATE,
    Deviation.STUCK: AgendaKind.LATE,
    Deviation.NOT_UPDATED: AgendaKind.STALE,
}


def _measures(whole: Whole, standings: Mapping[str, Standing], today: date, kind: AgendaKind) -> Iterator[AgendaItem]:
    """Those of a kind, the longest behind first; of two alike, as the plan has them."""
    found = [m for m in whole.measures if _KIND_OF.get(standings[m.id].deviation or Deviation.ON_TRACK) is kind]
    for measure in sorted(found, key=lambda m: -(standings[m.id].days or 0)):
        yield AgendaItem(
            key=f"measure/{measure.id}",
            kind=kind,
            title=f"{label(measure, whole.goals_by_id)} {measure.title}",
            measure=measure.id,
            reasons=list(_why(measure, standings[measure.id], today)),
        )


def _why(measure: Measure, standing: Standing, today: date) -> Iterator[Reason]:
    for milestone in standing.late:
        days = (today - span(milestone.date).last).days if milestone.date else None
        yield Reason(code="milestone_passed", name=milestone.text, date=milestone.date, days=days)
    if standing.progress is Progress.ON_HOLD:
        yield Reason(code="on_hold")
    if standing.deviation is Deviation.NOT_UPDATED:
        code = "not_updated" if measure.reports else "never_reported"
        yield Reason(code=code, days=standing.days)  # type: ignore[arg-type]  # both are reasons
        return
    if measure.to_year and measure.to_year < today.year:
        yield Reason(code="period_passed", date=str(measure.to_year))
    if standing.progress is Progress.NOT_STARTED and measure.from_year and measure.from_year < today.year:
        yield Reason(code="not_started", date=str(measure.from_year))


def _decisions(whole: Whole, today: date) -> Iterator[AgendaItem]:
    for party in parties(whole):
        if reasons := [reason for case in party.left() if (reason := _awaited(party, case, today))]:
            yield AgendaItem(
                key=f"party/{party.actor}",
                kind=AgendaKind.DECISION,
                title=party.name,
                party=party.actor,
                reasons=reasons,
            )


def _awaited(party: Party, case: Case, today: date) -> Reason | None:
    if day := waited_for(case, today):
        return Reason(code="meeting_passed", body=case.body, date=day)
    ahead = [day for day in case.planned() if day >= today.isoformat()]
    if ahead:
        return Reason(code="meeting_ahead", body=case.body, date=ahead[0])
    return Reason(code="no_meeting", body=case.body) if case in party.final else None


def _unbalanced(whole: Whole) -> Iterator[AgendaItem]:
    for check in money_checks(whole):
        if check.level in (CheckLevel.WARNING, CheckLevel.FAULT):
            about = [str(part) for part in (check.goal, check.measure, check.year) if part is not None]
            yield AgendaItem(
                key="/".join(["check", check.code, *about]),
                kind=AgendaKind.UNBALANCED,
                reasons=[Reason(code="check", text=check.text)],
            )
