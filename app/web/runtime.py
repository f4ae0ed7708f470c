"""The one place a view reaches the things that bootstrap built."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import cast

from flask import current_app
from flask_sqlalchemy_lite import SQLAlchemy

from app.db.uow import Transactions
from app.search.port import SearchIndex
from app.settings import Settings
from app.web.memo import Memo

db = SQLAlchemy()


@dataclass(frozen=True, kw_only=True)
class Runtime:
    settings: Settings
    transactions: Transactions
    index: SearchIndex
    memo: Memo
    today: Callable[[], date]


def runtime() -> Runtime:
    return cast(Runtime, current_app.extensions["app.runtime"])
