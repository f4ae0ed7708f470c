"""Signing in with an OpenID provider: a real one in a process of its own, and one of ours that lies."""

import base64
import hmac
import json
import os
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import requests
from joserfc import jwt
from joserfc.jwk import RSAKey

from app.accounts import queries
from app.accounts.commands import accounts
from app.accounts.types import Role
from app.settings import OidcProvider
from app.web.runtime import db

from .conftest import PASSWORD, Visitor

HERE = Path(__file__).parent
CALLBACK = "https://verkemiddel.example/oidc/entra/callback"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """A real provider that lets everybody in, asked for by name."""
    node = shutil.which("node")
    if node is None or not (HERE.parents[2] / "node_modules" / "oidc-provider").exists():
        sentence = "Node or the npm package oidc-provider is missing (make assets): OpenID is not tested."
        pytest.fail(sentence) if os.environ.get("CI") else pytest.skip(sentence)
    port = free_port()
    command = [node, str(HERE / "provider.mjs"), str(port), CALLBACK]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout
        lines = iter(process.stdout.readline, "")
        assert any(line.strip() == "ready" for line in lines), "the provider did not start"
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.communicate(timeout=20)


class Liar(ThreadingHTTPServer):
    """A provider whose token is whatever a test wants it to be."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.key = RSAKey.generate_key(2048, {"kid": "one"})
        self.claims: dict[str, Any] = {}
        self.signed_by: Any = self.key
        self.header: dict[str, Any] = {"alg": "RS256", "kid": "one"}
        self.description: dict[str, Any] = {}
        self.failing: set[str] = set()

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def token(self) -> str:
        if self.header["alg"] == "RS256":
            return jwt.encode(self.header, self.claims, self.signed_by)
        said = ".".join(_base64(json.dumps(part).encode()) for part in (self.header, self.claims))
        secret = self.key.as_pem(private=False)
        forged = hmac.digest(secret, said.encode(), "sha256") if self.header["alg"] == "HS256" else b""
        return f"{said}.{_base64(forged)}"


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


class _Answers(BaseHTTPRequestHandler):
    server: Liar

    def log_message(self, *_: object) -> None:
        """Tests are quiet."""

    def do_GET(self) -> None:
        issuer = self.server.issuer
        if "openid-configuration" in self.path:
            names = {"authorization_endpoint": "/auth", "token_endpoint": "/token", "jwks_uri": "/jwks"}
            body = {"issuer": issuer, **{name: issuer + path for name, path in names.items()}}
            self._say(body | self.server.description, "metadata")
        else:
            self._say({"keys": [self.server.key.as_dict(private=False)]}, "jwks")

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        body = {"access_token": "a", "token_type": "Bearer", "id_token": self.server.token()}
        self._say({k: v for k, v in body.items() if v}, "token")

    def _say(self, body: object, what: str) -> None:
        failing = what in self.server.failing
        self.send_response(500 if failing else 200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b"<html>" if failing else json.dumps(body).encode())


@pytest.fixture
def liar() -> Iterator[Liar]:
    server = Liar()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join(10)


@pytest.fixture
def settings(request: pytest.FixtureRequest) -> dict[str, Any]:
    """The app knows the real provider as “entra”, the lying one as “liar”, and one that is down."""

    def known(name: str, issuer: str) -> OidcProvider:
        secret = "a secret of the tests"
        return OidcProvider(name=name, label=name.title(), issuer=issuer, client_id="verkemiddel", client_secret=secret)

    found = [known("down", f"http://127.0.0.1:{free_port()}")]
    if "issuer" in request.fixturenames:
        found.append(known("entra", request.getfixturevalue("issuer")))
    if "liar" in request.fixturenames:
        found.append(known("liar", request.getfixturevalue("liar").issuer))
    return {"oidc": tuple(found)}


def go_there_as(address: str, login: str) -> str:
    """Sign in at the real provider as a person does, by its own forms; gives the address it sends back to."""
    with requests.Session() as browser:
        answer = browser.get(address, timeout=20)
        for _ in range(3):
            action = re.search(r'<form[^>]*action="([^"]+)"', answer.text)
            assert action, answer.text[:500]
            prompt = re.search(r'name="prompt" value="(\w+)"', answer.text)
            fields = {"prompt": prompt[1] if prompt else "", "login": login, "password": "x"}
            answer = browser.post(urljoin(answer.url, action[1]), fields, allow_redirects=False, timeout=20)
            while answer.is_redirect:
                target = urljoin(answer.url, answer.headers["Location"])
                if target.startswith(CALLBACK):
                    return target.removeprefix("https://verkemiddel.example")
                answer = browser.get(target, allow_redirects=False, timeout=20)
    raise AssertionError("the provider never sent anybody back")


def start(visitor: Visitor, path: str) -> str:
    answer = visitor.get(path)
    assert answer.status_code == 302, answer.text[:500]
    return answer.headers["Location"]


def invited(people, email: str = "egil@vinje.kommune.no") -> str:
    with people.app.app_context(), people.app.extensions["app.runtime"].transactions.begin(db.session) as uow:
        command = accounts.InviteAccount(email=email, name="Egil", roles=frozenset({Role.EDITOR}), actor="tests")
        return accounts.invite_account(uow, command).token


def fault_of(answer) -> str:
    assert answer.status_code == 303, answer.text[:500]
    return answer.headers["Location"].rsplit("/", 1)[1]


# -- the real provider -----------------------------------------------------------------------------


def test_an_invited_person_links_their_sign_in_and_comes_back_by_it(people, issuer) -> None:
    token, visitor = invited(people), Visitor(people)
    page = visitor.get(f"/nn/invitasjon/{token}")
    path = re.search(r'href="(/nn/logg-inn/med/entra\?invitation=[^"]+)"', page.text)
    assert path
    there = start(visitor, path[1])
    asked = parse_qs(urlsplit(there).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["response_type"] == ["code"]
    assert all(len(asked[name][0]) >= 20 for name in ("state", "nonce", "code_challenge"))
    back = visitor.get(go_there_as(there, "egil-at-entra"))
    assert (back.status_code, back.headers["Location"]) == (303, "/nn/konto/start")
    assert visitor.is_signed_in
    assert Visitor(people).get(f"/nn/invitasjon/{token}").status_code == 404, "used up"
    again = Visitor(people)
    answer = again.get(go_there_as(start(again, "/en/logg-inn/med/entra?next=/en/konto/passord"), "egil-at-entra"))
    assert answer.headers["Location"] == "/en/konto/passord"
    assert again.is_signed_in
    with people.app.app_context():
        assert queries.account_behind(db.session, issuer, "egil-at-entra").name == "Egil"


def test_the_same_address_is_not_the_same_person(people, issuer) -> None:
    """The provider vouches for a subject; that it looks like somebody's e-mail address is no proof."""
    people.add(Role.ADMINISTRATOR, email="anne@vest-telemark.no", password=PASSWORD)
    visitor = Visitor(people)
    answer = visitor.get(go_there_as(start(visitor, "/nb/logg-inn/med/entra"), "anne@vest-telemark.no"))
    assert answer.headers["Location"] == "/nb/logg-inn/feil/unknown"
    page = visitor.get("/nb/logg-inn/feil/unknown")
    assert page.status_code == 403
    assert "Vi kjenner ikke denne innloggingen" in page.text
    assert not visitor.is_signed_in


