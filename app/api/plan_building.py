"""Plans -> the API's shapes. What comes in is public already (`plan.reading`)."""

from datetime import date

from app.api import plan_shapes as shapes
from app.kernel.text import LANGS, Lang, LocalText
from app.plan.cells import Cell
from app.plan.codes import CellKind, SectionType, Unit
from app.plan.rules.checks import checks
from app.plan.rules.deviation import Standing
from app.plan.rules.explaining import explanation_of
from app.plan.rules.ledger import Row, Table
from app.plan.rules.sentences import Check
from app.plan.rules.timing import precision
from app.plan.rules.what_if import what_if
from app.plan.rules.whole import Whole
from app.plan.types import Actor, Block, Goal, Measure


class Builder:
    """One edition in the API's shapes; `base` is the site's address, with the language of its links."""

    def __init__(self, whole: Whole, standings: dict[str, Standing], base: str, lang: Lang, today: date) -> None:
        self.whole = whole
        self.standings = standings
        self.pages = f"{base}/{lang}/plan/{whole.plan.id}"
        self.api = f"{base}/api/v1/plans/{whole.plan.id}"
        self.today = today
        self._by_id = {actor.id: actor for actor in whole.plan.actors}

    def ref(self, printed: str | None) -> shapes.ActorRef | None:
        actor = self.whole.actor(printed) if printed else None
        return actor_ref(actor) if actor else None

    def refs(self, printed: list[str]) -> list[shapes.ActorRef]:
        return [ref for name in printed if (ref := self.ref(name))]

    def plan(self, editions: list[Whole]) -> shapes.PlanItem:
        plan = self.whole.plan
        return shapes.PlanItem(
            id=plan.id,
            url=self.pages,
            lang=plan.lang,
            title=plan.title,
            from_year=plan.from_year,
            to_year=plan.to_year,
            parties=plan.parties,
            goals=[shapes.GoalRef(g.id, g.number, g.title, g.weight_percent) for g in self.whole.goals],
            editions=[self._edition_ref(one) for one in editions],
        )

    def _edition_ref(self, one: Whole) -> shapes.EditionRef:
        year = one.edition.year
        address, api = f"{self.pages}?utgave={year}", f"{self.api}/editions/{year}"
        return shapes.EditionRef(year, one.edition.title, one.edition.status.value, address, api)

    def plan_detail(self, editions: list[Whole]) -> shapes.PlanDetail:
        plan = self.whole.plan
        item = self.plan(editions)
        return shapes.PlanDetail(
            **{name: getattr(item, name) for name in item.__struct_fields__},
            period=f"{plan.from_year}–{plan.to_year}",
            party_actors=self.refs(plan.parties),
            signing_planned=plan.signing_planned,
            signed_on=plan.signed_on,
            sources=[
                shapes.SourceItem(s.id, in_three(s.name), s.printed, s.organisation, s.scheme) for s in plan.sources
            ],
            letters=[shapes.LetterItem(one.title, one.date, one.open_doubt) for one in plan.letters],
            actors=[actor_ref(actor) for actor in plan.actors],
        )

    def edition(self) -> shapes.EditionDetail:
        whole, edition = self.whole, self.whole.edition
        return shapes.EditionDetail(
            plan=whole.plan.id,
            year=edition.year,
            url=f"{self.pages}?utgave={edition.year}",
            lang=whole.plan.lang,
            title=edition.title,
            status=edition.status.value,
            from_year=whole.plan.from_year,
            to_year=whole.plan.to_year,
            municipalities=edition.municipalities,
            sections=[shapes.PlanSectionItem(s.number, s.heading, blocks(s.blocks)) for s in edition.sections],
            update_requirements=edition.update_requirements,
            goals=[self._goal(goal) for goal in whole.goals],
            budget=[self._cell(cell) for cell in whole.ledger.cells],
            movements=self._movements(),
            totals=self._totals(),
            footnotes=[shapes.FootnoteItem(f.table, f.row, f.column, f.mark, f.text) for f in edition.footnotes],
            what_if=self._what_if(),
            checks=[self._check(check) for check in checks(whole)],
            versions=self._versions(),
            meetings=self._meetings(),
            approvals=self._approvals(),
            organisation=self._organisation(),
        )

    def _goal(self, goal: Goal) -> shapes.GoalItem:
        return shapes.GoalItem(
            id=goal.id,
            url=f"{self.pages}/delmal/{goal.id}",
            number=goal.number,
            title=goal.title,
            titles=[shapes.TitleItem(t.text, t.where) for t in goal.titles],
            main_objective=goal.main_objective,
            introduction=blocks(goal.introduction),
            remarks=goal.remarks,
            weight_percent=goal.weight_percent,
            coordinator=goal.coordinator,
            supported_by=goal.supported_by,
            uncertain=goal.uncertain,
            table_note=goal.table_note,
            measures=[self._measure(measure) for measure in self.whole.measures_of(goal.id)],
        )

    def _measure(self, measure: Measure) -> shapes.MeasureItem:
        standing = self.standings[measure.id]
        revision = measure.revision
        return shapes.MeasureItem(
            id=measure.id,
            goal_id=measure.goal,
            url=f"{self.pages}/tiltak/{measure.id}",
            number=measure.number,
            title=measure.title,
            titles=[shapes.TitleItem(t.text, t.where) for t in measure.titles],
            subtitle=measure.subtitle,
            priority=measure.priority.value,
            priority_from=measure.priority_from,
            progress=standing.progress.value if standing.progress else None,
            deviation=standing.deviation.value if standing.deviation else None,
            explanation=measure.explanation,
            early_phase=measure.early_phase,
            cross_cutting=measure.cross_cutting,
            state_money=measure.state_money,
            from_year=measure.from_year,
            to_year=measure.to_year,
            time_frame=measure.time_frame,
            time_certainty=measure.time_certainty.value,
            responsible=measure.responsible,
            responsible_actors=self.refs(measure.responsible),
            partners=measure.partners,
            partner_actors=self.refs(measure.partners),
            contributions=self._contributions(measure),
            sections=[shapes.SectionItem(s.type.value, s.heading, blocks(s.blocks)) for s in measure.sections],
            first_steps=first_steps(measure),
            milestones=milestones(measure),
            reports=[shapes.ReportItem(r.date, r.progress.value, r.reason) for r in measure.reports],
            participation=[
                shapes.ParticipationItem(p.organisation, p.progress.value if p.progress else None, p.topic)
                for p in measure.participation
            ],
            notes=[shapes.NoteItem(note.date, note.text) for note in measure.notes],
            learning=measure.learning,
            transfer_value=measure.transfer_value,
            links=[shapes.LinkItem(link.goal, link.measure, link.how) for link in measure.links],
            schemes=[shapes.SchemeLinkItem(link.name, link.scheme) for link in measure.schemes],
            planned_nok=self.whole.book.of_measure(measure.id),
            revision=shapes.RevisionItem(revision.change.value, revision.reason, revision.evaluation)
            if revision
            else None,
        )

    def _contributions(self, measure: Measure) -> list[shapes.ContributionItem]:
        return [
            shapes.ContributionItem(
                c.actor,
                [actor_ref(self._by_id[key]) for key in c.actors if key in self._by_id],
                c.what,
                c.certainty.value if c.certainty else None,
            )
            for c in measure.contributions
        ]

    def _cell(self, cell: Cell) -> shapes.CellItem:
        is_money = cell.unit is Unit.NOK
        return shapes.CellItem(
            goal=self.whole.goals_by_id[cell.goal].number,
            goal_id=cell.goal,
            measure=self._measure_number(cell.measure),
            measure_id=cell.measure,
            year=cell.year,
            source=cell.source,
            kind=cell.kind.value,
            amount_nok=cell.amount if is_money else None,
            hours=None if is_money else cell.amount,
        )

    def _measure_number(self, measure: str | None) -> int | None:
        return self.whole.measures_by_id[measure].number if measure else None

    def _goal_number(self, goal: str | None) -> int | None:
        found = self.whole.goals_by_id.get(goal or "")
        return found.number if found else None

    def _movements(self) -> list[shapes.MovementItem]:
        return [
            shapes.MovementItem(
                date=m.date,
                from_goal_id=m.from_goal,
                from_measure_id=m.from_measure,
                from_year=m.from_year,
                to_goal_id=m.to_goal,
                to_measure_id=m.to_measure,
                to_year=m.to_year,
                source=m.source,
                amount_nok=m.amount,
                reason=m.reason,
            )
            for m in self.whole.ledger.movements
        ]

    def _totals(self) -> shapes.Totals:
        whole = self.whole
        return shapes.Totals(
            period_nok=whole.period_table.sum.total,
            year_nok=whole.year_table.sum.total,
            period=self._table(whole.period_table),
            year=self._table(whole.year_table),
            by_source=self._table(whole.source_table),
            granted_nok=whole.book.kind_total(CellKind.GRANTED),
            paid_nok=whole.book.kind_total(CellKind.PAID),
            spent_nok=whole.book.kind_total(CellKind.SPENT),
        )

    def _table(self, table: Table) -> shapes.TableItem:
        return shapes.TableItem(list(table.columns), [self._row(row) for row in table.rows], self._row(table.sum))

    def _row(self, row: Row) -> shapes.RowItem:
        return shapes.RowItem(row.key, self._goal_number(row.key), dict(row.amounts), row.total)

    def _check(self, check: Check) -> shapes.CheckItem:
        return shapes.CheckItem(
            code=check.code,
            level=check.level.value,
            text=in_three(check.text),
            goal=self._goal_number(check.goal),
            goal_id=check.goal,
            measure=self._measure_number(check.measure),
            measure_id=check.measure,
            year=check.year,
            figures=check.figures,
            explanation=explanation_of(self.whole.edition, check),
        )

    def _what_if(self) -> shapes.WhatIfItem | None:
        found = what_if(self.whole.period_table, self.whole.weights, self.today.year)
        if found is None:
            return None
        rows = [
            shapes.NeededItem(
                self.whole.goals_by_id[r.goal].number, r.goal, r.fixed, r.planned, r.needed, dict(r.by_year)
            )
            for r in found.rows
        ]
        return shapes.WhatIfItem(list(found.remaining_years), found.is_possible, rows)

    def _versions(self) -> list[shapes.VersionItem]:
        return [
            shapes.VersionItem(
                version=v.version,
                name=v.name,
                date=v.date,
                precision=precision(v.date),
                printed_date=v.printed_date,
                status=v.status,
                changed_by=v.changed_by,
                sha256=v.frozen,
                frozen_on=v.frozen_on,
            )
            for v in self.whole.edition.versions
        ]

    def _meetings(self) -> list[shapes.MeetingItem]:
        return [
            shapes.MeetingItem(
                party=m.party, actor=self.ref(m.party), body=m.body.value, date=m.date, printed_date=m.printed_date
            )
            for m in self.whole.edition.meetings
        ]

    def _approvals(self) -> list[shapes.ApprovalItem]:
        return [
            shapes.ApprovalItem(
                party=a.party,
                actor=self.ref(a.party),
                body=a.body.value if a.body else None,
                date=a.date,
                case_number=a.case_number,
                decision=a.decision,
                reservations=a.reservations,
                version=a.version,
            )
            for a in self.whole.edition.approvals
        ]

    def _organisation(self) -> shapes.OrganisationOut:
        edition = self.whole.edition
        return shapes.OrganisationOut(
            [shapes.BoxItem(b.id, b.name, b.kind.value, b.goal, b.parent) for b in edition.chart],
            [shapes.RoleItem(role.actor, self.ref(role.actor), role.task) for role in edition.roles],
            edition.co_writers,
        )


def actor_ref(actor: Actor) -> shapes.ActorRef:
    return shapes.ActorRef(actor.id, actor.name, actor.organisation, actor.members)


def in_three(text: LocalText) -> dict[Lang, str]:
    return {lang: text.pick(lang).text for lang in LANGS}


def blocks(found: list[Block]) -> list[shapes.BlockItem]:
    return [shapes.BlockItem(block.text, block.items, block.numbered) for block in found]


def first_steps(measure: Measure) -> list[str]:
    """The first steps as one list, paragraphs included."""
    found = [block for s in measure.sections if s.type is SectionType.FIRST_STEPS for block in s.blocks]
    return [step for block in found for step in ([block.text] if block.text else block.items)]


def milestones(measure: Measure) -> list[shapes.MilestoneItem]:
    return [
        shapes.MilestoneItem(
            m.id, m.text, m.date, precision(m.date) if m.date else None, m.certainty.value, m.done_on, m.evidence
        )
        for m in measure.milestones
    ]
