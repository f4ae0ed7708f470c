"""What a version of an edition holds, kept for good: its letters, its fingerprint, and what has changed since.

A snapshot is the edition with everything around it, without what is internal, as canonical JSON: keys in order, no white
space, UTF-8. Anybody can work the fingerprint out anew from the letters.
"""

import hashlib
from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

import msgspec

from app.plan.codes import CellKind
from app.plan.rules.public import public
from app.plan.rules.whole import Whole

Part: TypeAlias = Literal["text", "goals", "measures", "money"]
PARTS: tuple[Part, ...] = ("text", "goals", "measures", "money")

_ABOUT_DECISIONS = frozenset({"status", "versions", "meetings", "approvals", "printed", "expected_measures", "run"})
_ABOUT_PARTIES = frozenset({"actors", "letters", "signed_on", "signing_planned", "stale_after_days"})
_FOLLOWED_UP = frozenset({"reports", "explanation", "participation", "notes", "learning", "transfer_value"})
_OF_MILESTONES = frozenset({"done_on", "evidence"})
"""What is written while a decided plan is carried out. It does not change what was decided."""


def snapshot(whole: Whole) -> str:
    """The edition as canonical JSON, without what is internal."""
    content = {
        "plan": public(whole.plan),
        "edition": public(whole.edition),
        "goals": [public(goal) for goal in whole.goals],
        "measures": [public(measure) for measure in whole.measures],
        "ledger": public(whole.ledger),
    }
    return msgspec.json.encode(content, order="sorted").decode()


def fingerprint(content: str) -> str:
    """The SHA-256 of a snapshot's letters, as 64 hexadecimal digits."""
    return hashlib.sha256(content.encode()).hexdigest()


def changed_since(frozen: str, whole: Whole) -> tuple[Part, ...]:
    """The parts of what was decided that are not as they were; none while the plan is only carried out."""
    before, now = _decided(frozen), _decided(snapshot(whole))
    return tuple(part for part in PARTS if before[part] != now[part])


def _decided(content: str) -> dict[Part, Any]:
    found = msgspec.json.decode(content)
    return {
        "text": (_without(found["plan"], _ABOUT_PARTIES), _without(found["edition"], _ABOUT_DECISIONS)),
        "goals": found["goals"],
        "measures": [_measure(one) for one in found["measures"]],
        "money": sorted(
            msgspec.json.encode(c, order="sorted") for c in found["ledger"].get("cells", []) if _is_planned(c)
        ),
    }


def _measure(content: Mapping[str, Any]) -> dict[str, Any]:
    found = _without(content, _FOLLOWED_UP)
    milestones = [_without(one, _OF_MILESTONES) for one in content.get("milestones", [])]
    return found | {"milestones": milestones}


def _is_planned(cell: Mapping[str, Any]) -> bool:
    return cell.get("kind", CellKind.PLANNED) == CellKind.PLANNED and cell.get("amount") is not None


def _without(content: Mapping[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if name not in names}
