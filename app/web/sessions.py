"""Sessions of readers who have none yet: nothing to unsign, so nothing is set up for it."""

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface


class OnlyWithCookie(SecureCookieSessionInterface):
    """Flask's own sessions, which build a signer for every request, most of which bring no cookie."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)


def init_app(app: Flask) -> None:
    app.session_interface = OnlyWithCookie()