def test_somebody_signed_in_links_and_unlinks_another_sign_in(people, issuer) -> None:
    kari = people.add(Role.EDITOR, password=PASSWORD)
    visitor = Visitor(people, people.client(kari))
    back = visitor.get(go_there_as(start(visitor, "/nn/konto/kople/entra"), "kari"))
    assert back.headers["Location"] == "/nn/konto"
    page = visitor.get("/nn/konto").text
    assert "Knytt til Entra" in page
    taken = Visitor(people, people.signed_in(Role.EDITOR))
    answer = taken.get(go_there_as(start(taken, "/nn/konto/kople/entra"), "kari"))
    assert fault_of(answer) == "taken"
    key = page.split("/nn/konto/innloggingar/")[1].split("/")[0]
    visitor.send(f"/nn/konto/innloggingar/{key}/fjern", on="/nn/konto")
    again = Visitor(people)
    assert fault_of(again.get(go_there_as(start(again, "/nn/logg-inn/med/entra"), "kari"))) == "unknown"


def test_the_only_way_in_cannot_be_taken_away(people, issuer) -> None:
    visitor = Visitor(people)
    there = start(visitor, f"/nn/logg-inn/med/entra?invitation={invited(people)}")
    visitor.get(go_there_as(there, "only"))
    key = visitor.get("/nn/konto").text.split("/nn/konto/innloggingar/")[1].split("/")[0]
    answer = visitor.send(f"/nn/konto/innloggingar/{key}/fjern", on="/nn/konto")
    assert answer.status_code == 409
    assert "Lag eit passord først" in answer.text


