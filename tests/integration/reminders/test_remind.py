"""`verkemiddel remind`, with a mail server of our own."""

import email
import email.policy
import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.accounts.models import AccountRow
from app.bootstrap import transactions
from app.catalogue.freshness import commands as freshness
from app.catalogue.importing import read_bundle
from app.catalogue.links import commands as links
from app.catalogue.links.verdicts import Judged, Note, Verdict
from app.mail import outbox
from app.reminders import commands, gathering, letters
from app.reminders.recipients import recipients
from app.reminders.types import Waiting
from tests.conftest import build_app, closing, load_into, make_settings

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
OLD = {"checked_on": "2024-01-01", "source_date": "2023"}
PHONE = [{"name": {"nn": "Kontoret"}, "phone": "35 00 00 00"}]


def account(session: Session, name: str, role: str = "editor", lang: str = "nn", **changes: object) -> None:
    values = {
        "name": name,
        "email": f"{name.lower()}@kommunen.example",
        "roles": [role],
        "municipalities": ["4036"],
        "organisations": [],
        "lang": lang,
        "created_at": NOW,
        "accepted_at": NOW,
        "totp_step": 0,
    }
    session.add(AccountRow(**values | changes))
    session.commit()


@pytest.fixture
def site(folder, tmp_path):
    """An app over a small catalogue where much is due, and a session on it."""
    folder.put("schemes", amount={"max": 5_000}, contacts=PHONE, **OLD)
    folder.put("schemes", id="nabofond", municipalities=["4034"], amount={"max": 1}, **OLD)
    config = make_settings(tmp_path / "var")
    config.var.mkdir()
    load_into(config.database_url, read_bundle(folder.path))
    engine = create_engine(config.database_url)
    with closing(build_app(config)) as app, app.app_context(), Session(engine) as session:
        yield session
    engine.dispose()


def remind(session: Session, today: date = TODAY, waiting: tuple[Waiting, ...] = ()) -> list[outbox.Waiting]:
    """Run once; return every letter that waits."""
    now = NOW + (today - TODAY)
    found = gathering.digests(session, recipients(session), waiting, today, now)
    compose = partial(letters.digest_letter, base_url="https://verkemiddel.example")
    commands.remind(session, transactions(), found, compose, today, now)
    return outbox.waiting(session)


def load_again(session: Session, folder) -> None:
    session.rollback()
    load_into(str(session.get_bind().url), read_bundle(folder.path))


def text_of(session: Session) -> str:
    from app.mail.models import MailRow

    return session.query(MailRow).order_by(MailRow.id.desc()).first().text


def test_an_editor_gets_one_letter_about_what_they_answer_for(site) -> None:
    account(site, "Kari")
    (letter,) = remind(site)
    assert letter.to == "kari@kommunen.example"
    assert letter.subject == "1 ting ventar på deg i Verkemiddel"
    text = text_of(site)
    assert "Hei, Kari." in text
    assert "– Næringsfond for bygda: kontakt (sidan 2023), beløp (sidan 2023)" in text
    assert "https://verkemiddel.example/nn/ordningar/naeringsfond\n" in text
    assert "https://verkemiddel.example/nn/arbeid\n" in text
    assert "nabofond" not in text


@pytest.mark.parametrize(
    ("lang", "words"),
    [("nb", "Opplysninger som bør bekreftes på nytt:"), ("en", "Facts to confirm again:")],
)
def test_the_letter_is_in_the_recipients_language(site, lang, words) -> None:
    account(site, "Kari", lang=lang)
    remind(site)
    assert words in text_of(site)
    assert f"https://verkemiddel.example/{lang}/ordningar/naeringsfond" in text_of(site)


def test_twice_a_day_is_once_and_the_next_week_again(site) -> None:
    account(site, "Kari")
    assert len(remind(site)) == 1
    assert len(remind(site)) == 1
    assert len(remind(site, TODAY + timedelta(days=6))) == 1
    assert len(remind(site, TODAY + timedelta(days=7))) == 2


