"""A partner with a link, and where it is found."""

import re
from urllib.parse import urlsplit

from app.plan.rules import echo

from .conftest import fields

NAME = "Kari Hemmeleg 7319"
PARTNERS = "/partnarar"
HUSBANKEN = f"{PARTNERS}/husbanken"


def link_in(text: str) -> str:
    return urlsplit(re.search(r"https?://[^\s<]+/partnar/[\w-]+", text)[0]).path


class Partner:
    """Somebody with a link, without an account."""

    def __init__(self, people) -> None:
        self.client = people.app.test_client()
        self.token = people.token(self.client)

    def get(self, link):
        return self.client.get(link)

    def answer(self, link, page, **changes):
        """Everything is right, but for the changes."""
        data = fields(page) if page else {}
        for number in range(len(re.findall(r"<fieldset", page))):
            data[f"answer-{number}"] = "agree"
        return self.client.post(link, data={**data, "name": NAME, **changes, "csrf_token": self.token})


def number_of(whole, kind, measure):
    found = echo.about(whole)["husbanken"]
    return next(n for n, it in enumerate(found) if (it.kind, it.measure) == (kind, measure))
