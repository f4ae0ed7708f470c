"""Signing in with somebody else's word: OpenID Connect, code flow with PKCE, state and nonce, by Authlib.

Who a person is, is the pair of issuer and subject; an e-mail address proves nothing. Every way it
can fail is one of the `Fault`s, and each has its page.
"""

import logging
import time
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, cast

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.base_client.errors import MismatchingStateError
from authlib.integrations.flask_client import OAuth
from flask import Flask, current_app, session
from joserfc.errors import JoseError
from werkzeug import Response

from app.kernel.errors import Missing
from app.settings import OidcProvider

log = logging.getLogger(__name__)

SECONDS = 8
A_DAY = 86_400
FLOW = "oidc"
"""Key in the form cookie for what the person was about when they were sent away."""

Fault = Literal["state", "token", "down", "refused", "unknown", "taken", "link", "disabled"]
FAULTS: Mapping[Fault, int] = {
    "state": 400,
    "token": 400,
    "refused": 403,
    "unknown": 403,
    "disabled": 403,
    "link": 404,
    "taken": 409,
    "down": 502,
}
"""Every way it can end without a session, and the status of the page that says so."""

_SIGNED_BY_KEY_PAIR = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"}
)


class Failed(Exception):
    """The provider did not vouch for anybody."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


class Person(NamedTuple):
    """Somebody a provider vouches for."""

    issuer: str
    subject: str


def init_app(app: Flask, known: tuple[OidcProvider, ...]) -> None:
    oauth = OAuth(app)
    for provider in known:
        oauth.register(
            provider.name,
            server_metadata_url=provider.issuer.rstrip("/") + "/.well-known/openid-configuration",
            client_id=provider.client_id,
            client_secret=provider.client_secret,
            authorize_params=dict(provider.parameters) or None,
            client_kwargs={"scope": provider.scope, "code_challenge_method": "S256", "default_timeout": SECONDS},
        )
    app.extensions["app.accounts.oidc"] = oauth, {provider.name: provider for provider in known}


def providers() -> Mapping[str, OidcProvider]:
    """The configured providers by name."""
    return cast(Mapping[str, OidcProvider], current_app.extensions["app.accounts.oidc"][1])


def _provider(name: str) -> tuple[OidcProvider, Any]:
    if name not in providers():
        raise Missing(name)
    return providers()[name], getattr(current_app.extensions["app.accounts.oidc"][0], name)


def send_there(name: str, callback: str, flow: Mapping[str, Any]) -> Response:
    """Send the reader to the provider, and remember what for. Raises `Missing`, and `Failed("down")`."""
    provider, client = _provider(name)
    for key in [key for key in session if key.startswith("_state_")]:
        session.pop(key)  # one flow at a time: what was left unfinished must not fill the cookie
    try:
        _read_metadata(provider, client)
        answer = client.create_authorization_url(callback)
    except (requests.RequestException, ValueError, RuntimeError, AuthlibBaseError) as error:
        log.warning("OpenID provider %s cannot be used: %s", name, error)
        raise Failed("down") from error
    client.save_authorize_data(redirect_uri=callback, **answer)
    session[FLOW] = {**flow, "provider": name, "state": answer["state"]}
    return current_app.redirect(answer["url"], 302)


def _read_metadata(provider: OidcProvider, client: Any) -> None:
    """Read the provider's own description once a day; it must be the issuer's that was configured."""
    if time.time() - client.server_metadata.get("_loaded_at", 0) < A_DAY:
        return
    client.server_metadata.clear()
    found = client.load_server_metadata()
    if found.get("issuer") != provider.issuer:
        client.server_metadata.clear()
        raise ValueError(f"it calls itself {found.get('issuer')!r}, not {provider.issuer!r}")
    offered = found.get("id_token_signing_alg_values_supported") or ["RS256"]
    found["id_token_signing_alg_values_supported"] = [name for name in offered if name in _SIGNED_BY_KEY_PAIR]


def take_flow(name: str, state: str | None) -> dict[str, Any] | None:
    """What the reader was about, if this is the answer that they wait for. It can be taken once."""
    flow = session.pop(FLOW, None)
    return flow if flow and state and flow["provider"] == name and flow["state"] == state else None


def who_came_back(name: str) -> Person:
    """Check the provider's answer in the present request: state, code, signature, issuer, audience, times, nonce.

    Raises `Failed`.
    """
    provider, client = _provider(name)
    claims = {
        "iss": {"essential": True, "value": provider.issuer},
        "aud": {"essential": True, "value": provider.client_id},
    }
    try:
        _read_metadata(provider, client)
        token = client.authorize_access_token(claims_options=claims)
    except MismatchingStateError as error:
        raise Failed("state") from error
    except requests.RequestException as error:
        log.warning("OpenID provider %s does not answer: %s", name, error)
        raise Failed("down") from error
    except AuthlibBaseError as error:
        log.warning("OpenID provider %s refused: %s", name, error.error)
        raise Failed("refused" if error.error == "access_denied" else "token") from error
    except (JoseError, ValueError, KeyError, RuntimeError) as error:
        log.warning("the token of OpenID provider %s does not hold: %s", name, error)
        raise Failed("token") from error
    found = token.get("userinfo") or {}
    subject = found.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= 255:
        raise Failed("token")
    return Person(provider.issuer, subject)