def test_a_shut_account_and_a_used_invitation_stay_out(people, issuer) -> None:
    token, visitor = invited(people), Visitor(people)
    visitor.get(go_there_as(start(visitor, f"/nn/logg-inn/med/entra?invitation={token}"), "one"))
    second = Visitor(people)
    late = second.get(go_there_as(start(second, f"/nn/logg-inn/med/entra?invitation={token}"), "two"))
    assert fault_of(late) == "link"
    with people.app.app_context(), people.app.extensions["app.runtime"].transactions.begin(db.session) as uow:
        accounts.disable_account(uow, 1, "tests")
    third = Visitor(people)
    assert fault_of(third.get(go_there_as(start(third, "/nn/logg-inn/med/entra"), "one"))) == "disabled"


def test_another_state_a_missing_one_and_a_second_use_are_refused(people, issuer) -> None:
    visitor = Visitor(people)
    back = go_there_as(start(visitor, "/en/logg-inn/med/entra"), "kari")
    stranger = Visitor(people)
    assert fault_of(stranger.get(back)) == "state", "an answer to somebody else's question"
    assert fault_of(stranger.get("/oidc/entra/callback?code=x")) == "state"
    assert fault_of(visitor.get(back.replace("state=", "state=x"))) == "state"
    assert fault_of(visitor.get(back)) == "state", "the question was used up"
    page = stranger.get("/en/logg-inn/feil/state")
    assert page.status_code == 400
    assert "Signing in was interrupted" in page.text


def test_a_nonce_that_is_not_ours_is_refused(people, issuer) -> None:
    invitation, visitor = invited(people), Visitor(people)
    there = start(visitor, f"/nb/logg-inn/med/entra?invitation={invitation}")
    back = go_there_as(there, "egil")
    with visitor.client.session_transaction() as kept:
        (key,) = [key for key in kept if key.startswith("_state_entra_")]
        kept[key] = {**kept[key], "data": {**kept[key]["data"], "nonce": "another"}}
    answer = visitor.get(back)
    assert answer.headers["Location"] == "/nb/logg-inn/feil/token"
    assert Visitor(people).get(f"/nn/invitasjon/{invitation}").status_code == 200, "the invitation is not used up"


def test_without_the_right_verifier_the_provider_gives_nothing(people, issuer) -> None:
    visitor = Visitor(people)
    back = go_there_as(start(visitor, "/nn/logg-inn/med/entra"), "kari")
    with visitor.client.session_transaction() as kept:
        (key,) = [key for key in kept if key.startswith("_state_entra_")]
        kept[key] = {**kept[key], "data": {**kept[key]["data"], "code_verifier": "x" * 48}}
    assert fault_of(visitor.get(back)) == "token"


def test_a_person_who_says_no_there_is_told_so(people, issuer) -> None:
    visitor = Visitor(people)
    state = parse_qs(urlsplit(start(visitor, "/nn/logg-inn/med/entra")).query)["state"][0]
    assert fault_of(visitor.get(f"/oidc/entra/callback?error=access_denied&state={state}")) == "refused"
    assert "Du vart ikkje logga inn" in visitor.get("/nn/logg-inn/feil/refused").text


# -- a provider that is down, and one that lies ----------------------------------------------------


