"""A plan of another region: bokmål, four goals, five years, sources of its own, forty measures with their own budgets."""

from pathlib import Path
from typing import Any

import yaml

KEY = "fjordriket"
YEARS = range(2026, 2031)
SOURCES = {"stat": "Staten", "fylke": "Fylket", "naeringsliv": "Næringslivet", "eu_midler": "EU-midler"}
GOALS = ("havbruk", "reiseliv", "unge", "veier")
PROGRESS = ("in_progress", "done", "on_hold", "planning", "not_started")


def write(folder: Path, *editions: int) -> Path:
    """Write the plan below `folder`, with an edition for each year; return `folder`."""
    home = folder / KEY
    _put(home / "plan.yaml", plan())
    for year in editions or (2026,):
        _put(home / str(year) / "edition.yaml", edition(year))
        _put(home / str(year) / "ledger.yaml", ledger())
        for number, key in enumerate(GOALS, 1):
            _put(home / str(year) / "goals" / f"{key}.yaml", goal(number, key))
        for n in range(40):
            _put(home / str(year) / "measures" / f"tiltak-{n + 1}.yaml", measure(n))
    return folder


def _put(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), "utf-8")


def plan() -> dict[str, Any]:
    return {
        "id": KEY,
        "title": "Regionplan for Fjordriket",
        "short_title": "Regionplanen",
        "lang": "nb",
        "from_year": YEARS[0],
        "to_year": YEARS[-1],
        "parties": ["Nordfjord kommune", "Sørfjord kommune"],
        "signed_on": "2026-01-10",
        "sources": [{"id": key, "name": {"nn": name}} for key, name in SOURCES.items()],
        "actors": [
            {"id": "nordfjord", "name": "Nordfjord kommune"},
            {"id": "sorfjord", "name": "Sørfjord kommune"},
            {"id": "naeringshagen", "name": "Næringshagen", "aliases": ["Hagen"]},
        ],
    }


def edition(year: int) -> dict[str, Any]:
    return {
        "id": str(year),
        "title": f"Regionplan {year}",
        "status": "approved",
        "year": year,
        "versions": [
            {"version": "1", "name": "Vedtatt", "date": f"{year}-02-01", "status": "Vedtatt", "changed_by": "PL"}
        ],
        "approvals": [
            {
                "party": "Nordfjord kommune",
                "body": "council",
                "date": f"{year}-03-01",
                "case_number": "12/26",
                "decision": "Planen vedtas.",
                "reservations": "Med forbehold om midler.",
                "version": "1",
            },
            {"party": "Sørfjord kommune"},
        ],
        "meetings": [{"party": "Sørfjord kommune", "body": "council", "date": f"{year}-04-01"}],
        "roles": [{"actor": "Hagen", "task": "Driver prosjektet."}],
        "chart": [
            {"id": "styre", "name": "Styret", "kind": "steering"},
            {"id": "gruppe", "name": "Gruppe havbruk", "kind": "working_group", "goal": "havbruk", "parent": "styre"},
        ],
    }


def goal(number: int, key: str) -> dict[str, Any]:
    return {
        "id": key,
        "number": number,
        "title": f"Mål om {key}",
        "main_objective": f"Bedre {key} i hele regionen.",
        "weight_percent": 25,
        "coordinator": "Hagen",
    }


def measure(n: int) -> dict[str, Any]:
    first = YEARS[n % 3]
    return {
        "id": f"tiltak-{n + 1}",
        "goal": GOALS[n % 4],
        "number": n // 4 + 1,
        "title": f"Tiltak nummer {n + 1}",
        "priority": "prioritised",
        "time_frame": f"{first}–2030",
        "from_year": first,
        "to_year": 2030,
        "responsible": ["Nordfjord kommune"],
        "partners": ["Hagen"],
        "contributions": [{"actor": "Hagen", "actors": ["naeringshagen"], "what": "leder", "certainty": "certain"}],
        "sections": [{"type": "challenge", "heading": "Hvorfor", "blocks": [{"text": "Fordi det trengs."}]}],
        "milestones": [
            {"id": "start", "text": "I gang", "date": ("2026-H2", "2027-Q3", "2028-05", "2029-05-17")[n % 4]},
            {"id": "kanskje", "text": "Kanskje ferdig", "date": "2030", "certainty": "possibly"},
        ],
        "reports": [{"date": "2026-10-01", "progress": PROGRESS[n % 5], "reason": "Meldt på møtet."}],
        "notes": [{"date": "2026-11-01", "text": "Alt vel."}],
    }


def ledger() -> dict[str, Any]:
    cells = [
        {
            "goal": GOALS[n % 4],
            "measure": f"tiltak-{n + 1}",
            "year": year,
            "source": list(SOURCES)[n % 4],
            "amount": 100_000 + 1_000 * n,
        }
        for n in range(39)
        for year in YEARS
    ]
    more = [
        {"goal": "veier", "year": 2027, "amount": 250_000},
        {
            "goal": "havbruk",
            "measure": "tiltak-1",
            "year": 2026,
            "source": "stat",
            "kind": "spent",
            "amount": 900_000_000,
        },
        {"goal": "unge", "measure": "tiltak-3", "year": 2026, "source": "fylke", "unit": "hours", "amount": 120},
    ]
    moved = {
        "date": "2026-11-02",
        "from_goal": "veier",
        "from_year": 2026,
        "to_goal": "veier",
        "to_year": 2027,
        "source": "stat",
        "amount": 100_000,
        "reason": "Forsinket anbud.",
    }
    return {"cells": cells + more, "movements": [moved]}
