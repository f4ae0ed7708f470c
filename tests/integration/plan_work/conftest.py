"""A leader at work with the real plan, and editors of its municipalities."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest
from flask import Flask
from flask.testing import FlaskClient
from html5lib import parse
from sqlalchemy import select

from app.accounts.types import Account, Role
from app.catalogue import queries as catalogue
from app.kernel import clock
from app.plan import queries
from app.plan.commands.parts import Place, alter
from app.plan.commands.storing import Made
from app.plan.importing import Known
from app.plan.models import EchoRow
from app.plan.rules.whole import Whole
from app.web.runtime import db
from tests.forms import NS, held
from tests.people import People

PLAN = "bygdevekst-vest-telemark"
WORK = f"/nn/arbeid/plan/{PLAN}"
PUBLIC = f"/nn/plan/{PLAN}"
TOKKE, VINJE = "4034", "4036"


class Worker:
    """A person at the pages of the plan's work: opens pages, fills forms in, presses buttons. Addresses are below the plan's."""

    def __init__(self, people: People, account: Account) -> None:
        self.people, self.account = people, account
        self.sign_in()

    def sign_in(self) -> None:
        self.client: FlaskClient = self.people.client(self.account)
        self.token = self.people.token(self.client)

    def get(self, address: str = "") -> Any:
        return self.client.get(WORK + address)

    def text(self, address: str = "") -> str:
        """The words of a page."""
        return words(self.get(address).text)

    def form(self, address: str, action: str = "") -> dict[str, list[str]]:
        """The fields of a form on a page, as a browser would send them; `action` is how its address ends."""
        return fields(self.get(address).text, action)

    def post(self, address: str, data: dict[str, Any] | None = None, **changes: Any) -> Any:
        return self.client.post(WORK + address, data={**(data or {}), **changes, "csrf_token": self.token})

    def save(self, address: str, **changes: Any) -> Any:
        """Open the big form of a page, change fields, and save it."""
        return self.post(address, self.form(address, "plan-form"), **changes)


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).replace("\u00a0", " ").split())


def fields(page: str, which: str = "") -> dict[str, list[str]]:
    """What the form holds whose class has, or whose address ends with, `which`."""
    tree = parse(page, treebuilder="etree")
    forms = [
        form
        for form in tree.iter(f"{NS}form")
        if which in form.get("class", "").split() or form.get("action", "").split("?")[0].endswith(which)
    ]
    return held(forms[0] if len(forms) == 1 else _only(forms, which))


def _only(forms: list[Any], which: str) -> Any:
    raise AssertionError(f"{len(forms)} forms are {which!r}")


@pytest.fixture
def worker(people: People) -> Callable[..., Worker]:
    """`worker(Role.EDITOR, municipalities={VINJE})` signs in a new person."""

    def make(*roles: Role, **scope: Any) -> Worker:
        return Worker(people, people.add(*roles, **scope))

    return make


@pytest.fixture
def leader(worker: Callable[..., Worker]) -> Worker:
    return worker(Role.LEADER)


@pytest.fixture
def vinje(worker: Callable[..., Worker]) -> Worker:
    """The business adviser of Vinje."""
    return worker(Role.EDITOR, municipalities={VINJE})


@pytest.fixture
def public(own_app: Flask) -> Callable[[str], str]:
    """The words of a public page of the plan, as anybody reads it."""
    client = own_app.test_client()
    return lambda address="": words(client.get(PUBLIC + address).text)


@pytest.fixture
def stored(own_app: Flask) -> Callable[[], Whole]:
    """The plan as it stands in the database, with what is internal."""

    def read() -> Whole:
        with own_app.app_context():
            return queries.whole(db.session, PLAN, 2025)

    return read


@pytest.fixture
def amend(own_app: Flask) -> Callable[..., None]:
    """`amend("goals", "bustader", title="…")` changes a part behind everybody's back."""

    def change(kind: str, key: str, **changes: Any) -> None:
        made = Made(actor="tests", reason="", batch="amended")
        with own_app.app_context(), own_app.extensions["app.runtime"].transactions.begin(db.session) as uow:
            keys = catalogue.keys(uow.session)
            known = Known(keys["organisations"], keys["schemes"])
            place = Place(plan=PLAN, edition=2025, kind=kind, key=key)
            alter(uow, made, place, lambda it: msgspec.structs.replace(it, **changes), known)

    return change


@pytest.fixture
def expired(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """`expired(leader, "/tiltak/x/notat", on="/tiltak/x", note_text="…")` sends a form after the session has ended,
    signs in again, and gives the page that the form stands on.
    """
    real, moved = clock.now, timedelta(0)
    monkeypatch.setattr(clock, "now", lambda: _later(real, moved))

    def send(worker: Worker, address: str, *, on: str, **data: Any) -> Any:
        nonlocal moved
        moved = timedelta(hours=3)
        sent = worker.client.post(
            WORK + address,
            data={**data, "csrf_token": worker.token},
            headers={"Referer": f"http://localhost{WORK}{on}"},
        )
        assert sent.status_code == 303
        asked = parse_qs(urlsplit(sent.headers["Location"]).query)
        worker.sign_in()
        return worker.client.get(f"{asked['next'][0]}?kept={asked['kept'][0]}")

    return send


def _later(real: Callable[[], datetime], by: timedelta) -> datetime:
    return real() + by


@pytest.fixture
def partner(people: People) -> Any:
    """Somebody who may get a link."""
    from .partner_pages import Partner

    return Partner(people)


@pytest.fixture
def asked(leader: Worker) -> Callable[..., str]:
    """`asked("husbanken")` makes a link for a partner."""

    def ask(key: str = "husbanken", **data: str) -> str:
        from .partner_pages import link_in

        answer = leader.post(f"/partnarar/{key}/lenkje", **data)
        assert answer.status_code == 303
        page = leader.client.get(answer.headers["Location"]).text
        return link_in(page)

    return ask


@pytest.fixture
def rows(own_app: Flask) -> Callable[..., list[Any]]:
    """`rows()` are the links as they are stored; `rows(MailRow)` are letters."""

    def read(kind: Any = EchoRow) -> list[Any]:
        with own_app.app_context():
            return list(db.session.scalars(select(kind)))

    return read
