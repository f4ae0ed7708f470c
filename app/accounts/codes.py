"""The second factor: codes of six digits that change every half minute (TOTP, RFC 6238)."""

import pyotp
import segno

from app.kernel import clock

ISSUER = "Verkemiddel Vest-Telemark"
PERIOD = 30
WINDOW = 1
"""A code may be one step early or late: clocks differ, and people type slowly."""


def new_secret() -> str:
    return pyotp.random_base32()


def step_of(secret: str, code: str, *, after: int) -> int | None:
    """The time step whose code this is, if it is near now and newer than the step `after`."""
    if len(code) != 6 or not (code.isascii() and code.isdigit()):
        return None
    now = int(clock.now().timestamp()) // PERIOD
    totp = pyotp.TOTP(secret, interval=PERIOD)
    for step in range(now - WINDOW, now + WINDOW + 1):
        if step > after and pyotp.utils.strings_equal(totp.generate_otp(step), code):
            return step
    return None


def address(secret: str, email: str) -> str:
    """What an authenticator program reads."""
    return pyotp.TOTP(secret, interval=PERIOD).provisioning_uri(name=email, issuer_name=ISSUER)


def picture(secret: str, email: str) -> str:
    """The address as a QR code, a data: URI for an image."""
    uri: str = segno.make(address(secret, email), error="m").svg_data_uri(scale=5, border=4, dark="#000", light="#fff")
    return uri


def readable(secret: str) -> str:
    """The secret in groups of four, to be typed."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
