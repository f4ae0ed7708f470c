"""Is the process alive, and is it ready to answer? For monitors and load balancers."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from app.accounts.access import public
from app.search import follow
from app.web.runtime import db, runtime

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def alive() -> ResponseReturnValue:
    return jsonify(status="ok")


@bp.get("/readyz")
@public
def ready() -> ResponseReturnValue:
    """200 when the database and the index answer and the index is level with the change log; else 503 and which."""
    reached = runtime().index.position()
    try:
        wanted = follow.latest(db.session, runtime().today())
        database = "ok"
    except SQLAlchemyError:
        wanted, database = None, "no answer"
    index = "ok" if reached == wanted else "empty" if reached.change < 0 else "behind"
    level = database == "ok" and index == "ok"
    body = {"status": "ok" if level else "not ready", "database": database, "index": index, "reached": reached.change}
    return jsonify(body), 200 if level else 503
