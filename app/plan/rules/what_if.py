"""What the remaining years must be for the period to end at the goals' weights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.plan.rules.ledger import Table, add


@dataclass(frozen=True, slots=True)
class Needed:
    """One goal: what it has, what it must have in all remaining years, and year by year."""

    goal: str
    fixed: int
    planned: int
    needed: int
    by_year: Mapping[str, int]

    @property
    def difference(self) -> int:
        return self.needed - self.planned


@dataclass(frozen=True, slots=True)
class WhatIf:
    fixed_years: tuple[str, ...]
    remaining_years: tuple[str, ...]
    rows: tuple[Needed, ...]

    @property
    def is_possible(self) -> bool:
        """Not where a goal already has more than its weight gives it over the whole period."""
        return all(row.needed >= 0 for row in self.rows)


def what_if(table: Table, weights: Mapping[str, int], first_open_year: int) -> WhatIf | None:
    """Share out the remaining years' money so that the whole period ends at the weights.

    The total of the period and of each remaining year stay as they are. Returns `None` where no year remains, no
    money is left in those that do, or the weights do not add up to 100.
    """
    fixed = tuple(year for year in table.columns if int(year) < first_open_year)
    remaining = tuple(year for year in table.columns if int(year) >= first_open_year)
    left = {year: table.at("sum", year) or 0 for year in remaining}
    if not sum(left.values()) or sum(weights.get(row.key, 0) for row in table.rows) != 100:
        return None
    whole = table.sum.total or 0
    entitled = _parts(whole, [weights[row.key] for row in table.rows])
    rows = []
    for row, entitlement in zip(table.rows, entitled, strict=True):
        has = add(row.amounts[year] for year in fixed) or 0
        needed = entitlement - has
        by_year = _parts(needed, [left[year] for year in remaining])
        rows.append(
            Needed(
                row.key,
                has,
                add(row.amounts[year] for year in remaining) or 0,
                needed,
                dict(zip(remaining, by_year, strict=True)),
            )
        )
    return WhatIf(fixed, remaining, tuple(rows))


def _parts(whole: int, by: Sequence[int]) -> list[int]:
    """Whole kroner in the proportions of `by`, adding up to `whole`."""
    total = sum(by)
    exact = [whole * part / total for part in by]
    parts = [int(value // 1) for value in exact]
    order = sorted(range(len(by)), key=lambda n: exact[n] - parts[n], reverse=True)
    for n in order[: whole - sum(parts)]:
        parts[n] += 1
    return parts
