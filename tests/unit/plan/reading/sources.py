"""What is written in Word's manner: the plan as it is kept here, in the form of the inventory."""

from typing import Any

from app.plan.rules.ledger import TOTAL
from app.plan.rules.whole import Whole
from app.plan.types import Block

TYPES = {"challenge": "utfordring"}


def of_plan(whole: Whole) -> dict[str, Any]:
    """The edition as a source for `manner.written`."""
    period, year = whole.period_table, whole.year_table
    keys = {**{str(goal.number): goal.id for goal in whole.goals}, "sum": "sum"}
    dates: dict[str, dict[str, str]] = {}
    for meeting in whole.edition.meetings:
        dates.setdefault(meeting.party, {})[meeting.body.value] = meeting.date
    texts = {section.number: _lines(section.blocks) for section in whole.edition.sections}
    texts["2"] += ["Ved oppdatering skal det gjerast greie for:"]
    texts["2"] += [f"{n}. {text}" for n, text in enumerate(whole.edition.update_requirements, 1)]
    texts["4"] += [f"• {role.actor}: {role.task}" for role in whole.edition.roles]
    return {
        "versjonslogg": [
            {
                "versjon": one.version,
                "namn": one.name,
                "dato": one.printed_date,
                "status": one.status,
                "sist_endra_av": one.changed_by,
            }
            for one in whole.edition.versions
        ],
        "seksjonstekst": texts,
        "delmal": [
            {
                "nr": goal.number,
                "offisiell_tittel": goal.title,
                "hovudmaal": goal.main_objective,
                "innleiing": _lines(goal.introduction),
                "kommentar": goal.remarks,
                "merknad": goal.table_note,
            }
            for goal in whole.goals
        ],
        "tiltak": _measures(whole),
        "forankring": [
            {"kommune": party, "formannskap": one["executive_committee"], "kommunestyre": one["council"]}
            for party, one in dates.items()
        ],
        "godkjenning": [{"part": one.party} for one in whole.edition.approvals],
        "budsjett_periode": {
            name: {"total": period.at(key, TOTAL), **{str(y): period.at(key, str(y)) for y in whole.years}}
            for name, key in keys.items()
        },
        "finansiering_2025": {
            name: {
                "total": year.at(key, TOTAL),
                "kdd_13_50_post_66": year.at(key, "state_cofinancing"),
                "kommunal_eigendel": year.at(key, "municipal_share"),
            }
            for name, key in keys.items()
        },
        "fotnotar": [note.text for note in whole.edition.footnotes],
    }


def _measures(whole: Whole) -> list[dict[str, Any]]:
    numbers = {goal.id: goal.number for goal in whole.goals}
    return [
        {
            "delmal": numbers[one.goal],
            "nummer": one.number,
            "tittel": one.title,
            "tittel_i_tabell": next((t.text for t in one.titles if "tabell" in t.where), one.title),
            "undertittel": one.subtitle,
            "hovudansvarleg": one.responsible,
            "samarbeidspartar": one.partners,
            "tidsramme_tekst": one.time_frame,
            "tid_fra": one.from_year,
            "seksjonar": [
                {
                    "overskrift": section.heading,
                    "type": TYPES.get(section.type.value, ""),
                    "blokker": _lines(section.blocks),
                }
                for section in one.sections
            ],
        }
        for one in whole.measures
    ]


def _lines(blocks: list[Block]) -> list[str]:
    found = []
    for block in blocks:
        if block.text:
            found.append(block.text)
        found += [f"{n}. {item}" if block.numbered else f"• {item}" for n, item in enumerate(block.items, 1)]
    return found
