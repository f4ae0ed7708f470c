"""Takes away what is internal. Every page and the API read what comes out of here, nothing else."""

from typing import TypeVar

import msgspec
from msgspec import Struct

from app.plan.rules.whole import Whole
from app.plan.types import Part

AnyPart = TypeVar("AnyPart", bound=Part)
INTERNAL = "internal_"


def public(part: AnyPart) -> AnyPart:
    """The same part, at every depth without the fields whose names begin with `internal_`."""
    changed: dict[str, object] = {}
    for field in msgspec.structs.fields(part):
        value = getattr(part, field.name)
        if field.name.startswith(INTERNAL):
            changed[field.name] = [] if isinstance(value, list) else None
        elif isinstance(value, Part):
            changed[field.name] = public(value)
        elif isinstance(value, list) and value and isinstance(value[0], Struct):
            changed[field.name] = [public(item) for item in value]
    return msgspec.structs.replace(part, **changed)


def public_whole(whole: Whole) -> Whole:
    """An edition as everybody may see it."""
    return Whole(
        public(whole.plan),
        public(whole.edition),
        tuple(public(goal) for goal in whole.goals),
        tuple(public(measure) for measure in whole.measures),
        public(whole.ledger),
    )


def public_content(content: object) -> object:
    """The same for plain values."""
    if isinstance(content, dict):
        return {name: public_content(value) for name, value in content.items() if not str(name).startswith(INTERNAL)}
    if isinstance(content, list):
        return [public_content(value) for value in content]
    return content
