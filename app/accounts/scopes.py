"""What an account may answer for: municipalities and organisations, as `bootstrap` hands them over.

Accounts stand below the catalogue and cannot ask it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias, cast

from flask import Flask, current_app

Names: TypeAlias = Callable[[], Mapping[str, str]]
"""Names by key, in the language of the page and in reading order."""


@dataclass(frozen=True, slots=True)
class Scopes:
    municipalities: Names
    organisations: Names


def init_app(app: Flask, found: Scopes) -> None:
    app.extensions["app.accounts.scopes"] = found


def scopes() -> Scopes:
    return cast(Scopes, current_app.extensions["app.accounts.scopes"])
