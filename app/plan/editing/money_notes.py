"""Footnotes to the cells of the printed tables, and the leader's word beside checks that do not hold."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec
from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import allowed, forget_kept_form, kept_form
from app.accounts.types import Role
from app.kernel.errors import Faulty, Stale
from app.plan import presenters, queries
from app.plan.commands.parts import ChangePart, change_part
from app.plan.editing.blueprint import (
    asked_edition,
    bp,
    known,
    made,
    page,
    place_of,
    posted_version,
    say,
    seen_now,
    the_whole,
)
from app.plan.rules.explaining import about, explainable
from app.plan.rules.ledger import SUM, TOTAL
from app.plan.rules.money_checks import money_checks
from app.plan.rules.sentences import Check
from app.plan.rules.whole import Whole
from app.plan.types import Explanation
from app.web.locale import current_lang
from app.web.locale import gettext as _
from app.web.runtime import db, runtime

LONGEST = 1000
LONGEST_MARK = 3
MOST = 100
"""Footnotes that one form may hold."""


class Line(NamedTuple):
    """A footnote in the form."""

    cell: str
    mark: str
    text: str
    faults: tuple[str, ...] = ()


class Word(NamedTuple):
    """A check, and what the leader says of it. `name` is what its field is called."""

    name: str
    sentence: str
    text: str
    fault: str = ""


def cells(whole: Whole) -> list[tuple[str, list[tuple[str, str]]]]:
    """The cells of the two printed tables, by table."""
    rows = [(goal.id, presenters.place_name(whole, goal.id)) for goal in whole.goals] + [(SUM, _("Summen"))]
    period = [(str(year), str(year)) for year in whole.years]
    year = [(key, presenters.source_name(whole, key)) for key in whole.source_ids]
    tables = (
        ("period", _("Heile perioden"), period),
        ("year", _("Finansiering for %(year)s", year=whole.edition.year), year),
    )
    return [
        (
            heading,
            [
                (f"{table}|{row}|{column}", f"{heading}: {row_name}, {column_name}")
                for row, row_name in rows
                for column, column_name in [*columns, (TOTAL, _("sum"))]
            ],
        )
        for table, heading, columns in tables
    ]


@bp.get("/<plan>/pengar/merknader")
@allowed(Role.LEADER)
def money_notes(plan: str) -> ResponseReturnValue:
    whole, kept = the_whole(plan), kept_form()
    if kept:
        return _page(whole, _lines(whole, kept), _words(whole, kept), seen=kept.get("seen", "0"))
    lines = [Line(f"{f.table}|{f.row}|{f.column}", f.mark, f.text) for f in whole.edition.footnotes]
    return _page(whole, lines, _words(whole, None))


@bp.post("/<plan>/pengar/merknader")
@allowed(Role.LEADER)
def save_money_notes(plan: str) -> ResponseReturnValue:
    whole, form = the_whole(plan), request.form
    lines, words = _lines(whole, form), _words(whole, form)
    if any(line.faults for line in lines) or any(word.fault for word in words):
        return _page(
            whole, lines, words, seen=form.get("seen", "0"), message=_("Rett det som er merkt. Ingenting er lagra.")
        ), 422
    place, seen = place_of(whole, "editions", whole.edition.id), posted_version()
    with_theirs = queries.content_at(db.session, plan, seen)
    content = with_theirs | {"footnotes": _footnotes(lines), "explanations": _explanations(whole, words)}
    try:
        with runtime().transactions.begin(db.session) as uow:
            change_part(uow, ChangePart(made=made(), place=place, content=content, seen=seen, known=known()))
            forget_kept_form(uow)
    except Stale:
        db.session.rollback()
        message = _("Ein annan har endra merknadene medan du skreiv. Du ser begge her. Ingenting er lagra enno.")
        whole = the_whole(plan)
        return _page(whole, lines, words, message=message, theirs=_texts(whole)), 409
    except Faulty:
        return _page(
            whole,
            lines,
            words,
            seen=str(seen),
            message=_("Planen heng ikkje saman med desse merknadene. Ingenting er lagra."),
        ), 422
    say(_("Merknadene er lagra."))
    return redirect(url_for(".money_notes", plan=plan, **asked_edition()), 303)


def _lines(whole: Whole, form: Mapping[str, str]) -> list[Line]:
    """The footnotes of a form; a blank text takes one away."""
    known_cells = {value for _heading, found in cells(whole) for value, _name in found}
    lines: list[Line] = []
    for n in range(MOST):
        if f"note-cell-{n}" not in form:
            break
        cell, mark, text = (form.get(f"note-{name}-{n}", "").strip() for name in ("cell", "mark", "text"))
        if not text:
            continue
        faults = [_("Vel ei rute i ein av tabellane.")] if cell not in known_cells else []
        faults += [_("Den ruta har alt ein fotnote.")] if cell and cell in {line.cell for line in lines} else []
        faults += [_("Skriv eit kort merke, til dømes *.")] if not mark or len(mark) > LONGEST_MARK else []
        faults += [_("Skriv høgst %(count)s teikn.", count=LONGEST)] if len(text) > LONGEST else []
        lines.append(Line(cell, mark, text, tuple(faults)))
    return lines


def _footnotes(lines: list[Line]) -> list[Any]:
    found = []
    for line in lines:
        table, row, column = line.cell.split("|")
        found.append({"table": table, "row": row, "column": column, "mark": line.mark, "text": line.text})
    return found


def _checks(whole: Whole) -> dict[str, Check]:
    """The checks that may be explained, by the name of their field."""
    return {_name(check): check for check in explainable(money_checks(whole))}


def _name(of: Check | Explanation) -> str:
    return "why:" + "|".join("" if part is None else str(part) for part in about(of))


def _words(whole: Whole, form: Mapping[str, str] | None) -> list[Word]:
    """Every check that may be explained, and explanations of checks that hold now."""
    stored = {_name(one): one for one in whole.edition.explanations}
    checks = _checks(whole)
    sentences = {name: check.text.pick(current_lang()).text for name, check in checks.items()}
    sentences |= {name: _("Denne kontrollen slår ikkje ut lenger.") for name in stored if name not in checks}
    words = []
    for name, sentence in sentences.items():
        before = stored[name].text if name in stored else ""
        text = (form or {}).get(name, before).strip()
        fault = _("Skriv høgst %(count)s teikn.", count=LONGEST) if len(text) > LONGEST else ""
        words.append(Word(name, sentence, text, fault))
    return words


def _explanations(whole: Whole, words: list[Word]) -> list[Any]:
    found: list[Any] = []
    by_name: dict[str, Check | Explanation] = {_name(one): one for one in whole.edition.explanations}
    by_name |= _checks(whole)
    for word in words:
        if word.text:
            check, goal, measure, year = about(by_name[word.name])
            one = Explanation(check=check, goal=goal, measure=measure, year=year, text=word.text)
            found.append(msgspec.to_builtins(one))
    return found


def _texts(whole: Whole) -> list[str]:
    """All that is stored, to be shown beside what was typed."""
    edition = whole.edition
    return [*(f"{note.mark} {note.text}" for note in edition.footnotes), *(one.text for one in edition.explanations)]


def _page(whole: Whole, lines: list[Line], words: list[Word], *, seen: str | None = None, **more: Any) -> str:
    return page(
        "plan_work/money_notes.html",
        whole,
        lines=[*lines, Line("", "*", "")],
        words=words,
        cells=cells(whole),
        seen=seen_now(whole, "editions", whole.edition.id) if seen is None else seen,
        **({"message": "", "theirs": []} | more),
    )
