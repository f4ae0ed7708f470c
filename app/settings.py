"""Settings: read once from the environment, checked, frozen. The only reader of `os.environ`."""

import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "VERKEMIDDEL_"
KNOWN = frozenset(
    {
        "VAR",
        "DATABASE_URL",
        "SECRET_KEY",
        "BASE_URL",
        "DATA",
        "ENVIRONMENT",
        "LOG",
        "MAIL_SERVER",
        "MAIL_FROM",
        "PROXIES",
    }
)


class BadSetting(Exception):
    """A setting that cannot be used; the message is one sentence for the person who starts the program."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MailServer:
    """Where letters are handed over."""

    host: str
    port: int
    security: Literal["none", "starttls", "tls"]
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class OidcProvider:
    """An OpenID provider that people may sign in with."""

    name: str
    """Small letters and digits; stands in addresses."""
    label: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    scope: str = "openid profile email"
    parameters: tuple[tuple[str, str], ...] = ()
    """More to say when a person is sent there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    var: Path
    database_url: str
    base_url: str
    secret_key: str = field(repr=False)
    data: Path = ROOT / "catalogue_data"
    templates: Path = ROOT / "templates"
    translations: Path = ROOT / "translations"
    log_format: str = "text"
    mail: MailServer | None = None
    oidc: tuple[OidcProvider, ...] = ()
    proxies: int = 0
    """How many proxies stand in front, each adding the address it heard from."""
    production: bool = False
    testing: bool = False
    background: bool = False
    """Follow the change log in a thread of its own (servers do; tests and commands follow when they say so)."""

    @property
    def index_dir(self) -> Path:
        return self.var / "index"

    @property
    def is_secure(self) -> bool:
        """Do readers come over TLS?"""
        return self.base_url.startswith("https://")


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """Return the settings, or raise `BadSetting` with a sentence that says what to change."""
    env = {k.removeprefix(PREFIX): v for k, v in (environ or os.environ).items() if k.startswith(PREFIX)}
    providers = _oidc_settings(env)
    if unknown := sorted(name for name in env.keys() - KNOWN if not name.startswith("OIDC_")):
        names = ", ".join(PREFIX + name for name in sorted(KNOWN))
        raise BadSetting(f"Unknown setting {PREFIX}{unknown[0]}. Known settings: {names}.")
    production = _one_of(env, "ENVIRONMENT", ("development", "production"), "development") == "production"
    var = Path(env.get("VAR") or ROOT / "var").expanduser().absolute()
    data = Path(env.get("DATA") or ROOT / "catalogue_data").expanduser().absolute()
    if not data.is_dir():
        raise BadSetting(f"{PREFIX}DATA is {data}, which is not a folder. Point it at the folder catalogue_data.")
    _make_writable(var)
    return Settings(
        var=var,
        data=data,
        database_url=_database_url(env, var),
        base_url=_base_url(env, (environ or os.environ).get("PORT") or "8000"),
        secret_key=_secret_key(env, var, production=production),
        production=production,
        log_format=_one_of(env, "LOG", ("text", "json"), "json" if production else "text"),
        mail=_mail_server(env),
        oidc=providers,
        proxies=int(_one_of(env, "PROXIES", tuple("012345"), "0")),
    )


def _one_of(env: Mapping[str, str], name: str, allowed: tuple[str, ...], default: str) -> str:
    value = env.get(name) or default
    if value not in allowed:
        raise BadSetting(f"{PREFIX}{name} is “{value}”; it must be one of {', '.join(allowed)}.")
    return value


def _make_writable(var: Path) -> None:
    try:
        var.mkdir(parents=True, exist_ok=True)
        probe = var / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise BadSetting(
            f"The data folder {var} cannot be written to ({error.strerror}). "
            f"Give this user write access, or set {PREFIX}VAR to another folder."
        ) from error


def _database_url(env: Mapping[str, str], var: Path) -> str:
    value = env.get("DATABASE_URL") or f"sqlite:///{var / 'verkemiddel.sqlite'}"
    try:
        driver = make_url(value).drivername
    except (ArgumentError, ValueError) as error:
        raise BadSetting(f"{PREFIX}DATABASE_URL is not a database address: “{value}”.") from error
    if driver not in ("sqlite", "postgresql+psycopg"):
        raise BadSetting(
            f"{PREFIX}DATABASE_URL uses “{driver}”; use sqlite:///path or postgresql+psycopg://user:password@host/name."
        )
    return value