@pytest.mark.parametrize(("lang", "says"), [("nn", "svarar ikkje"), ("nb", "svarer ikke"), ("en", "does not answer")])
def test_a_provider_that_is_down_is_said_to_be(visitor, lang, says) -> None:
    began = time.monotonic()
    answer = visitor.get(f"/{lang}/logg-inn/med/down")
    assert time.monotonic() - began < 20
    assert answer.headers["Location"] == f"/{lang}/logg-inn/feil/down"
    page = visitor.get(answer.headers["Location"])
    assert page.status_code == 502
    assert says in page.text


def test_a_provider_that_nobody_has_set_up_is_not_there(visitor) -> None:
    assert visitor.get("/nn/logg-inn/med/nobody").status_code == 404
    assert visitor.get("/oidc/nobody/callback").status_code == 404
    assert visitor.get("/nn/logg-inn/feil/nonsense").status_code == 404


@pytest.fixture
def believed(people, liar):
    """Ask the lying provider to vouch for an invited person, its token changed by `change`; gives the outcome."""

    def ask(**changes: Any) -> str:
        visitor = Visitor(people)
        token = invited(people, f"p{time.monotonic_ns()}@x.no")
        sent = start(visitor, f"/nn/logg-inn/med/liar?invitation={token}")
        asked = parse_qs(urlsplit(sent).query)
        now = int(time.time())
        right = {"iss": liar.issuer, "aud": "verkemiddel", "sub": token, "iat": now, "exp": now + 60}
        claims = right | {"nonce": asked["nonce"][0]} | changes
        liar.claims = {name: value for name, value in claims.items() if value is not None}
        answer = visitor.get(f"/oidc/liar/callback?code=c&state={asked['state'][0]}")
        assert answer.status_code == 303
        assert visitor.is_signed_in is (answer.headers["Location"] == "/nn/konto/start")
        return answer.headers["Location"].rsplit("/", 1)[1]

    return ask


def test_a_right_token_is_believed(believed) -> None:
    assert believed() == "start"
    assert believed(aud=["verkemiddel"], azp="verkemiddel") == "start"


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "https://other.example"},
        {"aud": "another"},
        {"aud": ["another"], "azp": "verkemiddel"},
        {"aud": "verkemiddel", "azp": "another"},
        {"exp": 1},
        {"exp": None},
        {"iat": None},
        {"nonce": "another"},
        {"nonce": None},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"sub": "x" * 256},
        {"iss": None},
        {"aud": None},
    ],
    ids=str,
)
def test_a_token_that_does_not_hold_lets_nobody_in(believed, change) -> None:
    assert believed(**change) == "token"


def test_a_token_signed_by_anybody_else_lets_nobody_in(believed, liar) -> None:
    liar.description = {"id_token_signing_alg_values_supported": ["none", "HS256", "RS256"]}
    liar.signed_by = RSAKey.generate_key(2048, {"kid": "one"})
    assert believed() == "token"
    liar.header = {"alg": "HS256", "kid": "one"}
    assert believed() == "token", "the public key as a shared secret"
    liar.header = {"alg": "none"}
    assert believed() == "token", "no signature at all"


def test_a_provider_that_calls_itself_somebody_else_is_not_used(visitor, liar) -> None:
    liar.description = {"issuer": "https://other.example"}
    assert fault_of(visitor.get("/nn/logg-inn/med/liar")) == "down"


@pytest.mark.parametrize(("what", "fault"), [("metadata", "down"), ("jwks", "down"), ("token", "down")])
def test_a_provider_that_fails_half_way_is_said_to_be_down(visitor, liar, what, fault) -> None:
    liar.failing = {what}
    answer = visitor.get("/nn/logg-inn/med/liar")
    if answer.status_code == 302:
        asked = parse_qs(urlsplit(answer.headers["Location"]).query)
        liar.claims = {"iss": liar.issuer, "aud": "verkemiddel", "sub": "x", "nonce": asked["nonce"][0]}
        answer = visitor.get(f"/oidc/liar/callback?code=c&state={asked['state'][0]}")
    assert fault_of(answer) == fault


def test_the_words_for_every_fault_are_there(visitor) -> None:
    from app.accounts.oidc import FAULTS

    for lang in ("nn", "nb", "en"):
        for fault, status in FAULTS.items():
            assert visitor.get(f"/{lang}/logg-inn/feil/{fault}").status_code == status
