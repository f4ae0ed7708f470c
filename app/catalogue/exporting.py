"""Entries -> YAML files, as they stand. What was loaded and not changed since comes back to the letter."""

from pathlib import Path
from typing import Any

import msgspec
import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.importing import TYPES
from app.catalogue.models import ROWS
from app.catalogue.types import Entry


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def as_yaml(entry: Entry) -> str:
    """The canonical text of an entry: fields in the order of the types, one text a line."""
    value: Any = msgspec.to_builtins(entry)
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100_000)


def export(session: Session, folder: Path) -> int:
    """Write every entry below `folder`; return how many. Files of entries that are no longer there are left alone."""
    count = 0
    for kind, row_type in ROWS.items():
        (folder / kind).mkdir(parents=True, exist_ok=True)
        for row in session.scalars(select(row_type).order_by(row_type.id)):
            text = row.source_text or as_yaml(row.entry)
            (folder / kind / f"{row.id}.yaml").write_bytes(text.encode("utf-8"))
            count += 1
    return count


def schemas() -> dict[str, str]:
    """The JSON Schemas that stand beside the data, by file name."""
    return {f"{kind}.schema.json": _pretty(msgspec.json.schema(entry_type)) for kind, entry_type in TYPES.items()}


def _pretty(value: object) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"
