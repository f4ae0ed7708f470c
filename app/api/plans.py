"""/api/v1/plans: the action plans as open data."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.accounts.access import public
from app.api import endpoints, plan_shapes
from app.api.plan_building import Builder
from app.api.v1 import Asked, answer, open_to_all, read, refuse
from app.kernel.errors import Missing
from app.plan import reading
from app.web.runtime import runtime

bp = Blueprint("plan_api", __name__)
bp.after_request(open_to_all)


def _builder(plan: str, year: int | None, asked: Asked) -> Builder:
    today = runtime().today()
    whole = reading.whole(plan, year)
    return Builder(whole, reading.standings(whole, today), runtime().settings.base_url, asked.lang, today)


@bp.get(endpoints.PLANS.path)
@public
def plans() -> ResponseReturnValue:
    asked = read(endpoints.PLANS)
    if asked.faults:
        return refuse(asked.faults)
    found = list(reading.plans())
    offset = asked.number("offset")
    shown = found[offset : offset + asked.number("limit")]
    items = [_builder(key, None, asked).plan([reading.whole(key, y) for y in reading.editions()[key]]) for key in shown]
    return answer(plan_shapes.PlanList(len(found), items))


@bp.get("/api/v1/plans/<key>")
@public
def plan(key: str) -> ResponseReturnValue:
    asked = read(endpoints.PLAN)
    if asked.faults:
        return refuse(asked.faults)
    builder = _builder(key, None, asked)
    return answer(builder.plan_detail([reading.whole(key, year) for year in reading.editions()[key]]))


@bp.get("/api/v1/plans/<key>/editions/<year>")
@public
def edition(key: str, year: str) -> ResponseReturnValue:
    asked = read(endpoints.EDITION)
    if asked.faults:
        return refuse(asked.faults)
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        raise Missing(f"{key}/{year}")
    return answer(_builder(key, int(year), asked).edition())
