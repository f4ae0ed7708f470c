"""`verkemiddel user …`: the first administrator, and help for whoever cannot get in."""

import re

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.accounts import queries
from app.accounts.types import Role

FIRST = ("user", "add", "Anne@Vest-Telemark.no", "--name", "Anne", "--role", "administrator", "--municipality", "4036")


def link_of(text: str) -> str:
    found = re.search(r"http://127.0.0.1:8000/nn/(invitasjon|nytt-passord)/[\w-]{43}", text)
    assert found, text
    return found[0]


def test_the_first_administrator_is_made_on_an_empty_machine_and_gets_a_link(verkemiddel, tmp_path) -> None:
    done = verkemiddel(*FIRST)
    assert done.returncode == 0, done.stderr
    assert "anne@vest-telemark.no" in done.stdout
    assert "/invitasjon/" in link_of(done.stdout)
    engine = create_engine(f"sqlite:///{tmp_path}/var/verkemiddel.sqlite")
    with Session(engine) as session:
        (account,) = queries.accounts(session)
        assert not queries.has_administrator(session), "not before the link has been used"
    engine.dispose()
    assert (account.name, account.roles, account.municipalities) == ("Anne", {Role.ADMINISTRATOR}, {"4036"})
    listed = verkemiddel("user", "list").stdout
    assert listed.split() == ["anne@vest-telemark.no", "invited", "administrator", "4036"]


def test_a_second_time_says_how_to_get_a_new_link_and_changes_nothing(verkemiddel) -> None:
    first = link_of(verkemiddel(*FIRST).stdout)
    again = verkemiddel(*FIRST)
    assert again.returncode == 1
    assert "verkemiddel user link anne@vest-telemark.no" in again.stderr
    new = verkemiddel("user", "link", "anne@vest-telemark.no", "--reset-second-factor")
    assert new.returncode == 0
    assert link_of(new.stdout) != first


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (("user", "add", "anne", "--name", "A", "--role", "editor"), "“anne” is not an e-mail address"),
        (("user", "add", "a@b.no", "--name", " ", "--role", "editor"), "--name: must be from 1 to 120"),
        (("user", "add", "a@b.no", "--name", "A", "--role", "king"), "'king' is not one of"),
        (("user", "add", "a@b.no", "--name", "A"), "Missing option '--role'"),
        (("user", "add", "a@b.no", "--name", "A", "--role", "editor", "--municipality", "0301"), "“0301” is not known"),
        (("user", "add", "a@b.no", "--name", "A", "--role", "editor", "--organisation", "x"), "“x” is not known"),
        (("user", "link", "nobody@x.no"), "nobody has the address"),
    ],
)
def test_bad_input_is_one_line_a_fault_and_nothing_is_made(verkemiddel, changes, says) -> None:
    verkemiddel("db", "upgrade")
    done = verkemiddel(*changes)
    assert done.returncode in (1, 2)
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert verkemiddel("user", "list").stdout == ""
