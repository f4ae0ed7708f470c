"""Plans -> YAML files that load back without a change."""

from pathlib import Path
from typing import Any

import msgspec
import yaml
from sqlalchemy.orm import Session

from app.plan import queries
from app.plan.cells import Ledger
from app.plan.importing import TYPES
from app.plan.rules.whole import Whole
from app.plan.types import Part


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def as_yaml(part: Part) -> str:
    """The canonical text of a part: fields in the order of the types, one text a line."""
    return _dump(msgspec.to_builtins(part))


def ledger_as_yaml(ledger: Ledger) -> str:
    """One cell a line; a blank amount is written as null."""
    cells = [_with_amount(msgspec.to_builtins(cell)) for cell in ledger.cells]
    movements = [msgspec.to_builtins(movement) for movement in ledger.movements]
    value = {"cells": cells} | ({"movements": movements} if movements else {})
    return _dump(value, flow=None) if cells or movements else "cells: []\n"


def _with_amount(cell: dict[str, Any]) -> dict[str, Any]:
    note = cell.pop("internal_note", None)
    return cell | {"amount": cell.get("amount")} | ({"internal_note": note} if note else {})


def _dump(value: Any, flow: bool | None = False) -> str:
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100_000, default_flow_style=flow)


def files_of(whole: Whole) -> dict[str, str]:
    """The files of one edition, by their place below the plan's folder."""
    year = str(whole.edition.year)
    out = {"plan.yaml": as_yaml(whole.plan), f"{year}/edition.yaml": as_yaml(whole.edition)}
    out[f"{year}/ledger.yaml"] = ledger_as_yaml(whole.ledger)
    out |= {f"{year}/goals/{goal.id}.yaml": as_yaml(goal) for goal in whole.goals}
    return out | {f"{year}/measures/{measure.id}.yaml": as_yaml(measure) for measure in whole.measures}


def export(session: Session, folder: Path) -> int:
    """Write every plan below `folder`; return the number of files."""
    count = 0
    for plan, years in queries.editions(session).items():
        for year in years:
            files = files_of(queries.whole(session, plan, year))
            snapshots = queries.frozen(session, plan, year)
            files |= {f"{year}/frozen/{sha256}.json": content for sha256, content in snapshots.items()}
            for name, text in files.items():
                path = folder / plan / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(text.encode("utf-8"))
                count += name != "plan.yaml"
        count += 1
    return count


def schemas() -> dict[str, str]:
    """The JSON Schemas that stand beside the data, by file name."""
    return {f"{name}.schema.json": _pretty(msgspec.json.schema(part)) for name, part in TYPES.items()}


def _pretty(value: object) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"
