"""Somebody at the money grid, and what stands in the ledger afterwards."""

from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from html5lib import parse

from app.plan import queries
from app.plan.models import PlanVersion
from app.web.runtime import db
from tests.people import People

PLAN = "bygdevekst-vest-telemark"
PAGE = f"/nn/arbeid/plan/{PLAN}/pengar"
EDITION = f"/api/v1/plans/{PLAN}/editions/2025"
NS = "{http://www.w3.org/1999/xhtml}"


def cell(goal: str, year: int, source: str = "state_cofinancing", measure: str = "", kind: str = "planned") -> str:
    return f"{goal}/{measure}/{year}/{source}/{kind}/nok"


class Leader:
    """Somebody at the money grid: opens it, writes in cells, saves."""

    def __init__(self, people: People, client: FlaskClient) -> None:
        self.client, self.token = client, people.token(client)
        self.form: dict[str, str] = {}

    def open(self, address: str = PAGE) -> "Leader":
        self.address = address
        return self.read(self.client.get(address).text)

    def read(self, page: str) -> "Leader":
        """Take the fields of the grid as a browser would send them."""
        self.page = page
        inputs = parse(page, treebuilder="etree").iter(f"{NS}input")
        self.form = {i.get("name", ""): i.get("value", "") for i in inputs if i.get("class") == "money__input"}
        return self

    def name(self, key: str) -> str:
        return next(name for name in self.form if name.startswith(f"cell:{key}@"))

    def write(self, key: str, text: str) -> "Leader":
        self.form[self.name(key)] = text
        return self

    def value(self, key: str) -> str:
        return self.form[self.name(key)].replace("\u00a0", " ")

    def save(self, **more: str) -> Any:
        answer = self.post(self.address, self.form | {"do": "save"} | more)
        if answer.status_code != 303:
            self.read(answer.text)
        return answer

    def post(self, address: str, data: dict[str, str]) -> Any:
        return self.client.post(address, data=data | {"csrf_token": self.token})


class Stored:
    """The ledger of an app, read anew each time."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def __call__(self, key: str) -> int | None:
        """The amount that stands in a cell now."""
        with self.app.app_context():
            cells = queries.cells(db.session, PLAN, 2025)
            return {f"{c.goal}/{c.measure}/{c.year}/{c.source}/{c.kind}/{c.unit}": c.amount for c in cells}.get(key)

    def versions(self) -> list[PlanVersion]:
        """Every version of cells and movements, the oldest first."""
        with self.app.app_context():
            return queries.money_history(db.session, PLAN, 2025)
