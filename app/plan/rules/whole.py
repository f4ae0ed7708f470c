"""One edition with all its parts, and the tables that are worked out of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from app.plan.cells import Ledger
from app.plan.rules.ledger import Book, Table
from app.plan.rules.timing import years
from app.plan.types import ActionPlan, Actor, Edition, Goal, Measure


@dataclass(frozen=True)
class Whole:
    """`goals` stand in the order of their numbers, `measures` in the order of goal and number."""

    plan: ActionPlan
    edition: Edition
    goals: tuple[Goal, ...]
    measures: tuple[Measure, ...]
    ledger: Ledger

    @cached_property
    def book(self) -> Book:
        return Book(self.ledger.cells)

    @cached_property
    def goal_ids(self) -> tuple[str, ...]:
        return tuple(goal.id for goal in self.goals)

    @cached_property
    def goals_by_id(self) -> Mapping[str, Goal]:
        return {goal.id: goal for goal in self.goals}

    @cached_property
    def measures_by_id(self) -> Mapping[str, Measure]:
        return {measure.id: measure for measure in self.measures}

    @cached_property
    def years(self) -> tuple[int, ...]:
        return years(self.plan.from_year, self.plan.to_year)

    @cached_property
    def source_ids(self) -> tuple[str, ...]:
        return tuple(source.id for source in self.plan.sources)

    @cached_property
    def weights(self) -> Mapping[str, int]:
        return {goal.id: goal.weight_percent for goal in self.goals if goal.weight_percent is not None}

    @cached_property
    def period_table(self) -> Table:
        """Section 6: the money that the weights share out, goal × year."""
        return self.book.period_table(self.goal_ids, self.years, self.plan.weighted_source)

    @cached_property
    def year_table(self) -> Table:
        """Section 7: all money of the edition's year, goal × source."""
        return self.book.year_table(self.goal_ids, self.edition.year, self.source_ids)

    @cached_property
    def source_table(self) -> Table:
        return self.book.source_table(self.goal_ids, self.years, self.source_ids)

    @cached_property
    def actors(self) -> Mapping[str, Actor]:
        """Every spelling and the actor it means."""
        found: dict[str, Actor] = {}
        for actor in self.plan.actors:
            for spelling in (actor.name, *actor.aliases):
                found[spelling.casefold()] = actor
        return found

    def actor(self, printed: str) -> Actor | None:
        return self.actors.get(printed.casefold())

    def actor_ids(self, printed: list[str]) -> list[str]:
        return [actor.id for name in printed if (actor := self.actor(name))]

    def measures_of(self, goal: str) -> tuple[Measure, ...]:
        return tuple(measure for measure in self.measures if measure.goal == goal)


def label(measure: Measure, goals: Mapping[str, Goal]) -> str:
    """“1.2”: the goal's number and the measure's."""
    goal = goals.get(measure.goal)
    return f"{goal.number if goal else '?'}.{measure.number}"