def _base_url(env: Mapping[str, str], port: str) -> str:
    value = (env.get("BASE_URL") or f"http://127.0.0.1:{port}").rstrip("/")
    if not value.startswith(("http://", "https://")):
        raise BadSetting(f"{PREFIX}BASE_URL is “{value}”; it must start with http:// or https://.")
    return value


def _secret_key(env: Mapping[str, str], var: Path, *, production: bool) -> str:
    if value := env.get("SECRET_KEY"):
        if len(value) < 32:
            raise BadSetting(f"{PREFIX}SECRET_KEY is too short; use at least 32 characters.")
        return value
    if production:
        raise BadSetting(f"{PREFIX}SECRET_KEY is required in production; set it to at least 32 random characters.")
    kept = var / "secret_key"
    if not kept.exists():
        _make_key(kept)
    return _kept_key(kept)


def _make_key(path: Path) -> None:
    """Put a whole new key at the path, or leave what another process has put there meanwhile."""
    descriptor, beside = tempfile.mkstemp(prefix=".secret_key-", dir=path.parent)  # read by its owner alone
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(descriptor)
        with suppress(FileExistsError):
            os.link(beside, path)  # at once and whole, and never over another
    finally:
        Path(beside).unlink()


def _kept_key(path: Path) -> str:
    try:
        value = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        value = ""
    if len(value) < 32:
        raise BadSetting(f"The file {path} does not hold a whole secret key; delete it, and a new one is made.")
    return value


_SECURITY: Mapping[str, tuple[Literal["none", "starttls", "tls"], int]] = {
    "smtp": ("none", 25),
    "smtp+starttls": ("starttls", 587),
    "smtps": ("tls", 465),
}


def _mail_server(env: Mapping[str, str]) -> MailServer | None:
    value, sender = env.get("MAIL_SERVER") or "", env.get("MAIL_FROM") or ""
    if not value:
        return None
    wanted = f"{PREFIX}MAIL_SERVER must be smtp://, smtp+starttls:// or smtps://, then user:password@ if needed, host and port."
    try:
        parts = urlsplit(value)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise BadSetting(wanted) from error
    if parts.scheme not in _SECURITY or not host or parts.path not in ("", "/") or parts.query:
        raise BadSetting(wanted)
    if "@" not in sender or any(c in sender for c in "\r\n"):
        raise BadSetting(
            f"{PREFIX}MAIL_FROM must be the address that letters come from, for example verkemiddel@vest-telemark.no."
        )
    security, usual = _SECURITY[parts.scheme]
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(host=host, port=port or usual, security=security, sender=sender, user=user, password=password)


_OIDC = re.compile(r"OIDC_([A-Z][A-Z0-9]{0,29})_(ISSUER|CLIENT_ID|CLIENT_SECRET|LABEL|SCOPE|PARAMETERS)")


def _oidc_settings(env: Mapping[str, str]) -> tuple[OidcProvider, ...]:
    """The providers, in the order of their names."""
    found: dict[str, dict[str, str]] = {}
    for setting in sorted(name for name in env if name.startswith("OIDC_")):
        if not (match := _OIDC.fullmatch(setting)):
            raise BadSetting(
                f"Unknown setting {PREFIX}{setting}; OpenID settings are {PREFIX}OIDC_<NAME>_ISSUER, _CLIENT_ID, _CLIENT_SECRET, "
                "_LABEL, _SCOPE and _PARAMETERS, where <NAME> is letters and digits."
            )
        if env[setting]:
            found.setdefault(match[1], {})[match[2]] = env[setting]
    return tuple(_oidc_provider(name, values) for name, values in found.items())


def _oidc_provider(name: str, values: Mapping[str, str]) -> OidcProvider:
    for needed in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET"):
        if needed not in values:
            raise BadSetting(
                f"{PREFIX}OIDC_{name}_{needed} is missing; {PREFIX}OIDC_{name}_… needs an issuer, a client id and a client secret."
            )
    issuer = values["ISSUER"]
    parts = urlsplit(issuer)
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)):
        raise BadSetting(f"{PREFIX}OIDC_{name}_ISSUER is “{issuer}”; it must start with https://.")
    scope = values.get("SCOPE", "openid profile email")
    if "openid" not in scope.split():
        raise BadSetting(f"{PREFIX}OIDC_{name}_SCOPE is “{scope}”; it must hold the word openid.")
    return OidcProvider(
        name=name.lower(),
        label=values.get("LABEL", name.capitalize()),
        issuer=issuer,
        client_id=values["CLIENT_ID"],
        client_secret=values["CLIENT_SECRET"],
        scope=scope,
        parameters=tuple(parse_qsl(values.get("PARAMETERS", ""))),
    )


_LOOPBACK = ("127.0.0.1", "localhost", "::1")
