"""Next year's edition as it begins: what is carried over from this one, and what starts afresh."""

import re
from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from app.kernel.text import Lang, LocalText
from app.plan.cells import Ledger
from app.plan.codes import EditionStatus
from app.plan.rules.whole import Whole
from app.plan.types import Approval, Edition, Goal, LoggedVersion

FIRST_VERSION = "1.0"
_NAME = LocalText("Rullering {year}", "Rullering {year}", "Revision {year}")
_STATUS = LocalText(
    "Utkast, bygd på planen for {before}",
    "Utkast, bygd på planen for {before}",
    "Draft, built on the plan for {before}",
)


def next_edition(whole: Whole, today: date) -> Whole:
    """The edition of the year after.

    Measures keep their ids, their texts and what is told of them; only what this edition did with them is blank.
    The money of the whole period comes along. Meetings and decisions are blank, and the version log begins anew.
    """
    return Whole(
        whole.plan,
        _edition(whole, today),
        tuple(_goal(goal, whole.edition.year) for goal in whole.goals),
        tuple(replace(measure, revision=None) for measure in whole.measures),
        Ledger(cells=whole.ledger.cells),
    )


def _edition(whole: Whole, today: date) -> Edition:
    old = whole.edition
    year = old.year + 1
    log = old.versions
    first = LoggedVersion(
        version=FIRST_VERSION,
        name=_said(_NAME, whole.plan.lang, year=year),
        date=today.isoformat(),
        status=_said(_STATUS, whole.plan.lang, before=old.year),
        changed_by=log[-1].changed_by if log else whole.plan.short_title,
    )
    return replace(
        old,
        id=str(year),
        year=year,
        title=in_year(old.title, old.year),
        status=EditionStatus.DRAFT,
        sections=[replace(section, heading=in_year(section.heading, old.year)) for section in old.sections],
        versions=[first],
        meetings=[],
        approvals=_blank(old.approvals),
        run=replace(old.run, due=None) if old.run else None,
        footnotes=[note for note in old.footnotes if note.table == "period"],
        printed=[],
        explanations=[],
        expected_measures={},
        internal_questions=[question for question in old.internal_questions if not question.answer],
    )


def _blank(approvals: list[Approval]) -> list[Approval]:
    """The same bodies, undecided."""
    return [Approval(party=one.party, body=one.body) for one in approvals]


def _goal(goal: Goal, year: int) -> Goal:
    return replace(goal, table_note=in_year(goal.table_note, year) if goal.table_note else None)


def in_year(text: str, year: int) -> str:
    """A heading of the next year: “Handlingsplan 2025 per delmål” -> “Handlingsplan 2026 per delmål”.

    The years of a period (2025–2028) are no heading's own year, and stay.
    """
    return re.sub(rf"(?<![\d\-–]){year}(?![\d\-–])", str(year + 1), text)


def _said(text: LocalText, lang: Lang, **values: int) -> str:
    return text.pick(lang).text.format(**values)


def put_forward(statuses: Mapping[int, EditionStatus]) -> list[int]:
    """The years of the editions that everybody may read, in order: a draft belongs to those who work on it.

    A plan that has nothing but drafts is read as a draft: there is nothing else to read, and its status says so.
    """
    return sorted(year for year, status in statuses.items() if status is not EditionStatus.DRAFT) or sorted(statuses)
