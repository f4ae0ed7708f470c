"""Settings: every bad value is one sentence that says what to change."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.settings import BadSetting, from_environment

KEY = "k" * 32


def read(tmp_path: Path, **values: str):
    return from_environment(
        {"VERKEMIDDEL_VAR": str(tmp_path / "var")} | {f"VERKEMIDDEL_{k}": v for k, v in values.items()}
    )


def sentence(tmp_path: Path, **values: str) -> str:
    with pytest.raises(BadSetting) as caught:
        read(tmp_path, **values)
    text = str(caught.value)
    assert "\n" not in text
    assert text.endswith((".", "”."))
    assert len(text) < 400
    return text


def test_without_settings_it_runs_on_sqlite_in_the_data_folder(tmp_path) -> None:
    found = read(tmp_path)
    assert found.database_url == f"sqlite:///{tmp_path}/var/verkemiddel.sqlite"
    assert (found.base_url, found.log_format, found.testing) == ("http://127.0.0.1:8000", "text", False)
    assert found.index_dir == tmp_path / "var" / "index"


def test_every_setting_is_taken(tmp_path) -> None:
    found = read(
        tmp_path,
        DATABASE_URL="postgresql+psycopg://a:b@db.example/vm",
        SECRET_KEY=KEY,
        BASE_URL="https://vm.example/",
        ENVIRONMENT="production",
    )
    assert (found.secret_key, found.base_url, found.log_format) == (KEY, "https://vm.example", "json")
    assert read(tmp_path, LOG="json").log_format == "json"


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("COLOUR", "red", "Unknown setting VERKEMIDDEL_COLOUR"),
        ("SECRET_KEY", "short", "VERKEMIDDEL_SECRET_KEY is too short"),
        ("BASE_URL", "vm.example", "must start with http:// or https://"),
        ("ENVIRONMENT", "staging", "must be one of development, production"),
        ("LOG", "xml", "must be one of text, json"),
        ("DATA", "/nowhere/at/all", "is not a folder"),
        ("DATABASE_URL", "nonsense", "is not a database address"),
        ("DATABASE_URL", "mysql://a/b", "uses “mysql”"),
        ("DATABASE_URL", "postgresql://a/b", "uses “postgresql”"),
        ("DATABASE_URL", "postgresql+psycopg://a:b@host:port/vm", "VERKEMIDDEL_DATABASE_URL"),
    ],
)
def test_a_bad_value_is_a_sentence(tmp_path, name, value, says) -> None:
    assert says in sentence(tmp_path, **{name: value})


# -- mail, OpenID and proxies ----------------------------------------------------------------------

MAIL = {"MAIL_FROM": "vm@vest-telemark.no"}
ENTRA = {
    "OIDC_ENTRA_ISSUER": "https://login.example/v2.0",
    "OIDC_ENTRA_CLIENT_ID": "a",
    "OIDC_ENTRA_CLIENT_SECRET": "b",
}


@pytest.mark.parametrize(
    ("address", "host", "port", "security", "user", "password"),
    [
        ("smtp://127.0.0.1:1025", "127.0.0.1", 1025, "none", "", ""),
        ("smtps://post.example", "post.example", 465, "tls", "", ""),
        ("smtp+starttls://vm%40x.no:p%3Aw@post.example", "post.example", 587, "starttls", "vm@x.no", "p:w"),
    ],
)
def test_a_mail_server_is_an_address(tmp_path, address, host, port, security, user, password) -> None:
    found = read(tmp_path, MAIL_SERVER=address, **MAIL).mail
    assert (found.host, found.port, found.security, found.user, found.password) == (
        host,
        port,
        security,
        user,
        password,
    )
    assert "p:w" not in repr(found)


@pytest.mark.parametrize(
    "address", ["post.example", "http://post.example", "smtp://", "smtp://x:port", "smtp://x/path"]
)
def test_what_is_no_mail_server_is_a_sentence(tmp_path, address) -> None:
    assert "MAIL_SERVER must be" in sentence(tmp_path, MAIL_SERVER=address, **MAIL)


def test_letters_come_from_somebody(tmp_path) -> None:
    for sender in ("", "nobody", "a@b.no\nBcc: c@d.no"):
        assert "MAIL_FROM must be" in sentence(tmp_path, MAIL_SERVER="smtp://x", MAIL_FROM=sender)


def test_any_number_of_openid_providers(tmp_path) -> None:
    other = {name.replace("ENTRA", "ANSATTPORTEN"): value for name, value in ENTRA.items()}
    more = {"OIDC_ENTRA_LABEL": "Vinje kommune", "OIDC_ANSATTPORTEN_PARAMETERS": "acr_values=high&prompt=login"}
    found = {it.name: it for it in read(tmp_path, **ENTRA, **other, **more).oidc}
    assert set(found) == {"entra", "ansattporten"}
    assert (found["entra"].label, found["ansattporten"].label) == ("Vinje kommune", "Ansattporten")
    assert found["ansattporten"].parameters == (("acr_values", "high"), ("prompt", "login"))
    assert found["entra"].scope == "openid profile email"
    assert "'b'" not in repr(found["entra"])


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"OIDC_ENTRA_ISSUER": ""}, "OIDC_ENTRA_ISSUER is missing"),
        ({"OIDC_ENTRA_CLIENT_SECRET": ""}, "OIDC_ENTRA_CLIENT_SECRET is missing"),
        ({"OIDC_ENTRA_ISSUER": "http://login.example"}, "must start with https://"),
        ({"OIDC_ENTRA_ISSUER": "login.example"}, "must start with https://"),
        ({"OIDC_ENTRA_SCOPE": "profile"}, "must hold the word openid"),
        ({"OIDC_ENTRA_COLOUR": "red"}, "Unknown setting VERKEMIDDEL_OIDC_ENTRA_COLOUR"),
        ({"OIDC_entra_ISSUER": "https://x"}, "Unknown setting"),
        ({"PROXIES": "many"}, "must be one of 0, 1, 2"),
    ],
)
def test_a_bad_openid_or_proxy_setting_is_a_sentence(tmp_path, changes, says) -> None:
    assert says in sentence(tmp_path, **(ENTRA | changes))


def test_production_needs_a_key_of_its_own(tmp_path) -> None:
    assert "required in production" in sentence(tmp_path, ENVIRONMENT="production")


def test_a_sentence_never_holds_a_password(tmp_path) -> None:
    for address in ("mysql://kari:hemmeleg@host/vm", "postgresql://kari:hemmeleg@host/vm"):
        assert "hemmeleg" not in sentence(tmp_path, DATABASE_URL=address)
    assert KEY not in repr(read(tmp_path, SECRET_KEY=KEY))


def test_an_unknown_setting_names_the_known_ones(tmp_path) -> None:
    assert "VERKEMIDDEL_DATABASE_URL" in sentence(tmp_path, COLOUR="red")


def test_other_programs_settings_are_none_of_ours(tmp_path) -> None:
    assert from_environment({"PATH": "/bin", "MY_VERKEMIDDEL_X": "1", "VERKEMIDDEL_VAR": str(tmp_path)})


def test_a_data_folder_that_is_a_file_is_a_sentence(tmp_path) -> None:
    (tmp_path / "var").write_text("")
    assert "cannot be written to" in sentence(tmp_path)


def test_a_data_folder_without_write_access_is_a_sentence(tmp_path, monkeypatch) -> None:
    def refuse(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "touch", refuse)
    assert "Permission denied" in sentence(tmp_path)


def test_the_key_is_made_once_and_kept_for_the_owner_only(tmp_path) -> None:
    first = read(tmp_path).secret_key
    assert len(first) >= 32
    assert read(tmp_path).secret_key == first
    assert (tmp_path / "var" / "secret_key").stat().st_mode & 0o077 == 0
    assert not list((tmp_path / "var").glob(".writable*"))


@pytest.mark.parametrize("kept", [b"", b"short", b"\xff" * 40])
def test_a_kept_key_that_is_no_key_is_a_sentence(tmp_path, kept) -> None:
    """A process killed between making the file and writing it leaves it empty; an empty key signs nothing."""
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "secret_key").write_bytes(kept)
    try:
        outcome = read(tmp_path).secret_key
    except BadSetting as error:
        outcome = f"{error} " * ("secret_key" in str(error))
    assert len(outcome) >= 32, "neither a whole key nor a sentence that names the file"


def test_processes_that_start_together_agree_on_the_key(tmp_path) -> None:
    program = "from app.settings import from_environment as f; print(f().secret_key)"
    environment = {k: v for k, v in os.environ.items() if not k.startswith("VERKEMIDDEL_")}
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            env=environment | {"VERKEMIDDEL_VAR": str(tmp_path / "var")},
            cwd=Path(__file__).resolve().parents[2],
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    assert len({process.communicate(timeout=60)[0] for process in started}) == 1


def test_many_processes_at_their_first_start_take_the_same_whole_key(tmp_path, monkeypatch) -> None:
    """One is held just before its key is in place, while another makes and takes one."""
    others: list[str] = []
    link = os.link

    def slowly(source: str, target: Path) -> None:
        assert not target.exists(), "nobody sees a key that is not whole"
        monkeypatch.setattr(os, "link", link)
        others.append(read(tmp_path).secret_key)
        link(source, target)

    monkeypatch.setattr(os, "link", slowly)
    mine = read(tmp_path).secret_key
    assert [mine] == others
    assert len(mine) >= 32
    files = [path for path in (tmp_path / "var").iterdir() if "secret" in path.name]
    assert [path.name for path in files] == ["secret_key"]
    assert files[0].stat().st_mode & 0o777 == 0o600
