"""Rate limits hold across processes, and the address that is counted is the reader's own."""

import subprocess
import sys
from collections import Counter

import pytest
from flask import request

from app.settings import Settings
from tests.conftest import ROOT

PROGRAM = """
import sys
from limits import parse
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from app.accounts import limiting
from app.db import engine as _
from app.db.uow import Transactions
engine = create_engine(sys.argv[1])
for n in range(25):
    with Session(engine) as session, Transactions().begin(session):
        print(limiting.take(session, (parse("20 per 1 hour"), ("sign in", "kari"))))
"""


def test_two_processes_share_one_limit(people) -> None:
    with people.app.app_context():
        config: Settings = people.app.extensions["app.runtime"].settings
    command = [sys.executable, "-c", PROGRAM, config.database_url]
    running = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = Counter(" ".join(process.communicate(timeout=120)[0] for process in running).split())
    assert said == {"True": 20, "False": 30}


class TestBehindAProxy:
    @pytest.fixture
    def settings(self):
        return {"proxies": 1}

    def test_the_address_counted_is_what_the_proxy_heard_from(self, people) -> None:
        seen = []
        people.app.before_request(lambda: seen.append(request.remote_addr))
        people.app.test_client().get("/healthz", headers={"X-Forwarded-For": "1.2.3.4, 5.6.7.8"})
        assert seen == ["5.6.7.8"]


def test_without_a_proxy_nobody_chooses_their_own_address(people) -> None:
    seen = []
    people.app.before_request(lambda: seen.append(request.remote_addr))
    people.app.test_client().get("/healthz", headers={"X-Forwarded-For": "5.6.7.8"})
    assert seen == ["127.0.0.1"]
