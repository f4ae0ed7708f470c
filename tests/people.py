"""People with accounts, for tests of what they may do."""

from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer

from app.accounts import access, passwords, queries
from app.accounts.commands import accounts, credentials, sessions
from app.accounts.types import Account, How, Role
from app.web.runtime import db


class People:
    """Accounts in the app of a test, and clients that are signed in to them."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def add(self, *roles: Role, email: str = "", password: str | None = None, **scope: Any) -> Account:
        """An account that its owner has accepted. `scope`: municipalities, organisations, lang."""
        with self.app.app_context(), self.app.extensions["app.runtime"].transactions.begin(db.session) as uow:
            count = len(queries.accounts(uow.session))
            link = accounts.invite_account(
                uow,
                accounts.InviteAccount(
                    email=email or f"person{count}@example.no",
                    name=f"Person {count}",
                    roles=frozenset(roles),
                    actor="tests",
                    **{k: frozenset(v) if k != "lang" else v for k, v in scope.items()},
                ),
            )
            accept = credentials.AcceptInvitation(
                token=link.token,
                name=f"Person {count}",
                password_hash=passwords.hashed(password) if password else "no password",
            )
            credentials.accept_invitation(uow, accept)
            return queries.account(uow.session, link.account.id)

    def client(self, account: Account, how: How = "password+code") -> FlaskClient:
        """A client with a session of its own for the account."""
        with self.app.app_context(), self.app.extensions["app.runtime"].transactions.begin(db.session) as uow:
            begin = sessions.BeginSession(account=account.id, how=how, agent="", actor=account.actor)
            token = sessions.begin_session(uow, begin)
        client = self.app.test_client()
        client.set_cookie(self.cookie, token)
        return client

    def signed_in(self, *roles: Role, **scope: Any) -> FlaskClient:
        """A client signed in to a new account."""
        return self.client(self.add(*roles, **scope))

    @property
    def cookie(self) -> str:
        with self.app.app_context():
            return access.cookie_name()

    def token(self, client: FlaskClient) -> str:
        """The token that the client's forms must carry."""
        with client.session_transaction() as kept:
            kept.setdefault("csrf_token", "0" * 40)
            serializer = URLSafeTimedSerializer(self.app.secret_key, salt="wtf-csrf-token")
            return str(serializer.dumps(kept["csrf_token"]))