def test_it_stops_when_everything_is_done(site) -> None:
    account(site, "Kari")
    with transactions().begin(site) as uow:
        freshness.confirm(
            uow, freshness.ConfirmParts(kind="schemes", key="naeringsfond", on=TODAY, account=1, actor="account:1")
        )
    assert remind(site) == []
    assert remind(site, TODAY + timedelta(days=30)) == []


def test_a_near_deadline_breaks_in_once(site, folder) -> None:
    account(site, "Kari")
    assert len(remind(site)) == 1
    soon = {"type": "dated", "dates": ["2026-12-05"]}
    folder.put("schemes", id="snart", deadline=soon, checked_on="2026-09-01", contacts=PHONE)
    load_again(site, folder)
    tomorrow = TODAY + timedelta(days=1)
    assert [letter.subject for letter in remind(site, tomorrow)][1:] == ["Nær frist: sjå over Næringsfond for bygda"]
    assert "Næringsfond for bygda: frist 5.\u00a0desember 2026" in text_of(site)
    assert len(remind(site, tomorrow + timedelta(days=1))) == 2


def test_dead_links_and_other_things_that_wait_are_told(site) -> None:
    account(site, "Kari")
    gone = Judged(url="https://kommunen.example/ordning", verdict=Verdict.DEAD, note=Note.GONE, status=404)
    with transactions().begin(site) as uow:
        links.record(uow, [gone], NOW)
    remind(site, waiting=(Waiting(lambda _s, who: 3 if who.name == "Kari" else 0, lambda n: f"{n} meldingar ventar"),))
    text = text_of(site)
    assert "Næringsfond for bygda: Sida finst ikkje lenger\n  https://kommunen.example/ordning" in text
    assert "3 meldingar ventar" in text


def test_what_nobody_answers_for_goes_to_the_administrator_and_to_nobody_else(site) -> None:
    account(site, "Kari")
    account(site, "Sjefen", role="administrator", municipalities=[])
    assert {letter.to.split("@")[0] for letter in remind(site)} == {"kari", "sjefen"}
    text = text_of(site)
    assert "Hei, Sjefen." in text
    assert "/nabofond" in text
    assert "/naeringsfond" not in text


def test_only_active_editors_and_administrators_are_written_to(site) -> None:
    account(site, "Bidragsytar", role="contributor")
    account(site, "Leiar", role="leader")
    account(site, "Sluttar", disabled_at=NOW)
    account(site, "Invitert", accepted_at=None)
    assert remind(site) == []


def test_a_long_list_is_cut_with_the_number_left(site, folder) -> None:
    account(site, "Kari")
    for n in range(14):
        folder.put("schemes", id=f"fond-{n}", amount={"max": 1}, **OLD)
    load_again(site, folder)
    remind(site)
    assert text_of(site).count("/ordningar/") == letters.MOST_LINES
    assert "og 5 til" in text_of(site)


def test_a_letter_that_cannot_be_queued_is_not_remembered_as_sent(site, monkeypatch) -> None:
    account(site, "Kari")
    with monkeypatch.context() as patch, pytest.raises(RuntimeError):  # noqa: PT012
        patch.setattr(outbox, "queue", lambda *_: (_ for _ in ()).throw(RuntimeError("disk full")))
        remind(site)
    assert len(remind(site)) == 1


def test_a_run_that_another_one_overtakes_writes_to_nobody_twice(site) -> None:
    account(site, "Kari")
    found = gathering.digests(site, recipients(site), (), TODAY, NOW)
    compose = partial(letters.digest_letter, base_url="https://verkemiddel.example")

    def overtaken(recipient, digest) -> outbox.Mail:
        with Session(site.get_bind()) as other:
            assert commands.remind(other, transactions(), found, compose, TODAY, NOW) == 1
        return compose(recipient, digest)

    site.rollback()
    assert commands.remind(site, transactions(), found, overtaken, TODAY, NOW) == 0
    assert len(outbox.waiting(site)) == 1


