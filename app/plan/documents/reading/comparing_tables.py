"""The log, the meetings, the approvals, the organisation and the money of a document, beside what the plan holds."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from app.plan.codes import Body
from app.plan.documents import words
from app.plan.documents.reading.found import Doubt, FoundAmount, FoundVersion, Matter, Proposal
from app.plan.documents.reading.names import plain
from app.plan.documents.reading.parts import Part, Status
from app.plan.documents.words import day, say
from app.plan.rules.ledger import SUM, TOTAL, Table
from app.plan.rules.sentences import grouped
from app.plan.rules.typed_dates import read_day
from app.plan.rules.whole import Whole
from app.plan.types import Approval, Goal, LoggedVersion, Role

ORGANISATION = words.SECTIONS["4"]


def log(found: Proposal, whole: Whole) -> Part:
    part = Part(key="log", title=say(words.LOG, whole.plan.lang))
    held = list(whole.edition.versions)
    if not found.versions:
        part.status = Status.MISSING if held else Status.SAME
        return part
    part.where = found.versions[0].where
    rows: list[dict[str, Any]] = [msgspec.to_builtins(version) for version in held]
    met: set[int] = set()
    for one in found.versions:
        n = _held_version(one, held, met)
        if n is None:
            if one.date and one.name and one.status and one.changed_by:
                rows.append(_row(one))
                part.put(f"versions/{one.version}", "", f"{one.name}, {one.printed}, {one.status}", None)
            continue
        met.add(n)
        new = {"name": one.name, "status": one.status, "changed_by": one.changed_by}
        if one.date and one.date != held[n].date:
            new |= {"date": one.date, "printed_date": one.printed}
        for name, value in new.items():
            old = str(rows[n].get(name) or "")
            if value and plain(value) != plain(old):
                if name != "printed_date":
                    part.put(f"versions/{one.version}/{name}", old, value, None)
                rows[n][name] = value
    part.fields = {"versions": rows} if part.differences else {}
    part.kept += [f"{held[n].version} {held[n].name}" for n in range(len(held)) if n not in met]
    return part


def _held_version(one: FoundVersion, held: list[LoggedVersion], met: set[int]) -> int | None:
    free = [n for n in range(len(held)) if n not in met and held[n].version == one.version]
    return next((n for n in free if plain(held[n].name) == plain(one.name)), free[0] if free else None)


def _row(one: FoundVersion) -> dict[str, Any]:
    return {
        "version": one.version,
        "name": one.name,
        "date": one.date,
        "printed_date": one.printed,
        "status": one.status,
        "changed_by": one.changed_by,
    }


def meetings(found: Proposal, whole: Whole) -> Part:
    lang = whole.plan.lang
    part = Part(key="meetings", title=say(words.MEETINGS, lang))
    held = [msgspec.to_builtins(meeting) for meeting in whole.edition.meetings]
    if not found.meetings:
        part.status = Status.MISSING if held else Status.SAME
        return part
    part.where = found.meetings[0].where
    rows: list[dict[str, Any]] = []
    new: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for one in found.meetings:
        row = {"party": one.party, "body": str(one.body), "date": one.date}
        row |= {} if read_day(one.printed) else {"printed_date": one.printed}
        new.setdefault((_who(one.party, whole), one.body), []).append(row)
    old: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in held:
        old.setdefault((_who(row["party"], whole), row["body"]), []).append(row)
    for key in dict.fromkeys([*old, *new]):
        dates = [[row["date"] for row in side.get(key, [])] for side in (old, new)]
        if not dates[1] or sorted(dates[0]) == sorted(dates[1]):
            rows += old[key]
            part.kept += [] if dates[1] else [f"{old[key][0]['party']}, {_body(key[1])}"]
            continue
        rows += new[key]
        was, wanted = (", ".join(day(date, lang) for date in side) for side in dates)
        part.put(f"{new[key][0]['party']}/{key[1]}", was, wanted, None)
    part.fields = {"meetings": rows} if part.differences else {}
    part.new_names = [one.party for one in found.meetings if whole.actor(one.party) is None]
    return part


def _body(code: str) -> str:
    return str(Body(code).value)


def _who(party: str, whole: Whole) -> str:
    actor = whole.actor(party)
    return actor.id if actor else plain(party).casefold()


def approvals(found: Proposal, whole: Whole) -> Part:
    lang = whole.plan.lang
    part = Part(key="approvals", title=say(words.APPROVALS, lang))
    rows = [msgspec.to_builtins(one) for one in whole.edition.approvals]
    if not found.approvals:
        part.status = Status.MISSING if rows else Status.SAME
        return part
    part.where = found.approvals[0].where
    free = list(range(len(rows)))
    for one in found.approvals:
        n = next((n for n in free if _who(rows[n]["party"], whole) == _who(one.party, whole)), None)
        if n is None:
            rows.append(msgspec.to_builtins(Approval(party=one.party)))
            n = len(rows) - 1
            part.put(one.party, "", one.party, None)
        else:
            free.remove(n)
        for name in ("date", "case_number", "version", "decision", "reservations"):
            old, new = str(rows[n].get(name) or ""), getattr(one, name) or ""
            if new and plain(new) != plain(old):
                was, wanted = (day(text, lang) if text and name == "date" else text for text in (old, new))
                part.put(f"{one.party}/{name}", was, wanted, None)
                rows[n][name] = new
            elif old and not new:
                part.kept.append(f"{one.party}: {old[:40]}")
    part.kept += [rows[n]["party"] for n in free]
    part.fields = {"approvals": rows} if part.differences else {}
    part.new_names = [one.party for one in found.approvals if whole.actor(one.party) is None]
    return part


def organisation(found: Proposal, whole: Whole) -> Part:
    part = Part(key="organisation", title=say(ORGANISATION, whole.plan.lang))
    roles = list(whole.edition.roles)
    for one in found.roles:
        n = next((n for n, role in enumerate(roles) if _who(role.actor, whole) == _who(one.actor, whole)), None)
        if n is None:
            roles.append(Role(actor=one.actor, task=one.task))
            part.put(one.actor, "", one.task, None)
        elif plain(roles[n].task) != plain(one.task):
            part.put(one.actor, roles[n].task, one.task, None)
            roles[n] = Role(actor=roles[n].actor, task=one.task)
    part.fields = {"roles": msgspec.to_builtins(roles)} if part.differences else {}
    part.names("co_writers", whole.edition.co_writers, found.co_writers)
    there = {_who(one.actor, whole) for one in found.roles}
    part.kept += [role.actor for role in whole.edition.roles if _who(role.actor, whole) not in there]
    part.new_names = [name for name in found.co_writers if whole.actor(name) is None]
    return part


# -- money -----------------------------------------------------------------------------------------------------


def money(found: Proposal, whole: Whole, goals: Mapping[int, Goal]) -> Iterator[Part]:
    """The two tables. Sums are worked out, never taken from the document."""
    apart = _apart(found, whole, goals)
    sheets = {"period": words.PERIOD_SHEET, "year": words.YEAR_SHEET}
    for table, amounts, held in (
        ("period", found.period, whole.period_table),
        ("year", found.year, whole.year_table),
    ):
        values = {"first": whole.plan.from_year, "last": whole.plan.to_year, "year": whole.edition.year}
        part = Part(key=f"budget-{table}", title=say(sheets[table], whole.plan.lang, **values))
        if not amounts:
            part.status = Status.MISSING
            yield part
            continue
        part.where = amounts[0].where
        for one in amounts:
            if one.row in goals and one.column != TOTAL and (one.row, one.column) not in apart[table]:
                _amount(part, one, goals[one.row], held, whole, table)
        part.doubts += apart[table].values()
        _notes(part, table, amounts, whole, goals)
        if part.cells:
            part.fields["printed"] = _printed(table, amounts, whole, goals)
        yield part


def _apart(found: Proposal, whole: Whole, goals: Mapping[int, Goal]) -> dict[str, dict[tuple[int, str], Doubt]]:
    """Cells that both tables have, each with another amount: neither is taken."""
    source, year = whole.plan.weighted_source, str(whole.edition.year)
    first = {one.row: one for one in found.period if one.column == year and one.row in goals}
    out: dict[str, dict[tuple[int, str], Doubt]] = {"period": {}, "year": {}}
    for one in found.year:
        other = first.get(one.row)
        if other and source and one.column == source and one.amount != other.amount:
            line, read = (grouped(it.amount) if it.amount is not None else "–" for it in (other, one))
            doubt = Doubt(Matter.TABLES_DIFFER, line, one.where, read)
            out["period"][one.row, year] = out["year"][one.row, source] = doubt
    return out


def _amount(part: Part, one: FoundAmount, goal: Goal, held: Table, whole: Whole, table: str) -> None:
    if one.column not in held.columns:
        if one.amount is not None:
            part.doubts.append(Doubt(Matter.UNKNOWN_COLUMN, one.column, one.where))
        return
    now = held.at(goal.id, one.column)
    if now == one.amount:
        return
    year = int(one.column) if table == "period" else whole.edition.year
    source = (whole.plan.weighted_source or "") if table == "period" else one.column
    was, wanted = ("" if value is None else grouped(value) for value in (now, one.amount))
    part.put(f"{goal.number} {goal.title}/{one.column}", was, wanted, None)
    part.fields.pop(f"{goal.number} {goal.title}/{one.column}", None)
    of_measures = any(
        cell.measure and cell.amount is not None
        for cell in whole.book.pick(goal=goal.id, year=year, source=source or None)
    )
    if not source or (of_measures and table == "year"):
        part.lacks.append("spread")
    else:
        part.cells.append((goal.id, year, source, one.amount))


def _row_key(row: int, goals: Mapping[int, Goal]) -> str:
    return goals[row].id if row in goals else SUM


def _notes(part: Part, table: str, amounts: list[FoundAmount], whole: Whole, goals: Mapping[int, Goal]) -> None:
    held = [note for note in whole.edition.footnotes if note.table == table]
    rows = [msgspec.to_builtins(note) for note in held]
    there = {(note["row"], note["column"]): note for note in rows}
    for one in amounts:
        if not one.note:
            continue
        key = _row_key(one.row, goals), one.column
        note = there.get(key)
        if note and plain(note["text"]) == plain(one.note):
            there.pop(key)
            continue
        part.put(f"*/{key[0]}/{key[1]}", note["text"] if note else "", one.note, None)
        part.fields.pop(f"*/{key[0]}/{key[1]}", None)
        if note:
            note["text"] = one.note
            there.pop(key)
        else:
            rows.append({"table": table, "row": key[0], "column": key[1], "mark": one.mark or "*", "text": one.note})
        part.fields["footnotes"] = rows
    part.kept += [note["text"] for note in there.values()]


def _printed(table: str, amounts: list[FoundAmount], whole: Whole, goals: Mapping[int, Goal]) -> list[dict[str, Any]]:
    """The figures of the document itself, to hold the sums against."""
    now = {(_row_key(one.row, goals), one.column): one.amount for one in amounts}
    rows = []
    for one in whole.edition.printed:
        if one.table == table:
            amount = now.get((one.row, one.column), one.amount)
            if amount is not None:
                rows.append(msgspec.to_builtins(one) | {"amount": amount})
    return rows
