"""Everything that has been: every version of every part and cell, what differs between two, and the way back."""

from collections.abc import Sequence

from flask import redirect, request
from flask.typing import ResponseReturnValue

from app.accounts.access import allowed
from app.accounts.queries import accounts
from app.catalogue import changes
from app.catalogue.changes import Piece
from app.kernel.errors import Faulty, Missing, Stale
from app.plan import permissions, queries
from app.plan.changing import field_name
from app.plan.commands.restoring import Restore, restore
from app.plan.editing import words
from app.plan.editing.blueprint import address, bp, known, made, page, posted_version, say, the_whole
from app.plan.editing.history_rows import part_name, rows
from app.plan.editing.texts import tidy
from app.plan.models import TEMPLATES, PlanVersion
from app.plan.rules.whole import Whole
from app.web.filters import kroner
from app.web.locale import gettext as _
from app.web.runtime import db, runtime

HISTORY = "/<plan>/historie"
A_PAGE = 50


@bp.get(HISTORY)
@allowed(*permissions.LEADERS)
def history(plan: str) -> ResponseReturnValue:
    """`del` is `kind` or `kind/key`; `fra` and `til` are versions of one part; `eldre` pages backwards."""
    whole = the_whole(plan)
    chosen = tidy(request.args.get("del", ""))[:250]
    kind, _slash, key = chosen.partition("/")
    older = _number("eldre")
    found = queries.versions(db.session, plan, kind=kind, key=key, before=older, limit=A_PAGE + 1)
    listed, more = found[:A_PAGE], len(found) > A_PAGE
    if more and not kind and found[A_PAGE].batch == listed[-1].batch:
        listed += queries.rest_of_batch(db.session, listed[-1])
        more = bool(queries.versions(db.session, plan, kind="", key="", before=listed[-1].id, limit=1))
    one_part = bool(kind and key)
    old, new = _pair(plan, found, kind, key) if one_part else (None, None)
    return page(
        "plan_work/history.html",
        whole,
        rows=rows(whole, listed, queries.versions_before(db.session, listed), told_together=not kind),
        next_page=listed[-1].id if more else 0,
        parts=_parts(whole),
        chosen=chosen,
        can_restore=kind != TEMPLATES,
        part_name=part_name(whole, kind, key)[0] if one_part else "",
        one_part=one_part,
        old=old,
        new=new,
        newest=queries.last_version(db.session, plan, new.edition, kind, key) if new else 0,
        differences=_differences(old, new) if old and new else [],
        names={account.actor: account.name for account in accounts(db.session)},
    )


def _number(name: str) -> int:
    typed = request.args.get(name, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0


def _pair(
    plan: str, found: Sequence[PlanVersion], kind: str, key: str
) -> tuple[PlanVersion | None, PlanVersion | None]:
    """The two versions that are held against each other: those asked for, else the last two."""
    wanted = [_number("fra"), _number("til")]
    if all(wanted):
        old, new = (queries.version(db.session, plan, number) for number in sorted(wanted))
        if {(old.kind, old.key), (new.kind, new.key)} != {(kind, key)}:
            raise Missing(f"{plan}/{wanted}")
        return old, new
    return (found[1], found[0]) if len(found) > 1 else (None, found[0] if found else None)


def _parts(whole: Whole) -> list[tuple[str, str]]:
    """Everything that the list can be narrowed to."""
    keys = [("plan", whole.plan.id), ("editions", whole.edition.id)]
    keys += [("goals", goal) for goal in whole.goal_ids]
    keys += [("measures", measure.id) for measure in whole.measures]
    return [*((f"{kind}/{key}", part_name(whole, kind, key)[0]) for kind, key in keys), ("cells", _("Pengane"))]


def _differences(old: PlanVersion, new: PlanVersion) -> list[tuple[str, list[Piece]]]:
    """Field by field, word by word."""
    return [
        (field_name(it.path), changes.word_by_word(*(_text(value, it.path) for value in (it.old, it.new))))
        for it in changes.differences(old.content, new.content)
    ]


def _text(value: object, path: str) -> str:
    if path == "amount":
        return kroner(value) if isinstance(value, int) else _("ikkje oppgjeve")
    return words.as_text(value, path.rsplit(".", maxsplit=1)[-1])


@bp.post(HISTORY)
@allowed(*permissions.LEADERS)
def restore_version(plan: str) -> ResponseReturnValue:
    """Make a part what it was in a version."""
    whole = the_whole(plan)
    number = request.form.get("version", "")
    version = int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else 0
    old = queries.version(db.session, plan, version)
    part = f"{old.kind}/{old.key}"
    command = Restore(
        made=made(_("Henta tilbake versjon %(number)s", number=version)),
        plan=plan,
        edition=whole.edition.year,
        version=version,
        seen=posted_version(),
        known=known(),
    )
    try:
        with runtime().transactions.begin(db.session) as uow:
            restore(uow, command)
    except Stale:
        say(_("Nokon har endra dette medan du las. Sjå det nyaste først."), colour="warning")
    except Faulty as error:
        sentences = " ".join(dict.fromkeys(words.faults(error.faults).values()))
        say(_("Versjonen kan ikkje hentast tilbake. %(why)s", why=sentences), colour="danger")
    else:
        say(_("Henta tilbake. Det som stod før, er òg i historia."))
    return redirect(address(".history", whole, **{"del": part}), 303)
