"""Letters: in the transaction that causes them, sent once, lost never; against a real SMTP server in a process of its own."""

import email
import email.policy
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.db import migrate
from app.db.uow import Transactions
from app.kernel import clock
from app.mail import outbox
from app.mail.models import MailRow
from app.mail.outbox import Mail, Sent
from app.settings import MailServer

SERVER = Path(__file__).parent / "smtp_server.py"
LETTER = Mail("kari@vinje.kommune.no", "Hei på deg – æøå", "Gå til https://verkemiddel.example/nn/\n\nÆØÅ\n.\nslutt\n")


class Post:
    """The mail server of a test, and what has come to it."""

    def __init__(self, folder: Path, mode: str = "takes") -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        command = [sys.executable, str(SERVER), str(self.port), str(folder), mode]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        assert self.process.stdout.readline().strip() == "ready"

    @property
    def server(self) -> MailServer:
        return MailServer(host="127.0.0.1", port=self.port, security="none", sender="Verkemiddel <vm@x.no>")

    def letters(self) -> list:
        return [
            email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            for file in sorted(self.folder.glob("*.eml"))
        ]

    def stop(self) -> None:
        self.process.terminate()
        self.process.communicate(timeout=20)


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    (tmp_path / "post").mkdir()
    made = Post(tmp_path / "post")
    yield made
    made.stop()


@pytest.fixture
def session(engine) -> Iterator[Session]:
    migrate.upgrade(engine)
    with Session(engine) as made:
        yield made


def queue(session: Session, *letters: Mail) -> None:
    with Transactions().begin(session):
        for letter in letters:
            outbox.queue(session, letter)


def test_a_letter_arrives_as_it_was_written_and_once(session, post) -> None:
    queue(session, LETTER)
    assert outbox.send_waiting(session, post.server) == Sent(1, 0)
    assert outbox.send_waiting(session, post.server) == Sent(0, 0)
    (letter,) = post.letters()
    assert (letter["To"], letter["From"], letter["Subject"]) == (LETTER.to, "Verkemiddel <vm@x.no>", LETTER.subject)
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"].endswith("@x.no>")
    assert letter.get_content() == LETTER.text
    assert outbox.waiting(session) == []
    assert session.query(MailRow).one().text == "", "the secret in it is gone"


def test_a_letter_of_a_change_that_fails_is_never_sent(session, post) -> None:
    with pytest.raises(RuntimeError), Transactions().begin(session):  # noqa: PT012
        outbox.queue(session, LETTER)
        raise RuntimeError("refused")
    assert outbox.send_waiting(session, post.server) == Sent(0, 0)
    assert post.letters() == []


def test_without_a_server_letters_wait(session) -> None:
    queue(session, LETTER)
    assert outbox.send_waiting(session, None) == Sent(0, 0)
    assert [(w.to, w.tries, w.fault) for w in outbox.waiting(session)] == [(LETTER.to, 0, None)]


def test_a_dead_server_is_tried_again_later_and_nothing_is_lost(session, tmp_path, later) -> None:
    (tmp_path / "post").mkdir()
    post = Post(tmp_path / "post")
    post.stop()
    queue(session, LETTER, LETTER._replace(to="other@x.no"))
    assert outbox.send_waiting(session, post.server) == Sent(0, 2)
    (first, _) = outbox.waiting(session)
    assert first.tries == 1
    assert "could not be reached" in (first.fault or "")
    assert outbox.send_waiting(session, post.server) == Sent(0, 0), "not at once"
    alive = Post(tmp_path / "post")
    later(timedelta(minutes=2))
    assert outbox.send_waiting(session, alive.server) == Sent(2, 0)
    assert len(alive.letters()) == 2
    alive.stop()


def test_a_server_that_refuses_one_letter_takes_the_others(session, post) -> None:
    queue(session, LETTER._replace(to="refused@x.no"), LETTER, LETTER._replace(subject="two"))
    assert outbox.send_waiting(session, post.server) == Sent(2, 1)
    (left,) = outbox.waiting(session)
    assert left.to == "refused@x.no"
    assert "550" in (left.fault or "")


def test_a_server_that_hangs_up_half_way_gets_the_rest_later(session, tmp_path, later) -> None:
    (tmp_path / "post").mkdir()
    post = Post(tmp_path / "post", "hangs up after one")
    queue(session, *(LETTER._replace(subject=f"nr {n}") for n in range(3)))
    assert outbox.send_waiting(session, post.server) == Sent(1, 2)
    post.stop()
    healthy = Post(tmp_path / "post")
    later(timedelta(minutes=2))
    assert outbox.send_waiting(session, healthy.server) == Sent(2, 0)
    assert sorted(letter["Subject"] for letter in healthy.letters()) == ["nr 0", "nr 1", "nr 2"]
    healthy.stop()


def test_a_letter_that_cannot_be_written_stops_nobody_elses(session, post) -> None:
    queue(session, LETTER._replace(subject="a\nBcc: all@x.no"), LETTER)
    assert outbox.send_waiting(session, post.server) == Sent(1, 1)
    assert [letter["Bcc"] for letter in post.letters()] == [None]


def test_several_senders_at_once_send_each_letter_once(engine, session, post) -> None:
    queue(session, *(LETTER._replace(subject=f"nr {n}") for n in range(20)))
    url = engine.url

    def send() -> None:
        own = create_engine(url)
        with Session(own) as theirs:
            outbox.send_waiting(theirs, post.server)
        own.dispose()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(letter["Subject"] for letter in post.letters()) == sorted(f"nr {n}" for n in range(20))


def test_what_a_killed_sender_had_claimed_is_sent_by_the_next(session, post, later) -> None:
    queue(session, LETTER)
    outbox._claim(session)
    assert outbox.send_waiting(session, post.server) == Sent(0, 0)
    later(outbox.CLAIM + timedelta(seconds=1))
    assert outbox.send_waiting(session, post.server) == Sent(1, 0)


def test_tries_grow_rarer_but_never_stop(session, later) -> None:
    dead = MailServer(host="127.0.0.1", port=1, security="none", sender="vm@x.no")
    queue(session, LETTER)
    waits = []
    for _ in range(12):
        outbox.send_waiting(session, dead)
        row = session.query(MailRow).one()
        session.refresh(row)
        wait = row.next_at - clock.now()
        waits.append(timedelta(seconds=round(wait.total_seconds())))
        session.rollback()
        later(wait + timedelta(seconds=1))
    assert waits == sorted(waits)
    assert timedelta(seconds=30) < waits[0] < timedelta(minutes=2)
    assert waits[-1] <= outbox.LONGEST_WAIT


def test_a_letter_whose_link_is_dead_is_not_sent_when_a_server_comes_at_last(session, post, later) -> None:
    queue(session, LETTER._replace(until=clock.now() + timedelta(hours=1)), LETTER)
    assert len(outbox.waiting(session)) == 2
    later(timedelta(hours=2))
    assert len(outbox.waiting(session)) == 1
    assert outbox.send_waiting(session, post.server) == Sent(1, 0)


def test_the_command_says_how_it_goes(verkemiddel, tmp_path) -> None:
    verkemiddel("db", "upgrade")
    unset = verkemiddel("mail", "send")
    assert unset.returncode == 1
    assert "VERKEMIDDEL_MAIL_SERVER" in unset.stderr
    done = verkemiddel("mail", "send", VERKEMIDDEL_MAIL_SERVER="smtp://127.0.0.1:1", VERKEMIDDEL_MAIL_FROM="a@b.no")
    assert (done.returncode, done.stdout.strip()) == (0, "sent 0, 0 waiting")