# -- the command, and a mail server in a process of its own ----------------------------------------

SERVER = """
import asyncio, sys
from pathlib import Path
from aiosmtpd.smtp import SMTP
class Keep:
    async def handle_DATA(self, server, session, envelope):
        box = Path(sys.argv[2]); n = len(list(box.iterdir()))
        (box / f"{n}.part").write_bytes(envelope.content); (box / f"{n}.part").rename(box / f"{n}.eml")
        return "250 OK"
async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Keep(), loop=loop), "127.0.0.1", int(sys.argv[1]))
    await server.serve_forever()
asyncio.run(main())
"""


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class MailServer:
    def __init__(self, port: int, box: Path) -> None:
        self.port, self.box = port, box
        box.mkdir()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        arguments = [sys.executable, "-W", "ignore", "-c", SERVER, str(self.port), str(self.box)]
        self._process = subprocess.Popen(arguments, env=os.environ | {"PYTHONPATH": ""})
        until = time.monotonic() + 20
        while time.monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        pytest.fail("the mail server did not start")

    def stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()

    def letters(self) -> list[email.message.EmailMessage]:
        files = sorted(self.box.glob("*.eml"))
        return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]


@pytest.fixture
def mail_server(port, tmp_path) -> Iterator[MailServer]:
    server = MailServer(port, tmp_path / "box")
    yield server
    server.stop()


@pytest.fixture
def ready(verkemiddel, folder, tmp_path, port) -> dict[str, str]:
    """A data folder with something due and an editor; gives the settings of the mail server."""
    folder.put("schemes", amount={"max": 5_000}, contacts=PHONE, **OLD)
    assert verkemiddel("catalogue", "load", str(folder.path)).returncode == 0
    engine = create_engine(f"sqlite:///{tmp_path}/var/verkemiddel.sqlite")
    with Session(engine) as session:
        account(session, "Kari")
    engine.dispose()
    return {"VERKEMIDDEL_MAIL_SERVER": f"smtp://127.0.0.1:{port}", "VERKEMIDDEL_MAIL_FROM": "post@verkemiddel.example"}


def at_once(tmp_path: Path) -> None:
    """Let waiting letters be tried now and not in half a minute."""
    with sqlite3.connect(tmp_path / "var" / "verkemiddel.sqlite") as connection:
        connection.execute("UPDATE mail SET next_at = '2020-01-01 00:00:00' WHERE sent_at IS NULL")
    connection.close()


def test_the_letter_arrives_and_running_again_sends_nothing(verkemiddel, ready, mail_server) -> None:
    mail_server.start()
    done = verkemiddel("remind", **ready)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "1 new letters · 1 sent · 0 waiting\n"
    assert verkemiddel("remind", **ready).stdout == "0 new letters · 0 sent · 0 waiting\n"
    (letter,) = mail_server.letters()
    assert letter["To"] == "kari@kommunen.example"
    assert "Opplysningar som bør stadfestast på nytt:" in letter.get_content()


def test_a_mail_server_that_is_down_loses_nothing_and_doubles_nothing(
    verkemiddel, ready, mail_server, tmp_path
) -> None:
    for _ in range(2):
        done = verkemiddel("remind", **ready)
        assert done.returncode == 1
        assert "1 waiting" in done.stdout
        assert "Traceback" not in done.stderr
        at_once(tmp_path)
    mail_server.start()
    done = verkemiddel("remind", **ready)
    assert (done.returncode, done.stdout) == (0, "0 new letters · 1 sent · 0 waiting\n")
    assert len(mail_server.letters()) == 1


def test_without_a_mail_server_letters_wait_and_it_is_said(verkemiddel, ready) -> None:
    done = verkemiddel("remind")
    assert done.returncode == 1
    assert "VERKEMIDDEL_MAIL_SERVER" in done.stderr
