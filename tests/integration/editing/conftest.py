"""Editors at work over the real catalogue."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from html5lib import parse

from app.accounts.types import Role
from tests.forms import NS, held
from tests.people import People


class Editor:
    """A person at the editing pages: opens forms, changes fields, presses buttons."""

    def __init__(self, people: People, client: FlaskClient) -> None:
        self.client = client
        self.people = people
        self.token = people.token(client)

    def form(self, address: str) -> dict[str, list[str]]:
        """The fields of the big form on a page, as a browser would send them."""
        return fields(self.client.get(address).text)

    def post(self, address: str, data: dict[str, Any], **changes: Any) -> Any:
        return self.client.post(address, data={**data, **changes, "csrf_token": self.token})

    def save(self, address: str, *, do: str = "publish", **changes: Any) -> Any:
        """Open the form, change fields (`promise__nn`), and press a button."""
        data = self.form(address) | {name.replace("__", "-"): value for name, value in changes.items()}
        return self.post(address, data, do=do)


def fields(page: str, which: str = "entry-form") -> dict[str, list[str]]:
    """What the form with that class holds."""
    tree = parse(page, treebuilder="etree")
    (form,) = [f for f in tree.iter(f"{NS}form") if which in f.get("class", "")]
    return held(form)


@pytest.fixture
def editor(people: People) -> Callable[..., Editor]:
    """`editor(Role.EDITOR, municipalities={"4036"})` signs in a new person."""

    def make(*roles: Role, **scope: Any) -> Editor:
        return Editor(people, people.signed_in(*roles, **scope))

    return make


@pytest.fixture
def vinje(editor: Callable[..., Editor]) -> Editor:
    """The næringssjef of Vinje."""
    return editor(Role.EDITOR, municipalities={"4036"})


@pytest.fixture
def said() -> Callable[[str], str]:
    """The text of a page, without tags."""
    return lambda page: " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.fixture
def public(own_app: Flask) -> FlaskClient:
    return own_app.test_client()
