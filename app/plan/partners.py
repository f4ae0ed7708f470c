"""A partner's own page: the sentences of the plan about them, behind a link, without an account.

The link is single-purpose and dies with the answer. Nothing else of the plan is on the page, and nothing is kept of it.
"""

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from limits import parse

from app.accounts import limiting
from app.accounts.access import public
from app.accounts.tokens import digest
from app.kernel.errors import Missing, Refused
from app.plan import presenters, queries
from app.plan.commands import echoes as commands
from app.plan.commands.echoes import AnswerEcho
from app.plan.echoes import ANSWERS, Answer, Asked
from app.plan.editing.decision_forms import line_of, text_of
from app.plan.models import ActionPlanRow, EchoRow
from app.plan.rules import echo
from app.web.locale import gettext as _
from app.web.runtime import db, runtime

bp = Blueprint("partner", __name__, url_prefix="/<any(nn,nb,en):lang>/partnar")

OPENED = parse("60 per 15 minute")
"""Links tried from one address, right ones and wrong ones."""
LONGEST_NAME = 120
LONGEST_WISH = 1_000
LENGTH = 43
"""Of the secret in a link."""


@bp.after_request
def keep_to_oneself(response: Response) -> Response:
    """Nobody between us and the partner keeps the page, and no search engine lists it."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@bp.get("/takk")
@public
def thanks() -> ResponseReturnValue:
    return render_template("partner/thanks.html")


@bp.get("/<token>")
@public
def sheet(token: str) -> ResponseReturnValue:
    row = _opened(token)
    return _page(row, {}, {}) if isinstance(row, EchoRow) else row


@bp.post("/<token>")
@public
def answer(token: str) -> ResponseReturnValue:
    row = _opened(token)
    if not isinstance(row, EchoRow):
        return row
    asked = row.content.asked
    typed = {name: text_of(value) or "" for name, value in request.form.items()}
    faults = _faults(asked, typed)
    if faults:
        return _page(row, typed, faults), 422
    command = AnswerEcho(
        token=token,
        name=line_of(typed["name"]) or "",
        answers={number: _answered(typed, number) for number in range(len(asked))},  # type: ignore[misc]  # no faults
        remark=typed.get("remark", ""),
    )
    try:
        with runtime().transactions.begin(db.session) as uow:
            commands.answer_echo(uow, command)
    except (Missing, Refused) as error:  # pressed twice, or a new link was made meanwhile
        return _dead(error)
    return redirect(url_for(".thanks"), 303)


def _opened(token: str) -> EchoRow | ResponseReturnValue:
    """What the link asks; or the page that says why it does not."""
    if len(token) != LENGTH:
        return _dead(Missing("partner link"))
    with runtime().transactions.begin(db.session) as uow:
        if not limiting.take(uow.session, (OPENED, ("partner link", request.remote_addr or ""))):
            return render_template("partner/dead.html", why="limited", day=None), 429
    try:
        return commands.still_open(queries.echo_behind(db.session, digest(token)))
    except (Missing, Refused) as error:
        return _dead(error)


def _dead(error: Missing | Refused) -> ResponseReturnValue:
    why = error.code if isinstance(error, Refused) else "unknown"
    return render_template("partner/dead.html", why=why), 404 if why == "unknown" else 410


def _answered(typed: dict[str, str], number: int) -> tuple[Answer | None, str]:
    found = next((one for one in ANSWERS if typed.get(f"answer-{number}") == one), None)
    return found, typed.get(f"wish-{number}", "") if found == "adjust" else ""


def _faults(asked: list[Asked], typed: dict[str, str]) -> dict[str, str]:
    """The sentence for each field that is wrong, by the field's id."""
    found: dict[str, str] = {}
    for number in range(len(asked)):
        given, wish = _answered(typed, number)
        match echo.fault(given, wish):
            case "unanswered":
                found[f"answer-{number}"] = _("Svar på denne.")
            case "no_wish":
                found[f"wish-{number}"] = _("Skriv korleis det skal stå.")
            case _ if len(wish) > LONGEST_WISH:
                found[f"wish-{number}"] = _("Skriv høgst %(count)s teikn.", count=LONGEST_WISH)
    if len(typed.get("remark", "")) > LONGEST_WISH:
        found["remark"] = _("Skriv høgst %(count)s teikn.", count=LONGEST_WISH)
    name = line_of(typed.get("name", "")) or ""
    if not name:
        found["name"] = _("Skriv kven som svarar.")
    elif len(name) > LONGEST_NAME:
        found["name"] = _("Skriv høgst %(count)s teikn.", count=LONGEST_NAME)
    return found


def _page(row: EchoRow, typed: dict[str, str], faults: dict[str, str]) -> str:
    plan = db.session.get_one(ActionPlanRow, row.plan_id).content
    numbered: dict[str, list[tuple[int, Any]]] = {}
    for number, it in enumerate(row.content.asked):
        numbered.setdefault(it.sentence.where, []).append((number, it.sentence))
    return render_template(
        "partner/sheet.html",
        partner=next((one.name for one in plan.actors if one.id == row.partner), ""),
        plan_title=plan.short_title,
        plan_lang=plan.lang,
        year=row.edition,
        until=row.expires_at,
        groups=numbered,
        typed=typed,
        faults=faults,
        answers=[(code, presenters.echo_answer(code)) for code in ANSWERS],
        word=presenters.label,
    )
