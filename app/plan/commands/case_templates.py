"""A municipality's own Word template is kept, replaced or taken away. The history tells; the file itself is the newest only."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.db.uow import UnitOfWork
from app.kernel.errors import Missing
from app.plan.commands.storing import Made
from app.plan.events import CaseTemplateKept, CaseTemplateRemoved
from app.plan.models import TEMPLATES, CaseTemplateRow, PlanVersion

LONGEST_FILE_NAME = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class KeepCaseTemplate:
    """`party` is an actor of the plan; `content` has passed `documents.templates.opening.opened`."""

    made: Made
    plan: str
    party: str
    file_name: str
    content: bytes


def keep_case_template(uow: UnitOfWork, command: KeepCaseTemplate) -> None:
    """The template of a party from now on; the one before it goes."""
    name = tidy_name(command.file_name)
    row = uow.session.get(CaseTemplateRow, (command.plan, command.party))
    if row is None:
        row = CaseTemplateRow(plan_id=command.plan, party=command.party)
        uow.session.add(row)
    row.file_name, row.content = name, command.content
    row.actor, row.at = command.made.actor, datetime.now(UTC)
    sha256 = hashlib.sha256(command.content).hexdigest()
    _put_down(uow, command.made, command.plan, command.party, {"file_name": name, "sha256": sha256})
    event = CaseTemplateKept(
        actor=command.made.actor, plan=command.plan, party=command.party, file_name=name, sha256=sha256
    )
    uow.record(event)


def remove_case_template(uow: UnitOfWork, made: Made, plan: str, party: str) -> None:
    """Raises `Missing`."""
    row = uow.session.get(CaseTemplateRow, (plan, party))
    if row is None:
        raise Missing(f"{plan}/{TEMPLATES}/{party}")
    uow.session.delete(row)
    _put_down(uow, made, plan, party, {})
    uow.record(CaseTemplateRemoved(actor=made.actor, plan=plan, party=party))


def tidy_name(name: str) -> str:
    """The name of a file without its folders and without signs that cannot be seen."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = " ".join("".join(letter if letter.isprintable() else " " for letter in last).split())
    return seen[-LONGEST_FILE_NAME:] or "mal.docx"


def _put_down(uow: UnitOfWork, made: Made, plan: str, party: str, content: dict[str, Any]) -> None:
    version = PlanVersion(
        plan_id=plan,
        edition=0,
        kind=TEMPLATES,
        key=party,
        content=content,
        actor=made.actor,
        reason=made.reason,
        batch=made.batch,
    )
    uow.session.add(version)
