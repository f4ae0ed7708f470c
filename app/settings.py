"""Settings: read once from the environment, checked, frozen. The only reader of `os.environ`."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "VERKEMIDDEL_"
KNOWN = frozenset({"VAR", "DATABASE_URL", "SECRET_KEY", "BASE_URL", "DATA", "ENVIRONMENT", "LOG"})


class BadSetting(Exception):
    """A setting that cannot be used; the message is one sentence for the person who starts the program."""


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
    testing: bool = False
    background: bool = False
    """Follow the change log in a thread of its own (servers do; tests and commands follow when they say so)."""

    @property
    def index_dir(self) -> Path:
        return self.var / "index"


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """Return the settings, or raise `BadSetting` with a sentence that says what to change."""
    env = {k.removeprefix(PREFIX): v for k, v in (environ or os.environ).items() if k.startswith(PREFIX)}
    if unknown := sorted(env.keys() - KNOWN):
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
        base_url=_base_url(env),
        secret_key=_secret_key(env, var, production=production),
        log_format=_one_of(env, "LOG", ("text", "json"), "json" if production else "text"),
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


def _base_url(env: Mapping[str, str]) -> str:
    value = (env.get("BASE_URL") or "http://127.0.0.1:8000").rstrip("/")
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
    try:
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _kept_key(kept)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        value = secrets.token_urlsafe(48)
        file.write(value)
    return value


def _kept_key(path: Path) -> str:
    try:
        value = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        value = ""
    if len(value) < 32:
        raise BadSetting(f"The file {path} does not hold a whole secret key; delete it, and a new one is made.")
    return value
