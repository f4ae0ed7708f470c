"""Every module of the leader's pages, so that its views are on the blueprint."""

from app.plan.editing import (
    agreement,
    decisions,
    documents,
    goals,
    history,
    log,
    measure,
    measure_sheets,
    measures,
    meetings,
    money,
    money_moves,
    money_notes,
    people,
    today,
)
from app.plan.editing.blueprint import bp

__all__ = ["bp", "measure", "measure_sheets", "measures", "today"]

__all__ = ["bp", "money", "money_moves", "money_notes"]
__all__ = ["bp", "goals", "history", "measure", "measure_sheets", "measures", "people", "today"]

__all__ = ["bp", "decisions"]

__all__ = ["bp", "documents"]

__all__ = ["bp", "decisions", "meetings"]
from app.plan.editing import accounts, report, revision, run

__all__ = ["accounts", "bp", "revision"]
from app.plan.editing import partners

__all__ = ["bp", "meetings", "partners"]
__all__ = [
    "agreement",
    "bp",
    "decisions",
    "documents",
    "goals",
    "history",
    "log",
    "measure",
    "measure_sheets",
    "measures",
    "meetings",
    "money",
    "money_moves",
    "money_notes",
    "people",
    "today",
]
__all__ = ["accounts", "bp", "report", "revision"]
__all__ = ["accounts", "bp", "report", "revision", "run"]
from app.plan.editing import case_templates, document_reading

__all__ = ["bp", "case_templates", "document_reading"]
